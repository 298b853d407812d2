using CrossSell.Core.Common;

namespace CrossSell.Core.Bundles;

/// <summary>Between which instants something is on sale; null is open, the end exclusive.</summary>
public readonly record struct SaleWindow(DateTimeOffset? From, DateTimeOffset? Until)
{
    public bool IsEmpty => From is { } from && Until is { } until && until <= from;
}

/// <summary>What is left of a time on sale when others take parts of it.</summary>
[Engine]
public static class SaleWindows
{
    /// <summary>The parts of a window that none of these takes, in the order of time.</summary>
    public static IReadOnlyList<SaleWindow> Without(SaleWindow window, IEnumerable<SaleWindow> taken)
    {
        ArgumentNullException.ThrowIfNull(taken);
        var left = new List<SaleWindow> { window };
        foreach (var other in taken.Where(other => !other.IsEmpty))
        {
            left = [.. left.SelectMany(part => Cut(part, other))];
        }

        return [.. left.Where(part => !part.IsEmpty).OrderBy(part => part.From ?? DateTimeOffset.MinValue)];
    }

    private static IEnumerable<SaleWindow> Cut(SaleWindow part, SaleWindow other)
    {
        if (other.From is { } from)
        {
            yield return part with { Until = part.Until is { } until && until < from ? until : from };
        }

        if (other.Until is { } end)
        {
            yield return part with { From = part.From is { } begin && begin > end ? begin : end };
        }
    }
}
