using System.Numerics;

namespace CrossSell.Core.Backtesting;

/// <summary>
/// The product page by weighted counts: x(a,b) = (c + 10 p(b)) / (s(a) + 10) · (gm(s) / s(b))^0.1 · m(b)^0.3, where p(b) is the weighted share of baskets
/// with b, gm the geometric mean over what was sold and m the momentum (left out where nothing is weighed by age). The prior of ten baskets keeps an anchor of
/// few baskets near what everybody buys. (Measured 2026-11, "Scores" in the data's README.)
/// </summary>
internal sealed class WeightedScorer : CompanionScorer
{
    private const double Prior = 10;
    private const double Damping = 0.1;
    private const double MomentumPower = 0.3;

    private readonly WeightedCounts weighted;
    private readonly double[] factors;
    private readonly double[] priors;

    public WeightedScorer(WeightedCounts weighted, int baskets, bool withMomentum)
    {
        this.weighted = weighted;
        var mean = WeightedCounts.GeometricMean(weighted.Support);
        var momentum = withMomentum ? weighted.Momentum : null;
        factors = [.. weighted.Support.Select((support, slot) => support <= 0 ? 0
            : Math.Pow(mean / support, Damping) * (momentum is null ? 1 : Math.Pow(momentum[slot], MomentumPower)))];

        // Weights are scaled so that the sum of all supports is the number of lines: s / N is the share of baskets.
        priors = [.. weighted.Support.Select(support => Prior * support / Math.Max(1, baskets))];
    }

    public override void Add(int product, Ranking ranking)
    {
        var counts = weighted.Counts;
        var trials = weighted.Support[product] + Prior;
        for (var slot = 0; slot < counts.Products; slot++)
        {
            if (factors[slot] > 0)
            {
                ranking.Add(slot, (float)(priors[slot] / trials * factors[slot]));
            }
        }

        for (var at = (int)counts.RowStart[product]; at < counts.RowStart[product + 1]; at++)
        {
            var slot = counts.Companions[at];
            ranking.Add(slot, (float)(weighted.Together[at] / trials * factors[slot]));
        }
    }
}

/// <summary>
/// Panels chosen together, so that they spread over the catalogue at nearly the same hits. v(a) = s(a) / sum s is how often a panel is looked at, V how many
/// views are expected, q(a) = 1 − e^(−V v(a)) whether it is looked at at all, L = ρ · sum of v(a) · mean(best four x). Anchors by falling v, three times:
/// each takes, of its best 40 by x, the four best by x + L · q(a) / (V v(a)) · product over the other panels that show b of (1 − q). (Measured 2026-11,
/// "Scores" in the data's README; ρ is not given there and was not tuned.)
/// </summary>
internal sealed class CoveragePanelScorer : CompanionScorer
{
    private const int Candidates = 40;
    private const int Sweeps = 3;
    private const double Rho = 0.5;

    // A panel may be looked at always: the logarithm of what is left must stay finite.
    private const double MostSeen = 1 - 1e-12;

    private readonly CompanionScorer scores;
    private readonly int[][] panels;

    /// <param name="views">V: panel views to expect, such as the baskets of the next period.</param>
    public CoveragePanelScorer(CompanionScorer scores, double[] support, int views, CancellationToken cancellation)
    {
        this.scores = scores;
        var sum = support.Sum();
        var share = Array.ConvertAll(support, value => sum > 0 ? value / sum : 0);
        var seen = Array.ConvertAll(share, value => Math.Min(MostSeen, 1 - Math.Exp(-views * value)));
        var best = new (int Slot, float Score)[support.Length][];
        Parallel.For(0, support.Length, new ParallelOptions { CancellationToken = cancellation }, () => new Ranking(support.Length), (anchor, _, ranking) =>
        {
            best[anchor] = [];
            if (share[anchor] > 0)
            {
                scores.Add(anchor, ranking);
                best[anchor] = ranking.BestWithScores(Candidates, [anchor]);
            }

            return ranking;
        }, _ => { });

        var gain = Rho * Enumerable.Range(0, support.Length)
            .Sum(anchor => share[anchor] * best[anchor].Take(Backtest.Panel).Select(item => (double)item.Score).DefaultIfEmpty().Average());
        var unseen = new double[support.Length];
        panels = new int[support.Length][];
        Array.Fill(panels, []);
        var visited = Enumerable.Range(0, support.Length).Where(anchor => share[anchor] > 0).OrderByDescending(anchor => share[anchor]).ThenBy(anchor => anchor)
            .ToArray();
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (var anchor in visited)
            {
                var left = Math.Log(1 - seen[anchor]);
                foreach (var slot in panels[anchor])
                {
                    unseen[slot] -= left;
                }

                var bonus = gain * seen[anchor] / (views * share[anchor]);
                panels[anchor] = [.. best[anchor].OrderByDescending(item => item.Score + (bonus * Math.Exp(Math.Min(0, unseen[item.Slot]))))
                    .ThenBy(item => item.Slot).Take(Backtest.Panel).Select(item => item.Slot)];
                foreach (var slot in panels[anchor])
                {
                    unseen[slot] += left;
                }
            }
        }
    }

    public override void Add(int product, Ranking ranking) => scores.Add(product, ranking);

    public override IReadOnlyList<int> PanelOf(int anchor) => panels[anchor];
}

/// <summary>
/// The cart by a small ridge for each product that may be added. N: the clip(8 √n(j), 30, 1000) best partners of j by c(a,j) / s(a)^0.4; w solves
/// (G[N,N] + λ I) w = c[N,j], G the weighted counts with s on its diagonal. E(j) = sum of w(a,j) over the cart, A(j) = sum of
/// (c(a,j) / ((s(a) + 5)^0.9 (s(j) + 5)^0.2))²; score = 0.75 E / max E + 0.25 A / max A. Needs no cap on products, as EASE does. (Measured 2026-11, "Scores" in
/// the data's README.)
/// </summary>
internal sealed class CartRidgeScorer : CompanionScorer
{
    private const int LeastPartners = 30;
    private const int MostPartners = 1_000;
    private const double EaseShare = 0.75;

    private readonly WeightedCounts weighted;
    private readonly List<(int Target, float Weight)>[] weights;

    public CartRidgeScorer(WeightedCounts weighted, double lambda, CancellationToken cancellation)
    {
        this.weighted = weighted;
        var counts = weighted.Counts;
        var solved = new (int[] Partners, double[] Weights)[counts.Products];
        Parallel.For(0, counts.Products, new ParallelOptions { CancellationToken = cancellation }, () => NewPlaces(counts.Products), (target, _, places) =>
        {
            solved[target] = Solve(target, lambda, places);
            return places;
        }, _ => { });
        weights = [.. Enumerable.Range(0, counts.Products).Select(_ => new List<(int, float)>())];
        for (var target = 0; target < solved.Length; target++)
        {
            for (var at = 0; at < solved[target].Partners.Length; at++)
            {
                weights[solved[target].Partners[at]].Add((target, (float)solved[target].Weights[at]));
            }
        }
    }

    public override void Add(int product, Ranking ranking) => Add([product], ranking);

    public override void Add(IReadOnlyList<int> cart, Ranking ranking)
    {
        var counts = weighted.Counts;
        var (solved, near) = (new Dictionary<int, double>(), new Dictionary<int, double>());
        foreach (var product in cart)
        {
            foreach (var (target, weight) in weights[product])
            {
                solved[target] = solved.GetValueOrDefault(target) + weight;
            }

            for (var at = (int)counts.RowStart[product]; at < counts.RowStart[product + 1]; at++)
            {
                var target = counts.Companions[at];
                var share = weighted.Together[at] / (Math.Pow(weighted.Support[product] + 5, 0.9) * Math.Pow(weighted.Support[target] + 5, 0.2));
                near[target] = near.GetValueOrDefault(target) + (share * share);
            }
        }

        var others = cart.ToHashSet();
        var (most, nearest) = (Largest(solved, others), Largest(near, others));
        foreach (var (target, sum) in near)
        {
            ranking.Add(
                target,
                (float)((EaseShare * (most > 0 ? solved.GetValueOrDefault(target) / most : 0)) + ((1 - EaseShare) * (nearest > 0 ? sum / nearest : 0))));
        }
    }

    private static double Largest(Dictionary<int, double> sums, HashSet<int> cart) =>
        sums.Where(sum => !cart.Contains(sum.Key)).Select(sum => sum.Value).DefaultIfEmpty().Max();

    private static int[] NewPlaces(int products)
    {
        var places = new int[products];
        Array.Fill(places, -1);
        return places;
    }

    private (int[] Partners, double[] Weights) Solve(int target, double lambda, int[] places)
    {
        var counts = weighted.Counts;
        var (start, end) = ((int)counts.RowStart[target], (int)counts.RowStart[target + 1]);
        var most = (int)Math.Clamp(8 * Math.Sqrt(counts.Support[target]), LeastPartners, MostPartners);
        var chosen = Enumerable.Range(start, end - start)
            .OrderByDescending(at => weighted.Together[at] / Math.Pow(weighted.Support[counts.Companions[at]], 0.4)).ThenBy(at => counts.Companions[at])
            .Take(most).ToArray();
        var partners = Array.ConvertAll(chosen, at => counts.Companions[at]);
        var n = partners.Length;
        for (var place = 0; place < n; place++)
        {
            places[partners[place]] = place;
        }

        var matrix = new double[n][];
        for (var place = 0; place < n; place++)
        {
            var row = matrix[place] = new double[n];
            for (var at = (int)counts.RowStart[partners[place]]; at < counts.RowStart[partners[place] + 1]; at++)
            {
                if (places[counts.Companions[at]] is >= 0 and var other)
                {
                    row[other] = weighted.Together[at];
                }
            }

            row[place] = weighted.Support[partners[place]] + lambda;
        }

        foreach (var partner in partners)
        {
            places[partner] = -1;
        }

        return (partners, Cholesky(matrix, Array.ConvertAll(chosen, at => (double)weighted.Together[at])));
    }

    /// <summary>Solves M x = b for a symmetric positive definite M, which it overwrites by its lower factor.</summary>
    internal static double[] Cholesky(double[][] matrix, double[] right)
    {
        var n = right.Length;
        for (var row = 0; row < n; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var rest = matrix[row][column] - Dot(matrix[row], matrix[column], column);
                matrix[row][column] = row == column ? Math.Sqrt(rest) : rest / matrix[column][column];
            }
        }

        var solution = right.ToArray();
        for (var row = 0; row < n; row++)
        {
            solution[row] = (solution[row] - Dot(matrix[row], solution, row)) / matrix[row][row];
        }

        for (var row = n - 1; row >= 0; row--)
        {
            solution[row] /= matrix[row][row];
            for (var above = 0; above < row; above++)
            {
                solution[above] -= matrix[row][above] * solution[row];
            }
        }

        return solution;
    }

    private static double Dot(double[] one, double[] other, int length)
    {
        var (sums, at) = (Vector<double>.Zero, 0);
        for (; at <= length - Vector<double>.Count; at += Vector<double>.Count)
        {
            sums += new Vector<double>(one, at) * new Vector<double>(other, at);
        }

        var sum = Vector.Sum(sums);
        for (; at < length; at++)
        {
            sum += one[at] * other[at];
        }

        return sum;
    }
}
