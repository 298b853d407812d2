using CrossSell.Core.Common;

namespace CrossSell.Core.Panels;

/// <summary>
/// What the products of a cart say together: the score of a companion is the sum of what each of them adds to it, by EASE's weights where the product is
/// known to it and by the pair's own score where it is not (measured in the backtest). Links, exclusions and substitutes of all of them count. Pure.
/// </summary>
[Engine]
internal static class CartCompanions
{
    /// <param name="anchor">The product that the panel is for.</param>
    /// <param name="cart">The others in the cart; with none of them nothing changes.</param>
    public static PanelFacts Of(PanelFacts anchor, IReadOnlyList<PanelFacts> cart)
    {
        if (cart.Count == 0)
        {
            return anchor;
        }

        PanelFacts[] all = [anchor, .. cart];
        return anchor with
        {
            Products = Joined(all.Select(facts => facts.Products)),
            Elsewhere = Joined(all.Select(facts => facts.Elsewhere)),
            Exclusions = [.. all.SelectMany(facts => facts.Exclusions)],
            Links = [.. all.SelectMany(facts => facts.Links)],
            Substitutes = all.SelectMany(facts => facts.Substitutes).ToHashSet(),
            Mined = Mined(all),
            CategoryPairs = CategoryPairs(all),
            Wider = new WiderFacts
            {
                Products = Joined(all.Select(facts => facts.Wider.Products)),
                Elsewhere = Joined(all.Select(facts => facts.Wider.Elsewhere)),
                Compared = Joined(all.Select(facts => facts.Wider.Compared)),
                Fit = Array.Find(all, facts => facts.Wider.Fit is not null)?.Wider.Fit,
            },
            Compared = [.. all.SelectMany(facts => facts.Compared)],
            Beside = [.. cart.Select(facts => facts.Anchor)],
        };
    }

    private static List<MinedFact> Mined(PanelFacts[] all)
    {
        var scores = new Dictionary<int, double>();
        var best = new Dictionary<int, MinedFact>();
        foreach (var facts in all)
        {
            var rejected = facts.Mined.Where(pair => pair.IsRejected).Select(pair => pair.ProductId).ToHashSet();
            var adds = facts.CartWeights.Count > 0
                ? facts.CartWeights.Select(weight => (weight.ProductId, Score: weight.Weight))
                : facts.Mined.Select(pair => (pair.ProductId, pair.Evidence.Score));
            foreach (var (product, score) in adds.Where(add => !rejected.Contains(add.ProductId)))
            {
                scores[product] = scores.GetValueOrDefault(product) + score;
            }

            // What is shown as evidence is the pair that says most: what lies beside one product anyway may be a find beside another.
            foreach (var pair in facts.Mined)
            {
                if (!best.TryGetValue(pair.ProductId, out var known) || Says(known).CompareTo(Says(pair)) > 0)
                {
                    best[pair.ProductId] = pair;
                }
            }
        }

        // A weight without a pair that anybody bought is no evidence.
        return [.. best.Values.Select(pair => pair with { Evidence = pair.Evidence with { Score = scores.GetValueOrDefault(pair.ProductId) } }).OrderBy(pair => pair.ProductId)];
    }

    /// <summary>Each category of the cart speaks once, however many of its products lie there; what is shown as evidence is the category that says most.</summary>
    private static List<CategoryPairFact> CategoryPairs(PanelFacts[] all) =>
    [
        .. all.SelectMany(facts => facts.CategoryPairs).Distinct()
            .GroupBy(pair => pair.ProductId)
            .Select(same => (Best: same.OrderByDescending(pair => pair.Evidence.PairBaskets).ThenBy(pair => pair.Category, StringComparer.Ordinal).First(), Score: same.Sum(pair => pair.Evidence.Score)))
            .Select(pair => pair.Best with { Evidence = pair.Best.Evidence with { Score = pair.Score } })
            .OrderBy(pair => pair.ProductId),
    ];

    private static (bool, bool, int) Says(MinedFact pair) => (pair.IsRejected, !pair.Evidence.IsClear, -pair.Evidence.PairBaskets);

    private static Dictionary<int, T> Joined<T>(IEnumerable<IReadOnlyDictionary<int, T>> parts)
    {
        var joined = new Dictionary<int, T>();
        foreach (var (id, value) in parts.SelectMany(part => part))
        {
            joined.TryAdd(id, value);
        }

        return joined;
    }
}
