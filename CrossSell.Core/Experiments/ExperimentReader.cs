using CrossSell.Core.Events;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Experiments;

/// <summary>What experiments say, from stored daily sums alone: no visit of a page reads an event or an order.</summary>
/// <param name="retention">Null is <see cref="VisitorRetention.DefaultDays"/>.</param>
public sealed class ExperimentReader(StudioStore store, VisitorRetention? retention = null)
{
    private const int FigureDays = 365;

    private readonly TimeSpan keptFor = TimeSpan.FromDays(retention?.Days ?? VisitorRetention.DefaultDays);

    /// <summary>Null when there is none for the reader, or it was never started.</summary>
    public async Task<ExperimentReading?> ReadAsync(ReadScope scope, int experimentId, CancellationToken cancellation = default) =>
        (await ReadManyAsync(scope, [experimentId], cancellation)).GetValueOrDefault(experimentId);

    /// <summary>By experiment; those that were never started, and those that the reader may not see, are left out.</summary>
    public async Task<IReadOnlyDictionary<int, ExperimentReading>> ReadManyAsync(
        ReadScope scope, IReadOnlyCollection<int> experimentIds, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(experimentIds);
        await using var db = store.Read(scope);
        var now = store.Time.GetUtcNow();
        int[] ids = [.. experimentIds];
        var experiments = await db.Experiments
            .Where(experiment => ids.Contains(experiment.Id) && experiment.State != ExperimentState.Draft && experiment.From <= now).ToListAsync(cancellation);
        ids = [.. experiments.Select(experiment => experiment.Id)];
        var days = (await db.ExperimentDays.Where(day => ids.Contains(day.ExperimentId)).ToListAsync(cancellation)).ToLookup(day => day.ExperimentId);
        var excluded = (await db.ExperimentExclusions.Where(row => ids.Contains(row.ExperimentId)).ToListAsync(cancellation)).ToLookup(row => row.ExperimentId);
        var at = await db.ExperimentProgress.ToDictionaryAsync(progress => progress.ChannelId, progress => progress.At, cancellation);
        return experiments.ToDictionary(experiment => experiment.Id, experiment => ReadingMaker.Make(
            ReadingTerms.Of(experiment), [.. days[experiment.Id]], [.. excluded[experiment.Id]],
            at.TryGetValue(experiment.ChannelId, out var read) ? read : null, experiment.Until <= now));
    }

    /// <summary>
    /// What cross-selling brought a shop during the last year, as its newest hold-out says; null where there was none, or it held out too few to say anything.
    /// </summary>
    public async Task<HoldOutFigure?> HoldOutAsync(ReadScope scope, int channelId, CancellationToken cancellation = default)
    {
        List<Experiment> holdOuts;
        await using (var db = store.Read(scope))
        {
            var since = store.Time.GetUtcNow().AddDays(-FigureDays);
            holdOuts = await db.Experiments
                .Where(experiment => experiment.ChannelId == channelId && experiment.Question == ExperimentQuestion.HoldOut
                    && experiment.State != ExperimentState.Draft && (experiment.Until == null || experiment.Until > since))
                .OrderByDescending(experiment => experiment.From).ToListAsync(cancellation);
        }

        var readings = await ReadManyAsync(scope, [.. holdOuts.Select(experiment => experiment.Id)], cancellation);
        return holdOuts.Select(experiment => readings.TryGetValue(experiment.Id, out var reading) ? FigureOf(experiment, reading) : null)
            .FirstOrDefault(figure => figure is not null);
    }

    private HoldOutFigure? FigureOf(Experiment experiment, ExperimentReading reading)
    {
        var found = reading.Metrics.FirstOrDefault(metric => metric is { Metric: ExperimentMetric.RevenuePerVisitor, Arm: 1 });
        if (found is null || reading is not { FirstDay: { } first, LastDay: { } last } || reading.Ratio?.IsAlarm == true)
        {
            return null;
        }

        // All visitors who saw panels: those that were held out are a known share of all.
        var others = reading.Arms[0].Visitors * (double)(Experiment.Whole - experiment.ShareBasisPoints) / experiment.ShareBasisPoints;
        return new HoldOutFigure(
            experiment.Id, first, last, reading.Arms[0].Visitors,
            new Effect(found.Absolute.Value * others, found.Absolute.Low * others, found.Absolute.High * others), found.Relative, found.IsConclusive)
        {
            CountedDays = (int)VisitorWindow.Of(keptFor, ReadingTerms.DefaultPastDays).Counted.TotalDays,
        };
    }
}
