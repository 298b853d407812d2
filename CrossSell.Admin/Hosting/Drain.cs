namespace CrossSell.Admin.Hosting;

/// <summary>
/// An instance that is told to stop lets its people go before it does (decision 0026): it says that it is not ready, sends new pages elsewhere
/// (<see cref="DrainingAnswers"/>), begins no more jobs, and asks each open page to go, which the page does once nobody types and nothing is being saved
/// (<c>wwwroot/reconnect.js</c>). One a process.
/// </summary>
internal sealed class Drain(TimeProvider time) : IDisposable
{
    /// <summary>For how long pages are waited for. With the 30 s in which the host then ends, less than the 60 s after which a service is killed.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    // The next instance makes as many pages again as this one has: not all of them at the same moment.
    private static readonly TimeSpan MostSpread = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(40);

    private readonly Lock gate = new();
    private readonly HashSet<IMovingPage> pages = [];
    private readonly CancellationTokenSource begun = new();
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Cancelled from when the instance was told to stop.</summary>
    public CancellationToken Begun => begun.Token;

    public bool IsDraining { get; private set; }

    /// <summary>A page is connected.</summary>
    public void Enter(IMovingPage page)
    {
        bool isLate;
        lock (gate)
        {
            pages.Add(page);
            isLate = IsDraining;
        }

        if (isLate)
        {
            page.Move(TimeSpan.Zero);
        }
    }

    /// <summary>A page is no longer connected.</summary>
    public void Leave(IMovingPage page)
    {
        lock (gate)
        {
            pages.Remove(page);
            if (IsDraining && pages.Count == 0)
            {
                gone.TrySetResult();
            }
        }
    }

    /// <summary>Asks all to go, and returns when they have gone or <see cref="TimeLimit"/> is over.</summary>
    /// <returns>How many were still here.</returns>
    public async Task<int> RunAsync()
    {
        IMovingPage[] here;
        lock (gate)
        {
            IsDraining = true;
            here = [.. pages];
            if (here.Length == 0)
            {
                gone.TrySetResult();
            }
        }

        await begun.CancelAsync();
        var apart = Apart * here.Length < MostSpread ? Apart : MostSpread / here.Length;
        foreach (var (at, page) in here.Index())
        {
            page.Move(apart * at);
        }

        using var over = new CancellationTokenSource();
        await Task.WhenAny(gone.Task, Task.Delay(TimeLimit, time, over.Token));
        await over.CancelAsync();
        lock (gate)
        {
            return pages.Count;
        }
    }

    public void Dispose() => begun.Dispose();
}

/// <summary>A page that is connected to this instance.</summary>
internal interface IMovingPage
{
    /// <summary>Asks it to go. Returns at once.</summary>
    /// <param name="after">Not earlier than that from now.</param>
    void Move(TimeSpan after);
}
