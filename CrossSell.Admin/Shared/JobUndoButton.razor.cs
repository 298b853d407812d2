using CrossSell.Core.Jobs;
using CrossSell.Core.Undo;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Shared;

public sealed partial class JobUndoButton
{
    private int steps;
    private long? undoing;
    private bool mayUndo;
    private (long Id, bool Over)? asked;

    /// <summary>The job that can be taken back.</summary>
    [Parameter, EditorRequired]
    public long JobId { get; set; }

    /// <summary>Whether it is over: before that there is nothing to take back.</summary>
    [Parameter]
    public bool Over { get; set; } = true;

    [Parameter]
    public EventCallback OnUndone { get; set; }

    [Inject]
    private JobUndo Undo { get; set; } = default!;

    [Inject]
    private JobQueue Queue { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        if (asked != (JobId, Over))
        {
            asked = (JobId, Over);
            mayUndo = await Queue.FindAsync(JobId, await Current.GetAsync()) is { IsOver: true };
            steps = mayUndo ? await Undo.CountAsync(JobId) : 0;
        }
    }

    private Task UndoAsync() => BusyAsync(async () =>
    {
        var started = await Undo.StartAsync(JobId, await Current.GetAsync());
        if (Feedback.Accepted(started))
        {
            undoing = started.Value;
        }
    });

    private async Task UndoneAsync(Job job)
    {
        steps = await Undo.CountAsync(JobId);
        await OnUndone.InvokeAsync();
    }
}
