using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Workbench.WorkbenchTexts;

namespace CrossSell.Core.Workbench;

/// <summary>Loads a <see cref="ProductComparison"/>.</summary>
public sealed class ComparisonQuery(StudioStore store)
{
    /// <summary>In the order asked for; a SKU named twice counts once. Null when there is no such channel.</summary>
    public async Task<ProductComparison?> LoadAsync(ReadScope scope, IReadOnlyList<string> skus, int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        if (await db.Channels.Include(channel => channel.TaxRates).SingleOrDefaultAsync(channel => channel.Id == channelId, cancellation) is not { } shop)
        {
            return null;
        }

        var asked = skus.Select(sku => sku.Trim()).Where(sku => sku.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var found = (await db.Products.Where(product => asked.Contains(product.Sku)).ToListAsync(cancellation))
            .ToDictionary(product => product.Sku, StringComparer.OrdinalIgnoreCase);
        var known = asked.Where(found.ContainsKey).ToList();
        var products = known.Take(ProductComparison.Most).Select(sku => found[sku]).ToList();
        var compared = await ProductsAsync(db, products, shop, cancellation);
        return new ProductComparison(
            shop,
            compared,
            ComparisonRows.Of(compared, shop.Currency),
            await LinksAsync(db, products, shop, cancellation),
            await BundlesAsync(db, products, cancellation),
            [.. asked.Where(sku => !found.ContainsKey(sku))],
            [.. known.Skip(ProductComparison.Most)]);
    }

    private static async Task<List<ComparedProduct>> ProductsAsync(StudioDb db, List<Product> products, Channel shop, CancellationToken cancellation)
    {
        var ids = products.ConvertAll(product => product.Id);
        var successorIds = products.Select(product => product.SuccessorId).OfType<int>().ToList();
        var summaries = (await ProductSummaries.LoadAsync(db, ids, shop.Id, cancellation)).ToDictionary(summary => summary.Id);
        var channels = await db.Channels.ToDictionaryAsync(channel => channel.Id, channel => channel.Name, cancellation);
        var listings = (await db.Listings.Where(listing => ids.Contains(listing.ProductId)).OrderBy(listing => listing.ChannelId).ToListAsync(cancellation))
            .ToLookup(listing => listing.ProductId);
        var types = await db.ProductTypes.ToDictionaryAsync(type => type.Id, type => type.Name, cancellation);
        var successors = await db.Products.Where(product => successorIds.Contains(product.Id))
            .ToDictionaryAsync(product => product.Id, product => product.Sku, cancellation);
        var attributes = await ProductAttributes.OfAsync(db, products, cancellation);
        var paths = await CategoryPathsAsync(db, products, cancellation);
        var linksOut = await db.Links.Where(link => ids.Contains(link.SourceId)).GroupBy(link => link.SourceId)
            .ToDictionaryAsync(group => group.Key, group => group.Count(), cancellation);
        var linksIn = await db.Links.Where(link => ids.Contains(link.TargetId)).GroupBy(link => link.TargetId)
            .ToDictionaryAsync(group => group.Key, group => group.Count(), cancellation);
        return products.ConvertAll(product =>
        {
            var here = listings[product.Id].FirstOrDefault(listing => listing.ChannelId == shop.Id);
            return new ComparedProduct(
                product,
                summaries[product.Id],
                product.ProductTypeId is { } type ? types.GetValueOrDefault(type) : null,
                product.CategoryId is { } category ? paths.GetValueOrDefault(category) : null,
                product.SuccessorId is { } successor ? successors.GetValueOrDefault(successor) : null,
                here,
                here is null ? null : ListingMargin.BasisPoints(here.Price, here.Cost, shop, product.TaxClass),
                [.. listings[product.Id].Select(listing => channels[listing.ChannelId])],
                attributes[product.Id],
                linksOut.GetValueOrDefault(product.Id),
                linksIn.GetValueOrDefault(product.Id));
        });
    }

    private static async Task<Dictionary<int, string>> CategoryPathsAsync(StudioDb db, List<Product> products, CancellationToken cancellation)
    {
        var ids = products.Select(product => product.CategoryId).OfType<int>().Distinct().ToList();
        var leaves = await db.Categories.Where(category => ids.Contains(category.Id)).ToListAsync(cancellation);
        var path = leaves.ToDictionary(
            leaf => leaf.Id,
            leaf => leaf.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToList());
        var above = path.Values.SelectMany(step => step).Distinct().ToList();
        var names = await db.Categories.Where(category => above.Contains(category.Id))
            .ToDictionaryAsync(category => category.Id, category => category.Name, cancellation);
        return path.ToDictionary(leaf => leaf.Key, leaf => string.Join(" / ", leaf.Value.Select(id => names.GetValueOrDefault(id)).OfType<string>()));
    }

    // What all of them link to stands first, then what most do.
    private static async Task<IReadOnlyList<ComparedShare<ProductSummary>>> LinksAsync(
        StudioDb db, List<Product> products, Channel shop, CancellationToken cancellation)
    {
        var ids = products.ConvertAll(product => product.Id);
        var rows = await (
            from link in db.Links
            join type in db.LinkTypes on link.TypeId equals type.Id
            where ids.Contains(link.SourceId)
            orderby type.Position, link.Position
            select new { link.SourceId, link.TargetId, Type = type }).ToListAsync(cancellation);
        var targets = (await ProductSummaries.LoadAsync(db, [.. rows.Select(row => row.TargetId).Distinct()], shop.Id, cancellation))
            .ToDictionary(summary => summary.Id);
        var locale = shop.Locales.FirstOrDefault();
        return [.. rows.GroupBy(row => row.TargetId)
            .Select(target => new ComparedShare<ProductSummary>(
                targets[target.Key], [.. ids.Select(id => Joined(target.Where(row => row.SourceId == id).Select(row => row.Type.LabelIn(locale))))]))
            .OrderByDescending(share => share.Words.Count(word => word is not null))];
    }

    private static async Task<IReadOnlyList<ComparedShare<BundleLineOf>>> BundlesAsync(StudioDb db, List<Product> products, CancellationToken cancellation)
    {
        var held = new List<IReadOnlyList<BundleLineOf>>();
        foreach (var product in products)
        {
            held.Add(await ProductBundles.OfAsync(db, product.Id, cancellation));
        }

        return [.. held.SelectMany(bundles => bundles).DistinctBy(bundle => bundle.Code)
            .Select(bundle => new ComparedShare<BundleLineOf>(
                bundle, [.. held.Select(bundles => bundles.Any(other => other.Code == bundle.Code) ? L["in it"].Value : null)]))
            .OrderByDescending(share => share.Words.Count(word => word is not null))];
    }

    private static string? Joined(IEnumerable<string> words) => string.Join(", ", words) is { Length: > 0 } text ? text : null;
}
