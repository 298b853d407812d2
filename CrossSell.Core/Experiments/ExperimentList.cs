using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Experiments;

/// <summary>An experiment with its shop.</summary>
/// <param name="SubjectName">Of the rule or the bundle; null for other questions, and when that is gone.</param>
public sealed record ExperimentRow(Experiment Experiment, Channel Channel, string? SubjectName);

/// <summary>Reads experiments.</summary>
public sealed class ExperimentList(StudioStore store)
{
    /// <summary>Those of the shops that the reader sees, the newest first; hold-outs with them.</summary>
    public async Task<IReadOnlyList<ExperimentRow>> LoadAsync(ReadScope scope, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return await RowsAsync(db, db.Experiments, cancellation);
    }

    /// <summary>Null when there is none, or none for the reader.</summary>
    public async Task<ExperimentRow?> FindAsync(ReadScope scope, int id, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return (await RowsAsync(db, db.Experiments.Where(experiment => experiment.Id == id), cancellation)).SingleOrDefault();
    }

    /// <summary>The hold-out of a shop that is on or looks back; null when it has none.</summary>
    public async Task<Experiment?> HoldOutAsync(ReadScope scope, int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var (now, started) = (store.Time.GetUtcNow(), await db.Experiments.Where(experiment => experiment.ChannelId == channelId
            && experiment.Question == ExperimentQuestion.HoldOut && experiment.State == ExperimentState.Started).ToListAsync(cancellation));
        return started.Find(experiment => experiment.IsCurrentHoldOut(now));
    }

    private static async Task<IReadOnlyList<ExperimentRow>> RowsAsync(StudioDb db, IQueryable<Experiment> asked, CancellationToken cancellation)
    {
        var experiments = await asked.OrderByDescending(experiment => experiment.Id).ToListAsync(cancellation);
        var channels = await db.Channels.ToDictionaryAsync(channel => channel.Id, cancellation);
        var names = await ExperimentSubjects.NamesAsync(db, experiments, cancellation);
        return [.. experiments.Where(experiment => channels.ContainsKey(experiment.ChannelId)).Select(experiment => new ExperimentRow(
            experiment, channels[experiment.ChannelId], names.GetValueOrDefault((experiment.Question, experiment.SubjectId ?? 0))))];
    }
}
