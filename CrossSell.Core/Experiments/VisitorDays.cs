using System.Runtime.InteropServices;
using CrossSell.Core.Common;

namespace CrossSell.Core.Experiments;

/// <summary>Which sums a row of <see cref="ExperimentDay"/> holds.</summary>
/// <param name="CutKey">Empty for everybody, and for visitors of whom the group is not known.</param>
public readonly record struct DayKey(DateOnly Day, int Arm, ExperimentMetric Metric, ExperimentCut Cut, string CutKey)
{
    public static DayKey Of(ExperimentDay day)
    {
        ArgumentNullException.ThrowIfNull(day);
        return new DayKey(day.Day, day.Arm, day.Metric, day.Cut, day.CutKey);
    }
}

/// <summary>
/// Sums visitors with their orders up by day, arm and metric. A visitor counts from the day of the first exposure on; each day with orders adds by how much
/// the visitor's own sums and squares grew, so all days up to one sum up to the sums over visitors as they were at its end. The order in which visitors come
/// does not matter. Groups and the first week are summed up for the first metric alone.
/// </summary>
[Engine]
public sealed class VisitorDays
{
    private const long DayLength = 86_400_000;
    private const int NoveltyDays = 7;
    private const int RepeatDays = 30;

    private readonly ReadingTerms terms;
    private readonly Func<long, DateOnly> dayOf;
    private readonly long start;
    private readonly long noveltyReady;
    private readonly long countedFor;
    private readonly long pastFor;
    private readonly Dictionary<DayKey, MetricSums> sums = [];
    private readonly Dictionary<(DateOnly Day, int Arm, int Device, int Source, string Cohort), int> counts = [];
    private readonly Dictionary<ExclusionReason, (long Count, long Amount)> excluded = [];

    /// <param name="dayOf">The day of an instant, in Unix milliseconds, as the shop's calendar says.</param>
    /// <param name="now">What is compared in its first seven days has to be through with them.</param>
    /// <param name="keptFor">How long it is known whose an order is; what counts of it says <see cref="VisitorWindow"/>.</param>
    public VisitorDays(ReadingTerms terms, Func<long, DateOnly> dayOf, DateTimeOffset now, TimeSpan keptFor)
    {
        ArgumentNullException.ThrowIfNull(terms);
        (this.terms, this.dayOf) = (terms, dayOf);
        start = terms.StartedAt.ToUnixTimeMilliseconds();
        noveltyReady = now.ToUnixTimeMilliseconds() - (NoveltyDays * DayLength);
        var window = VisitorWindow.Of(keptFor, terms.PastDays);
        (countedFor, pastFor) = ((long)window.Counted.TotalMilliseconds, (long)window.Past.TotalMilliseconds);
    }

    public IReadOnlyDictionary<ExclusionReason, (long Count, long Amount)> Excluded => excluded;

    /// <summary>The next visitor, once.</summary>
    /// <param name="orders">All that are known of the visitor, in any order, each once.</param>
    public void Add(SeenVisitor visitor, IReadOnlyList<VisitorOrder> orders)
    {
        ArgumentNullException.ThrowIfNull(orders);
        if (visitor.Arm >= terms.Shares.Count || visitor.FirstAt < start || visitor.FirstAt >= (terms.EndedAt?.ToUnixTimeMilliseconds() ?? long.MaxValue))
        {
            return;
        }

        if (visitor.Excluded is { } reason)
        {
            Exclude(reason, 1);
            return;
        }

        var cohort = visitor.FirstAt >= noveltyReady ? "" : visitor.FirstAt < start + (NoveltyDays * DayLength) ? VisitorGroups.FirstWeek : VisitorGroups.Later;
        var day = dayOf(visitor.FirstAt);
        CollectionsMarshal.GetValueRefOrAddDefault(counts, (day, visitor.Arm, visitor.Device, visitor.Source, cohort), out _)++;
        if (orders.Count == 0)
        {
            return;
        }

        var past = default(VisitorTotals);
        var counted = new List<VisitorOrder>(orders.Count);
        var until = Math.Min(terms.OrdersUntil?.ToUnixTimeMilliseconds() ?? long.MaxValue, visitor.FirstAt + countedFor);
        foreach (var order in orders)
        {
            if (order.Left is { } left)
            {
                if (order.At >= visitor.FirstAt && order.At < until)
                {
                    Exclude(left, 1);
                }
            }
            else if (order.At < visitor.FirstAt)
            {
                past = order.At >= visitor.FirstAt - pastFor ? past.With(order) : past;
                Exclude(ExclusionReason.BeforeExposure, 1);
            }
            else
            {
                counted.Add(order);
            }
        }

        // By amount within an instant, so that it does not matter in which order they were read.
        counted.Sort((left, right) => (left.At, left.Ordered, left.Units).CompareTo((right.At, right.Ordered, right.Units)));
        Walk(visitor, day, past, counted, until, cohort);
    }

    /// <summary>Something was left out before it came here.</summary>
    public void Exclude(ExclusionReason reason, long count, long amount = 0)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(excluded, reason, out _);
        known = (known.Count + count, known.Amount + amount);
    }

    /// <summary>All sums so far; days without any change have none.</summary>
    public IReadOnlyDictionary<DayKey, MetricSums> Build()
    {
        var all = new Dictionary<DayKey, MetricSums>(sums);
        foreach (var ((day, arm, device, source, cohort), visitors) in counts)
        {
            var plain = MetricSums.Nothing(visitors);
            foreach (var metric in ExperimentMetrics.All)
            {
                Add(all, new DayKey(day, arm, metric, ExperimentCut.None, ""), plain);
            }

            Add(all, new DayKey(day, arm, terms.FirstMetric, ExperimentCut.Device, VisitorGroups.Devices[device]), plain);
            Add(all, new DayKey(day, arm, terms.FirstMetric, ExperimentCut.Source, VisitorGroups.Sources[source]), plain);
            if (cohort.Length > 0)
            {
                Add(all, new DayKey(day, arm, terms.FirstMetric, ExperimentCut.Cohort, cohort), plain);
            }
        }

        return all;
    }

    private void Walk(SeenVisitor visitor, DateOnly first, VisitorTotals past, List<VisitorOrder> orders, long until, string cohort)
    {
        // What the visitor bought before is there from the first day on; the visitor as such is counted above.
        foreach (var metric in ExperimentMetrics.All)
        {
            Grow(visitor, first, metric, default, default, default, past);
        }

        GrowCohort(first, visitor.Arm, cohort, default, default, default, past);
        var (total, week) = (default(VisitorTotals), default(VisitorTotals));
        long? firstOrder = null;
        foreach (var order in orders)
        {
            var day = dayOf(order.At);
            if (order.At < until)
            {
                if (order.UnitsReturned > 0)
                {
                    Exclude(ExclusionReason.Returned, order.UnitsReturned, order.Returned);
                }

                var next = total.With(order);
                next = next with { CameBack = total.CameBack || IsAgain(order, firstOrder) };
                foreach (var metric in ExperimentMetrics.All)
                {
                    Grow(visitor, day, metric, total, next, past, past);
                }

                total = next;
                firstOrder ??= order.IsTakenBack ? null : order.At;
            }
            else if (!total.CameBack && IsAgain(order, firstOrder))
            {
                // Whether somebody comes back is known only some time after the end; it is told of the last day that counts, so that no day comes after it.
                var next = total with { CameBack = true };
                Grow(visitor, dayOf(until - 1), ExperimentMetric.RepeatWithin30Days, total, next, past, past);
                total = next;
            }

            if (order.At < Math.Min(until, visitor.FirstAt + (NoveltyDays * DayLength)))
            {
                var next = week.With(order) with { CameBack = week.CameBack || (week.Orders > 0 && !order.IsTakenBack) };
                GrowCohort(day, visitor.Arm, cohort, week, next, past, past);
                week = next;
            }
        }
    }

    private static bool IsAgain(VisitorOrder order, long? first) => !order.IsTakenBack && order.At < first + (RepeatDays * DayLength);

    private void Grow(
        SeenVisitor visitor, DateOnly day, ExperimentMetric metric, VisitorTotals from, VisitorTotals to, VisitorTotals pastFrom, VisitorTotals pastTo)
    {
        var growth = MetricSums.Of(to.Point(metric, pastTo)) - MetricSums.Of(from.Point(metric, pastFrom));
        if (growth == default)
        {
            return;
        }

        Add(sums, new DayKey(day, visitor.Arm, metric, ExperimentCut.None, ""), growth);
        if (metric == terms.FirstMetric)
        {
            Add(sums, new DayKey(day, visitor.Arm, metric, ExperimentCut.Device, VisitorGroups.Devices[visitor.Device]), growth);
            Add(sums, new DayKey(day, visitor.Arm, metric, ExperimentCut.Source, VisitorGroups.Sources[visitor.Source]), growth);
        }
    }

    private void GrowCohort(DateOnly day, int arm, string cohort, VisitorTotals from, VisitorTotals to, VisitorTotals pastFrom, VisitorTotals pastTo)
    {
        var growth = MetricSums.Of(to.Point(terms.FirstMetric, pastTo)) - MetricSums.Of(from.Point(terms.FirstMetric, pastFrom));
        if (cohort.Length > 0 && growth != default)
        {
            Add(sums, new DayKey(day, arm, terms.FirstMetric, ExperimentCut.Cohort, cohort), growth);
        }
    }

    private static void Add(Dictionary<DayKey, MetricSums> into, DayKey key, MetricSums more)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(into, key, out _);
        known += more;
    }
}
