using System.Globalization;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Turns cells of a mapped column into the words, numbers and dates of our own files: "aktiv" into active, "12,00" pieces into 12, 24.12.2026 into 2026-12-24.
/// What it does not know stays as it is, and the reader says what is wrong with it.
/// </summary>
[Engine]
internal sealed class CellReading
{
    private const int Remembered = 20_000;

    private static readonly string[] Yes =
        ["yes", "true", "1", "ja", "j", "y", "wahr", "waar", "x", "aktiv", "actief", "active", "online", "enabled", "visible"];
    private static readonly string[] No =
        ["no", "false", "0", "nein", "nee", "n", "falsch", "onwaar", "-", "inaktiv", "inactief", "inactive", "offline", "disabled", "hidden"];

    private static readonly Dictionary<string, string> YesNo = Words(("yes", Yes), ("no", No));
    private static readonly Dictionary<string, string> Status = Words(
        ("active", [.. Yes, "verfügbar", "beschikbaar", "lieferbar", "published", "veröffentlicht", "gepubliceerd"]),
        ("draft", [.. No, "entwurf", "concept", "unpublished"]),
        ("archived", ["archived", "archiviert", "gearchiveerd", "auslaufend", "ausgelaufen", "uitlopend", "discontinued"]));

    private static readonly Dictionary<string, string> Kinds = Words(
        ("simple", ["simple", "einfach", "enkelvoudig", "product", "artikel", "single"]),
        ("parent", ["parent", "family", "configurable", "variable", "master", "vater", "vaterartikel", "hauptartikel", "hoofdartikel", "model"]),
        ("variant", ["variant", "variation", "variante", "child", "kindartikel", "unterartikel"]));

    private static readonly Dictionary<string, string> OrderStates = Words(
        ("sold", ["bezahlt", "betaald", "abgeschlossen", "voltooid", "afgerond", "versendet", "versandt", "verzonden", "offen", "in bearbeitung", "verkauft",
            "verkocht", "erledigt"]),
        ("cancelled", ["storniert", "geannuleerd", "abgebrochen", "annulliert"]),
        ("returned", ["retourniert", "erstattet", "retour", "geretourneerd", "terugbetaald", "zurückgegeben"]));

    private static readonly string[] DateMarks = [".", "/", "-"];
    private static readonly string[] Times = ["", " H:mm", " H:mm:ss", ", H:mm", ", H:mm:ss"];
    private static readonly string[] DayFirst = Dates("d{0}M{0}yyyy", "d{0}M{0}yy");
    private static readonly string[] MonthFirst = Dates("M{0}d{0}yyyy", "M{0}d{0}yy");

    private readonly Dictionary<string, string> read = new(StringComparer.Ordinal);
    private readonly Func<string, string> convert;

    private CellReading(Func<string, string> convert) => this.convert = convert;

    /// <summary>How the cells of this column are read; null as they are.</summary>
    public static CellReading? Of(MappedColumn column) => column.Field?.ToLowerInvariant() switch
    {
        "status" => new CellReading(cell => Word(Status, Word(OrderStates, cell))),
        "published" or "two_way" or "delete" => new CellReading(cell => Word(YesNo, cell)),
        "kind" => new CellReading(cell => Word(Kinds, cell)),
        "stock" or "quantity" or "position" => new CellReading(cell => Whole(cell, MarkOf(column.Form))),
        "ordered_at" or "valid_from" or "valid_to" => new CellReading(cell => Date(cell, column.Form)),
        _ => null,
    };

    /// <summary>What the form says of the column's decimals; unknown where it says nothing.</summary>
    public static DecimalMark MarkOf(ColumnForm form) => form switch
    {
        ColumnForm.DecimalComma => DecimalMark.Comma,
        ColumnForm.DecimalPoint => DecimalMark.Point,
        _ => DecimalMark.Unknown,
    };

    public ReadOnlySpan<char> Read(ReadOnlySpan<char> cell)
    {
        if (cell.IsEmpty)
        {
            return cell;
        }

        var lookup = read.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(cell, out var known))
        {
            return known;
        }

        var text = cell.ToString();
        var made = convert(text);
        if (read.Count < Remembered)
        {
            read[text] = made;
        }

        return made;
    }

    /// <summary>A date as our own files write it; as it is where it is none that the form knows.</summary>
    public static string Date(string cell, ColumnForm form)
    {
        // Points and hyphens stand between day, month and year, in this order; a slash may stand either way.
        var formats = form == ColumnForm.MonthFirst ? MonthFirst
            : form == ColumnForm.DayFirst || (cell.Length > 4 && cell.AsSpan(1, 2).IndexOfAny('.', '-') >= 0 && !cell.Contains('/')) ? DayFirst
            : [];
        return DateTime.TryParseExact(cell, formats, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var date)
            ? date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : cell;
    }

    /// <summary>A number of pieces without the decimals that some systems write behind it; as it is where it is none.</summary>
    public static string Whole(string cell, DecimalMark mark) =>
        Amounts.TryRead(cell, mark, out var amount) && amount.Currency is null or { Length: > 0 and <= 4 } && amount.Value is { } value
            && value == decimal.Truncate(value)
            ? value.ToString("0", CultureInfo.InvariantCulture)
            : cell;

    private static string Word(Dictionary<string, string> words, string cell) => words.GetValueOrDefault(cell.Trim(), cell);

    private static Dictionary<string, string> Words(params (string Ours, string[] Theirs)[] words)
    {
        var known = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (ours, theirs) in words)
        {
            foreach (var one in theirs)
            {
                known.TryAdd(one, ours);
            }
        }

        return known;
    }

    private static string[] Dates(params string[] days) =>
    [
        .. from day in days
           from mark in DateMarks
           from time in Times
           select string.Format(CultureInfo.InvariantCulture, day, mark == "/" ? "'/'" : $"'{mark}'") + time,
    ];
}

/// <summary>What stands between the cells of a file and its readers: corrections of a person, and the forms of a mapping.</summary>
internal sealed class CellSource
{
    private readonly Dictionary<(int Line, int Column), string> corrected;
    private readonly HashSet<int> leftOut;
    private readonly CellReading?[] readings;

    private CellSource(SniffedFile file)
    {
        corrected = (file.Corrections?.Cells ?? []).ToDictionary(cell => (cell.Line, cell.Column), cell => cell.Value);
        leftOut = [.. file.Corrections?.LeftOut ?? []];
        readings = [.. (file.Mapping?.Columns ?? []).Select(CellReading.Of)];
    }

    /// <summary>Null for a file that is read as it is, so that its cells take no way round.</summary>
    public static CellSource? Of(SniffedFile file) => file.Mapping is null && file.Corrections is null or { IsEmpty: true } ? null : new CellSource(file);

    /// <summary>Whether somebody said that the row is not to be read.</summary>
    public bool IsLeftOut(int line) => leftOut.Count > 0 && leftOut.Contains(line);

    /// <summary>What a person wrote over the cell, or the cell.</summary>
    public ReadOnlySpan<char> Corrected(int line, int column, ReadOnlySpan<char> cell) =>
        corrected.Count > 0 && corrected.TryGetValue((line, column), out var value) ? value : cell;

    /// <summary>The cell in the words of our own files.</summary>
    public ReadOnlySpan<char> Read(int column, ReadOnlySpan<char> cell) =>
        column < readings.Length && readings[column] is { } reading ? reading.Read(cell) : cell;
}
