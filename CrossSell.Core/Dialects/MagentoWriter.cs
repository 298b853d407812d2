using System.Globalization;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// Products as Magento and Adobe Commerce take them: variations before the product that lists them, links with their positions, a row a store view for texts,
/// bundles by <c>bundle_values</c>, written strictly.
/// </summary>
[Engine]
internal sealed class MagentoWriter(IReadOnlyList<string> columns, WriterShop shop) : DialectWriter(columns, shop)
{
    private const string Root = "Default Category";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["_store"] = "store_view_code", ["_type"] = "product_type", ["_attribute_set"] = "attribute_set_code", ["status"] = "product_online",
        ["image"] = "base_image", ["_media_image"] = "additional_images", ["_links_related_sku"] = "related_skus",
        ["_links_related_position"] = "related_position", ["_links_crosssell_sku"] = "crosssell_skus", ["_links_crosssell_position"] = "crosssell_position",
        ["_links_upsell_sku"] = "upsell_skus", ["_links_upsell_position"] = "upsell_position",
    };

    private static readonly string[] Standard =
    [
        "sku", "store_view_code", "attribute_set_code", "product_type", "categories", "product_websites", "name", "description", "product_online",
        "visibility", "price", "special_price", "cost", "base_image", "additional_images", "additional_attributes", "qty", "is_in_stock", "manage_stock",
        "related_skus", "related_position", "crosssell_skus", "crosssell_position", "upsell_skus", "upsell_position", "associated_skus",
        "bundle_price_type", "bundle_sku_type", "bundle_weight_type", "bundle_price_view", "bundle_shipment_type", "bundle_values",
        "configurable_variations",
    ];

    private static readonly (string Type, string Column)[] Lists =
        [(LinkWords.Related, "related"), (LinkWords.CrossSell, "crosssell"), (LinkWords.UpSell, "upsell")];

    private static readonly string[] BundleColumns =
        ["bundle_price_type", "bundle_sku_type", "bundle_weight_type", "bundle_price_view", "bundle_shipment_type", "bundle_values"];

    public override IReadOnlyList<string> Order => Standard;

    public override IReadOnlyList<string> KeyColumns => ["sku"];

    public override bool IsLink(string column) => column == "associated_skus" || Lists.Any(
        list => column.StartsWith(list.Column, StringComparison.Ordinal) && (column.EndsWith("_skus", StringComparison.Ordinal)
            || column.EndsWith("_position", StringComparison.Ordinal)));

    public override bool IsBundle(string column) => BundleColumns.Contains(column) || column is "sku" or "product_type" or "name" or "price";

    public override string? CanonOf(string column)
    {
        var name = ColumnBook.Plain(column);
        var known = Names.GetValueOrDefault(name, name);
        return Standard.Contains(known) || known is "manufacturer" or "brand" or "ean" or "gtin" or "upc" or "barcode" ? known : null;
    }

    public override IEnumerable<WrittenRow> Rows(ExportGroup group)
    {
        foreach (var one in group.Products.Skip(1).Append(group.Head))
        {
            yield return new WrittenRow(KeyOf(one.Fact.Sku, ""), one.Fact.Line, Row(group, one));
            foreach (var view in one.Fact.Texts.GroupBy(text => text.Locale, StringComparer.OrdinalIgnoreCase))
            {
                var cells = new Dictionary<string, string>(StringComparer.Ordinal) { ["sku"] = one.Fact.Sku, ["store_view_code"] = view.Key };
                foreach (var text in view)
                {
                    cells[text.IsName ? "name" : "description"] = text.Text;
                }

                yield return new WrittenRow(KeyOf(one.Fact.Sku, view.Key), view.First().Line, cells);
            }
        }
    }

    private Dictionary<string, string> Row(ExportGroup group, ExportProduct one)
    {
        var fact = one.Fact;
        var price = PriceOf(fact);
        var isFamily = fact.Kind == FactKind.Family;
        var cells = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["sku"] = fact.Sku,
            ["attribute_set_code"] = fact.ProductType ?? "Default",
            ["product_type"] = one.Bundle is not null ? "bundle" : one.Links.Any(link => link.Type == LinkWords.Grouped) ? "grouped"
                : isFamily ? "configurable" : "simple",
            ["categories"] = Categories(fact),
            ["name"] = fact.Name ?? "",
            ["description"] = fact.Description ?? "",
            ["product_online"] = Status(fact, "1", "2"),
            ["visibility"] = fact.Kind == FactKind.Variant ? "Not Visible Individually" : "Catalog, Search",
            ["price"] = Amount(price?.CompareAt ?? price?.Price),
            ["special_price"] = price?.CompareAt is null ? "" : Amount(price.Price),
            ["cost"] = Amount(price?.Cost),
            ["base_image"] = fact.Pictures.FirstOrDefault() ?? "",
            ["additional_images"] = string.Join(',', fact.Pictures.Skip(1)),
            ["additional_attributes"] = Attributes(fact),
            ["qty"] = fact.Stock is { } stock ? Number(stock) : "",
            ["is_in_stock"] = fact.Stock == 0 ? "0" : "1",
            ["manage_stock"] = fact.Stock is null ? "0" : "1",
            ["configurable_variations"] = isFamily ? Variations(group) : "",
            ["associated_skus"] = string.Join(',', one.Links.Where(link => link.Type == LinkWords.Grouped)
                .Select(link => string.Create(CultureInfo.InvariantCulture, $"{link.Target}={link.Quantity ?? 0:0.0000}"))),
        };
        Own(cells, fact);
        foreach (var (type, column) in Lists)
        {
            var targets = one.Links.Where(link => link.Type == type).ToList();
            cells[$"{column}_skus"] = string.Join(',', targets.Select(link => link.Target));
            cells[$"{column}_position"] = string.Join(',', targets.Select((_, at) => Number(at + 1)));
        }

        Bundle(cells, one);
        return cells;
    }

    /// <summary>Brand and barcode where the source has a column for them; else they are attributes.</summary>
    private void Own(Dictionary<string, string> cells, ProductFact fact)
    {
        if (BrandColumn is { } brand)
        {
            cells[brand] = fact.Brand ?? "";
        }

        if (GtinColumn is { } gtin)
        {
            cells[gtin] = fact.Gtin ?? "";
        }
    }

    private string? BrandColumn => Columns.Has("manufacturer") ? "manufacturer" : Columns.Has("brand") ? "brand" : null;

    private string? GtinColumn => Array.Find(["ean", "gtin", "upc", "barcode"], Columns.Has);

    private string Attributes(ProductFact fact)
    {
        var said = fact.Attributes.Where(one => one.Value.Length > 0).ToList();
        Add("manufacturer", BrandColumn is null ? fact.Brand : null);
        Add("ean", GtinColumn is null ? fact.Gtin : null);
        return string.Join(',', said.Select(one => $"{one.Code}={one.Value}"));

        void Add(string code, string? value)
        {
            string[] same = code == "ean" ? ["ean", "gtin", "upc", "barcode"] : ["manufacturer", "brand"];
            var at = said.FindIndex(one => same.Contains(one.Code));
            if (at >= 0 && value is not null)
            {
                said[at] = (said[at].Code, value);
            }
            else if (value is not null)
            {
                said.Add((code, value));
            }
        }
    }

    private static string Variations(ExportGroup group)
    {
        var options = group.OptionCodes();
        return string.Join('|', group.Variants.Select(variant => string.Join(',', options
            .Select(code => (Code: code, Value: ExportGroup.ValueOf(variant.Fact, code))).Where(option => option.Value is not null)
            .Select(option => $"{option.Code}={option.Value}").Prepend($"sku={variant.Fact.Sku}"))));
    }

    private static string Categories(ProductFact fact)
    {
        var paths = fact.Categories.ConvertAll(path => $"{Root}/{path.Replace(" > ", "/", StringComparison.Ordinal)}");
        // A bar parts where a comma is in a name.
        return paths.Exists(path => path.Contains(',', StringComparison.Ordinal)) ? string.Join('|', paths) + (paths.Count == 1 ? "|" : "")
            : string.Join(',', paths);
    }

    private void Bundle(Dictionary<string, string> cells, ExportProduct one)
    {
        if (one.Bundle is not { } bundle)
        {
            return;
        }

        cells["bundle_price_type"] = bundle.FixedPrice is null ? "dynamic" : "fixed";
        cells["bundle_sku_type"] = "fixed";
        cells["bundle_weight_type"] = "dynamic";
        cells["bundle_price_view"] = "Price range";
        cells["bundle_shipment_type"] = "together";
        cells["bundle_values"] = BundleWords.Write(bundle);
        if (bundle.FixedPrice is { } price && cells["price"].Length == 0)
        {
            cells["price"] = Amount(price);
        }
    }

    private static string KeyOf(string sku, string view) => $"{sku}\n{view}".ToUpperInvariant();
}

/// <summary>Bundles in the words of <c>bundle_values</c>.</summary>
[Engine]
internal static class BundleWords
{
    /// <summary>A selection each: what is always in is a choice of one that is required; a choice has its first selection chosen.</summary>
    public static string Write(BundleFact bundle)
    {
        var slots = bundle.Slots.ToDictionary(slot => slot.Title, StringComparer.OrdinalIgnoreCase);
        var names = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var begun = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return string.Join('|', bundle.Parts.Select(part =>
        {
            var slot = part.Slot is { } title ? slots[title] : null;
            // A name of its own for each part that is always in: one name is one choice.
            var name = slot?.Title ?? Free(part.Sku);
            var isFirst = begun.Add(name);
            var kind = slot?.IsMany == true ? "checkbox" : "select";
            return string.Create(
                CultureInfo.InvariantCulture,
                $"name={name},type={kind},required={(slot?.IsRequired != false ? 1 : 0)},sku={part.Sku},price=0.0000,")
                + string.Create(
                    CultureInfo.InvariantCulture, $"default={(isFirst ? 1 : 0)},default_qty={part.Quantity:0.0000},price_type=fixed,can_change_qty=0");
        }));

        string Free(string sku)
        {
            var count = names[sku] = names.GetValueOrDefault(sku) + 1;
            var name = count == 1 ? sku : string.Create(CultureInfo.InvariantCulture, $"{sku} {count}");
            return slots.ContainsKey(name) ? $"{name} *" : name;
        }
    }
}
