using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>What every list, picker, canvas node and panel row shows of a product, seen from one channel.</summary>
/// <param name="Picture">What <see cref="ProductPictures"/> chose: <c>media:</c> and a content hash, or a pictogram such as <c>camera.indigo</c>.</param>
/// <param name="Price">Null when the product is not listed in the channel.</param>
/// <param name="Stock">Null when not tracked, or not listed.</param>
/// <param name="Published">Listed and published in the channel.</param>
public sealed record ProductSummary(
    int Id,
    string Sku,
    string Name,
    string? Brand,
    ProductKind Kind,
    int? ParentId,
    ProductStatus Status,
    string Picture,
    int? CategoryId,
    string? Category,
    Money? Price,
    Money? Cost,
    int? Stock,
    bool Published)
{
    public int FamilyId => ParentId ?? Id;

    public bool InStock => Stock is null or > 0;
}

/// <summary>Reads <see cref="ProductSummary"/> rows: the one place that knows which picture and price stand for a product.</summary>
public static class ProductSummaries
{
    public const string NeutralPicture = "product.slate";

    /// <summary>
    /// Summaries of these products in no particular order; unknown ids are left out. A parent without a price of its own shows its cheapest variant's and the
    /// variants' stock together.
    /// </summary>
    public static async Task<IReadOnlyList<ProductSummary>> LoadAsync(
        StudioDb db, IReadOnlyCollection<int> ids, int channelId, CancellationToken cancellation = default)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var channel = await db.Channels.AsNoTracking().SingleAsync(item => item.Id == channelId, cancellation);
        var rows = await (
            from product in db.Products
            where ids.Contains(product.Id)
            join category in db.Categories on product.CategoryId equals category.Id into categories
            from category in categories.DefaultIfEmpty()
            join listing in db.Listings.Where(item => item.ChannelId == channelId) on product.Id equals listing.ProductId into listings
            from listing in listings.DefaultIfEmpty()
                // Not whole products: lists ask for thousands, whose descriptions nobody would read.
            select new
            {
                product.Id, product.Sku, product.Name, product.Brand, product.Kind, product.ParentId, product.Status, product.Picture, product.CategoryId,
                Category = category.Name, CategoryPicture = category.Picture,
                Price = (long?)listing.Price, listing.Cost, listing.Stock, Published = (bool?)listing.Published,
            }).ToListAsync(cancellation);
        var parents = rows.Where(row => row.Kind == ProductKind.Parent).Select(row => row.Id).ToList();
        var families = parents.Count == 0 ? [] : await (
            from variant in db.Products
            where variant.ParentId != null && parents.Contains(variant.ParentId.Value) && variant.Status == ProductStatus.Active
            join listing in db.Listings.Where(item => item.ChannelId == channelId) on variant.Id equals listing.ProductId
            orderby variant.Id // Of two as cheap the older one, always.
            select new { ParentId = variant.ParentId!.Value, listing.Price, listing.Cost, listing.Stock, listing.Published }).ToListAsync(cancellation);
        var byParent = families.ToLookup(row => row.ParentId);
        var pictures = await ProductPictures.FirstAsync(db, ids, cancellation);
        var texts = new TextPool();
        return [.. rows.Select(row =>
        {
            var (price, cost, stock, published) = (row.Price, row.Cost, row.Stock, row.Published ?? false);
            if (row.Kind == ProductKind.Parent && byParent[row.Id].MinBy(variant => variant.Price) is { } cheapest)
            {
                price ??= cheapest.Price;
                cost ??= cheapest.Cost;
                stock = byParent[row.Id].Any(variant => variant.Stock is null) ? null : byParent[row.Id].Sum(variant => variant.Stock);
                published |= byParent[row.Id].Any(variant => variant.Published);
            }

            return new ProductSummary(
                row.Id, row.Sku, row.Name, row.Brand is null ? null : texts.Of(row.Brand), row.Kind, row.ParentId, row.Status,
                texts.Of(ProductPictures.Of(pictures.GetValueOrDefault(row.Id), row.Picture, row.CategoryPicture)), row.CategoryId,
                row.Category is null ? null : texts.Of(row.Category),
                price is { } amount ? new Money(amount, channel.Currency) : null,
                cost is { } minor ? new Money(minor, channel.Currency) : null,
                stock, published);
        })];
    }
}

/// <summary>Where a product is sold.</summary>
public static class ProductChannels
{
    /// <summary>Ids of the channels that list the product itself or, for a parent, one of its variants.</summary>
    public static async Task<IReadOnlyList<int>> OfAsync(StudioDb db, string sku, CancellationToken cancellation = default) =>
        await db.Products.Where(product => product.Sku == sku).Select(product => (int?)product.Id).SingleOrDefaultAsync(cancellation) is { } id
            ? await OfAsync(db, id, cancellation)
            : [];

    /// <inheritdoc cref="OfAsync(StudioDb, string, CancellationToken)"/>
    public static async Task<IReadOnlyList<int>> OfAsync(StudioDb db, int productId, CancellationToken cancellation = default)
    {
        // Two short walks over an index; one query for both would look at every listing there is.
        var members = await db.Products.Where(product => product.Id == productId || product.ParentId == productId).Select(product => product.Id)
            .ToListAsync(cancellation);
        return await db.Listings.Where(listing => members.Contains(listing.ProductId)).Select(listing => listing.ChannelId).Distinct().Order()
            .ToListAsync(cancellation);
    }

    /// <summary>The same of many products at once, by product.</summary>
    public static async Task<ILookup<int, int>> OfManyAsync(StudioDb db, IReadOnlyCollection<int> productIds, CancellationToken cancellation = default)
    {
        var ids = productIds as int[] ?? [.. productIds];
        var own = await db.Listings.Where(listing => EF.Parameter(ids).Contains(listing.ProductId))
            .Select(listing => new { Id = listing.ProductId, listing.ChannelId }).ToListAsync(cancellation);
        var ofVariants = await (
            from variant in db.Products
            where variant.ParentId != null && EF.Parameter(ids).Contains(variant.ParentId.Value)
            join listing in db.Listings on variant.Id equals listing.ProductId
            select new { Id = variant.ParentId!.Value, listing.ChannelId }).Distinct().ToListAsync(cancellation);
        return own.Concat(ofVariants).Distinct().ToLookup(row => row.Id, row => row.ChannelId);
    }
}
