using CrossSell.Core.Common;

namespace CrossSell.Core.Experiments;

/// <summary>
/// Visitors of a shop fall into <see cref="Experiment.Whole"/> buckets. Experiments that touch the same panels at the same time have buckets of their own, so
/// that nobody is in two of them and neither disturbs the other; those that share no panel may share visitors, whose arms are independent by the salts.
/// </summary>
[Engine]
public static class ExperimentBuckets
{
    /// <summary>The first of enough buckets in a row that none of the others has; null where there are not so many.</summary>
    /// <param name="taken">First and number of each.</param>
    public static int? Free(int count, IEnumerable<(int First, int Count)> taken)
    {
        var at = 0;
        foreach (var (first, size) in taken.OrderBy(item => item.First))
        {
            if (first - at >= count)
            {
                return at;
            }

            at = Math.Max(at, first + size);
        }

        return Experiment.Whole - at >= count ? at : null;
    }

    /// <summary>How many buckets in a row nobody has, at most.</summary>
    /// <inheritdoc cref="Free"/>
    public static int MostFree(IReadOnlyCollection<(int First, int Count)> taken)
    {
        var (at, most) = (0, 0);
        foreach (var (first, size) in taken.OrderBy(item => item.First))
        {
            (most, at) = (Math.Max(most, first - at), Math.Max(at, first + size));
        }

        return Math.Max(most, Experiment.Whole - at);
    }

    /// <summary>Whether two experiments touch the same panels for the same shoppers while both run.</summary>
    /// <param name="window">Of the one that is not started yet.</param>
    public static bool Meet(Experiment one, (DateTimeOffset From, DateTimeOffset? Until) window, Experiment started)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(started);
        return one.ChannelId == started.ChannelId && !one.IsHoldOut && !started.IsHoldOut
            && (one.PlacementCodes.Count == 0 || started.PlacementCodes.Count == 0 || one.PlacementCodes.Intersect(started.PlacementCodes).Any())
            && (one.Segment is null || started.Segment is null || string.Equals(one.Segment, started.Segment, StringComparison.OrdinalIgnoreCase))
            && !(started.Until <= window.From) && !(window.Until <= started.From);
    }
}
