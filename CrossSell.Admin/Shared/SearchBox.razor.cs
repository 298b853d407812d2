using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace CrossSell.Admin.Shared;

/// <summary>The search field of a list: what was typed is asked for a moment later, and never taken from under the fingers.</summary>
public sealed partial class SearchBox : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private Debouncer? searches;
    private string? typed;
    private string? known;

    /// <summary>What the list is filtered by; null for nothing.</summary>
    [Parameter, EditorRequired]
    public string? Value { get; set; }

    /// <summary>Another text, without blanks around it; null for none.</summary>
    [Parameter]
    public EventCallback<string?> ValueChanged { get; set; }

    /// <summary>The arrow down leads from here into the list.</summary>
    [Parameter]
    public EventCallback OnDown { get; set; }

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter]
    public string Placeholder { get; set; } = "";

    [Parameter]
    public string Class { get; set; } = "";

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    public void Dispose() => searches?.Dispose();

    protected override void OnInitialized() => searches = new Debouncer(Time);

    protected override void OnParametersSet()
    {
        // A list that was only drawn again says nothing new: what is being typed stays.
        if (Value == known)
        {
            return;
        }

        known = Value;
        if (Plain(typed) != Value)
        {
            searches?.Cancel();
            typed = Value;
        }
    }

    private static string? Plain(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    // Bound, not value and oninput: only a bound field keeps letters that were typed while an answer was under way.
    private Task TypedAsync(string? value)
    {
        typed = value;
        return searches!.RunAsync(Pause, _ => FindAsync());
    }

    private Task FindAsync() => Plain(typed) == Value ? Task.CompletedTask : ValueChanged.InvokeAsync(Plain(typed));

    private Task KeyAsync(KeyboardEventArgs key)
    {
        if (key.Key == "Enter")
        {
            searches!.Cancel();
            return FindAsync();
        }

        return key.Key == "ArrowDown" ? OnDown.InvokeAsync() : Task.CompletedTask;
    }
}
