using System.Globalization;
using CrossSell.Core.Common;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>
/// Reads numbers as people type them, in their own format or in another: 1.299,00 and 1,299.00 and 1 299,00 and 1299 alike, −5 and -5, with or without a
/// currency or percent sign. One mark with three digits behind it can mean two numbers: the person's format decides, and <see cref="Said"/> tells how it was
/// read.
/// </summary>
internal static class TypedNumbers
{
    private const decimal Largest = 1_000_000_000_000m;

    /// <summary>False unless it is an amount from zero up with no more decimals than the currency has.</summary>
    public static bool TryAmount(string? text, Currency currency, out Money amount)
    {
        amount = Money.Zero(currency);
        if (Read(text, currency.Decimals, hasUnit: true) is not { Number: >= 0 and var number } || number * currency.Scale > Largest)
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
        if (Read(text, 2, hasUnit: true) is not { Number: >= 0 and <= 100 and var number })
        {
            return false;
        }

        basisPoints = (int)(number * 100);
        return true;
    }

    /// <summary>False unless it is a whole number from zero up: 1299, 1,299, 1.299.</summary>
    public static bool TryWhole(string? text, out int whole)
    {
        whole = 0;
        if (Read(text, 0) is not { Number: >= 0 and <= int.MaxValue and var number })
        {
            return false;
        }

        whole = (int)number;
        return true;
    }

    /// <summary>A number of any sign; a percent sign may follow.</summary>
    /// <param name="decimals">At most so many digits behind the mark.</param>
    public static bool TryNumber(string? text, int decimals, out decimal number)
    {
        var read = Read(text?.Trim().TrimEnd('%'), decimals);
        number = read?.Number ?? 0;
        return read is not null && Math.Abs(number) < Largest;
    }

    /// <summary>
    /// "Read as 1,299.00" where somebody else might read what was typed as another number, or where it was typed in another format than the person's; null
    /// where nothing needs saying, and for what cannot be read.
    /// </summary>
    /// <param name="decimals">As it was read with.</param>
    /// <param name="isAmount">Says all the decimals.</param>
    public static string? Said(string? text, int decimals, bool isAmount = false) =>
        Read(text, decimals, hasUnit: true) is { IsPlain: false, Number: var number } && Math.Abs(number) < Largest
            ? L["Read as {0}", isAmount ? Formats.Fixed(number, decimals) : Formats.Number(number, decimals)].Value
            : null;

    // What is left when blanks, signs and units are gone must be digits with marks: the last mark parts the decimals where it can, all others stand between
    // groups of three.
    private static Typed? Read(string? text, int decimals, bool hasUnit = false)
    {
        var (digits, isNegative) = Bare(text, hasUnit);
        if (digits.Length is 0 or > 24 || digits.Any(letter => letter is not (>= '0' and <= '9' or '.' or ',')))
        {
            return null;
        }

        var format = Formats.Current.Choice;
        var last = digits.LastIndexOfAny(['.', ',']);
        var (isPlain, fraction) = (true, "");
        if (last >= 0)
        {
            var mark = digits[last];
            var behind = digits.Length - last - 1;
            if (PartsDecimals(digits, last, decimals, format, out var isUnsure))
            {
                (digits, fraction) = (digits[..last], digits[(last + 1)..]);
                isPlain = mark == format.Mark && !isUnsure;
            }
            else
            {
                isPlain = mark == format.Group && !isUnsure;
            }

            isPlain &= behind == 0 || !digits.Any(letter => letter is '.' or ',' && letter != format.Group);
        }

        var groups = digits.Split('.', ',');
        if ((groups.Length > 1 && (groups[0].Length is 0 or > 3 || groups.Skip(1).Any(group => group.Length != 3)))
            || (digits.Contains('.', StringComparison.Ordinal) && digits.Contains(',', StringComparison.Ordinal)))
        {
            return null;
        }

        var whole = string.Concat(groups);
        if (whole.Length + fraction.Length == 0
            || !decimal.TryParse($"0{whole}.{fraction}0", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return new Typed(isNegative ? -number : number, isPlain);
    }

    /// <param name="isUnsure">Whether it could as well be the other way round.</param>
    private static bool PartsDecimals(string digits, int last, int decimals, FormatChoice format, out bool isUnsure)
    {
        isUnsure = false;
        var (mark, behind) = (digits[last], digits.Length - last - 1);
        if (behind > decimals || digits.IndexOf(mark, StringComparison.Ordinal) != last)
        {
            return false;
        }

        // 1,299: three digits behind the only mark, one to three before it, which are no zero.
        if (behind != 3 || digits.IndexOfAny(['.', ',']) != last || last is 0 or > 3 || digits[0] == '0')
        {
            return true;
        }

        isUnsure = true;
        return mark == format.Mark || mark != format.Group;
    }

    private static (string Digits, bool IsNegative) Bare(string? text, bool hasUnit)
    {
        var bare = new string([.. (text ?? "").Where(letter => !char.IsWhiteSpace(letter) && letter is not ('\'' or '’')
            && !(hasUnit && (char.IsLetter(letter) || letter is '€' or '$' or '£' or '¥' or '%')))]);
        return bare.Length > 0 && bare[0] is ('-' or '−' or '–') ? (bare[1..], true) : (bare, false);
    }

    /// <param name="IsPlain">Whether it reads the same to everybody, or is in the person's own format and can mean nothing else.</param>
    private sealed record Typed(decimal Number, bool IsPlain);
}
