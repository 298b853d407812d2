using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace CrossSell.Admin.Features.Products;

/// <summary>A list of SKUs, pasted as it comes from a sheet or a mail.</summary>
public sealed partial class SkuPaste
{
    private ElementReference input;
    private string text = "";
    private string asked = "";
    private bool open;
    private bool focusPending;

    [Parameter, EditorRequired]
    public EquatableList<string> Skus { get; set; } = [];

    [Parameter]
    public EventCallback<EquatableList<string>> OnPaste { get; set; }

    private int Found => SkuList.Read(text).Count;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focusPending && open)
        {
            focusPending = false;
            await input.FocusAsync();
        }
    }

    private void Toggle()
    {
        (open, focusPending) = (!open, !open);
        // What was pasted and not shown yet is there again, unless the list was asked for others meanwhile.
        if (string.Join('\n', Skus) is var given && given != asked)
        {
            (text, asked) = (given, given);
        }
    }

    private void KeyPressed(KeyboardEventArgs key) => open = open && key.Key != "Escape";

    private Task ShowAsync()
    {
        open = false;
        return OnPaste.InvokeAsync(SkuList.Read(text));
    }
}
