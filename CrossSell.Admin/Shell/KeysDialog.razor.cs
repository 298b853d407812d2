using CrossSell.Admin.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using static CrossSell.Admin.Shell.ShellTexts;

namespace CrossSell.Admin.Shell;

/// <summary>The keys of the page that is open, and those that work everywhere.</summary>
public sealed partial class KeysDialog
{
    private bool isOff;

    /// <summary>The page that is open; null or one without keys of its own shows only those of everywhere.</summary>
    [Parameter]
    public Type? Page { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnClose { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    /// <summary>Of the frame: in the language of now.</summary>
    internal static IReadOnlyList<PageKey> Everywhere =>
    [
        new("Ctrl+k", L["Search or run a command"]),
        new("/", L["Go to the search of the page"]),
        new("?", L["Show these keys"]),
        new("Ctrl+z", L["Undo the last change"]),
        new("Escape", L["Close what is open"]),
        .. StudioNavigation.Entries.Select(entry => new PageKey($"g,{entry.Key}", L[entry.Name])),
    ];

    private IEnumerable<(string Title, IReadOnlyList<PageKey> Keys)> Parts => PageKey.Of(Page) is { Count: > 0 } own
        ? [(L["On this page"].Value, own), (L["Everywhere"].Value, Everywhere)]
        : [(L["Everywhere"].Value, Everywhere)];

    protected override async Task OnInitializedAsync() => isOff = await Js.InvokeAsync<string?>("crosssell.recall", "crosssell.keys") == "off";
}
