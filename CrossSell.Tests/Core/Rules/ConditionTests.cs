using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Rules;
using CrossSell.Tests.Core.Bundles;
using CrossSell.Tests.Support;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Rules;

/// <summary>The one expression of a condition: what the database finds by it, what it finds compiled, and what a person would expect.</summary>
[Trait("Kind", "Slow")]
public sealed class ConditionTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [StudioFact]
    public Task Condition_OnAnyCatalogue_MeansTheSameInTheDatabaseAndInMemory() => Gen.Select(RuleScene.Plans, RuleScene.Conditions.Array[12]).SampleAsync(
        async (plans, conditions) =>
        {
            await using var studio = await RuleScene.CreateAsync(plans);
            await using var db = studio.Store.Read();
            var scope = (await ConditionScope.LoadAsync(db, 1))!;
            var products = await db.Products.ToListAsync();
            var rows = new ConditionRows(
                products.AsQueryable(), (await db.Listings.ToListAsync()).AsQueryable(), (await db.AttributeValues.ToListAsync()).AsQueryable(),
                (await db.ProductCategories.ToListAsync()).AsQueryable(), ConditionRows.Of(db).Bundled.ToArray().AsQueryable());
            foreach (var condition in conditions)
            {
                var found = await scope.Anchors(db, condition).Select(product => product.Id).Order().ToListAsync();
                var compiled = scope.Compiled(condition);
                Assert.Equal(found, products.Where(product => compiled(rows, product)).Select(product => product.Id).Order());
                Assert.Equal(
                    found.Count(id => products.Single(product => product.Id == id).ParentId is null), await scope.Companions(db, condition).CountAsync());
            }
        },
        iter: TestStudio.Tries(60), threads: 1);

    [StudioFact]
    public async Task InBundle_HoldsForPartsOfApprovedBundlesOfTheShop_AndForTheirFamilies()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        var other = await studio.ChannelAsync("outdoor");
        await studio.ProductAsync("CAM-D7-ELSEWHERE", other);
        await studio.ProductAsync("ALONE", kit.Channel);
        var family = await studio.ProductAsync("STRAP", kit.Channel, kind: ProductKind.Parent);
        var red = await studio.ProductAsync("STRAP-RED", kit.Channel, parent: family);
        await studio.ProductAsync("STRAP-BLUE", kit.Channel, parent: family);
        Assert.Null((await kit.SaveAsync(kit.Content with { Components = [.. kit.Content.Components, new ComponentContent(red.Id)] })).Refusal);

        async Task<string> FoundAsync(Condition condition, int? channel = null)
        {
            await using var db = studio.Store.Read();
            var scope = (await ConditionScope.LoadAsync(db, channel ?? kit.Channel.Id, Token))!;
            var found = await scope.Anchors(db, condition).OrderBy(product => product.Id).ToListAsync(Token);
            return string.Join(' ', found.Select(product => product.Sku));
        }

        await kit.ReloadAsync();
        Assert.Equal("", await FoundAsync(new InBundle())); // A draft is none yet.
        await kit.ApproveAsync();

        Assert.Equal("CAM-D7 CARD-128 BAG-15 STRAP STRAP-RED", await FoundAsync(new InBundle()));
        Assert.Equal("CAM-D7", await FoundAsync(new InBundle(AsMain: true)));
        Assert.Equal("ALONE STRAP-BLUE", await FoundAsync(new NoneOf([new InBundle()])));
        Assert.Equal("", await FoundAsync(new InBundle(), other.Id));
        await kit.ReloadAsync();
        Assert.Null((await kit.Bundles.RetireAsync(kit.Bundle.Id, TestStudio.Manager)).Refusal);
        Assert.Equal("", await FoundAsync(new InBundle()));
    }

    [StudioFact]
    public async Task Condition_OfEachKind_FindsWhatItSays()
    {
        await using var studio = await TestStudio.CreateAsync();
        var shop = await studio.ChannelAsync();
        var other = await studio.ChannelAsync("outdoor");
        var boots = await studio.CategoryAsync("boots");
        var hiking = await studio.CategoryAsync("hiking", boots);
        var socks = await studio.CategoryAsync("socks");
        await studio.AddAsync(
            new AttributeDefinition { Code = "material", Name = "Material", Kind = AttributeKind.Text },
            new AttributeDefinition { Code = "use", Name = "Use", Kind = AttributeKind.Choices },
            new AttributeDefinition { Code = "weight", Name = "Weight", Kind = AttributeKind.Number });
        var family = await studio.ProductAsync("BOOT", shop, kind: ProductKind.Parent, price: 20_000, category: hiking, brand: "Cairnfell");
        var small = await studio.ProductAsync("BOOT-41", shop, parent: family, price: 20_000, stock: 0);
        var large = await studio.ProductAsync("BOOT-45", shop, parent: family, price: 21_000, brand: "Other");
        var sock = await studio.ProductAsync("SOCK", shop, price: 1_210, cost: 500, stock: null, category: socks, completeness: 60);
        await studio.ProductAsync("ELSEWHERE", other, category: hiking);
        await studio.ProductAsync("HIDDEN", shop, category: hiking, published: false);
        await studio.AddAsync(
            new AttributeValue { ProductId = family.Id, AttributeId = 1, Text = "leather" },
            new AttributeValue { ProductId = large.Id, AttributeId = 1, Text = "suede" },
            new AttributeValue { ProductId = sock.Id, AttributeId = 2, Text = "summer\nthree-season" },
            new AttributeValue { ProductId = sock.Id, AttributeId = 3, Text = "60", Number = 60 },
            new ProductCategory { ProductId = sock.Id, CategoryId = boots.Id });
        await studio.WriteAsync(async session => (await session.Db.Products.SingleAsync(product => product.Sku == "BOOT")).Set(it => it.Tags, ["new"]));

        await using var db = studio.Store.Read();
        var scope = (await ConditionScope.LoadAsync(db, shop.Id, Token))!;
        async Task<string> Found(Condition condition) =>
            string.Join(' ', await scope.Anchors(db, condition).OrderBy(product => product.Id).Select(product => product.Sku).ToListAsync(Token));

        Assert.Equal("BOOT BOOT-41 BOOT-45 SOCK", await Found(new AllOf([])));
        Assert.Equal("BOOT BOOT-41 BOOT-45 SOCK", await Found(new InCategory([boots.Id])));
        Assert.Equal("BOOT BOOT-41 BOOT-45", await Found(new InCategory([hiking.Id])));
        Assert.Equal("BOOT BOOT-41", await Found(new OfBrand(["Cairnfell"])));
        Assert.Equal("BOOT BOOT-41 BOOT-45", await Found(new Tagged(["new"])));
        Assert.Equal("BOOT BOOT-41 BOOT-45", await Found(new HasSku(["boot"])));
        Assert.Equal("BOOT-41", await Found(new HasSku(["boot-41"])));
        Assert.Equal("BOOT BOOT-41", await Found(new AttributeIs(1, ["leather"])));
        Assert.Equal("BOOT BOOT-45", await Found(new AttributeIs(1, ["suede"])));
        Assert.Equal("SOCK", await Found(new AttributeIs(2, ["three-season"])));
        Assert.Equal("", await Found(new AttributeIs(2, ["season"])));
        Assert.Equal("SOCK", await Found(new AttributeBetween(3, 60, null)));
        Assert.Equal("BOOT-45", await Found(new PriceBetween(205, null)));
        Assert.Equal("SOCK", await Found(new MarginBetween(49.9, 50.1)));
        Assert.Equal("BOOT BOOT-45 SOCK", await Found(new StockBetween(1, null)));
        Assert.Equal("BOOT-41", await Found(new StockBetween(null, 0)));
        Assert.Equal("SOCK", await Found(new CompleteBetween(null, 99)));
        Assert.Equal("SOCK", await Found(new NoneOf([new InCategory([hiking.Id])])));
        Assert.Equal("BOOT-45 SOCK", await Found(new AnyOf([new OfBrand(["Other"]), new InCategory([socks.Id])])));
        Assert.Equal(
            "BOOT SOCK",
            string.Join(' ', await scope.Companions(db, new AllOf([])).OrderBy(product => product.Id).Select(product => product.Sku).ToListAsync(Token)));
        Assert.NotEqual(0, small.Id);
    }
}
