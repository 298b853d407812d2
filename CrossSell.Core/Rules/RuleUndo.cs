using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Rules;

/// <summary>Rules need the right in the shops that they are for, as they are and as they were.</summary>
internal sealed class RuleUndo : UndoRule
{
    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(Rule)];

    public override async Task<Refusal?> DenyAsync(StudioDb db, IReadOnlyList<Change> changes, Actor actor, CancellationToken cancellation)
    {
        // Priorities are renumbered when another rule comes or goes: they are nobody's own change.
        var own = changes.Where(change => !change.IsEditOfOnly(nameof(Rule.Priority))).ToList();
        if (own.Count < changes.Count && !actor.CanAnywhere(Permission.EditLinks))
        {
            return actor.Deny(Permission.EditLinks, null);
        }

        var ids = own.Select(change => change.KeyPart()).ToArray();
        var rules = await db.Rules.Where(rule => ids.Contains(rule.Id)).ToDictionaryAsync(rule => rule.Id, cancellation);
        return own.Select(change => Deny(change, rules.GetValueOrDefault(change.KeyPart()), actor)).FirstOrDefault(denied => denied is not null);
    }

    private static Refusal? Deny(Change change, Rule? now, Actor actor)
    {
        var then = Change.Value<List<int>>(change.Before ?? change.After, nameof(Rule.ChannelIds)) ?? now?.ChannelIds;
        return RuleService.Deny(actor, then ?? []) ?? (now is null ? null : RuleService.Deny(actor, now.ChannelIds));
    }
}
