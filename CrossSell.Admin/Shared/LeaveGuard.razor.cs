using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>Asks before an editor with something unsaved is left, by a link, a step back or the end of the tab.</summary>
public sealed partial class LeaveGuard
{
    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    /// <summary>Whether something is typed and not saved; asked again when the page is left, with the last letters in.</summary>
    [Parameter, EditorRequired]
    public Func<bool> IsDirty { get; set; } = default!;

    /// <summary>What is lost: "Something on this page", "This rule".</summary>
    [Parameter]
    public string Subject { get; set; } = L["Something on this page"];

    /// <summary>Whether another query of the same path shows something else, so that it too would lose what is typed.</summary>
    [Parameter]
    public bool ByQuery { get; set; }

    /// <summary>Another address of the very same, which takes nothing away: what was new gets it when it is saved, and is typed on meanwhile.</summary>
    [Parameter]
    public Func<string?>? SameAs { get; set; }

    private async Task AskAsync(LocationChangingContext leave)
    {
        var (here, there) = (new Uri(Navigation.Uri), Navigation.ToAbsoluteUri(leave.TargetLocation));
        if ((here.AbsolutePath == there.AbsolutePath && (!ByQuery || here.Query == there.Query))
            || (SameAs?.Invoke() is { } same && there.AbsolutePath == Navigation.ToAbsoluteUri(same).AbsolutePath))
        {
            return;
        }

        await Js.FlushPendingInputAsync();
        if (IsDirty() && !await MayLeaveAsync())
        {
            leave.PreventNavigation();
        }
    }

    // A person may think about it for longer than an answer is waited for: without a yes, nobody leaves.
    private async Task<bool> MayLeaveAsync()
    {
        try
        {
            return await Js.InvokeAsync<bool>("confirm", Timeout.InfiniteTimeSpan, [L["{0} is not saved yet. Leave without saving it?", Subject].Value]);
        }
        catch (Exception problem) when (problem is JSException or OperationCanceledException)
        {
            return false;
        }
    }
}
