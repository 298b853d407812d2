using System.Runtime.InteropServices;
using CrossSell.Core.Common;

namespace CrossSell.Core.Affinity;

/// <summary>
/// Which products come back together: of the orders with both in which the anchor was returned, those in which the companion was returned too. The base
/// rate of a companion is the share of all its orders in which it was returned. It speaks against offering the pair.
/// </summary>
[Engine]
public sealed class ReturnedTogether
{
    private readonly Dictionary<(int Anchor, int Companion), (int Count, int Of)> pairs = [];
    private readonly Dictionary<int, (int Returned, int Ordered)> products = [];

    /// <summary>One order: what was in it and which of that came back, in part or as a whole. A product named twice counts once.</summary>
    public void Add(IReadOnlyCollection<int> ordered, IReadOnlySet<int> returned)
    {
        var distinct = ordered.Distinct().ToArray();
        foreach (var product in distinct)
        {
            ref var figures = ref CollectionsMarshal.GetValueRefOrAddDefault(products, product, out _);
            figures = (figures.Returned + (returned.Contains(product) ? 1 : 0), figures.Ordered + 1);
        }

        foreach (var anchor in returned)
        {
            foreach (var companion in distinct.Where(companion => companion != anchor))
            {
                ref var figures = ref CollectionsMarshal.GetValueRefOrAddDefault(pairs, (anchor, companion), out _);
                figures = (figures.Count + (returned.Contains(companion) ? 1 : 0), figures.Of + 1);
            }
        }
    }

    /// <summary>The clear pairs, by anchor and companion.</summary>
    public IReadOnlyList<ObservedPair> Clear(int minCount = 5) =>
    [
        .. pairs
            .Select(pair => new ObservedPair(
                pair.Key.Anchor, pair.Key.Companion, pair.Value.Count, pair.Value.Of, products[pair.Key.Companion].Returned,
                products[pair.Key.Companion].Ordered))
            .Where(pair => pair.IsClear(minCount)).OrderBy(pair => pair.AnchorId).ThenBy(pair => pair.CompanionId),
    ];
}
