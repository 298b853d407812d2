namespace CrossSell.Admin.Shared;

/// <summary>
/// The loads of one page. They may overlap, and a database server need not answer in the order of asking: only the newest one's answer is shown, and who
/// began an older one waits for that too, so that a gesture goes on from what is on the page.
/// </summary>
internal sealed class NewestLoad
{
    private Task newest = Task.CompletedTask;
    private int asked;

    /// <summary>Loads; returns when the newest load is done.</summary>
    /// <param name="load">Given a question that it asks after each wait: whether it is still the newest. If not, it returns and leaves the page alone.</param>
    public async Task RunAsync(Func<Func<bool>, Task> load)
    {
        ArgumentNullException.ThrowIfNull(load);
        var mine = ++asked;
        var own = newest = load(() => mine == asked);
        await own;
        await SettledAsync();
    }

    /// <summary>Returns when nothing is being loaded; what went wrong is told to those who began it.</summary>
    public async Task SettledAsync()
    {
        Task waited;
        do
        {
            waited = newest;
            await Task.WhenAny(waited);
        }
        while (waited != newest);
    }

    /// <summary>For what is read beside a load, such as more rows of a list: a question whether the same load is still the newest.</summary>
    public Func<bool> Since()
    {
        var mine = asked;
        return () => mine == asked;
    }
}
