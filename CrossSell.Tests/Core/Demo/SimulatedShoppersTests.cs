using System.Globalization;
using CrossSell.Core.Demo;
using CrossSell.Core.Experiments;

namespace CrossSell.Tests.Core.Demo;

/// <summary>
/// The truth that the simulator plays is the one that an experiment finds. Which seeds there are is fixed; <c>CROSSSELL_EXPERIMENTS=2000</c> tries so many
/// instead.
/// </summary>
[Trait("Kind", "Slow")]
public sealed class SimulatedShoppersTests
{
    private const double Effect = .04;
    private const int Visitors = 3_000;

    private static int Seeds => Environment.GetEnvironmentVariable("CROSSSELL_EXPERIMENTS") is { Length: > 0 } text
        ? int.Parse(text, CultureInfo.InvariantCulture)
        : 100;

    [Theory]
    [InlineData(ExperimentMode.FixedHorizon, Effect)]
    [InlineData(ExperimentMode.AlwaysValid, Effect)]
    [InlineData(ExperimentMode.FixedHorizon, -.3)]
    public void Interval_HoldsTheTrueEffect_InAtLeast94Of100Seeds(ExperimentMode mode, double effect)
    {
        var held = Count(effect, mode, reading => PlayedExperiment.RevenueOf(reading).Relative is { } found && found.Low <= effect && effect <= found.High);
        Assert.True(held >= .94 * Seeds, $"{held} of {Seeds}");
    }

    [Fact]
    public void NoEffect_IsFoundInAtMost5Of100Seeds_AtTheEnd()
    {
        var alarms = Count(0, ExperimentMode.FixedHorizon, reading => PlayedExperiment.RevenueOf(reading).IsConclusive);
        Assert.True(alarms <= .05 * Seeds, $"{alarms} of {Seeds}");
    }

    [Fact]
    public void NoEffect_IsFoundInAtMost5Of100Seeds_ByWhoLooksEveryDay()
    {
        var alarms = Count(0, ExperimentMode.AlwaysValid, reading => reading.Days.Any(day => day.Relative is { IsClear: true }));
        Assert.True(alarms <= .05 * Seeds, $"{alarms} of {Seeds}");
    }

    /// <summary>The smallest effect that the planner says is found with a chance of 80 %, from what visitors without any effect bring.</summary>
    [Fact]
    public void PlannedEffect_IsFound_AsOftenAsThePlannerPromised()
    {
        var before = PlayedExperiment.Of(new SimulationTerms(9_001, PlayedExperiment.Days, 40_000, 0), ExperimentMode.FixedHorizon);
        var found = PlayedExperiment.RevenueOf(before);
        // The standard error of a mean of half of them, back from the interval of the difference.
        var deviation = (found.Absolute.High - found.Absolute.Value) / 1.96 / Math.Sqrt(2) * Math.Sqrt(before.Visitors / 2.0);
        var smallest = ExperimentPower.Smallest(
            new MetricBaseline(found.Control, deviation), Visitors, 2, new TestRule(ReadingTerms.DefaultAlpha, null), ReadingTerms.DefaultPower)!.Value;

        var share = Count(smallest, ExperimentMode.FixedHorizon, reading => PlayedExperiment.RevenueOf(reading).IsBetter) / (double)Seeds;

        // Two and a half standard errors of a share of so many.
        Assert.InRange(share, .8 - (2.5 * Math.Sqrt(.16 / Seeds)), .8 + (2.5 * Math.Sqrt(.16 / Seeds)));
    }

    [Fact]
    public void Seed_GivesTheSameShoppers_AndAnotherOneOthers()
    {
        IReadOnlyList<SimulatedVisit> Of(long seed) =>
            [.. Enumerable.Range(0, 5).SelectMany(new SimulatedShoppers(new SimulationTerms(seed, 5, 300, Effect), PlayedExperiment.Products).On)];

        Assert.Equal(Of(7), Of(7));
        Assert.NotEqual(Of(7), Of(8));
        Assert.Equal(300, Of(7).Select(visit => visit.Shopper).Distinct().Count());
        Assert.Equal(Of(7).OrderBy(visit => visit.At).Select(visit => visit.Number), Enumerable.Range(0, Of(7).Count));
    }

    /// <summary>Who came once comes again, and who bought buys more readily: what an analysis by order would take for proof.</summary>
    [Fact]
    public void Shopper_KeepsHisTraits()
    {
        var shoppers = new SimulatedShoppers(new SimulationTerms(3, 30, 8_000, 0), PlayedExperiment.Products);
        var visits = Enumerable.Range(0, 30).SelectMany(shoppers.On).GroupBy(visit => visit.Shopper).ToList();
        double BuysAgain(bool bought) =>
            visits.Where(own => own.First().Units > 0 == bought).SelectMany(own => own.Skip(1)).Average(visit => visit.Units > 0 ? 1 : 0);

        Assert.True(BuysAgain(true) > 1.3 * BuysAgain(false), $"{BuysAgain(true)} {BuysAgain(false)}");
    }

    [Theory]
    [InlineData(900)]
    [InlineData(25_000)]
    public void WhatTheEffectAdds_IsItsShareOfWhatIsBoughtAnyway_WhateverThePrice(long price)
    {
        var shoppers = new SimulatedShoppers(new SimulationTerms(11, 5, 200_000, .25), PlayedExperiment.Products);
        var buys = Enumerable.Range(0, 5).SelectMany(shoppers.On).Where(visit => visit.Units > 0).ToList();

        var share = buys.Sum(visit => (double)shoppers.Added(visit, price) * price) / buys.Sum(visit => (double)visit.Value);

        Assert.InRange(share, .235, .265);
        Assert.DoesNotContain(buys, shoppers.IsLost);
    }

    private static int Count(double effect, ExperimentMode mode, Func<ExperimentReading, bool> holds) => Enumerable.Range(1, Seeds).AsParallel()
        .Count(seed => holds(PlayedExperiment.Of(new SimulationTerms(seed, PlayedExperiment.Days, Visitors, effect), mode)));
}
