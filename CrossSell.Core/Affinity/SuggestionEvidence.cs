using System.Globalization;
using CrossSell.Core.Common;

namespace CrossSell.Core.Affinity;

/// <summary>What a suggestion rests on.</summary>
public enum SuggestionBasis
{
    /// <summary>Orders with both.</summary>
    Baskets,

    /// <summary>Customers who came back for the companion in a later order; no basket shows it.</summary>
    BoughtLater,

    /// <summary>No orders: what is known of the products. Never called a finding.</summary>
    Content,
}

/// <summary>Why an ordered pair is put before a person, as it is kept with the verdict and the link. Pure.</summary>
/// <param name="Count">Baskets with both, or customers who came back; 0 for a guess.</param>
/// <param name="Lift">Times as often as chance, or as anyway; 0 for a guess.</param>
[Engine]
public sealed record SuggestionEvidence(SuggestionBasis Basis, int Count, double Lift, string Words)
{
    public static SuggestionEvidence Of(PairCount pair) =>
        new(SuggestionBasis.Baskets, pair.Together, AffinityScore.Lift(pair), AffinityEvidence.InWords(pair));

    public static SuggestionEvidence OfBoughtLater(ObservedPair pair, int days) =>
        new(SuggestionBasis.BoughtLater, pair.Count, TimesAnyway(pair), BoughtLater(pair, days));

    public static SuggestionEvidence OfContent(string why) => new(SuggestionBasis.Content, 0, 0, $"Similar attributes, no orders yet: {why}");

    /// <summary>"23 % of its buyers bought it within 30 days, 4 % of other customers (18 to 29 %)":
    /// the rate, the base rate and the rate's 95 % interval.</summary>
    /// <param name="numbers">How numbers are written; null as in English: for what is kept.</param>
    public static string BoughtLater(ObservedPair pair, int days, NumberFormatInfo? numbers = null)
    {
        numbers ??= NumberFormatInfo.InvariantInfo;
        var (rate, others, interval) = (Percent(pair.Rate, numbers), Percent(pair.BaseRate, numbers), Interval(pair, numbers));
        return string.Create(
            numbers,
            $"{rate} % of its buyers bought it within {days} days, {others} % of other customers ({interval} %); {pair.Count:N0} of {pair.Of:N0} customers");
    }

    /// <summary>What speaks against the pair:
    /// "Returned together in 12 of 30 orders that returned this product: 40 %, 6 % of other orders (25 to 58 %)".</summary>
    /// <param name="numbers">How numbers are written; null as in English.</param>
    public static string ReturnedTogether(ObservedPair pair, NumberFormatInfo? numbers = null)
    {
        numbers ??= NumberFormatInfo.InvariantInfo;
        var (rate, others, interval) = (Percent(pair.Rate, numbers), Percent(pair.BaseRate, numbers), Interval(pair, numbers));
        return string.Create(
            numbers,
            $"Returned together in {pair.Count:N0} of {pair.Of:N0} orders that returned this product: {rate} %, {others} % of other orders ({interval} %)");
    }

    internal static double TimesAnyway(ObservedPair pair) => pair.BaseRate > 0 ? pair.Rate / pair.BaseRate : pair.Count;

    private static string Interval(ObservedPair pair, NumberFormatInfo numbers) =>
        $"{Percent(AffinityScore.WilsonLowerBound(pair.Count, pair.Of), numbers)} to "
        + Percent(1 - AffinityScore.WilsonLowerBound(pair.Of - pair.Count, pair.Of), numbers);

    private static string Percent(double share, NumberFormatInfo numbers) => (share * 100).ToString(share < 0.0995 ? "0.#" : "0", numbers);
}
