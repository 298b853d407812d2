using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;

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
    private static readonly string[] ProductColumns = [
        "name", "brand", "status", "successor", "kind", "parent", "product_type", "categories", "tax_class", "gtin", "description", "image_urls", "tags"];
    private static readonly string[] ListingColumns = ["channel", "price", "compare_at_price", "cost", "stock", "published"];

    private static readonly string[] AmountColumns = ["price", "compare_at_price", "cost"];

    private readonly Dictionary<string, int> at;

    private CatalogHeader(
        CatalogFileKind kind, Dictionary<string, int> at, List<(AttributeDefinition, int)> attributes, List<(string, int, bool)> texts, List<string> ignored,
        List<string> faults, string? channel)
    {
        (Kind, this.at, Attributes, Texts, Ignored, Faults, DefaultChannel) = (kind, at, attributes, texts, ignored, faults, channel);
    }

    public CatalogFileKind Kind { get; }

    public IReadOnlyList<(AttributeDefinition Attribute, int Column)> Attributes { get; }

    /// <summary>Names and descriptions by locale.</summary>
    public IReadOnlyList<(string Locale, int Column, bool IsName)> Texts { get; }

    /// <summary>Columns that say nothing to this studio.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>
    /// What is wrong with the columns, each as a sentence: nothing is imported while there is one, but rows are read on to name what else is wrong.
    /// </summary>
    public List<string> Faults { get; }

    /// <summary>The code of the channel that rows without one are about, or null.</summary>
    public string? DefaultChannel { get; }

    /// <summary>What the file's own columns became, so that errors call them as the file does; null where they are called as ours.</summary>
    public FileMapping? Mapping { get; set; }

    /// <summary>Columns of amounts.</summary>
    public IReadOnlyList<int> Amounts => [.. AmountColumns.Where(at.ContainsKey).Select(name => at[name])];

    /// <summary>What the columns of amounts write before decimals, once the file was looked through.</summary>
    public IReadOnlyDictionary<int, DecimalMark> Marks { get; set; } = new Dictionary<int, DecimalMark>();

    public int this[string column] => at.GetValueOrDefault(column, -1);

    /// <summary>What the columns look like, or null.</summary>
    public static CatalogFileKind? Recognise(IReadOnlyList<string> names)
    {
        bool Has(string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
        if (!Has("sku") || Has("order_id") || Has("source_sku"))
        {
            return null;
        }

        return ProductColumns.Any(Has)
            || names.Any(name => name.StartsWith(Completeness.AttributePrefix, StringComparison.OrdinalIgnoreCase) || name.Contains('@'))
            ? CatalogFileKind.Products
            : ListingColumns.Skip(1).Any(Has) ? CatalogFileKind.Listings
            : null;
    }

    /// <summary>The column that is about one shop while none says which, or null.</summary>
    public static string? WithoutChannel(IReadOnlyList<string> names) => names.Contains("channel", StringComparer.OrdinalIgnoreCase)
        ? null
        : ListingColumns.Skip(1).FirstOrDefault(column => names.Contains(column, StringComparer.OrdinalIgnoreCase));

    /// <param name="channel">The code of the channel that rows without one are about; null when nobody said.</param>
    public static Outcome<CatalogHeader> Of(IReadOnlyList<string> names, CatalogFileKind kind, IReadOnlyCollection<AttributeDefinition> known, string? channel)
    {
        var at = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var attributes = new List<(AttributeDefinition, int)>();
        var texts = new List<(string, int, bool)>();
        var ignored = new List<string>();
        var faults = new List<string>();
        var first = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        string[] wanted = kind == CatalogFileKind.Products ? ["sku", .. ProductColumns, .. ListingColumns] : ["sku", .. ListingColumns];
        for (var column = 0; column < names.Count; column++)
        {
            var name = names[column];
            var attribute = kind == CatalogFileKind.Products && name.StartsWith(Completeness.AttributePrefix, StringComparison.OrdinalIgnoreCase)
                ? name[Completeness.AttributePrefix.Length..].Trim()
                : null;
            var text = kind == CatalogFileKind.Products && name.Split('@') is [var field, { Length: > 1 } of]
                && (field.Equals("name", StringComparison.OrdinalIgnoreCase) || field.Equals("description", StringComparison.OrdinalIgnoreCase))
                    ? (Locale: of, IsName: field.Length == 4)
                    : default;
            if (attribute is null && text.Locale is null && !wanted.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                if (name.Length > 0 && !name.Equals("error", StringComparison.OrdinalIgnoreCase))
                {
                    ignored.Add(name);
                }
            }
            else if (!first.TryAdd(name, column))
            {
                faults.Add(string
                    .Create(CultureInfo.InvariantCulture, $"The column {name} appears twice, as column {first[name] + 1} and {column + 1}. Keep one of them."));
            }
            else if (attribute is not null)
            {
                if (known.FirstOrDefault(one => one.Code.Equals(attribute, StringComparison.OrdinalIgnoreCase)) is { } definition)
                {
                    attributes.Add((definition, column));
                }
                else
                {
                    faults.Add(
                        $"There is no attribute \"{attribute}\" for the column {name}. {(Nearest(attribute, known) is { } near ? $"Did you mean {Completeness.AttributePrefix}{near}?" : "Define it under Settings, Attributes, or remove the column.")}");
                }
            }
            else if (text.Locale is { } locale)
            {
                texts.Add((locale, column, text.IsName));
            }
            else
            {
                at.Add(name, column);
            }
        }

        if (!at.ContainsKey("sku"))
        {
            faults.Insert(0, kind == CatalogFileKind.Products
                ? "The header has no sku. A product file needs one, and a name for products that are new."
                : "The header has no sku. A listing file needs one.");
            return new Refusal("file.columns", string.Join(' ', faults), "file");
        }

        if (channel is null && WithoutChannel(names) is { } about)
        {
            faults.Add(
                $"The file has a column {about}, but no column channel. Choose the shop (on the command line with --channel CODE), or add the column.");
            return new Refusal("file.channel", string.Join(' ', faults), "channel");
        }

        return kind == CatalogFileKind.Listings && !at.Keys.Any(name => ListingColumns.Skip(1).Contains(name, StringComparer.OrdinalIgnoreCase))
            ? new Refusal(
                "file.columns", $"A listing file needs one of the columns {string.Join(", ", ListingColumns.Skip(1))} in addition to sku and channel.", "file")
            : new CatalogHeader(kind, at, attributes, texts, ignored, faults, channel);
    }

    private static string? Nearest(string code, IReadOnlyCollection<AttributeDefinition> known) => known
        .Select(attribute => (attribute.Code, Slips: Slips(code.ToUpperInvariant(), attribute.Code.ToUpperInvariant())))
        .Where(pair => pair.Slips <= 2 || pair.Code.StartsWith(code, StringComparison.OrdinalIgnoreCase)).OrderBy(pair => pair.Slips)
        .Select(pair => pair.Code).FirstOrDefault();

    private static int Slips(string one, string other) => EditDistance.Between(one, other, Math.Max(one.Length, other.Length));
}
