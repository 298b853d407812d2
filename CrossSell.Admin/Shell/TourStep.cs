using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.People;

namespace CrossSell.Admin.Shell;

/// <summary>One stop of the tour: a page, the place on it that is talked about, and what is said.</summary>
/// <param name="Title">A key of the texts.</param>
/// <param name="Text">A key of the texts.</param>
/// <param name="Address">Of the page. <paramref name="OfProduct"/> adds a product to it.</param>
/// <param name="Places">CSS selectors, the best first: the first that is there and seen is pointed at; where none is, the card stands alone.</param>
/// <param name="OfProduct">The page is about one product, where the shop has any.</param>
/// <param name="Needs">Only for those who may do this somewhere; null for everybody.</param>
internal sealed record TourStep(
    string Title, string Text, string Address, IReadOnlyList<string> Places, bool OfProduct = false, Permission? Needs = null)
{
    /// <summary>In the order in which they are shown.</summary>
    public static readonly IReadOnlyList<TourStep> All =
    [
        new(
            Texts.Key("Today: what needs a person"),
            Texts.Key("Each number is a list: reviews, suggestions, bundles that cannot be bought, links to unavailable products. Start your day here."),
            Addresses.Today, ["main .tiles", "main section", "main h1"]),
        new(
            Texts.Key("Find any product"),
            Texts.Key("Type part of a name, a brand or a SKU; narrow the list on the left. Views keep a list under a name for you or for everyone."),
            Addresses.Products, ["main input[type=search]", "main [role=search]", "main h1"]),
        new(
            Texts.Key("Draw a link"),
            Texts.Key(
                "The product is in the middle, what orders suggest around it. Drag from one card to another, or select a card and press L: that is a link."),
            Addresses.Links, ["main .canvas", "main [role=application]", "main input", "main h1"], OfProduct: true),
        new(
            Texts.Key("Decide on suggestions"),
            Texts.Key("What customers buy together more often than expected, with the evidence in words. Accept it as a link, reject it, or snooze it."),
            Addresses.Suggestions, ["main [aria-keyshortcuts]", "main ul", "main h1"]),
        new(
            Texts.Key("Sell products together"),
            Texts.Key("A bundle has a price of its own. Its margin, saving and stock are worked out while you type, and a manager approves it."),
            Addresses.Bundles, ["main .cs-page-actions", "main h1"]),
        new(
            Texts.Key("See what shoppers see"),
            Texts.Key("The panel of any product, at any date and for any stock. For every product, also one that is not shown, it says why."),
            Addresses.Preview, ["main .screen", "main section", "main h1"], OfProduct: true),
        new(
            Texts.Key("Approve, or send back"),
            Texts.Key("Bundles that wait for you, the riskiest first: price, margin, evidence and what changes on one page. Nobody approves their own."),
            Addresses.Reviews, ["main table", "main ul", "main h1"], Needs: Permission.Review),
    ];
}
