using System.Text.Json;
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

    public override async Task<Refusal?> DenyAsync(StudioDb db, Change change, Actor actor, CancellationToken cancellation)
    {
        // Priorities are renumbered when another rule comes or goes: they are nobody's own change.
        if (change.IsEditOfOnly(nameof(Rule.Priority)))
        {
            return actor.CanAnywhere(Permission.EditLinks) ? null : actor.Deny(Permission.EditLinks, null);
        }

        using var fields = JsonDocument.Parse(change.Before ?? change.After!);
        var id = change.KeyPart();
        var now = await db.Rules.SingleOrDefaultAsync(rule => rule.Id == id, cancellation);
        var then = fields.RootElement.TryGetProperty(nameof(Rule.ChannelIds), out var channels) ? channels.Deserialize<List<int>>() : now?.ChannelIds;
        return RuleService.Deny(actor, then ?? []) ?? (now is null ? null : RuleService.Deny(actor, now.ChannelIds));
    }
}
