using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Tests.Core.Links;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Bundles;

public sealed class SuccessorServiceTests
{
    private static SuccessorService Service(LinkScene scene) => new(scene.Studio.Store);

    // 0 goes, 1 takes its place.
    private static async Task<LinkScene> SceneAsync()
    {
        var scene = await LinkScene.CreateAsync(7);
        await scene.LinkAsync(0, 2);
        await scene.LinkAsync(0, 3, LinkType.Accessory);
        await scene.LinkAsync(4, 5);
        await scene.LinkAsync(4, 0);
        await scene.LinkAsync(4, 6);
        await scene.LinkAsync(0, 1, LinkType.UpSell);
        return scene;
    }

    private static async Task<(string Code, int Revision)> BundleAsync(LinkScene scene, params int[] products)
    {
        var code = (await new BundleService(scene.Studio.Store)
            .CreateAsync($"Set of {string.Join(' ', products)}", scene.Channel.Id, [.. products.Select(scene.Id)], TestStudio.Merchandiser)).Required;
        await using var db = scene.Studio.Store.Read();
        return (code, await db.BundleRevisions.Where(revision => db.Set<Bundle>().Any(bundle => bundle.Id == revision.BundleId && bundle.Code == code))
            .Select(revision => revision.Id).SingleAsync());
    }

    private static async Task<List<int>> ProductsAsync(LinkScene scene, int revision)
    {
        await using var db = scene.Studio.Store.Read();
        var ids = scene.Products.Select(product => product.Id).ToList();
        return [.. (await db.BundleComponents.Where(component => component.RevisionId == revision).OrderBy(component => component.Position).ToListAsync())
            .Select(component => ids.IndexOf(component.ProductId))];
    }

    [StudioFact]
    public async Task Move_PutsLinksBothWaysAndDraftsAtTheSuccessor_InTheSamePlaces_AndIsUndoneAsOne()
    {
        await using var scene = await SceneAsync();
        var (_, draft) = await BundleAsync(scene, 2, 0, 3);
        var before = await scene.PictureAsync();
        var step = new SuccessorStep(scene.Id(0), scene.Id(1), SuccessorAction.Move);

        var plan = (await Service(scene).PlanAsync(step, TestStudio.Merchandiser)).Required;
        Assert.Equal(4, plan.Links.Count);
        Assert.Contains("removed", Assert.Single(plan.Links, line => line.Words is not null).Words, StringComparison.Ordinal);

        var written = (await Service(scene).ApplyAsync(step, TestStudio.Merchandiser)).Required;

        Assert.Equal(["1 cross-sell 2", "1 accessory 3", "3 fits 1", "4 cross-sell 5", "4 cross-sell 1", "4 cross-sell 6"], await scene.WordsAsync());
        Assert.Equal([2, 1, 3], await ProductsAsync(scene, draft));
        await scene.AssertInvariantsAsync();

        Assert.Empty((await scene.Studio.Undo.UndoAsync(written.ChangeSetId, TestStudio.Merchandiser)).Required.Conflicts);
        Assert.Equal(before, await scene.PictureAsync());
        Assert.Equal([2, 0, 3], await ProductsAsync(scene, draft));
    }

    [StudioFact]
    public async Task Copy_KeepsWhatStands_AndAddsTheSuccessorBehindIt()
    {
        await using var scene = await SceneAsync();
        var (_, draft) = await BundleAsync(scene, 2, 0, 3);

        await Service(scene).ApplyAsync(new SuccessorStep(scene.Id(0), scene.Id(1), SuccessorAction.Copy), TestStudio.Merchandiser);

        Assert.Equal(
            [
                "0 cross-sell 2", "0 accessory 3", "0 up-sell 1", "1 cross-sell 2", "1 accessory 3", "3 fits 0", "3 fits 1", "4 cross-sell 5", "4 cross-sell 0",
                "4 cross-sell 6", "4 cross-sell 1"],
            await scene.WordsAsync());
        Assert.Equal([2, 0, 1, 3], await ProductsAsync(scene, draft));
        await scene.AssertInvariantsAsync();
    }

    [StudioFact]
    public async Task Retire_PausesLinksWithTheirReverseLinks_AndLeavesWhatThePersonLeft()
    {
        await using var scene = await SceneAsync();
        var left = (await scene.RowsAsync()).Single(link => link.SourceId == scene.Id(0) && link.TargetId == scene.Id(2)).Id;

        await Service(scene).ApplyAsync(new SuccessorStep(scene.Id(0), null, SuccessorAction.Retire, [left]), TestStudio.Merchandiser);

        Assert.Equal(
            ["0 accessory 3 paused", "0 up-sell 1 paused", "3 fits 0 paused", "4 cross-sell 0 paused"],
            (await scene.WordsAsync()).Where(words => words.EndsWith("paused", StringComparison.Ordinal)));
    }

    [StudioFact]
    public async Task SubmittedBundles_AreNamedAndNotChanged_AndUndoDoesNotReachIntoThem()
    {
        await using var scene = await SceneAsync();
        var (_, draft) = await BundleAsync(scene, 0, 3);
        var (_, frozen) = await BundleAsync(scene, 0, 5);
        await scene.Studio
            .WriteAsync(async session => (await session.Db.BundleRevisions.SingleAsync(revision => revision.Id == frozen))
                .Set(it => it.State, RevisionState.Approved));
        var step = new SuccessorStep(scene.Id(0), scene.Id(1), SuccessorAction.Move);

        Assert.Contains(
            "approved", Assert.Single((await Service(scene).PlanAsync(step, TestStudio.Merchandiser)).Required.Bundles, bundle => bundle.Stays).Words,
            StringComparison.Ordinal);
        var written = (await Service(scene).ApplyAsync(step, TestStudio.Merchandiser)).Required;
        Assert.Equal([0, 5], await ProductsAsync(scene, frozen));

        await scene.Studio
            .WriteAsync(async session => (await session.Db.BundleRevisions.SingleAsync(revision => revision.Id == draft))
                .Set(it => it.State, RevisionState.InReview));
        Assert.Equal("undo.frozen", (await scene.Studio.Undo.UndoAsync(written.ChangeSetId, TestStudio.Merchandiser)).Refusal?.Code);
    }

    [StudioFact]
    public async Task Plan_NamesNoLinkAndNoBundleOfShopsThatThePersonMayNotLookInto_AndSaysHowManyThereAre()
    {
        await using var scene = await LinkScene.CreateAsync(6);
        var other = await scene.Studio.ChannelAsync("outdoor");
        await scene.LinkAsync(0, 2);
        await scene.Links.AddAsync(new NewLink(scene.Id(0), scene.Id(3), LinkType.Substitute) { ChannelIds = [other.Id] }, TestStudio.Merchandiser);
        await scene.Links.AddAsync(new NewLink(scene.Id(4), scene.Id(0), LinkType.CrossSell) { ChannelIds = [other.Id] }, TestStudio.Merchandiser);
        await BundleAsync(scene, 0, 5);
        var foreign = (await new BundleService(scene.Studio.Store)
            .CreateAsync("Of the other shop", other.Id, [scene.Id(0), scene.Id(3)], TestStudio.Merchandiser)).Required;
        var local = TestStudio.Person("otto", Role.Merchandiser, scene.Channel.Id);

        foreach (var way in Enum.GetValues<SuccessorAction>())
        {
            var step = new SuccessorStep(scene.Id(0), scene.Id(1), way);
            var plan = (await Service(scene).PlanAsync(step, local)).Required;
            Assert.Equal((scene.Id(2), 2), (Assert.Single(plan.Links).OtherId, plan.OtherShopsLinks));
            Assert.Equal(("Set of 0 5", 1), (Assert.Single(plan.Bundles).Name, plan.OtherShopsBundles));

            var whole = (await Service(scene).PlanAsync(step, TestStudio.Merchandiser)).Required;
            Assert.Equal((3, 2, 0, 0), (whole.Links.Count, whole.Bundles.Count, whole.OtherShopsLinks, whole.OtherShopsBundles));
            Assert.Contains(whole.Bundles, bundle => bundle.Code == foreign);
        }

        await Service(scene).ApplyAsync(new SuccessorStep(scene.Id(0), scene.Id(1), SuccessorAction.Move), local);
        Assert.Equal(["0 substitute 3", "1 cross-sell 2", "3 substitute 0", "4 cross-sell 0"], await scene.WordsAsync());
    }

    [StudioFact]
    public async Task WithoutSuccessorOrRight_ItIsRefused()
    {
        await using var scene = await SceneAsync();

        Assert.Equal(
            "successor.missing",
            (await Service(scene).PlanAsync(new SuccessorStep(scene.Id(0), scene.Id(0), SuccessorAction.Move), TestStudio.Merchandiser)).Refusal?.Code);
        Assert.Equal(
            Refusal.ForbiddenCode,
            (await Service(scene).ApplyAsync(new SuccessorStep(scene.Id(0), null, SuccessorAction.Retire), TestStudio.Viewer)).Refusal?.Code);
    }
}
