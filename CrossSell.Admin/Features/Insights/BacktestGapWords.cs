using CrossSell.Admin.Shared;
using CrossSell.Core.Panels;
using CrossSell.Core.Search;
using static CrossSell.Admin.Features.Insights.InsightsTexts;

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
            null => new(L["No links, no matching rules and no pairs in orders"], L["Create links"], Addresses.LinksMany),
            PanelFilter.PopularRegardless => new(L["Popular with everything: not specific to this product"], L["Create links"], Addresses.LinksMany),
            PanelFilter.TooLittleEvidence => new(L["Not enough orders yet"], L["Create links"], Addresses.LinksMany),
            PanelFilter.PriceCap => new(L["More expensive than the price cap allows"], L["Change the cap"], settings),
            PanelFilter.CategoryFull => new(L["Already enough from its category"], L["Change the limit"], settings),
            PanelFilter.UnderMinimum => new(L["Fewer products than a panel needs"], L["Change the minimum"], settings),
            PanelFilter.LayerOff => new(L["Turned off in the panel settings"], L["Panel settings"], settings),
            PanelFilter.OutOfStock => new(L["Out of stock"], L["View out-of-stock products"], Addresses.ProductsWhere((FacetKeys.Stock, "out"))),
            PanelFilter.Outdated => new(L["Price and stock were reported too long ago"], L["Change the limit"], settings),
            PanelFilter.SizeSoldOut or PanelFilter.OtherSize =>
                new(L["Not available in the chosen size"], L["View out-of-stock products"], Addresses.ProductsWhere((FacetKeys.Stock, "out"))),
            PanelFilter.Incomplete => new(L["Not complete enough for this shop"], L["View missing fields"], Addresses.SettingsCompleteness),
            PanelFilter.NotActive => new(L["Archived, or still a draft"], L["Fix links to them"], Addresses.LinksHealth),
            PanelFilter.AnchorNotSold => new(L["The product itself is no longer sold"], L["View products"], Addresses.Products),
            PanelFilter.NotPublished or PanelFilter.PriceZero =>
                new(filter == PanelFilter.PriceZero ? L["Has no price"] : L["Not published in this shop"], L["View products"], Addresses.Products),
            PanelFilter.Rejected => new(L["Suggestion was rejected"], L["View suggestions"], Addresses.Suggestions),
            PanelFilter.Substitute => new(L["A substitute of the product"], L["Link health"], Addresses.LinksHealth),
            PanelFilter.SwitchedOff or PanelFilter.NotValidYet or PanelFilter.NoLongerValid or PanelFilter.OtherChannel or PanelFilter.OtherSegment =>
                new(L["Linked, but paused, outside its dates, or for other segments"], L["Link health"], Addresses.LinksHealth),
            PanelFilter.SameKind or PanelFilter.DoesNotFit => new(L["Of the same kind, or does not fit"], L["Create links"], Addresses.LinksMany),
            PanelFilter.RuleFull or PanelFilter.RulePrice => new(L["Outside the limits of its rule"], L["View rules"], Addresses.Rules),
            _ => new(L["Excluded manually"], L["Open Panel studio"], Addresses.Preview),
        };
    }
}
