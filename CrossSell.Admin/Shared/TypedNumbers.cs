using System.Globalization;
using CrossSell.Core.Common;

namespace CrossSell.Admin.Shared;

/// <summary>
/// Reads numbers as people type them: 1.299,00 and 1,299.00 and 1299 alike, with or without a currency or percent sign. Nothing that could mean two amounts is
/// guessed.
/// </summary>
public static class TypedNumbers
{
    /// <summary>False unless it is an amount from zero up with no more decimals than the currency has.</summary>
    public static bool TryAmount(string? text, Currency currency, out Money amount)
    {
        amount = Money.Zero(currency);
        if (!TryNumber(text, currency.Decimals, out var number) || number * currency.Scale > 1_000_000_000_000m)
        {
            return false;
        }

        amount = Money.FromAmount(number, currency);
        return true;
    }

    /// <summary>Basis points of a percentage from 0 to 100 with up to two decimals: 10, 12.5, 12,5 %.</summary>
    public static bool TryPercent(string? text, out int basisPoints)
    {
        basisPoints = 0;
        if (!TryNumber(text?.Replace("%", "", StringComparison.Ordinal), 2, out var number) || number > 100)
        {
            return false;
        }

        basisPoints = (int)(number * 100);
        return true;
    }

    public static string Percent(int basisPoints) => (basisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    private static bool TryNumber(string? text, int decimals, out decimal number)
    {
        number = 0;
        var digits = new string([
            .. (text ?? "").Where(letter => !char.IsWhiteSpace(letter) && !char.IsLetter(letter) && letter is not ('€' or '$' or '£' or '¥'))]);
        var mark = digits.LastIndexOfAny([',', '.']);
        var fraction = "";
        if (mark >= 0 && digits.Length - mark - 1 <= decimals)
        {
            (digits, fraction) = (digits[..mark], digits[(mark + 1)..]);
        }

        // What is left of the marks must stand between groups of three digits.
        var groups = digits.Split(',', '.');
        if (groups.Length > 1 && (groups[0].Length is 0 or > 3 || groups.Skip(1).Any(group => group.Length != 3)))
        {
            return false;
        }

        var whole = string.Concat(groups);
        return whole.Length + fraction.Length > 0
            && decimal.TryParse(
                $"{(whole.Length == 0 ? "0" : whole)}.{(fraction.Length == 0 ? "0" : fraction)}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out number);
    }
}
