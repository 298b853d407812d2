using CrossSell.Admin.Shared;
using static CrossSell.Admin.Features.Rules.RulesTexts;

namespace CrossSell.Admin.Features.Rules;

public sealed partial class RulePage : IHasKeys
{
    public static IReadOnlyList<PageKey> PageKeys =>
    [
        new("Ctrl+s", L["Save"]),
        new("ArrowUp ArrowDown ArrowRight ArrowLeft", L["Move a condition up, down, in and out, on its handle"]),
        new("Delete Backspace", L["Remove a condition, on its handle"]),
    ];
}
