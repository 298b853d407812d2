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
/// <param name="What">"product export": a text's key.</param>
/// <param name="Because">The columns that gave it away.</param>
public sealed partial record ForeignDialect(string System, string What, IReadOnlyList<string> Because)
{
    /// <summary>Whose reader reads it.</summary>
    public required Dialect Dialect { get; init; }

    public required DialectContent Content { get; init; }

    private static readonly string[] WooAttributes = ["/^attribute? [0-9]+ name$", "/^attribut [0-9]+ name$", "/^nombre del atributo [0-9]+$"];

    private const int NarrowColumns = 5;

    // The order counts: the first whose columns are there is it, so the narrower ones stand first.
    private static readonly DialectRule[] Rules =
    [
        new(Dialect.UnoPim, DialectContent.Links, "UnoPIM", Texts.Key("association file"), [["sku"], ["association_type"], ["related_sku"]]),
        new(Dialect.UnoPim, DialectContent.Products, "UnoPIM", Texts.Key("product export"), [
            ["sku"], ["attribute_family"],
            ["variant_structure", "configurable_attributes", "related_products", "cross_sells", "up_sells", "product_number", "/^price \\([a-z]{3}\\)$"]]),
        new(Dialect.Bagisto, DialectContent.Products, "Bagisto", Texts.Key("product export"), [["sku"], ["attribute_family_code"]]),
        new(Dialect.Magento, DialectContent.Links, "Magento", Texts.Key("link file"), [["sku"], ["linked_sku"]]),
        new(Dialect.Magento, DialectContent.Products, "Magento", Texts.Key("product export"),
            [["sku"], [
                "attribute_set_code", "_attribute_set", "store_view_code", "_store", "product_websites", "_product_websites", "additional_attributes",
                "configurable_variations", "bundle_values", "associated_skus", "crosssell_skus", "upsell_skus", "related_skus", "product_online", "base_image",
                "is_in_stock", "tax_class_name"]]),
        // The sample data of Magento calls its columns by their labels.
        new(Dialect.Magento, DialectContent.Products, "Magento", Texts.Key("product export"), [["sku"], ["attribute_set"], ["category"], ["name"]]),
        new(Dialect.Akeneo, DialectContent.Other, "Akeneo", Texts.Key("association type file"), [["code"], ["is_two_way", "is_quantified"]]),
        new(Dialect.Akeneo, DialectContent.Products, "Akeneo", Texts.Key("product model export"), [["code"], ["family_variant"]]),
        new(Dialect.Akeneo, DialectContent.Products, "Akeneo", Texts.Key("product export"), [
            ["sku", "identifier", "uuid"], ["family"], ["groups", "enabled", "categories", "/.-products$", "/.-product_models$", "/.-groups$"]]),
        new(Dialect.Akeneo, DialectContent.Products, "Akeneo", Texts.Key("product export"), [["sku", "identifier", "uuid"],
            ["/.-products$", "/.-product_models$", "/.-product_uuids$", "/^[a-z0-9_]+-[a-z]{2}_[a-z]{2}(-[a-z0-9_]+)?$"]]),
        new(Dialect.ShopifyOrders, DialectContent.Orders, "Shopify", Texts.Key("order export"),
            [["name"], ["lineitem name", "lineitem sku"], ["lineitem quantity"]]),
        new(Dialect.ShopifyCurrent, DialectContent.Products, "Shopify", Texts.Key("product export"), [
            ["handle", "url handle"], ["title"],
            [
                "option1 name", "option1 value", "variant sku", "variant price", "body (html)", "vendor", "published on online store", "image src",
                "product image url", "tags", "status", "/\\(product\\.metafields\\."]]),
        new(Dialect.WooCommerce, DialectContent.Products, "WooCommerce", Texts.Key("product export"),
            [WooColumns.Id, WooColumns.Type, [.. WooColumns.Name, .. WooColumns.Sku], [.. WooColumns.Telling, .. WooAttributes]]),
        // Somebody left the numbers out: then its prices, or what is in stock, and its attributes, or its links, are there.
        new(Dialect.WooCommerce, DialectContent.Products, "WooCommerce", Texts.Key("product export"),
            [
                WooColumns.Type, WooColumns.Sku, [.. WooColumns.RegularPrice, .. WooColumns.InStock],
                [.. WooColumns.Published, .. WooColumns.CrossSells, .. WooColumns.UpSells, .. WooAttributes]]),
        // Nothing but what a product is called and linked to.
        new(Dialect.WooCommerce, DialectContent.Links, "WooCommerce", Texts.Key("link file"),
            [WooColumns.Sku, [.. WooColumns.CrossSells, .. WooColumns.UpSells, .. WooColumns.Grouped]])
        {
            Only =
            [
                .. WooColumns.Id, .. WooColumns.Type, .. WooColumns.Sku, .. WooColumns.Name, .. WooColumns.CrossSells, .. WooColumns.UpSells,
                .. WooColumns.Grouped, "error", "",
            ],
        },
        new(Dialect.WooCommerce, DialectContent.Orders, "WooCommerce", Texts.Key("order export"),
            [
                WooOrderColumns.Order, WooOrderColumns.Date, [.. WooOrderColumns.Quantity, .. WooOrderColumns.Packed],
                [
                    "item_sku", "item sku", "item_name", "item name", "item_quantity", "item_total", "item total", "line_total", "order line total",
                    "item_cost", "item cost", "quantity (- refund)", .. WooOrderColumns.Packed]]),
        new(Dialect.Shopware, DialectContent.Orders, "Shopware", Texts.Key("order export"), [["ordertime"], ["articlenumber"], ["quantity"]]),
        new(Dialect.Shopware, DialectContent.Links, "Shopware", Texts.Key("link file"), [["ordernumber"], ["similar", "accessory"]]) { IsNarrow = true },
        new(Dialect.Shopware, DialectContent.Products, "Shopware", Texts.Key("product export"), [
            ["ordernumber"], ["mainnumber", "pricegroup", "pseudoprice", "price_ek", "instock", "suppliernumber", "supplier"]]),
        // Translations alone: the numbers are those of its shops.
        new(Dialect.Shopware, DialectContent.Products, "Shopware", Texts.Key("product export"), [["ordernumber"], ["/^(name|descriptionlong)_[0-9]+$"]]),
        new(Dialect.Shopware, DialectContent.Products, "Shopware", Texts.Key("product export"),
            [["articlenumber", "ordernumber"], ["languageid"], ["name", "description", "descriptionlong", "longdescription"]]),
        new(Dialect.Shopware, DialectContent.Products, "Shopware", Texts.Key("product export"),
            [["product_number", "productnumber"], ["name", "stock", "tax_id", "manufacturer_name", "price_net"]]),
        new(Dialect.PrestaShop, DialectContent.Products, "PrestaShop", Texts.Key("product export"), [
            ["id", "product_id", "id_product", "/^product id", "/^id (du )?produit", "/^produkt-?id", "/^id (del )?(producto|prodotto)"], [
                "/^[a-z]+ \\(0/1\\)$", "name *", "name*", "nom *", "reference #", "/\\(x, ?y, ?z", "/^attribute \\(name",
                "price tax excluded or price tax included", "price (tax excl.)"]]),
        new(Dialect.Sylius, DialectContent.Products, "Sylius", Texts.Key("product export"), [["code"], ["main_taxon", "taxons", "/^product_?taxons"]]),
        new(Dialect.Meta, DialectContent.Products, "Meta", Texts.Key("catalogue feed"), [
            ["id"], ["title"], ["availability", "condition"],
            ["fb_product_category", "quantity_to_sell_on_facebook", "video[0].url", "/^fb_", "/^internal_label"]]),
        new(Dialect.Google, DialectContent.Products, "Google Merchant", Texts.Key("product feed"), [
            ["id"], ["title"], ["availability", "image_link", "image link", "google_product_category", "google product category"],
            ["link", "price", "brand", "item_group_id"]]),
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
            if (!found.Contains(-1) && (!rule.IsNarrow || plain.Count <= NarrowColumns)
                && (rule.Only is not { } only || plain.TrueForAll(name => only.Contains(name))))
            {
                return new ForeignDialect(rule.System, rule.What, [.. found.Select(at => names[at].Trim())])
                {
                    Dialect = rule.Dialect == Dialect.ShopifyCurrent && IsLegacy(plain) ? Dialect.ShopifyLegacy : rule.Dialect,
                    Content = ContentOf(rule, plain),
                };
            }
        }

        // In a language whose words are not known: by the units that stand where WooCommerce writes them.
        return WooPlaces.Of(plain) is not { } places ? null
            : new ForeignDialect("WooCommerce", Texts.Key("product export"), [.. names.Skip(places["Regular price"] - 7).Take(4).Select(name => name.Trim())])
            {
                Dialect = Dialect.WooCommerce, Content = DialectContent.Products,
            };
    }

    /// <summary>Why nothing of such a file comes in as what it was brought for.</summary>
    public Refusal Refuse() => new(
        "file.foreign",
        Content switch
        {
            DialectContent.Orders => L["This is a file of orders. Import it as orders."],
            DialectContent.Other => L["This file ({0}) lists types of links. Import it as links: the types that are missing are added.", System],
            _ => L["This file ({0}) holds no orders. Import it as products or links.", System],
        },
        "file");

    /// <summary>Shopify wrote "Handle" and "Variant SKU" until 2025; a file with the columns of both is a hybrid, and its new ones count.</summary>
    private static bool IsLegacy(List<string> plain) => !plain.Contains("url handle") && !plain.Contains("published on online store")
        && plain.Exists(name => name is "handle" or "body (html)" || name.StartsWith("variant ", StringComparison.Ordinal));

    /// <summary>What it holds: some systems export links, or prices and stock, as files of their own with the same columns.</summary>
    private static DialectContent ContentOf(DialectRule rule, List<string> plain) => rule switch
    {
        { Content: not DialectContent.Products } => rule.Content,
        { Dialect: Dialect.Magento } when plain.TrueForAll(name => name is "sku" or "error" or "" || LinkColumn().IsMatch(name)) => DialectContent.Links,
        { Dialect: Dialect.Shopware } when plain.Contains("pricegroup") && plain.Contains("from") => DialectContent.Listings,
        { Dialect: Dialect.Shopware } when plain.Contains("instock") && !plain.Contains("name") && !plain.Contains("mainnumber") => DialectContent.Listings,
        _ => rule.Content,
    };

    [GeneratedRegex(@"^(?:related|crosssell|upsell)_(?:skus|position)$|^associated_skus$", RegexOptions.CultureInvariant)]
    private static partial Regex LinkColumn();

    private static bool Is(string name, string wanted) => wanted[0] == '/' ? Regex.IsMatch(name, wanted[1..], RegexOptions.CultureInvariant) : name == wanted;

    /// <param name="Groups">Of each group one column is there; a slash begins a pattern.</param>
    private sealed record DialectRule(Dialect Dialect, DialectContent Content, string System, string What, string[][] Groups)
    {
        /// <summary>It is only of a file that has hardly any other columns.</summary>
        public bool IsNarrow { get; init; }

        /// <summary>It is only of a file without any other columns; null where others may be there.</summary>
        public string[]? Only { get; init; }
    }
}
