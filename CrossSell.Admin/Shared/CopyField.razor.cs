using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Shared;

/// <summary>Text that is shown once, to be taken along.</summary>
public sealed partial class CopyField
{
    private ElementReference button;
    private bool copied;
    private string? shown;

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>What to do with it, and for how long it is good.</summary>
    [Parameter]
    public string? Help { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    /// <summary>Whether it takes the focus when it appears, in the place of what was pressed.</summary>
    [Parameter]
    public bool TakesFocus { get; set; }

    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender && TakesFocus ? button.FocusAsync().AsTask() : Task.CompletedTask;

    protected override void OnParametersSet() => (copied, shown) = (copied && shown == Text, Text);

    // Where the browser keeps pages from its clipboard, the text stands selected for the person to copy.
    private async Task CopyAsync() => copied = await Js.InvokeAsync<bool>("crosssell.take", Id);
}
