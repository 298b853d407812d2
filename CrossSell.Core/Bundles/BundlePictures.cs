using CrossSell.Core.Media;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bundles;

/// <summary>The pictures that revisions show, old ones too: a roll back shows them again.</summary>
internal sealed class BundlePictures : IPictureUse
{
    public async Task<IReadOnlyCollection<string>> NamedAsync(StudioDb db, IReadOnlyCollection<string> hashes, CancellationToken cancellation) =>
        (await db.BundleRevisions.Select(revision => new { revision.PictureHash, revision.Locales }).ToListAsync(cancellation))
            .SelectMany(revision => revision.Locales.Select(own => own.PictureHash).Prepend(revision.PictureHash)).OfType<string>()
            .Intersect(hashes, StringComparer.Ordinal).ToArray();
}
