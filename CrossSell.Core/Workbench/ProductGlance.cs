using System.Globalization;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Workbench;

/// <summary>A product in one shop at a glance.</summary>
/// <param name="Listing">As stored: completeness is what was written with the last change.</param>
/// <param name="MarginBasisPoints">Null when it is not known.</param>
public sealed record GlanceListing(Channel Channel, Listing Listing, int? MarginBasisPoints)
{
    public IReadOnlyList<string> Missing => Listing.Missing.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>Outgoing links of one type: how many, and the first of them.</summary>
public sealed record GlanceLinks(string Code, string Name, int Count, IReadOnlyList<ProductSummary> First);

/// <summary>The last recorded change of a product or of one of its listings.</summary>
public sealed record GlanceChange(string Who, DateTimeOffset At, string Purpose);

/// <summary>What a person wants to know of a product without leaving the list.</summary>
/// <param name="Channel">The one asked for, or another that lists the product; null when none does.</param>
/// <param name="Media">Content hashes of its pictures, in order, with their alt texts.</param>
/// <param name="Attributes">Of its type, in order, and only those with a value or needed.</param>
public sealed record ProductGlance(
    Product Product,
    ProductSummary Summary,
    Channel? Channel,
    IReadOnlyList<(string Hash, string? AltText)> Media,
    string? TypeName,
    string? SuccessorSku,
    int Variants,
    IReadOnlyList<GlanceListing> Listings,
    IReadOnlyList<AttributeLine> Attributes,
    IReadOnlyList<GlanceLinks> Links,
    int LinksIn,
    IReadOnlyList<BundleLineOf> Bundles,
    GlanceChange? LastChange)
{
    public GlanceListing? Here => Listings.FirstOrDefault(line => line.Channel.Id == Channel?.Id);
}

/// <summary>Loads a <see cref="ProductGlance"/>: by keys only, so that it takes as long for a million products as for ten.</summary>
public sealed class ProductGlanceQuery(StudioStore store)
{
    private const int LinksShown = 4;

    /// <summary>Null when there is no such product. A SKU is found without regard to case.</summary>
    public async Task<ProductGlance?> LoadAsync(ReadScope scope, string sku, int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        await db.Database.OpenConnectionAsync(cancellation); // Once, not for each question.
        if (await db.Products.SingleOrDefaultAsync(item => item.Sku == sku, cancellation) is not { } product)
        {
            return null;
        }

        var channels = await db.Channels.Include(channel => channel.TaxRates).ToDictionaryAsync(channel => channel.Id, cancellation);
        var listings = await db.Listings.Where(listing => listing.ProductId == product.Id).OrderBy(listing => listing.ChannelId).ToListAsync(cancellation);
        var shown = listings.Exists(listing => listing.ChannelId == channelId) ? channelId : listings.FirstOrDefault()?.ChannelId ?? channelId;
        var links = await LinksAsync(db, product.Id, channels.GetValueOrDefault(shown)?.Locales.FirstOrDefault(), cancellation);
        int[] named = [product.Id, .. links.SelectMany(group => group.First)];
        var summaries = (await ProductSummaries.LoadAsync(db, [.. named.Distinct()], shown, cancellation)).ToDictionary(summary => summary.Id);
        return new ProductGlance(
            product,
            summaries[product.Id],
            listings.Count == 0 ? null : channels[shown],
            [.. (await db.ProductMedia.Where(media => media.ProductId == product.Id || media.ProductId == product.ParentId)
                .OrderByDescending(media => media.ProductId == product.Id).ThenBy(media => media.Position)
                .Select(media => new { media.Hash, media.AltText }).Take(8).ToListAsync(cancellation)).Select(media => (media.Hash, media.AltText))],
            product.ProductTypeId is { } typeId
                ? await db.ProductTypes.Where(type => type.Id == typeId).Select(type => type.Name).SingleOrDefaultAsync(cancellation)
                : null,
            product.SuccessorId is { } successor
                ? await db.Products.Where(item => item.Id == successor).Select(item => item.Sku).SingleOrDefaultAsync(cancellation)
                : null,
            product.Kind == ProductKind.Parent ? await db.Products.CountAsync(item => item.ParentId == product.Id, cancellation) : 0,
            [.. listings.Select(listing => new GlanceListing(
                channels[listing.ChannelId], listing, ListingMargin.BasisPoints(listing.Price, listing.Cost, channels[listing.ChannelId], product.TaxClass)))],
            [.. (await ProductAttributes.OfAsync(db, [product], cancellation))[product.Id].Where(line => line.Value is not null || line.Required)],
            [.. links.Select(group => new GlanceLinks(group.Code, group.Name, group.Count, [.. group.First.Select(id => summaries[id])]))],
            await db.Links.CountAsync(link => link.TargetId == product.Id, cancellation),
            await ProductBundles.OfAsync(db, product.Id, cancellation),
            await LastChangeAsync(db, product.Id, listings, cancellation));
    }

    private static async Task<List<(string Code, string Name, int Count, List<int> First)>> LinksAsync(
        StudioDb db, int productId, string? locale, CancellationToken cancellation)
    {
        var rows = await db.Links.Where(link => link.SourceId == productId).Select(link => new { link.TypeId, link.TargetId, link.Position })
            .ToListAsync(cancellation);
        if (rows.Count == 0)
        {
            return [];
        }

        var types = await db.LinkTypes.OrderBy(type => type.Position).ToListAsync(cancellation);
        return [.. from type in types
                   let ofType = rows.Where(row => row.TypeId == type.Id).OrderBy(row => row.Position).ToList()
                   where ofType.Count > 0
                   select (type.Code, type.LabelIn(locale), ofType.Count, ofType.Take(LinksShown).Select(row => row.TargetId).ToList())];
    }

    private static async Task<GlanceChange?> LastChangeAsync(StudioDb db, int productId, List<Listing> listings, CancellationToken cancellation)
    {
        var id = productId.ToString(CultureInfo.InvariantCulture);
        var keys = listings.ConvertAll(listing => $"{id}/{listing.ChannelId.ToString(CultureInfo.InvariantCulture)}");
        // Two seeks in (entity, id, change) rather than one OR over both.
        var ofProduct = await db.Changes.Where(change => change.Entity == nameof(Product) && change.EntityId == id)
            .MaxAsync(change => (long?)change.Id, cancellation);
        var ofListings = keys.Count == 0 ? null : await db.Changes.Where(change => change.Entity == nameof(Listing) && keys.Contains(change.EntityId))
            .MaxAsync(change => (long?)change.Id, cancellation);
        var last = Math.Max(ofProduct ?? 0, ofListings ?? 0);
        return last == 0 ? null : await (
            from change in db.Changes
            join set in db.ChangeSets on change.ChangeSetId equals set.Id
            where change.Id == last
            select new GlanceChange(set.ActorName, set.At, set.Purpose)).SingleAsync(cancellation);
    }
}

/// <summary>Attributes of products as their types order them; a variant's own value stands before its family's.</summary>
internal static class ProductAttributes
{
    public static async Task<IReadOnlyDictionary<int, IReadOnlyList<AttributeLine>>> OfAsync(
        StudioDb db, IReadOnlyCollection<Product> products, CancellationToken cancellation)
    {
        var ids = products.Select(product => product.Id).Concat(products.Select(product => product.ParentId).OfType<int>()).Distinct().ToArray();
        var typeIds = products.Select(product => product.ProductTypeId).OfType<int>().Distinct().ToArray();
        if (typeIds.Length == 0)
        {
            return products.ToDictionary(product => product.Id, _ => (IReadOnlyList<AttributeLine>)[]);
        }

        var values = await db.AttributeValues.Where(value => ids.Contains(value.ProductId)).ToListAsync(cancellation);
        var places = await (
            from place in db.Set<ProductTypeAttribute>()
            join attribute in db.Attributes on place.AttributeId equals attribute.Id
            where typeIds.Contains(place.ProductTypeId)
            orderby place.Position, attribute.Id
            select new { place.ProductTypeId, place.Required, attribute }).ToListAsync(cancellation);
        return products.ToDictionary(product => product.Id, product => (IReadOnlyList<AttributeLine>)[.. places
            .Where(place => place.ProductTypeId == product.ProductTypeId)
            .Select(place => new AttributeLine(
                place.attribute.Code, place.attribute.Name, place.attribute.Unit, place.attribute.Kind, place.Required,
                values.Where(value => value.AttributeId == place.attribute.Id && (value.ProductId == product.Id || value.ProductId == product.ParentId))
                    .OrderByDescending(value => value.ProductId == product.Id).FirstOrDefault()?.Text
                    .Replace(AttributeValue.Separator.ToString(), ", ", StringComparison.Ordinal)))]);
    }
}

/// <summary>Bundles that hold a product, by their newest revision that does.</summary>
internal static class ProductBundles
{
    public static async Task<IReadOnlyList<BundleLineOf>> OfAsync(StudioDb db, int productId, CancellationToken cancellation)
    {
        var rows = await (
            from component in db.BundleComponents
            join revision in db.BundleRevisions on component.RevisionId equals revision.Id
            join bundle in db.Bundles on revision.BundleId equals bundle.Id
            where component.ProductId == productId && revision.State != RevisionState.Superseded
            orderby revision.Number descending
            select new { bundle.Code, revision.Name, revision.State, bundle.RetiredAt }).ToListAsync(cancellation);
        return [.. rows.DistinctBy(row => row.Code).OrderBy(row => row.Name, StringComparer.CurrentCultureIgnoreCase)
            .Select(row => new BundleLineOf(row.Code, row.Name, row.State, row.RetiredAt is not null))];
    }
}
