using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>Copies what belongs to a product onto a new one, inside another write. The new product must have its id.</summary>
internal static class ProductCopy
{
    /// <summary>A product of the same kind of thing, with neither id nor GTIN nor family: no two things share those.</summary>
    public static Product Of(Product from, string sku, string name, DateTimeOffset now, ProductStatus status = ProductStatus.Draft) => new()
    {
        Sku = sku,
        Name = name,
        Brand = from.Brand,
        Status = status,
        ProductTypeId = from.ProductTypeId,
        CategoryId = from.CategoryId,
        TaxClass = from.TaxClass,
        Description = from.Description,
        Tags = [.. from.Tags],
        Picture = from.Picture,
        CreatedAt = now,
        UpdatedAt = now,
    };

    public static async Task CategoriesAsync(WriteSession session, int fromId, int toId, CancellationToken cancellation)
    {
        foreach (var place in await session.Db.ProductCategories.AsNoTracking().Where(item => item.ProductId == fromId).ToListAsync(cancellation))
        {
            session.Db.Add(new ProductCategory { ProductId = toId, CategoryId = place.CategoryId });
        }
    }

    public static async Task TextsAsync(WriteSession session, int fromId, int toId, CancellationToken cancellation)
    {
        foreach (var text in await session.Db.ProductTexts.AsNoTracking().Where(item => item.ProductId == fromId).ToListAsync(cancellation))
        {
            session.Db.Add(new ProductText { ProductId = toId, Locale = text.Locale, Name = text.Name, Description = text.Description });
        }
    }

    /// <summary>Values that the new product does not have yet.</summary>
    public static async Task AttributesAsync(WriteSession session, int fromId, int toId, CancellationToken cancellation)
    {
        var has = await session.Db.AttributeValues.Where(value => value.ProductId == toId).Select(value => value.AttributeId).ToListAsync(cancellation);
        foreach (var value in await session.Db.AttributeValues.AsNoTracking().Where(item => item.ProductId == fromId && !has.Contains(item.AttributeId))
            .ToListAsync(cancellation))
        {
            session.Db.Add(new AttributeValue { ProductId = toId, AttributeId = value.AttributeId, Text = value.Text, Number = value.Number });
        }
    }

    /// <summary>Prices and costs; nobody has counted stock of the new product yet, so where it is tracked it begins with none.</summary>
    /// <param name="channelIds">Only these; a person copies into no shop that is not theirs.</param>
    public static async Task ListingsAsync(
        WriteSession session, int fromId, int toId, Func<int, bool> channelIds, bool published, CancellationToken cancellation)
    {
        foreach (var listing in await session.Db.Listings.AsNoTracking().Where(item => item.ProductId == fromId).ToListAsync(cancellation))
        {
            if (channelIds(listing.ChannelId))
            {
                session.Db.Add(new Listing
                {
                    ProductId = toId, ChannelId = listing.ChannelId, Price = listing.Price, CompareAtPrice = listing.CompareAtPrice, Cost = listing.Cost,
                    Stock = listing.Stock is null ? null : 0, Published = published && listing.Published,
                });
            }
        }
    }
}
