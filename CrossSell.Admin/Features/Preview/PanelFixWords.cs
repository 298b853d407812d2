using CrossSell.Admin.Shared;
using CrossSell.Core.Panels;
using static CrossSell.Admin.Features.Preview.PreviewTexts;

namespace CrossSell.Admin.Features.Preview;

/// <summary>What a link says that leads to where a candidate can be let in, and where that is.</summary>
internal static class PanelFixWords
{
    /// <param name="filter">What keeps it out.</param>
    public static string Of(PanelFix fix, PanelFilter? filter) => fix.Kind switch
    {
        PanelFixKind.Listing => OfListing(filter),
        PanelFixKind.Family => L["See its variants"],
        PanelFixKind.Completeness => L["Add what is missing"],
        PanelFixKind.Product => filter == PanelFilter.AnchorNotSold ? L["Open the main product"] : L["Change its status"],
        PanelFixKind.LinkTypes => L["Link types"],
        PanelFixKind.Rule => L["Change the rule"],
        PanelFixKind.Bundle => L["Change the bundle"],
        PanelFixKind.PanelSettings => OfSettings(filter),
        _ => filter is PanelFilter.Rejected or PanelFilter.TooLittleEvidence or PanelFilter.PopularRegardless or PanelFilter.SameKind
            or PanelFilter.DoesNotFit ? L["Link it manually"] : L["Change the link"],
    };

    /// <param name="channel">Code.</param>
    public static string AddressOf(PanelFix fix, string channel) => fix.Kind switch
    {
        PanelFixKind.Listing => Addresses.ProductSection(fix.Sku!, "shops"),
        PanelFixKind.Family => Addresses.ProductSection(fix.Sku!, "family"),
        PanelFixKind.Completeness => Addresses.ProductSection(fix.Sku!, "completeness"),
        PanelFixKind.Product => Addresses.ProductSection(fix.Sku!, "facts"),
        PanelFixKind.LinkTypes => Addresses.SettingsLinkTypes,
        PanelFixKind.Rule => Addresses.Rule(fix.RuleId!.Value),
        PanelFixKind.Bundle => Addresses.Bundle(fix.BundleCode!),
        PanelFixKind.PanelSettings => Addresses.SettingsPanelsOf(channel),
        _ => Addresses.LinksOf(fix.Sku!),
    };

    private static string OfListing(PanelFilter? filter) => filter switch
    {
        PanelFilter.NotInChannel => L["List it in this shop"],
        PanelFilter.NotPublished => L["Publish it"],
        PanelFilter.PriceZero => L["Set a price"],
        PanelFilter.Outdated => L["Update price and stock"],
        _ => L["Change the stock"],
    };

    private static string OfSettings(PanelFilter? filter) => filter switch
    {
        PanelFilter.PriceCap => L["Change the price cap"],
        PanelFilter.CategoryFull => L["Change the limit"],
        PanelFilter.UnderMinimum => L["Change the minimum"],
        _ => L["Panel settings"],
    };
}
