namespace CrossSell.Core.Storage;

/// <summary>
/// How much of a long write is done in one transaction: as many rows as hold the writer lock for about <paramref name="Held"/>, found out while it goes on,
/// so that others who write wait for one such step and no longer, however fast the machine is.
/// </summary>
/// <param name="First">Rows of the first step: little enough for a slow machine.</param>
/// <param name="Least">So many at least, or the ends of the steps cost more than the steps.</param>
/// <param name="Most">So many at most.</param>
/// <param name="Held">How long a step shall hold the lock.</param>
public sealed record WriteSteps(int First, int Least, int Most, TimeSpan Held)
{
    // Half a second is what nobody shall wait. The rest is for a step that takes twice as long as the one before, for a machine that gets busier, and for
    // undoing what was written, which takes two to three times as long.
    public static readonly WriteSteps Usual = new(500, 250, 20_000, TimeSpan.FromMilliseconds(100));

    /// <summary>Steps of always as many rows.</summary>
    public static WriteSteps Of(int rows) => new(rows, rows, rows, TimeSpan.Zero);

    /// <summary>Rows of the next step.</summary>
    /// <param name="rows">Of the one before.</param>
    /// <param name="held">For how long it held the lock.</param>
    public int After(int rows, TimeSpan held)
    {
        // Never more than twice as many: one quick step may have been luck.
        var fits = held <= TimeSpan.Zero ? rows * 2.0 : rows * (Held / held);
        return (int)Math.Clamp(Math.Clamp(fits, rows / 4.0, rows * 2.0), Least, Most);
    }
}
