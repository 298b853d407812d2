using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Media.MediaTexts;

namespace CrossSell.Core.Media;

/// <summary>A picture that was added, and the change set to take it back with.</summary>
public sealed record MediaAdded(int MediaId, string Hash, long ChangeSetId);

/// <summary>
/// What people do with a product's pictures: one gesture is one write, and each can be undone. Needs the right to edit products in one of the shops that list
/// it.
/// </summary>
public sealed partial class MediaService(StudioStore store, MediaStore files, PictureFetcher fetcher)
{
    /// <summary>More pictures than this nobody looks at.</summary>
    public const int MaxPerProduct = 30;

    private const int OriginLength = 300;

    private static Refusal Gone => Refusal.NotFound(L["This picture no longer exists."]);

    /// <summary>All pictures of a product, in order.</summary>
    public async Task<IReadOnlyList<PictureLine>> ListAsync(int productId, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await ProductPictures.OfAsync(db, productId, cancellation);
    }

    /// <summary>Puts a picture behind the others of the product.</summary>
    /// <param name="content">Read to its end, or to the limit. Its content alone decides what it is.</param>
    /// <param name="name">What the file was called, to remember it by.</param>
    public async Task<Outcome<MediaAdded>> AddAsync(int productId, Stream content, string? name, Actor actor, CancellationToken cancellation = default)
    {
        if (await DenyAsync(productId, actor, cancellation) is { } denied)
        {
            return denied;
        }

        return (await MediaStore.ReadAsync(content, cancellation)).IsRefused(out var refusal, out var read)
            ? refusal
            : await AddAsync(productId, read, name, actor, cancellation);
    }

    /// <summary>Fetches a picture from the public internet and puts it behind the others of the product.</summary>
    public async Task<Outcome<MediaAdded>> AddFromAddressAsync(int productId, string address, Actor actor, CancellationToken cancellation = default)
    {
        if (await DenyAsync(productId, actor, cancellation) is { } denied)
        {
            return denied;
        }

        return (await fetcher.FetchAsync(address, cancellation)).IsRefused(out var refusal, out var bytes)
            ? refusal
            : await AddAsync(productId, MediaContent.Of(bytes), PictureAddress.Origin(address), actor, cancellation);
    }

    /// <summary>Asks the address for a picture that is wanted by <see cref="AddFetchedAsync"/>; nothing is kept yet.</summary>
    internal async Task<Outcome<MediaContent>> FetchAsync(string address, CancellationToken cancellation) =>
        (await fetcher.FetchAsync(address, cancellation)).IsRefused(out var refusal, out var bytes) ? refusal : MediaContent.Of(bytes);

    /// <summary>Puts what was fetched behind the other pictures of the product, as a part of a job.</summary>
    /// <param name="jobId">The job that it is undone with; null for none.</param>
    internal Task<Outcome<MediaAdded>> AddFetchedAsync(
        int productId, MediaContent content, string address, long? jobId, Actor actor, CancellationToken cancellation) =>
        AddAsync(productId, content, PictureAddress.Origin(address), actor, cancellation, jobId);

    /// <summary>The same for a picture that the studio keeps already.</summary>
    internal async Task<Outcome<MediaAdded>> AddStoredAsync(
        int productId, string hash, string address, long? jobId, Actor actor, CancellationToken cancellation) =>
        await files.ReadOriginalAsync(hash, cancellation) is { } bytes
            ? await AddFetchedAsync(productId, new MediaContent(hash, bytes), address, jobId, actor, cancellation)
            : await AddFromAddressAsync(productId, address, actor, cancellation);

    /// <summary>Moves a picture before another of the same product; null moves it to the end.</summary>
    /// <returns>The change set, for undo.</returns>
    public async Task<Outcome<long>> MoveAsync(int mediaId, int? beforeId, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Moved a picture", cancellation);
        if ((await FindAsync(session, mediaId, actor, cancellation)).IsRefused(out var refusal, out var found))
        {
            return refusal;
        }

        var order = found.All.Where(media => media.Id != mediaId).ToList();
        var index = beforeId is { } before ? order.FindIndex(media => media.Id == before) : order.Count;
        if (index < 0)
        {
            return beforeId == mediaId
                ? new Refusal("media.move", L["A picture cannot be moved before itself."], "before")
                : new Refusal("media.move", L["The order was changed by someone else. Reload and try again."], "before");
        }

        order.Insert(index, found.Media);
        for (var position = 0; position < order.Count; position++)
        {
            order[position].Position = position;
        }

        session.Purpose = $"Moved a picture of {found.Product.Name} to position {index + 1}";
        return await session.CommitAsync(cancellation);
    }

    /// <summary>Says what a picture shows; null or blank takes the words away.</summary>
    /// <inheritdoc cref="MoveAsync" path="/returns"/>
    public async Task<Outcome<long>> SetAltTextAsync(int mediaId, string? text, Actor actor, CancellationToken cancellation = default)
    {
        var clean = string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        if (clean?.Length > ProductMedia.AltTextLength)
        {
            return new Refusal("media.alt-text", L["Alt text has at most {0} characters.", ProductMedia.AltTextLength], nameof(ProductMedia.AltText));
        }

        await using var session = await store.WriteAsync(actor, "Described a picture", cancellation);
        if ((await FindAsync(session, mediaId, actor, cancellation)).IsRefused(out var refusal, out var found))
        {
            return refusal;
        }

        found.Media.AltText = clean;
        session.Purpose = $"Described a picture of {found.Product.Name}";
        return await session.CommitAsync(cancellation);
    }

    /// <summary>Takes a picture from the product. Its file stays as long as undo may want it back.</summary>
    /// <inheritdoc cref="MoveAsync" path="/returns"/>
    public async Task<Outcome<long>> RemoveAsync(int mediaId, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Removed a picture", cancellation);
        if ((await FindAsync(session, mediaId, actor, cancellation)).IsRefused(out var refusal, out var found))
        {
            return refusal;
        }

        session.Db.ProductMedia.Remove(found.Media);
        foreach (var later in found.All.Where(media => media.Position > found.Media.Position))
        {
            later.Position--;
        }

        session.Purpose = $"Removed a picture of {found.Product.Name}";
        return await session.CommitAsync(cancellation);
    }

    private async Task<Outcome<MediaAdded>> AddAsync(
        int productId, MediaContent content, string? name, Actor actor, CancellationToken cancellation, long? jobId = null)
    {
        var file = await KnownAsync(content.Hash, cancellation);
        if (file is null)
        {
            // Outside of the write: drawing takes longer than the database may be held.
            if ((await files.KeepAsync(content, cancellation)).IsRefused(out var unfit, out var kept))
            {
                return unfit;
            }

            file = new MediaFile
            {
                Hash = content.Hash,
                ContentType = kept.ContentType,
                Width = kept.Width,
                Height = kept.Height,
                Bytes = content.Bytes.Length,
                Origin = Shortened(name),
            };
        }

        await using var session = await store.WriteAsync(actor, "Added a picture", cancellation);
        // Again, where nobody else can write.
        if ((await CheckAsync(session.Db, productId, actor, cancellation)).IsRefused(out var refusal, out var product))
        {
            return refusal;
        }

        if (await session.Db.ProductMedia.AnyAsync(media => media.ProductId == productId && media.Hash == content.Hash, cancellation))
        {
            await RememberAsync(session, content.Hash, name, cancellation);
            return new Refusal("media.double", L["{0} already has this picture.", product.Name]);
        }

        files.Want(content);
        if (!await session.Db.MediaFiles.AnyAsync(item => item.Hash == content.Hash, cancellation))
        {
            file.CreatedAt = session.Now;
            session.Db.MediaFiles.Add(file);
        }
        else if (await session.Db.MediaFiles.AsTracking().SingleAsync(item => item.Hash == content.Hash, cancellation) is { } existing
            && Learned(existing.Origin, name) is { } learned)
        {
            existing.Origin = learned;
        }

        var added = new ProductMedia
        {
            ProductId = productId,
            Hash = content.Hash,
            Position = await session.Db.ProductMedia.CountAsync(media => media.ProductId == productId, cancellation),
        };
        session.Db.ProductMedia.Add(added);
        (session.Purpose, session.JobId) = ($"Added a picture to {product.Name}", jobId);
        return (await session.CommitAsync(cancellation)).IsRefused(out refusal, out var id) ? refusal : new MediaAdded(added.Id, content.Hash, id);
    }

    // The product shows this picture already, but nobody knew this address of it: next time it is not asked.
    private async Task RememberAsync(WriteSession refused, string hash, string? name, CancellationToken cancellation)
    {
        var origin = await refused.Db.MediaFiles.Where(file => file.Hash == hash).Select(file => file.Origin).SingleOrDefaultAsync(cancellation);
        await refused.DisposeAsync();
        if (Learned(origin, name) is { } learned)
        {
            await using var db = store.OpenUnaudited();
            await db.MediaFiles.Where(file => file.Hash == hash && file.Origin == origin)
                .ExecuteUpdateAsync(update => update.SetProperty(file => file.Origin, learned), cancellation);
        }
    }

    private static string? Learned(string? origin, string? name) =>
        PictureAddress.Of(name).FirstOrDefault() is { } address ? PictureAddress.With(origin, address) : null;

    private async Task<MediaFile?> KnownAsync(string hash, CancellationToken cancellation)
    {
        await using var db = store.Read();
        return files.Has(hash) ? await db.MediaFiles.SingleOrDefaultAsync(file => file.Hash == hash, cancellation) : null;
    }

    private async Task<Refusal?> DenyAsync(int productId, Actor actor, CancellationToken cancellation)
    {
        await using var db = store.Read();
        return (await CheckAsync(db, productId, actor, cancellation)).Refusal;
    }

    private static async Task<Outcome<Product>> CheckAsync(StudioDb db, int productId, Actor actor, CancellationToken cancellation)
    {
        if (await db.Products.AsNoTracking().SingleOrDefaultAsync(item => item.Id == productId, cancellation) is not { } product)
        {
            return Refusal.NotFound(L["This product no longer exists."]);
        }

        if (actor.DenyInEach(Permission.EditCatalog, await ProductChannels.OfAsync(db, product.Sku, cancellation)) is { } denied)
        {
            return denied;
        }

        return await db.ProductMedia.CountAsync(media => media.ProductId == productId, cancellation) >= MaxPerProduct
            ? new Refusal("media.too-many", L["{0} has {1} pictures, which is the maximum. Remove one first.", product.Name, MaxPerProduct])
            : product;
    }

    private static async Task<Outcome<Found>> FindAsync(WriteSession session, int mediaId, Actor actor, CancellationToken cancellation)
    {
        if (await session.Db.ProductMedia.SingleOrDefaultAsync(item => item.Id == mediaId, cancellation) is not { } media)
        {
            return Gone;
        }

        var product = await session.Db.Products.AsNoTracking().SingleAsync(item => item.Id == media.ProductId, cancellation);
        if (actor.DenyInEach(Permission.EditCatalog, await ProductChannels.OfAsync(session.Db, product.Sku, cancellation)) is { } denied)
        {
            return denied;
        }

        return new Found(
            media, product,
            [.. (await session.Db.ProductMedia.Where(item => item.ProductId == product.Id).ToListAsync(cancellation)).OrderBy(item => item.Position)]);
    }

    private static string? Shortened(string? name) =>
        string.IsNullOrWhiteSpace(name) ? null : name.Length > OriginLength && !PictureAddress.Of(name).Any() ? name[..OriginLength] : name;

    private sealed record Found(ProductMedia Media, Product Product, IReadOnlyList<ProductMedia> All);
}
