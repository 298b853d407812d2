using System.Text.RegularExpressions;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// UnoPIM's products. A row of a SKU again is another language or channel. A group of variants between family and variant is none of its own here: its
/// variants are the family's.
/// </summary>
[Engine]
internal sealed partial class UnoPimReader : DialectReader
{
    private const int MostLevels = 8;

    private static readonly HashSet<string> Other = new(
        [
            "url_key", "weight", "meta_title", "meta_keywords", "meta_description", "tax_category_id", "visible_individually", "guest_checkout", "channel",
            "product_number", "product_status", "variant_structure", "error", "",
        ], StringComparer.Ordinal);

    private static readonly (string Column, string Type)[] Lists =
    [
        ("related_products", LinkWords.Related), ("cross_sells", LinkWords.CrossSell), ("up_sells", LinkWords.UpSell),
    ];

    private readonly int locale, sku, status, type, parent, family, categories, name, text, shortText, image, brand;
    private readonly List<(int Column, string? Currency, int Cost)> prices = [];
    private readonly List<(int Column, string Type)> lists = [];
    private readonly List<int> options = [];

    public UnoPimReader(SourceTable table)
        : base(table)
    {
        locale = Columns.One("locale");
        sku = Columns.One("sku");
        status = Columns.One("status");
        type = Columns.One("type");
        parent = Columns.One("parent");
        family = Columns.One("attribute_family");
        categories = Columns.One("categories");
        name = Columns.One("name");
        text = Columns.One("description");
        shortText = Columns.One("short_description");
        image = Columns.One("image", "images");
        brand = Columns.One("brand");
        Say(
            ("sku", sku), ("kind", type), ("parent", parent), ("product_type", family), ("categories", categories), ("image_urls", image), ("name", name),
            ("description", text), ("status", status), ("brand", brand));
        foreach (var (column, match) in Columns.All(Price()))
        {
            var currency = match.Groups[1].Success ? match.Groups[1].Value : null;
            prices.Add((column, currency?.ToUpperInvariant(), Columns.One(currency is null ? "cost" : $"cost ({currency})")));
        }

        lists.AddRange(Lists.Select(list => (Columns.One(list.Column), list.Type)).Where(list => list.Item1 >= 0));
        var last = Columns.One("configurable_attributes");
        // Attributes stand behind the column that lists those of the family; without it whatever is nothing else is one.
        for (var column = last + 1; column < Columns.Count; column++)
        {
            if (!Other.Contains(Columns.PlainName(column)) && !Columns.IsUsed(column))
            {
                options.Add(Columns.Use(column));
            }
        }
    }

    protected override void ReadRows()
    {
        var groups = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in Rows.Where(row => Cell(row, type).Equals("variant_group", StringComparison.OrdinalIgnoreCase)))
        {
            if (Said(row, parent) is { } above && Said(row, sku) is { } own)
            {
                groups.TryAdd(own, above);
                Use(row);
            }
        }

        var languages = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in Rows)
        {
            var own = Cell(row, sku);
            if (groups.ContainsKey(own))
            {
                continue;
            }

            if (Known(own) is { } known && Said(row, locale) is { } language && language != languages.GetValueOrDefault(own, language))
            {
                ReadTexts(row, known, language);
            }
            else if (ReadProduct(row, groups) && Said(row, locale) is { } first)
            {
                languages.TryAdd(own, first);
            }
        }

        foreach (var row in Rows)
        {
            if (Known(Cell(row, sku)) is { } product && product.Line == row.Line)
            {
                foreach (var (column, link) in lists)
                {
                    LinkAll(row, column, product.Sku, Split(Cell(row, column), ',', '|'), link);
                }
            }
        }
    }

    private bool ReadProduct(SourceRow row, Dictionary<string, string> groups)
    {
        var above = Said(row, parent);
        // Groups stand a few levels deep; in a file that is wrong they may stand in a circle.
        for (var depth = 0; depth < MostLevels && above is not null && groups.TryGetValue(above, out var higher); depth++)
        {
            above = higher;
        }

        var product = new ProductFact
        {
            Line = row.Line, Sku = Cell(row, sku), Name = Said(row, name), Description = Said(row, text) ?? Said(row, shortText),
            ProductType = Said(row, family),
            Kind = above is not null ? FactKind.Variant
                : Cell(row, type).Equals("configurable", StringComparison.OrdinalIgnoreCase) ? FactKind.Family : FactKind.Simple,
            Parent = above, Status = Yes(Said(row, status), "active", "draft"), Brand = Said(row, brand),
        };
        AddOnce(product.Categories, Split(Cell(row, categories), ','));
        AddOnce(product.Pictures, Split(Cell(row, image), ','));
        foreach (var column in options)
        {
            if (Said(row, column) is { } value)
            {
                product.Attributes.Add((Columns.Name(column), value));
            }
        }

        foreach (var (column, currency, cost) in prices)
        {
            if (!TryPrices(row, product, column, -1, cost, currency))
            {
                return false;
            }
        }

        return Add(row, sku, product);
    }

    private void ReadTexts(SourceRow row, ProductFact product, string language)
    {
        foreach (var (column, isName) in new[] { (name, true), (text, false) })
        {
            if (Said(row, column) is { } said)
            {
                product.Texts.Add(new TextFact(row.Line, Columns.Name(column), language, isName, said));
            }
        }

        Use(row);
    }

    [GeneratedRegex(@"^price(?: \(([a-z]{3})\))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Price();
}
