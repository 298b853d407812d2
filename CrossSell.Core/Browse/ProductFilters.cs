using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Browse;

/// <summary>A product that passed the filters, with its listing in the channel looked at (null when there is none) and its stock there, a family's variants together.</summary>
internal sealed class FilteredProduct
{
    public required Product Product { get; init; }

    public Listing? Listing { get; init; }

    public int? Stock { get; init; }
}

/// <summary>The filters of the product list as one query, so that rows and counts cannot disagree.</summary>
internal static class ProductFilters
{
    private const int Few = 2;

    public static IQueryable<FilteredProduct> Apply(StudioDb db, ProductListRequest request, IReadOnlyList<int>? matches)
    {
        var channel = request.ChannelId;
        var here = db.Listings.Where(listing => listing.ChannelId == channel);
        var rows =
            from product in db.Products
            join own in here on product.Id equals own.ProductId into listings
            from listing in listings.DefaultIfEmpty()
            select new FilteredProduct
            {
                Product = product,
                Listing = listing,
                // One variant that is not tracked makes the family never run out.
                Stock = product.Kind != ProductKind.Parent ? listing!.Stock
                    : here.Any(other => other.Stock == null && db.Products.Any(variant => variant.Id == other.ProductId && variant.ParentId == product.Id)) ? null
                    : here.Where(other => db.Products.Any(variant => variant.Id == other.ProductId && variant.ParentId == product.Id)).Sum(other => other.Stock ?? 0),
            };

        if (!request.AllShops)
        {
            rows = rows.Where(row => row.Listing != null);
        }

        if (!request.EverySku)
        {
            rows = rows.Where(row => row.Product.Kind != ProductKind.Variant);
        }

        if (matches is not null)
        {
            rows = rows.Where(row => matches.Contains(row.Product.Id));
        }

        if (request.CategoryId is { } category)
        {
            var path = db.Categories.Where(item => item.Id == category).Select(item => item.Path);
            rows = rows.Where(row => db.Categories.Any(item => item.Id == row.Product.CategoryId && path.Any(start => item.Path.StartsWith(start))));
        }

        if (request.Status.Count > 0)
        {
            var status = request.Status.ToArray();
            rows = rows.Where(row => status.Contains(row.Product.Status));
        }

        if (request.Ready is { } ready)
        {
            var threshold = db.Channels.Where(item => item.Id == channel).Select(item => item.CompletenessThreshold);
            rows = rows.Where(row => row.Listing != null && threshold.Any(least => row.Listing.Completeness >= least) == ready);
        }

        return InStock(CrossSells(db, rows, request), request.Stock);
    }

    private static IQueryable<FilteredProduct> InStock(IQueryable<FilteredProduct> rows, IReadOnlySet<StockFacet> wanted)
    {
        if (wanted.Count == 0)
        {
            return rows;
        }

        var (plenty, low, none) = (wanted.Contains(StockFacet.InStock), wanted.Contains(StockFacet.Low), wanted.Contains(StockFacet.Out));
        return rows.Where(row => row.Listing != null
            && ((plenty && (row.Stock == null || row.Stock > 0))
                || (low && row.Stock > 0 && row.Stock <= ProductList.LowStock)
                || (none && row.Stock <= 0)));
    }

    private static IQueryable<FilteredProduct> CrossSells(StudioDb db, IQueryable<FilteredProduct> rows, ProductListRequest request)
    {
        var channel = request.ChannelId;
        foreach (var facet in request.CrossSell)
        {
            rows = facet switch
            {
                CrossSellFacet.NoLinks => rows.Where(row => !db.Links.Any(link => link.SourceId == row.Product.Id)),
                CrossSellFacet.FewLinks => rows.Where(row => db.Links.Count(link => link.SourceId == row.Product.Id) >= 1
                    && db.Links.Count(link => link.SourceId == row.Product.Id) <= Few),
                CrossSellFacet.DeadLink => rows.Where(row => db.Links.Any(link => link.SourceId == row.Product.Id
                    && (db.Products.Any(target => target.Id == link.TargetId && target.Status == ProductStatus.Archived)
                        || db.Listings.Any(listing => listing.ProductId == link.TargetId && listing.ChannelId == channel && listing.Stock <= 0)))),
                CrossSellFacet.HasSuggestion => rows.Where(row => db.Affinities.Any(pair => pair.ChannelId == channel
                    && pair.AnchorId == (row.Product.ParentId ?? row.Product.Id) && pair.Lift >= AffinityEvidence.DefaultMinLift && pair.LogLikelihood >= AffinityEvidence.SureLogLikelihoodRatio
                    && !db.Links.Any(link => (link.SourceId == pair.AnchorId && link.TargetId == pair.CompanionId) || (link.SourceId == pair.CompanionId && link.TargetId == pair.AnchorId))
                    && !db.SuggestionVerdicts.Any(verdict => verdict.ChannelId == channel && verdict.AnchorId == pair.AnchorId && verdict.CompanionId == pair.CompanionId))),
                _ => rows.Where(row => db.BundleComponents.Any(component => component.ProductId == row.Product.Id
                    && db.BundleRevisions.Any(revision => revision.Id == component.RevisionId
                        && db.Bundles.Any(bundle => bundle.Id == revision.BundleId && bundle.RetiredAt == null)))),
            };
        }

        return rows;
    }
}
