using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Search;

/// <summary>Reads what finding needs from the database: everything in one pass, or single products again, by the same queries.</summary>
internal sealed class CatalogReader(StudioDb db)
{
    /// <summary>Entities whose key begins with the product they belong to, and whose change is a change of it.</summary>
    public static readonly string[] OfProduct = [nameof(Product), nameof(Listing), nameof(ProductText), nameof(ProductCategory), nameof(AttributeValue)];

    public CatalogLookups Lookups() => new(
        [.. db.Channels.Include(channel => channel.TaxRates).AsSplitQuery()], [.. db.Categories], [.. db.ProductTypes], [.. db.Attributes]);

    /// <summary>Products by rising id, each with all that belongs to it.</summary>
    /// <param name="ids">Only these; null for all.</param>
    public IEnumerable<ProductFacts> Products(IReadOnlyCollection<int>? ids = null)
    {
        // Every stream is ordered by product and read along with the products; nothing is held but the row at hand.
        using var listings = Follow(Only(ids, db.Listings, listing => listing.ProductId).OrderBy(listing => listing.ProductId)
            .ThenBy(listing => listing.ChannelId)
            .Select(listing => new ListingFact(
                listing.ProductId, listing.ChannelId, listing.Price, listing.Cost, listing.Stock, listing.Published, listing.Completeness, listing.Missing)),
                fact => fact.ProductId);
        using var values = Follow(Only(ids, db.AttributeValues, value => value.ProductId).OrderBy(value => value.ProductId)
            .Select(value => new ValueFact(value.ProductId, value.AttributeId, value.Text, value.Number)), fact => fact.ProductId);
        using var texts = Follow(Only(ids, db.ProductTexts, text => text.ProductId).OrderBy(text => text.ProductId)
            .Select(text => new TextFact(text.ProductId, text.Name, text.Description)), fact => fact.ProductId);
        using var categories = Follow(Only(ids, db.ProductCategories, place => place.ProductId).OrderBy(place => place.ProductId)
            .Select(place => new Pair(place.ProductId, place.CategoryId)), pair => pair.ProductId);
        using var links = Follow(Only(ids, db.Links, link => link.SourceId).OrderBy(link => link.SourceId)
            .Select(link => new Pair(link.SourceId, link.TargetId)), pair => pair.ProductId);
        var baskets = Baskets(ids);
        var products = Only(ids, db.Products, product => product.Id).OrderBy(product => product.Id).Select(product => new ProductFacts
        {
            Id = product.Id,
            Sku = product.Sku,
            Name = product.Name,
            Brand = product.Brand,
            Kind = product.Kind,
            Status = product.Status,
            ParentId = product.ParentId,
            TypeId = product.ProductTypeId,
            CategoryId = product.CategoryId,
            TaxClass = product.TaxClass,
            Gtin = product.Gtin,
            Description = product.Description,
            Tags = product.Tags,
            CreatedAt = product.CreatedAt.ToUnixTimeMilliseconds(),
            UpdatedAt = product.UpdatedAt.ToUnixTimeMilliseconds(),
        });
        foreach (var product in products.AsEnumerable())
        {
            listings.Into(product.Id, product.Listings, fact => fact);
            values.Into(product.Id, product.Values, fact => fact);
            texts.Into(product.Id, product.Texts, fact => fact);
            categories.Into(product.Id, product.Categories, pair => pair.Other);
            links.Into(product.Id, product.Links, pair => pair.Other);
            product.Categories.RemoveAll(category => category == product.CategoryId);
            product.Baskets = baskets.GetValueOrDefault(product.Id);
            yield return product;
        }
    }

    /// <summary>Who changed each product last, as far as that was recorded.</summary>
    public IEnumerable<ChangerFact> Changers()
    {
        var last = new Dictionary<int, long>();
        foreach (var entity in OfProduct)
        {
            foreach (var change in db.Changes.Where(change => change.Entity == entity).GroupBy(change => change.EntityId)
                         .Select(group => new { group.Key, Set = group.Max(change => change.ChangeSetId) }))
            {
                var id = Change.PartOf(change.Key);
                last[id] = Math.Max(change.Set, last.GetValueOrDefault(id));
            }
        }

        if (last.Count == 0)
        {
            return [];
        }

        var wanted = last.Values.ToHashSet();
        var actors = db.ChangeSets.Select(set => new { set.Id, set.ActorId, set.ActorName }).AsEnumerable()
            .Where(set => wanted.Contains(set.Id)).ToDictionary(set => set.Id, set => (set.ActorId, set.ActorName));
        return last.Select(pair => new ChangerFact(pair.Key, actors[pair.Value].ActorId, actors[pair.Value].ActorName));
    }

    /// <summary>All components of bundles that are not retired; a family is in the bundles of its variants.</summary>
    public IReadOnlyList<BundleMembership> Bundles()
    {
        var components = (
            from component in db.BundleComponents
            join revision in db.BundleRevisions on component.RevisionId equals revision.Id
            join bundle in db.Bundles on revision.BundleId equals bundle.Id
            join product in db.Products on component.ProductId equals product.Id
            where bundle.RetiredAt == null
            select new { component.ProductId, product.ParentId, bundle.Id, InReview = revision.State == RevisionState.InReview }).ToList();
        return
        [
            .. components.Select(row => (row.ProductId, row.Id, row.InReview))
                .Concat(components.Where(row => row.ParentId is not null).Select(row => (ProductId: row.ParentId!.Value, row.Id, row.InReview)))
                .GroupBy(row => row.ProductId)
                .Select(rows => new BundleMembership(rows.Key, rows.Select(row => row.Id).Distinct().Count(), rows.Any(row => row.InReview))),
        ];
    }

    /// <summary>The products and all whose rows show something of them: their families, and what links to them.</summary>
    public IReadOnlySet<int> WithDependants(IReadOnlyCollection<int> ids)
    {
        var all = new HashSet<int>(ids);
        foreach (var chunk in ids.Chunk(ChunkSize))
        {
            all.UnionWith(db.Products.Where(product => chunk.Contains(product.Id) && product.ParentId != null).Select(product => product.ParentId!.Value));
        }

        foreach (var chunk in all.ToArray().Chunk(ChunkSize))
        {
            all.UnionWith(db.Links.Where(link => chunk.Contains(link.TargetId)).Select(link => link.SourceId));
        }

        return all;
    }

    /// <summary>More ids at once are more parameters than a statement takes.</summary>
    public const int ChunkSize = 500;

    // Every pair of an anchor says in how many baskets it lay; the first is enough.
    private Dictionary<int, int> Baskets(IReadOnlyCollection<int>? ids) =>
        Only(ids, db.Affinities, pair => pair.AnchorId).Where(pair => pair.Rank == 1).Select(pair => new Pair(pair.AnchorId, pair.AnchorBaskets)).AsEnumerable()
            .GroupBy(pair => pair.ProductId).ToDictionary(pairs => pairs.Key, pairs => pairs.Sum(pair => pair.Other));

    private static IQueryable<T> Only<T>(IReadOnlyCollection<int>? ids, IQueryable<T> rows, Expression<Func<T, int>> id)
    {
        if (ids is null)
        {
            return rows;
        }

        Expression<Func<int, bool>> among = value => ids.Contains(value);
        var where = new Replace(among.Parameters[0], id.Body).Visit(among.Body)!;
        return rows.Where(Expression.Lambda<Func<T, bool>>(where, id.Parameters));
    }

    private static Follower<T> Follow<T>(IQueryable<T> rows, Func<T, int> productId) => new(rows.AsEnumerable(), productId);

    private readonly record struct Pair(int ProductId, int Other);

    private sealed class Replace(Expression what, Expression by) : ExpressionVisitor
    {
        public override Expression? Visit(Expression? node) => node == what ? by : base.Visit(node);
    }

    /// <summary>Rows ordered by product, read along with products in the same order.</summary>
    private sealed class Follower<T> : IDisposable
    {
        private readonly IEnumerator<T> rows;
        private readonly Func<T, int> productId;
        private bool has;

        public Follower(IEnumerable<T> rows, Func<T, int> productId)
        {
            this.rows = rows.GetEnumerator();
            this.productId = productId;
            has = this.rows.MoveNext();
        }

        public void Into<TItem>(int id, List<TItem> list, Func<T, TItem> item)
        {
            while (has && productId(rows.Current) <= id)
            {
                if (productId(rows.Current) == id)
                {
                    list.Add(item(rows.Current));
                }

                has = rows.MoveNext();
            }
        }

        public void Dispose() => rows.Dispose();
    }
}
