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
public readonly record struct Money(long Minor, Currency Currency) : IComparable<Money>
{
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
    public string ToInvariant() => Amount.ToString("F" + Currency.Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public override string ToString() => $"{ToInvariant()} {Currency}";

    private static Money Same(Money left, Money right) =>
        left.Currency == right.Currency ? right : throw new InvalidOperationException($"{left.Currency} and {right.Currency} cannot be mixed.");
}
