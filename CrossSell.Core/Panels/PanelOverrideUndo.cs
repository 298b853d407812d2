using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;

namespace CrossSell.Core.Panels;

/// <summary>What a person said of a product in panels is taken back by those who may edit links there: in its shop, or in every shop.</summary>
internal sealed class PanelOverrideUndo : UndoRule
{
    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(PanelOverride)];

    public override Task<Refusal?> DenyAsync(StudioDb db, IReadOnlyList<Change> changes, Actor actor, CancellationToken cancellation) =>
        Task.FromResult(changes.Select(change => actor.Deny(Permission.EditLinks, change.Number(nameof(PanelOverride.ChannelId))))
            .FirstOrDefault(denied => denied is not null));
}
