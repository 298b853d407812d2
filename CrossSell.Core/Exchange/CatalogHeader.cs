using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Core.Exchange;

/// <summary>What a catalogue file holds, one row each.</summary>
public enum CatalogFileKind
{
    Products,

    /// <summary>Price, cost and stock of products in channels.</summary>
    Listings,
}

/// <summary>Which column of a file holds what. Columns that are not known are left aside and said; attributes that do not exist are an error.</summary>
internal sealed class CatalogHeader
{
    private static readonly string[] ProductColumns = ["name", "brand", "status", "successor", "kind", "parent", "product_type", "categories", "tax_class", "gtin", "description", "image_urls", "tags"];
    private static readonly string[] ListingColumns = ["channel", "price", "compare_at_price", "cost", "stock", "published"];

    private readonly Dictionary<string, int> at;

    private CatalogHeader(CatalogFileKind kind, Dictionary<string, int> at, List<(AttributeDefinition, int)> attributes, List<(string, int, bool)> texts, List<string> ignored)
    {
        (Kind, this.at, Attributes, Texts, Ignored) = (kind, at, attributes, texts, ignored);
    }

    public CatalogFileKind Kind { get; }

    public IReadOnlyList<(AttributeDefinition Attribute, int Column)> Attributes { get; }

    /// <summary>Names and descriptions by locale.</summary>
    public IReadOnlyList<(string Locale, int Column, bool IsName)> Texts { get; }

    /// <summary>Columns that say nothing to this studio.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>Whether rows say something about one channel.</summary>
    public bool HasListing => at.ContainsKey("channel");

    public int this[string column] => at.GetValueOrDefault(column, -1);

    /// <summary>True when the header looks like a file of this kind.</summary>
    public static CatalogFileKind? Recognise(IReadOnlyList<string> names)
    {
        bool Has(string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
        if (!Has("sku") || Has("order_id") || Has("source_sku"))
        {
            return null;
        }

        return ProductColumns.Any(Has) || names.Any(name => name.StartsWith(Completeness.AttributePrefix, StringComparison.OrdinalIgnoreCase) || name.Contains('@')) ? CatalogFileKind.Products
            : Has("channel") && ListingColumns.Skip(1).Any(Has) ? CatalogFileKind.Listings
            : null;
    }

    public static Outcome<CatalogHeader> Of(IReadOnlyList<string> names, CatalogFileKind kind, IReadOnlyCollection<AttributeDefinition> known)
    {
        var at = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var attributes = new List<(AttributeDefinition, int)>();
        var texts = new List<(string, int, bool)>();
        var ignored = new List<string>();
        string[] wanted = kind == CatalogFileKind.Products ? ["sku", .. ProductColumns, .. ListingColumns] : ["sku", .. ListingColumns];
        for (var column = 0; column < names.Count; column++)
        {
            var name = names[column];
            if (kind == CatalogFileKind.Products && name.StartsWith(Completeness.AttributePrefix, StringComparison.OrdinalIgnoreCase))
            {
                var code = name[Completeness.AttributePrefix.Length..].Trim();
                if (known.FirstOrDefault(attribute => attribute.Code.Equals(code, StringComparison.OrdinalIgnoreCase)) is not { } attribute)
                {
                    return new Refusal(
                        "file.attribute",
                        $"There is no attribute \"{code}\" for the column {name}. {(Nearest(code, known) is { } near ? $"Did you mean {Completeness.AttributePrefix}{near}?" : "Define it under Settings, Attributes, or remove the column.")}",
                        "file");
                }

                attributes.Add((attribute, column));
            }
            else if (kind == CatalogFileKind.Products && name.Split('@') is [var field, { Length: > 1 } locale] && (field.Equals("name", StringComparison.OrdinalIgnoreCase) || field.Equals("description", StringComparison.OrdinalIgnoreCase)))
            {
                texts.Add((locale, column, field.Equals("name", StringComparison.OrdinalIgnoreCase)));
            }
            else if (wanted.Contains(name, StringComparer.OrdinalIgnoreCase) && at.TryAdd(name, column))
            {
                // A known one.
            }
            else if (name.Length > 0 && !name.Equals("error", StringComparison.OrdinalIgnoreCase))
            {
                ignored.Add(name);
            }
        }

        if (!at.ContainsKey("sku") || (kind == CatalogFileKind.Listings && !at.ContainsKey("channel")))
        {
            return new Refusal("file.columns", kind == CatalogFileKind.Products ? "The header has no sku. A product file needs one, and a name for products that are new." : "A listing file needs the columns sku and channel.", "file");
        }

        return at.ContainsKey("channel") || !ListingColumns.Any(at.ContainsKey)
            ? new CatalogHeader(kind, at, attributes, texts, ignored)
            : new Refusal("file.columns", $"The file has a column {ListingColumns.First(at.ContainsKey)} but no channel. Say with a column channel in which shop it counts.", "file");
    }

    private static string? Nearest(string code, IReadOnlyCollection<AttributeDefinition> known) => known
        .Select(attribute => (attribute.Code, Steps: Steps(code.ToUpperInvariant(), attribute.Code.ToUpperInvariant())))
        .Where(pair => pair.Steps <= 2 || pair.Code.StartsWith(code, StringComparison.OrdinalIgnoreCase)).OrderBy(pair => pair.Steps).Select(pair => pair.Code).FirstOrDefault();

    /// <summary>Letters to add, drop or change (Levenshtein).</summary>
    private static int Steps(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var corner = row[0]++;
            for (var j = 1; j <= to.Length; j++)
            {
                (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (from[i - 1] == to[j - 1] ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
