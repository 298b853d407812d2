using CrossSell.Core.Common;
using CrossSell.Core.Media;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

/// <summary>The pictures that revisions show, old ones too: a roll back shows them again.</summary>
internal sealed class BundlePictures : IPictureUse
{
    public async Task<IReadOnlyCollection<string>> NamedAsync(StudioDb db, IReadOnlyCollection<string> hashes, CancellationToken cancellation) =>
        (await db.BundleRevisions.Select(revision => new { revision.PictureHash, revision.Locales }).ToListAsync(cancellation))
            .SelectMany(revision => revision.Locales.Select(own => own.PictureHash).Prepend(revision.PictureHash)).OfType<string>()
            .Intersect(hashes, StringComparer.Ordinal).ToArray();
}

/// <summary>Takes in the pictures that show a bundle as a whole. They are no part of it before its draft names them.</summary>
public sealed class BundlePictureService(StudioStore store, MediaService media)
{
    /// <param name="revisionId">The draft that is edited: the right to edit it is asked in each of its shops.</param>
    /// <param name="content">Its content alone decides what it is.</param>
    /// <param name="name">What the file was called.</param>
    /// <returns>What the draft names it by.</returns>
    public async Task<Outcome<string>> KeepAsync(int revisionId, Stream content, string? name, Actor actor, CancellationToken cancellation = default)
    {
        await using (var db = store.Read())
        {
            if (await db.BundleRevisions.Where(revision => revision.Id == revisionId)
                .Select(revision => revision.Channels.Select(place => place.ChannelId).ToList()).SingleOrDefaultAsync(cancellation) is not { } channels)
            {
                return Refusal.NotFound(L["There is no such bundle."]);
            }

            if (actor.DenyInEach(Permission.EditBundles, channels) is { } denied)
            {
                return denied;
            }
        }

        return await media.KeepAsync(content, name, "Added a picture for a bundle", actor, cancellation);
    }
}
