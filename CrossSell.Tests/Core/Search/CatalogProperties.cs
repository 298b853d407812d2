using CrossSell.Core.Affinity;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Tests.Support;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Search;

/// <summary>
/// The index against plain LINQ over the entities, on random catalogues and random questions; and an index that took edits over against one read again.
/// </summary>
[Trait("Kind", "Slow")]
public sealed class CatalogProperties
{
    private static readonly string[] Texts = [
        "", "", "", "lumen", "d7", "cam", "lumen d7", "gripe", "lumne", "amera", "cam-1", "Str", "4000000", "40000003", "travel", "mooie", "anima", "x",
        "orbsi strap", "s", "-7"];

    private static readonly Gen<KeyValuePair<string, FacetFilter>> Filters = Gen.OneOf(
        Values(FacetKeys.Category, [.. CatalogScene.Categories, "-", "gone"]), Values(FacetKeys.Brand, [.. CatalogScene.Brands, "-"]),
        Values(FacetKeys.Channel, "camera", "coffee"),
        Values(FacetKeys.Status, "active", "draft", "archived"), Values(FacetKeys.Stock, "in", "low", "out", "untracked"),
        Values(FacetKeys.Price, "0-1999", "2000-4999", "5000-"),
        Values(FacetKeys.Complete, "yes", "no", "0-49", "50-74", "75-99", "100"), Values(FacetKeys.Missing, "gtin", "cost", "description"),
        Values(FacetKeys.Tag, "new", "Sale"),
        Values(FacetKeys.With, "no-links", "few-links", "dead-link", "suggestion", "bundle", "bundle-main", "in-review"),
        Values(FacetKeys.Changed, "today", "7d", "30d"),
        Values("attr.mount", CatalogScene.Mounts), Values("attr.use", CatalogScene.Uses), Values("attr.sealed", "yes", "no"),
        Range("attr.weight", 100), Range(FacetKeys.Price, 1000), Range(FacetKeys.Links, 1));

    private static readonly Gen<CatalogQuery> Queries =
        from text in Gen.Int[0, Texts.Length - 1]
        from channel in Gen.Int[1, 2]
        from allShops in Gen.Bool
        from everySku in Gen.Bool
        from filters in Filters.Array[0, 3]
        from sort in Gen.Int[0, 8]
        from turned in Gen.Bool
        select new CatalogQuery
        {
            ChannelId = channel,
            Text = Texts[text],
            AllShops = allShops,
            EverySku = everySku,
            Filters = new(filters.DistinctBy(filter => filter.Key)),
            Sort = new[] {
                CatalogSorts.Best, CatalogSorts.Name, CatalogSorts.Sku, CatalogSorts.Price, CatalogSorts.Stock, CatalogSorts.Complete, CatalogSorts.Margin,
                CatalogSorts.Links, CatalogSorts.Updated }[sort],
            Descending = turned && sort > 0,
        };

    [StudioFact]
    public Task Index_OnAnyCatalogueAndQuestion_AnswersAsLinqDoes() => Gen.Select(CatalogScene.Plans, Queries.Array[12]).SampleAsync(
        async (plans, queries) =>
        {
            await using var studio = await CatalogScene.CreateAsync(plans);
            using var index = new CatalogIndex(studio.Store);
            var list = new CatalogList(studio.Store, index);
            var naive = await NaiveCatalog.ReadAsync(studio);
            foreach (var query in queries)
            {
                await AgreesAsync(list, naive, query);
            }
        },
        iter: TestStudio.Tries(40), threads: 1);

    [StudioFact]
    public Task Index_AfterAnyEdits_IsAsIfReadAgain() => Gen.Select(
        CatalogScene.Plans, CatalogScene.Plans, Gen.Select(Gen.Int[0, 15], Gen.Int[0, 21]).Array[1, 6], Queries.Array[6]).SampleAsync(
        async (plans, others, edits, queries) =>
        {
            await using var studio = await CatalogScene.CreateAsync(plans);
            using var index = new CatalogIndex(studio.Store);
            var list = new CatalogList(studio.Store, index);
            foreach (var query in queries)
            {
                await list.PageAsync(ReadScope.Everything, query); // Orders and filters are there before the edits.
            }

            foreach (var (kind, number) in edits)
            {
                await EditAsync(studio, kind, number % plans.Length, others[number % others.Length]);
                await index.RefreshAsync();
            }

            using var fresh = new CatalogIndex(studio.Store);
            var again = new CatalogList(studio.Store, fresh);
            var naive = await NaiveCatalog.ReadAsync(studio);
            foreach (var query in queries)
            {
                await AgreesAsync(list, naive, query);
                Assert.Equal(
                    (await again.FacetsAsync(ReadScope.Everything, query)).Facets.Select(Said),
                    (await list.FacetsAsync(ReadScope.Everything, query)).Facets.Select(Said));
            }
        },
        iter: TestStudio.Tries(40), threads: 1);

    private static async Task AgreesAsync(CatalogList list, NaiveCatalog naive, CatalogQuery query)
    {
        var page = await list.PageAsync(ReadScope.Everything, query, 0, 100);
        var (ids, close) = naive.List(query);
        var shown = page.Rows.Select(row => row.Product.Id).ToList();
        Assert.True(ids.SequenceEqual(shown), $"{Said(query)} should show {string.Join(' ', ids)}, but shows {string.Join(' ', shown)}");
        Assert.Equal((ids.Count, close), (page.Total, page.Close));

        var facets = await list.FacetsAsync(ReadScope.Everything, query);
        Assert.Equal(ids.Count, facets.Total);
        foreach (var facet in facets.Facets.Where(facet => facet.Key != FacetKeys.ChangedBy))
        {
            foreach (var value in facet.Values.Where(value => value.Value != "gone"))
            {
                Assert.True(
                    naive.Count(query, facet.Key, value.Value) == value.Count,
                    $"{Said(query)} has {facet.Key} {value.Value}: {value.Count}, but LINQ says {naive.Count(query, facet.Key, value.Value)}");
            }
        }

        // What is not offered leaves nothing.
        foreach (var (key, values) in new[] {
            (FacetKeys.Category, CatalogScene.Categories), (FacetKeys.Brand, CatalogScene.Brands), (FacetKeys.Tag, ["new", "Sale"]),
            ("attr.mount", CatalogScene.Mounts), ("attr.use", CatalogScene.Uses) })
        {
            Assert.All(values, value => Assert.Equal(naive.Count(query, key, value), facets.Count(key, value)));
        }

        var prices = naive.Prices(query);
        Assert.Equal(
            prices.Count == 0 ? null : (prices.Min(), prices.Max()),
            facets[FacetKeys.Price] is { Least: { } least, Most: { } most } ? (least, most) : ((decimal, decimal)?)null);
    }

    private static string Said(Facet facet) => $"{facet.Key} {facet.Least}-{facet.Most} {string.Join(", ", facet.Values)}";

    private static string Said(CatalogQuery query) =>
        $"\"{query.Text}\" in {query.ChannelId}, all shops {query.AllShops}, every SKU {query.EverySku}, by {query.Sort} {(query.Descending ? "down" : "up")}, "
        + string.Join(", ", query.Filters.Select(filter => $"{filter.Key} {filter.Value.From}..{filter.Value.To} {string.Join('|', filter.Value.Values)}"));

    private static Task EditAsync(TestStudio studio, int kind, int at, ProductPlan plan) => studio.WriteAsync(async session =>
    {
        var db = session.Db;
        var id = at + 1;
        var product = await db.Products.AsTracking().SingleAsync(item => item.Id == id);
        var listing = await db.Listings.AsTracking().FirstOrDefaultAsync(item => item.ProductId == id);
        switch (kind)
        {
            case 0:
                product.Set(it => it.Name, string.Join(' ', plan.Name.Select(word => CatalogScene.Words[word])));
                break;
            case 1:
                product.Set(it => it.Status, plan.Status switch { 0 => ProductStatus.Draft, 1 => ProductStatus.Archived, _ => ProductStatus.Active });
                break;
            case 2 when listing is not null:
                listing.Set(it => it.Stock, plan.Here.Stock < 0 ? null : plan.Here.Stock);
                break;
            case 3 when listing is not null:
                listing.Set(it => it.Price, plan.Here.Price * 333);
                break;
            case 4 when listing is not null:
                db.Remove(listing);
                break;
            case 5:
                product.Set(it => it.CategoryId, plan.Category < 0 ? null : plan.Category + 1);
                product.Set(it => it.Tags, plan.Tag < 0 ? [] : ["new"]);
                break;
            case 6:
                db.RemoveRange(await db.AttributeValues.Where(value => value.ProductId == id).ToListAsync());
                break;
            case 7:
                db.RemoveRange(await db.Links.Where(link => link.SourceId == id).ToListAsync());
                break;
            case 8 when !await db.Links.AnyAsync(link => link.SourceId == id && link.TargetId == 1) && id != 1:
                db.Add(new ProductLink { SourceId = id, TargetId = 1, TypeId = 1, CreatedBy = "eva" });
                break;
            case 9 when await db.Affinities
                .FirstOrDefaultAsync(pair => pair.AnchorId == id && !db.Set<SuggestionVerdict>().Any(verdict => verdict.AnchorId == id)) is { } pair:
                db.Add(new SuggestionVerdict
                {
                    ChannelId = pair.ChannelId, AnchorId = id, CompanionId = pair.CompanionId, Decision = SuggestionDecision.Rejected,
                    PairBaskets = pair.PairBaskets, Lift = pair.Lift,
                    DecidedBy = "eva", DecidedAt = TestStudio.Start,
                });
                break;
            case 10:
                (await db.Bundles.AsTracking().SingleAsync()).Set(it => it.RetiredAt, TestStudio.Start);
                break;
            case 11:
                (await db.Categories.AsTracking().SingleAsync(category => category.Code == "coffee")).Position = -1;
                break;
            case 12:
                var count = await db.Products.CountAsync();
                db.Add(new Product
                {
                    Sku = $"NEW-{count}", Name = "Lumen newcomer", Kind = ProductKind.Simple, Status = ProductStatus.Active, CreatedAt = TestStudio.Start,
                    UpdatedAt = TestStudio.Start
                });
                await session.SaveAsync();
                db.Add(new Listing { ProductId = count + 1, ChannelId = CatalogScene.Here, Price = 1234, Completeness = 80 });
                break;
            case 13 when product.Kind == ProductKind.Variant:
                product.Set(it => it.Kind, ProductKind.Simple).Set(it => it.ParentId, null);
                break;
            case 14:
                db.RemoveRange(await db.ProductCategories.Where(place => place.ProductId == id).ToListAsync());
                product.Set(it => it.Brand, "Nova");
                break;
            default:
                product.Set(it => it.Description, "A strap for the camera");
                product.Set(it => it.UpdatedAt, TestStudio.Start);
                break;
        }
    });

    private static Gen<KeyValuePair<string, FacetFilter>> Values(string key, params string[] values) =>
        Gen.Int[0, values.Length - 1].Array[1, 2].Select(picked => KeyValuePair.Create(key, FacetFilter.Of([.. picked.Distinct().Select(at => values[at])])));

    private static Gen<KeyValuePair<string, FacetFilter>> Range(string key, int unit) =>
        Gen.Select(
            Gen.Int[-1, 4], Gen.Int[0, 4],
            (from, more) => KeyValuePair.Create(key, FacetFilter.Between(from < 0 ? null : from * unit, (Math.Max(from, 0) + more) * unit)));
}
