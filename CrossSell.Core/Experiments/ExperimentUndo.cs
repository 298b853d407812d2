using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Experiments.ExperimentsTexts;

namespace CrossSell.Core.Experiments;

/// <summary>
/// A draft is taken back by who may draft, a decision by who may decide. What was written while it was a draft stays once it was started: it is what was
/// planned.
/// </summary>
internal sealed class ExperimentUndo : UndoRule
{
    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(Experiment)];

    public override async Task<Refusal?> DenyAsync(StudioDb db, IReadOnlyList<Change> changes, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        foreach (var (change, now) in await WithRowsAsync(db, changes, cancellation))
        {
            var channel = now?.ChannelId ?? change.Number(nameof(Experiment.ChannelId));
            if (actor.Deny(change.Tells(nameof(Experiment.State)) && change.Kind == ChangeKind.Edited ? Permission.Review : Permission.EditBundles, channel)
                is { } denied)
            {
                return denied;
            }
        }

        return null;
    }

    public override async Task<IReadOnlyDictionary<long, string>> ConflictsAsync(
        WriteSession session, IReadOnlyList<Change> changes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(session);
        var conflicts = new Dictionary<long, string>();
        foreach (var (change, now) in await WithRowsAsync(session.Db, changes, cancellation))
        {
            if (now is { IsEditable: false } && !(change.Kind == ChangeKind.Edited && change.Tells(nameof(Experiment.State))))
            {
                conflicts[change.Id] = L["{0} was started since and stays as it was planned.", now.Name];
            }
        }

        return conflicts;
    }

    private static async Task<IReadOnlyList<(Change Change, Experiment? Now)>> WithRowsAsync(
        StudioDb db, IReadOnlyList<Change> changes, CancellationToken cancellation)
    {
        var ids = changes.Select(change => change.KeyPart()).ToArray();
        var rows = await db.Experiments.AsNoTracking().Where(experiment => ids.Contains(experiment.Id))
            .ToDictionaryAsync(experiment => experiment.Id, cancellation);
        return [.. changes.Select(change => (change, rows.GetValueOrDefault(change.KeyPart())))];
    }
}
