using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.SavedViews;

/// <summary>A view is its owner's, and the administrators'.</summary>
internal sealed class SavedViewUndo : UndoRule
{
    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(SavedView)];

    public override async Task<Refusal?> DenyAsync(StudioDb db, IReadOnlyList<Change> changes, Actor actor, CancellationToken cancellation)
    {
        var ids = changes.Select(change => change.KeyPart()).ToArray();
        var owners = await db.SavedViews.Where(view => ids.Contains(view.Id)).ToDictionaryAsync(view => view.Id, view => view.OwnerId, cancellation);
        return changes.All(change => (Change.Value<string>(change.Before ?? change.After, nameof(SavedView.OwnerId))
            ?? owners.GetValueOrDefault(change.KeyPart())) == actor.Id)
            ? null
            : actor.Deny(Permission.Administer, null);
    }
}
