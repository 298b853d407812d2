using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Links;

/// <summary>One judge for a single link, for many and for a repair: what one refuses or writes, the others refuse and write too.</summary>
public sealed class LinkRulesTests
{
    private static Task<LinkScene> SceneAsync() =>
        LinkScene.CreateAsync(3, scene => [new LinkRepairWork(scene.Studio.Store, new LinkHealth(scene.Studio.Store, scene.Studio.Time))]);

    private static Task AllowQuantityAsync(LinkScene scene, params string[] codes) => scene.Studio.WriteAsync(async session =>
    {
        foreach (var type in await session.Db.LinkTypes.ToListAsync())
        {
            type.AllowsQuantity = codes.Contains(type.Code);
        }
    });

    [StudioFact]
    public async Task ReverseLink_OfATypeWithoutQuantity_HasOne_ForASingleLinkAsForMany()
    {
        await using var scene = await SceneAsync();
        await AllowQuantityAsync(scene, LinkType.Accessory);

        Assert.True((await scene.Links.AddAsync(new NewLink(scene.Id(0), scene.Id(1), LinkType.Accessory, Quantity: 3), TestStudio.Merchandiser)).IsDone);
        await using (var session = await scene.Studio.Store.WriteAsync(TestStudio.Merchandiser, "Linked many"))
        {
            var batch = await LinkBatch.LoadAsync(session.Db, [scene.Id(0), scene.Id(2)], TestStudio.Merchandiser);
            Assert.Null(batch.Add(new NewLink(scene.Id(0), scene.Id(2), LinkType.Accessory, Quantity: 3)).Refusal);
            Assert.True((await batch.WriteAsync(session)).IsDone);
            Assert.True((await session.CommitAsync()).IsDone);
        }

        Assert.Equal([3, 1, 3, 1], (await scene.RowsAsync()).Select(link => link.Quantity));
    }

    [StudioFact]
    public async Task ReverseLink_ThatARepairMakes_HasTheQuantityThatItsTypeAllows()
    {
        await using var scene = await SceneAsync();
        await AllowQuantityAsync(scene, LinkType.Accessory, "fits");
        await scene.Links.AddAsync(new NewLink(scene.Id(0), scene.Id(1), LinkType.Accessory, Quantity: 3), TestStudio.Merchandiser);
        await scene.Studio.WriteAsync(async session =>
            session.Db.Links.Remove(await session.Db.Links.SingleAsync(link => link.Origin == LinkOrigin.Inverse)));

        await RepairAsync(scene, new LinkRepairInput(LinkRepair.Pair, LinkProblem.Asymmetric, scene.Channel.Id, null));

        Assert.Equal([3, 3], (await scene.RowsAsync()).Select(link => link.Quantity));
    }

    [StudioFact]
    public async Task Dates_ThatEndBeforeTheyBegin_AreRefused_ForASingleLinkAsForMany()
    {
        await using var scene = await SceneAsync();
        var wanted = new NewLink(
            scene.Id(0), scene.Id(1), LinkType.CrossSell)
        { ValidFrom = TestStudio.Start.AddDays(2), ValidTo = TestStudio.Start.AddDays(1) };

        var single = await scene.Links.AddAsync(wanted, TestStudio.Merchandiser);
        await using var db = scene.Studio.Store.Read();
        var batch = await LinkBatch.LoadAsync(db, [scene.Id(0), scene.Id(1)], TestStudio.Merchandiser);
        var many = batch.Add(wanted);

        Assert.Equal("link.dates", single.Refusal?.Code);
        Assert.Equal(single.Refusal, many.Refusal);
        Assert.Empty(await scene.RowsAsync());
    }

    [StudioFact]
    public async Task Extend_ALinkThatStartsLaterThanItWouldEnd_LeavesItAndSaysWhy()
    {
        await using var scene = await SceneAsync();
        await scene.LinkAsync(0, 1);
        await scene.Links.AddAsync(
            new NewLink(scene.Id(0), scene.Id(2), LinkType.CrossSell) { ValidFrom = TestStudio.Start.AddDays(40), ValidTo = TestStudio.Start.AddDays(50) },
            TestStudio.Merchandiser);
        var rows = await scene.RowsAsync();

        var job = await RepairAsync(
            scene, new LinkRepairInput(LinkRepair.Extend, LinkProblem.Expired, scene.Channel.Id, [.. rows.Select(link => link.Id)], TestStudio.Start
                .AddDays(30)));

        Assert.Equal([TestStudio.Start.AddDays(30), TestStudio.Start.AddDays(50)], (await scene.RowsAsync()).Select(link => link.ValidTo));
        var left = Assert.Single(JobReport.Of(job)!.Problems);
        Assert.Equal(("ends before it starts", 1), (left.Reason, left.Count));
    }

    private static async Task<Job> RepairAsync(LinkScene scene, LinkRepairInput input) =>
        await scene.RunAsync((await new LinkRepairs(scene.Queue, scene.Studio.Time).StartAsync(input, 1, TestStudio.Merchandiser)).Required);
}
