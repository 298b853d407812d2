using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Experiments;

/// <summary>
/// Says before the start what an experiment can find, from the shop's own traffic and orders of the last four weeks. Visitors are counted by a sample of
/// their hashes, so that a shop with millions of events is asked as quickly as a small one.
/// </summary>
public sealed class ExperimentPlanner(StudioStore store)
{
    /// <summary>Durations that are looked at.</summary>
    public static readonly IReadOnlyList<int> Spans = [7, 14, 21, 28, 42, 56];

    /// <summary>Fewer buyers than this say nothing of what visitors spend.</summary>
    private const int LeastBuyers = 30;

    private const int LookBackDays = 28;
    private const int EnoughSampled = 400;
    private const int MostDays = 365;

    // Parts of 256 that are looked at, until enough visitors are found.
    private static readonly int[] Samples = [1, 16, 256];

    /// <summary>Null when the reader may not look into the shop.</summary>
    /// <param name="terms">As they are on the page; its metric, mode, arms, share and places matter.</param>
    /// <param name="effect">The smallest relative effect that is to be found; null for none named.</param>
    public async Task<ExperimentForecast?> ForecastAsync(
        ReadScope scope, int channelId, ExperimentTerms terms, double? effect, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(terms);
        if (!scope.Includes(channelId))
        {
            return null;
        }

        await using var db = store.Read(scope);
        if (await db.Channels.SingleOrDefaultAsync(channel => channel.Id == channelId, cancellation) is not { } channel)
        {
            return null;
        }

        var now = store.Time.GetUtcNow();
        var traffic = Traffic.Of(await SampleAsync(db, channelId, terms, now, cancellation), now, LookBackDays);
        if (traffic is null)
        {
            return new ExperimentForecast(0, null, null, null, [], null, null);
        }

        var orders = await ExperimentOrderRows.ReadAsync(db, channelId, now.AddDays(-LookBackDays), everybody: true, cancellation);
        var baselines = Spans.Where(days => days <= LookBackDays)
            .ToDictionary(days => days, days => BaselineOf(terms.Metric, orders.Values, now.AddDays(-days), traffic.Visitors(days)));
        // Of a hold-out both samples have the share; else all arms together.
        var share = (double)terms.ShareBasisPoints / Experiment.Whole * (terms.Question == ExperimentQuestion.HoldOut ? 2 : 1);
        var arms = Math.Max(2, terms.Arms.Count);
        var rule = new TestRule(ReadingTerms.DefaultAlpha, terms.Mode == ExperimentMode.AlwaysValid ? terms.SequentialTuning : null);
        double? SmallestOf(int days) => baselines[Spans.Last(span => span <= Math.Clamp(days, Spans[0], LookBackDays))] is { } baseline
            ? ExperimentPower.Smallest(baseline, traffic.Visitors(days) * share, arms, rule, ReadingTerms.DefaultPower)
            : null;
        // Never less than a week: weekdays differ.
        int? found = effect is > 0
            ? Enumerable.Range(Spans[0], MostDays - Spans[0] + 1).Cast<int?>().FirstOrDefault(days => SmallestOf(days!.Value) <= effect)
            : null;
        return new ExperimentForecast(
            traffic.PerDay * share, DayOf(traffic.From), DayOf(now), baselines[LookBackDays],
            baselines[LookBackDays] is null
                ? []
                : [.. Spans.Select(days => new PlannedSpan(days, (long)(traffic.Visitors(days) * share), SmallestOf(days)))],
            found, found is { } until ? (long)Math.Ceiling(traffic.Visitors(until) * share) : null);

        DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, channel.Zone).DateTime);
    }

    private static async Task<(IReadOnlyList<(long Newest, long Oldest)> Visitors, double Weight)> SampleAsync(
        StudioDb db, int channelId, ExperimentTerms terms, DateTimeOffset now, CancellationToken cancellation)
    {
        IReadOnlyList<(long, long)> found = [];
        foreach (var parts in Samples)
        {
            var until = parts == 256 ? "g" : parts.ToString("x2", CultureInfo.InvariantCulture);
            found = await ExperimentEventRows.SampleAsync(
                db, channelId, ("00", until), now.AddDays(-LookBackDays), [.. terms.Placements.Select(placement => placement.ToString())], cancellation);
            if (found.Count >= EnoughSampled || parts == 256)
            {
                return (found, 256.0 / parts);
            }
        }

        return (found, 1);
    }

    /// <summary>What the metric is like over a time, by visitor; null where too few bought.</summary>
    private static MetricBaseline? BaselineOf(
        ExperimentMetric metric, IEnumerable<List<VisitorOrder>> buyers, DateTimeOffset since, double visitors)
    {
        var (from, sums, bought) = (since.ToUnixTimeMilliseconds(), default(MetricSums), 0);
        foreach (var orders in buyers)
        {
            var own = orders.Where(order => order.At >= from && order.Left is null).OrderBy(order => order.At)
                .Aggregate(default(VisitorTotals), (total, order) => total.With(order) with { CameBack = total.CameBack || total.Orders > 0 });
            if (own.Orders > 0)
            {
                sums += MetricSums.Of(own.Point(metric, default));
                bought++;
            }
        }

        if (bought < LeastBuyers)
        {
            return null;
        }

        // Those who bought nothing count too; of visitors without events (blocked scripts) at least those are known who bought.
        var sample = MetricSamples.Of(metric, sums with { Visitors = Math.Max(visitors, bought) });
        return sample.Mean > 0 ? new MetricBaseline(sample.Mean, Math.Sqrt(sample.Variance)) : null;
    }

    /// <summary>How many visitors a shop has in so many days.</summary>
    /// <param name="From">The first day that it is known from.</param>
    /// <param name="Days">That are known; at least one.</param>
    /// <param name="Newest">Of each visitor the newest event, in days before now, ascending.</param>
    private sealed record Traffic(DateTimeOffset From, double Days, IReadOnlyList<double> Newest, double Weight)
    {
        private const int Week = 7;

        /// <summary>Over the time that is known.</summary>
        public double PerDay => Newest.Count * Weight / Days;

        public static Traffic? Of((IReadOnlyList<(long Newest, long Oldest)> Visitors, double Weight) sample, DateTimeOffset now, int most)
        {
            if (sample.Visitors.Count == 0)
            {
                return null;
            }

            var from = DateTimeOffset.FromUnixTimeMilliseconds(sample.Visitors.Min(visitor => visitor.Oldest));
            return new Traffic(
                from, Math.Clamp((now - from).TotalDays, 1, most),
                [.. sample.Visitors.Select(visitor => (now - DateTimeOffset.FromUnixTimeMilliseconds(visitor.Newest)).TotalDays).Order()], sample.Weight);
        }

        /// <summary>Different ones: who comes again counts once. Beyond what is known they come as in the last week of it.</summary>
        public double Visitors(int days)
        {
            if (days <= Days)
            {
                return Within(days);
            }

            var grown = Days > Week ? (Within(Days) - Within(Days - Week)) / Week : PerDay;
            return Within(Days) + ((days - Days) * grown);
        }

        private double Within(double days) => Newest.Count(age => age <= days) * Weight;
    }
}
