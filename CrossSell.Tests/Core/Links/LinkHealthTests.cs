using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Links;

public sealed class LinkHealthTests
{
    private static Task<LinkScene> SceneAsync(int products) =>
        LinkScene.CreateAsync(products, scene => [new LinkRepairWork(scene.Studio.Store, Health(scene))]);

    private static LinkHealth Health(LinkScene scene) => new(scene.Studio.Store, scene.Studio.Time);

    private static async Task<List<(int Source, int Target)>> FoundAsync(LinkScene scene, LinkProblem problem)
    {
        var found = await Health(scene).FindAsync(ReadScope.Everything, scene.Channel.Id, problem);
        Assert.Equal(found.Count, (await Health(scene).CountsAsync(ReadScope.Everything, scene.Channel.Id))[problem]);
        Assert.Equal(found.Select(row => row.Link.Id), await Health(scene).IdsAsync(ReadScope.Everything, scene.Channel.Id, problem, 100));
        Assert.All(found, row => Assert.NotEmpty(row.Words));
        var ids = scene.Products.Select(product => product.Id).ToList();
        return [.. found.Select(row => (ids.IndexOf(row.Link.SourceId), ids.IndexOf(row.Link.TargetId)))];
    }

    private static Task ChangeAsync(LinkScene scene, int product, Action<Product> change) => scene.Studio.WriteAsync(async session =>
    {
        var id = scene.Id(product);
        change(await session.Db.Products.SingleAsync(item => item.Id == id));
    });

    private static async Task<Job> RepairAsync(LinkScene scene, LinkRepairInput input)
    {
        var count = input.LinkIds?.Count ?? (await Health(scene).CountsAsync(ReadScope.Everything, scene.Channel.Id))[input.Problem];
        return await scene.RunAsync((await new LinkRepairs(scene.Queue, scene.Studio.Time).StartAsync(input, count, TestStudio.Merchandiser)).Required);
    }

    [StudioFact]
    public async Task Dead_AreLinksOfActiveProductsToOthers_AndSuccessorsTakeTheirPlaces()
    {
        await using var scene = await SceneAsync(6);
        await scene.LinkAsync(0, 1);
        await scene.LinkAsync(0, 2);
        await scene.LinkAsync(0, 4);
        await scene.LinkAsync(3, 2, LinkType.Accessory);
        await scene.LinkAsync(3, 4, LinkType.Accessory);
        await scene.LinkAsync(2, 5);
        await ChangeAsync(scene, 2, product => product.Set(it => it.Status, ProductStatus.Archived).Set(it => it.SuccessorId, scene.Id(4)));
        Assert.Equal([(0, 2), (3, 2)], await FoundAsync(scene, LinkProblem.Dead));
        Assert.Equal(scene.Id(4), (await Health(scene).FindAsync(ReadScope.Everything, scene.Channel.Id, LinkProblem.Dead))[0].Successor!.Id);
        var before = await scene.PictureAsync();

        // Both would be double there: 0 and 3 link to the successor already, so only the broken links go.
        var job = await RepairAsync(scene, new LinkRepairInput(LinkRepair.Successor, LinkProblem.Dead, scene.Channel.Id, null));

        Assert.Equal("Replace the target of 2 links by its successor: done.", JobReport.Of(job)!.Summary);
        Assert.Equal(["0 cross-sell 1", "0 cross-sell 4", "2 cross-sell 5", "3 accessory 4", "4 fits 3"], await scene.WordsAsync());
        await scene.AssertInvariantsAsync();
        Assert.Empty(await FoundAsync(scene, LinkProblem.Dead));
        await scene.UndoJobAsync(job.Id);
        Assert.Equal(before, await scene.PictureAsync());
    }

    [StudioFact]
    public async Task OutOfStock_OfThisShop_AlsoFamiliesWithNothingLeft_ArePaused()
    {
        await using var scene = await SceneAsync(3);
        var parent = await scene.Studio.ProductAsync("FAM", kind: ProductKind.Parent);
        var red = await scene.Studio.ProductAsync("FAM-R", scene.Channel, stock: 0, parent: parent);
        await scene.Studio.ProductAsync("FAM-B", scene.Channel, stock: 0, parent: parent);
        await scene.LinkAsync(0, 1);
        await scene.LinkAsync(0, 2);
        await scene.Links.AddAsync(new NewLink(scene.Id(0), parent.Id, LinkType.CrossSell), TestStudio.Merchandiser);
        await scene.Studio.WriteAsync(
            async session => (await session.Db.Listings.SingleAsync(listing => listing.ProductId == scene.Products[2].Id)).Set(it => it.Stock, 0));
        Assert.Equal([(0, 2), (0, -1)], await FoundAsync(scene, LinkProblem.OutOfStock));

        await scene.Studio.WriteAsync(async session => (await session.Db.Listings.SingleAsync(listing => listing.ProductId == red.Id)).Set(it => it.Stock, 2));
        var rest = await Health(scene).IdsAsync(ReadScope.Everything, scene.Channel.Id, LinkProblem.OutOfStock, 10);
        await RepairAsync(scene, new LinkRepairInput(LinkRepair.Pause, LinkProblem.OutOfStock, scene.Channel.Id, rest));

        Assert.Empty(await FoundAsync(scene, LinkProblem.OutOfStock));
        Assert.Contains("0 cross-sell 2 paused", await scene.WordsAsync());
    }

    [StudioFact]
    public async Task OutOfStock_OfALinkForAnotherShop_IsJudgedByTheShelfThere()
    {
        await using var scene = await SceneAsync(3);
        var other = await scene.Studio.ChannelAsync("outdoor");
        await scene.Studio.AddAsync(
            new Listing { ProductId = scene.Id(1), ChannelId = other.Id, Price = 1000, Stock = 5, Published = true },
            new Listing { ProductId = scene.Id(2), ChannelId = other.Id, Price = 1000, Stock = 0, Published = true });
        await scene.Studio.WriteAsync(async session => (await session.Db.Listings
            .SingleAsync(listing => listing.ProductId == scene.Products[1].Id && listing.ChannelId == scene.Channel.Id)).Set(it => it.Stock, 0));
        await scene.Links.AddAsync(new NewLink(scene.Id(0), scene.Id(1), LinkType.CrossSell) { ChannelIds = [other.Id] }, TestStudio.Merchandiser);
        await scene.Links.AddAsync(new NewLink(scene.Id(0), scene.Id(2), LinkType.CrossSell) { ChannelIds = [other.Id] }, TestStudio.Merchandiser);
        Assert.Empty(await FoundAsync(scene, LinkProblem.OutOfStock));

        await scene.LinkAsync(2, 1);

        Assert.Equal([(2, 1)], await FoundAsync(scene, LinkProblem.OutOfStock));
        Assert.Equal([scene.Id(2)], (await Health(scene).FindAsync(ReadScope.Everything, other.Id, LinkProblem.OutOfStock)).Select(row => row.Link.TargetId));
    }

    [StudioFact]
    public async Task Expired_PairsCountOnce_AndBothRowsAreExtendedOrRemoved()
    {
        await using var scene = await SceneAsync(3);
        var link = await scene.LinkAsync(0, 1, LinkType.Substitute);
        var row = (await scene.RowsAsync()).Single(item => item.Id == link.LinkId);
        await scene.Links
            .EditAsync(row.Id, new LinkEdit(1, null, [], null, null, TestStudio.Start.AddDays(1), LinkState.Active, row.Version), TestStudio.Merchandiser);
        Assert.Empty(await FoundAsync(scene, LinkProblem.Expired));
        scene.Studio.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal([(0, 1)], await FoundAsync(scene, LinkProblem.Expired));
        Assert.Equal("repair.until", (await new LinkRepairs(scene.Queue, scene.Studio.Time).StartAsync(
            new LinkRepairInput(LinkRepair.Extend, LinkProblem.Expired, scene.Channel.Id, null, TestStudio.Start), 1, TestStudio.Merchandiser)).Refusal?.Code);

        var until = TestStudio.Start.AddDays(30);
        var job = await RepairAsync(scene, new LinkRepairInput(LinkRepair.Extend, LinkProblem.Expired, scene.Channel.Id, null, until));
        Assert.All(await scene.RowsAsync(), item => Assert.Equal(until, item.ValidTo));
        await scene.UndoJobAsync(job.Id);
        Assert.Equal([(0, 1)], await FoundAsync(scene, LinkProblem.Expired));

        await RepairAsync(scene, new LinkRepairInput(LinkRepair.Remove, LinkProblem.Expired, scene.Channel.Id, null));
        Assert.Empty(await scene.RowsAsync());
    }

    [StudioFact]
    public async Task Asymmetric_RowsWithoutPartner_GetTheirReverseLink_OneThatStandsJoins()
    {
        await using var scene = await SceneAsync(4);
        await scene.LinkAsync(0, 1, LinkType.Accessory);
        await scene.LinkAsync(0, 2, LinkType.Substitute);
        await scene.Studio.WriteAsync(async session =>
        {
            var links = await session.Db.Links.ToListAsync();
            session.Db.Links.Remove(links.Single(link => link.SourceId == scene.Id(1)));
            links.Where(link => link.SourceId == scene.Id(2) || link.TargetId == scene.Id(2)).ToList().ForEach(link => link.Unpair());
        });
        Assert.Equal([(0, 1), (0, 2), (2, 0)], await FoundAsync(scene, LinkProblem.Asymmetric));

        await RepairAsync(scene, new LinkRepairInput(LinkRepair.Pair, LinkProblem.Asymmetric, scene.Channel.Id, null));

        await scene.AssertInvariantsAsync();
        Assert.Equal(4, (await scene.RowsAsync()).Count);
        Assert.Empty(await FoundAsync(scene, LinkProblem.Asymmetric));
    }

    [StudioFact]
    public async Task Contradiction_IsFoundFromEitherSide()
    {
        await using var scene = await SceneAsync(4);
        await scene.LinkAsync(0, 1, LinkType.Substitute);
        await scene.LinkAsync(1, 0, LinkType.Accessory);
        await scene.LinkAsync(2, 3, LinkType.Substitute);

        Assert.Equal([(0, 1)], await FoundAsync(scene, LinkProblem.Contradiction));
    }

    [StudioFact]
    public async Task Decayed_AreAcceptedPairsWhoseEvidenceFellByHalfOrWent()
    {
        await using var scene = await SceneAsync(5);
        const string Then = "Bought together in 214 of 1,902 baskets; 6.3x more than expected";
        foreach (var target in new[] { 1, 2, 3 })
        {
            await scene.Links.AddAsync(new NewLink(scene.Id(0), scene.Id(target), LinkType.CrossSell, LinkOrigin.Suggestion, Then), TestStudio.Merchandiser);
        }

        await scene.LinkAsync(0, 4);
        await scene.Studio.AddAsync(new MiningRun { ChannelId = scene.Channel.Id });
        await scene.Studio.AddAsync(Pair(scene, 1, 6.0, 200), Pair(scene, 2, 2.5, 80));

        Assert.Equal([(0, 2), (0, 3)], await FoundAsync(scene, LinkProblem.Decayed));
        Assert.All(await Health(scene)
            .FindAsync(ReadScope.Everything, scene.Channel.Id, LinkProblem.Decayed), row => Assert.Contains("Now: ", row.Words, StringComparison.Ordinal));
    }

    [StudioFact]
    public async Task Hub_IsATargetOfHundreds()
    {
        await using var scene = await SceneAsync(2);
        await scene.Studio.WriteAsync(async session =>
        {
            session.RunsWriteHooks = false;
            var sources = Enumerable.Range(0, LinkHealth.HubFrom).Select(number => new Product
            {
                Sku = $"H{number}", Name = $"H{number}", Status = ProductStatus.Active, CreatedAt = session.Now, UpdatedAt = session.Now
            }).ToList();
            session.Db.AddRange(sources);
            await session.SaveAsync();
            var type = await session.Db.LinkTypes.SingleAsync(item => item.Code == LinkType.CrossSell);
            session.Db.AddRange(
                sources.Select(source => new ProductLink { SourceId = source.Id, TargetId = scene.Id(1), TypeId = type.Id, CreatedBy = "test" }));
        });
        await scene.LinkAsync(1, 0);

        Assert.Equal(LinkHealth.HubFrom, (await Health(scene).CountsAsync(ReadScope.Everything, scene.Channel.Id))[LinkProblem.Hub]);
        var first = await Health(scene).FindAsync(ReadScope.Everything, scene.Channel.Id, LinkProblem.Hub);
        Assert.Equal(LinkHealth.Window, first.Count);
        Assert.Empty((await Health(scene).FindAsync(ReadScope.Everything, scene.Channel.Id, LinkProblem.Hub, first[^1].Link.Id)).Select(row => row.Link.Id)
            .Intersect(first.Select(row => row.Link.Id)));
    }

    [StudioFact]
    public async Task Repairing_IsForWhoMayEditLinks()
    {
        await using var scene = await SceneAsync(2);

        Assert.Equal(Refusal.ForbiddenCode, (await new LinkRepairs(scene.Queue, scene.Studio.Time).StartAsync(
            new LinkRepairInput(LinkRepair.Remove, LinkProblem.Dead, scene.Channel.Id, null), 1, TestStudio.Viewer)).Refusal?.Code);
    }

    private static ProductAffinity Pair(LinkScene scene, int companion, double lift, int together) => new()
    {
        ChannelId = scene.Channel.Id, AnchorId = scene.Id(0), CompanionId = scene.Id(companion), RunId = 1, Rank = companion,
        PairBaskets = together, AnchorBaskets = 1_900, CompanionBaskets = (int)(together * 50_000 / lift / 1_900), Baskets = 50_000, Lift = lift,
    };
}
