using System.Buffers;
using System.Globalization;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>Which mark a column of amounts writes before the decimals.</summary>
public enum DecimalMark
{
    /// <summary>No cell of the column says.</summary>
    Unknown,

    Point,

    Comma,

    /// <summary>Some cells write one and some the other: only those that are clear by themselves are read.</summary>
    Mixed,
}

/// <summary>An amount of a file as it was written, before its currency is known.</summary>
/// <param name="Text">As written, where somebody may have to be told; blank where it is plain.</param>
/// <param name="Value">Null when the cell may mean two things: then <see cref="Whole"/> and <see cref="Broken"/> are what.</param>
/// <param name="Whole">With the mark between thousands: 1249 for "1.249".</param>
/// <param name="Broken">With the mark before decimals: 1.249.</param>
/// <param name="Currency">Letters or a sign that stood beside it; null when it stood alone.</param>
public readonly record struct FileAmount(string Text, decimal? Value, decimal Whole, decimal Broken, string? Currency);

/// <summary>
/// Reads amounts as shops and spreadsheets write them: 1249.00, 1.249,00, 1,249.00, 1 249,00, 1'249.00, with the currency before or behind. Where a cell by
/// itself may mean two things (1.249 is 1249 or a bit over one), its column decides: what its other cells show holds for all of it.
/// </summary>
[Engine]
public static class Amounts
{
    /// <summary>More than this is a slip, and would not fit minor units.</summary>
    private const decimal Dearest = 1_000_000_000;

    private const int LongestNumber = 32;

    private static readonly SearchValues<char> NotBeside = SearchValues.Create("+-=@()%/*");

    private static readonly Dictionary<string, string[]> Signs = new(StringComparer.Ordinal)
    {
        ["EUR"] = ["€"], ["GBP"] = ["£"], ["USD"] = ["$", "US$"], ["JPY"] = ["¥", "￥"], ["CNY"] = ["¥", "￥"], ["CHF"] = ["FR", "FR.", "SFR", "SFR."],
        ["SEK"] = ["KR", "KR."],
        ["NOK"] = ["KR", "KR."], ["DKK"] = ["KR", "KR."], ["ISK"] = ["KR", "KR."], ["PLN"] = ["ZŁ"], ["CZK"] = ["KČ"], ["HUF"] = ["FT"], ["INR"] = ["₹"],
        ["TRY"] = ["₺", "TL"],
        ["KRW"] = ["₩"], ["BRL"] = ["R$"], ["CAD"] = ["$", "CA$", "C$"], ["AUD"] = ["$", "A$", "AU$"], ["NZD"] = ["$", "NZ$"], ["ILS"] = ["₪"], ["UAH"] = ["₴"],
        ["VND"] = ["₫"],
        ["TND"] = ["DT"], ["ZAR"] = ["R"], ["MXN"] = ["$", "MX$"], ["SGD"] = ["$", "S$"], ["HKD"] = ["$", "HK$"], ["RON"] = ["LEI"], ["BGN"] = ["ЛВ", "ЛВ."],
    };

    /// <summary>Whether what stood beside an amount is this currency, by its code or its sign.</summary>
    public static bool Is(string beside, Currency currency) =>
        beside.Equals(currency.Code, StringComparison.OrdinalIgnoreCase)
            || Array.Exists(Signs.GetValueOrDefault(currency.Code, []), sign => sign.Equals(beside, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether what stood beside an amount is a currency that is known by its sign, by code or sign.</summary>
    public static bool IsKnown(string beside) => Signs.ContainsKey(beside.ToUpperInvariant())
        || Signs.Values.Any(signs => signs.Contains(beside, StringComparer.OrdinalIgnoreCase));

    /// <summary>What one cell shows of its column's mark; unknown where it shows nothing.</summary>
    public static DecimalMark Shows(ReadOnlySpan<char> cell)
    {
        Span<char> digits = stackalloc char[LongestNumber];
        return Take(cell, digits, out var number, out _) ? Shape(number) is (var mark, false) ? mark : DecimalMark.Unknown : DecimalMark.Unknown;
    }

    /// <summary>Both together.</summary>
    public static DecimalMark Join(DecimalMark one, DecimalMark other) =>
        one == DecimalMark.Unknown ? other : other == DecimalMark.Unknown || one == other ? one : DecimalMark.Mixed;

    /// <param name="mark">What the column writes.</param>
    /// <returns>False when it is no amount.</returns>
    public static bool TryRead(ReadOnlySpan<char> cell, DecimalMark mark, out FileAmount amount)
    {
        amount = default;
        Span<char> room = stackalloc char[LongestNumber];
        if (!Take(cell, room, out var number, out var beside))
        {
            return false;
        }

        var (own, ambiguous) = Shape(number);
        if (ambiguous)
        {
            // One mark and three digits behind it.
            var at = number.IndexOfAny('.', ',');
            var before = number[at] == '.' ? DecimalMark.Point : DecimalMark.Comma;
            var (whole, broken) = (Parse(number, before == DecimalMark.Point ? DecimalMark.Comma : DecimalMark.Point), Parse(number, before));
            if (whole is null || broken is null)
            {
                return false;
            }

            amount = new FileAmount(
                cell.ToString(), mark is DecimalMark.Point or DecimalMark.Comma ? mark == before ? broken : whole : null, whole.Value, broken.Value,
                beside.IsEmpty ? null : beside.ToString());
            return true;
        }

        if (Parse(number, own == DecimalMark.Unknown ? DecimalMark.Point : own) is not { } value)
        {
            return false;
        }

        // Nearly all of them are plain, and nobody asks how they were written.
        amount = new FileAmount(beside.IsEmpty ? "" : cell.ToString(), value, value, value, beside.IsEmpty ? null : beside.ToString());
        return true;
    }

    /// <summary>
    /// The mark that a number shows. Two different marks: the last one. One that comes twice parts thousands, so the other one is it. One, with other than
    /// three digits behind it, more than three or a lone zero before it: that one. One with three digits behind it: not known.
    /// </summary>
    private static (DecimalMark Mark, bool Ambiguous) Shape(ReadOnlySpan<char> number)
    {
        var last = number.LastIndexOfAny('.', ',');
        if (last < 0)
        {
            return (DecimalMark.Unknown, false);
        }

        var (mark, other) = number[last] == '.' ? (DecimalMark.Point, DecimalMark.Comma) : (DecimalMark.Comma, DecimalMark.Point);
        var before = number[..last].TrimStart('-');
        if (before.Contains(number[last] == '.' ? ',' : '.'))
        {
            return (mark, false);
        }

        if (before.Contains(number[last]))
        {
            return (other, false);
        }

        return number.Length - last - 1 != 3 || before.Length is 0 or > 3 || before is "0" || before.Contains(' ')
            ? (mark, false)
            : (DecimalMark.Unknown, true);
    }

    private static decimal? Parse(ReadOnlySpan<char> number, DecimalMark mark)
    {
        var (point, group) = mark == DecimalMark.Comma ? (',', '.') : ('.', ',');
        var end = number.IndexOf(point);
        var whole = end < 0 ? number : number[..end];
        var minus = whole.StartsWith("-");
        whole = minus ? whole[1..] : whole;
        Span<char> plain = stackalloc char[LongestNumber + 1];
        var length = 0;
        if (minus)
        {
            plain[length++] = '-';
        }

        // Thousands are parted by threes or not at all, and by one mark.
        char? parted = null;
        var digits = 0;
        for (var at = 0; at < whole.Length; at++)
        {
            if (char.IsAsciiDigit(whole[at]))
            {
                plain[length++] = whole[at];
                digits++;
                continue;
            }

            if ((whole[at] != group && whole[at] != ' ') || digits == 0 || (parted is null ? digits > 3 : digits != 3 || parted != whole[at]))
            {
                return null;
            }

            (parted, digits) = (whole[at], 0);
        }

        if ((parted is not null && digits != 3) || (whole.IsEmpty && end < 0))
        {
            return null;
        }

        if (end >= 0)
        {
            var decimals = number[(end + 1)..];
            if (decimals.ContainsAnyExceptInRange('0', '9') || (decimals.IsEmpty && whole.IsEmpty))
            {
                return null;
            }

            plain[length++] = '.';
            decimals.CopyTo(plain[length..]);
            length += decimals.Length;
        }

        return decimal.TryParse(plain[..length], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && Math.Abs(value) <= Dearest ? value : null;
    }

    /// <summary>Parts the number from what stands beside it; blanks and apostrophes between thousands become one kind of blank.</summary>
    private static bool Take(ReadOnlySpan<char> cell, Span<char> room, out ReadOnlySpan<char> number, out ReadOnlySpan<char> beside)
    {
        number = default;
        beside = default;
        cell = cell.Trim();
        var first = cell.IndexOfAnyInRange('0', '9');
        var last = cell.LastIndexOfAnyInRange('0', '9');
        if (first < 0)
        {
            return false;
        }

        // A mark or a minus before the first digit, a mark behind the last one, belong to the number.
        if (first > 0 && cell[first - 1] is '.' or ',')
        {
            first--;
        }

        var minus = false;
        var lead = cell[..first].Trim();
        if (lead.EndsWith("-") || lead.EndsWith("\u2212"))
        {
            minus = true;
            lead = lead[..^1].Trim();
        }
        else if (lead.StartsWith("-") || lead.StartsWith("\u2212"))
        {
            minus = true;
            lead = lead[1..].Trim();
        }

        if (last + 1 < cell.Length && cell[last + 1] is '.' or ',')
        {
            last++;
        }

        var tail = cell[(last + 1)..].Trim();
        if (!lead.IsEmpty && !tail.IsEmpty)
        {
            return false;
        }

        beside = lead.IsEmpty ? tail : lead;
        if (beside.Length > 4 || beside.ContainsAny(NotBeside))
        {
            return false;
        }

        var middle = cell[first..(last + 1)];
        if (middle.Length + 1 > room.Length)
        {
            return false;
        }

        var length = 0;
        if (minus)
        {
            room[length++] = '-';
        }

        foreach (var letter in middle)
        {
            room[length++] = letter switch
            {
                ' ' or '\u00A0' or '\u202F' or '\u2009' or '\'' or '\u2019' => ' ',
                _ when char.IsAsciiDigit(letter) || letter is '.' or ',' => letter,
                _ => '?',
            };
        }

        number = room[..length];
        return !number.Contains('?');
    }
}
