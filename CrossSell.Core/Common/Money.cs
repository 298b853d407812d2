using System.Globalization;

namespace CrossSell.Core.Common;

/// <summary>A currency by its ISO 4217 code with its own number of decimals.</summary>
public readonly record struct Currency
{
    private static readonly Dictionary<string, int> OtherDecimals = new(StringComparer.Ordinal)
    {
        ["BHD"] = 3, ["CLP"] = 0, ["IQD"] = 3, ["ISK"] = 0, ["JOD"] = 3, ["JPY"] = 0, ["KRW"] = 0, ["KWD"] = 3,
        ["LYD"] = 3, ["OMR"] = 3, ["PYG"] = 0, ["TND"] = 3, ["UGX"] = 0, ["VND"] = 0, ["XAF"] = 0, ["XOF"] = 0,
    };

    private Currency(string code) => Code = code;

    public string Code { get; }

    /// <summary>Digits after the decimal mark: 2 for EUR, 0 for JPY.</summary>
    public int Decimals => OtherDecimals.GetValueOrDefault(Code, 2);

    /// <summary>Minor units in one major unit: 100 for EUR.</summary>
    public long Scale => Decimals switch { 0 => 1, 2 => 100, _ => 1000 };

    /// <summary>Throws <see cref="FormatException"/> unless the code is three letters.</summary>
    public static Currency Of(string code) =>
        code is { Length: 3 } && code.All(char.IsAsciiLetter)
            ? new Currency(code.ToUpperInvariant())
            : throw new FormatException($"\"{code}\" is not a currency code of three letters such as EUR.");

    public override string ToString() => Code;
}

/// <summary>An amount in integer minor units (cents) of one currency. Never a double, never mixed with another currency.</summary>
public readonly record struct Money(long Minor, Currency Currency) : IComparable<Money>, ISpanFormattable
{
    // A sign, 19 digits and a point.
    private const int MostDigits = 21;

    /// <summary>Major units as an exact decimal: 12.95.</summary>
    public decimal Amount => (decimal)Minor / Currency.Scale;

    public static Money Zero(Currency currency) => new(0, currency);

    /// <summary>Rounds half away from zero to the currency's decimals.</summary>
    public static Money FromAmount(decimal amount, Currency currency) =>
        new((long)decimal.Round(amount * currency.Scale, 0, MidpointRounding.AwayFromZero), currency);

    public static Money operator +(Money left, Money right) => new(checked(left.Minor + Same(left, right).Minor), left.Currency);

    public static Money operator -(Money left, Money right) => new(checked(left.Minor - Same(left, right).Minor), left.Currency);

    public static Money operator *(Money money, int quantity) => new(checked(money.Minor * quantity), money.Currency);

    public int CompareTo(Money other) => Minor.CompareTo(Same(this, other).Minor);

    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <summary>The amount with the currency's decimals and a point, for files and the API: 1299.00.</summary>
    public string ToInvariant()
    {
        Span<char> text = stackalloc char[MostDigits];
        TryWriteDigits(text, out var length);
        return text[..length].ToString();
    }

    public override string ToString()
    {
        Span<char> text = stackalloc char[MostDigits + 4];
        return TryFormat(text, out var length, default, null) ? text[..length].ToString() : $"{ToInvariant()} {Currency}";
    }

    /// <summary>The same whatever is asked for: amounts for people are written by their format (<see cref="Amount"/>).</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc cref="ToString(string?, IFormatProvider?)"/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        if (!TryWriteDigits(destination, out charsWritten)
            || !destination[charsWritten..].TryWrite(CultureInfo.InvariantCulture, $" {Currency.Code}", out var more))
        {
            charsWritten = 0;
            return false;
        }

        charsWritten += more;
        return true;
    }

    // Not by way of a decimal, which takes several times as long: a panel writes some twenty amounts.
    private bool TryWriteDigits(Span<char> text, out int length)
    {
        var (size, sign) = (unchecked((ulong)(Minor < 0 ? -Minor : Minor)), Minor < 0 ? "-" : "");
        return Currency.Decimals switch
        {
            0 => text.TryWrite(CultureInfo.InvariantCulture, $"{sign}{size}", out length),
            2 => text.TryWrite(CultureInfo.InvariantCulture, $"{sign}{size / 100}.{size % 100:D2}", out length),
            _ => text.TryWrite(CultureInfo.InvariantCulture, $"{sign}{size / 1000}.{size % 1000:D3}", out length),
        };
    }

    private static Money Same(Money left, Money right) =>
        left.Currency == right.Currency ? right : throw new InvalidOperationException($"{left.Currency} and {right.Currency} cannot be mixed.");
}
