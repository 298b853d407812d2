using CrossSell.Admin.Shared;
using static CrossSell.Admin.Features.Workbench.WorkbenchTexts;

namespace CrossSell.Admin.Features.Workbench;

public sealed partial class ProductPage : IHasKeys
{
    public static IReadOnlyList<PageKey> PageKeys =>
    [
        new("Ctrl+s", L["Save what the cursor is in"]),
        new("Shift+ArrowLeft Shift+ArrowRight", L["Move a picture"]),
        new("Alt+ArrowUp Alt+ArrowDown", L["Move a variant"]),
    ];
}
