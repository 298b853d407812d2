using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Shared;

public sealed partial class JobProgress
{
    private Job? job;
    private Actor? actor;
    private bool told;

    /// <summary>Which job is followed.</summary>
    [Parameter, EditorRequired]
    public long JobId { get; set; }

    /// <summary>Once, when it is done, cancelled or failed; at once when it is over already.</summary>
    [Parameter]
    public EventCallback<Job> OnOver { get; set; }

    [Inject]
    private JobQueue Queue { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Queue.Changed += JobChanged;
        actor = await Current.GetAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (job?.Id != JobId)
        {
            told = false;
            actor ??= await Current.GetAsync();
            var id = JobId;
            var found = await Queue.FindAsync(id, actor);
            // What was heard of it meanwhile is newer than what was asked.
            if (id == JobId && job?.Id != id)
            {
                await ShowAsync(found);
            }
        }
    }

    public void Dispose() => Queue.Changed -= JobChanged;

    private void JobChanged(Job moved)
    {
        if (moved.Id == JobId && actor is not null && JobAccess.May(actor, moved))
        {
            _ = InvokeAsync(async () =>
            {
                await ShowAsync(moved);
                StateHasChanged();
            });
        }
    }

    private async Task ShowAsync(Job? now)
    {
        job = now;
        if (now is { IsOver: true } && !told)
        {
            told = true;
            await OnOver.InvokeAsync(now);
        }
    }

    private async Task CancelAsync()
    {
        if (Feedback.Accepted(await Queue.CancelAsync(JobId, await Current.GetAsync())) && job is { } shown)
        {
            shown.CancelAsked = true;
        }
    }
}
