using System.Globalization;
using CrossSell.Core.Audit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Browse;

/// <summary>One attribute of the product's type, with its value or null where there is none.</summary>
public sealed record AttributeLine(string Code, string Name, string? Unit, AttributeKind Kind, bool Required, string? Value);

/// <summary>A product in one shop.</summary>
public sealed record ListingLine(Channel Channel, Listing Listing, Completeness Completeness);

/// <summary>A link with the product at its other end, as it looks in the channel looked at.</summary>
public sealed record LinkLine(ProductLink Link, LinkType Type, ProductSummary Other);

/// <summary>A bundle that holds the product, by its newest revision that does.</summary>
public sealed record BundleLineOf(string Code, string Name, RevisionState State, bool Retired);

/// <summary>One write that touched the product, newest first.</summary>
public sealed record HistoryLine(long ChangeSetId, DateTimeOffset At, string Who, string Purpose, bool CanUndo, bool IsUndo, bool Undone, IReadOnlyList<FieldChange> Fields);

/// <summary>What one write did to one field, as JSON values.</summary>
public sealed record FieldChange(string Field, string? Before, string? After);

/// <summary>Everything the workbench of one product shows.</summary>
/// <param name="Channel">Whose prices and stock the summaries show: the channel asked for, or another that lists the product; null when none does.</param>
/// <param name="CategoryPath">From the root down.</param>
/// <param name="Variants">Of the family: the product's own, or its parent's.</param>
public sealed record ProductDetails(
    Product Product,
    Channel? Channel,
    ProductSummary Summary,
    IReadOnlyList<Category> CategoryPath,
    string? TypeName,
    ProductSummary? Parent,
    ProductSummary? Successor,
    IReadOnlyList<ProductSummary> Variants,
    IReadOnlyList<AttributeLine> Attributes,
    IReadOnlyList<ListingLine> Listings,
    IReadOnlyList<LinkLine> LinksOut,
    IReadOnlyList<LinkLine> LinksIn,
    IReadOnlyList<BundleLineOf> Bundles,
    IReadOnlyList<HistoryLine> History);

/// <summary>Loads <see cref="ProductDetails"/>.</summary>
public sealed class ProductDetailsQuery(StudioStore store)
{
    private const int HistoryLines = 30;

    /// <summary>Null when there is no such product. A SKU is found without regard to case.</summary>
    public async Task<ProductDetails?> LoadAsync(string sku, int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        if (await db.Products.SingleOrDefaultAsync(item => item.Sku == sku, cancellation) is not { } product)
        {
            return null;
        }

        var channels = await db.Channels.Include(channel => channel.TaxRates).ToDictionaryAsync(channel => channel.Id, cancellation);
        var listings = await db.Listings.Where(listing => listing.ProductId == product.Id).OrderBy(listing => listing.ChannelId).ToListAsync(cancellation);
        var shown = listings.Any(listing => listing.ChannelId == channelId) ? channelId : listings.FirstOrDefault()?.ChannelId ?? channelId;
        var variantIds = product.Kind == ProductKind.Simple ? [] : await db.Products.Where(item => item.ParentId == product.FamilyId)
            .OrderBy(item => item.Id).Select(item => item.Id).ToListAsync(cancellation);
        var links = await db.Links.Where(link => link.SourceId == product.Id || link.TargetId == product.Id).ToListAsync(cancellation);
        var types = await db.LinkTypes.ToDictionaryAsync(type => type.Id, cancellation);
        int[] named = [product.Id, .. variantIds, .. links.SelectMany(link => (int[])[link.SourceId, link.TargetId]), product.ParentId ?? 0, product.SuccessorId ?? 0];
        var summaries = (await ProductSummaries.LoadAsync(db, [.. named.Distinct()], shown, cancellation)).ToDictionary(summary => summary.Id);
        var completeness = await CompletenessUpdate.OfAsync(db, product.Id, cancellation);
        return new ProductDetails(
            product,
            listings.Count == 0 ? null : channels[shown],
            summaries[product.Id],
            await CategoryPathAsync(db, product, cancellation),
            await db.ProductTypes.Where(type => type.Id == product.ProductTypeId).Select(type => type.Name).SingleOrDefaultAsync(cancellation),
            product.ParentId is { } parent ? summaries[parent] : null,
            product.SuccessorId is { } successor ? summaries[successor] : null,
            [.. variantIds.Select(id => summaries[id])],
            await AttributesAsync(db, product, cancellation),
            [.. listings.Select(listing => new ListingLine(channels[listing.ChannelId], listing, completeness[listing.ChannelId][0].Completeness))],
            [.. links.Where(link => link.SourceId == product.Id).OrderBy(link => types[link.TypeId].Position).ThenBy(link => link.Position)
                .Select(link => new LinkLine(link, types[link.TypeId], summaries[link.TargetId]))],
            [.. links.Where(link => link.TargetId == product.Id).OrderBy(link => types[link.TypeId].Position).ThenBy(link => link.Id)
                .Select(link => new LinkLine(link, types[link.TypeId], summaries[link.SourceId]))],
            await BundlesAsync(db, product.Id, cancellation),
            await HistoryAsync(db, product.Id, links, cancellation));
    }

    private static async Task<IReadOnlyList<Category>> CategoryPathAsync(StudioDb db, Product product, CancellationToken cancellation)
    {
        var path = await db.Categories.Where(category => category.Id == product.CategoryId).Select(category => category.Path).SingleOrDefaultAsync(cancellation) ?? "";
        var ids = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToList();
        return [.. (await db.Categories.Where(category => ids.Contains(category.Id)).ToListAsync(cancellation)).OrderBy(category => category.Path.Length)];
    }

    private static async Task<IReadOnlyList<AttributeLine>> AttributesAsync(StudioDb db, Product product, CancellationToken cancellation)
    {
        var values = await db.AttributeValues.Where(value => value.ProductId == product.Id || value.ProductId == product.ParentId).ToListAsync(cancellation);
        var rows = await (
            from place in db.Set<ProductTypeAttribute>()
            join attribute in db.Attributes on place.AttributeId equals attribute.Id
            where place.ProductTypeId == product.ProductTypeId
            orderby place.Position
            select new { attribute, place.Required }).ToListAsync(cancellation);
        return [.. rows.Select(row => new AttributeLine(
            row.attribute.Code, row.attribute.Name, row.attribute.Unit, row.attribute.Kind, row.Required,
            // A variant's own value stands before its family's.
            values.Where(value => value.AttributeId == row.attribute.Id).OrderByDescending(value => value.ProductId == product.Id).FirstOrDefault()?.Text.Replace(AttributeValue.Separator.ToString(), ", ", StringComparison.Ordinal)))];
    }

    private static async Task<IReadOnlyList<BundleLineOf>> BundlesAsync(StudioDb db, int productId, CancellationToken cancellation)
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

    private static async Task<IReadOnlyList<HistoryLine>> HistoryAsync(StudioDb db, int productId, List<ProductLink> links, CancellationToken cancellation)
    {
        var id = productId.ToString(CultureInfo.InvariantCulture);
        var listingsOf = id + "/";
        var linkIds = links.Select(link => link.Id.ToString(CultureInfo.InvariantCulture)).ToList();
        var sets = await db.ChangeSets.Where(set => db.Changes.Any(change => change.ChangeSetId == set.Id
                && ((change.Entity == nameof(Product) && change.EntityId == id)
                    || (change.Entity == nameof(Listing) && change.EntityId.StartsWith(listingsOf))
                    || (change.Entity == nameof(ProductLink) && linkIds.Contains(change.EntityId)))))
            .OrderByDescending(set => set.Id).Take(HistoryLines).Include(set => set.Changes).ToListAsync(cancellation);
        return [.. sets.Select(set => new HistoryLine(
            set.Id, set.At, set.ActorName, set.Purpose,
            // Links have invariants of their own, and are undone where they are drawn.
            set.CanUndo && set.UndoneById is null && set.Changes.TrueForAll(change => change.Entity is nameof(Product) or nameof(Listing)), set.UndoOfId is not null, set.UndoneById is not null,
            FieldChanges.Of(set.Changes.Where(change => change.Kind == ChangeKind.Edited
                && ((change.Entity == nameof(Product) && change.EntityId == id) || (change.Entity == nameof(Listing) && change.EntityId.StartsWith(listingsOf, StringComparison.Ordinal)))))))];
    }
}
