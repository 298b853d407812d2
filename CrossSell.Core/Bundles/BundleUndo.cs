using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

internal sealed class BundleUndo : UndoRule
{
    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(Bundle)];

    /// <summary>Bringing a bundle back on sale needs what taking it off did: the right in every shop that ever sold it.</summary>
    public override async Task<Refusal?> DenyAsync(StudioDb db, IReadOnlyList<Change> changes, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanAnywhere(Permission.EditBundles))
        {
            return Refusal.Forbidden(L["{0} may no longer edit bundles.", actor.Name]);
        }

        var ids = changes.Where(change => change.Entity == nameof(Bundle)).Select(change => change.KeyPart()).ToArray();
        var channels = await db.BundleChannels
            .Where(place => db.Set<BundleRevision>().Any(revision => revision.Id == place.RevisionId && ids.Contains(revision.BundleId)))
            .Select(place => place.ChannelId).Distinct().ToListAsync(cancellation);
        return channels.Count == 0 ? null : actor.DenyInEach(Permission.EditBundles, channels);
    }
}

/// <summary>How a shop prices bundles is its administrators' to say.</summary>
internal sealed class BundleSettingsUndo : UndoRule
{
    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(BundleSettings)];

    public override Task<Refusal?> DenyAsync(StudioDb db, IReadOnlyList<Change> changes, Actor actor, CancellationToken cancellation) =>
        Task.FromResult(actor.Deny(Permission.Administer, null));
}

/// <summary>
/// A revision needs the right in every shop where it is to be sold, and what was submitted or decided on since is not changed under its reviewers.
/// </summary>
internal sealed class RevisionUndo : UndoRule
{
    public override IReadOnlyCollection<Type> Entities { get; } =
        [typeof(BundleRevision), typeof(BundleComponent), typeof(BundleChannel), typeof(RevisionAuthor)];

    public override async Task<Refusal?> DenyAsync(StudioDb db, IReadOnlyList<Change> changes, Actor actor, CancellationToken cancellation)
    {
        var (ofComponents, others) = (changes.Where(change => change.Entity == nameof(BundleComponent)).ToList(), changes
            .Where(change => change.Entity != nameof(BundleComponent)).Select(change => change.KeyPart()));
        var components = ofComponents.Select(change => change.KeyPart()).ToArray();
        var present = await db.BundleComponents.Where(component => components.Contains(component.Id)).Select(component => component.RevisionId)
            .ToListAsync(cancellation);
        var ids = others.Concat(present).Concat(ofComponents.Select(change => change.Number(nameof(BundleComponent.RevisionId))).OfType<int>()).ToHashSet();
        var revisions = await db.BundleRevisions.AsNoTracking().Include(item => item.Channels).Where(item => ids.Contains(item.Id)).OrderBy(item => item.Id)
            .ToListAsync(cancellation);
        // A deleted draft is not there to be asked: where it comes back to is told by its channels.
        return revisions.Select(revision => Deny(revision, actor)).FirstOrDefault(denied => denied is not null)
            ?? changes.Where(change => change.Entity == nameof(BundleChannel)).Select(change => actor.Deny(Permission.EditBundles, change.KeyPart(1)))
                .FirstOrDefault(denied => denied is not null);
    }

    private static Refusal? Deny(BundleRevision revision, Actor actor) => !revision.IsEditable
        ? new Refusal("undo.frozen", L["{0} is in review or was decided on since, so this cannot be undone as a whole.", revision.Name])
        : revision.Channels.Select(place => actor.Deny(Permission.EditBundles, place.ChannelId)).FirstOrDefault(denied => denied is not null);

    // Anyone who worked on a revision has worked on it, whatever is taken back: else a hand in it could be wiped off before it is approved.
    public override bool Stays(Change change) => change is { Entity: nameof(RevisionAuthor), Kind: ChangeKind.Added };
}
