using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bundles;

/// <summary>
/// Makes anyone who changes what a revision holds one of its authors, inside the write itself and by whatever way the change came: the builder, a bulk edit, a
/// successor, an undo. An author never approves, so no way round the services opens the four eyes.
/// </summary>
internal sealed class RevisionAuthors : IWriteFollowUp
{
    // Where the revision stands, and not what is in it.
    private static readonly string[] NotContent =
        [
            nameof(BundleRevision.State), nameof(BundleRevision.SubmittedBy), nameof(BundleRevision.SubmittedAt), nameof(BundleRevision.UpdatedAt),
            nameof(BundleRevision.Version), nameof(BundleRevision.Round), nameof(BundleRevision.SupersededBy)];

    public async Task<Outcome> FollowAsync(WriteSession session, WrittenRows written, CancellationToken cancellation)
    {
        // Jobs of the studio and keys never approve.
        if (session.Actor.Kind != ActorKind.Person)
        {
            return Outcome.Done;
        }

        var touched = written.Tracked.Select(item => item.Row switch
        {
            BundleComponent component => component.RevisionId,
            BundleChannel place => place.RevisionId,
            BundleRevision revision when IsContent(item.Change) => revision.Id,
            _ => 0,
        }).Where(id => id != 0).Distinct().ToArray();
        if (touched.Length == 0)
        {
            return Outcome.Done;
        }

        // What is gone with its bundle has no authors any more.
        var missing = await session.Db.BundleRevisions
            .Where(revision => touched.Contains(revision.Id) && !revision.Authors.Any(author => author.ActorId == session.Actor.Id))
            .Select(revision => revision.Id).ToListAsync(cancellation);
        session.Db.RevisionAuthors
            .AddRange(missing.Select(id => new RevisionAuthor { RevisionId = id, ActorId = session.Actor.Id, Name = session.Actor.Name }));
        return missing.Count > 0 ? await session.SaveAsync(cancellation) : Outcome.Done;
    }

    private static bool IsContent(Change change) => change.Kind == ChangeKind.Added || (change.Kind == ChangeKind.Edited && !change.IsEditOfOnly(NotContent));
}
