using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;

namespace CrossSell.Core.Exchange;

/// <summary>Why a column was taken for what it is.</summary>
public enum GuessReason
{
    /// <summary>Nothing says what it is.</summary>
    None,

    /// <summary>It is called as our own files call it.</summary>
    OwnName,

    /// <summary>Shops call it so.</summary>
    Name,

    /// <summary>It holds SKUs of the catalogue.</summary>
    KnownSkus,

    /// <summary>It holds numbers with the check digit of a GTIN.</summary>
    Gtins,

    /// <summary>It holds amounts.</summary>
    Amounts,

    /// <summary>It holds codes, each once.</summary>
    Codes,

    /// <summary>It is an attribute of the studio.</summary>
    Attribute,

    /// <summary>Another column is taken for the same field.</summary>
    Other,

    /// <summary>The file is about prices and stock, and names stay as they are.</summary>
    KeptAside,
}

/// <summary>How much a guess may be relied on.</summary>
public enum Sureness
{
    /// <summary>Something that is needed was not found.</summary>
    Unsure,

    /// <summary>By content, or by a name that means other things too.</summary>
    Likely,

    Sure,
}

/// <summary>What a file shows before anybody says what its columns are.</summary>
/// <param name="Names">Of the columns.</param>
/// <param name="Cells">Of each column, the first ones.</param>
/// <param name="Skus">Of the cells, those that are SKUs of the catalogue.</param>
public sealed record GuessInput(IReadOnlyList<string> Names, IReadOnlyList<IReadOnlyList<string>> Cells, IReadOnlySet<string> Skus, CatalogueFields Catalogue)
{
    /// <summary>What parts the columns.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>
    /// Another system's file: only what means the same everywhere is guessed, for its categories, families and states are written in other ways.
    /// </summary>
    public bool IsForeign { get; init; }
}

/// <summary>What a column is taken for.</summary>
public sealed record GuessedColumn(MappedColumn Column, GuessReason Reason, Sureness Sureness);

/// <summary>What a file is taken for.</summary>
public sealed record GuessedFile(ExchangeKind Kind, IReadOnlyList<GuessedColumn> Columns, Sureness Sureness)
{
    public FileMapping Mapping => new(Kind, [.. Columns.Select(column => column.Column)]);
}

/// <summary>
/// Guesses what the columns of a file are by their names and by what their first cells hold. A person sees each guess beside samples and says what is right.
/// </summary>
[Engine]
public static class ColumnGuess
{
    private const int Own = 110;
    private const int Said = 100;
    private const int Shown = 60;
    private const int Weak = 40;

    // Names that mean other things too: another column that is called by its own name wins.
    private static readonly HashSet<string> WeakNames = new(
        ["id", "code", "nr", "nummer", "number", "ref", "reference", "referentie", "product", "produkt", "article", "artikel", "item", "group", "supplier",
            "lieferant", "leverancier", "menge", "lager", "units", "available", "order", "date", "datum", "omschrijving", "verkoop", "state", "labels", "make",
            "ordernumber", "from", "to", "von", "nach", "van", "naar", "position"], StringComparer.Ordinal);

    private static readonly HashSet<string> SameEverywhere =
        new(["sku", "name", "brand", "gtin", "description", "price", "compare_at_price", "cost", "stock"], StringComparer.Ordinal);

    /// <param name="kind">What a person says the file holds; null to guess that too.</param>
    public static GuessedFile Of(GuessInput input, ExchangeKind? kind = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        var content = input.Cells.Select(cells => ColumnContent.Of(cells, input.Skus)).ToList();
        var found = kind is { } told ? told : KindOf(input, content);
        var columns = Columns(input, content, found);
        if (kind is null && found == ExchangeKind.Products && IsAboutPrices(columns, content))
        {
            found = ExchangeKind.Listings;
        }

        if (found == ExchangeKind.Listings)
        {
            columns = [.. columns.Select(column => column.Column.Field is { } field && ImportFields.Of(found).All(known => known.Key != field)
                ? new GuessedColumn(column.Column with { Field = null, Form = ColumnForm.Automatic }, GuessReason.KeptAside, Sureness.Likely)
                : column)];
        }

        columns = Forms(input, content, columns, found);
        var mapping = new FileMapping(found, [.. columns.Select(column => column.Column)]);
        var needed = columns.Where(column => ImportFields.IsNeeded(found, column.Column.Field ?? "")).ToList();
        return new GuessedFile(
            found, columns,
            ImportFields.Faults(mapping).Count > 0 ? Sureness.Unsure
                : needed.Any(column => column.Sureness != Sureness.Sure) ? Sureness.Likely : Sureness.Sure);
    }

    private static ExchangeKind KindOf(GuessInput input, List<ColumnContent> content)
    {
        foreach (var kind in new[] { ExchangeKind.Orders, ExchangeKind.Links })
        {
            var columns = Columns(input, content, kind);
            // "Artikelnummer;Zubehör" is a list of links, and so is "sku;price" none: what is needed has to be there by names that are not weak together.
            if (ImportFields.Of(kind).Where(field => field.IsNeeded).All(field => columns.Any(column => column.Column.Field == field.Key))
                && columns.Any(column => column.Sureness == Sureness.Sure && ImportFields.IsNeeded(kind, column.Column.Field ?? "")
                    && (kind == ExchangeKind.Orders ? column.Column.Field == "order_id" : column.Column.Field == "target_sku")))
            {
                return kind;
            }
        }

        return ExchangeKind.Products;
    }

    /// <summary>Prices and stock of products that are there already, or that the file says nothing else of.</summary>
    private static bool IsAboutPrices(IReadOnlyList<GuessedColumn> columns, List<ColumnContent> content)
    {
        var fields = columns.Select(column => column.Column.Field).OfType<string>().ToList();
        if (!fields.Intersect(["price", "compare_at_price", "cost", "stock"]).Any())
        {
            return false;
        }

        var others = fields.Except(["sku", "channel", "price", "compare_at_price", "cost", "stock", "published"]).ToList();
        var sku = columns.ToList().FindIndex(column => column.Column.Field == "sku");
        return others.Count == 0
            || (sku >= 0 && content[sku].Mostly(content[sku].Known, 0.5)
                && others.All(field => field is "name" or "brand" or "gtin" or "description" or "categories"));
    }

    private static List<GuessedColumn> Columns(GuessInput input, List<ColumnContent> content, ExchangeKind kind)
    {
        var offers = new List<(int Column, string Field, int Score, GuessReason Reason)>();
        for (var at = 0; at < input.Names.Count; at++)
        {
            offers.AddRange(Offers(input, content[at], kind, input.Names[at]).Select(offer => (at, offer.Field, offer.Score, offer.Reason)));
        }

        // No column is called a SKU: the first that holds codes, each once; else the GTIN, by which products can be told apart too.
        if (kind is ExchangeKind.Products or ExchangeKind.Listings && !offers.Exists(offer => offer.Field == "sku"))
        {
            var codes = content.FindIndex(column => column.Mostly(column.Codes, 1) && column.Distinct == column.Filled && !column.Mostly(column.Priced, 0.3)
                && !column.Mostly(column.Dates, 0.3) && !column.Mostly(column.Gtins, 0.9));
            codes = codes >= 0 && !offers.Exists(offer => offer.Column == codes && offer.Score >= Said) ? codes
                : offers.Where(offer => offer.Field == "gtin").Select(offer => offer.Column).DefaultIfEmpty(-1).First();
            if (codes >= 0)
            {
                offers.Add((codes, "sku", Said + 1, GuessReason.Codes));
            }
        }

        var (fields, columns) = (new HashSet<string>(StringComparer.OrdinalIgnoreCase), new Dictionary<int, GuessedColumn>());
        foreach (var (column, field, score, reason) in offers.OrderByDescending(offer => offer.Score).ThenBy(offer => offer.Column))
        {
            if (!columns.ContainsKey(column) && fields.Add(field))
            {
                columns[column] = new GuessedColumn(
                    new MappedColumn(input.Names[column], field), reason,
                    reason is GuessReason.Codes or GuessReason.Gtins or GuessReason.Amounts || score < Shown ? Sureness.Likely : Sureness.Sure);
            }
        }

        // A file that knows one price only sells at it.
        if (!fields.Contains("price")
            && columns.FirstOrDefault(column => column.Value.Column.Field == "compare_at_price") is { Value: { } only, Key: var place })
        {
            columns[place] = only with { Column = only.Column with { Field = "price" }, Sureness = Sureness.Likely };
        }

        return
        [
            .. Enumerable.Range(0, input.Names.Count).Select(at => columns.GetValueOrDefault(at) ?? new GuessedColumn(
                new MappedColumn(input.Names[at], null), offers.Exists(offer => offer.Column == at) ? GuessReason.Other : GuessReason.None, Sureness.Likely)),
        ];
    }

    private static IEnumerable<(string Field, int Score, GuessReason Reason)> Offers(GuessInput input, ColumnContent content, ExchangeKind kind, string name)
    {
        var known = ImportFields.Of(kind, input.Catalogue);
        if (known.FirstOrDefault(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } own
            && (!input.IsForeign || SameEverywhere.Contains(own.Key)))
        {
            yield return (own.Key, Own, GuessReason.OwnName);
        }

        if (ColumnNames.FieldOf(kind, name) is { } named && Holds(content, ImportFields.ValueOf(kind, named))
            && (!input.IsForeign || SameEverywhere.Contains(named)))
        {
            var score = WeakNames.Contains(ColumnNames.Plain(name)) ? Weak : Said;
            yield return (named, score, GuessReason.Name);
        }

        if (kind is ExchangeKind.Products or ExchangeKind.Listings)
        {
            if (content.Mostly(content.Known, 0.5))
            {
                yield return ("sku", Said + 5, GuessReason.KnownSkus);
            }

            if (content.Filled > 1 && content.Mostly(content.Gtins, 0.9))
            {
                yield return ("gtin", Shown, GuessReason.Gtins);
            }

            if (content.Mostly(content.Amounts, 0.9) && content.Mostly(content.Priced, 0.5))
            {
                yield return ("price", Weak - 10, GuessReason.Amounts);
            }
        }

        if (kind == ExchangeKind.Products && !input.IsForeign)
        {
            foreach (var offer in OfStudio(input.Catalogue, name))
            {
                yield return offer;
            }
        }
    }

    /// <summary>Attributes by code or name, and texts by language: "Name (DE)", "description_nl".</summary>
    private static IEnumerable<(string Field, int Score, GuessReason Reason)> OfStudio(CatalogueFields catalogue, string name)
    {
        var plain = ColumnNames.Plain(name);
        foreach (var attribute in catalogue.Attributes.Where(attribute => plain.Length > 0
            && (plain == ColumnNames.Plain(attribute.Code) || plain == ColumnNames.Plain(attribute.Name))))
        {
            yield return (Completeness.AttributePrefix + attribute.Code, Said - 1, GuessReason.Attribute);
        }

        foreach (var locale in catalogue.Locales)
        {
            var end = ColumnNames.Plain(locale);
            if (plain.Length > end.Length && plain.EndsWith(end, StringComparison.Ordinal)
                && ColumnNames.FieldOf(ExchangeKind.Products, plain[..^end.Length]) is { } field && field is "name" or "description")
            {
                yield return ($"{field}@{locale}", Said - 2, GuessReason.Name);
            }
        }
    }

    /// <summary>A column whose cells are nothing of the kind is not what it is called.</summary>
    private static bool Holds(ColumnContent content, FieldValue value) => content.Filled == 0 || value switch
    {
        FieldValue.Amount or FieldValue.Whole => content.Mostly(content.Amounts, 0.5),
        FieldValue.Date => content.Mostly(content.Dates, 0.5),
        _ => true,
    };

    /// <summary>Says how numbers and dates are written where their own column does not show it.</summary>
    private static List<GuessedColumn> Forms(GuessInput input, List<ColumnContent> content, List<GuessedColumn> columns, ExchangeKind kind)
    {
        var others = columns.Index().Where(column => ImportFields.ValueOf(kind, column.Item.Column.Field) == FieldValue.Amount)
            .Aggregate(DecimalMark.Unknown, (mark, column) => Amounts.Join(mark, content[column.Index].Mark));
        var usual = others switch
        {
            DecimalMark.Comma => ColumnForm.DecimalComma,
            DecimalMark.Point => ColumnForm.DecimalPoint,
            // A spreadsheet writes semicolons where the comma is taken.
            _ => input.Delimiter == ';' ? ColumnForm.DecimalComma : ColumnForm.DecimalPoint,
        };
        return [.. columns.Index().Select(column => column.Item with { Column = column.Item.Column with { Form = FormOf(column.Index, column.Item) } })];

        ColumnForm FormOf(int at, GuessedColumn column) => ImportFields.ValueOf(kind, column.Column.Field) switch
        {
            FieldValue.Amount when content[at].Mark == DecimalMark.Unknown && input.Cells[at].Any(IsAmbiguous) => usual,
            // Pieces have no decimals that would show it further down.
            FieldValue.Whole => content[at].Mark switch
            {
                DecimalMark.Comma => ColumnForm.DecimalComma,
                DecimalMark.Point => ColumnForm.DecimalPoint,
                _ => usual,
            },
            FieldValue.Date when content[at].Days != ColumnForm.Automatic => content[at].Days,
            FieldValue.Date when input.Cells[at].Any(cell => cell.Contains('/')) => input.Delimiter == ';' ? ColumnForm.DayFirst : ColumnForm.MonthFirst,
            _ => ColumnForm.Automatic,
        };
    }

    private static bool IsAmbiguous(string cell) => Amounts.TryRead(cell, DecimalMark.Unknown, out var amount) && amount.Value is null;

    /// <summary>What a cell of the column says when it is read so, for who checks the mapping: "1299.00", "2026-12-24"; null where it cannot be read.</summary>
    public static string? Reading(ExchangeKind kind, MappedColumn column, string cell, DecimalMark shown)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(cell);
        var mark = CellReading.MarkOf(column.Form) is var told and not DecimalMark.Unknown ? told : shown;
        switch (ImportFields.ValueOf(kind, column.Field))
        {
            case FieldValue.Amount:
                return Amounts.TryRead(cell, mark, out var amount) && amount.Value is { } value ? value.ToString(CultureInfo.InvariantCulture) : null;
            case FieldValue.Whole:
                return int.TryParse(CellReading.Whole(cell, mark), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                    ? whole.ToString(CultureInfo.InvariantCulture)
                    : null;
            case FieldValue.Date:
                return DateTime.TryParse(CellReading.Date(cell, column.Form), CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                    ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                    : null;
            default:
                return CellReading.Of(column) is { } reading ? reading.Read(cell).ToString() : cell;
        }
    }
}
