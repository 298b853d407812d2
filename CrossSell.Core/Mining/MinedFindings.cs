using CrossSell.Core.Affinity;
namespace CrossSell.Core.Mining;

/// <summary>All that is worked out from the baskets of one channel, before anything is written.</summary>
/// <param name="Totals">Per SKU as ordered.</param>
/// <param name="Companions">Per family as offered.</param>
/// <param name="Recency">What orders them where older orders weigh less; null where all weigh alike.</param>
/// <param name="CategoryPairs">What is bought with anything of a category, by category.</param>
/// <param name="Cart">Null for a channel with too few orders to solve anything from.</param>
internal sealed record MinedFindings(
    PairTotals Totals, PairCountResult Companions, RecencyRank? Recency, IReadOnlyList<ObservedPair> BoughtLater, IReadOnlyList<ObservedPair> ReturnedTogether,
    IReadOnlyDictionary<int, IReadOnlyList<CategoryPair>> CategoryPairs, Ease? Cart)
{
    /// <summary>With fewer baskets every weight would be an accident.</summary>
    public const int CartBaskets = 200;

    /// <summary>The best sellers that cart scores are solved for: 64 MB and some seconds.</summary>
    public const int CartProducts = 4_000;

    // Where older orders weigh less, more are counted than are kept: what is bought lately may stand further down.
    private const int Spare = 2;

    public static MinedFindings Of(
        MinedBaskets baskets, MiningSettings settings, IReadOnlyDictionary<int, int> categoryOf, IProgress<(string Step, double Share)>? progress,
        CancellationToken cancellation)
    {
        var isRecent = baskets.ByAge.Count > 0;
        var options = new PairCountOptions { MinBaskets = settings.MinBaskets, Best = settings.Keep * (isRecent ? Spare : 1) };
        var (counts, after) = (MiningSteps.Counting, MiningSteps.ComingBack.Share);
        progress?.Report(counts);
        var counting = progress is null
            ? null
            : new Common.Relay<double>(share => progress.Report((counts.Step, counts.Share + (share * (after - counts.Share)))));
        var companions = PairCounter.Count(baskets.Families, options, counting, cancellation);
        // What is offered are families, totals are per SKU. One count does for both where there are none.
        var totals = baskets.HasVariants ? PairCounter.Count(baskets.Skus, options with { Best = 1 }, null, cancellation).Totals : companions.Totals;
        var categoryPairs = Affinity.CategoryPairs.Find(baskets.FamilyList, categoryOf, cancellation: cancellation);
        progress?.Report(MiningSteps.ComingBack);
        var boughtLater = baskets.RepeatPurchases.Count(settings.RepeatPurchaseDays, cancellation: cancellation);
        progress?.Report(MiningSteps.Solving);
        var cart = baskets.Families.BasketCount < CartBaskets ? null : Ease.Solve(baskets.FamilyList, maxProducts: CartProducts, cancellation: cancellation);
        return new MinedFindings(
            totals, companions, isRecent ? new RecencyRank(baskets.ByAge) : null, boughtLater, baskets.ReturnedTogether.Clear(), categoryPairs, cart);
    }
}
