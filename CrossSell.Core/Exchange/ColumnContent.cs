using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;

namespace CrossSell.Core.Exchange;

/// <summary>What the first cells of a column show of what they are.</summary>
/// <param name="Filled">Cells that are not blank.</param>
/// <param name="Distinct">Of them, different ones.</param>
/// <param name="Gtins">Numbers with the check digit of a GTIN.</param>
/// <param name="Amounts">Numbers of any form, whole ones too.</param>
/// <param name="Priced">Of them, those with decimals or a currency.</param>
/// <param name="Codes">Short texts without blanks in them.</param>
/// <param name="Known">SKUs that the catalogue has.</param>
/// <param name="Mark">What the cells show before decimals.</param>
/// <param name="Dates">Dates of any form.</param>
/// <param name="Days">What the dates show of their order.</param>
[Engine]
public sealed record ColumnContent(
    int Filled, int Distinct, int Gtins, int Amounts, int Priced, int Codes, int Known, DecimalMark Mark, int Dates, ColumnForm Days)
{
    private const int LongestCode = 40;

    /// <summary>At least this part of the cells, where there are any.</summary>
    public bool Mostly(int count, double part = 0.7) => Filled > 0 && count >= Filled * part;

    public static ColumnContent Of(IReadOnlyList<string> cells, IReadOnlySet<string> skus)
    {
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentNullException.ThrowIfNull(skus);
        var filled = cells.Where(cell => cell.Length > 0).ToList();
        var mark = DecimalMark.Unknown;
        var (amounts, priced, dates) = (0, 0, 0);
        var days = ColumnForm.Automatic;
        foreach (var cell in filled)
        {
            // "X-1" is a code, and no amount of minus one X.
            if (Dialects.Amounts.TryRead(cell, DecimalMark.Unknown, out var amount) && amount.Whole >= 0
                && (amount.Currency is not { } beside || Dialects.Amounts.IsKnown(beside)))
            {
                amounts++;
                priced += amount.Currency?.Any(letter => !char.IsLetter(letter)) == true || cell.AsSpan().IndexOfAny('.', ',') >= 0 ? 1 : 0;
                mark = Dialects.Amounts.Join(mark, Dialects.Amounts.Shows(cell));
            }

            if (IsDate(cell, out var shown))
            {
                dates++;
                days = days == ColumnForm.Automatic ? shown : days;
            }
        }

        return new ColumnContent(
            filled.Count, filled.Distinct(StringComparer.OrdinalIgnoreCase).Count(), filled.Count(ProductRules.IsGtin), amounts, priced,
            filled.Count(cell => cell.Length <= LongestCode && !cell.Any(char.IsWhiteSpace)), filled.Count(skus.Contains), mark, dates, days);
    }

    /// <summary>Whether it is a date, and whether it shows what comes first: nothing is above 12 but a day.</summary>
    private static bool IsDate(string cell, out ColumnForm shown)
    {
        shown = ColumnForm.Automatic;
        var day = cell.AsSpan();
        var end = day.IndexOfAny(' ', 'T', ',');
        day = end < 0 ? day : day[..end];
        if (DateTime.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return true;
        }

        var mark = day.IndexOfAny('.', '/', '-');
        if (mark is < 1 or > 2 || day.Length < 6)
        {
            return false;
        }

        var rest = day[(mark + 1)..];
        var second = rest.IndexOf(day[mark]);
        if (second is < 1 or > 2 || !int.TryParse(day[..mark], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            || !int.TryParse(rest[..second], NumberStyles.None, CultureInfo.InvariantCulture, out var next)
            || rest[(second + 1)..].ContainsAnyExceptInRange('0', '9') || rest.Length - second - 1 is not (2 or 4))
        {
            return false;
        }

        shown = day[mark] != '/' || first > 12 ? ColumnForm.DayFirst : next > 12 ? ColumnForm.MonthFirst : ColumnForm.Automatic;
        return first is >= 1 and <= 31 && next is >= 1 and <= 31 && (first <= 12 || next <= 12);
    }
}
