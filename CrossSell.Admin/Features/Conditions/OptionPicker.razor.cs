using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using static CrossSell.Admin.Features.Conditions.ConditionsTexts;

namespace CrossSell.Admin.Features.Conditions;

/// <summary>One field to find and pick with: typing narrows the list, Enter takes the marked one, and where others may be typed, what was typed.</summary>
public sealed partial class OptionPicker
{
    private const int Most = 100;
    private IReadOnlyList<RuleOption> shown = [];
    private string text = "";
    private bool open;
    private int active;
    private int more;
    private int asked;
    private Task narrowing = Task.CompletedTask;
    private bool isPicking;

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter]
    public string? Placeholder { get; set; }

    /// <summary>All there is; null when <see cref="Find"/> has to be asked.</summary>
    [Parameter]
    public IReadOnlyList<RuleOption>? Options { get; set; }

    /// <summary>Looks for options that hold the text.</summary>
    [Parameter]
    public Func<string, Task<IReadOnlyList<RuleOption>>>? Find { get; set; }

    /// <summary>Values that are chosen already, which picking takes out; null when picking one is an act of its own.</summary>
    [Parameter]
    public IReadOnlyList<string>? Chosen { get; set; }

    [Parameter]
    public bool TakesOthers { get; set; }

    /// <summary>Drawn as a button rather than as a field.</summary>
    [Parameter]
    public bool Quiet { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<string> OnPicked { get; set; }

    /// <summary>Backspace in the empty field.</summary>
    [Parameter]
    public EventCallback OnBack { get; set; }

    private bool IsFiltered => text.Trim().Length > 0;

    /// <summary>What stands there when the list is empty.</summary>
    private string None => (TakesOthers, IsFiltered) switch
    {
        (true, true) => L["Enter takes “{0}”.", text.Trim()],
        (_, true) => L["No matches for “{0}”.", text.Trim()],
        (true, _) => L["Type a value and press Enter."],
        _ => L["Nothing to choose from."],
    };

    protected override Task OnParametersSetAsync() => open && Options is not null ? NarrowAsync() : Task.CompletedTask;

    private Task OpenAsync()
    {
        if (open)
        {
            return Task.CompletedTask;
        }

        (open, active) = (true, 0);
        return NarrowAsync();
    }

    private async Task LeaveAsync()
    {
        await TakeAsync();
        (open, text) = (false, "");
    }

    /// <summary>
    /// What was typed and may be a value of its own is one when the field is left or something is saved; an Enter that is on its way decides by itself.
    /// </summary>
    private Task TakeAsync() => TakesOthers && IsFiltered && !isPicking ? PickAsync(text.Trim()) : Task.CompletedTask;

    private Task TypedAsync(string? value)
    {
        (text, open, active) = (value ?? "", true, 0);
        return narrowing = NarrowAsync();
    }

    private async Task NarrowAsync()
    {
        if (Options is { } all)
        {
            Narrow(all);
            return;
        }

        // The last letter's answer counts.
        var mine = ++asked;
        var found = Find is null ? [] : await Find(text.Trim());
        if (mine == asked)
        {
            (shown, more) = (found, 0);
            active = Math.Clamp(active, 0, Math.Max(0, shown.Count - 1));
        }
    }

    private void Narrow(IReadOnlyList<RuleOption> all)
    {
        var typed = text.Trim();
        var found = typed.Length == 0 ? all
            : [.. all.Where(option => option.Label.Contains(typed, StringComparison.CurrentCultureIgnoreCase)
                || option.Path?.Contains(typed, StringComparison.CurrentCultureIgnoreCase) == true)
                .OrderBy(option => option.Label.StartsWith(typed, StringComparison.CurrentCultureIgnoreCase)
                    ? 0
                    : option.Label.Contains(typed, StringComparison.CurrentCultureIgnoreCase) ? 1 : 2)];
        more = Math.Max(0, found.Count - Most);
        shown = more > 0 ? [.. found.Take(Most)] : found;
        active = Math.Clamp(active, 0, Math.Max(0, shown.Count - 1));
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowDown" when !open:
                await OpenAsync();
                break;
            case "ArrowDown" when shown.Count > 0:
                active = (active + 1) % shown.Count;
                break;
            case "ArrowUp" when open && shown.Count > 0:
                active = (active + shown.Count - 1) % shown.Count;
                break;
            case "Enter":
                await PickMarkedAsync();
                break;
            case "Escape":
                (open, text) = (false, "");
                break;
            case "Backspace" when text.Length == 0:
                await OnBack.InvokeAsync();
                break;
        }
    }

    private async Task PickMarkedAsync()
    {
        isPicking = true;
        try
        {
            // Who types fast means what stands in the field now, not what an earlier letter had found.
            await Task.WhenAny(narrowing);
            if (open && shown.Count > 0)
            {
                await PickAsync(shown[active].Value);
            }
            else if (TakesOthers && IsFiltered)
            {
                await PickAsync(text.Trim());
            }
        }
        finally
        {
            isPicking = false;
        }
    }

    private async Task PickAsync(string value)
    {
        // Several are picked one after the other; an act of its own closes the list.
        (text, open) = ("", Chosen is not null);
        await OnPicked.InvokeAsync(value);
        if (open)
        {
            await NarrowAsync();
        }
    }
}
