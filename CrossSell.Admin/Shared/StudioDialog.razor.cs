using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>
/// The browser's own dialog: it keeps the focus inside, makes the rest inert, and gives the focus back to what opened it. What somebody typed into it is
/// not lost by a key: it asks.
/// </summary>
public sealed partial class StudioDialog : IAsyncDisposable
{
    private readonly string titleId = $"dialog-{Guid.NewGuid():N}";
    private readonly ComponentScript script = new("./Shared/StudioDialog.razor.js");
    private static string Question => L["What you typed here is not saved yet. Close it without saving?"];

    private ElementReference element;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = default!;

    /// <summary>The buttons at its foot; at most one is primary.</summary>
    [Parameter]
    public RenderFragment? Actions { get; set; }

    /// <summary>Escape or the cross. The dialog is open as long as it is rendered.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnClose { get; set; }

    /// <summary>What is asked before it closes by a key or by its cross, also when nothing was typed: it shows what cannot be shown again.</summary>
    [Parameter]
    public string? AsksFirst { get; set; }

    [Parameter]
    public bool Wide { get; set; }

    public ValueTask DisposeAsync() => script.LeaveAsync("closed", titleId);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && await script.LoadAsync(Js))
        {
            await script.InvokeAsync("open", element, titleId);
        }
    }

    private Task KeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? CloseAsync() : Task.CompletedTask;

    private async Task CloseAsync()
    {
        if (await script.InvokeAsync<bool?>("mayClose", titleId, AsksFirst ?? Question, AsksFirst is not null) ?? true)
        {
            await OnClose.InvokeAsync();
        }
    }

    private async Task LeaveAsync(LocationChangingContext leave)
    {
        if (!(await script.InvokeAsync<bool?>("mayLeave", titleId, AsksFirst ?? Question, AsksFirst is not null) ?? true))
        {
            leave.PreventNavigation();
        }
    }
}
