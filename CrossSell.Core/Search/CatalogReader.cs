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
        var baskets = Baskets(ids);
        // Part by part, and stream by stream within it: a server answers one question of a connection at a time.
        for (var part = Part(ids, 0); part.Count > 0; part = part.Count < PartSize ? [] : Part(ids, part[^1].Id))
        {
            foreach (var product in WithStreams(part, ids))
            {
                product.Categories.RemoveAll(category => category == product.CategoryId);
                product.Baskets = baskets.GetValueOrDefault(product.Id);
                yield return product;
            }
        }
    }

    private List<ProductFacts> Part(IReadOnlyCollection<int>? ids, int after) => [
        .. Only(ids, db.Products, product => product.Id).Where(product => product.Id > after).OrderBy(product => product.Id).Take(PartSize)
            .Select(product => new ProductFacts
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
            })];

    private List<ProductFacts> WithStreams(List<ProductFacts> part, IReadOnlyCollection<int>? ids)
    {
        var (first, last) = (part[0].Id, part[^1].Id);
        Put(
            part,
            Only(ids, db.Listings, listing => listing.ProductId).Where(listing => listing.ProductId >= first && listing.ProductId <= last)
                .OrderBy(listing => listing.ProductId).ThenBy(listing => listing.ChannelId)
                .Select(listing => new ListingFact(
                    listing.ProductId, listing.ChannelId, listing.Price, listing.Cost, listing.Stock, listing.Published, listing.Completeness,
                    listing.Missing)),
            fact => fact.ProductId,
            (product, fact) => product.Listings.Add(fact));
        Put(
            part,
            Only(ids, db.AttributeValues, value => value.ProductId).Where(value => value.ProductId >= first && value.ProductId <= last)
                .OrderBy(value => value.ProductId).ThenBy(value => value.AttributeId)
                .Select(value => new ValueFact(value.ProductId, value.AttributeId, value.Text, value.Number)),
            fact => fact.ProductId,
            (product, fact) => product.Values.Add(fact));
        Put(
            part,
            Only(ids, db.ProductTexts, text => text.ProductId).Where(text => text.ProductId >= first && text.ProductId <= last)
                .OrderBy(text => text.ProductId).ThenBy(text => text.Locale).Select(text => new TextFact(text.ProductId, text.Name, text.Description)),
            fact => fact.ProductId,
            (product, fact) => product.Texts.Add(fact));
        Put(
            part,
            Only(ids, db.ProductCategories, place => place.ProductId).Where(place => place.ProductId >= first && place.ProductId <= last)
                .OrderBy(place => place.ProductId).ThenBy(place => place.CategoryId).Select(place => new Pair(place.ProductId, place.CategoryId)),
            pair => pair.ProductId,
            (product, pair) => product.Categories.Add(pair.Other));
        Put(
            part,
            Only(ids, db.Links, link => link.SourceId).Where(link => link.SourceId >= first && link.SourceId <= last)
                .OrderBy(link => link.SourceId).ThenBy(link => link.Id).Select(link => new Pair(link.SourceId, link.TargetId)),
            pair => pair.ProductId,
            (product, pair) => product.Links.Add(pair.Other));
        return part;
    }

    /// <summary>Gives each product of a part its rows; both come by rising id. Nothing is held but the row at hand.</summary>
    private static void Put<T>(List<ProductFacts> part, IQueryable<T> rows, Func<T, int> productId, Action<ProductFacts, T> put)
    {
        var at = 0;
        foreach (var row in rows.AsEnumerable())
        {
            while (at < part.Count && part[at].Id < productId(row))
            {
                at++;
            }

            if (at < part.Count && part[at].Id == productId(row))
            {
                put(part[at], row);
            }
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
            select new
            {
                component.ProductId, product.ParentId, bundle.Id, InReview = revision.State == RevisionState.InReview, IsMain = component.Position == 0,
            }).ToList();
        return
        [
            .. components.Select(row => (row.ProductId, row.Id, row.InReview, row.IsMain))
                .Concat(components.Where(row => row.ParentId is not null).Select(row => (ProductId: row.ParentId!.Value, row.Id, row.InReview, row.IsMain)))
                .GroupBy(row => row.ProductId)
                .Select(rows => new BundleMembership(
                    rows.Key, rows.Select(row => row.Id).Distinct().Count(), rows.Any(row => row.InReview), rows.Any(row => row.IsMain))),
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

    // Large enough for few questions, small enough to be held beside the index that is built.
    private const int PartSize = 10_000;

    /// <summary>More ids at once are more parameters than a statement takes.</summary>
    public const int ChunkSize = 500;

    // Every pair of an anchor says in how many baskets it lay; the first is enough.
    private Dictionary<int, int> Baskets(IReadOnlyCollection<int>? ids) =>
        Only(ids, db.Affinities, pair => pair.AnchorId).Where(pair => pair.Rank == 1)
            .Select(pair => new Pair(pair.AnchorId, pair.AnchorBaskets + pair.SoldAsSet)).AsEnumerable()
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

    private readonly record struct Pair(int ProductId, int Other);

    private sealed class Replace(Expression what, Expression by) : ExpressionVisitor
    {
        public override Expression? Visit(Expression? node) => node == what ? by : base.Visit(node);
    }
}
