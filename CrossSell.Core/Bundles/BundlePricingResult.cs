using CrossSell.Core.Common;

namespace CrossSell.Core.Bundles;

/// <summary>What is left of a net price after cost.</summary>
/// <param name="Percent">Of the net price, unrounded: 24.09 is 24.09 %. Null when the net price is zero.</param>
public sealed record Margin(Money Amount, decimal? Percent)
{
    public static Margin Of(Money net, Money cost) =>
        new(net - cost, net.Minor == 0 ? null : (net.Minor - cost.Minor) * 100m / net.Minor);
}

/// <summary>What a set earns against its parts bought separately.</summary>
/// <param name="PercentPoints">Null when either percentage has no net price to stand on.</param>
public sealed record MarginChange(Money Amount, decimal? PercentPoints);

public enum BreakEvenKind
{
    /// <summary>A cost is missing.</summary>
    Unknown,

    /// <summary>A share of extra buyers, possibly 0, makes up for the discount.</summary>
    Reached,

    /// <summary>Each set earns nothing or loses money: no number of extra buyers helps.</summary>
    Never,
}

/// <summary>The break-even attach rate of a set; <see cref="BundlePricing"/> has the formula.</summary>
/// <param name="Percent">Share of the buyers in percent, unrounded; 0 unless reached.</param>
public readonly record struct BreakEven(BreakEvenKind Kind, decimal Percent);

/// <summary>The part of the set price that falls to one component.</summary>
/// <param name="Line">Index in the request.</param>
/// <param name="ListTotal">All its units at list price.</param>
/// <param name="SetTotal">All its units in the set; over the components these add up to the set price to the cent.</param>
/// <param name="Net"><paramref name="SetTotal"/> without tax.</param>
/// <param name="Cost">All its units; null when unknown.</param>
public sealed record ComponentPrice(int Line, int ProductId, int Quantity, Money ListTotal, Money SetTotal, Money Net, Money? Cost)
{
    public Money Saving => ListTotal - SetTotal;

    /// <summary>Of one unit before the set.</summary>
    public Money UnitPrice { get; init; }

    /// <summary>The rate that its share is taxed at: 2100 is 21 %.</summary>
    public int TaxBasisPoints { get; init; }
}

public enum BundleWarningKind
{
    BelowCost,
    UnderFloor,
    MarginUnknown,
    GivenAway,
    NoSaving,
    MixedTax,
}

public enum BundleWarningLevel
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>A person should look before submitting.</summary>
    Check,

    /// <summary>The set may not be submitted.</summary>
    Blocks,
}

/// <summary>Something about a set price that would cost money or surprise.</summary>
public sealed record BundleWarning(BundleWarningKind Kind, BundleWarningLevel Level, string Message);

/// <summary>
/// The price of a set in one channel, its split and its margin. Costs, and with them every margin, are null when the cost of any component is unknown.
/// </summary>
/// <param name="Unrounded">The price before <see cref="BundleTerms.Rounding"/>.</param>
/// <param name="SavingPercent">Of the sum of parts, unrounded.</param>
/// <param name="NetPrice">Set price without tax, each component by its own rate.</param>
/// <param name="MissingCosts">Lines whose cost is unknown.</param>
/// <param name="Separately">Margin of the same parts at list price.</param>
public sealed record BundlePrice(
    Money SumOfParts,
    Money Unrounded,
    Money SetPrice,
    Money Saving,
    decimal SavingPercent,
    IReadOnlyList<ComponentPrice> Components,
    Money NetPrice,
    Money? Cost,
    Margin? Margin,
    Margin? Separately,
    MarginChange? Change,
    BreakEven BreakEven,
    IReadOnlyList<int> MissingCosts,
    IReadOnlyList<BundleWarning> Warnings)
{
    /// <summary>True when a warning forbids submitting.</summary>
    public bool IsBlocked => Warnings.Any(warning => warning.Level == BundleWarningLevel.Blocks);
}
