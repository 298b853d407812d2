using CrossSell.Core.Catalog;
using CrossSell.Core.Experiments;
using CrossSell.Core.People;

namespace CrossSell.Core.Insights;

/// <summary>Asks the newest hold-out of a shop what cross-selling brought within the last year.</summary>
public sealed class CrossSellingQuery(ExperimentList experiments, ExperimentReader reader, InsightsQuery insights, TimeProvider time)
{
    /// <summary>Null where the shop had no hold-out in the last year, or the reader may not look into it.</summary>
    public async Task<CrossSellingFigure?> LoadAsync(ReadScope scope, int channelId, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var now = time.GetUtcNow();
        // The newest first: one that was turned off and on again begins from nothing.
        var row = (await experiments.LoadAsync(scope, cancellation)).FirstOrDefault(item => item.Channel.Id == channelId
            && item.Experiment is { IsHoldOut: true, State: ExperimentState.Started, From: { } from } && from <= now);
        if (row is not { Channel: { } channel, Experiment: { From: { } begun } holdOut })
        {
            return null;
        }

        var year = InsightPeriod.LastYear(DayOf(now, channel));
        var (first, last) = (DayOf(begun, channel), DayOf(holdOut.Until is { } until && until < now ? until : now, channel));
        if (last < year.From)
        {
            return null;
        }

        var period = new InsightPeriod(first < year.From ? year.From : first, last);
        var reading = await reader.ReadAsync(scope, holdOut.Id, cancellation);
        var amount = reading?.Verdict is ExperimentVerdict.Better or ExperimentVerdict.Worse
            ? CrossSelling.Of(
                reading, await insights.RevenueAsync(scope, channelId, period, cancellation), holdOut.ShareBasisPoints / (double)Experiment.Whole,
                channel.Currency)
            : null;
        return new CrossSellingFigure(holdOut.Id, period, reading, amount);
    }

    private static DateOnly DayOf(DateTimeOffset instant, Channel channel) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, channel.Zone).DateTime);
}
