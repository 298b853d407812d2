using CrossSell.Core.Affinity;

namespace CrossSell.Core.Mining;

/// <summary>All that is worked out from the baskets of one channel, before anything is written.</summary>
internal sealed record MinedFindings
{
    /// <summary>Per SKU as ordered.</summary>
    public required PairTotals Totals { get; init; }

    /// <summary>In how many baskets each family lies.</summary>
    public required BasketSupports Families { get; init; }

    /// <summary>Per family as offered.</summary>
    public required PairCountResult Companions { get; init; }

    /// <summary>The newest 90 days, and the 90 before them, for the trend.</summary>
    public required (IPairPeriod Recent, IPairPeriod Earlier) Quarters { get; init; }

    /// <summary>What orders them where older orders weigh less; null where all weigh alike.</summary>
    public RecencyRank? Recency { get; init; }

    public required IReadOnlyList<ObservedPair> BoughtLater { get; init; }

    public required IReadOnlyList<ObservedPair> ReturnedTogether { get; init; }

    /// <summary>What is bought with anything of a category, by category.</summary>
    public required IReadOnlyDictionary<int, IReadOnlyList<CategoryPair>> CategoryPairs { get; init; }

    /// <summary>Categories as they lie together in baskets, counted by <see cref="ContentSuggestions.Counted"/>.</summary>
    public required PairCountResult Categories { get; init; }

    /// <summary>Null for a channel with too few orders to solve anything from.</summary>
    public Ease? Cart { get; init; }

    /// <summary>The products of <see cref="Cart"/> by slot.</summary>
    public int[] CartProductIds { get; init; } = [];

    /// <summary>What did not count, by reason in words.</summary>
    public required IReadOnlyDictionary<string, long> LeftOut { get; init; }

    /// <summary>The newest stored order that was there; 0 for none.</summary>
    public long LastOrderId { get; init; }

    /// <summary>What counted, when it was not the kernel.</summary>
    public string? Source { get; init; }

    /// <summary>How long that took.</summary>
    public TimeSpan SourceTook { get; init; }

    /// <summary>Distinct codes there that are no product.</summary>
    public int UnknownCodes { get; init; }

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
        var options = OptionsOf(settings);
        var (counts, after) = (MiningSteps.Counting, MiningSteps.ComingBack.Share);
        progress?.Report(counts);
        var counting = progress is null
            ? null
            : new Common.Relay<double>(share => progress.Report((counts.Step, counts.Share + (share * (after - counts.Share)))));
        var companions = PairCounter.Count(baskets.Families, options, counting, cancellation);
        // What is offered are families, totals are per SKU. One count does for both where there are none.
        var totals = baskets.HasVariants ? PairCounter.Count(baskets.Skus, options with { Best = 1 }, null, cancellation).Totals : companions.Totals;

        // What a set puts together says nothing of its categories either.
        var chosen = baskets.FamilyList.Chosen();
        var categoryPairs = Affinity.CategoryPairs.Find(chosen, categoryOf, cancellation: cancellation);
        progress?.Report(MiningSteps.ComingBack);
        var boughtLater = baskets.RepeatPurchases.Count(settings.RepeatPurchaseDays, cancellation: cancellation);
        progress?.Report(MiningSteps.Solving);
        var cart = baskets.Families.BasketCount < CartBaskets ? null : Ease.Solve(baskets.FamilyList, maxProducts: CartProducts, cancellation: cancellation);
        return new MinedFindings
        {
            Totals = totals,
            Families = baskets.Families.Supports,
            Companions = companions,
            Quarters = (baskets.Recent, baskets.Earlier),
            Recency = isRecent ? new RecencyRank(baskets.ByAge) : null,
            BoughtLater = boughtLater,
            ReturnedTogether = baskets.ReturnedTogether.Clear(),
            CategoryPairs = categoryPairs,
            Categories = ContentSuggestions.Count(chosen, categoryOf, cancellation),
            Cart = cart,
            CartProductIds = cart is null ? [] : baskets.FamilyList.ProductIds.ToArray(),
            LeftOut = baskets.LeftOut,
            LastOrderId = baskets.LastOrderId,
        };
    }

    /// <summary>What pairs of families are kept by.</summary>
    public static PairCountOptions OptionsOf(MiningSettings settings) =>
        new() { MinBaskets = settings.MinBaskets, Best = settings.Keep * (settings.HalfLifeDays is null ? 1 : Spare) };
}
