using CrossSell.Core.Affinity;
using CrossSell.Core.Common;

namespace CrossSell.Core.Suggestions;

/// <summary>What a link may bring a month: an estimate with its range, never a promise.</summary>
public readonly record struct RevenueRange(Money Low, Money Middle, Money High)
{
    /// <summary>So many times as much.</summary>
    public RevenueRange Times(double ratio)
    {
        return ratio == 1 ? this : new RevenueRange(Of(Low), Of(Middle), Of(High));

        Money Of(Money money) => money with { Minor = (long)Math.Round(money.Minor * ratio, MidpointRounding.AwayFromZero) };
    }
}

/// <summary>
/// The extra revenue a month that offering a companion may bring: n · max(0, p - q) · w · price. n is how often a month the anchor is bought; p the share of
/// those who take the companion too, with its 95 % Wilson interval for the range; q the share that would take it anyway; w the share of that extra which
/// a panel wins on top of what shoppers do unasked (<see cref="PanelShare"/>); price is without tax. Pure.
/// </summary>
/// <remarks>The interval covers what few orders leave open, not whether w holds for this shop: only an experiment tells that.</remarks>
[Engine]
public static class ExpectedRevenue
{
    /// <summary>
    /// An assumption, on the careful side: of ten shoppers who have a reason beyond chance to take the companion, one does so only because the panel shows it.
    /// </summary>
    public const double PanelShare = 0.1;

    public const double DaysOfMonth = 30.4375;

    /// <summary>Months from the first to the last order that counts; less than one is one, which is the careful side.</summary>
    public static double Months(DateTimeOffset first, DateTimeOffset last) => Math.Max(1, (last - first).TotalDays / DaysOfMonth);

    /// <param name="count">How often the companion was taken.</param>
    /// <param name="of">How often it could have been.</param>
    /// <param name="baseRate">0 to 1: how often it is taken anyway.</param>
    /// <param name="months">What <paramref name="of"/> was counted over.</param>
    public static RevenueRange Of(int count, int of, double baseRate, double months, Money netPrice)
    {
        var low = AffinityScore.WilsonLowerBound(count, of);
        // The upper end for the hits is the lower end for the misses, seen from 1.
        var high = of <= 0 ? 0 : 1 - AffinityScore.WilsonLowerBound(of - count, of);
        return new RevenueRange(Extra(low), Extra(of <= 0 ? 0 : (double)count / of), Extra(high));

        Money Extra(double rate) => new(
            (long)decimal.Round((decimal)(of / months * Math.Max(0, rate - baseRate) * PanelShare) * netPrice.Minor, MidpointRounding.AwayFromZero),
            netPrice.Currency);
    }

    /// <summary>The price without tax, where prices include it.</summary>
    /// <param name="taxBasisPoints">2100 is 21 %; 0 where prices are without tax.</param>
    public static Money Net(Money price, int taxBasisPoints) =>
        new((long)decimal.Round(price.Minor * 10_000m / (10_000 + taxBasisPoints), MidpointRounding.AwayFromZero), price.Currency);
}
