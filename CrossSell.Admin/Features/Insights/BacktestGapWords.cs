using CrossSell.Admin.Shared;
using CrossSell.Core.Panels;
using CrossSell.Core.Search;

namespace CrossSell.Admin.Features.Insights;

/// <summary>Why a panel is empty as merchandisers read it, and where that is fixed.</summary>
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
            null => new("No links, no matching rules and no pairs in orders", "Create links", Addresses.LinksMany),
            PanelFilter.PopularRegardless => new("Popular with everything: not specific to this product", "Create links", Addresses.LinksMany),
            PanelFilter.TooLittleEvidence => new("Not enough orders yet", "Create links", Addresses.LinksMany),
            PanelFilter.PriceCap => new("More expensive than the price cap allows", "Change the cap", settings),
            PanelFilter.CategoryFull => new("Already enough from its category", "Change the limit", settings),
            PanelFilter.UnderMinimum => new("Fewer products than a panel needs", "Change the minimum", settings),
            PanelFilter.LayerOff => new("Turned off in the panel settings", "Panel settings", settings),
            PanelFilter.OutOfStock => new("Out of stock", "View out-of-stock products", Addresses.ProductsWhere((FacetKeys.Stock, "out"))),
            PanelFilter.SizeSoldOut or PanelFilter.OtherSize =>
                new("Not available in the chosen size", "View out-of-stock products", Addresses.ProductsWhere((FacetKeys.Stock, "out"))),
            PanelFilter.Incomplete => new("Not complete enough for this shop", "View missing fields", Addresses.SettingsCompleteness),
            PanelFilter.NotActive => new("Archived, or still a draft", "Fix links to them", Addresses.LinksHealth),
            PanelFilter.AnchorNotSold => new("The product itself is no longer sold", "View products", Addresses.Products),
            PanelFilter.NotPublished or PanelFilter.PriceZero =>
                new(filter == PanelFilter.PriceZero ? "Has no price" : "Not published in this shop", "View products", Addresses.Products),
            PanelFilter.Rejected => new("Suggestion was rejected", "View suggestions", Addresses.Suggestions),
            PanelFilter.Substitute => new("A substitute of the product", "Link health", Addresses.LinksHealth),
            PanelFilter.SwitchedOff or PanelFilter.NotValidYet or PanelFilter.NoLongerValid or PanelFilter.OtherChannel or PanelFilter.OtherSegment =>
                new("Linked, but paused, outside its dates, or for other segments", "Link health", Addresses.LinksHealth),
            PanelFilter.SameKind or PanelFilter.DoesNotFit => new("Of the same kind, or does not fit", "Create links", Addresses.LinksMany),
            PanelFilter.RuleFull or PanelFilter.RulePrice => new("Outside the limits of its rule", "View rules", Addresses.Rules),
            _ => new("Excluded manually", "Open Panel studio", Addresses.Preview),
        };
    }
}
