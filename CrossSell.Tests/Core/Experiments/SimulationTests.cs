using System.Globalization;
using CrossSell.Core.Experiments;

namespace CrossSell.Tests.Core.Experiments;

/// <summary>
/// What the statistics promise, held against experiments whose truth is known. <c>CROSSSELL_EXPERIMENTS=10000</c> is the long run, in which both modes keep
/// their 5 %; without it there are fewer, which may be unlucky within three standard errors.
/// </summary>
[Trait("Kind", "Slow")]
public sealed class SimulationTests
{
    private const double Alpha = .05;
    private const int Days = 20;
    private const int LongRun = 10_000;

    private static readonly TestRule Once = new(Alpha, null);
    private static readonly TestRule Always = new(Alpha, 5_000);

    private static int Runs => Environment.GetEnvironmentVariable("CROSSSELL_EXPERIMENTS") is { Length: > 0 } text
        ? int.Parse(text, CultureInfo.InvariantCulture)
        : 300;

    /// <summary>Nobody looks before the end; nothing is found in at most one of twenty that have no effect.</summary>
    [Fact]
    public void FixedHorizon_FindsNothing_WhereThereIsNothing()
    {
        var alarms = Count(seed => Chance(new SimulatedExperiment(seed, Days, 100, 0).Days().Last(), Once) < Alpha);
        Report("fixed horizon, no effect", alarms);
        Assert.True(alarms <= Most(Alpha), $"{alarms} of {Runs}");
    }

    /// <summary>Somebody looks every evening and stops at the first finding.</summary>
    [Fact]
    public void AlwaysValid_FindsNothing_WhereThereIsNothing_HoweverOftenOneLooks()
    {
        var alarms = Count(seed => new SimulatedExperiment(seed, Days, 100, 0).Days().Any(day => Chance(day, Always) < Alpha));
        Report("always valid, no effect, looked at every day", alarms);
        Assert.True(alarms <= Most(Alpha), $"{alarms} of {Runs}");
    }

    /// <summary>The harm that the always-valid mode is there against: so the test above can fail.</summary>
    [Fact]
    public void FixedHorizon_LookedAtEveryDay_FindsWhatIsNotThere()
    {
        var alarms = Count(seed => new SimulatedExperiment(seed, Days, 100, 0).Days().Any(day => Chance(day, Once) < Alpha));
        Report("fixed horizon misused: no effect, looked at every day", alarms);
        Assert.True(alarms > 2 * Alpha * Runs, $"{alarms} of {Runs}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnEffectOfThePlannedSize_IsFound_AsOftenAsThePlannerPromised(bool always)
    {
        var rule = always ? Always : Once;
        const int perDay = 500;
        var smallest = ExperimentPower.Smallest(SimulatedExperiment.Baseline, 2 * Days * perDay, 2, rule, .8)!.Value;
        var found = Count(seed =>
        {
            var day = new SimulatedExperiment(seed, Days, perDay, smallest).Days().Last();
            return Chance(day, rule) < Alpha && Tested(day, rule) is { Effect.Value: > 0 };
        });
        Report($"{(always ? "always valid" : "fixed horizon")}, effect {smallest:P1}, planned power 80 %", found);
        // The planner takes the treatment to vary as the control does; larger orders vary a little more. Of a sequence it promises too little, never too much:
        // it takes the visitors to vary as much more as the interval is wider.
        Assert.InRange((double)found / Runs, .8 - .03 - Noise(.8), (always ? .9 : .8) + .03 + Noise(.8));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Intervals_HoldTheTruth(bool always)
    {
        const double truth = .08;
        var (rule, level) = (always ? Always : Once, 1 - Alpha);
        var held = Count(seed => Tested(new SimulatedExperiment(seed, Days, 400, truth).Days().Last(), rule) is { Effect: { Low: <= truth, High: >= truth } });
        Report($"{(always ? "always valid" : "fixed horizon")}, intervals that hold the truth", held);
        Assert.True(held >= (level - Noise(level)) * Runs, $"{held} of {Runs}");
    }

    private static TestedEffect? Tested((MetricSums Control, MetricSums Treatment) day, TestRule rule)
    {
        var arms = MetricSamples.Compare(ExperimentMetric.RevenuePerVisitor, day.Control, day.Treatment);
        return ArmComparison.Relative(arms.Control, arms.Treatment, rule);
    }

    // As a reading decides.
    private static double? Chance((MetricSums Control, MetricSums Treatment) day, TestRule rule)
    {
        var arms = MetricSamples.Compare(ExperimentMetric.RevenuePerVisitor, day.Control, day.Treatment);
        return ArmComparison.Chance(arms.Control, arms.Treatment, rule);
    }

    private static int Count(Func<int, bool> holds) => Enumerable.Range(1, Runs).AsParallel().Count(holds);

    // Three standard errors of a share of so many runs.
    private static double Noise(double share) => 3 * Math.Sqrt(share * (1 - share) / Runs);

    // The long run has to keep the promise itself; a sample of it may be unlucky.
    private static double Most(double share) => (Runs >= LongRun ? share : share + Noise(share)) * Runs;

    private static void Report(string what, int count) => TestContext.Current.TestOutputHelper?.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{what}: {count} of {Runs} ({100.0 * count / Runs:F2} %)"));
}
