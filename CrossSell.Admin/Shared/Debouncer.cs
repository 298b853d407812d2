namespace CrossSell.Admin.Shared;

/// <summary>
/// Does something a moment after it was last asked for: asked again, the moment begins again, and what was under way is cancelled. Called by one component,
/// on its circuit, where the work goes on too.
/// </summary>
public sealed class Debouncer(TimeProvider time) : IDisposable
{
    private CancellationTokenSource? pending;

    /// <summary>Ends when the work is done, or something newer was asked for.</summary>
    /// <param name="work">Its token is cancelled when something newer is asked for, or nothing is wanted any more.</param>
    public async Task RunAsync(TimeSpan pause, Func<CancellationToken, Task> work)
    {
        Cancel();
        using var mine = new CancellationTokenSource();
        pending = mine;
        try
        {
            await Task.Delay(pause, time, mine.Token);
            await work(mine.Token);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            // The newer one has its own end.
        }
        finally
        {
            pending = pending == mine ? null : pending;
        }
    }

    /// <summary>Nothing is wanted any more.</summary>
    public void Cancel()
    {
        pending?.Cancel();
        pending = null;
    }

    public void Dispose() => Cancel();
}
