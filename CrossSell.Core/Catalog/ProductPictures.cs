using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>One picture of a product with what is known of its file.</summary>
/// <param name="Bytes">Of the original.</param>
/// <param name="Origin">Where it was fetched from, or the name it was uploaded under.</param>
public sealed record PictureLine(int Id, string Hash, int Position, string? AltText, string ContentType, int Width, int Height, long Bytes, string? Origin);

/// <summary>Which picture stands for a product: the one place that knows. Its own first picture, else its family's, else a drawing.</summary>
public static class ProductPictures
{
    /// <summary>What a picture's text begins with when a content hash follows; without it, it is a <see cref="Pictogram"/>.</summary>
    public const string MediaPrefix = "media:";

    /// <param name="hash">What <see cref="FirstAsync"/> gave for the product.</param>
    public static string Of(string? hash, string? own, string? category) =>
        hash is null ? own ?? category ?? ProductSummaries.NeutralPicture : MediaPrefix + hash;

    /// <summary>The content hash in a picture's text; null for a drawing.</summary>
    public static string? HashOf(string? picture) =>
        picture is not null && picture.StartsWith(MediaPrefix, StringComparison.Ordinal) ? picture[MediaPrefix.Length..] : null;

    /// <summary>Content hash of the picture that stands for each of these products; those that have none, nor their family, are left out.</summary>
    /// <param name="ids">Null asks for all products: for indexes, never on a request's path.</param>
    public static async Task<IReadOnlyDictionary<int, string>> FirstAsync(StudioDb db, IReadOnlyCollection<int>? ids, CancellationToken cancellation = default)
    {
        var first = db.ProductMedia.AsNoTracking().Where(media => media.Position == 0);
        var members = db.Products.AsNoTracking().Where(product => product.ParentId != null);
        if (ids is not null)
        {
            members = members.Where(product => ids.Contains(product.Id));
        }

        var hashes = await (
            from member in members
            join media in first on member.ParentId equals media.ProductId
            select new { member.Id, media.Hash }).ToDictionaryAsync(row => row.Id, row => row.Hash, cancellation);
        var own = ids is null ? first : first.Where(media => ids.Contains(media.ProductId));
        foreach (var row in await own.Select(media => new { media.ProductId, media.Hash }).ToListAsync(cancellation))
        {
            hashes[row.ProductId] = row.Hash;
        }

        return hashes;
    }

    /// <summary>All pictures of a product, in order.</summary>
    public static async Task<IReadOnlyList<PictureLine>> OfAsync(StudioDb db, int productId, CancellationToken cancellation = default) => await (
        from media in db.ProductMedia.AsNoTracking()
        join file in db.MediaFiles on media.Hash equals file.Hash
        where media.ProductId == productId
        orderby media.Position, media.Id
        select new PictureLine(media.Id, media.Hash, media.Position, media.AltText, file.ContentType, file.Width, file.Height, file.Bytes, file.Origin))
            .ToListAsync(cancellation);

    /// <summary>
    /// Where the pictures of these products were fetched from, in their order (<see cref="PictureAddress"/>); one that was uploaded has no address.
    /// </summary>
    public static async Task<ILookup<int, string>> AddressesAsync(
        StudioDb db, IReadOnlyCollection<int> ids, CancellationToken cancellation = default) => (await (
        from media in db.ProductMedia.AsNoTracking()
        join file in db.MediaFiles on media.Hash equals file.Hash
        where EF.Parameter(ids).Contains(media.ProductId)
        orderby media.ProductId, media.Position, media.Id
        select new { media.ProductId, file.Origin }).ToListAsync(cancellation))
        .SelectMany(row => PictureAddress.Of(row.Origin).Select(address => (row.ProductId, Address: address)))
        .ToLookup(row => row.ProductId, row => row.Address);

    /// <summary>Makes the product's pictures run from 0 without gaps, in the order that they have.</summary>
    internal static async Task RenumberAsync(WriteSession session, int productId, CancellationToken cancellation)
    {
        var position = 0;
        foreach (var media in (await session.Db.ProductMedia.Where(media => media.ProductId == productId).ToListAsync(cancellation))
            .OrderBy(media => media.Position).ThenBy(media => media.Id))
        {
            media.Position = position++;
        }
    }
}
