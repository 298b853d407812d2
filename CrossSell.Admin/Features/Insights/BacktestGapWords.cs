using CrossSell.Admin.Shared;
using CrossSell.Core.Panels;
using CrossSell.Core.Search;

namespace CrossSell.Admin.Features.Insights;

/// <summary>Why a panel is empty as merchandisers read it, and where that is mended.</summary>
/// <param name="Fix">What the link says.</param>
internal sealed record BacktestGap(string Why, string Fix, string Address);

/// <summary>Words for what keeps panels empty.</summary>
internal static class BacktestGapWords
{
    /// <param name="channel">Code.</param>
    public static BacktestGap Of(PanelFilter? filter, string channel)
    {
        var settings = Addresses.SettingsPanelsOf(channel);
        return filter switch
        {
            null => new("Nobody linked anything, no rule fits, and the orders know no pair", "Find something to link", Addresses.LinksMany),
            PanelFilter.PopularRegardless => new("Lies in every basket anyway: no companion of this product", "Link by hand", Addresses.LinksMany),
            PanelFilter.TooLittleEvidence => new("Too few baskets to tell from chance", "Link by hand", Addresses.LinksMany),
            PanelFilter.PriceCap => new("Dearer than the cap beside this product", "Change the cap", settings),
            PanelFilter.CategoryFull => new("Enough of its category already", "Change the limit", settings),
            PanelFilter.UnderMinimum => new("Fewer companions than a panel needs", "Change the minimum", settings),
            PanelFilter.LayerOff => new("Switched off in the panel settings", "Switch them on", settings),
            PanelFilter.OutOfStock => new("Sold out", "See what is sold out", Addresses.ProductsWhere((FacetKeys.Stock, "out"))),
            PanelFilter.SizeSoldOut or PanelFilter.OtherSize =>
                new("Not to be had in the size chosen", "See what is sold out", Addresses.ProductsWhere((FacetKeys.Stock, "out"))),
            PanelFilter.Incomplete => new("Not complete enough for this channel", "See what is missing", Addresses.SettingsCompleteness),
            PanelFilter.NotActive => new("Archived, or still a draft", "Fix links to them", Addresses.LinksHealth),
            PanelFilter.AnchorNotSold => new("The product itself is not sold any more", "See the products", Addresses.Products),
            PanelFilter.NotPublished or PanelFilter.PriceZero =>
                new(filter == PanelFilter.PriceZero ? "Has no price" : "Not published in this channel", "See the products", Addresses.Products),
            PanelFilter.Rejected => new("Rejected by a person", "See the suggestions", Addresses.Suggestions),
            PanelFilter.Substitute => new("A substitute of the product", "See link health", Addresses.LinksHealth),
            PanelFilter.SwitchedOff or PanelFilter.NotValidYet or PanelFilter.NoLongerValid or PanelFilter.OtherChannel or PanelFilter.OtherSegment =>
                new("Linked, but paused, out of its dates, or for others", "See link health", Addresses.LinksHealth),
            PanelFilter.SameKind or PanelFilter.DoesNotFit => new("Of the same kind, or does not fit", "Link by hand", Addresses.LinksMany),
            PanelFilter.RuleFull or PanelFilter.RulePrice => new("Outside what its rule allows", "See the rules", Addresses.Rules),
            _ => new("Excluded by a person", "See it in the preview", Addresses.Preview),
        };
    }
}
