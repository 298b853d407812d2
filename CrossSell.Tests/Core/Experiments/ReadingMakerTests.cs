using System.Globalization;
using CrossSell.Core.Experiments;

namespace CrossSell.Tests.Core.Experiments;

public sealed class ReadingMakerTests
{
    private const long Day = 86_400_000;

    private static readonly DateTimeOffset Start = new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero);

    private static readonly ReadingTerms Always = new(7, 1, [.5, .5])
    {
        Mode = ExperimentMode.AlwaysValid, FirstMetric = ExperimentMetric.RevenuePerVisitor, StartedAt = Start,
        OtherMetrics = [ExperimentMetric.AverageOrderValue], PlannedVisitors = 4_000,
    };

    private static readonly ReadingTerms Fixed = Always with { Mode = ExperimentMode.FixedHorizon };

    [Fact]
    public void NothingYet_IsTooEarly()
    {
        var reading = ReadingMaker.Make(Always, [], [], null, isOver: false);
        Assert.Equal((ExperimentVerdict.TooEarly, 0L, null, null), (reading.Verdict, reading.Visitors, reading.LastDay, reading.Ratio));
        Assert.Empty(reading.Metrics);
        Assert.Null(reading.DaysLeft);
    }

    [Fact]
    public void AClearEffect_IsBetter_AndLiesAboutTheTruth()
    {
        var reading = Read(Always, Shop(10, 200, .4));
        Assert.Equal(ExperimentVerdict.Better, reading.Verdict);
        var first = reading.First!;
        Assert.True(first.IsBetter);
        Assert.InRange(.4, first.Relative!.Value.Low, first.Relative.Value.High);
        Assert.Equal(10, reading.Days.Count);
        Assert.Equal(first.Relative, reading.Days[^1].Relative);
        Assert.Equal((4_000L, 2_000L, 2_000L), (reading.Visitors, reading.Arms[0].Visitors, reading.Arms[1].Visitors));
        Assert.Equal(
            [ExperimentMetric.RevenuePerVisitor, ExperimentMetric.AverageOrderValue, ExperimentMetric.Conversion],
            reading.Metrics.Select(metric => metric.Metric));
        Assert.Empty(reading.Broken);
    }

    /// <summary>The verdict is about what is known, not about what looks largest.</summary>
    [Theory]
    [InlineData("1 .09 ?, 2 .05 +", 2)]
    [InlineData("1 .09 +, 2 .12 +", 2)]
    [InlineData("1 -.01 ?, 2 -.09 -", 1)]
    [InlineData("1 -.02 -, 2 -.09 -", 1)]
    public void OfSeveralTreatments_TheVerdictIsAboutTheBestThatIsKnown(string treatments, int arm)
    {
        var reading = new ExperimentReading
        {
            ExperimentId = 1, Mode = ExperimentMode.AlwaysValid, Verdict = ExperimentVerdict.NotYet,
            Metrics = [.. treatments.Split(", ").Select(text => text.Split(' ')).Select(parts => Metric(
                ExperimentMetric.RevenuePerVisitor, int.Parse(parts[0], CultureInfo.InvariantCulture),
                double.Parse(parts[1], CultureInfo.InvariantCulture), parts[2] != "?"))],
        };
        Assert.Equal(arm, reading.First!.Arm);
    }

    [Fact]
    public void OfReturns_TheLowestIsTheBest()
    {
        var reading = new ExperimentReading
        {
            ExperimentId = 1, Mode = ExperimentMode.AlwaysValid, Verdict = ExperimentVerdict.NotYet,
            Metrics = [Metric(ExperimentMetric.Returns, 1, .1, false), Metric(ExperimentMetric.Returns, 2, -.1, false)],
        };
        Assert.Equal(2, reading.First!.Arm);
    }

    private static MetricReading Metric(ExperimentMetric metric, int arm, double effect, bool isConclusive) =>
        new(metric, MetricRole.First, arm, 100, 100 * (1 + effect), new Effect(100 * effect, 0, 0), new Effect(effect, 0, 0), .01, .01, isConclusive);

    [Fact]
    public void WhatMadeLess_IsWorse() => Assert.Equal(ExperimentVerdict.Worse, Read(Always, Shop(10, 200, -.5)).Verdict);

    [Fact]
    public void FixedHorizon_TellsNoFigureThatTheEffectFollowsFrom_BeforeItsEnd()
    {
        var reading = Read(Fixed, Shop(5, 200, .4));
        Assert.True(reading.IsHidden);
        Assert.Equal(ExperimentVerdict.TooEarly, reading.Verdict);
        Assert.Empty(reading.Metrics);
        Assert.Empty(reading.Days);
        Assert.Empty(reading.Slices);
        Assert.Null(reading.Novelty);
        Assert.All(reading.Arms, arm => Assert.Equal((0L, 0L, 0.0), (arm.Orders, arm.Buyers, arm.Revenue)));
        Assert.NotNull(reading.Ratio);
        // 2,000 of 4,000 are there, 400 come a day.
        Assert.Equal(5, reading.DaysLeft);
    }

    [Fact]
    public void FixedHorizon_UnderItsPlannedSample_HasNoVerdict_EvenAtItsEnd()
    {
        Assert.Equal(ExperimentVerdict.NotYet, Read(Fixed with { PlannedVisitors = 4_001 }, Shop(10, 200, .4), isOver: true).Verdict);
        Assert.Equal(ExperimentVerdict.Better, Read(Fixed, Shop(10, 200, .4), isOver: true).Verdict);
    }

    /// <summary>Told also while effects are hidden, for no effect follows from it.</summary>
    [Fact]
    public void PowerInTheMiddle_IsThatOfThePlannedEnd_AndSaysNothingOfTheEffect()
    {
        var planned = Fixed with { SmallestEffect = .08 };
        var (none, much) = (Read(planned, Even(5, 200, 0)), Read(planned, Even(5, 200, .04)));
        Assert.True(none.IsHidden);
        Assert.InRange(none.Power!.Value, .2, .9);
        Assert.Equal(none.Power.Value, much.Power!.Value, .03);
        Assert.True(Read(planned with { PlannedVisitors = 40_000 }, Even(5, 200, 0)).Power > .999);
        Assert.Equal((null, null), (Read(Fixed, Even(5, 200, 0)).Power, Read(planned, Even(5, 200, 0), isOver: true).Power));
    }

    [Fact]
    public void NoEffect_IsNotYetConclusive_AndAtThePlannedEndNoDifference()
    {
        var running = Read(Always, Shop(10, 200, 0));
        Assert.Equal(ExperimentVerdict.NotYet, running.Verdict);
        Assert.False(running.First!.IsConclusive);
        Assert.Equal(ExperimentVerdict.NoDifference, Read(Always, Shop(10, 200, 0), isOver: true).Verdict);
        Assert.Equal(ExperimentVerdict.NotYet, Read(Always with { PlannedVisitors = 5_000 }, Shop(10, 200, 0), isOver: true).Verdict);
    }

    [Fact]
    public void DaysLeft_AreThose_AfterWhichTheSameEffectIsClear()
    {
        var shop = Even(10, 200, .08);
        var reading = Read(Always, shop);
        Assert.Equal(ExperimentVerdict.NotYet, reading.Verdict);
        var left = reading.DaysLeft!.Value;
        Assert.InRange(left, 1, 365);

        // The same visitors over again, so many more of them, vary in the same way.
        var grown = 1 + (left / 10.0);
        var (control, treatment) = (Sum(shop, 0), Sum(shop, 1));
        Assert.True(Clear(grown * 1.02), "one effect like this is clear then");
        Assert.False(Clear(1 + ((left - 1) / 10.0 * .98)), "and not before");

        bool Clear(double times) => ArmComparison.Relative(
            ArmSample.Of(control.Main * times, control.MainSquare * times, control.Visitors * times),
            ArmSample.Of(treatment.Main * times, treatment.MainSquare * times, treatment.Visitors * times), Always.Rule)!.Value.Effect.IsClear;
    }

    [Fact]
    public void ArmsThatAreNotSplitAsPlanned_AreInvalid_WhateverTheySay()
    {
        var shop = Shop(10, 200, .4).Where((item, at) => item.Visitor.Arm == 0 || at % 4 != 1).ToArray();
        var reading = Read(Always, shop);
        Assert.Equal(ExperimentVerdict.Invalid, reading.Verdict);
        Assert.True(reading.Ratio!.IsAlarm);
        Assert.True(Read(Always, shop, isOver: true).Ratio is { IsAlarm: true, IsSequential: false });
    }

    [Fact]
    public void AnEffectThatFades_IsToldAsNovelty()
    {
        var shop = Shop(24, 200, 0).Select(item => item.Visitor.FirstAt < Start.ToUnixTimeMilliseconds() + (7 * Day) && item.Visitor.Arm == 1
            ? (item.Visitor, item.Orders.Select(order => order with { Ordered = order.Ordered * 2 }).ToArray())
            : item).ToArray();
        var novelty = Read(Always, shop).Novelty!;
        Assert.True(novelty.IsAlarm);
        Assert.True(novelty.First.Value > .5 && Math.Abs(novelty.Later.Value) < .3);
        Assert.False(Read(Always, Shop(24, 200, .2)).Novelty!.IsAlarm);
    }

    [Fact]
    public void Groups_AreCorrected_ForHowManyAreLookedAt()
    {
        var slices = Read(Always, Shop(10, 200, .3)).Slices;
        Assert.Equal(["desktop", "phone", "ad", "search"], slices.Select(slice => slice.Key));
        Assert.All(slices, slice => Assert.True(slice.AdjustedP >= slice.P));
        Assert.Contains(slices, slice => slice.AdjustedP > slice.P);
    }

    [Fact]
    public void WhatVisitorsBoughtBefore_NarrowsTheInterval_AndLeavesTheTruthInIt()
    {
        var random = new Random(5);
        var shop = Shop(10, 200, .3).Select(item =>
        {
            // Who spends much spent much before, too.
            var habit = random.Next(1, 40) * 100;
            var order = new VisitorOrder(item.Visitor.FirstAt + 1, item.Visitor.Arm == 0 ? habit : habit * 13 / 10, 0, 1, 0, false);
            return (item.Visitor, Orders: new[] { order, order with { At = item.Visitor.FirstAt - Day, Ordered = habit + random.Next(0, 300) } });
        }).ToArray();
        var first = Read(Always, shop).First!;
        Assert.InRange(first.VarianceKept, .01, .2);
        Assert.InRange(.3, first.Relative!.Value.Low, first.Relative.Value.High);

        var plain = Read(Always, [.. shop.Select(item => (item.Visitor, item.Orders[..1]))]).First!;
        Assert.Equal(1, plain.VarianceKept);
        Assert.True(plain.Relative!.Value.High - plain.Relative.Value.Low > 2 * (first.Relative.Value.High - first.Relative.Value.Low));
    }

    [Fact]
    public void ARatio_IsNarrowedByItsPastToo()
    {
        var random = new Random(6);
        var shop = Shop(10, 200, 0).Select(item =>
        {
            var habit = random.Next(1, 40) * 100;
            var order = new VisitorOrder(item.Visitor.FirstAt + 1, item.Visitor.Arm == 0 ? habit : habit * 12 / 10, 0, 1, 0, false);
            return (item.Visitor, Orders: new[] { order, order with { At = item.Visitor.FirstAt - Day, Ordered = habit + random.Next(0, 300) } });
        }).ToArray();
        var value = Read(Always, shop).Metrics.Single(metric => metric.Metric == ExperimentMetric.AverageOrderValue);
        Assert.InRange(value.VarianceKept, .01, .2);
        Assert.InRange(.2, value.Relative!.Value.Low, value.Relative.Value.High);
    }

    /// <summary>The simulator's truth: an effect that is found, with the truth in its interval, of a hundred seeds in at least 94.</summary>
    [Fact]
    public void AHundredSeeds_FindTheEffect_WithTheTruthInTheInterval()
    {
        var found = Enumerable.Range(1, 100).AsParallel().Count(seed => Read(Always, Shop(10, 200, .5, seed)) is
        {
            Verdict: ExperimentVerdict.Better, First.Relative: { Low: <= .5, High: >= .5 },
        });
        Assert.True(found >= 94, $"{found} of 100");
    }

    private static MetricSums Sum((SeenVisitor Visitor, VisitorOrder[] Orders)[] shop, int arm) => shop.Where(item => item.Visitor.Arm == arm)
        .Aggregate(default(MetricSums), (sum, item) => sum + MetricSums.Of(new VisitorPoint(item.Orders.Sum(order => order.Ordered), 0, 0, 0)));

    private static ExperimentReading Read(ReadingTerms terms, (SeenVisitor Visitor, VisitorOrder[] Orders)[] shop, bool isOver = false)
    {
        var days = new VisitorDays(
            terms, at => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(at).UtcDateTime), Start.AddDays(60), TimeSpan.FromDays(90));
        foreach (var (visitor, orders) in shop)
        {
            days.Add(visitor, orders);
        }

        return ReadingMaker.Make(terms, [.. days.Build().Select(pair => pair.Value.ToDay(terms, pair.Key, false))], [], Start.AddDays(60), isOver);
    }

    /// <summary>The same without chance: both arms buy alike but for the effect.</summary>
    private static (SeenVisitor Visitor, VisitorOrder[] Orders)[] Even(int days, int aDay, double effect) =>
        [.. Shop(days, aDay, 0).Select((item, at) =>
        {
            var amount = (long)(3_000 * (.5 + (at / 2 % 7 / 6.0)) * (item.Visitor.Arm == 0 ? 1 : 1 + effect));
            return (item.Visitor, at / 2 % 5 < 2 ? new[] { new VisitorOrder(item.Visitor.FirstAt + 60_000, amount, 0, 1, 0, false) } : []);
        })];

    /// <summary>So many visitors of each arm a day, of whom two of five buy; with so much more in the treatment.</summary>
    private static (SeenVisitor Visitor, VisitorOrder[] Orders)[] Shop(int days, int aDay, double effect, int seed = 3)
    {
        var random = new Random(seed);
        var start = Start.ToUnixTimeMilliseconds();
        return [.. Enumerable.Range(0, days * aDay * 2).Select(at =>
        {
            var visitor = SeenVisitor.Of(new SeenEvent(
                at % 2, start + (at / (2 * aDay) * Day) + random.Next(1, 80_000_000), at % 3 == 0 ? 1 : 3, at % 5 == 0 ? 3 : 2, VisitorMarks.None));
            var amount = (long)(3_000 * (.5 + random.NextDouble()) * (visitor.Arm == 0 ? 1 : 1 + effect));
            return (visitor, random.NextDouble() < .4 ? new[] { new VisitorOrder(visitor.FirstAt + 60_000, amount, 0, 1, amount / 3, false) } : []);
        })];
    }
}
