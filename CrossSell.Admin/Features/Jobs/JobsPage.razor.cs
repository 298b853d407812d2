using CrossSell.Admin.Shared;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Jobs;

public sealed partial class JobsPage
{
    private const int Page = 50;

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

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        me = actor;
        Queue.Changed += JobChanged;
        var found = await Queue.ListAsync(actor, Page);
        (jobs, more) = ([.. found], found.Count == Page);
    }

    protected override async Task OnParametersSetAsync() => missing = Id is { } id && await Queue.FindAsync(id, await Current.GetAsync()) is null;

    public void Dispose() => Queue.Changed -= JobChanged;

    private async Task MoreAsync()
    {
        var found = await Queue.ListAsync(await Current.GetAsync(), Page, jobs![^1].Id);
        jobs.AddRange(found);
        more = found.Count == Page;
    }

    private void JobChanged(Job job) => _ = InvokeAsync(() =>
    {
        if (jobs is null || me is null || !JobAccess.May(me, job))
        {
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
