using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Affinity.AffinityTexts;

namespace CrossSell.Core.Affinity;

/// <summary>A person's verdict on a pair is taken back for some seconds only.</summary>
internal sealed class VerdictUndo : UndoRule
{
    // Ten seconds of a person's, and the way there.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(SuggestionVerdict)];

    // Half of an older verdict beside half of a newer would be nobody's.
    public override string LeftAsOne => L["was decided on again since."];

    public override async Task<Refusal?> DenyAsync(StudioDb db, IReadOnlyList<Change> changes, Actor actor, CancellationToken cancellation)
    {
        var ids = changes.Select(change => change.KeyPart()).ToArray();
        var channels = await db.SuggestionVerdicts.Where(verdict => ids.Contains(verdict.Id)).ToDictionaryAsync(
            verdict => verdict.Id, verdict => (int?)verdict.ChannelId, cancellation);
        return changes.Select(change => actor.Deny(
                Permission.DecideSuggestions, change.Number(nameof(SuggestionVerdict.ChannelId)) ?? channels.GetValueOrDefault(change.KeyPart())))
            .FirstOrDefault(denied => denied is not null);
    }

    // What was accepted by policy is nobody's verdict: the batch can be revoked whenever a person looks at it. What a job decided at once is taken back as one.
    public override Task<Refusal?> BlockAsync(
        WriteSession session, ChangeSet set, IReadOnlyList<Change> changes, CancellationToken cancellation) => Task.FromResult(
        set.ActorKind != ActorKind.Job && set.JobId is null && session.Now - set.At > Grace
            ? new Refusal("undo.verdict", L["A decision can be undone for a few seconds only. Decide on the pair again instead."])
            : null);
}
