using System.Globalization;
using CrossSell.Core.Common;
using static CrossSell.Core.Affinity.AffinityTexts;

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

    public static SuggestionEvidence OfContent(string why) => new(SuggestionBasis.Content, 0, 0, Content(why));

    /// <summary>"Similar attributes, no orders yet: Tents are often bought with Mats; same brand".</summary>
    /// <param name="why">As it is kept.</param>
    /// <param name="numbers">How its reader writes numbers; null for what is kept, which is English.</param>
    public static string Content(string why, NumberFormatInfo? numbers = null) =>
        Say(numbers, Texts.Key("Similar attributes, no orders yet: {0}"), numbers is null ? why : ContentMatch.WhyInWords(why));

    /// <summary>"23 % of its buyers bought it within 30 days, 4 % of other customers (18 to 29 %)":
    /// the rate, the base rate and the rate's 95 % interval.</summary>
    /// <param name="numbers">How its reader writes numbers; null for what is kept, which is English.</param>
    public static string BoughtLater(ObservedPair pair, int days, NumberFormatInfo? numbers = null)
    {
        var said = new Shares(pair, numbers ?? NumberFormatInfo.InvariantInfo);
        return Say(
            numbers, Texts.Key("{0} % of its buyers bought it within {1} days, {2} % of other customers ({3} to {4} %); {5} of {6} customers"),
            said.Rate, days.ToString(CultureInfo.InvariantCulture), said.Others, said.Least, said.Most, said.Count, said.Of);
    }

    /// <summary>What speaks against the pair:
    /// "Returned together in 12 of 30 orders that returned this product: 40 %, 6 % of other orders (25 to 58 %)".</summary>
    /// <param name="numbers">How its reader writes numbers; null for English.</param>
    public static string ReturnedTogether(ObservedPair pair, NumberFormatInfo? numbers = null)
    {
        var said = new Shares(pair, numbers ?? NumberFormatInfo.InvariantInfo);
        return Say(
            numbers, Texts.Key("Returned together in {0} of {1} orders that returned this product: {2} %, {3} % of other orders ({4} to {5} %)"),
            said.Count, said.Of, said.Rate, said.Others, said.Least, said.Most);
    }

    internal static double TimesAnyway(ObservedPair pair) => pair.BaseRate > 0 ? pair.Rate / pair.BaseRate : pair.Count;

    /// <summary>The numbers of a pair as they are written.</summary>
    private sealed class Shares(ObservedPair pair, NumberFormatInfo numbers)
    {
        public string Count => pair.Count.ToString("N0", numbers);

        public string Of => pair.Of.ToString("N0", numbers);

        public string Rate => Percent(pair.Rate);

        public string Others => Percent(pair.BaseRate);

        public string Least => Percent(AffinityScore.WilsonLowerBound(pair.Count, pair.Of));

        public string Most => Percent(1 - AffinityScore.WilsonLowerBound(pair.Of - pair.Count, pair.Of));

        private string Percent(double share) => (share * 100).ToString(share < 0.0995 ? "0.#" : "0", numbers);
    }
}
