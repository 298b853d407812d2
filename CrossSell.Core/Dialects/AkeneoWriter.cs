using System.Text.RegularExpressions;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// Products, or product models, as Akeneo takes them: values by attribute and locale, prices by currency, links by type and by whether they name products or
/// models, quantities beside those of quantified types.
/// </summary>
/// <remarks>Every column that is nothing else is an attribute, and is written by its own name.</remarks>
[Engine]
internal sealed partial class AkeneoWriter : DialectWriter
{
    private readonly string sku, family, name, text, picture, brand, gtin, cost;
    private readonly bool isModel;
    private readonly Dictionary<string, string> types = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> written = new(StringComparer.OrdinalIgnoreCase);

    public AkeneoWriter(IReadOnlyList<string> columns, WriterShop shop)
        : base(columns, shop)
    {
        foreach (var column in columns)
        {
            written.TryAdd(column.Trim(), column.Trim());
        }

        isModel = IsOfModels(columns);
        sku = First("sku", "identifier", "code") ?? "sku";
        family = isModel ? "family_variant" : "family";
        name = Code("name", "title", "product_name", "label", "erp_name") ?? "name";
        text = Code("description", "long_description", "short_description") ?? "description";
        picture = Code("picture", "image", "images", "image_1", "image_2", "image_3", "photo", "main_image", "media") ?? "image";
        brand = Code("brand", "manufacturer", "marque") ?? "brand";
        gtin = Code("ean", "gtin", "ean13", "upc", "barcode") ?? "ean";
        cost = First("cost", "cost-eur", "cost-usd", "cost-gbp") ?? $"cost-{shop.Currency ?? "EUR"}";
        for (var at = 0; at < Columns.Count; at++)
        {
            if (Association().Match(Columns.PlainName(at)) is { Success: true } match)
            {
                // The codes of types are written as the shop wrote them.
                types.TryAdd(LinkWords.Of(Columns.Name(at).Trim()[..match.Groups[1].Length]), Columns.Name(at).Trim()[..match.Groups[1].Length]);
            }
        }
    }

    /// <summary>Whether a file with these columns is one of product models.</summary>
    public static bool IsOfModels(IReadOnlyList<string> columns)
    {
        var book = new ColumnBook(columns);
        return book.Has("family_variant") || (book.Has("code") && !book.Has("sku") && !book.Has("identifier"));
    }

    public override IReadOnlyList<string> Order =>
        [sku, "code", "categories", "enabled", "family", "family_variant", "groups", "parent", name, text, brand, gtin, picture];

    public override IReadOnlyList<string> KeyColumns => [sku];

    public override char Delimiter => ';';

    public override bool IsLink(string column) => Association().IsMatch(column) || column.EndsWith("-products-quantity", StringComparison.OrdinalIgnoreCase)
        || column.EndsWith("-product_models-quantity", StringComparison.OrdinalIgnoreCase);

    public override string? CanonOf(string column) => column.Trim();

    public override IEnumerable<WrittenRow> Rows(ExportGroup group)
    {
        foreach (var one in group.Products.Where(product => (product.Fact.Kind == FactKind.Family) == isModel))
        {
            var fact = one.Fact;
            var cells = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [Own(sku)] = fact.Sku,
                [Own("categories")] = string.Join(',', fact.Categories),
                [Own(family)] = fact.ProductType ?? "",
                [Own(brand)] = fact.Brand ?? "",
                [Own(gtin)] = fact.Gtin ?? "",
                [Own(picture)] = string.Join(',', fact.Pictures),
            };
            if (!isModel)
            {
                cells[Own("enabled")] = Status(fact, "1", "0");
                cells[Own("parent")] = fact.Parent ?? "";
            }

            Texts(cells, fact, name, isName: true, fact.Name);
            Texts(cells, fact, text, isName: false, fact.Description);
            foreach (var price in fact.Prices)
            {
                cells[Own(price.Currency is { } currency ? $"price-{currency}" : "price")] = Amount(price.Price);
            }

            cells[Own(cost)] = Amount(fact.Prices.FirstOrDefault()?.Cost);
            foreach (var (code, value) in fact.Attributes)
            {
                cells[Own(code)] = value;
            }

            Links(cells, one);
            yield return new WrittenRow(fact.Sku.ToUpperInvariant(), fact.Line, cells);
        }
    }

    private void Texts(Dictionary<string, string> cells, ProductFact fact, string code, bool isName, string? main)
    {
        var said = fact.Texts.Where(one => one.IsName == isName).ToList();
        foreach (var one in said)
        {
            cells[one.Column.Length > 0 ? one.Column.Trim() : Own($"{code}-{one.Locale.Replace('-', '_')}")] = one.Text;
        }

        if (said.Count == 0 && main is not null)
        {
            cells[Own(Columns.Count == 0 || Columns.Has(code) ? code : PlainCode(code))] = main;
        }
    }

    /// <summary>The column of the attribute that the source has: by locale where it has it only so.</summary>
    private string PlainCode(string code) => Enumerable.Range(0, Columns.Count).Select(Columns.PlainName)
        .FirstOrDefault(column => column.StartsWith($"{code}-", StringComparison.Ordinal)) ?? code;

    private void Links(Dictionary<string, string> cells, ExportProduct one)
    {
        foreach (var list in one.Links.GroupBy(link => (link.Type, link.IsFamily)))
        {
            var column = $"{types.GetValueOrDefault(list.Key.Type) ?? CodeOf(list.Key.Type)}-{(list.Key.IsFamily ? "product_models" : "products")}";
            cells[Own(column)] = string.Join(',', list.Select(link => link.Target));
            // Only a type that counts has a column for it: another is refused there.
            if (written.ContainsKey($"{column}-quantity") || list.Any(link => link.Quantity > 1))
            {
                cells[Own($"{column}-quantity")] = string.Join('|', list.Select(link => Number(link.Quantity ?? 1)));
            }
        }
    }

    /// <summary>The column as the source writes it; a new one as it is called here.</summary>
    private string Own(string column) => written.GetValueOrDefault(column, column);

    /// <summary>What Akeneo ships the type as, else the code in its form: capitals and underscores.</summary>
    private static string CodeOf(string type) => type switch
    {
        LinkWords.CrossSell => "X_SELL",
        LinkWords.UpSell => "UPSELL",
        LinkWords.Substitute => "SUBSTITUTION",
        _ => type.ToUpperInvariant().Replace('-', '_').Replace(' ', '_'),
    };

    private string? First(params string[] names) => Array.Find(names, Columns.Has);

    private string? Code(params string[] codes) => Array.Find(
        codes, code => Enumerable.Range(0, Columns.Count).Any(column => Columns.PlainName(column) == code
            || Columns.PlainName(column).StartsWith($"{code}-", StringComparison.Ordinal)));

    [GeneratedRegex(@"^(.+)-(?:products|product_models|product_uuids)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Association();
}
