using System.Text.Json;
using CrossSell.Core.Audit;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bundles;

/// <summary>
/// Makes whoever changes what a revision holds one of its authors, inside the write itself and by whatever way the change came: the builder, a bulk edit, a
/// successor, an undo. An author never approves, so no way round the services opens the four eyes.
/// </summary>
internal static class RevisionAuthors
{
    // Where the revision stands, and not what is in it.
    private static readonly string[] NotContent =
        [
            nameof(BundleRevision.State), nameof(BundleRevision.SubmittedBy), nameof(BundleRevision.SubmittedAt), nameof(BundleRevision.UpdatedAt),
            nameof(BundleRevision.Version)];

    /// <param name="changes">What the write has saved so far, each with the row it is about.</param>
    /// <returns>Whether rows were added that still have to be saved.</returns>
    public static async Task<bool> FollowAsync(WriteSession session, IEnumerable<(object Row, Change Change)> changes, CancellationToken cancellation)
    {
        // Jobs of the studio and keys never approve.
        if (session.Actor.Kind != ActorKind.Person)
        {
            return false;
        }

        var touched = changes.Select(item => item.Row switch
        {
            BundleComponent component => component.RevisionId,
            BundleChannel place => place.RevisionId,
            BundleRevision revision when IsContent(item.Change) => revision.Id,
            _ => 0,
        }).Where(id => id != 0).Distinct().ToArray();
        if (touched.Length == 0)
        {
            return false;
        }

        // What is gone with its bundle has no authors any more.
        var missing = await session.Db.BundleRevisions
            .Where(revision => touched.Contains(revision.Id) && !revision.Authors.Any(author => author.ActorId == session.Actor.Id))
            .Select(revision => revision.Id).ToListAsync(cancellation);
        session.Db.RevisionAuthors
            .AddRange(missing.Select(id => new RevisionAuthor { RevisionId = id, ActorId = session.Actor.Id, Name = session.Actor.Name }));
        return missing.Count > 0;
    }

    private static bool IsContent(Change change)
    {
        if (change.Kind != ChangeKind.Edited)
        {
            return change.Kind == ChangeKind.Added;
        }

        using var fields = JsonDocument.Parse(change.After ?? "{}");
        return fields.RootElement.EnumerateObject().Any(field => !NotContent.Contains(field.Name));
    }
}
