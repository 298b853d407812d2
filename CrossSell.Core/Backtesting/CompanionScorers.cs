using CrossSell.Core.Affinity;
using CrossSell.Core.Common;
namespace CrossSell.Core.Backtesting;

/// <summary>One way to say how well each product goes with another. Of a cart, the scores of its products are added up.</summary>
internal abstract class CompanionScorer
{
    /// <summary>Adds to each candidate what this product says of it.</summary>
    public abstract void Add(int product, Ranking ranking);

    /// <summary>Adds to each candidate what these products say together.</summary>
    public virtual void Add(IReadOnlyList<int> cart, Ranking ranking)
    {
        foreach (var product in cart)
        {
            Add(product, ranking);
        }
    }

    /// <summary>What the first slots of a product's panel show where all panels are chosen together; null where its own ranking decides.</summary>
    public virtual IReadOnlyList<int>? PanelOf(int anchor) => null;
}

/// <summary>The scores that are compared, by the names that reports use.</summary>
[Engine]
public static class CompanionScorers
{
    public const string Popularity = "popularity";
    public const string PairCount = "pair-count";
    public const string Lift2 = "lift-2";
    public const string Lift20 = "lift-20";
    public const string LogLikelihood = "log-likelihood";
    public const string Cosine = "cosine";
    public const string DampedConfidence = "damped-confidence";
    public const string WilsonDamped = "wilson-damped";
    public const string ConfidenceLogLift = "confidence-log-lift";
    public const string Weighted = "weighted";
    public const string WeightedMomentum = "weighted-momentum";
    public const string CoveragePanels = "coverage-panels";
    public const string Ease = "ease";
    public const string CartRidge = "cart-ridge";

    /// <summary>What product pages are ranked by: others are compared with it, case by case.</summary>
    public const string PageDefault = WilsonDamped;

    /// <summary>What carts are ranked by.</summary>
    public const string CartDefault = Ease;

    /// <summary>All of them, from what is easiest to beat on.</summary>
    public static readonly IReadOnlyList<string> Names =
        [
            Popularity, PairCount, Lift2, Lift20, LogLikelihood, Cosine, DampedConfidence, WilsonDamped, ConfidenceLogLift, Weighted, WeightedMomentum,
            CoveragePanels, Ease, CartRidge];

    /// <summary>What a score that learnt from these baskets puts beside some products: the best first, by the caller's product ids.</summary>
    public static IReadOnlyList<int> Rank(
        string name, BasketList baskets, IReadOnlyCollection<int> cart, BacktestOptions options, int most = Backtest.Shown,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(baskets);
        var ids = baskets.ProductIds.ToArray();
        var slots = cart.Select(id => Array.IndexOf(ids, id)).Where(slot => slot >= 0).ToArray();
        var counts = CoCounts.Of(baskets, cancellation);
        var scorer = Create(name, new CompanionTraining(baskets, counts, options, cancellation), cancellation);
        if (slots is [var only] && scorer.PanelOf(only) is { Count: > 0 } panel)
        {
            return [.. panel.Select(slot => ids[slot])];
        }

        var ranking = new Ranking(counts.Products);
        scorer.Add(slots, ranking);
        return [.. ranking.Best(most, slots).Select(slot => ids[slot])];
    }

    internal static CompanionScorer Create(string name, CompanionTraining training, CancellationToken cancellation)
    {
        var counts = training.Counts;
        return name switch
        {
            Popularity => new PopularityScorer(counts),
            PairCount => new PairScorer(counts, pair => pair.Together),
            Lift2 => new PairScorer(counts, pair => pair.Together >= 2 ? AffinityScore.Lift(pair) : 0),
            Lift20 => new PairScorer(counts, pair => pair.Together >= 20 ? AffinityScore.Lift(pair) : 0),

            // Also high when two avoid each other: only what meets more often than by chance is a companion.
            LogLikelihood => new PairScorer(counts, pair => AffinityScore.Lift(pair) > 1 ? AffinityScore.LogLikelihoodRatio(pair) : 0),
            Cosine => new PairScorer(counts, AffinityScore.Cosine),
            DampedConfidence => new PairScorer(counts, AffinityScore.DampedConfidence),
            WilsonDamped => new PairScorer(counts, AffinityScore.WilsonDamped),
            ConfidenceLogLift => new PairScorer(counts, AffinityScore.ConfidenceLogLift),
            Weighted => new WeightedScorer(training.Weighted, counts.Baskets, withMomentum: false),
            WeightedMomentum => new WeightedScorer(training.Weighted, counts.Baskets, withMomentum: true),
            CoveragePanels => new CoveragePanelScorer(
                new WeightedScorer(training.Weighted, counts.Baskets, withMomentum: true), training.Weighted.Support, training.Views, cancellation),
            CartRidge => new CartRidgeScorer(training.Weighted, training.Options.CartLambda, cancellation),
            Ease => new EaseScorer(
                Affinity.Ease.Solve(training.Baskets, training.Options.EaseLambda, cancellation: cancellation),
                new PairScorer(counts, AffinityScore.WilsonDamped)),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown score."),
        };
    }

    private sealed class PopularityScorer(CoCounts counts) : CompanionScorer
    {
        public override void Add(int product, Ranking ranking)
        {
            for (var slot = 0; slot < counts.Products; slot++)
            {
                if (counts.Support[slot] > 0)
                {
                    ranking.Add(slot, counts.Support[slot]);
                }
            }
        }
    }

    private sealed class PairScorer : CompanionScorer
    {
        private readonly CoCounts counts;
        private readonly float[] scores;

        public PairScorer(CoCounts counts, Func<PairCount, double> score)
        {
            this.counts = counts;
            scores = new float[counts.Companions.Length];
            Parallel.For(0, counts.Products, anchor =>
            {
                for (var at = (int)counts.RowStart[anchor]; at < counts.RowStart[anchor + 1]; at++)
                {
                    scores[at] = (float)score(counts.Pair(anchor, at));
                }
            });
        }

        public override void Add(int product, Ranking ranking)
        {
            for (var at = (int)counts.RowStart[product]; at < counts.RowStart[product + 1]; at++)
            {
                if (scores[at] > 0)
                {
                    ranking.Add(counts.Companions[at], scores[at]);
                }
            }
        }
    }

    /// <summary>EASE for the products it knows; what pairs say where the anchor is too rare for it.</summary>
    private sealed class EaseScorer(Ease ease, PairScorer fallback) : CompanionScorer
    {
        public override void Add(int product, Ranking ranking)
        {
            if (!ease.Knows(product))
            {
                fallback.Add(product, ranking);
                return;
            }

            var slots = ease.Slots;
            var row = ease.Row(product);
            for (var at = 0; at < row.Length; at++)
            {
                ranking.Add(slots[at], row[at]);
            }
        }
    }
}

/// <summary>What scores may learn from, with what several of them need worked out once.</summary>
internal sealed class CompanionTraining(BasketList baskets, CoCounts counts, BacktestOptions options, CancellationToken cancellation)
{
    private readonly Lazy<WeightedCounts> weighted = new(
        () => WeightedCounts.Of(baskets, counts, HalfLife.Choose(baskets, options, cancellation), cancellation));

    public BasketList Baskets => baskets;

    public CoCounts Counts => counts;

    public BacktestOptions Options => options;

    /// <summary>With the half-life that a validation inside these baskets chose.</summary>
    public WeightedCounts Weighted => weighted.Value;

    /// <summary>Panel views to expect until the next count: as many as a test part of this training would hold.</summary>
    public int Views => Math.Max(1, (int)Math.Round(baskets.Count * options.TestShare / (1 - options.TestShare)));
}

/// <summary>
/// How fast baskets lose weight with their age, chosen by how well it foretells the newest of them. Nothing but the given baskets is looked at.
/// </summary>
internal static class HalfLife
{
    /// <summary>Days; null is none, and comes first because it wins where others are no better.</summary>
    public static readonly IReadOnlyList<double?> Choices = [null, 360, 180, 120, 85, 60, 40];

    public static double? Choose(BasketList baskets, BacktestOptions options, CancellationToken cancellation)
    {
        var split = baskets.HasDays ? BacktestSplit.Of(baskets, options, cancellation) : null;
        if (split is null || split.Cases.Count < BacktestReport.EnoughCases)
        {
            return null;
        }

        var (best, most) = (default(double?), double.NegativeInfinity);
        foreach (var days in Choices)
        {
            var scorer = new WeightedScorer(WeightedCounts.Of(split.Train, split.Counts, days, cancellation), split.Counts.Baskets, withMomentum: false);
            var hits = Backtest.Judge("", split, split.Cases, Backtest.Answers(scorer, split, cancellation)).P4;
            if (hits > most)
            {
                (best, most) = (days, hits);
            }
        }

        return best;
    }
}

/// <summary>Collects scores of candidates and gives the best; empty again afterwards. One a thread.</summary>
internal sealed class Ranking(int products)
{
    private readonly float[] scores = new float[products];
    private readonly bool[] met = new bool[products];
    private readonly int[] touched = new int[products];
    private int count;

    public void Add(int slot, float score)
    {
        if (!met[slot])
        {
            met[slot] = true;
            touched[count++] = slot;
        }

        scores[slot] += score;
    }

    /// <summary>As <see cref="Best"/>, with what each scored.</summary>
    public (int Slot, float Score)[] BestWithScores(int most, ReadOnlySpan<int> without)
    {
        var before = new Dictionary<int, float>(count);
        for (var at = 0; at < count; at++)
        {
            before[touched[at]] = scores[touched[at]];
        }

        return [.. Best(most, without).Select(slot => (slot, before[slot]))];
    }

    /// <summary>The best first, equal ones by slot; what scores nothing is not among them.</summary>
    public List<int> Best(int most, ReadOnlySpan<int> without)
    {
        foreach (var slot in without)
        {
            scores[slot] = float.NegativeInfinity;
        }

        var best = new List<int>(most + 1);
        for (var at = 0; at < count; at++)
        {
            var slot = touched[at];
            if (scores[slot] > 0 && (best.Count < most || GoesBefore(slot, best[^1])))
            {
                var place = best.Count;
                while (place > 0 && GoesBefore(slot, best[place - 1]))
                {
                    place--;
                }

                best.Insert(place, slot);
                if (best.Count > most)
                {
                    best.RemoveAt(most);
                }
            }
        }

        for (var at = 0; at < count; at++)
        {
            (scores[touched[at]], met[touched[at]]) = (0, false);
        }

        foreach (var slot in without)
        {
            scores[slot] = 0;
        }

        count = 0;
        return best;
    }

    private bool GoesBefore(int slot, int other) => scores[slot] > scores[other] || (scores[slot] == scores[other] && slot < other);
}
