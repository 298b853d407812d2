using CrossSell.Core.Exchange;
using static CrossSell.Admin.Features.Exchange.ExchangeTexts;

namespace CrossSell.Admin.Features.Exchange;

/// <summary>What an export is called, and what its file will and will not hold.</summary>
internal static class ExportWords
{
    public static string Content(ExportContent content) => content switch
    {
        ExportContent.Products => L["Products"],
        ExportContent.Listings => L["Prices and stock"],
        ExportContent.Models => L["Product models"],
        ExportContent.Links => L["Links"],
        ExportContent.Bundles => L["Bundles"],
        _ => L["Panels"],
    };

    public static string System(ExportSystem system) => system switch
    {
        ExportSystem.Native => L["CrossSell (CSV)"],
        ExportSystem.Shopify => "Shopify",
        ExportSystem.WooCommerce => "WooCommerce",
        ExportSystem.Magento => "Magento",
        ExportSystem.Akeneo => "Akeneo",
        ExportSystem.Google => "Google Merchant",
        _ => "Meta",
    };

    /// <summary>A sentence or two on the file.</summary>
    public static string Of(ExportContent content, ExportSystem system) => (content, system) switch
    {
        (ExportContent.Panels, ExportSystem.Native) => L["A row for each product that a product page recommends, as shoppers see it now."],
        (ExportContent.Panels, _) => L["What each product page shows now, as a list of linked products that the shop takes over."],
        (_, ExportSystem.Native) => L["Everything that CrossSell knows. Edit the file and import it to change it."],
        (ExportContent.Bundles, ExportSystem.Magento) => L["Fixed bundles and bundles with choices as bundle products. Other prices and choices stay here."],
        (ExportContent.Bundles, _) => L["The bundles on sale, one article each."],
        (ExportContent.Models, _) => L["Families as product models. Their variants are in the file of products."],
        (ExportContent.Links, ExportSystem.Shopify) => L["Complementary and related products by handle, for Shopify's importer."],
        (ExportContent.Links, ExportSystem.WooCommerce) => L["Upsells and cross-sells by SKU, for WooCommerce's importer."],
        (ExportContent.Links, ExportSystem.Magento) => L["Related, cross-sell and up-sell products with their positions, for Magento's importer."],
        (ExportContent.Links, _) => L["Associations by type, with quantities, for Akeneo's importer."],
        (_, ExportSystem.Shopify) => L[
            "Products with variants, prices, stock and links, for Shopify's importer. Columns that came from Shopify go back as they were."],
        (_, ExportSystem.WooCommerce) => L[
            "Products with variations, prices, stock and links, for WooCommerce's importer. Columns that came from WooCommerce go back as they were."],
        (_, ExportSystem.Magento) => L[
            "Products with variations, prices, stock, links, bundles and store views, for Magento's importer. Columns that came from Magento go back as they were."],
        (_, ExportSystem.Akeneo) => L[
            "Products with values by language and associations, for Akeneo's importer. Columns that came from Akeneo go back as they were."],
        _ => L["What is for sale, a row a product, as a product feed."],
    };
}
