using System.Globalization;
using CrossSell.Core.Affinity;
using static CrossSell.Core.Canvas.CanvasTexts;

namespace CrossSell.Core.Canvas;

/// <summary>What the orders say about two products, before it is put into words: readers write numbers in formats of their own.</summary>
/// <param name="Together">Null when they were not seen in one basket often enough to be kept.</param>
/// <param name="Later">Customers who bought the second after the first; null when too few did.</param>
/// <param name="Days">Within which they bought it.</param>
public sealed record PairEvidence(PairCount? Together, AffinityTrend Trend, ObservedPair? Later, int Days)
{
    /// <summary>"Bought together in 214 of 1,902 baskets; 6.3x more than expected; rising". Null when neither was seen.</summary>
    /// <param name="numbers">How its reader writes numbers; null for what is kept, which is English.</param>
    public string? In(NumberFormatInfo? numbers = null)
    {
        var later = Later is { } observed ? SuggestionEvidence.BoughtLater(observed, Days, numbers) : null;
        if (Together is not { } pair)
        {
            return later;
        }

        var baskets = AffinityEvidence.InWords(pair, numbers: numbers);
        baskets = Trend switch
        {
            AffinityTrend.Rising => numbers is null ? $"{baskets}; rising" : L["{0}; rising", baskets].Value,
            AffinityTrend.Falling => numbers is null ? $"{baskets}; falling" : L["{0}; falling", baskets].Value,
            _ => baskets,
        };
        return later is null ? baskets : $"{baskets}. {later}";
    }
}
