using System.Runtime.CompilerServices;
using CrossSell.Core.Common;

namespace CrossSell.Core.Affinity;

/// <summary>
/// Counts every pair of products that share a basket and keeps the best companions of each product, on all cores.
/// No pair is stored: a product's companions are counted in one dense array a thread, judged, and forgotten. Baskets in which two were sold as a set are left
/// out of what is counted of the two (<see cref="SetPairs"/>).
/// </summary>
[Engine]
public static class PairCounter
{
    private const int ProductsAtOnce = 16;

    /// <param name="progress">Told the share done, 0 to 1, at each percent and from any thread.</param>
    /// <exception cref="OperationCanceledException">Cancelled; nothing was kept.</exception>
    public static PairCountResult Count(
        BasketMatrix baskets,
        PairCountOptions options,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(baskets);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MinBaskets, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Best, 1, nameof(options));

        // Each rank is its own struct, so that the compiler makes one loop for each without a call per pair.
        return options.Rank switch
        {
            AffinityRank.WilsonDamped => new Run<WilsonRank>(baskets, options, new WilsonRank(baskets), progress, cancellation).Count(),
            AffinityRank.DampedConfidence => new Run<DampedRank>(baskets, options, new DampedRank(baskets), progress, cancellation).Count(),
            AffinityRank.Confidence => new Run<ConfidenceRank>(baskets, options, new ConfidenceRank(baskets), progress, cancellation).Count(),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Rank, "Unknown rank."),
        };
    }

    private interface IRank
    {
        double Score(int together, int anchor, int companion);

        /// <summary>Cheap, and never below the score.</summary>
        double AtMost(int together, int anchor, int companion);

        /// <summary>The score of a pair whose counts leave baskets out.</summary>
        double Score(PairCount pair);
    }

    private readonly struct WilsonRank(BasketMatrix baskets) : IRank
    {
        private readonly int[] support = baskets.Support;
        private readonly double[] damp = Array.ConvertAll(baskets.Support, count => AffinityScore.WilsonDampOf(count, baskets.BasketCount));
        private readonly double[] inverseSupport = Array.ConvertAll(baskets.Support, count => 1d / count);
        private readonly double[] inverseDamp = Array.ConvertAll(baskets.Support, count => 1 / AffinityScore.WilsonDampOf(count, baskets.BasketCount));

        public double Score(int together, int anchor, int companion) =>
            AffinityScore.WilsonDamped(together, support[anchor], damp[companion]);

        /// <summary>The confidence lies above its own lower bound; a hair is added for rounding.</summary>
        public double AtMost(int together, int anchor, int companion) =>
            together * inverseSupport[anchor] * inverseDamp[companion] * (1 + 1e-9);

        public double Score(PairCount pair) => AffinityScore.WilsonDamped(pair);
    }

    private readonly struct DampedRank(BasketMatrix baskets) : IRank
    {
        private readonly int[] support = baskets.Support;
        private readonly double[] damp = Array.ConvertAll(baskets.Support, AffinityScore.DampOf);

        public double Score(int together, int anchor, int companion) =>
            AffinityScore.DampedConfidence(together, support[anchor], damp[companion]);

        public double AtMost(int together, int anchor, int companion) => Score(together, anchor, companion);

        public double Score(PairCount pair) => AffinityScore.DampedConfidence(pair);
    }

    private readonly struct ConfidenceRank(BasketMatrix baskets) : IRank
    {
        private readonly int[] support = baskets.Support;

        public double Score(int together, int anchor, int companion) => (double)together / support[anchor];

        public double AtMost(int together, int anchor, int companion) => Score(together, anchor, companion);

        public double Score(PairCount pair) => AffinityScore.Confidence(pair);
    }

    private sealed class Run<TRank>(
        BasketMatrix baskets,
        PairCountOptions options,
        TRank rank,
        IProgress<double>? progress,
        CancellationToken cancellation)
        where TRank : struct, IRank
    {
        private readonly BestCompanions best = new(baskets.ProductIds, options.Best);
        private readonly Dictionary<int, List<(int Companion, int Baskets)>> sets = SetsByRarer(baskets);
        private int nextProduct;
        private long pairs;
        private long countSum;
        private long increments;
        private int percent;

        public PairCountResult Count()
        {
            cancellation.ThrowIfCancellationRequested();
            var chunks = (baskets.ProductCount + ProductsAtOnce - 1) / ProductsAtOnce;
            var threads = Math.Clamp(options.Threads ?? Environment.ProcessorCount, 1, Math.Max(chunks, 1));
            if (threads == 1)
            {
                CountChunks();
            }
            else
            {
                // The token is named here too, so that a cancelled run ends as one OperationCanceledException.
                var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
                Parallel.For(0, threads, parallel, _ => CountChunks());
            }

            progress?.Report(1);
            var totals = new PairTotals(
                baskets.BasketCount, baskets.ProductCount, baskets.LineCount, pairs, countSum, best.BestLiftSum());
            return new PairCountResult(baskets.Supports, best, totals, baskets.Sets);
        }

        /// <summary>Pairs that were sold as a set, by rank, each with the rarer of the two: in whose row they are met.</summary>
        private static Dictionary<int, List<(int Companion, int Baskets)>> SetsByRarer(BasketMatrix baskets)
        {
            var found = new Dictionary<int, List<(int, int)>>();
            foreach (var (lower, higher, sets) in baskets.Sets.All)
            {
                if (baskets.Supports.TryRank(lower, out var one) && baskets.Supports.TryRank(higher, out var other))
                {
                    var rarer = Math.Min(one, other);
                    if (!found.TryGetValue(rarer, out var list))
                    {
                        found[rarer] = list = [];
                    }

                    list.Add((Math.Max(one, other), sets));
                }
            }

            return found;
        }

        private void CountChunks()
        {
            var counts = new int[baskets.ProductCount];
            var touched = new int[baskets.ProductCount + 1];
            long myPairs = 0;
            long mySum = 0;
            while (true)
            {
                var first = Interlocked.Add(ref nextProduct, ProductsAtOnce) - ProductsAtOnce;
                if (first >= baskets.ProductCount)
                {
                    break;
                }

                long myIncrements = 0;
                var last = Math.Min(first + ProductsAtOnce, baskets.ProductCount);
                for (var at = first; at < last; at++)
                {
                    // Best sellers first: their strong pairs fill the lists early, and most of what follows is turned away cheaply.
                    var product = baskets.ProductCount - 1 - at;
                    cancellation.ThrowIfCancellationRequested();
                    var distinct = CountRow(product, counts, touched, ref myIncrements);
                    if (sets.Count > 0 && sets.TryGetValue(product, out var sold))
                    {
                        JudgeSets(product, counts, sold, ref myPairs, ref mySum);
                    }

                    Judge(product, counts, touched.AsSpan(0, distinct), ref myPairs, ref mySum);
                }

                Tell(myIncrements);
            }

            Interlocked.Add(ref pairs, myPairs);
            Interlocked.Add(ref countSum, mySum);
        }

        // Optimised from the first call on: a count is often the only one of its process, and over before the runtime would have noticed.
        /// <summary>Counts the better-selling companions of one product; returns how many there are.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int CountRow(int product, int[] counts, int[] touched, ref long done)
        {
            var distinct = 0;
            var lines = baskets.Lines;
            var positions = baskets.RowPosition;
            var ends = baskets.RowEnd;
            for (var row = baskets.RowStart[product]; row < baskets.RowStart[product + 1]; row++)
            {
                var rest = lines.AsSpan(positions[row], ends[row] - positions[row]);
                done += rest.Length;
                foreach (var companion in rest)
                {
                    // Written always, kept only when new: no branch to guess wrong.
                    touched[distinct] = companion;
                    distinct += counts[companion]++ == 0 ? 1 : 0;
                }
            }

            return distinct;
        }

        /// <summary>
        /// Judges the few companions that were also sold with the product as a set, by what the other baskets say, and takes them out of what is judged after.
        /// </summary>
        private void JudgeSets(int product, int[] counts, List<(int Companion, int Baskets)> sold, ref long keptPairs, ref long keptSum)
        {
            foreach (var (companion, inSets) in sold)
            {
                var together = counts[companion] - inSets;
                counts[companion] = 0;
                if (together < options.MinBaskets)
                {
                    continue;
                }

                keptPairs++;
                keptSum += together;
                var pair = new PairCount(
                    together, baskets.Support[product] - inSets, baskets.Support[companion] - inSets, baskets.BasketCount - inSets);
                var lift = AffinityScore.Lift(pair);
                best.OfferLift(product, lift);
                best.OfferLift(companion, lift);
                if (lift >= options.MinLift)
                {
                    best.Offer(product, companion, together, rank.Score(pair));
                    best.Offer(companion, product, together, rank.Score(pair.Reversed()));
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Judge(int product, int[] counts, ReadOnlySpan<int> touched, ref long keptPairs, ref long keptSum)
        {
            var support = baskets.Support;
            var all = baskets.BasketCount;
            var bestLift = 0d;
            foreach (var companion in touched)
            {
                var together = counts[companion];
                counts[companion] = 0;
                if (together < options.MinBaskets)
                {
                    continue;
                }

                keptPairs++;
                keptSum += together;
                var lift = AffinityScore.Lift(together, support[product], support[companion], all);
                bestLift = Math.Max(bestLift, lift);
                best.OfferLift(companion, lift);
                if (lift >= options.MinLift)
                {
                    Offer(product, companion, together);
                    Offer(companion, product, together);
                }
            }

            best.OfferLift(product, bestLift);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Offer(int anchor, int companion, int together)
        {
            if (!best.MayStay(anchor, rank.AtMost(together, anchor, companion)))
            {
                return;
            }

            var score = rank.Score(together, anchor, companion);
            if (best.MayStay(anchor, score))
            {
                best.Offer(anchor, companion, together, score);
            }
        }

        private void Tell(long newIncrements)
        {
            if (progress is null || baskets.PairIncrements == 0)
            {
                return;
            }

            var now = (int)(Interlocked.Add(ref increments, newIncrements) * 100 / baskets.PairIncrements);
            var before = Volatile.Read(ref percent);
            if (now > before && now < 100 && Interlocked.CompareExchange(ref percent, now, before) == before)
            {
                progress.Report(now / 100d);
            }
        }
    }
}
