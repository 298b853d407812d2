using System.Globalization;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// WooCommerce's product export. Lists are parted by commas, of which those in a value are written <c>\,</c>; parents and linked products are named by SKU or,
/// where there is none, as <c>id:14</c>.
/// </summary>
[Engine]
internal sealed class WooCommerceReader : DialectReader
{
    private readonly int id, type, sku, gtin, name, published, shortText, text, stock, inStock, sale, regular, categories, tags,
        images, parent, grouped, upSells, crossSells, brands, cost;

    private readonly List<(int Name, int Value)> attributes = [];
    private readonly List<int> saleDates = [];
    private readonly Dictionary<string, string> byId = new(StringComparer.Ordinal);

    public WooCommerceReader(SourceTable table)
        : base(table)
    {
        var roles = WooColumns.Find(Columns);
        int Of(string role) => roles.GetValueOrDefault(role, -1);
        (id, type, sku, gtin, name) = (Of("ID"), Of("Type"), Of("SKU"), Of("GTIN, UPC, EAN, or ISBN"), Of("Name"));
        (published, shortText, text, stock, inStock) = (Of("Published"), Of("Short description"), Of("Description"), Of("Stock"), Of("In stock?"));
        (sale, regular, categories, tags, images) = (Of("Sale price"), Of("Regular price"), Of("Categories"), Of("Tags"), Of("Images"));
        (parent, grouped, upSells, crossSells, brands) = (Of("Parent"), Of("Grouped products"), Of("Upsells"), Of("Cross-sells"), Of("Brands"));
        cost = Of("Cost of goods");
        Say(
            ("sku", sku), ("kind", type), ("gtin", gtin), ("name", name), ("status", published), ("description", text >= 0 ? text : shortText),
            ("stock", stock), ("price", regular), ("compare_at_price", regular), ("cost", cost), ("categories", categories), ("tags", tags),
            ("image_urls", images),
            ("parent", parent), ("brand", brands));
        saleDates.AddRange(Enumerable.Range(0, Columns.Count)
            .Where(column => WooColumns.IsSaleDate(Columns.PlainName(column)) || column == Of("Sale from") || column == Of("Sale to"))
            .Select(Columns.Use));
        var pairs = WooColumns.AttributesOf(Columns);
        attributes.AddRange(pairs.Values.Where(pair => pair is { Name: >= 0, Value: >= 0 }));
        foreach (var column in pairs.Values.SelectMany(pair => new[] { pair.Name, pair.Value }).Where(column => column >= 0))
        {
            Columns.Use(column);
        }
    }

    protected override void ReadRows()
    {
        foreach (var row in Rows)
        {
            if (Said(row, id) is { } number && IdentityOf(row) is { } identity)
            {
                byId.TryAdd(number, identity);
            }
        }

        foreach (var row in Rows)
        {
            ReadProduct(row);
        }

        foreach (var row in Rows)
        {
            if (IdentityOf(row) is { } source && Known(source)?.Line == row.Line)
            {
                Links(row, source, grouped, LinkWords.Grouped);
                Links(row, source, upSells, LinkWords.UpSell);
                Links(row, source, crossSells, LinkWords.CrossSell);
            }
        }
    }

    private void ReadProduct(SourceRow row)
    {
        if (IdentityOf(row) is not { } identity)
        {
            Refuse(row, sku, "sku.missing", "The row has no SKU, no ID and no name; give the product's code.");
            return;
        }

        // A list: "simple, downloadable, virtual"; other plugins add "variable-subscription", "subscription_variation".
        var types = Split(Cell(row, type).ToLowerInvariant(), ',');
        var isVariant = types.Exists(one => one.EndsWith("variation", StringComparison.Ordinal));
        var product = new ProductFact
        {
            Line = row.Line, Sku = identity, Name = Said(row, name), Description = Said(row, text) ?? Said(row, shortText), Gtin = Barcode(row, gtin),
            Kind = isVariant ? FactKind.Variant : types.Exists(one => one.StartsWith("variable", StringComparison.Ordinal)) ? FactKind.Family : FactKind.Simple,
            Status = Said(row, published) switch { null => null, "1" => "active", "0" or "-1" => "draft", var other => Yes(other, "active", "draft") },
            Brand = List(Cell(row, brands)).FirstOrDefault(),
            // A variation that shares its parent's pieces says "parent".
            // A shop that counts nothing says here alone what is sold out.
            Stock = Cell(row, inStock) == "0" ? 0 : Pieces(row, stock),
        };
        // A file of links alone need not say whose variation it is.
        if (isVariant && Table.Content != DialectContent.Links)
        {
            if (Said(row, parent) is not { } named)
            {
                Refuse(row, parent, "parent.missing", "A variation needs its parent: the SKU, or id: and the number.");
                return;
            }

            if (Target(named) is not { } family)
            {
                Refuse(row, parent, "parent.unknown", $"There is no row with the ID {named[3..].Trim()} that {named} names. Export the parent as well.");
                return;
            }

            product.Parent = family;
        }

        AddOnce(product.Categories, List(Cell(row, categories)).Select(Path));
        AddOnce(product.Tags, List(Cell(row, tags)));
        AddOnce(product.Pictures, List(Cell(row, images)));
        foreach (var (named, value) in attributes)
        {
            if (product.Kind != FactKind.Family && Said(row, named) is { } code && List(Cell(row, value)) is { Count: > 0 } values)
            {
                product.Attributes.Add((code, string.Join(", ", values)));
            }
        }

        // A sale between dates is over or not yet there for all that a file can know: then the regular price holds.
        var isDated = saleDates.Exists(column => Said(row, column) is not null);
        var isOnSale = Said(row, sale) is not null && !isDated;
        if (TryPrices(row, product, isOnSale ? sale : regular, isOnSale ? regular : -1, product.Kind == FactKind.Family ? -1 : cost))
        {
            Add(row, sku, product);
        }
    }

    private void Links(SourceRow row, string source, int column, string type)
    {
        var position = 0;
        foreach (var named in List(Cell(row, column)))
        {
            if (Target(named) is { } target)
            {
                Link(row, column, source, target, type, ++position);
            }
            else
            {
                Refuse(
                    row, column, "link.unknown",
                    $"There is no row with the ID {named[3..].Trim()} that {named} names. Export that product as well, or give it a SKU.");
            }
        }
    }

    /// <summary>
    /// The SKU; without one the number that the shop gave it, and in a file that has no numbers either its name, for a variation its parent and what it is of.
    /// </summary>
    private string? IdentityOf(SourceRow row)
    {
        if (Unguarded(Said(row, sku)) is { } own)
        {
            return own;
        }

        if (Said(row, id) is { } number)
        {
            return string.Create(CultureInfo.InvariantCulture, $"id:{number}");
        }

        var values = string.Join('-', attributes.SelectMany(one => List(Cell(row, one.Value))).Select(Slug).Where(value => value.Length > 0));
        return Said(row, parent) is { } family ? values.Length == 0 ? null : Identity($"{family}.{values}")
            : Said(row, name) is { } named && Slug(named) is { Length: > 0 } slug ? Identity(slug)
            : null;
    }

    /// <summary>The identity that a reference means; null for an id of no row.</summary>
    private string? Target(string named) =>
        !named.StartsWith("id:", StringComparison.OrdinalIgnoreCase) ? named
            : byId.GetValueOrDefault(named[3..].Trim()) ?? Table.Known.GetValueOrDefault(named[3..].Trim());

    /// <summary>Parts of a list, of which a comma of their own has a backslash before it.</summary>
    private static List<string> List(string cell)
    {
        if (cell.Length == 0)
        {
            return [];
        }

        const char kept = '\u0001';
        return
        [
            .. cell.Replace("\\,", kept.ToString(), StringComparison.Ordinal).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(part => part.Replace(kept, ',')),
        ];
    }

    private static string Path(string path) => string.Join(" > ", path.Split('>', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
