using CrossSell.Admin.Shared;
using static CrossSell.Admin.Features.Products.ProductsTexts;

namespace CrossSell.Admin.Features.Products;

public sealed partial class ProductsPage : IHasKeys
{
    public static IReadOnlyList<PageKey> PageKeys =>
    [
        new("ArrowUp ArrowDown PageUp PageDown Home End", L["Go through the list"]),
        new("Enter", L["Open the product"]),
        new("q", L["Quick view"]),
        new("j k", L["Next and previous product in the quick view"]),
        new("Space", L["Select or deselect"]),
        new("Shift+ArrowUp Shift+ArrowDown", L["Select several in a row"]),
        new("Ctrl+a", L["Select all"]),
        new("F2", L["Edit the value in the list"]),
        new("Escape", L["Close the quick view, or clear the selection"]),
    ];
}
