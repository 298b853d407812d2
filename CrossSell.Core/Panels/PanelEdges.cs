using CrossSell.Core.Common;

namespace CrossSell.Core.Panels;

/// <summary>When what panels are made of begins and ends. The clock changes a panel at these instants and at no other.</summary>
[Engine]
public static class PanelEdges
{
    /// <summary>
    /// The first instant after this one at which anything that the facts know begins or ends: with the same facts and policy, a panel for any instant from this
    /// one until then is the same. (Only sentences of a trace may say another year.)
    /// </summary>
    /// <param name="maxReportAge">As the policy has it.</param>
    /// <returns>Null when nothing of it begins or ends any more.</returns>
    public static DateTimeOffset? Next(PanelFacts facts, DateTimeOffset at, TimeSpan? maxReportAge = null)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var next = Outdated(facts, at, maxReportAge);
        foreach (var exclusion in facts.Exclusions)
        {
            next = Sooner(next, exclusion.Validity, at);
        }

        foreach (var part in facts.Parts)
        {
            foreach (var window in part.Windows)
            {
                next = Sooner(next, window, at);
            }
        }

        return next;
    }

    /// <summary>The first instant after this one at which price and stock of a product that the facts know become too old to go by.</summary>
    /// <returns>Null when those of none do.</returns>
    internal static DateTimeOffset? Outdated(PanelFacts facts, DateTimeOffset at, TimeSpan? maxReportAge) =>
        Outdated(facts.Products.Values.Append(facts.Anchor).Concat(facts.Wider.Products.Values), at, maxReportAge);

    /// <inheritdoc cref="Outdated(PanelFacts, DateTimeOffset, TimeSpan?)"/>
    internal static DateTimeOffset? Outdated(IEnumerable<ProductFact> products, DateTimeOffset at, TimeSpan? maxReportAge)
    {
        if (maxReportAge is not { } most)
        {
            return null;
        }

        DateTimeOffset? next = null;
        foreach (var product in products)
        {
            if (product.ReportedAt is { } reported)
            {
                next = Sooner(next, new ValidityFact(null, reported + most), at);
            }
        }

        return next;
    }

    private static DateTimeOffset? Sooner(DateTimeOffset? next, ValidityFact window, DateTimeOffset at)
    {
        if (window.From > at && !(window.From >= next))
        {
            next = window.From;
        }

        // The end is no longer part of it: from that instant on it is over.
        return window.Until > at && !(window.Until >= next) ? window.Until : next;
    }
}
