namespace CrossSell.Core.Storage;

/// <summary>
/// Whose turn it is to write to a SQLite file among all who write in this process: first come, first served. SQLite itself knows no queue, who waits looks
/// every 150 ms whether the lock is free, and would never find it so beside a job that writes step after step.
/// </summary>
#pragma warning disable CA1001 // It lives as long as the process, and a semaphore whose wait handle nobody asks for holds nothing.
internal sealed class WriterTurns
#pragma warning restore CA1001
{
    // As long as somebody who waits outside of the queue takes to look again, and a little.
    private static readonly TimeSpan OneLook = TimeSpan.FromMilliseconds(160);
    private static readonly TimeSpan ShortLook = TimeSpan.FromMilliseconds(5);

    // Hands a turn over to who waits longest; nobody comes before those who wait already.
    private readonly SemaphoreSlim one = new(1, 1);
    private int outside;

    /// <returns>The turn, until it is disposed; null when it could not be had in time.</returns>
    public async Task<IDisposable?> TakeAsync(TimeSpan atMost, CancellationToken cancellation) =>
        await one.WaitAsync(atMost, cancellation) ? new Turn(one) : null;

    /// <summary>Says until it is disposed that somebody writes, or waits to, who stands in no queue: a single statement.</summary>
    public IDisposable StandOutside() => new Outside(this);

    /// <summary>Lets those who stand in no queue have the lock: as long as one does, and not longer than it takes to look once more.</summary>
    /// <param name="elsewhere">Whether there may be some in other processes, of whom nothing is known.</param>
    public async Task LetOthersAsync(bool elsewhere, CancellationToken cancellation)
    {
        if (elsewhere)
        {
            await Task.Delay(OneLook, cancellation);
            return;
        }

        for (var waited = TimeSpan.Zero; Volatile.Read(ref outside) > 0 && waited < OneLook; waited += ShortLook)
        {
            await Task.Delay(ShortLook, cancellation);
        }
    }

    private sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        private SemaphoreSlim? held = one;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }

    private sealed class Outside : IDisposable
    {
        private WriterTurns? turns;

        public Outside(WriterTurns turns)
        {
            this.turns = turns;
            Interlocked.Increment(ref turns.outside);
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref turns, null) is { } left)
            {
                Interlocked.Decrement(ref left.outside);
            }
        }
    }
}
