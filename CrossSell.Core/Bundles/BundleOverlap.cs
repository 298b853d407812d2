using CrossSell.Core.Common;

namespace CrossSell.Core.Bundles;

/// <summary>Another bundle that is not retired, by what it is compared with.</summary>
/// <param name="ProductIds">The main product first.</param>
/// <param name="IsLive">On sale now in one of its shops.</param>
public sealed record OtherBundle(
    int Id, string Code, string Name, bool IsLive, IReadOnlyList<int> ProductIds, IReadOnlyList<int> ChannelIds, string? Segment = null);

public enum BundleOverlapKind
{
    /// <summary>The same products: shoppers see one offer twice, or never one of them.</summary>
    SameSet,

    /// <summary>The other one stands whole inside this one.</summary>
    HoldsIt,

    /// <summary>This one stands whole inside the other.</summary>
    InsideIt,

    /// <summary>The same main product with some of the same parts; the one that saves more hides the other.</summary>
    SharesParts,
}

/// <param name="Shared">Products that both hold.</param>
public sealed record BundleOverlapping(OtherBundle Other, BundleOverlapKind Kind, IReadOnlyList<int> Shared);

/// <summary>Which other bundles a set repeats or competes with.</summary>
[Engine]
public static class BundleOverlap
{
    /// <summary>
    /// Those that matter most first. Only bundles that share a shop and may meet the same shopper count; drafts count only when they are the very same set.
    /// </summary>
    public static IReadOnlyList<BundleOverlapping> Of(BundleContent content, IEnumerable<OtherBundle> others)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(others);
        var own = content.Components.Select(component => component.ProductId).ToArray();
        return own.Length < 2 ? [] :
        [
            .. others.Where(other => other.ChannelIds.Any(content.ChannelIds.Contains) && Meets(content.Segment, other.Segment))
                .Select(other => Judge(own, other)).OfType<BundleOverlapping>()
                .OrderBy(found => found.Kind).ThenByDescending(found => found.Shared.Count).ThenBy(found => found.Other.Code, StringComparer.Ordinal),
        ];
    }

    private static BundleOverlapping? Judge(int[] own, OtherBundle other)
    {
        var shared = own.Intersect(other.ProductIds).ToArray();
        BundleOverlapKind? kind = (shared.Length == own.Length, shared.Length == other.ProductIds.Count) switch
        {
            _ when other.ProductIds.Count < 2 || shared.Length < 2 => null,
            (true, true) => BundleOverlapKind.SameSet,
            _ when !other.IsLive => null,
            (_, true) => BundleOverlapKind.HoldsIt,
            (true, _) => BundleOverlapKind.InsideIt,
            _ => own[0] == other.ProductIds[0] ? BundleOverlapKind.SharesParts : null,
        };
        return kind is { } found ? new BundleOverlapping(other, found, shared) : null;
    }

    // Every shopper is also one of a segment.
    private static bool Meets(string? one, string? other) =>
        one is null || other is null || string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
