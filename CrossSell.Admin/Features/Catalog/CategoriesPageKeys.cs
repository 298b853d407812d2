using CrossSell.Admin.Shared;
using static CrossSell.Admin.Features.Catalog.CatalogTexts;

namespace CrossSell.Admin.Features.Catalog;

public sealed partial class CategoriesPage : IHasKeys
{
    public static IReadOnlyList<PageKey> PageKeys =>
    [
        new("ArrowUp ArrowDown", L["Go through the tree"]),
        new("ArrowRight ArrowLeft", L["Open and close"]),
        new("Alt+ArrowUp Alt+ArrowDown Alt+ArrowRight Alt+ArrowLeft", L["Move the category up, down, in and out"]),
        new("Delete", L["Delete the category"]),
    ];
}
