using CrossSell.Core.Catalog;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace CrossSell.Admin.Features.Links;

/// <summary>Which type a drawn link gets, and what each would write, before anything is.</summary>
public sealed partial class TypeMenu
{
    private ElementReference[] buttons = [];
    private TypeChoice? shown;

    [Parameter, EditorRequired]
    public TypeChoice Choice { get; set; } = default!;

    /// <summary>Whose language names the types.</summary>
    [Parameter]
    public Channel? Channel { get; set; }

    /// <summary>The type's code.</summary>
    [Parameter]
    public EventCallback<string> OnChosen { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    protected override void OnParametersSet()
    {
        if (buttons.Length != Choice.Previews.Count)
        {
            buttons = new ElementReference[Choice.Previews.Count];
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var first = Choice.Previews.ToList().FindIndex(item => item.Refusal is null);
        if (!ReferenceEquals(shown, Choice) && first >= 0)
        {
            shown = Choice;
            await buttons[first].FocusAsync(preventScroll: true);
        }
    }

    private Task KeyAsync(KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
        {
            return OnClose.InvokeAsync();
        }

        return int.TryParse(key.Key, out var number) && number >= 1 && number <= Choice.Previews.Count
            && Choice.Previews[number - 1] is { Refusal: null } chosen
            ? OnChosen.InvokeAsync(chosen.Type.Code)
            : Task.CompletedTask;
    }
}
