using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>Asks the database what is known of products, and keeps the completeness of their listings true inside the write that changed them.</summary>
public static class CompletenessUpdate
{
    /// <summary>Completeness of one product in each channel that lists it, by channel id.</summary>
    public static async Task<IReadOnlyDictionary<int, Completeness>> OfAsync(StudioDb db, int productId, CancellationToken cancellation = default)
    {
        var product = await db.Products.AsNoTracking().SingleAsync(item => item.Id == productId, cancellation);
        var listings = await db.Listings.AsNoTracking().Where(listing => listing.ProductId == productId).ToListAsync(cancellation);
        var channels = await db.Channels.AsNoTracking().ToDictionaryAsync(channel => channel.Id, channel => channel.RequiredFields, cancellation);
        var (attributes, type) = await AttributesAsync(db, product, cancellation);
        return listings.ToDictionary(listing => listing.ChannelId, listing => Completeness.Of(channels[listing.ChannelId], Facts(product, listing, attributes, type)));
    }

    /// <summary>Writes the completeness of the product's listings anew. Call it after the session's other changes were saved.</summary>
    internal static async Task WriteAsync(WriteSession session, int productId, CancellationToken cancellation)
    {
        var completeness = await OfAsync(session.Db, productId, cancellation);
        foreach (var listing in await session.Db.Listings.Where(item => item.ProductId == productId).ToListAsync(cancellation))
        {
            listing.Completeness = completeness[listing.ChannelId].Percent;
        }
    }

    private static async Task<(IReadOnlySet<string> Filled, IReadOnlyDictionary<string, bool> Type)> AttributesAsync(
        StudioDb db, Product product, CancellationToken cancellation)
    {
        var filled = await (
            from value in db.AttributeValues
            join attribute in db.Attributes on value.AttributeId equals attribute.Id
            where (value.ProductId == product.Id || value.ProductId == product.ParentId) && value.Text != ""
            select attribute.Code).Distinct().ToListAsync(cancellation);
        var type = await (
            from place in db.Set<ProductTypeAttribute>()
            join attribute in db.Attributes on place.AttributeId equals attribute.Id
            where place.ProductTypeId == product.ProductTypeId
            orderby place.Position
            select new { attribute.Code, place.Required }).ToListAsync(cancellation);
        return (filled.ToHashSet(StringComparer.Ordinal), type.ToDictionary(row => row.Code, row => row.Required, StringComparer.Ordinal));
    }

    private static CompletenessFacts Facts(Product product, Listing listing, IReadOnlySet<string> attributes, IReadOnlyDictionary<string, bool> type) => new(
        product.Kind,
        product.Name.Length > 0,
        !string.IsNullOrEmpty(product.Brand),
        !string.IsNullOrEmpty(product.Description),
        product.Picture is not null,
        product.CategoryId is not null,
        product.Gtin is not null,
        listing.Price > 0,
        listing.Cost is not null,
        attributes,
        type);
}
