using CrossSell.Core.Demo;
using CrossSell.Core.Experiments;
using CrossSell.Tests.Core.Experiments;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Demo;

/// <summary>
/// The shoppers of the simulator in an experiment, without a host or a database: split by the hash that splits real visitors, summed up by day and read by what
/// sums up and reads those of a shop.
/// </summary>
internal static class PlayedExperiment
{
    public const int Days = 14;

    // From 12 to 48 euros.
    public static readonly IReadOnlyList<SimulatedProduct> Products =
        [.. Enumerable.Range(0, 25).Select(at => new SimulatedProduct($"SKU-{at}", 1_200 + (150 * at)))];

    private const long Day = 86_400_000;
    private const long Added = 1_900;

    private static readonly Experiment Split = TestExperiments.Started();
    private static readonly long Start = TestStudio.Start.ToUnixTimeMilliseconds();

    public static ExperimentReading Of(SimulationTerms simulation, ExperimentMode mode)
    {
        var until = TestStudio.Start.AddDays(simulation.Days);
        var terms = new ReadingTerms(1, 1, [.5, .5]) { Mode = mode, StartedAt = TestStudio.Start, EndedAt = until, OrdersUntil = until };
        var days = new VisitorDays(terms, at => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(at).UtcDateTime), until, TimeSpan.FromDays(90));
        var shoppers = new SimulatedShoppers(simulation, Products);
        foreach (var own in Enumerable.Range(0, simulation.Days).SelectMany(shoppers.On).GroupBy(visit => visit.Shopper))
        {
            var arm = Assignment.ArmOf(Split, shoppers.NameOf(own.First())).Code[0] - 'a';
            days.Add(
                new SeenVisitor { Arm = arm, FirstAt = At(own.First()), LastAt = At(own.Last()), Events = own.Count(), Device = 1, Source = 1 },
                [.. own.Where(visit => visit.Units > 0 && !(arm == 1 && shoppers.IsLost(visit))).Select(visit => OrderOf(shoppers, visit, arm == 1))]);
        }

        return ReadingMaker.Make(
            terms, [.. days.Build().Select(pair => pair.Value.ToDay(terms, pair.Key, isSealed: false))], [], until, isOver: true);
    }

    /// <summary>What the experiment says of revenue per visitor.</summary>
    public static MetricReading RevenueOf(ExperimentReading reading) =>
        reading.Metrics.Single(metric => metric.Metric == ExperimentMetric.RevenuePerVisitor);

    private static VisitorOrder OrderOf(SimulatedShoppers shoppers, SimulatedVisit visit, bool isTreated)
    {
        var added = isTreated ? shoppers.Added(visit, Added) : 0;
        return new VisitorOrder(At(visit), visit.Value + (added * Added), 0, visit.Units + added, 0, added > 0);
    }

    private static long At(SimulatedVisit visit) => Start + (long)(visit.At * Day);
}
