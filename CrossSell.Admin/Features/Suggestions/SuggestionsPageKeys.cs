using CrossSell.Admin.Shared;
using static CrossSell.Admin.Features.Suggestions.SuggestionsTexts;

namespace CrossSell.Admin.Features.Suggestions;

public sealed partial class SuggestionsPage : IHasKeys
{
    public static IReadOnlyList<PageKey> PageKeys =>
    [
        new("j k", L["Next and previous suggestion"]),
        new("a", L["Accept"]),
        new("r", L["Reject, with the last reason"]),
        new("Shift+r", L["Reject, and choose a reason"]),
        new("s", L["Snooze, as long as last time"]),
        new("Shift+s", L["Snooze, and choose how long"]),
        new("x", L["Select or deselect"]),
        new("Shift+x", L["Select several in a row"]),
        new("v", L["Reverse the direction"]),
        new("e", L["Evidence and preview"]),
    ];
}
