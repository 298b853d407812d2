using CrossSell.Admin.Shared;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Jobs;

public sealed partial class JobsPage
{
    private const int Page = 50;

    private readonly Dictionary<long, Job> heard = [];
    private List<Job>? jobs;
    private Actor? me;
    private bool more;
    private bool missing;
    private long? over;

    /// <summary>The job that is shown in full.</summary>
    [Parameter]
    public long? Id { get; set; }

    [Inject]
    private JobQueue Queue { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    // Before anything is waited for: what ends meanwhile is heard, and a page that is left while it waits is let go.
    protected override void OnInitialized() => Queue.Changed += JobChanged;

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        me = actor;
        var found = await Queue.ListAsync(actor, Page);
        more = found.Count == Page;
        jobs = [.. heard.Values.Concat(found).DistinctBy(job => job.Id).OrderByDescending(job => job.Id)];
    }

    protected override async Task OnParametersSetAsync() => missing = Id is { } id && await Queue.FindAsync(id, await Current.GetAsync()) is null;

    public void Dispose() => Queue.Changed -= JobChanged;

    private Task MoreAsync() => BusyAsync(async () =>
    {
        var found = await Queue.ListAsync(await Current.GetAsync(), Page, jobs![^1].Id);
        jobs.AddRange(found);
        more = found.Count == Page;
    });

    private void JobChanged(Job job) => _ = InvokeAsync(() =>
    {
        if (me is null || !JobAccess.May(me, job))
        {
            return;
        }

        if (jobs is null)
        {
            heard[job.Id] = job;
            return;
        }

        var at = jobs.FindIndex(shown => shown.Id == job.Id);
        if (at >= 0)
        {
            jobs[at] = job;
        }
        else
        {
            jobs.Insert(0, job);
        }

        StateHasChanged();
    });
}
