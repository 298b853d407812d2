using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// Bagisto's products: <c>parent_sku</c> or <c>configurable_variants</c> make families, <c>bundle_options</c> bundles; a SKU again is another language.
/// </summary>
[Engine]
internal sealed class BagistoReader : DialectReader
{
    private static readonly (string Column, string Type)[] Lists =
    [
        ("related_skus", LinkWords.Related), ("cross_sell_skus", LinkWords.CrossSell), ("up_sell_skus", LinkWords.UpSell),
    ];

    private readonly int sku, parent, locale, family, type, categories, images, name, text, shortText, status, price, special, specialFrom, specialTo, cost,
        inventories, variants, bundle, associated, brand, gtin;

    private readonly List<(int Column, string Type)> lists = [];

    public BagistoReader(SourceTable table)
        : base(table)
    {
        sku = Columns.One("sku");
        parent = Columns.One("parent_sku", "parent");
        locale = Columns.One("locale");
        family = Columns.One("attribute_family_code");
        type = Columns.One("type");
        categories = Columns.One("categories");
        images = Columns.One("images");
        name = Columns.One("name");
        text = Columns.One("description");
        shortText = Columns.One("short_description");
        status = Columns.One("status");
        price = Columns.One("price");
        special = Columns.One("special_price");
        specialFrom = Columns.One("special_price_from");
        specialTo = Columns.One("special_price_to");
        cost = Columns.One("cost");
        inventories = Columns.One("inventories");
        variants = Columns.One("configurable_variants");
        bundle = Columns.One("bundle_options");
        associated = Columns.One("associated_skus");
        brand = Columns.One("brand");
        gtin = Columns.One("ean", "gtin", "barcode");
        Say(
            ("sku", sku), ("kind", type), ("parent", parent), ("product_type", family), ("categories", categories), ("image_urls", images), ("name", name),
            ("description", text), ("status", status), ("price", price), ("compare_at_price", price), ("cost", cost), ("stock", inventories),
            ("component_sku", bundle), ("brand", brand), ("gtin", gtin));
        lists.AddRange(Lists.Select(list => (Columns.One(list.Column), list.Type)).Where(list => list.Item1 >= 0));
    }

    protected override void ReadRows()
    {
        var firstLocales = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in Rows)
        {
            var own = Cell(row, sku);
            if (Said(row, locale) is { } language && Known(own) is { } known && language != firstLocales.GetValueOrDefault(own, language))
            {
                ReadTexts(row, known, language);
            }
            else if (ReadProduct(row) && Said(row, locale) is { } first)
            {
                firstLocales.TryAdd(own, first);
            }
        }

        foreach (var row in Rows)
        {
            if (Known(Cell(row, sku)) is { } product && product.Line == row.Line)
            {
                ReadFamily(row, product);
                foreach (var (column, link) in lists)
                {
                    LinkAll(row, column, product.Sku, Split(Cell(row, column), ',', '|'), link);
                }

                ReadGroup(row, product);
                if (Said(row, bundle) is { } options)
                {
                    ReadBundle(row, bundle, options, product, null);
                }
            }
        }
    }

    private bool ReadProduct(SourceRow row)
    {
        var product = new ProductFact
        {
            Line = row.Line, Sku = Cell(row, sku), Name = Said(row, name), Description = Said(row, text) ?? Said(row, shortText),
            ProductType = Said(row, family),
            Kind = Said(row, parent) is not null ? FactKind.Variant
                : Cell(row, type).Equals("configurable", StringComparison.OrdinalIgnoreCase) ? FactKind.Family : FactKind.Simple,
            Parent = Said(row, parent), Status = Yes(Said(row, status), "active", "draft"), Brand = Said(row, brand), Gtin = Barcode(row, gtin),
            Stock = PiecesOf(Cell(row, inventories)),
        };
        AddOnce(product.Categories, Split(Cell(row, categories), ',', '|').Select(path => string.Join(" > ", Split(path, '/'))));
        AddOnce(product.Pictures, Split(Cell(row, images), ',', '|'));
        var isSpecial = Said(row, special) is not null && Said(row, specialFrom) is null && Said(row, specialTo) is null;
        return TryPrices(row, product, isSpecial ? special : price, isSpecial ? price : -1, cost) && Add(row, sku, product);
    }

    private void ReadTexts(SourceRow row, ProductFact product, string language)
    {
        foreach (var (column, isName) in new[] { (name, true), (text, false) })
        {
            if (Said(row, column) is { } said)
            {
                product.Texts.Add(new TextFact(row.Line, Columns.Name(column), language, isName, said));
                Use(row);
            }
        }
    }

    private void ReadFamily(SourceRow row, ProductFact product)
    {
        foreach (var entry in Split(Cell(row, variants), '|'))
        {
            var fields = Fields(entry);
            if (!fields.Remove("sku", out var variant) || variant.Length == 0)
            {
                Refuse(row, variants, "variant.unreadable", $"The variant \"{Short(entry)}\" names no SKU; write sku=CODE,color=Red.");
                continue;
            }

            if (Known(variant) is not { } child)
            {
                Refuse(row, variants, "variant.unknown", $"There is no row for the variant {variant}. Export it as well.");
                continue;
            }

            if (child == product)
            {
                continue;
            }

            (child.Kind, child.Parent) = (FactKind.Variant, child.Parent ?? product.Sku);
            foreach (var (code, value) in fields.Where(field => field.Value.Length > 0))
            {
                child.Attributes.Add((code, value));
            }
        }
    }

    private void ReadGroup(SourceRow row, ProductFact product)
    {
        var position = 0;
        foreach (var entry in Split(Cell(row, associated), ',', '|'))
        {
            var mark = entry.LastIndexOf('=');
            var count = mark > 0 ? Whole(entry[(mark + 1)..]) : null;
            Link(row, associated, product.Sku, mark > 0 ? entry[..mark].Trim() : entry, LinkWords.Grouped, ++position, count);
        }
    }

    /// <summary>Of all places together: <c>default=100,berlin=5</c>.</summary>
    private static int? PiecesOf(string cell)
    {
        var counts = Fields(cell).Values.Select(count => Whole(count) ?? 0).ToList();
        return counts.Count == 0 ? null : (int)Math.Min(counts.Sum(count => (long)count), Catalog.ListingEdit.MaxStock);
    }
}
