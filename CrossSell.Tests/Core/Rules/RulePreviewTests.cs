using System.Reflection;
using System.Text.Json.Serialization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Rules;
using CrossSell.Tests.Support;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Rules;

public sealed class RulePreviewTests : IAsyncDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private TestStudio studio = null!;
    private Channel shop = null!;
    private Category boots = null!;
    private Category socks = null!;
    private RulePreviewQuery previews = null!;
    private RuleService rules = null!;

    [StudioFact]
    public async Task Preview_OfFewProducts_IsExactAndShowsWhy()
    {
        await StartAsync();

        var preview = await previews.PreviewAsync(Socks, null, shop.Id, Token);

        Assert.Equal((4, 1, 3), (preview.Anchors, preview.AnchorVariants, preview.Companions));
        Assert.Equal(RuleEstimate.Exact(6), preview.Pairs);
        Assert.Equal(RuleEstimate.Exact(1), preview.Unserved);
        Assert.Equal(["RIDGE", "FELL", "CHEAP"], preview.Sample.Select(sample => sample.Anchor.Sku));
        Assert.Equal(["TREK 10 % of the price", "WOOL 20 % of the price"], preview.Sample[0].Companions.Select(pair => $"{pair.Companion.Sku} {pair.Why}"));
        Assert.Empty(preview.Sample[2].Companions);
        Assert.Empty(preview.Warnings);
        Assert.Empty(preview.Overlaps);
        Assert.Null(preview.Loss);
    }

    [StudioFact]
    public async Task Preview_BesideOtherRules_SaysWhatTheyShareAndWhoFillsFirst()
    {
        await StartAsync();
        var same = (await rules.CreateAsync(
            Socks with { Name = "Same", Comparisons = [new PricedAtMost(15)], Enabled = true }, TestStudio.Administrator, Token)).Required;
        await rules.CreateAsync(Socks with { Name = "Off" }, TestStudio.Administrator, Token);
        await rules.CreateAsync(Socks with { Name = "Elsewhere", Anchors = new InCategory([socks.Id]), Enabled = true }, TestStudio.Administrator, Token);

        var overlap = Assert.Single((await previews.PreviewAsync(Socks, null, shop.Id, Token)).Overlaps);

        Assert.Equal((same.Id, "Same", true, RuleEstimate.Exact(4)), (overlap.RuleId, overlap.Name, overlap.FillsFirst, overlap.SharedAnchors));
        Assert.Equal((2, 4), (overlap.SharedPairs, overlap.SamplePairs));
    }

    [StudioFact]
    public async Task Preview_OfANarrowerRule_NamesWhoLosesTheLastCompanion()
    {
        await StartAsync();
        var saved = (await rules.CreateAsync(Socks with { Enabled = true }, TestStudio.Administrator, Token)).Required;

        Assert.Equal(0, (await previews.PreviewAsync(Socks with { Enabled = true }, saved.Id, shop.Id, Token)).Loss!.Products.Value);
        var off = (await previews.PreviewAsync(Socks with { Enabled = false }, saved.Id, shop.Id, Token)).Loss!;
        Assert.Equal(RuleEstimate.Exact(3), off.Products);
        Assert.Equal(["FELL", "RIDGE"], off.Examples.Select(product => product.Sku).Order());

        // A link still fills the panel of the one, a rule that of the other.
        await studio.AddAsync(new ProductLink { SourceId = await IdAsync("FELL"), TargetId = await IdAsync("WOOL"), TypeId = 1, CreatedBy = "Eva" });
        var less = Socks with { Enabled = true, Comparisons = [new PricedAtMost(1)] };
        Assert.Equal(["RIDGE"], (await previews.PreviewAsync(less, saved.Id, shop.Id, Token)).Loss!.Examples.Select(product => product.Sku));
        await rules.CreateAsync(Socks with { Name = "Other", Enabled = true }, TestStudio.Administrator, Token);
        Assert.Equal(0, (await previews.PreviewAsync(less, saved.Id, shop.Id, Token)).Loss!.Products.Value);
    }

    [StudioTheory]
    [InlineData("anchors", "No matches: Camera shop sells no product that the rule is for.")]
    [InlineData("companions", "No matches: Camera shop sells nothing that the rule offers.")]
    [InlineData("self", "The rule offers products only to themselves, so no panel shows it.")]
    [InlineData("price", "The comparisons leave no products to offer.")]
    [InlineData("attribute", "No product that the rule is for has a value of Material.")]
    [InlineData("stock", "No product that the rule offers is available: out of stock, without a price, or not complete enough.")]
    [InlineData("ended", "The rule has ended.")]
    [InlineData("channel", "The rule is not active in Camera shop.")]
    [InlineData("empty", "Add a condition for what the rule offers.")]
    public async Task Preview_OfARuleThatCannotWork_SaysWhy(string what, string warning)
    {
        await StartAsync();
        var content = what switch
        {
            "anchors" => Socks with { Anchors = new OfBrand(["Nobody"]) },
            "companions" => Socks with { Companions = new OfBrand(["Nobody"]) },
            "self" => Socks with { Anchors = new HasSku(["WOOL"]), Companions = new HasSku(["WOOL"]), Comparisons = [] },
            "price" => Socks with { Comparisons = [new PricedAtMost(1)] },
            "attribute" => Socks with { Comparisons = [new AttributeMatches(1, 1)] },
            "stock" => Socks with { Companions = new HasSku(["GONE"]) },
            "ended" => Socks with { ValidTo = TestStudio.Start },
            "channel" => Socks with { ChannelIds = [99] },
            _ => Socks with { Companions = new AllOf([]) },
        };

        Assert.Contains(warning, (await previews.PreviewAsync(content, null, shop.Id, Token)).Warnings);
    }

    [StudioFact]
    public Task Preview_OfAnyRule_CountsWhatPanelsWouldBeOffered() => Gen.Select(RuleScene.Plans, RuleScene.Contents.Array[3]).SampleAsync(
        async (plans, contents) =>
        {
            await using var scene = await RuleScene.CreateAsync(plans);
            await RuleScene.MineAsync(scene, plans);
            await using var db = scene.Store.Read();
            var scope = (await ConditionScope.LoadAsync(db, 1))!;
            foreach (var made in contents)
            {
                var content = made with
                {
                    Anchors = new AllOf([made.Anchors, new CompleteBetween(0, null)]),
                    Companions = new AllOf([made.Companions, new CompleteBetween(0, null)])
                };
                var preview = await new RulePreviewQuery(scene.Store, scene.Time).PreviewAsync(content, null, 1);
                Assert.Equal(
                    (await scope.Anchors(db, content.Anchors).CountAsync(), await scope.Companions(db, content.Companions).CountAsync()),
                    (preview.Anchors, preview.Companions));
                Assert.True(preview.Pairs.IsExact && preview.Unserved.IsExact);
                Assert.True(preview.Unserved.Value <= preview.Anchors && preview.Pairs.Value <= (preview.Anchors - preview.Unserved.Value) * content.Limit);
                Assert.All(preview.Sample, sample => Assert.True(sample.Companions.Count(pair => pair.Sellable) <= content.Limit));
            }
        },
        iter: 25, threads: 1);

    [StudioFact]
    public async Task EveryComparison_HoldsBetweenProducts_AsTheyAreReadFromTheDatabase()
    {
        // Two that are alike in everything, and one of another category.
        int[] numbers = [10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 12];
        RuleScene.Plan alike = new(3, numbers, Listed: true, Published: true, ProductStatus.Active);
        await using var scene = await RuleScene.CreateAsync([alike, alike, alike with { Numbers = [10, 11, .. numbers[2..]] }]);
        var everything = new AllOf([new CompleteBetween(0, null)]);
        Comparison[] comparisons = [.. RuleScene.Comparisons.Select(make => make(100))];

        foreach (var comparison in comparisons)
        {
            var content = new RuleContent { Name = "Rule", Anchors = everything, Companions = everything, Comparisons = [comparison] };
            var preview = await new RulePreviewQuery(scene.Store, scene.Time).PreviewAsync(content, null, 1, Token);
            Assert.True(preview.Pairs.Value > 0, $"{comparison} never holds: is its value read in RuleRows?");
        }

        Assert.Equal(
            typeof(Comparison).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(derived => derived.DerivedType.Name).Order(),
            comparisons.Select(comparison => comparison.GetType().Name).Distinct().Order());
    }

    public async ValueTask DisposeAsync()
    {
        if (studio is not null)
        {
            await studio.DisposeAsync();
        }
    }

    private RuleContent Socks => new()
    {
        Name = "Boots -> socks", Anchors = new InCategory([boots.Id]), Companions = new InCategory([socks.Id]), Comparisons = [new PricedAtMost(30)],
        Order = RuleOrder.PriceLow, Limit = 2,
    };

    private async Task StartAsync()
    {
        studio = await TestStudio.CreateAsync();
        shop = await studio.ChannelAsync();
        (boots, socks) = (await studio.CategoryAsync("boots"), await studio.CategoryAsync("socks"));
        await studio.AddAsync(new AttributeDefinition { Code = "material", Name = "Material", Kind = AttributeKind.Choice });
        var ridge = await studio.ProductAsync("RIDGE", shop, price: 20_000, kind: ProductKind.Parent, category: boots);
        await studio.ProductAsync("RIDGE-41", shop, price: 20_000, parent: ridge, category: boots);
        await studio.ProductAsync("FELL", shop, price: 15_000, category: boots);
        await studio.ProductAsync("CHEAP", shop, price: 5_000, category: boots);
        var trek = await studio.ProductAsync("TREK", shop, price: 2_000, category: socks);
        await studio.ProductAsync("WOOL", shop, price: 4_000, category: socks);
        await studio.ProductAsync("GONE", shop, price: 9_000, category: socks, stock: 0);
        await studio.WriteAsync(async session =>
        {
            var run = new MiningRun { ChannelId = shop.Id, StartedAt = TestStudio.Start, FinishedAt = TestStudio.Start };
            session.Db.Add(run);
            await session.SaveAsync();
            // What is sold most is shown first; too few baskets for a companion by themselves.
            foreach (var (anchor, companion, baskets) in new[] { (trek.Id, ridge.Id, 90), (ridge.Id, trek.Id, 40) })
            {
                session.Db.Add(new ProductAffinity
                {
                    ChannelId = shop.Id, AnchorId = anchor, CompanionId = companion, RunId = run.Id, Rank = 1, PairBaskets = 2, CompanionBaskets = baskets,
                    Baskets = 1000
                });
            }
        });
        (previews, rules) = (new RulePreviewQuery(studio.Store, studio.Time), new RuleService(studio.Store));
    }

    private async Task<int> IdAsync(string sku)
    {
        await using var db = studio.Store.Read();
        return await db.Products.Where(product => product.Sku == sku).Select(product => product.Id).SingleAsync();
    }
}
