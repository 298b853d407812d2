namespace CrossSell.Core.Affinity;

/// <summary>How past baskets are split and asked.</summary>
public sealed record BacktestOptions
{
    /// <summary>The newest share of the baskets, which no score may have seen; above 0, below 1.</summary>
    public double TestShare { get; init; } = 0.1;

    /// <summary>Which product of a basket is hidden and which is the anchor is drawn from this: the same seed asks the same questions.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Names of <see cref="CompanionScorers"/> to judge; null for all.</summary>
    public IReadOnlyCollection<string>? Scores { get; init; }

    public float EaseLambda { get; init; } = Ease.DefaultLambda;
}

/// <summary>What one score would have been worth to shoppers whose baskets it had not seen. Shares, 0 to 1.</summary>
/// <param name="P4">Share of a panel of four slots that lay in the same basket as the anchor.</param>
/// <param name="Any4">Share of panels of which at least one slot did.</param>
/// <param name="Hr10">Share of cases whose hidden product was among the anchor's first ten.</param>
/// <param name="Mrr10">Mean of 1 / place of the hidden product among the first ten, 0 when it was not.</param>
/// <param name="Coverage">Distinct products in any of the panels of four, over all products.</param>
/// <param name="CartHr4">As <paramref name="Hr10"/>, from all other products of the basket, in four slots.</param>
public sealed record BacktestScore(
    string Name, double P4, double Any4, double Hr10, double Mrr10, double Coverage, double CartHr4, double CartHr10, double CartMrr10)
{
    /// <summary>Standard errors over the cases, in the order of the shares (coverage is no mean over cases and has none).</summary>
    public required BacktestErrors Errors { get; init; }
}

/// <summary>One standard error each: sd / sqrt(n), for a share p that is sqrt(p (1 − p) / n).</summary>
public sealed record BacktestErrors(double P4, double Any4, double Hr10, double Mrr10, double CartHr4, double CartHr10, double CartMrr10);

/// <param name="Cases">Test baskets with at least two products that training baskets hold.</param>
public sealed record BacktestReport(int Cases, int TrainBaskets, int TestBaskets, int Products, IReadOnlyList<BacktestScore> Scores);

/// <summary>
/// Asks the past: baskets in the order of time, scores learn from the older ones and are judged by the newest. From each test basket one product
/// is hidden and one of the rest is the anchor. Nothing of the test part reaches a score.
/// </summary>
public static class Backtest
{
    public const int Panel = 4;
    public const int Shown = 10;

    /// <param name="baskets">In the order of time.</param>
    /// <param name="progress">Told the name of the score that is judged and the share done, 0 to 1.</param>
    public static BacktestReport Run(
        BasketList baskets, BacktestOptions options, IProgress<(string Score, double Share)>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(baskets);
        ArgumentNullException.ThrowIfNull(options);
        if (options.TestShare is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.TestShare, "The test share lies between 0 and 1.");
        }

        var testCount = (int)Math.Round(baskets.Count * options.TestShare, MidpointRounding.AwayFromZero);
        var train = baskets.First(baskets.Count - testCount);
        var counts = CoCounts.Of(train, cancellation);
        var cases = CasesOf(baskets, train.Count, counts.Support, options.Seed);
        var names = CompanionScorers.Names.Where(name => options.Scores?.Contains(name) ?? true).ToList();
        var scores = new List<BacktestScore>(names.Count);
        foreach (var name in names)
        {
            progress?.Report((name, (double)scores.Count / names.Count));
            var scorer = CompanionScorers.Create(name, train, counts, options.EaseLambda, cancellation);
            scores.Add(Judge(name, scorer, counts, cases, cancellation));
        }

        return new BacktestReport(cases.Count, train.Count, testCount, counts.Support.Count(support => support > 0), scores);
    }

    private static List<Case> CasesOf(BasketList baskets, int from, int[] support, ulong seed)
    {
        var cases = new List<Case>();
        for (var basket = from; basket < baskets.Count; basket++)
        {
            var products = baskets.Slots(basket).ToArray().Where(slot => support[slot] > 0).ToArray();
            if (products.Length >= 2)
            {
                var hidden = (int)(Mix(seed, (ulong)basket, 0) % (ulong)products.Length);
                var rest = products.Where((_, at) => at != hidden).ToArray();
                cases.Add(new Case(products[hidden], rest[(int)(Mix(seed, (ulong)basket, 1) % (ulong)rest.Length)], rest));
            }
        }

        return cases;
    }

    private static BacktestScore Judge(string name, CompanionScorer scorer, CoCounts counts, List<Case> cases, CancellationToken cancellation)
    {
        var tallies = new Tally[cases.Count];
        var parallel = new ParallelOptions { CancellationToken = cancellation };
        Parallel.For(0, cases.Count, parallel, () => new Ranking(counts.Products), (at, _, ranking) =>
        {
            tallies[at] = Ask(scorer, cases[at], ranking);
            return ranking;
        }, _ => { });

        var covered = tallies.SelectMany(tally => tally.Shown).Distinct().Count();
        var products = counts.Support.Count(support => support > 0);
        var (p4, any4, hr10, mrr10) = (Mean(tallies, tally => tally.P4), Mean(tallies, tally => tally.P4 > 0 ? 1 : 0), Mean(tallies, tally => tally.Place > 0 ? 1 : 0), Mean(tallies, tally => tally.Place > 0 ? 1d / tally.Place : 0));
        var (cart4, cart10, cartMrr) = (Mean(tallies, tally => tally.CartPlace is > 0 and <= Panel ? 1 : 0), Mean(tallies, tally => tally.CartPlace > 0 ? 1 : 0), Mean(tallies, tally => tally.CartPlace > 0 ? 1d / tally.CartPlace : 0));
        return new BacktestScore(
            name, p4.Value, any4.Value, hr10.Value, mrr10.Value, products == 0 ? 0 : (double)covered / products,
            cart4.Value, cart10.Value, cartMrr.Value)
        {
            Errors = new BacktestErrors(p4.Error, any4.Error, hr10.Error, mrr10.Error, cart4.Error, cart10.Error, cartMrr.Error),
        };
    }

    private static Tally Ask(CompanionScorer scorer, Case asked, Ranking ranking)
    {
        scorer.Add(asked.Anchor, ranking);
        var shown = ranking.Best(Shown, [asked.Anchor]);
        var hits = 0;
        for (var at = 0; at < Math.Min(Panel, shown.Count); at++)
        {
            hits += shown[at] == asked.Hidden || asked.Rest.Contains(shown[at]) ? 1 : 0;
        }

        var place = shown.IndexOf(asked.Hidden) + 1;
        foreach (var product in asked.Rest)
        {
            scorer.Add(product, ranking);
        }

        return new Tally([.. shown.Take(Panel)], (double)hits / Panel, place, ranking.Best(Shown, asked.Rest).IndexOf(asked.Hidden) + 1);
    }

    private static (double Value, double Error) Mean(Tally[] tallies, Func<Tally, double> of)
    {
        if (tallies.Length == 0)
        {
            return (0, 0);
        }

        var mean = tallies.Average(of);
        var variance = tallies.Sum(tally => Math.Pow(of(tally) - mean, 2)) / tallies.Length;
        return (mean, Math.Sqrt(variance / tallies.Length));
    }

    /// <summary>SplitMix64: a number from a seed that is the same on every machine and version. (Steele, Lea and Flood 2014.)</summary>
    private static ulong Mix(ulong seed, ulong basket, ulong question)
    {
        var z = seed + (((basket * 2) + question + 1) * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private sealed record Case(int Hidden, int Anchor, int[] Rest);

    private readonly record struct Tally(int[] Shown, double P4, int Place, int CartPlace);
}
