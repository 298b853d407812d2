using CrossSell.Core.People;
using CrossSell.Core.Promises;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Experiments;

/// <summary>Lets experiments of bundles or of all panels that are over, and hold-outs, say what was bought that would not have been otherwise.</summary>
public sealed class ExperimentComparisons(StudioStore store, ExperimentReader reader) : PromiseComparisons
{
    public override async Task<IReadOnlyList<PromiseComparison>> ReadAsync(int channelId, CancellationToken cancellation)
    {
        var now = store.Time.GetUtcNow();
        List<Experiment> found;
        await using (var db = store.Read())
        {
            found = await db.Experiments.Where(experiment => experiment.ChannelId == channelId && experiment.State != ExperimentState.Draft
                && experiment.From <= now && (experiment.Question == ExperimentQuestion.Bundle || experiment.Question == ExperimentQuestion.AnyPanel
                    || experiment.Question == ExperimentQuestion.HoldOut))
                .OrderBy(experiment => experiment.Id).ToListAsync(cancellation);
        }

        // Nobody looks into an experiment before its end, on no way; a hold-out may be read at any time.
        found.RemoveAll(experiment => !experiment.IsHoldOut && !(experiment.Until <= now));
        // One of some panels or of some shoppers says nothing of what all of them buy.
        found.RemoveAll(experiment => experiment.Question == ExperimentQuestion.AnyPanel
            && (experiment.Placements.Count > 0 || experiment.Segment is not null || experiment.Arms.Count != 2));
        var readings = await reader.ReadManyAsync(ReadScope.Everything, [.. found.Select(experiment => experiment.Id)], cancellation);
        return [.. found
            .Where(experiment => readings.GetValueOrDefault(experiment.Id)?.Verdict is not (null or ExperimentVerdict.Invalid or ExperimentVerdict.TooEarly))
            .Select(experiment => new PromiseComparison(
                experiment.Id, experiment.Name, experiment.SubjectId, experiment.From!.Value, experiment.Until, experiment.Arms[0].WeightBasisPoints,
                experiment.Arms[1].WeightBasisPoints))];
    }

    public override bool? IsWith(string arms, int experimentId) => ArmWord.Of(arms, experimentId) is { } arm ? arm != "a" : null;
}
