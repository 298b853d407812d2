using CrossSell.Core.Affinity;

namespace CrossSell.Core.Panels;

/// <summary>
/// What the orders of a channel say. Layers that live on orders ask here and nowhere else: the backtest answers from the older orders alone, so that nothing it
/// asks about reaches the panels.
/// </summary>
public abstract class OrderFindings
{
    internal const int MostBestsellers = 60;

    /// <summary>What is bought with a simple product or family, in no order.</summary>
    public abstract IReadOnlyList<MinedFact> Pairs(int familyId);

    /// <summary>What a simple product or family, lying in a cart, adds to the score of others; none for one that was too rare to solve.</summary>
    public abstract IReadOnlyList<CartWeightFact> CartWeights(int familyId);

    /// <summary>What is bought with anything of a category, in no order.</summary>
    public abstract IReadOnlyList<CategoryPair> CategoryPairs(int categoryId);

    /// <summary>What lies in most baskets, the most first: as many as are kept for a shop (<see cref="MostBestsellers"/>).</summary>
    public abstract IReadOnlyList<BestsellerFact> Bestsellers();
}

/// <summary>As the last mining run stored it.</summary>
internal sealed class StoredFindings(PanelRows rows, PanelIndex index, int channelId) : OrderFindings
{
    public override IReadOnlyList<MinedFact> Pairs(int familyId) => rows.Mined(familyId, channelId);

    public override IReadOnlyList<CartWeightFact> CartWeights(int familyId) => rows.CartWeights(familyId, channelId);

    public override IReadOnlyList<CategoryPair> CategoryPairs(int categoryId) => rows.CategoryPairs(categoryId, channelId);

    /// <summary>Kept with the index: a shop has one list of them.</summary>
    public override IReadOnlyList<BestsellerFact> Bestsellers()
    {
        if (index.Cache.Bestsellers(channelId) is { } known)
        {
            return known;
        }

        var best = rows.Bestsellers(channelId, MostBestsellers);
        index.Cache.Keep(index.State, channelId, best);
        return best;
    }
}
