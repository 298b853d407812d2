using System.Text.RegularExpressions;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;
using static CrossSell.Core.Exchange.ExchangeTexts;

namespace CrossSell.Core.Exchange;

/// <summary>
/// A file of another system, known by the whole set of its columns: many have a column sku as ours have, and read as ours they would be misread without a
/// word. Names are compared trimmed and without regard to case, for they come padded, capitalised and translated.
/// </summary>
/// <param name="System">"Akeneo".</param>
/// <param name="What">"product export": a text's key, as the advice.</param>
/// <param name="Because">The columns that gave it away.</param>
/// <param name="Advice">What to do with it here, as a sentence.</param>
public sealed record ForeignDialect(string System, string What, IReadOnlyList<string> Because, string Advice)
{
    /// <summary>Whose reader reads it.</summary>
    public required Dialect Dialect { get; init; }

    public required DialectContent Content { get; init; }

    private static readonly string WooAdvice = Texts.Key(
        "Rename its columns to those of this page: Type is kind (parent for variable, variant for variation), Parent is parent, Regular price is price with a column channel, Published is status (active or draft); import Upsells and Cross-sells as a file of links.");

    private static readonly string[] WooAttributes = ["/^attribute? [0-9]+ name$", "/^attribut [0-9]+ name$", "/^nombre del atributo [0-9]+$"];

    // The order counts: the first whose columns are there is it, so the narrower ones stand first.
    private static readonly DialectRule[] Rules =
    [
        new(Dialect.UnoPim, DialectContent.Links, "UnoPIM", Texts.Key("association file"), [["sku"], ["association_type"], ["related_sku"]],
            Texts.Key(
                "For links, name the columns source_sku, type and target_sku, and write cross-sell for cross_sells and up-sell for up_sells.")),
        new(Dialect.UnoPim, DialectContent.Products, "UnoPIM", Texts.Key("product export"), [
            ["sku"], ["attribute_family"], ["variant_structure", "configurable_attributes", "related_products", "cross_sells", "up_sells"]],
            Texts.Key(
                "Rename its columns to those of this page: attribute_family is product_type, type is kind (parent for configurable, variant for its children), price (EUR) is price with a column channel.")),
        new(Dialect.Bagisto, DialectContent.Products, "Bagisto", Texts.Key("product export"), [["sku"], ["attribute_family_code"]],
            Texts.Key(
                "Rename its columns to those of this page: attribute_family_code is product_type, parent_sku is parent, categories are written as A > B; import cross_sell_skus as a file of links.")),
        new(Dialect.Magento, DialectContent.Links, "Magento", Texts.Key("link file"), [["sku"], ["linked_sku"]],
            Texts.Key(
                "For links, name the columns source_sku and target_sku, one row for each pair.")),
        new(Dialect.Magento, DialectContent.Products, "Magento", Texts.Key("product export"),
            [["sku"], [
                "attribute_set_code", "_attribute_set", "store_view_code", "_store", "product_websites", "_product_websites", "additional_attributes",
                "configurable_variations", "bundle_values", "associated_skus", "crosssell_skus", "upsell_skus", "related_skus", "product_online", "base_image",
                "is_in_stock", "tax_class_name"]],
            Texts.Key(
                "Rename its columns to those of this page: attribute_set_code is product_type, categories are written as A > B, qty is stock; keep one row for each sku (a row with a store view is a translation), and import related_skus, crosssell_skus and upsell_skus as a file of links.")),
        new(Dialect.Akeneo, DialectContent.Other, "Akeneo", Texts.Key("association type file"), [["code"], ["is_two_way", "is_quantified"]],
            Texts.Key(
                "Link types are defined under Settings, Link types.")),
        new(Dialect.Akeneo, DialectContent.Products, "Akeneo", Texts.Key("product model export"), [["code"], ["family_variant"]],
            Texts.Key(
                "Rename its columns to those of this page: code is sku, with parent as kind; family_variant is product_type.")),
        new(Dialect.Akeneo, DialectContent.Products, "Akeneo", Texts.Key("product export"), [
            ["sku", "identifier"], ["family"], ["groups", "enabled", "categories", "/.-products$", "/.-product_models$", "/.-groups$"]],
            Texts.Key(
                "Rename its columns to those of this page: name-en_US is name, family is product_type, price-EUR is price with a column channel, enabled is status (active or draft), several categories are separated by | instead of a comma; import X_SELL-products as a file of links.")),
        new(Dialect.Akeneo, DialectContent.Products, "Akeneo", Texts.Key("product export"), [["sku", "identifier"],
            ["/.-products$", "/.-product_models$", "/^[a-z0-9_]+-[a-z]{2}_[a-z]{2}(-[a-z0-9_]+)?$"]],
            Texts.Key(
                "Rename its columns to those of this page: name-en_US is name; import X_SELL-products as a file of links.")),
        new(Dialect.ShopifyOrders, DialectContent.Orders, "Shopify", Texts.Key("order export"),
            [["name"], ["lineitem name", "lineitem sku"], ["lineitem quantity"]],
            Texts.Key(
                "For orders, name the columns order_id, ordered_at, channel, customer, status, sku, quantity and unit_price, repeat the order's cells on each of its rows, and leave out what is personal.")),
        new(Dialect.ShopifyCurrent, DialectContent.Products, "Shopify", Texts.Key("product export"), [
            ["handle", "url handle"], ["title"],
            [
                "option1 name", "option1 value", "variant sku", "variant price", "body (html)", "vendor", "published on online store", "image src",
                "product image url", "tags", "status", "/\\(product\\.metafields\\."]],
            Texts.Key(
                "Rename its columns to those of this page: Variant SKU is sku, Title is name, Vendor is brand, Type is product_type, Variant Price is price with a column channel; give each handle a row of its own as parent, and name it in parent.")),
        new(Dialect.WooCommerce, DialectContent.Products, "WooCommerce", Texts.Key("product export"),
            [WooColumns.Id, WooColumns.Type, [.. WooColumns.Name, .. WooColumns.Sku], [.. WooColumns.Telling, .. WooAttributes]],
            WooAdvice),
        // Somebody left the numbers out: then its prices and its attributes, or its links, are there.
        new(Dialect.WooCommerce, DialectContent.Products, "WooCommerce", Texts.Key("product export"),
            [
                WooColumns.Type, WooColumns.Sku, WooColumns.RegularPrice,
                [.. WooColumns.Published, .. WooColumns.CrossSells, .. WooColumns.UpSells, .. WooAttributes]],
            WooAdvice),
        new(Dialect.Shopware, DialectContent.Products, "Shopware", Texts.Key("product export"), [
            ["ordernumber"], ["mainnumber", "pricegroup", "pseudoprice", "price_ek", "instock", "suppliernumber", "supplier"]],
            Texts.Key(
                "Rename its columns to those of this page: ordernumber is sku, supplier is brand, price is price with a column channel, instock is stock; import similar and accessory as a file of links.")),
        new(Dialect.Shopware, DialectContent.Products, "Shopware", Texts.Key("product export"),
            [["product_number", "productnumber"], ["name", "stock", "tax_id", "manufacturer_name", "price_net"]],
            Texts.Key(
                "Rename its columns to those of this page: product_number is sku, manufacturer is brand, price_gross is price with a column channel.")),
        new(Dialect.PrestaShop, DialectContent.Products, "PrestaShop", Texts.Key("product export"), [
            ["id", "product_id", "id_product", "/^product id"], [
                "active (0/1)", "actif (0/1)", "aktiv (0/1)", "name *", "name*", "nom *", "reference #", "/^ac+essories ?\\(x,y,z", "/^categories \\(x,y,z",
                "/^attribute \\(name", "/^image urls \\(x,y,z", "price tax excluded or price tax included"]],
            Texts.Key(
                "Rename its columns to those of this page: Reference # is sku, Name is name, Manufacturer is brand, Price is price with a column channel; import Accessories as a file of links.")),
        new(Dialect.Sylius, DialectContent.Products, "Sylius", Texts.Key("product export"), [["code"], ["main_taxon", "taxons", "/^product_?taxons"]],
            Texts.Key(
                "Rename its columns to those of this page: Code is sku, Main_taxon is categories; keep one row for each product (Locale makes name@de), and price needs a column channel.")),
        new(Dialect.Meta, DialectContent.Products, "Meta", Texts.Key("catalogue feed"), [
            ["id"], ["title"], ["availability", "condition"],
            ["fb_product_category", "quantity_to_sell_on_facebook", "video[0].url", "/^fb_", "/^internal_label"]],
            Texts.Key(
                "Rename its columns to those of this page: id is sku, title is name, item_group_id is parent, image_link is image_urls, price is price with a column channel.")),
        new(Dialect.Google, DialectContent.Products, "Google Merchant", Texts.Key("product feed"), [
            ["id"], ["title"], ["availability", "image_link", "image link", "google_product_category", "google product category"],
            ["link", "price", "brand", "item_group_id"]],
            Texts.Key(
                "Rename its columns to those of this page: id is sku, title is name, item_group_id is parent, product_type is categories, image_link is image_urls, price is price with a column channel.")),
    ];

    /// <summary>The system whose columns these are, or null where they are no other's.</summary>
    public static ForeignDialect? Of(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var plain = names.Select(ColumnBook.Plain).ToList();
        foreach (var rule in Rules)
        {
            // One column for each of its groups, each named as the file writes it.
            var found = rule.Groups.Select(group => plain.FindIndex(name => Array.Exists(group, wanted => Is(name, wanted)))).ToList();
            if (!found.Contains(-1))
            {
                return new ForeignDialect(rule.System, rule.What, [.. found.Select(at => names[at].Trim())], rule.Advice)
                {
                    Dialect = rule.Dialect == Dialect.ShopifyCurrent && IsLegacy(plain) ? Dialect.ShopifyLegacy : rule.Dialect,
                    Content = IsPrices(rule.Dialect, plain) ? DialectContent.Listings : rule.Content,
                };
            }
        }

        return null;
    }

    /// <summary>Why the file is not read as one of ours.</summary>
    public Refusal Refuse() => new(
        "file.foreign",
        "AEIOU".Contains(System[0], StringComparison.Ordinal) && !System.StartsWith("Uno", StringComparison.Ordinal)
            ? L["This is an {0} {1} (it has the columns {2}), which is not supported yet. {3}", System, L[What], string.Join(", ", Because), L[Advice]]
            : L["This is a {0} {1} (it has the columns {2}), which is not supported yet. {3}", System, L[What], string.Join(", ", Because), L[Advice]],
        "file");

    /// <summary>Shopify wrote "Handle" and "Variant SKU" until 2025; a file with the columns of both is a hybrid, and its new ones count.</summary>
    private static bool IsLegacy(List<string> plain) => !plain.Contains("url handle") && !plain.Contains("published on online store")
        && plain.Exists(name => name is "handle" or "body (html)" || name.StartsWith("variant ", StringComparison.Ordinal));

    /// <summary>Shopware 5 exports prices as a file of their own.</summary>
    private static bool IsPrices(Dialect dialect, List<string> plain) => dialect == Dialect.Shopware && plain.Contains("pricegroup") && plain.Contains("from");

    private static bool Is(string name, string wanted) => wanted[0] == '/' ? Regex.IsMatch(name, wanted[1..], RegexOptions.CultureInvariant) : name == wanted;

    /// <param name="Groups">Of each group one column is there; a slash begins a pattern.</param>
    private sealed record DialectRule(Dialect Dialect, DialectContent Content, string System, string What, string[][] Groups, string Advice);
}
