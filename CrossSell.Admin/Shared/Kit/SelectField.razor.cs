using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Shared.Kit;

/// <summary>
/// One of a list: MudBlazor's select in the studio's measure. A choice is one event, whatever keys led to it; Escape chooses nothing. Its field is an
/// <c>input</c> with the role of a combobox, found by its label like any other.
/// </summary>
/// <typeparam name="T">What is chosen; null is a value like any other.</typeparam>
public sealed partial class SelectField<T> : ISelectField
{
    private const string Arrow = "<path d=\"M7 10l5 5 5-5\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" stroke-linecap=\"round\"/>";

    private readonly string made = $"select-{Guid.NewGuid():N}";
    private ShownChoice shown = new(-1, "");
    private bool isOpen;
    private bool isLeft;
    private bool isNew;

    /// <summary>Of the field itself, for a label beside it.</summary>
    [Parameter]
    public string? Id { get; set; }

    [Parameter, EditorRequired]
    public T? Value { get; set; }

    /// <summary>Something else was chosen. What refuses it leaves <see cref="Value"/> as it is, and the field shows that again.</summary>
    [Parameter]
    public EventCallback<T?> ValueChanged { get; set; }

    /// <summary>In the order of the list. A value that is none of them shows nothing.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<Choice<T>> Options { get; set; } = [];

    /// <summary>Stands above the field. Null where the page has a label of its own, or an <c>aria-label</c>.</summary>
    [Parameter]
    public string? Label { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    /// <summary>Stands in the field while nothing is chosen.</summary>
    [Parameter]
    public string? Placeholder { get; set; }

    /// <summary>As wide as there is room.</summary>
    [Parameter]
    public bool Wide { get; set; }

    /// <summary>A word in a line of words: without a frame until it is pointed at or has the focus.</summary>
    [Parameter]
    public bool Quiet { get; set; }

    /// <summary>Of the field itself: <c>aria-…</c>, <c>data-…</c>, <c>title</c>.</summary>
    [Parameter(CaptureUnmatchedValues = true)]
    public Dictionary<string, object>? Attributes { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    IReadOnlyList<string> ISelectField.Texts => [.. Options.Select(option => option.Text)];

    string ISelectField.Text => shown.Text;

    string ISelectField.FieldId => FieldId;

    private string FieldId => Id ?? made;

    // Whatever is chosen, the field keeps its width.
    private int Longest => Math.Clamp(Options.Select(option => option.Text.Length).Append(Placeholder?.Length ?? 0).Max(), 3, 26);

    // What is looked at in an open list stays there, whatever the page draws meanwhile.
    protected override void OnParametersSet() => shown = isOpen ? shown : Chosen();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (isNew)
        {
            // MudBlazor gives the list no name of its own.
            isNew = false;
            await Js.InvokeVoidAsync("crosssell.nameList", FieldId);
        }
    }

    Task ISelectField.ChooseAsync(string text)
    {
        var place = Options.ToList().FindIndex(option => option.Text.Trim() == text);
        return place < 0
            ? throw new ArgumentException($"No line says “{text}”, but: {string.Join(", ", Options.Select(option => option.Text))}", nameof(text))
            : InvokeAsync(() => PickedAsync(new(place, Options[place].Text)));
    }

    private ShownChoice Chosen()
    {
        for (var at = 0; at < Options.Count; at++)
        {
            if (EqualityComparer<T?>.Default.Equals(Options[at].Value, Value))
            {
                return new(at, Options[at].Text);
            }
        }

        return new(-1, "");
    }

    private Task PickedAsync(ShownChoice picked)
    {
        shown = picked;
        return isOpen ? Task.CompletedTask : ChangeAsync();
    }

    private Task OpenedAsync(bool opened)
    {
        isOpen = opened;
        if (opened)
        {
            (isLeft, isNew) = (false, true);
            return Task.CompletedTask;
        }

        shown = isLeft ? Chosen() : shown;
        return ChangeAsync();
    }

    private async Task ChangeAsync()
    {
        if (shown.Place < 0 || shown.Place >= Options.Count || shown == Chosen())
        {
            return;
        }

        // Drawn as chosen before it is told: a page that leaves its value as it was then draws that again.
        StateHasChanged();
        try
        {
            await ValueChanged.InvokeAsync(Options[shown.Place].Value);
        }
        finally
        {
            shown = isOpen ? shown : Chosen();
            StateHasChanged();
        }
    }

    private Task KeyAsync(KeyboardEventArgs key)
    {
        if (isOpen)
        {
            isLeft = key.Key == "Escape";
            return Task.CompletedTask;
        }

        return key.Key.Length == 1 && key.Key != " " && !key.CtrlKey && !key.AltKey && !key.MetaKey ? NextAsync(key.Key) : Task.CompletedTask;
    }

    // A letter goes to the next line that begins with it, also while the list is closed.
    private Task NextAsync(string letter)
    {
        for (var step = 1; step <= Options.Count; step++)
        {
            var at = (shown.Place + step + Options.Count) % Options.Count;
            if (!Options[at].IsDisabled && Options[at].Text.TrimStart().StartsWith(letter, StringComparison.CurrentCultureIgnoreCase))
            {
                return PickedAsync(new(at, Options[at].Text));
            }
        }

        return Task.CompletedTask;
    }
}
