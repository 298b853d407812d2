using CrossSell.Admin.Shared;
using static CrossSell.Admin.Features.Rules.RulesTexts;

namespace CrossSell.Admin.Features.Rules;

public sealed partial class RulesPage : IHasKeys
{
    public static IReadOnlyList<PageKey> PageKeys =>
    [
        new("ArrowUp ArrowDown", L["Move the rule up or down, on its handle"]),
        new("Home End", L["Make the rule the first or the last, on its handle"]),
        new("Delete", L["Remove the rule, on its handle"]),
    ];
}
