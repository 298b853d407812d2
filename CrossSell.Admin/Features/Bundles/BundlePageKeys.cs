using CrossSell.Admin.Shared;
using static CrossSell.Admin.Features.Bundles.BundlesTexts;

namespace CrossSell.Admin.Features.Bundles;

public sealed partial class BundlePage : IHasKeys
{
    public static IReadOnlyList<PageKey> PageKeys =>
    [
        new("ArrowUp ArrowDown ArrowRight ArrowLeft", L["Move a condition of a slot's rule up, down, in and out, on its handle"]),
        new("Delete Backspace", L["Remove a condition, on its handle"]),
    ];
}
