using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using CrossSell.Tests.Core.Bundles;
using CrossSell.Tests.Core.Rules;
using CrossSell.Tests.Support;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Panels;

/// <summary>Rules in panels: from the database to the trace, and never older than the last write.</summary>
[Trait("Kind", "Slow")]
public sealed class PanelRuleTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [StudioFact]
    public async Task Panel_OfABoot_IsFilledByItsRules()
    {
        await using var studio = await TestStudio.CreateAsync();
        var shop = await studio.ChannelAsync();
        var boots = await studio.CategoryAsync("boots");
        var socks = await studio.CategoryAsync("socks");
        await studio.ProductAsync("BOOT", shop, price: 20_000, category: boots);
        var family = await studio.ProductAsync("SOCK", null, kind: ProductKind.Parent, category: socks);
        await studio.ProductAsync("SOCK-S", shop, price: 7_000, parent: family, category: socks);
        await studio.ProductAsync("SOCK-M", shop, price: 2_000, parent: family, category: socks);
        await studio.ProductAsync("THIN", shop, price: 1_500, category: socks, stock: 0);
        await studio.ProductAsync("WARM", shop, price: 3_000, category: socks);
        await studio.ProductAsync("WOOL", shop, price: 4_000, category: socks);
        var rules = new RuleService(studio.Store);
        var content = new RuleContent
        {
            Name = "Boots -> socks", Anchors = new InCategory([boots.Id]), Companions = new InCategory([socks.Id]), Comparisons = [new PricedAtMost(30)],
            Order = RuleOrder.PriceLow, Limit = 2, Enabled = true,
        };
        var made = (await rules.CreateAsync(content, TestStudio.Merchandiser, Token)).Required;
        using var panels = new PanelService(studio.Store, studio.Time);

        var panel = (await panels.ResolveFreshAsync(ReadScope.Everything, new PanelQuery("BOOT"), Token)).Required.Panel;

        Assert.Equal(["SOCK-M", "WARM"], panel.Companions.Select(companion => companion.Product.Sku));
        Assert.All(
            panel.Companions,
            companion => Assert.Equal(("Rule", new PanelOrigin("Rule"), "Rule: Boots -> socks."), (companion.Layer.Name, companion.Origin, companion.Reason)));
        Assert.Equal(
            ["THIN: out of stock", "SOCK-M: Rule: Boots -> socks.", "WARM: Rule: Boots -> socks.", "WOOL: the rule offers at most 2"],
            panel.Trace.Select(entry => $"{entry.Code}: {entry.Sentence}"));

        await rules.SetEnabledAsync(made.Id, false, TestStudio.Merchandiser, Token);
        Assert.Empty((await panels.ResolveFreshAsync(ReadScope.Everything, new PanelQuery("BOOT"), Token)).Required.Panel.Trace);
    }

    [StudioFact]
    public async Task Rule_ThatAsksForBundles_FollowsTheirVerdicts()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await studio.ProductAsync("FILM", kit.Channel, price: 20_000, brand: "Snap");
        await new RuleService(studio.Store).CreateAsync(
            new RuleContent
            {
                Name = "Kit parts", Anchors = new OfBrand(["Snap"]), Companions = new AllOf([new InBundle(), new NoneOf([new InBundle(AsMain: true)])]),
                Order = RuleOrder.PriceLow, Enabled = true,
            },
            TestStudio.Merchandiser, Token);
        using var panels = new PanelService(studio.Store, studio.Time);

        async Task<string> OfferedAsync() =>
            string.Join(' ', (await panels.ResolveFreshAsync(ReadScope.Everything, new PanelQuery("FILM"), Token)).Required.Panel.Trace
                .Where(entry => entry.Sentence == "Rule: Kit parts.").Select(entry => entry.Code).Order());

        Assert.Equal("", await OfferedAsync());
        await kit.ApproveAsync();
        Assert.Equal("BAG-15 CARD-128", await OfferedAsync());
        await kit.ReloadAsync();
        await kit.Bundles.RetireAsync(kit.Bundle.Id, TestStudio.Manager, Token);
        Assert.Equal("", await OfferedAsync());
    }

    [StudioFact]
    public async Task Rule_WithSegmentAndDates_IsHeldBackAtTheInstantAskedFor()
    {
        await using var studio = await TestStudio.CreateAsync();
        var shop = await studio.ChannelAsync();
        await studio.ProductAsync("ANCHOR", shop, brand: "Lumen");
        await studio.ProductAsync("OTHER", shop, brand: "Orbis");
        await studio.AddAsync(new Segment { ChannelId = shop.Id, Code = "members", Name = "Club members" });
        await new RuleService(studio.Store).CreateAsync(
            new RuleContent
            {
                Name = "Rule", Anchors = new OfBrand(["Lumen"]), Companions = new OfBrand(["Orbis"]), Segment = "members",
                ValidFrom = TestStudio.Start.AddDays(1), ValidTo = TestStudio.Start.AddDays(2), Enabled = true,
            },
            TestStudio.Merchandiser, Token);
        using var panels = new PanelService(studio.Store, studio.Time);
        await panels.RefreshAsync(Token);

        string Asked(string? segment, int hours) =>
            Assert.Single(panels.Resolve(new PanelQuery("ANCHOR", Segment: segment, At: TestStudio.Start.AddHours(hours))).Required.Panel.Trace).Sentence;

        Assert.Equal("only for Club members", Asked(null, 30));
        Assert.Equal("starts on 21 Nov 13:00", Asked("members", 23));
        Assert.Equal("Rule: Rule.", Asked("members", 24));
        Assert.Equal("ended on 22 Nov 13:00", Asked("members", 48));
    }

    [StudioFact]
    public async Task Rules_OfOneAnchor_FillByPriorityBehindLinksAndUnderTheSoftFilters()
    {
        await using var studio = await TestStudio.CreateAsync();
        var shop = await studio.ChannelAsync();
        await studio.ProductAsync("ANCHOR", shop, price: 1_000, brand: "Lumen");
        await studio.ProductAsync("FIRST", shop, price: 1_000, brand: "Orbis");
        await studio.ProductAsync("SECOND", shop, price: 900, brand: "Kite");
        await studio.ProductAsync("DEAR", shop, price: 1_501, brand: "Kite");
        var rules = new RuleService(studio.Store);
        var late = (await rules.CreateAsync(new RuleContent
        {
            Name = "Kite", Anchors = new OfBrand(["Lumen"]), Companions = new OfBrand(["Kite", "Orbis"]), Order = RuleOrder.PriceLow,
            Enabled = true
        }, TestStudio.Merchandiser, Token)).Required;
        var early = (await rules.CreateAsync(
            new RuleContent { Name = "Orbis", Anchors = new OfBrand(["Lumen"]), Companions = new OfBrand(["Orbis"]), Enabled = true }, TestStudio.Merchandiser,
            Token)).Required;
        using var panels = new PanelService(studio.Store, studio.Time);

        async Task<string> Trace() =>
            string.Join(" | ", (await panels.ResolveFreshAsync(ReadScope.Everything, new PanelQuery("ANCHOR"), Token)).Required.Panel.Trace
                .Select(entry => $"{entry.Code} {entry.Sentence}"));

        Assert.Equal(
            "SECOND Rule: Kite. | FIRST Rule: Kite. | DEAR more than 150 % of the main product's price | FIRST already shown by a rule", await Trace());
        await rules.MoveAsync(early.Id, late.Id, TestStudio.Merchandiser, Token);
        Assert.Equal(
            "FIRST Rule: Orbis. | SECOND Rule: Kite. | FIRST already shown by a rule | DEAR more than 150 % of the main product's price", await Trace());
    }

    [StudioFact]
    public Task Panels_AfterAnyWrites_AreAsIfReadAgain() => Gen.Select(
        RuleScene.Plans, RuleScene.Plans, RuleScene.Contents.Array[1, 4],
        Gen.Select(Gen.Int[0, 10], Gen.Int[0, 15], RuleScene.Contents).Array[1, 8]).SampleAsync(
        async (plans, others, contents, edits) =>
        {
            await using var studio = await RuleScene.CreateAsync(plans);
            await RuleScene.MineAsync(studio, plans);
            var rules = new RuleService(studio.Store);
            foreach (var content in contents)
            {
                await rules.CreateAsync(Sound(content), TestStudio.Administrator);
            }

            using var old = new PanelService(studio.Store, studio.Time);
            await old.RefreshAsync();
            Words(old, plans.Length);
            foreach (var (kind, number, content) in edits)
            {
                await EditAsync(studio, rules, kind, number % plans.Length, others[number % others.Length], content);
                await old.RefreshAsync();
                using var fresh = new PanelService(studio.Store, studio.Time);
                await fresh.RefreshAsync();
                Assert.Equal(Words(fresh, plans.Length), Words(old, plans.Length));
            }
        },
        iter: TestStudio.Tries(40), threads: 1);

    private static string[] Words(PanelService panels, int products) => [.. Enumerable.Range(1, products).Select(id =>
        panels.Resolve(new PanelQuery($"SKU-{id}", "camera")).IsRefused(out var refusal, out var answer)
            ? refusal.Message
            : string.Join(" | ", answer.Panel.Trace.Select(entry => $"{entry.Code} {entry.ChosenId} {entry.Verdict} {entry.Layer} {entry.Sentence}")
                .Prepend($"SKU-{id} {answer.Panel.Version}")))];

    // A random side may be without a condition, which is refused.
    private static RuleContent Sound(RuleContent content) => content with
    {
        Anchors = new AllOf([content.Anchors, new CompleteBetween(0, null)]),
        Companions = new AllOf([content.Companions, new CompleteBetween(0, null)]),
    };

    private static Task EditAsync(TestStudio studio, RuleService rules, int kind, int at, RuleScene.Plan plan, RuleContent content) => kind switch
    {
        0 => rules.CreateAsync(Sound(content), TestStudio.Administrator),
        1 => RuleAsync(studio, async id => await rules.SaveAsync(
            id, Sound(content) with { Version = (await new RuleList(studio.Store, studio.Time).FindAsync(ReadScope.Everything, id))!.Version },
            TestStudio.Administrator)),
        2 => RuleAsync(studio, id => rules.RemoveAsync(id, TestStudio.Administrator)),
        3 => RuleAsync(studio, id => rules.MoveAsync(id, null, TestStudio.Administrator)),
        _ => studio.WriteAsync(async session =>
        {
            var (db, id) = (session.Db, at + 1);
            session.RunsWriteHooks = false;
            var product = await db.Products.SingleAsync(item => item.Id == id);
            var made = plan.Product(id, product.Kind, product.ParentId);
            switch (kind)
            {
                case 4:
                    product
                        .Set(it => it.Brand, made.Brand)
                        .Set(it => it.CategoryId, made.CategoryId)
                        .Set(it => it.Tags, made.Tags)
                        .Set(it => it.Status, made.Status);
                    break;
                case 5 or 6:
                    db.RemoveRange(await db.AttributeValues.Where(value => value.ProductId == id).ToListAsync());
                    await session.SaveAsync();
                    db.AddRange(plan.Rest(id).OfType<AttributeValue>());
                    break;
                case 7:
                    db.RemoveRange(await db.Listings.Where(listing => listing.ProductId == id).ToListAsync());
                    await session.SaveAsync();
                    db.AddRange(plan.Rest(id).OfType<Listing>());
                    break;
                case 8 when await db.Listings.SingleOrDefaultAsync(listing => listing.ProductId == id) is { } listing:
                    listing.Set(it => it.Stock, plan.Numbers[8] < 0 ? null : plan.Numbers[8] / 3);
                    listing.Set(it => it.Price, Math.Max(0, plan.Numbers[6]) * 90);
                    break;
                case 9:
                    db.RemoveRange(await db.ProductCategories.Where(place => place.ProductId == id).ToListAsync());
                    await session.SaveAsync();
                    db.AddRange(plan.Rest(id).OfType<ProductCategory>());
                    break;
                default:
                    product.Set(it => it.Name, $"Named {plan.Numbers[0]}");
                    break;
            }
        }),
    };

    private static async Task RuleAsync(TestStudio studio, Func<int, Task> change)
    {
        await using var db = studio.Store.Read();
        if (await db.Rules.OrderBy(rule => rule.Id).Select(rule => (int?)rule.Id).FirstOrDefaultAsync() is { } id)
        {
            await change(id);
        }
    }
}
