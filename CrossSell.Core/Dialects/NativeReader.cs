using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>Our own files, to say of them what is said of any: how many products, families, links and bundles they hold.</summary>
[Engine]
internal sealed class NativeReader : DialectReader
{
    private static readonly string[] Others =
    [
        "brand", "status", "successor", "product_type", "categories", "tax_class", "gtin", "description", "tags", "channel", "published", "position",
        "quantity", "two_way", "valid_from", "valid_to", "channels", "segment", "state", "origin", "note", "delete", "pricing", "amount", "rounding",
        "stacks_with_codes", "composite", "text", "picture", "slot", "required", "role", "min_quantity", "max_quantity", "discount", "price_delta", "leads",
        "replacements", "variants", "included_bundle", "title", "condition", "limit", "order", "may_repeat",
    ];

    private readonly int sku, kind, parent, name, status, pictures, price, compareAt, cost, stock, source, target, type, bundle, component;
    private readonly List<(int Column, string Locale, bool IsName)> texts = [];

    public NativeReader(SourceTable table)
        : base(table)
    {
        sku = Columns.One("sku");
        kind = Columns.One("kind");
        parent = Columns.One("parent");
        name = Columns.One("name");
        status = Columns.One("status");
        pictures = Columns.One("image_urls");
        price = Columns.One("price");
        compareAt = Columns.One("compare_at_price");
        cost = Columns.One("cost");
        stock = Columns.One("stock");
        source = Columns.One("source_sku");
        target = Columns.One("target_sku");
        type = Columns.One("type");
        bundle = Columns.One("bundle");
        component = Columns.One("component_sku");
        foreach (var other in Others)
        {
            Columns.One(other);
        }

        for (var column = 0; column < Columns.Count; column++)
        {
            if (Columns.PlainName(column) is ['a', 't', 't', 'r', ':', ..] or ['f', 'i', 'e', 'l', 'd', ':', ..])
            {
                Columns.Use(column);
            }

            if (Columns.PlainName(column).Split('@') is ["name" or "description", { Length: > 0 }])
            {
                var parts = Columns.Name(column).Split('@');
                texts.Add((Columns.Use(column), parts[1], parts[0].Equals("name", StringComparison.OrdinalIgnoreCase)));
            }
        }
    }

    protected override void ReadRows()
    {
        var last = "";
        var bundles = new Dictionary<string, BundleFact>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in Rows)
        {
            if (source >= 0 && target >= 0)
            {
                if (Said(row, source) is null || Said(row, target) is null)
                {
                    Refuse(row, Said(row, source) is null ? source : target, "sku.missing", "The SKU is empty; give the product's code.");
                    continue;
                }

                Link(row, target, Cell(row, source), Cell(row, target), Said(row, type) ?? LinkWords.CrossSell);
            }
            else if (component >= 0)
            {
                last = Said(row, bundle) ?? last;
                if (!bundles.ContainsKey(last))
                {
                    bundles.Add(last, new BundleFact(row.Line, last, Said(row, name), null, [], []));
                }

                Use(row);
            }
            else if (Known(Cell(row, sku)) is null)
            {
                ReadProduct(row);
            }
            else
            {
                // The same product in another shop.
                Use(row);
            }
        }

        Facts.Bundles.AddRange(bundles.Values);
    }

    private void ReadProduct(SourceRow row)
    {
        var product = new ProductFact
        {
            Line = row.Line, Sku = Cell(row, sku), Name = Said(row, name), Parent = Said(row, parent),
            Kind = OwnCells.Kind(Cell(row, kind).ToLowerInvariant()) switch
            {
                ProductKind.Parent => FactKind.Family,
                ProductKind.Variant => FactKind.Variant,
                _ => Said(row, parent) is null ? FactKind.Simple : FactKind.Variant,
            },
        };
        if (Said(row, status) is { } word && OwnCells.Status(word.ToLowerInvariant()) is null)
        {
            Refuse(row, status, "status.unreadable", OwnCells.Wrong("status", word, OwnCells.StatusExpected));
            return;
        }

        if (Said(row, kind) is { } what && OwnCells.Kind(what.ToLowerInvariant()) is null)
        {
            Refuse(row, kind, "kind.unreadable", OwnCells.Wrong("kind", what, OwnCells.KindExpected));
            return;
        }

        if (Said(row, stock) is { } pieces && OwnCells.Stock(pieces) is null)
        {
            Refuse(row, stock, "stock.unreadable", OwnCells.Wrong("stock", pieces, OwnCells.StockExpected));
            return;
        }

        if (!TryPrices(row, product, price, compareAt, cost))
        {
            return;
        }

        AddOnce(product.Pictures, Split(Cell(row, pictures), '|', ' ', '\n'));
        foreach (var (column, locale, isName) in texts)
        {
            if (Said(row, column) is { } said)
            {
                product.Texts.Add(new TextFact(row.Line, Columns.Name(column), locale, isName, said));
            }
        }

        Add(row, sku, product);
    }
}
