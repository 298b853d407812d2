using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;
using CrossSell.Core.Exchange;
using static CrossSell.Admin.Features.Exchange.ExchangeTexts;

namespace CrossSell.Admin.Features.Exchange;

/// <summary>Says in words what a file was recognised as, and what an import would do.</summary>
internal static class ImportWords
{
    public static readonly IReadOnlyList<ExchangeKind> Kinds =
        [ExchangeKind.Products, ExchangeKind.Listings, ExchangeKind.Links, ExchangeKind.Orders, ExchangeKind.Bundles];

    public static string Kind(ExchangeKind kind) => kind switch
    {
        ExchangeKind.Products => L["Products"],
        ExchangeKind.Listings => L["Prices and stock"],
        ExchangeKind.Links => L["Links"],
        ExchangeKind.Bundles => L["Bundles"],
        _ => L["Orders"],
    };

    public static string Step(ImportStep step) => step switch
    {
        ImportStep.File => L["File"],
        ImportStep.Columns => L["Columns"],
        ImportStep.Shop => L["Shop"],
        ImportStep.Check => L["Check"],
        _ => L["Result"],
    };

    public static string Delimiter(char delimiter) =>
        delimiter switch { ';' => L["columns by semicolons"], '\t' => L["columns by tabs"], '|' => L["columns by bars"], _ => L["columns by commas"] };

    public static string Encoding(FileEncoding encoding) => encoding switch
    {
        FileEncoding.Windows1252 => "Windows-1252",
        FileEncoding.Utf16LittleEndian or FileEncoding.Utf16BigEndian => "UTF-16",
        _ => "UTF-8",
    };

    /// <summary>What the amounts of the file show; null where they show nothing.</summary>
    public static string? Decimals(ExchangeFile file) => file.Columns
        .Where(column => ImportFields.ValueOf(file.Kind, column.Guess.Column.Field) == FieldValue.Amount)
        .Aggregate(DecimalMark.Unknown, (mark, column) => Amounts.Join(mark, column.Content.Mark)) switch
    {
        DecimalMark.Comma => L["decimals with a comma"].Value,
        DecimalMark.Point => L["decimals with a point"].Value,
        DecimalMark.Mixed => L["decimals with a comma here and a point there"].Value,
        _ => null,
    };

    /// <summary>How the columns were recognised, and how much that may be relied on.</summary>
    public static string Origin(ExchangeFile file) => file.Origin switch
    {
        MappingOrigin.Own => L["The columns are named as CrossSell names them, so nothing has to be chosen."],
        MappingOrigin.Remembered => L["A file with these columns was imported before. It is read the same way; you can change it here."],
        MappingOrigin.Chosen => L["Read as you chose. This is remembered for the next file with these columns."],
        _ => file.Sureness switch
        {
            Sureness.Sure => L["All needed columns were recognised by name. Check them, then go on."],
            Sureness.Likely => L["Some columns were recognised by what they contain. Check them, then go on."],
            _ => L["A needed column was not recognised. Choose it below."],
        },
    };

    /// <summary>Why the column is taken for what it is; blank where a person said it.</summary>
    public static string Reason(GuessReason reason) => reason switch
    {
        GuessReason.OwnName => L["CrossSell's own name"],
        GuessReason.Name => L["by its name"],
        GuessReason.KnownSkus => L["contains SKUs of your products"],
        GuessReason.Gtins => L["contains EANs with a valid check digit"],
        GuessReason.Amounts => L["contains amounts"],
        GuessReason.Codes => L["a different code in each row"],
        GuessReason.Attribute => L["one of your attributes"],
        GuessReason.Other => L["another column is used for this"],
        GuessReason.KeptAside => L["not needed for prices and stock; choose Products to change it"],
        _ => L["not recognised"],
    };

    public static string Field(ExchangeKind kind, string field, CatalogueFields catalogue) =>
        field == ImportChanges.NewProduct ? L["New product"] : ImportFields.Of(kind, catalogue).FirstOrDefault(known => known.Key == field)?.Words ?? field;

    public static string Fault(ExchangeKind kind, MappingFault fault, CatalogueFields catalogue) => fault.Columns.Count == 0
        ? L["No column is chosen for {0}, which is needed.", Field(kind, fault.Field, catalogue)]
        : L["{0} are both chosen for {1}. Leave one of them aside.", Texts.And(fault.Columns), Field(kind, fault.Field, catalogue)];

    /// <summary>How a cell of the column is understood, where that is another text than the cell: "1,299.00"; null where there is nothing to say.</summary>
    public static string? Reading(ExchangeKind kind, MappedColumn column, ExchangeColumn shown)
    {
        var value = ImportFields.ValueOf(kind, column.Field);
        if (column.Field is null || shown.Samples.Count == 0)
        {
            return null;
        }

        // The sample that says most: the longest.
        var sample = shown.Samples.MaxBy(cell => cell.Length)!;
        var read = ColumnGuess.Reading(kind, column, sample, shown.Content.Mark);
        var said = read is null ? L["cannot be read"].Value : value switch
        {
            FieldValue.Amount => Formats.Fixed(decimal.Parse(read, CultureInfo.InvariantCulture), 2),
            FieldValue.Whole => Formats.Count(long.Parse(read, CultureInfo.InvariantCulture)),
            FieldValue.Date => Formats.Day(DateOnly.Parse(read, CultureInfo.InvariantCulture)),
            _ => read,
        };
        return said == sample ? null : $"{sample} → {said}";
    }

    /// <summary>A value of a change as people read it: amounts in their format, the rest as it is.</summary>
    public static string Value(string field, string value)
    {
        if (value.Length == 0)
        {
            return Formats.None;
        }

        return field switch
        {
            "price" or "compare_at_price" or "cost" when value.Split(' ') is [var number, var code]
                && decimal.TryParse(number, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) =>
                Formats.Amount(Money.FromAmount(amount, Currency.Of(code))),
            "stock" when long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var pieces) => Formats.Count(pieces),
            "published" => value == "yes" ? L["yes"] : L["no"],
            _ => value,
        };
    }
}
