using CrossSell.Core.Affinity;
using CrossSell.Core.Common;
namespace CrossSell.Core.Backtesting;

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

    /// <summary>Of the small ridge for each product; more trusts the data less.</summary>
    public double CartLambda { get; init; } = 40;

    /// <summary>What each product earned, in minor units by the caller's id; null where nobody knows, and revenue coverage is then not told.</summary>
    public IReadOnlyDictionary<int, long>? Revenue { get; init; }
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

    /// <summary>Share of all revenue that the products in any of the panels of four earned, 0 to 1; null where revenue is not known.</summary>
    public double? RevenueCoverage { get; init; }

    /// <summary>
    /// As P@4, where only pairs count that an independence test in the training part finds beyond chance: hits on what lies in every basket are luck.
    /// </summary>
    public BacktestValue SignificantP4 { get; init; }

    /// <summary>P@4 less that of what product pages are ranked by, case by case with the error of the difference; null where it was not asked beside.</summary>
    public BacktestValue? P4Gain { get; init; }

    /// <summary>The same of P@4 on significant pairs.</summary>
    public BacktestValue? SignificantGain { get; init; }

    /// <summary>Cart HR@10 less that of what carts are ranked by.</summary>
    public BacktestValue? CartGain { get; init; }

    /// <summary>How many cases it was asked.</summary>
    public int Cases { get; init; }
}

/// <summary>A mean over cases with its standard error.</summary>
public readonly record struct BacktestValue(double Value, double Error)
{
    /// <summary>Further from zero than two standard errors.</summary>
    public bool IsClear => Math.Abs(Value) > 2 * Error;
}

/// <summary>One standard error each: sd / sqrt(n), for a share p that is sqrt(p (1 − p) / n).</summary>
public sealed record BacktestErrors(double P4, double Any4, double Hr10, double Mrr10, double CartHr4, double CartHr10, double CartMrr10);

/// <param name="Cases">Test baskets with at least two products that training baskets hold.</param>
public sealed record BacktestReport(int Cases, int TrainBaskets, int TestBaskets, int Products, IReadOnlyList<BacktestScore> Scores)
{
    /// <summary>With fewer cases a difference between two scores is mostly chance.</summary>
    public const int EnoughCases = 200;

    public bool IsEnough => Cases >= EnoughCases;
}

/// <summary>One question, by slot: the hidden product, the one whose page is looked at, and all that are not hidden.</summary>
public sealed record BacktestCase(int Hidden, int Anchor, IReadOnlyList<int> Rest);

/// <summary>What was answered to a case, by slot, the best first: the slots of the product page, the first ten of it, and the first ten for the cart.</summary>
public sealed record BacktestAnswer(IReadOnlyList<int> Panel, IReadOnlyList<int> Shown, IReadOnlyList<int> Cart);

/// <summary>Baskets in the order of time, cut into what may be learnt from and what is asked.</summary>
/// <param name="Baskets">All of them; their slots are those of the parts.</param>
/// <param name="Train">The older ones.</param>
/// <param name="Counts">Of the older ones.</param>
[Engine]
public sealed record BacktestSplit(BasketList Baskets, BasketList Train, CoCounts Counts, IReadOnlyList<BacktestCase> Cases)
{
    public int TestBaskets => Baskets.Count - Train.Count;

    /// <summary>Whether the older baskets hold two products together more often than chance, as Dunning's G2 of 10.83 says (one in a thousand).</summary>
    public bool IsSignificant(int one, int other) =>
        new PairCount(Counts.Together(one, other), Counts.Support[one], Counts.Support[other], Counts.Baskets) is var pair
        && AffinityScore.Lift(pair) > 1 && AffinityScore.LogLikelihoodRatio(pair) >= AffinityEvidence.SureLogLikelihoodRatio;

    /// <summary>Products that older baskets hold.</summary>
    public int Products => Counts.Support.Count(support => support > 0);

    /// <param name="baskets">In the order of time.</param>
    public static BacktestSplit Of(BasketList baskets, BacktestOptions options, CancellationToken cancellation = default)
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
        var cases = new List<BacktestCase>();
        for (var basket = train.Count; basket < baskets.Count; basket++)
        {
            var products = baskets.Slots(basket).ToArray().Where(slot => counts.Support[slot] > 0).ToArray();
            if (products.Length >= 2)
            {
                var hidden = (int)(Mix(options.Seed, (ulong)basket, 0) % (ulong)products.Length);
                var rest = products.Where((_, at) => at != hidden).ToArray();
                cases.Add(new BacktestCase(products[hidden], rest[(int)(Mix(options.Seed, (ulong)basket, 1) % (ulong)rest.Length)], rest));
            }
        }

        return new BacktestSplit(baskets, train, counts, cases);
    }

    /// <summary>SplitMix64: a number from a seed that is the same on every machine and version. (Steele, Lea and Flood 2014.)</summary>
    private static ulong Mix(ulong seed, ulong basket, ulong question)
    {
        var z = seed + (((basket * 2) + question + 1) * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>
/// Runs a backtest: baskets in the order of time, scores learn from the older ones and are judged by the newest. From each test basket one product
/// is hidden and one of the rest is the anchor. Nothing of the test part reaches a score.
/// </summary>
[Engine]
public static class Backtest
{
    public const int Panel = 4;
    public const int Shown = 10;

    /// <param name="baskets">In the order of time.</param>
    /// <param name="progress">Told the name of the score that is judged and the share done, 0 to 1.</param>
    public static BacktestReport Run(
        BasketList baskets, BacktestOptions options, IProgress<(string Score, double Share)>? progress = null, CancellationToken cancellation = default)
    {
        var split = BacktestSplit.Of(baskets, options, cancellation);
        return Run(split, options, progress, cancellation);
    }

    /// <inheritdoc cref="Run(BasketList, BacktestOptions, IProgress{ValueTuple{string, double}}?, CancellationToken)"/>
    public static BacktestReport Run(
        BacktestSplit split, BacktestOptions options, IProgress<(string Score, double Share)>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(options);
        var names = CompanionScorers.Names.Where(name => options.Scores?.Contains(name) ?? true).ToList();
        var scores = new List<BacktestScore>(names.Count);
        var training = new CompanionTraining(split.Train, split.Counts, options, cancellation);
        var answered = new Dictionary<string, IReadOnlyList<BacktestAnswer>>();
        foreach (var name in names)
        {
            progress?.Report((name, (double)scores.Count / names.Count));
            answered[name] = Answers(CompanionScorers.Create(name, training, cancellation), split, cancellation);
            scores.Add(Judge(name, split, split.Cases, answered[name], options.Revenue));
        }

        var (page, cart) = (answered.GetValueOrDefault(CompanionScorers.PageDefault), answered.GetValueOrDefault(CompanionScorers.CartDefault));
        return new BacktestReport(split.Cases.Count, split.Train.Count, split.TestBaskets, split.Products, scores.ConvertAll(score => score with
        {
            P4Gain = Gain(answered[score.Name], page, (asked, answer) => (double)HitsOf(asked, answer) / Panel),
            SignificantGain = Gain(answered[score.Name], page, (asked, answer) => (double)SignificantHits(split, asked, answer) / Panel),
            CartGain = Gain(answered[score.Name], cart, (asked, answer) => PlaceOf(asked.Hidden, answer.Cart) > 0 ? 1 : 0),
        }));

        BacktestValue? Gain(IReadOnlyList<BacktestAnswer> answers, IReadOnlyList<BacktestAnswer>? others, Func<BacktestCase, BacktestAnswer, double> of) =>
            others is null ? null : Valued([.. split.Cases.Select((asked, at) => of(asked, answers[at]) - of(asked, others[at]))]);
    }

    /// <summary>What a score answers to all cases, in their order.</summary>
    internal static BacktestAnswer[] Answers(CompanionScorer scorer, BacktestSplit split, CancellationToken cancellation)
    {
        var answers = new BacktestAnswer[split.Cases.Count];
        Parallel.For(0, answers.Length, new ParallelOptions { CancellationToken = cancellation }, () => new Ranking(split.Counts.Products), (at, _, ranking) =>
        {
            answers[at] = Ask(scorer, split.Cases[at], ranking);
            return ranking;
        }, _ => { });
        return answers;
    }

    /// <summary>What the answers to these cases were worth.</summary>
    /// <param name="answers">In the order of the cases. A slot below 0 is a product that no basket holds: it takes its place and is never right.</param>
    public static BacktestScore Judge(
        string name, BacktestSplit split, IReadOnlyList<BacktestCase> cases, IReadOnlyList<BacktestAnswer> answers,
        IReadOnlyDictionary<int, long>? revenue = null)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(answers);
        var tallies = new Tally[cases.Count];
        for (var at = 0; at < tallies.Length; at++)
        {
            var (asked, answer) = (cases[at], answers[at]);
            tallies[at] = new Tally((double)HitsOf(asked, answer) / Panel, PlaceOf(asked.Hidden, answer.Shown), PlaceOf(asked.Hidden, answer.Cart));
        }

        var covered = answers.SelectMany(answer => answer.Panel.Take(Panel)).Where(slot => slot >= 0 && split.Counts.Support[slot] > 0).ToHashSet();
        var products = split.Products;
        var (p4, any4, hr10, mrr10) = (
            Mean(tallies, tally => tally.P4), Mean(tallies, tally => tally.P4 > 0 ? 1 : 0), Mean(tallies, tally => tally.Place > 0 ? 1 : 0),
            Mean(tallies, tally => tally.Place > 0 ? 1d / tally.Place : 0));
        var (cart4, cart10, cartMrr) = (
            Mean(tallies, tally => tally.CartPlace is > 0 and <= Panel ? 1 : 0), Mean(tallies, tally => tally.CartPlace > 0 ? 1 : 0),
            Mean(tallies, tally => tally.CartPlace > 0 ? 1d / tally.CartPlace : 0));
        return new BacktestScore(
            name, p4.Value, any4.Value, hr10.Value, mrr10.Value, products == 0 ? 0 : (double)covered.Count / products,
            cart4.Value, cart10.Value, cartMrr.Value)
        {
            Errors = new BacktestErrors(p4.Error, any4.Error, hr10.Error, mrr10.Error, cart4.Error, cart10.Error, cartMrr.Error),
            RevenueCoverage = ShareOf(revenue, split, covered),
            Cases = cases.Count,
            SignificantP4 = Valued([.. cases.Select((asked, at) => (double)SignificantHits(split, asked, answers[at]) / Panel)]),
        };
    }

    /// <summary>How many of the slots of a panel of four lay in the same basket as the anchor.</summary>
    public static int HitsOf(BacktestCase asked, BacktestAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Panel.Take(Panel).Count(slot => slot == asked.Hidden || asked.Rest.Contains(slot));
    }

    /// <summary>Of those, the ones whose pair with the anchor the training part finds beyond chance.</summary>
    private static int SignificantHits(BacktestSplit split, BacktestCase asked, BacktestAnswer answer) =>
        answer.Panel.Take(Panel).Count(slot => (slot == asked.Hidden || asked.Rest.Contains(slot)) && split.IsSignificant(asked.Anchor, slot));

    private static BacktestValue Valued(IReadOnlyCollection<double> values) =>
        Mean(values, value => value) is var (mean, error) ? new BacktestValue(mean, error) : default;

    /// <summary>Mean and its standard error, sd / sqrt(n); zeros for none.</summary>
    public static (double Value, double Error) Mean<T>(IReadOnlyCollection<T> cases, Func<T, double> of)
    {
        ArgumentNullException.ThrowIfNull(cases);
        if (cases.Count == 0)
        {
            return (0, 0);
        }

        var mean = cases.Average(of);
        var variance = cases.Sum(item => Math.Pow(of(item) - mean, 2)) / cases.Count;
        return (mean, Math.Sqrt(variance / cases.Count));
    }

    private static BacktestAnswer Ask(CompanionScorer scorer, BacktestCase asked, Ranking ranking)
    {
        scorer.Add(asked.Anchor, ranking);
        var shown = ranking.Best(Shown, [asked.Anchor]);
        if (scorer.PanelOf(asked.Anchor) is { Count: > 0 } panel)
        {
            shown = [.. panel, .. shown.Except(panel).Take(Shown - panel.Count)];
        }

        scorer.Add(asked.Rest, ranking);

        return new BacktestAnswer(shown[..Math.Min(Panel, shown.Count)], shown, ranking.Best(Shown, asked.Rest.ToArray()));
    }

    private static double? ShareOf(IReadOnlyDictionary<int, long>? revenue, BacktestSplit split, HashSet<int> covered)
    {
        if (revenue is null)
        {
            return null;
        }

        var ids = split.Baskets.ProductIds.ToArray();
        var all = (decimal)ids.Sum(id => Math.Max(0, revenue.GetValueOrDefault(id)));
        return all == 0 ? null : (double)(covered.Sum(slot => Math.Max(0, revenue.GetValueOrDefault(ids[slot]))) / all);
    }

    private static int PlaceOf(int hidden, IReadOnlyList<int> shown)
    {
        for (var at = 0; at < Math.Min(Shown, shown.Count); at++)
        {
            if (shown[at] == hidden)
            {
                return at + 1;
            }
        }

        return 0;
    }

    private readonly record struct Tally(double P4, int Place, int CartPlace);
}
