using CrossSell.Core.Experiments;
using CsCheck;

namespace CrossSell.Tests.Core.Experiments;

public sealed class StatisticsPropertyTests
{
    private const long Start = 1_795_000_000_000;
    private const long Day = 86_400_000;

    private static readonly ReadingTerms Terms = new(1, 1, [.5, .5])
    {
        FirstMetric = ExperimentMetric.RevenuePerVisitor, StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(Start),
    };

    private static readonly Gen<ArmSample> AnySample =
        from mean in Gen.Double[.1, 100]
        from variance in Gen.Double[.01, 1_000]
        from count in Gen.Int[2, 100_000]
        select new ArmSample(mean, variance, count);

    private static readonly Gen<SeenVisitor> AnySeen =
        from arm in Gen.Int[0, 1]
        from at in Gen.Long[0, 5]
        from device in Gen.Int[0, 3]
        from source in Gen.Int[0, 2]
        from mark in Gen.Int[0, 9]
        select SeenVisitor.Of(new SeenEvent(
            arm, Start + at, device, source, mark == 0 ? VisitorMarks.Bot : mark == 1 ? VisitorMarks.Staff : VisitorMarks.None));

    private static readonly Gen<VisitorOrder> AnyOrder =
        from at in Gen.Long[-10 * Day, 40 * Day]
        from ordered in Gen.Long[0, 20_000]
        from part in Gen.Int[0, 4]
        from units in Gen.Int[1, 5]
        from margin in Gen.Long[-500, 5_000]
        from beside in Gen.Bool
        select new VisitorOrder(Start + at, ordered, part == 0 ? ordered / 2 : 0, units, margin, beside) { UnitsReturned = part == 0 ? 1 : 0 };

    private static readonly Gen<(SeenVisitor Visitor, VisitorOrder[] Orders)[]> AnyShop =
        (from arm in Gen.Int[0, 1]
         from first in Gen.Long[0, 20 * Day]
         from orders in AnyOrder.Array[0, 4]
         select (SeenVisitor.Of(new SeenEvent(arm, Start + first, 1, 2, VisitorMarks.None)), orders)).Array[1, 30];

    [Fact]
    public void SwappingTheArms_NegatesTheDifference_AndLeavesItsChance() => Gen.Select(AnySample, AnySample, Gen.Bool).Sample((a, b, always) =>
    {
        var rule = new TestRule(.05, always ? 5_000 : null);
        var (there, back) = (ArmComparison.Absolute(a, b, rule)!.Value, ArmComparison.Absolute(b, a, rule)!.Value);
        Assert.Equal(there.Effect.Value, -back.Effect.Value, 1e-12);
        Assert.Equal(there.Effect.Low, -back.Effect.High, 1e-9);
        Assert.Equal(there.P, back.P, 1e-12);
    });

    [Fact]
    public void AnEffect_IsBelowItsAlpha_JustWhereItsIntervalLeavesZeroOut() => Gen.Select(AnySample, AnySample, Gen.Bool).Sample((a, b, always) =>
    {
        var rule = new TestRule(.05, always ? 1_000 : null);
        foreach (var tested in new[] { ArmComparison.Absolute(a, b, rule)!.Value, ArmComparison.Relative(a, b, rule)!.Value })
        {
            Assert.True(tested.Effect.IsClear == tested.P < .05 || Math.Abs(tested.P - .05) < 1e-9);
        }
    });

    [Fact]
    public void SmallestEffect_IsFoundWithJustThePlannedPower_AndItsVisitorsAreAskedForAgain() =>
        Gen.Select(Gen.Double[1, 100], Gen.Double[.5, 8], Gen.Int[5_000, 5_000_000], Gen.Bool).Sample((mean, deviations, visitors, always) =>
        {
            var (metric, rule) = (new MetricBaseline(mean, mean * deviations), new TestRule(.05, always ? 5_000 : null));
            if (ExperimentPower.Smallest(metric, visitors, 2, rule, .8) is { } smallest)
            {
                Assert.Equal(.8, ExperimentPower.Of(metric, visitors, 2, smallest, rule), .001);
            }
        });

    [Fact]
    public void PowerInTheMiddle_IsThatOfTheStart_WhereVisitorsVaryAsPlanned()
    {
        var (metric, rule) = (new MetricBaseline(10, 60), new TestRule(.05, null));
        var now = new ArmSample(10, 3_600, 20_000);
        var error = Math.Sqrt(ArmComparison.RelativeVariance(now, now with { Mean = 10.5 }));
        Assert.Equal(ExperimentPower.Of(metric, 100_000, 2, .05, rule), ExperimentPower.InTheMiddle(error, 40_000, 100_000, .05, rule), 1e-9);
    }

    [Fact]
    public void WhatIsSeenOfAVisitor_IsTheSame_InWhateverOrderAndBatchesItComes() =>
        Gen.Select(AnySeen.Array[1, 12], Gen.Int[0, 1_000], Gen.Int[0, 12]).Sample((seen, seed, cut) =>
        {
            var whole = seen.Aggregate((left, right) => left.And(right));
            var mixed = (SeenVisitor[])seen.Clone();
            new Random(seed).Shuffle(mixed);
            Assert.Equal(whole, mixed.Aggregate((left, right) => left.And(right)));
            var at = Math.Clamp(cut, 1, mixed.Length);
            var first = mixed[..at].Aggregate((left, right) => left.And(right));
            Assert.Equal(whole, at == mixed.Length ? first : first.And(mixed[at..].Aggregate((left, right) => left.And(right))));
        });

    [Fact]
    public void DaysUpToAnyDay_SumUpTo_TheSumsOverVisitorsAsTheyWereAtItsEnd() => Gen.Select(AnyShop, Gen.Int[0, 45]).Sample((shop, day) =>
    {
        var until = DayOf(Start + (day * Day));
        var days = Sum(shop);
        foreach (var metric in new[]
        {
            ExperimentMetric.RevenuePerVisitor, ExperimentMetric.AverageOrderValue, ExperimentMetric.Returns, ExperimentMetric.MarginPerVisitor,
        })
        {
            for (var arm = 0; arm < 2; arm++)
            {
                var grown = days.Where(pair => pair.Key.Cut == ExperimentCut.None && pair.Key.Metric == metric && pair.Key.Arm == arm && pair.Key.Day <= until)
                    .Aggregate(default(MetricSums), (sum, pair) => sum + pair.Value);
                Assert.Equal(Naive(shop, metric, arm, until), grown);
            }
        }
    });

    [Fact]
    public void NoDay_ComesAfterTheEnd_AndWhoCameBackSinceIsCountedAllTheSame()
    {
        var end = Start + (10 * Day);
        var days = new VisitorDays(
            Terms with { EndedAt = DateTimeOffset.FromUnixTimeMilliseconds(end), OrdersUntil = DateTimeOffset.FromUnixTimeMilliseconds(end) }, DayOf,
            DateTimeOffset.FromUnixTimeMilliseconds(Start + (60 * Day)), TimeSpan.FromDays(90));
        days.Add(
            SeenVisitor.Of(new SeenEvent(1, Start + Day, 1, 2, VisitorMarks.None)),
            [new VisitorOrder(Start + (2 * Day), 100, 0, 1, 10, false), new VisitorOrder(Start + (20 * Day), 100, 0, 1, 10, false)]);

        var sums = days.Build();
        Assert.All(sums.Keys, key => Assert.True(key.Day <= DayOf(end - 1)));
        var repeat = sums.Where(pair => pair.Key is { Metric: ExperimentMetric.RepeatWithin30Days, Cut: ExperimentCut.None })
            .Aggregate(default(MetricSums), (sum, pair) => sum + pair.Value);
        Assert.Equal((1.0, 1.0), (repeat.Main, repeat.Below));
        Assert.Equal(
            100.0, sums.Where(pair => pair.Key is { Metric: ExperimentMetric.RevenuePerVisitor, Cut: ExperimentCut.None }).Sum(pair => pair.Value.Main));
    }

    [Fact]
    public void OrderOfVisitorsAndOrders_DoesNotMatter() => Gen.Select(AnyShop, Gen.Int[0, 1_000]).Sample((shop, seed) =>
    {
        var random = new Random(seed);
        var mixed = shop.Select(item => (item.Visitor, Orders: (VisitorOrder[])item.Orders.Clone())).ToArray();
        random.Shuffle(mixed);
        foreach (var item in mixed)
        {
            random.Shuffle(item.Orders);
        }

        var (one, other) = (Sum(shop), Sum(mixed));
        Assert.Equal(one.Count, other.Count);
        Assert.All(one, pair => Assert.Equal(pair.Value, other[pair.Key]));
    });

    [Fact]
    public void Groups_AddUpToEverybody() => AnyShop.Sample(shop =>
    {
        var days = Sum(shop);
        MetricSums Of(ExperimentCut cut) => days.Where(pair => pair.Key.Cut == cut && pair.Key.Metric == Terms.FirstMetric)
            .Aggregate(default(MetricSums), (sum, pair) => sum + pair.Value);
        Assert.Equal(Of(ExperimentCut.None), Of(ExperimentCut.Device));
        Assert.Equal(Of(ExperimentCut.None), Of(ExperimentCut.Source));
    });

    private static DateOnly DayOf(long at) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(at).UtcDateTime);

    private static IReadOnlyDictionary<DayKey, MetricSums> Sum(IEnumerable<(SeenVisitor Visitor, VisitorOrder[] Orders)> shop)
    {
        var days = new VisitorDays(Terms, DayOf, DateTimeOffset.FromUnixTimeMilliseconds(Start + (60 * Day)), TimeSpan.FromDays(90));
        foreach (var (visitor, orders) in shop)
        {
            days.Add(visitor, orders);
        }

        return days.Build();
    }

    /// <summary>Each visitor's own totals first, then their squares and products.</summary>
    private static MetricSums Naive(
        IEnumerable<(SeenVisitor Visitor, VisitorOrder[] Orders)> shop, ExperimentMetric metric, int arm, DateOnly until)
    {
        var sums = default(MetricSums);
        foreach (var (visitor, orders) in shop.Where(item => item.Visitor.Arm == arm && DayOf(item.Visitor.FirstAt) <= until))
        {
            var own = orders.Where(order => order.At >= visitor.FirstAt && DayOf(order.At) <= until).ToList();
            var past = orders.Where(order => order.At < visitor.FirstAt && order.At >= visitor.FirstAt - (28 * Day)).ToList();
            sums += MetricSums.Of(new VisitorPoint(Main(own), Below(own), Main(past), Below(past)));
        }

        return sums;

        double Main(List<VisitorOrder> orders) => metric switch
        {
            ExperimentMetric.Returns => orders.Sum(order => order.Returned),
            ExperimentMetric.MarginPerVisitor => orders.Sum(order => order.Margin),
            _ => orders.Sum(order => order.Ordered - order.Returned),
        };

        double Below(List<VisitorOrder> orders) => metric switch
        {
            ExperimentMetric.Returns => orders.Sum(order => order.Ordered),
            ExperimentMetric.AverageOrderValue => orders.Count,
            _ => 0,
        };
    }
}
