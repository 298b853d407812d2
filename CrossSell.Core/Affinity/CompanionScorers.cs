namespace CrossSell.Core.Affinity;

/// <summary>One way to say how well each product goes with another. Of a cart, the scores of its products are added up.</summary>
internal abstract class CompanionScorer
{
    /// <summary>Adds to each candidate what this product says of it.</summary>
    public abstract void Add(int product, Ranking ranking);
}

/// <summary>The scores that are compared, by the names that reports use.</summary>
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
    public const string Ease = "ease";

    /// <summary>All of them, from what is easiest to beat on.</summary>
    public static readonly IReadOnlyList<string> Names =
        [Popularity, PairCount, Lift2, Lift20, LogLikelihood, Cosine, DampedConfidence, WilsonDamped, ConfidenceLogLift, Ease];

    internal static CompanionScorer Create(string name, BasketList train, CoCounts counts, float lambda, CancellationToken cancellation) => name switch
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
        Ease => new EaseScorer(Affinity.Ease.Solve(train, lambda, cancellation: cancellation), new PairScorer(counts, AffinityScore.WilsonDamped)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown score."),
    };

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
