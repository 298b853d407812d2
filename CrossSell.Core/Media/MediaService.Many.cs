using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Media;

/// <summary>A picture of a product that the studio made itself.</summary>
/// <param name="AltText">What it shows, for those who do not see it.</param>
/// <param name="Name">What its file is remembered by.</param>
public sealed record MadePicture(int ProductId, MediaContent Content, string AltText, string Name);

public sealed partial class MediaService
{
    // What lists show, on screens of either density. Larger ones are drawn when somebody looks at the product.
    private static readonly int[] WidthsOfMade = [96, 320];

    /// <summary>
    /// Gives pictures to products that have none, those of all of them as one write. A product that got a picture meanwhile, or is gone, stays as it is.
    /// </summary>
    /// <param name="pictures">In the order in which each product shall show its own.</param>
    /// <param name="jobId">The job that they are undone with; null for none.</param>
    /// <returns>How many products got theirs.</returns>
    internal async Task<Outcome<int>> AddMadeAsync(
        IReadOnlyList<MadePicture> pictures, long? jobId, Actor actor, CancellationToken cancellation = default)
    {
        var made = new Dictionary<string, MediaFile>(StringComparer.Ordinal);
        foreach (var picture in pictures.DistinctBy(picture => picture.Content.Hash))
        {
            if ((await files.KeepAsync(picture.Content, WidthsOfMade, cancellation)).IsRefused(out var unfit, out var kept))
            {
                return unfit;
            }

            made.Add(picture.Content.Hash, new MediaFile
            {
                Hash = picture.Content.Hash,
                ContentType = kept.ContentType,
                Width = kept.Width,
                Height = kept.Height,
                Bytes = picture.Content.Bytes.Length,
                Origin = Shortened(picture.Name),
            });
        }

        await using var session = await store.WriteAsync(actor, "Added pictures", cancellation);
        if (actor.Deny(Permission.EditCatalog, null) is { } denied)
        {
            return denied;
        }

        var ids = pictures.Select(picture => picture.ProductId).Distinct().ToArray();
        var bare = await session.Db.Products
            .Where(product => ids.Contains(product.Id) && !session.Db.Set<ProductMedia>().Any(media => media.ProductId == product.Id))
            .Select(product => product.Id).ToHashSetAsync(cancellation);
        if (bare.Count == 0)
        {
            return 0;
        }

        var known = await session.Db.MediaFiles.Where(file => made.Keys.Contains(file.Hash)).Select(file => file.Hash).ToHashSetAsync(cancellation);
        foreach (var own in pictures.Where(picture => bare.Contains(picture.ProductId)).GroupBy(picture => picture.ProductId))
        {
            foreach (var (position, picture) in own.DistinctBy(picture => picture.Content.Hash).Index())
            {
                files.Want(picture.Content);
                if (known.Add(picture.Content.Hash))
                {
                    var file = made[picture.Content.Hash];
                    file.CreatedAt = session.Now;
                    session.Db.MediaFiles.Add(file);
                }

                session.Db.ProductMedia.Add(new ProductMedia
                {
                    ProductId = own.Key,
                    Hash = picture.Content.Hash,
                    Position = position,
                    AltText = picture.AltText.Length <= ProductMedia.AltTextLength ? picture.AltText : picture.AltText[..ProductMedia.AltTextLength],
                });
            }
        }

        (session.Purpose, session.JobId) = ($"Added pictures to {English.Count(bare.Count, "product")}", jobId);
        return (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out _) ? refusal : bare.Count;
    }
}
