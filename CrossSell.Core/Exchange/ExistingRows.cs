using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>What stands there of the products of one batch.</summary>
/// <param name="Shops">Ids of the channels that list a product or one of its variants; of the families, too, that rows move into.</param>
/// <param name="Pictures">Addresses of the pictures that a product has, as <see cref="PictureAddress.Origin"/> writes them; loaded when the file names
/// some.</param>
internal sealed record ExistingRows(
    ILookup<int, Listing> Listings,
    ILookup<int, int> Categories,
    Dictionary<(int ProductId, int AttributeId), string> Values,
    Dictionary<(int ProductId, string Locale), (string? Name, string? Description)> Texts,
    ILookup<int, string> Pictures,
    IReadOnlyDictionary<string, string> Skus,
    ILookup<int, int> Shops)
{
    /// <param name="ids">The products of the batch.</param>
    /// <param name="families">Those that exist and are named as a parent.</param>
    public static async Task<ExistingRows> LoadAsync(
        StudioDb db, int[] ids, int[] families, CatalogHeader header, List<CatalogImportRow> rows, CancellationToken cancellation)
    {
        var skus = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var named = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < header.Attributes.Count; at++)
        {
            if (header.Attributes[at].Attribute.Kind == AttributeKind.Products)
            {
                named.UnionWith(rows.SelectMany(
                    row => row.Attributes[at]
                        ?.Split(CatalogImportRowReader.Several, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? []));
            }
        }

        if (named.Count > 0)
        {
            foreach (var sku in await db.Products.Where(product => EF.Parameter(named).Contains(product.Sku)).Select(product => product.Sku)
                .ToListAsync(cancellation))
            {
                skus[sku] = sku;
            }
        }

        var shops = await ProductChannels.OfManyAsync(db, [.. ids.Union(families)], cancellation);
        if (ids.Length == 0)
        {
            return new ExistingRows(
                Array.Empty<Listing>().ToLookup(listing => listing.ProductId), Array.Empty<int>().ToLookup(id => id), [], [],
                Array.Empty<string>().ToLookup(_ => 0), skus, shops);
        }

        var attributes = header.Attributes.Select(attribute => attribute.Attribute.Id).ToArray();
        return new ExistingRows(
            (await db.Listings.AsNoTracking().Where(listing => EF.Parameter(ids).Contains(listing.ProductId)).ToListAsync(cancellation))
                .ToLookup(listing => listing.ProductId),
            (await db.ProductCategories.AsNoTracking().Where(place => EF.Parameter(ids).Contains(place.ProductId)).ToListAsync(cancellation))
                .ToLookup(place => place.ProductId, place => place.CategoryId),
            attributes.Length == 0 ? [] : await db.AttributeValues.AsNoTracking()
                .Where(value => EF.Parameter(ids).Contains(value.ProductId) && EF.Parameter(attributes).Contains(value.AttributeId))
                .ToDictionaryAsync(value => (value.ProductId, value.AttributeId), value => value.Text, cancellation),
            header.Texts.Count == 0 ? [] : await db.ProductTexts.AsNoTracking().Where(text => EF.Parameter(ids).Contains(text.ProductId))
                .ToDictionaryAsync(text => (text.ProductId, text.Locale), text => (text.Name, text.Description), cancellation),
            header["image_urls"] < 0 ? Array.Empty<string>().ToLookup(_ => 0) : await ProductPictures.AddressesAsync(db, ids, cancellation),
            skus,
            shops);
    }
}
