using System.Globalization;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// Products of Magento and Adobe Commerce: families by <c>configurable_variations</c>, whose row comes after its children; a row with a store view is a
/// translation of the SKU that it repeats; lists of links with positions; grouped products; bundles by <c>bundle_values</c>, read leniently.
/// </summary>
[Engine]
internal sealed class MagentoReader : DialectReader
{
    private static readonly (string Column, string Position, string Type)[] Lists =
    [
        ("related_skus", "related_position", LinkWords.Related), ("crosssell_skus", "crosssell_position", LinkWords.CrossSell),
        ("upsell_skus", "upsell_position", LinkWords.UpSell), ("_links_related_sku", "_links_related_position", LinkWords.Related),
        ("_links_crosssell_sku", "_links_crosssell_position", LinkWords.CrossSell), ("_links_upsell_sku", "_links_upsell_position", LinkWords.UpSell),
    ];

    private static readonly string[] GtinCodes = ["ean", "gtin", "upc", "barcode"];

    private readonly int sku, view, type, set, categories, name, text, shortText, online, price, special, specialFrom, specialTo, cost, stock,
        inStock, manages, image, moreImages, attributes, variations, associated, bundleValues, bundleOptions, bundlePrice, brand, gtin, superSku, category,
        associatedSku, associatedQuantity;

    private readonly List<(int Column, int Position, string Type)> lists = [];

    public MagentoReader(SourceTable table)
        : base(table)
    {
        sku = Columns.One("sku");
        view = Columns.One("store_view_code", "_store");
        type = Columns.One("product_type", "_type");
        set = Columns.One("attribute_set_code", "_attribute_set", "attribute_set");
        categories = Columns.One("categories");
        category = Columns.One("_category", "category");
        name = Columns.One("name");
        text = Columns.One("description");
        shortText = Columns.One("short_description");
        online = Columns.One("product_online", "status");
        price = Columns.One("price");
        special = Columns.One("special_price");
        specialFrom = Columns.One("special_price_from_date", "special_from_date");
        specialTo = Columns.One("special_price_to_date", "special_to_date");
        cost = Columns.One("cost");
        stock = Columns.One("qty");
        inStock = Columns.One("is_in_stock");
        manages = Columns.One("manage_stock");
        image = Columns.One("base_image", "image");
        moreImages = Columns.One("additional_images", "_media_image");
        attributes = Columns.One("additional_attributes");
        variations = Columns.One("configurable_variations");
        associated = Columns.One("associated_skus", "associated_sku");
        bundleValues = Columns.One("bundle_values");
        bundleOptions = Columns.One("bundle_options");
        bundlePrice = Columns.One("bundle_price_type");
        brand = Columns.One("manufacturer", "brand");
        gtin = Columns.One(GtinCodes);
        superSku = Columns.One("_super_products_sku");
        associatedSku = Columns.One("_associated_sku");
        associatedQuantity = Columns.One("_associated_default_qty");
        Say(
            ("sku", sku), ("kind", type), ("gtin", gtin), ("name", name), ("status", online), ("description", text), ("stock", stock), ("price", price),
            ("compare_at_price", price), ("cost", cost), ("categories", categories), ("image_urls", image), ("parent", variations), ("brand", brand),
            ("product_type", set), ("component_sku", bundleValues));
        foreach (var (column, position, link) in Lists)
        {
            if (Columns.One(column) is >= 0 and var at)
            {
                lists.Add((at, Columns.One(position), link));
            }
        }
    }

    protected override void ReadRows()
    {
        // A SKU of which every row names a store view has its own row all the same: the first that says what kind of product it is.
        var withOwnRow = Rows.Where(row => Value(row, view) is null && Value(row, sku) is not null).Select(row => Value(row, sku)!)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        ProductFact? last = null;
        var later = new List<(SourceRow Row, ProductFact Product)>();
        var texts = new List<(SourceRow Row, string Sku)>();
        foreach (var row in Rows)
        {
            if (Value(row, sku) is not { } own)
            {
                // Before version 2 the rows under a product went on with it.
                if (last is null)
                {
                    Refuse(row, sku, "sku.missing", "The SKU is empty; give the product's code.");
                }
                else if (Value(row, view) is not null)
                {
                    texts.Add((row, last.Sku));
                }
                else
                {
                    Continue(row, last);
                    Own(row, last.Sku);
                    later.Add((row, last));
                }
            }
            else if (Value(row, view) is not null && (Known(own) is not null || withOwnRow.Contains(own) || Value(row, type) is null))
            {
                texts.Add((row, own));
            }
            else
            {
                last = ReadProduct(row, own);
                if (last is not null)
                {
                    later.Add((row, last));
                }
            }
        }

        foreach (var (row, own) in texts)
        {
            ReadTexts(row, own);
        }

        foreach (var (row, product) in later)
        {
            ReadFamily(row, product);
            ReadLinks(row, product.Sku);
            ReadBundle(row, product);
        }
    }

    /// <summary>What is made of others, and what nobody counts, has no stock of its own.</summary>
    private int? StockOf(SourceRow row) => Value(row, inStock) == "0" ? 0
        : Value(row, manages) == "0" || Value(row, type)?.ToLowerInvariant() is "bundle" or "grouped" or "configurable" ? null
        : Pieces(row, stock);

    private ProductFact? ReadProduct(SourceRow row, string own)
    {
        var product = new ProductFact
        {
            Line = row.Line, Sku = own, Name = Value(row, name), Description = Value(row, text) ?? Value(row, shortText), ProductType = Value(row, set),
            Kind = Value(row, type)?.ToLowerInvariant() == "configurable" ? FactKind.Family : FactKind.Simple,
            Status = Value(row, online) switch { null => null, "2" => "draft", var said => Yes(said, "active", "draft") },
            Stock = StockOf(row), Gtin = Barcode(row, gtin),
        };
        foreach (var (code, value) in Fields(Value(row, attributes) ?? ""))
        {
            if (value.Length > 0 && value != Empty)
            {
                product.Attributes.Add((code, value));
            }
        }

        string? Attribute(string code) => product.Attributes.Find(one => one.Code == code).Value;
        product.Brand = Value(row, brand) ?? Attribute("manufacturer") ?? Attribute("brand");
        product.Gtin ??= GtinCodes.Select(Attribute)
            .FirstOrDefault(code => code is not null && Catalog.ProductRules.IsGtin(code));
        Continue(row, product);

        // A special price between dates is over, or not yet there, for all that a file can know.
        var isSpecial = Value(row, special) is not null && Value(row, specialFrom) is null && Value(row, specialTo) is null;
        var hasPrice = product.Kind != FactKind.Family;
        return TryPrices(row, product, !hasPrice ? -1 : isSpecial ? special : price, hasPrice && isSpecial ? price : -1, hasPrice ? cost : -1)
            && Add(row, sku, product) ? product : null;
    }

    /// <summary>What a product has several of, one a row before version 2.</summary>
    private void Continue(SourceRow row, ProductFact product)
    {
        var cell = Value(row, categories) ?? "";
        AddOnce(product.Categories, Split(cell, cell.Contains('|') ? '|' : ',').Concat(Split(Value(row, category) ?? "", '\n')).Select(Path));
        AddOnce(product.Pictures, [Value(row, image) ?? "", .. Split(Value(row, moreImages) ?? "", ',', '|', '\n')]);
        product.Pictures.RemoveAll(picture => picture is Empty or "no_selection");
    }

    private void ReadTexts(SourceRow row, string own)
    {
        if (Known(own) is not { } product)
        {
            Refuse(row, sku, "text.unknown", $"The row translates {own}, of which there is no row without a store view. Export that as well.");
            return;
        }

        var locale = Value(row, view)!;
        Own(row, product.Sku);
        Add(name, isName: true);
        Add(Value(row, text) is null ? shortText : text, isName: false);

        void Add(int column, bool isName)
        {
            if (Value(row, column) is { } said)
            {
                product.Texts.Add(new TextFact(row.Line, Columns.Name(column), locale, isName, said));
                Use(row);
            }
        }
    }

    private void ReadFamily(SourceRow row, ProductFact product)
    {
        if (Value(row, superSku) is { } child)
        {
            Join(row, superSku, product, child, []);
        }

        if (Value(row, variations) is not { } cell)
        {
            return;
        }

        foreach (var entry in Split(cell, '|'))
        {
            var fields = Fields(entry);
            if (fields.Remove("sku", out var variant) && variant.Length > 0)
            {
                Join(row, variations, product, variant, fields);
            }
            else
            {
                Refuse(row, variations, "variant.unreadable", $"The variation \"{Short(entry)}\" names no SKU; write sku=CODE,color=Red.");
            }
        }
    }

    private void Join(SourceRow row, int column, ProductFact family, string variant, Dictionary<string, string> options)
    {
        if (Known(variant) is not { } product)
        {
            Refuse(row, column, "variant.unknown", $"There is no row for the variation {variant}. Export it as well.");
            return;
        }

        family.Kind = FactKind.Family;
        Use(row);
        if (product == family || (product.Parent is { } other && !other.Equals(family.Sku, StringComparison.OrdinalIgnoreCase)))
        {
            Refuse(
                row, column, "variant.twice",
                $"{variant} cannot be a variation of {family.Sku}{(product.Parent is null ? "" : $": it is one of {product.Parent}")}.");
            return;
        }

        (product.Kind, product.Parent) = (FactKind.Variant, family.Sku);
        foreach (var (code, value) in options.Where(option => option.Value.Length > 0 && !product.Attributes.Exists(one => one.Code == option.Key)))
        {
            product.Attributes.Add((code, value));
        }
    }

    private void ReadLinks(SourceRow row, string source)
    {
        foreach (var (column, positions, link) in lists)
        {
            var places = Split(Value(row, positions) ?? "", ',', '|');
            var ordered = Split(Value(row, column) ?? "", ',', '|', '\n').Select((target, at) => (Target: target, At: at, Place: at < places.Count
                && decimal.TryParse(places[at], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var place) ? place : at));
            var position = 0;
            foreach (var one in ordered.OrderBy(one => one.Place).ThenBy(one => one.At).Where(one => one.Target != Empty))
            {
                Link(row, column, source, one.Target, link, ++position);
            }
        }

        var parts = Value(row, associated) is { } cell ? Split(cell, ',', '|', '\n') : [];
        for (var at = 0; at < parts.Count; at++)
        {
            var mark = parts[at].LastIndexOf('=');
            var target = mark > 0 ? parts[at][..mark].Trim() : parts[at];
            Link(row, associated, source, target, LinkWords.Grouped, at + 1, mark > 0 ? Whole(parts[at][(mark + 1)..]) : null);
        }

        if (Value(row, associatedSku) is { } part)
        {
            Link(row, associatedSku, source, part, LinkWords.Grouped, quantity: Whole(Value(row, associatedQuantity) ?? ""));
        }
    }

    private void ReadBundle(SourceRow row, ProductFact product)
    {
        if (Value(row, bundleValues) is { } cell)
        {
            var isFixed = Value(row, bundlePrice)?.ToLowerInvariant() is "fixed" or "1";
            ReadBundle(row, bundleValues, cell, product, isFixed ? product.Prices.FirstOrDefault()?.Price : null);
        }
        else if (Value(row, bundleOptions) is { } options)
        {
            // As the sample data writes it: a choice a line, "Strap|radio:SKU-1,SKU-2".
            ReadBundle(row, bundleOptions, string.Join('|', Split(options, '\n').SelectMany(Selections)), product, null);
        }
    }

    private static IEnumerable<string> Selections(string option)
    {
        var parts = option.Split(':', 2);
        var kind = parts[0].Split('|', 2);
        return Split(parts.Length == 2 ? parts[1] : "", ',').Select(sku => $"name={kind[0].Replace('=', '-')},type={kind.ElementAtOrDefault(1)},sku={sku}");
    }

    /// <summary>The cell; null when it is blank or says that it is empty.</summary>
    private static string? Value(SourceRow row, int column) => Said(row, column) is { } cell && cell != Empty ? cell : null;

    /// <summary>Below the root that every shop has and nobody sees.</summary>
    private static string Path(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return string.Join(" > ", parts is [var root, ..] && root.Equals("Default Category", StringComparison.OrdinalIgnoreCase) ? parts[1..] : parts);
    }

    private const string Empty = "__EMPTY__VALUE__";
}
