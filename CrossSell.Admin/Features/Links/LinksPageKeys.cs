using CrossSell.Admin.Shared;
using static CrossSell.Admin.Features.Links.LinksTexts;

namespace CrossSell.Admin.Features.Links;

public sealed partial class LinksPage : IHasKeys
{
    public static IReadOnlyList<PageKey> PageKeys =>
    [
        new("ArrowUp ArrowDown ArrowLeft ArrowRight", L["Go from card to card"]),
        new("Shift+ArrowUp Shift+ArrowDown Shift+ArrowLeft Shift+ArrowRight", L["Move the card"]),
        new("Alt+ArrowUp Alt+ArrowDown", L["Move the chosen link up or down"]),
        new("Enter Space", L["Choose the card; accept what is suggested"]),
        new("Shift+Enter", L["Select several cards"]),
        new("l", L["Link from this card"]),
        new("Delete Backspace", L["Remove the chosen link"]),
        new("o", L["Put this product in the middle"]),
        new("Home", L["Back to the product in the middle"]),
        new("/", L["Find a product to link"]),
        new("+ - 0 f", L["Zoom in, zoom out, actual size, fit"]),
        new("Ctrl+a", L["Select all"]),
        new("Ctrl+z", L["Undo"]),
        new("Ctrl+y Ctrl+Shift+z", L["Redo"]),
        new("Escape", L["Choose nothing, or stop linking"]),
    ];
}
