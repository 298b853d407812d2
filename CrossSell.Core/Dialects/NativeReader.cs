using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>Our own files, to say of them what is said of any: how many products, families, links and bundles they hold.</summary>
[Engine]
internal sealed class NativeReader : DialectReader
{
    private readonly int sku, kind, parent, name, pictures, source, target, type, bundle, component;
    private readonly List<(int Column, string Locale, bool IsName)> texts = [];

    public NativeReader(SourceTable table)
        : base(table)
    {
        sku = Columns.One("sku");
        kind = Columns.One("kind");
        parent = Columns.One("parent");
        name = Columns.One("name");
        pictures = Columns.One("image_urls");
        source = Columns.One("source_sku");
        target = Columns.One("target_sku");
        type = Columns.One("type");
        bundle = Columns.One("bundle");
        component = Columns.One("component_sku");
        for (var column = 0; column < Columns.Count; column++)
        {
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
            Kind = Cell(row, kind).ToLowerInvariant() switch
            {
                "parent" or "family" => FactKind.Family,
                "variant" => FactKind.Variant,
                _ => Said(row, parent) is null ? FactKind.Simple : FactKind.Variant,
            },
        };
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
