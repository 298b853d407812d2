using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Shared;

/// <summary>
/// A component whose gestures survive a database that cannot do what they ask: the reason is said at the foot of the page, and the component stays as it
/// is, with all that was typed into it. Without this, an error boundary would put the whole page away. Services answer with refusals; this is the net under
/// them.
/// </summary>
public abstract class StudioComponent : ComponentBase, IHandleEvent
{
    [Inject]
    private protected IServiceProvider Services { get; set; } = default!;

    // Whose page it is: what comes from outside of the circuit, such as the write of somebody else, arrives in a flow of execution with another format.
    private readonly PersonalFormat format = Formats.Current;
    private Task turn = Task.CompletedTask;
    private int waiting;

    /// <summary>
    /// Whether something that was begun by <see cref="BusyAsync"/> or <see cref="InTurnAsync"/> is still being done: buttons are disabled meanwhile.
    /// </summary>
    protected bool IsBusy => waiting > 0;

    // As ComponentBase does it, which cannot be called from here.
    Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem item, object? arg) => GestureAsync(() => item.InvokeAsync(arg));

    /// <summary>Whether the component was put away. What it waited for then may fail, which is nobody's trouble any more.</summary>
    protected virtual bool IsGone => false;

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        try
        {
            await base.SetParametersAsync(parameters);
        }
        catch (ObjectDisposedException) when (IsGone)
        {
            // Or the page after it would say that something went wrong.
        }
    }

    /// <summary>On the circuit, in the format of its person, also for a call from outside of it.</summary>
    protected new Task InvokeAsync(Action work) => InvokeAsync(() =>
    {
        work();
        return Task.CompletedTask;
    });

    /// <inheritdoc cref="InvokeAsync(Action)"/>
    protected new Task InvokeAsync(Func<Task> work) => base.InvokeAsync(async () =>
    {
        // Asynchronous, so that the caller goes on in its own format.
        Formats.Use(format);
        await work();
    });

    /// <summary>One at a time: every click may arrive twice, and the second one is dropped. Whatever comes of it, the buttons work again afterwards.</summary>
    protected Task BusyAsync(Func<Task> gesture) => IsBusy ? Task.CompletedTask : InTurnAsync(gesture);

    /// <summary>
    /// One after the other, and none is dropped: for what somebody typed into one field while another is still being saved. Waits for what was begun before,
    /// whatever comes of that; so a gesture must not wait for another of its own component.
    /// </summary>
    protected Task InTurnAsync(Func<Task> gesture) => turn = TakeTurnAsync(turn, gesture);

    /// <summary>In line with the gestures, for what the component does by itself: no button waits for it, but what is begun meanwhile comes after it.</summary>
    protected Task InTurnUnseenAsync(Func<Task> work) => turn = FollowAsync(turn, work);

    /// <summary>Says what was done, with the way to take it back.</summary>
    /// <param name="changeSetId">What is taken back.</param>
    /// <param name="reload">Reads again what is shown, once it is taken back or refused.</param>
    protected void OfferUndo(string words, long changeSetId, Func<Task> reload)
    {
        var feedback = Services.GetRequiredService<Feedback>();
        feedback.Done(words, () => InvokeAsync(async () =>
        {
            var actor = await Services.GetRequiredService<CurrentActor>().GetAsync();
            feedback.TakenBack(await Services.GetRequiredService<UndoService>().UndoAsync(changeSetId, actor));
            await reload();
            StateHasChanged();
        }));
    }

    private static async Task FollowAsync(Task before, Func<Task> work)
    {
        await Task.WhenAny(before);
        await work();
    }

    private async Task TakeTurnAsync(Task before, Func<Task> gesture)
    {
        waiting++;
        StateHasChanged();
        try
        {
            await Task.WhenAny(before);
            await gesture();
        }
        finally
        {
            waiting--;
            StateHasChanged();
        }
    }

    /// <inheritdoc cref="GestureAsync(Func{Task})"/>
    /// <param name="otherwise">What the script is told when the database cannot.</param>
    protected async Task<T> GestureAsync<T>(Func<Task<T>> gesture, T otherwise)
    {
        var answer = otherwise;
        await GestureAsync(async () => { answer = await gesture(); });
        return answer;
    }

    /// <summary>
    /// A gesture with the net under it and the component drawn afterwards. Events are; what a script calls by itself (a key, a drop) has to ask for it.
    /// </summary>
    protected async Task GestureAsync(Func<Task> gesture)
    {
        using var working = Services.GetService<PageWork>()?.Begin();
        try
        {
            var task = gesture();
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
