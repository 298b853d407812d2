using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Links;

public sealed class BulkLinksTests
{
    private static Task<LinkScene> SceneAsync(int products) => LinkScene.CreateAsync(products, scene => [new BulkLinksWork(scene.Studio.Store)]);

    private static BulkLinksService Service(LinkScene scene) => new(scene.Studio.Store, scene.Queue);

    [StudioFact]
    public async Task PreviewAsync_MarksEveryConflict_AndCountsWhatIsMade()
    {
        await using var scene = await SceneAsync(5);
        await scene.LinkAsync(0, 3);
        await scene.LinkAsync(1, 4, LinkType.Substitute);
        var wish = new BulkLinks(
            [scene.Id(0), scene.Id(1), scene.Id(4)], [scene.Id(3), scene.Id(4)], LinkType.Accessory, LeftOut: [new(scene.Id(4), scene.Id(3))]);

        var cross = (await Service(scene).PreviewAsync(wish with { TypeCode = LinkType.CrossSell }, TestStudio.Merchandiser)).Required;
        Assert.Equal((6, 3, 1), (cross.Pairs, cross.Making, cross.TakenOut));
        Assert.Equal([("already linked", 1), ("to itself", 1)], cross.Problems.OrderBy(problem => problem.Reason));

        var accessory = (await Service(scene).PreviewAsync(wish, TestStudio.Merchandiser)).Required;
        Assert.Equal((4, 1, "Fits"), (accessory.Making, accessory.Warned, accessory.BackName));
        var warned = Assert.Single(accessory.Rows, row => row.Warning is not null);
        Assert.Equal((scene.Id(1), scene.Id(4)), (warned.SourceId, warned.TargetId));
        Assert.Equal(2, (await Service(scene).PreviewAsync(wish with { LeftOut = null }, TestStudio.Merchandiser, onlyProblems: true)).Required.Matching);
    }

    [StudioFact]
    public async Task Job_MakesThePairs_InOrder_AndIsUndoneAsOne()
    {
        await using var scene = await SceneAsync(6);
        await scene.LinkAsync(0, 5, LinkType.Accessory);
        var before = await scene.PictureAsync();
        var wish = new BulkLinks(
            [scene.Id(0), scene.Id(1)], [scene.Id(2), scene.Id(3), scene.Id(0)], LinkType.Accessory, LeftOut: [new(scene.Id(1), scene.Id(3))]);

        var job = await scene.RunAsync((await Service(scene).StartAsync(wish, TestStudio.Merchandiser)).Required);

        Assert.Equal(JobState.Done, job.State);
        Assert.Equal("Created 4 links.", JobReport.Of(job)!.Summary);
        Assert.Equal(
            ["0 accessory 5", "0 accessory 2", "0 accessory 3", "0 fits 1", "1 accessory 2", "1 accessory 0", "2 fits 0", "2 fits 1", "3 fits 0", "5 fits 0"],
            await scene.WordsAsync());
        await scene.AssertInvariantsAsync();

        var again = await scene.RunAsync((await Service(scene).StartAsync(wish, TestStudio.Merchandiser)).Required);
        Assert.Equal("Created 0 links.", JobReport.Of(again)!.Summary);

        await scene.UndoJobAsync(job.Id);
        Assert.Equal(before, await scene.PictureAsync());
    }

    [StudioFact]
    public async Task TwoWayPairs_NamedFromBothSides_AreMadeOnce()
    {
        await using var scene = await SceneAsync(3);
        var all = new[] { scene.Id(0), scene.Id(1), scene.Id(2) };

        var preview = (await Service(scene).PreviewAsync(new BulkLinks(all, all, LinkType.Substitute), TestStudio.Merchandiser)).Required;
        await scene.RunAsync((await Service(scene).StartAsync(new BulkLinks(all, all, LinkType.Substitute), TestStudio.Merchandiser)).Required);

        Assert.Equal(3, preview.Making);
        Assert.Equal(6, (await scene.RowsAsync()).Count);
        await scene.AssertInvariantsAsync();
    }

    [StudioFact]
    public async Task Limit_OfTheType_CountsWhatIsMadeOnTheWay()
    {
        await using var scene = await SceneAsync(4);
        await scene.Studio.WriteAsync(session =>
        {
            session.Db.LinkTypes.Single(type => type.Code == LinkType.CrossSell).MaxPerProduct = 2;
            return Task.CompletedTask;
        });

        var preview = (await Service(scene)
            .PreviewAsync(new BulkLinks([scene.Id(0)], [scene.Id(1), scene.Id(2), scene.Id(3)], LinkType.CrossSell), TestStudio.Merchandiser)).Required;

        Assert.Equal(2, preview.Making);
        Assert.Contains("most the shop allows", preview.Rows[2].Problem, StringComparison.Ordinal);
    }

    [StudioFact]
    public async Task WhoMayNotEditLinks_IsRefused()
    {
        await using var scene = await SceneAsync(2);
        var wish = new BulkLinks([scene.Id(0)], [scene.Id(1)], LinkType.CrossSell);

        Assert.Equal(Refusal.ForbiddenCode, (await Service(scene).PreviewAsync(wish, TestStudio.Viewer)).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await Service(scene).StartAsync(wish, TestStudio.Viewer)).Refusal?.Code);
        Assert.Equal(
            "link.many",
            (await Service(scene).PreviewAsync(
                wish with { SourceIds = [.. Enumerable.Range(1, 1000)], TargetIds = [.. Enumerable.Range(1, 101)] }, TestStudio.Merchandiser)).Refusal?.Code);
    }

    [StudioFact]
    public async Task Copy_TakesTheChosenLinksInTheirOrder_LeavesConflicts_AndIsUndone()
    {
        await using var scene = await LinkScene.CreateAsync(6);
        foreach (var target in new[] { 2, 3, 4 })
        {
            await scene.LinkAsync(0, target);
        }

        await scene.LinkAsync(0, 1, LinkType.UpSell);
        await scene.LinkAsync(1, 3);
        await scene.LinkAsync(0, 5, LinkType.Accessory);
        var before = await scene.PictureAsync();
        var service = new LinkCopyService(scene.Studio.Store);

        var plan = (await service.PlanAsync(scene.Id(0), scene.Id(1), TestStudio.Merchandiser)).Required;
        Assert.Equal([false, true, false, false, true], plan.Select(line => line.Problem is not null));

        var written = (await service.ApplyAsync(
            scene.Id(0), scene.Id(1), [.. plan.Where(line => line.Link.TargetId != scene.Id(2)).Select(line => line.Link.Id)],
            TestStudio.Merchandiser)).Required;

        Assert.Equal("Copied 2 links from Product P0 to Product P1.", written.Done);
        Assert.Equal(["1 cross-sell 3", "1 cross-sell 4", "1 accessory 5"], (await scene.WordsAsync()).Where(words => words[0] == '1'));
        await scene.AssertInvariantsAsync();
        await scene.Studio.Undo.UndoAsync(written.ChangeSetId, TestStudio.Merchandiser);
        Assert.Equal(before, await scene.PictureAsync());
    }

    [StudioFact]
    public async Task CopySources_AreOfTheSameCategory_ThoseWithTheMostLinksFirst()
    {
        await using var scene = await LinkScene.CreateAsync(6);
        var category = await scene.Studio.CategoryAsync("bodies");
        await scene.Studio.WriteAsync(async session =>
        {
            foreach (var product in await session.Db.Products.Where(product => product.Sku != "P5").ToListAsync())
            {
                product.Set(it => it.CategoryId, category.Id);
            }
        });
        await scene.LinkAsync(1, 0);
        await scene.LinkAsync(2, 0);
        await scene.LinkAsync(2, 1);
        await scene.LinkAsync(4, 3);
        await scene.LinkAsync(5, 0); // Of no category.
        var service = new LinkCopyService(scene.Studio.Store);
        var to = (await new ProductReader(scene.Studio.Store).FindAsync(ReadScope.Everything, "P4"))!;

        var sources = await service.SourcesAsync(ReadScope.Everything, to, scene.Channel.Id, 6);

        Assert.Equal([("P2", 2), ("P1", 1)], sources.Select(source => (source.Product.Sku, source.Links)));
        Assert.Equal(["P2"], (await service.SourcesAsync(ReadScope.Everything, to, scene.Channel.Id, 1)).Select(source => source.Product.Sku));
        to = (await new ProductReader(scene.Studio.Store).FindAsync(ReadScope.Everything, "P5"))!;
        Assert.Empty(await service.SourcesAsync(ReadScope.Everything, to, scene.Channel.Id, 6));
    }
}
