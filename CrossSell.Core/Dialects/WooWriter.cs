using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// Products as WooCommerce's importer takes them: lists by comma with those in a value written <c>\,</c>; what has no SKU is named <c>id:14</c>; what a
/// spreadsheet would run has an apostrophe before it, which the importer takes off.
/// </summary>
[Engine]
internal sealed class WooWriter(IReadOnlyList<string> columns, WriterShop shop) : DialectWriter(columns, shop)
{
    private const string AttributePrefix = "attribute of ";

    private readonly Dictionary<string, string> names = NamesOf(columns);

    // A file may hold the short text alone: then that is the description.
    private string TextColumn => names.ContainsValue("Description") || !names.ContainsValue("Short description") ? "Description" : "Short description";

    public override IReadOnlyList<string> Order => [.. WooColumns.Known.Select(one => one.Name)];

    public override IReadOnlyList<string> KeyColumns => ["ID", "Type", "SKU", "Name"];

    public override bool IsLink(string column) => column is "Upsells" or "Cross-sells" or "Grouped products";

    public override string? CanonOf(string column) => names.GetValueOrDefault(ColumnBook.Plain(column));

    public override string Guard(string cell) => cell is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{cell}" : cell;

    public override IEnumerable<WrittenRow> Rows(ExportGroup group)
    {
        foreach (var one in group.Products)
        {
            var fact = one.Fact;
            var price = PriceOf(fact);
            var isFamily = fact.Kind == FactKind.Family;
            var cells = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Type"] = one.Links.Any(link => link.Type == LinkWords.Grouped) ? "grouped"
                    : fact.Kind switch { FactKind.Family => "variable", FactKind.Variant => "variation", _ => "simple" },
                ["SKU"] = fact.Sku.StartsWith("id:", StringComparison.OrdinalIgnoreCase) ? "" : fact.Sku,
                ["GTIN, UPC, EAN, or ISBN"] = fact.Gtin ?? "",
                ["Name"] = fact.Name ?? "",
                ["Published"] = Status(fact, "1", fact.Kind == FactKind.Variant ? "0" : "-1"),
                [TextColumn] = fact.Description ?? "",
                ["In stock?"] = fact.Stock == 0 ? "0" : "1",
                ["Stock"] = fact.Stock is { } stock ? Number(stock) : "",
                ["Sale price"] = price?.CompareAt is null ? "" : Amount(price.Price),
                ["Regular price"] = Amount(price?.CompareAt ?? price?.Price),
                ["Categories"] = List(fact.Categories),
                ["Tags"] = List(fact.Tags),
                ["Images"] = List(fact.Pictures),
                ["Parent"] = fact.Kind == FactKind.Variant ? fact.Parent ?? "" : "",
                ["Grouped products"] = Targets(one, LinkWords.Grouped),
                ["Upsells"] = Targets(one, LinkWords.UpSell),
                ["Cross-sells"] = Targets(one, LinkWords.CrossSell),
                ["Brands"] = fact.Brand is null ? "" : List([fact.Brand]),
            };
            if (names.ContainsValue("Cost of goods"))
            {
                // A shop that does not count it has no such column.
                cells["Cost of goods"] = isFamily ? "" : Amount(price?.Cost);
            }

            foreach (var (code, value) in isFamily ? OfFamily(group) : fact.Attributes.Select(attribute => (attribute.Code, List([attribute.Value]))))
            {
                cells[AttributePrefix + code] = value;
            }

            yield return new WrittenRow(fact.Sku.ToUpperInvariant(), fact.Line, cells);
        }
    }

    /// <summary>In the pair of columns that has this attribute's name, else in the first that is free.</summary>
    public override bool Place(IDictionary<string, string> row, string column, string value)
    {
        if (!column.StartsWith(AttributePrefix, StringComparison.Ordinal))
        {
            return false;
        }

        var code = column[AttributePrefix.Length..];
        var number = 1;
        while (row.TryGetValue(NameOf(number), out var name) && name.Length > 0 && !name.Equals(code, StringComparison.OrdinalIgnoreCase))
        {
            number++;
        }

        row[ValueOf(number)] = value;
        if (value.Length > 0 && (!row.TryGetValue(NameOf(number), out var there) || there.Length == 0))
        {
            row[NameOf(number)] = code;
        }

        return true;
    }

    /// <summary>Of a family: what its variants may be.</summary>
    private static IEnumerable<(string Code, string Value)> OfFamily(ExportGroup group) => group.OptionCodes().Select(
        code => (code, List(group.Variants.Select(variant => ExportGroup.ValueOf(variant.Fact, code)).OfType<string>().Distinct(StringComparer.Ordinal))));

    private static string Targets(ExportProduct product, string type) => List(product.Links.Where(link => link.Type == type).Select(link => link.Target));

    private static string List(IEnumerable<string> items) => string.Join(", ", items.Select(item => item.Replace(",", "\\,", StringComparison.Ordinal)));

    private static string NameOf(int number) => $"Attribute {Number(number)} name";

    private static string ValueOf(int number) => $"Attribute {Number(number)} value(s)";

    private static Dictionary<string, string> NamesOf(IReadOnlyList<string> columns)
    {
        var book = new ColumnBook(columns);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        // Those that its reader would take, in whatever language they are.
        foreach (var (name, at) in WooColumns.Find(book).Where(one => WooColumns.Known.Any(known => known.Name == one.Key)))
        {
            names.TryAdd(book.PlainName(at), name);
        }

        foreach (var (number, (name, value)) in WooColumns.AttributesOf(book))
        {
            if (name >= 0)
            {
                names.TryAdd(book.PlainName(name), NameOf(number));
            }

            if (value >= 0)
            {
                names.TryAdd(book.PlainName(value), ValueOf(number));
            }
        }

        return names;
    }
}
