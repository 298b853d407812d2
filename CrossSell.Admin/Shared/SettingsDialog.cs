using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Shared;

/// <summary>A dialog that changes one thing of the settings: what is refused is said in it, what is done goes to the page.</summary>
public abstract class SettingsDialog : StudioComponent
{
    [Parameter, EditorRequired]
    public EventCallback<SettingsDone> OnDone { get; set; }

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    /// <summary>Why the last change was refused; null when it was not.</summary>
    protected string? Problem { get; private set; }

    protected Task DoAsync(Func<Actor, Task<(Refusal?, SettingsDone)>> change) => BusyAsync(async () =>
    {
        var (refusal, done) = await change(await CurrentActor.GetAsync());
        Problem = refusal?.Message;
        if (refusal is null)
        {
            await OnDone.InvokeAsync(done);
        }
    });
}
