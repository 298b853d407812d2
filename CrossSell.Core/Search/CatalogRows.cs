using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Search;

/// <summary>What the index knows of one row of a window.</summary>
internal sealed record IndexedRow(
    int Id, int Links, int? Completeness, string Missing, decimal? Margin, IReadOnlyList<string> Channels, int Suggestions, int Bundles)
{
    public static IndexedRow Of(CatalogColumns columns, int product, int channelId, ReadScope scope)
    {
        var channel = columns.Channel(channelId);
        var row = channel.RowOf(product);
        return new IndexedRow(
            columns.IdOf(product),
            columns.Links[product],
            row?.Completeness,
            row is { } listed ? columns.MissingSets[listed.Missing] : "",
            columns.Lookups.Channel(channelId) is { } shop ? columns.MarginOf(product, shop) : null,
            [.. columns.Lookups.Channels.Where(item => scope.Includes(item.Id) && columns.Channel(item.Id).Lists(product)).Select(item => item.Code)],
            columns.WaitingOf(channel, product),
            columns.Bundles[product]);
    }
}

/// <summary>Reads the rows of one window from the database: at most a page, by id.</summary>
internal static class CatalogRows
{
    public static async Task<IReadOnlyList<CatalogRow>> LoadAsync(StudioDb db, IReadOnlyList<IndexedRow> window, int channelId, CancellationToken cancellation)
    {
        var ids = window.Select(row => row.Id).ToArray();
        if (ids.Length == 0)
        {
            return [];
        }

        var summaries = (await ProductSummaries.LoadAsync(db, ids, channelId, cancellation)).ToDictionary(summary => summary.Id);
        var more = await (
            from product in db.Products
            where ids.Contains(product.Id)
            join type in db.ProductTypes on product.ProductTypeId equals type.Id into types
            from type in types.DefaultIfEmpty()
            join listing in db.Listings.Where(item => item.ChannelId == channelId) on product.Id equals listing.ProductId into listings
            from listing in listings.DefaultIfEmpty()
            select new
            {
                product.Id,
                Type = (string?)type.Name,
                product.Gtin,
                product.Tags,
                product.UpdatedAt,
                product.CreatedAt,
                product.Version,
                Listing = (int?)listing.Version,
                CompareAt = listing != null || product.Kind != ProductKind.Parent ? listing.CompareAtPrice : (
                    from variant in db.Set<Product>()
                    where variant.ParentId == product.Id && variant.Status == ProductStatus.Active
                    join sold in db.Set<Listing>().Where(item => item.ChannelId == channelId) on variant.Id equals sold.ProductId
                    orderby sold.Price, variant.Id
                    select sold.CompareAtPrice).FirstOrDefault(),
                Variants = product.Kind == ProductKind.Parent ? db.Set<Product>().Count(variant => variant.ParentId == product.Id) : 0,
            }).ToDictionaryAsync(row => row.Id, cancellation);

        // What was deleted since the index was asked is left out.
        return [.. window.Where(row => summaries.ContainsKey(row.Id) && more.ContainsKey(row.Id)).Select(row =>
        {
            var shown = more[row.Id];
            return new CatalogRow(
                summaries[row.Id], row.Links, shown.Variants, row.Completeness, row.Missing, shown.Type, shown.Gtin, shown.Tags, row.Margin, row.Channels,
                row.Suggestions, row.Bundles, shown.UpdatedAt, shown.CreatedAt, (shown.Version, shown.Listing))
            {
                CompareAtPrice = shown.CompareAt is { } before && summaries[row.Id].Price is { } price ? new Money(before, price.Currency) : null,
            };
        })];
    }
}
