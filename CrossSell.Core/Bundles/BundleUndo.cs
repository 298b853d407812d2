using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bundles;

internal sealed class BundleUndo : UndoRule
{
    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(Bundle)];

    public override Task<Refusal?> DenyAsync(StudioDb db, Change change, Actor actor, CancellationToken cancellation) =>
        Task.FromResult(actor.CanAnywhere(Permission.EditBundles) ? null : Refusal.Forbidden($"{actor.Name} may not edit bundles any more."));
}

/// <summary>
/// A revision needs the right in every shop where it is to be sold, and what was submitted or decided on since is not changed under its reviewers.
/// </summary>
internal sealed class RevisionUndo : UndoRule
{
    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(BundleRevision), typeof(BundleComponent), typeof(RevisionAuthor)];

    public override async Task<Refusal?> DenyAsync(StudioDb db, Change change, Actor actor, CancellationToken cancellation)
    {
        var id = change.KeyPart();
        if (change.Entity == nameof(BundleComponent))
        {
            id = change.Number(nameof(BundleComponent.RevisionId))
                ?? await db.BundleComponents.Where(component => component.Id == id).Select(component => component.RevisionId)
                    .SingleOrDefaultAsync(cancellation);
        }

        var revision = await db.BundleRevisions.AsNoTracking().Include(item => item.Channels).SingleOrDefaultAsync(item => item.Id == id, cancellation);
        return revision is null ? null
            : !revision.IsEditable ? new Refusal("undo.frozen", $"{revision.Name} is in review or was decided on since, so this cannot be undone as a whole.")
            : revision.Channels.Select(place => actor.Deny(Permission.EditBundles, place.ChannelId)).FirstOrDefault(denied => denied is not null);
    }

    // Whoever worked on a revision has worked on it, whatever is taken back: else a hand in it could be wiped off before it is approved.
    public override bool Stays(Change change) => change is { Entity: nameof(RevisionAuthor), Kind: ChangeKind.Added };
}
