using System.Threading.Channels;

namespace CrossSell.Core.Storage;

/// <summary>
/// When to look whether anything was written: every <see cref="Interval"/>, and at once when another instance says so. What was written says
/// <see cref="StudioStore.StateAsync"/>, so that nothing is missed whatever was not heard. One for each who follows.
/// </summary>
public sealed class ChangeSignal : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>The shortest time between two looks: many writes in a row are one change to who follows.</summary>
    public static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(200);

    private readonly Channel<bool> written = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly PeriodicTimer timer;
    private readonly StudioStore store;
    private readonly TimeProvider time;
    private Task<bool>? ticks;
    private Task<bool>? hears;
    private long? last;

    /// <param name="interval">Between two looks at most; null is <see cref="Interval"/>.</param>
    public ChangeSignal(StudioStore store, TimeProvider time, TimeSpan? interval = null)
    {
        (this.store, this.time) = (store, time);
        timer = new PeriodicTimer(interval ?? Interval, time);
        store.WrittenElsewhere += Hear;
    }

    /// <summary>Returns when it is time to look. One caller at a time, always with the same token.</summary>
    /// <exception cref="OperationCanceledException">It is cancelled, or the signal is disposed: there will be no more.</exception>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        // What is not over is waited for again the next time.
        ticks ??= timer.WaitForNextTickAsync(cancellation).AsTask();
        hears ??= written.Reader.WaitToReadAsync(cancellation).AsTask();
        var first = await Task.WhenAny(ticks, hears);
        if (!await first)
        {
            // A host that could not start is disposed without being stopped.
            throw new OperationCanceledException("The signal is disposed.");
        }

        if (first == hears && last is { } before && Gap - time.GetElapsedTime(before) is var rest && rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, time, cancellation);
        }

        (ticks, hears) = (ticks.IsCompleted ? null : ticks, hears.IsCompleted ? null : hears);
        written.Reader.TryRead(out _);
        last = time.GetTimestamp();
    }

    public void Dispose()
    {
        store.WrittenElsewhere -= Hear;
        timer.Dispose();
    }

    private void Hear() => written.Writer.TryWrite(true);
}
