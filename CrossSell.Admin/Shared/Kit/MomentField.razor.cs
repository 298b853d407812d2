using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared.Kit;

/// <summary>
/// What <see cref="DateField"/> and <see cref="DateTimeField"/> share: a line that is typed in the person's own format, and a calendar. What was typed and is
/// no date stays, is said to be none, and changes nothing.
/// </summary>
public sealed partial class MomentField
{
    private static readonly DateTime Example = new(2026, 12, 3, 14, 5, 0, DateTimeKind.Unspecified);

    private string text = "";
    private string? problem;
    private bool isOpen;
    private (DateTime? Value, bool IsKnown) last;

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter, EditorRequired]
    public DateTime? Value { get; set; }

    [Parameter]
    public EventCallback<DateTime?> ValueChanged { get; set; }

    [Parameter]
    public bool HasTime { get; set; }

    [Parameter]
    public string? Label { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    [Parameter]
    public DateOnly? Min { get; set; }

    [Parameter]
    public DateOnly? Max { get; set; }

    [Parameter]
    public Dictionary<string, object>? Attributes { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    private object? Invalid => problem is null ? Attributes?.GetValueOrDefault("aria-invalid") : "true";

    private string? Described
    {
        get
        {
            string?[] ids = [Attributes?.GetValueOrDefault("aria-describedby") as string, problem is null ? null : $"{Id}-read"];
            return string.Join(' ', ids.OfType<string>()) is { Length: > 0 } said ? said : null;
        }
    }

    // What the page draws meanwhile takes nothing from what is typed; another value does.
    protected override void OnParametersSet()
    {
        if (!last.IsKnown || last.Value != Value)
        {
            (last, text, problem) = ((Value, true), Shown(Value), null);
        }
    }

    private string Shown(DateTime? at) => at is { } known ? HasTime ? Formats.Wall(known) : Formats.Day(DateOnly.FromDateTime(known)) : "";

    private Task TypedAsync(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return ChangeAsync(null);
        }

        DateTime? read = HasTime
            ? TypedDates.TryMoment(typed, out var moment) ? moment : null
            : TypedDates.TryDay(typed, out var day) ? day.ToDateTime(TimeOnly.MinValue) : null;
        problem = read is { } at ? Outside(DateOnly.FromDateTime(at)) : L["Not a date. Write it like {0}.", Shown(Example)].Value;
        if (problem is null)
        {
            return ChangeAsync(read);
        }

        text = typed;
        return Task.CompletedTask;
    }

    private string? Outside(DateOnly day) =>
        Min is { } min && day < min ? L["{0} is the first day that can be chosen.", Formats.Day(min)].Value
        : Max is { } max && day > max ? L["{0} is the last day that can be chosen.", Formats.Day(max)].Value : null;

    private async Task ChangeAsync(DateTime? to)
    {
        (problem, text) = (null, Shown(to));
        if (to != Value)
        {
            await ValueChanged.InvokeAsync(to);
            // As the page has it now: what it refused is not shown as if it stood.
            (last, text) = ((Value, true), Shown(Value));
        }
    }

    private async Task PickedAsync(DateTime? to)
    {
        if (!HasTime || to is null)
        {
            await CloseAsync();
        }

        await ChangeAsync(to);
    }

    private async Task CloseAsync()
    {
        isOpen = false;
        await Js.InvokeVoidAsync("crosssell.focus", $"[id='{Id}']");
    }

    private void KeyAsync(KeyboardEventArgs key) => isOpen = isOpen || (key is { Key: "ArrowDown", AltKey: true } && !Disabled);
}
