using System.Text.Json;
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

    public override async Task<Refusal?> DenyAsync(StudioDb db, Change change, Actor actor, CancellationToken cancellation) =>
        await OwnerAsync(db, change, cancellation) == actor.Id ? null : actor.Deny(Permission.Administer, null);

    private static async Task<string?> OwnerAsync(StudioDb db, Change change, CancellationToken cancellation)
    {
        using var document = JsonDocument.Parse(change.Before ?? change.After!);
        var id = change.KeyPart();
        return document.RootElement.TryGetProperty(nameof(SavedView.OwnerId), out var owner)
            ? owner.GetString()
            : await db.SavedViews.Where(view => view.Id == id).Select(view => view.OwnerId).SingleOrDefaultAsync(cancellation);
    }
}
