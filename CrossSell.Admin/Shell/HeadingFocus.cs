using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Shell;

/// <summary>
/// Moves the focus to the heading of a page that was opened, so that keyboards and screen readers begin there. Not FocusOnNavigate: that takes it also from
/// a field of the new page that somebody has gone into already, where an answer of the server came late.
/// </summary>
public sealed class HeadingFocus : ComponentBase
{
    private Type? focused;
    private bool isNew;

    /// <summary>The page that is shown; another address of the same one moves nothing.</summary>
    [Parameter, EditorRequired]
    public Type Page { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    protected override void OnParametersSet()
    {
        isNew |= focused != Page;
        focused = Page;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!isNew)
        {
            return;
        }

        isNew = false;
        try
        {
            await Js.InvokeVoidAsync("crosssell.enter", "h1");
        }
        catch (JSDisconnectedException)
        {
            // The page was left meanwhile.
        }
    }
}
