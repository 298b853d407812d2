using System.Globalization;
using CrossSell.Core.Affinity;

namespace CrossSell.Core.Canvas;

/// <summary>What the orders say about two products, before it is put into words: readers write numbers in formats of their own.</summary>
/// <param name="Together">Null when they were not seen in one basket often enough to be kept.</param>
/// <param name="Later">Customers who bought the second after the first; null when too few did.</param>
/// <param name="Days">Within which they bought it.</param>
public sealed record PairEvidence(PairCount? Together, AffinityTrend Trend, ObservedPair? Later, int Days)
{
    /// <summary>"Bought together in 214 of 1,902 baskets; 6.3x more than expected; rising". Null when neither was seen.</summary>
    /// <param name="numbers">How numbers are written; null as in English: for what is kept.</param>
    public string? In(NumberFormatInfo? numbers = null)
    {
        var later = Later is { } observed ? SuggestionEvidence.BoughtLater(observed, Days, numbers) : null;
        if (Together is not { } pair)
        {
            return later;
        }

        var baskets = AffinityEvidence.InWords(pair, numbers: numbers) + Trend switch
        {
            AffinityTrend.Rising => "; rising",
            AffinityTrend.Falling => "; falling",
            _ => "",
        };
        return later is null ? baskets : $"{baskets}. {later}";
    }
}
