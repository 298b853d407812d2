using CrossSell.Admin.Shared;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using static CrossSell.Admin.Shell.ShellTexts;

namespace CrossSell.Admin.Shell;

public sealed partial class JobTray
{
    private const int Latest = 6;

    private List<Job> jobs = [];
    private Actor? me;

    [Inject]
    private JobQueue Queue { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    // Before anything is waited for: what ends meanwhile is heard, and a tray that goes while it waits is let go.
    protected override void OnInitialized() => Queue.Changed += JobChanged;

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        me = actor;
        // Those that go on, and in this visit those that ended: what ended before stands on the page of jobs.
        var found = (await Task.Run(() => Queue.ListAsync(actor, Latest))).Where(job => !job.IsOver);
        jobs = [.. jobs.Concat(found).DistinctBy(job => job.Id)];
    }

    public void Dispose() => Queue.Changed -= JobChanged;

    private static string Words(List<Job> going, int failed)
    {
        if (going.Count == 0)
        {
            return failed == 0 ? L["Jobs done"].Value : L.Count(failed, "{0} job failed", "{0} jobs failed");
        }

        var share = going.Where(job => job.State == JobState.Running).Select(JobWords.Percent).FirstOrDefault(percent => percent is not null);
        return L.Count(going.Count, "{0} job", "{0} jobs") + (share is { } percent ? $" · {percent} %" : "");
    }

    private void JobChanged(Job job) => _ = InvokeAsync(() =>
    {
        if (me is null || !JobAccess.May(me, job))
        {
            return;
        }

        var at = jobs.FindIndex(shown => shown.Id == job.Id);
        if (at >= 0)
        {
            jobs[at] = job;
        }
        else if (!job.IsOver || job.ActorId == me.Id)
        {
            jobs.Insert(0, job);
            jobs = [.. jobs.OrderByDescending(shown => !shown.IsOver).ThenByDescending(shown => shown.Id).Take(Latest)];
        }

        StateHasChanged();
    });
}
