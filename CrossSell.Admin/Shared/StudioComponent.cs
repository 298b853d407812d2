using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Shared;

/// <summary>
/// A component whose gestures survive a database that cannot do what they ask: the reason is said at the foot of the page, and the component stays as it
/// is, with all that was typed into it. Without this, an error boundary would put the whole page away. Services answer with refusals; this is the net under them.
/// </summary>
public abstract class StudioComponent : ComponentBase, IHandleEvent
{
    [Inject]
    private IServiceProvider Services { get; set; } = default!;

    // As ComponentBase does it, which cannot be called from here.
    async Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem item, object? arg)
    {
        try
        {
            var task = item.InvokeAsync(arg);
            if (task.Status is not (TaskStatus.RanToCompletion or TaskStatus.Canceled))
            {
                StateHasChanged();
                await task;
            }
        }
        catch (OperationCanceledException)
        {
            // Given up, and nobody's fault.
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is { } refusal && Services.GetService<Feedback>() is { } feedback)
        {
            feedback.Refuse(refusal);
        }

        StateHasChanged();
    }
}
