using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using CrossSell.Tests.Core.Bundles;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Panels;

public sealed class SegmentServiceTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private Channel shop = null!;
    private SegmentService service = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        shop = await studio.ChannelAsync();
        service = new SegmentService(studio.Store);
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public async Task Segment_IsAddedWithACodeFromItsName_ChangedAndTakenBack()
    {
        var (id, added) = (await service.SaveAsync(
            new SegmentEdit(null, 0, shop.Id, "", "New subscribers", " First box not sent "), TestStudio.Administrator, Stop)).Required;
        var made = Assert.Single(await service.ListAsync(ReadScope.Everything, shop.Id, Stop));
        Assert.Equal((id, "new-subscribers", "New subscribers", "First box not sent"), (made.Id, made.Code, made.Name, made.Note));

        var (_, changed) = (await service.SaveAsync(
            new SegmentEdit(id, made.Version, shop.Id, made.Code, "Fresh subscribers"), TestStudio.Administrator, Stop)).Required;
        Assert.True((await studio.Undo.UndoAsync(changed, TestStudio.Administrator, Stop)).IsDone);
        Assert.Equal("New subscribers", Assert.Single(await service.ListAsync(ReadScope.Everything, shop.Id, Stop)).Name);
        Assert.True((await studio.Undo.UndoAsync(added, TestStudio.Administrator, Stop)).IsDone);
        Assert.Empty(await service.ListAsync(ReadScope.Everything, cancellation: Stop));
    }

    [StudioFact]
    public async Task Segment_OfAnotherShop_MayHaveTheSameCode_OneOfTheSameShopMayNot()
    {
        var other = await studio.ChannelAsync("coffee");
        await AddAsync("vip", "VIP");

        Assert.True((await service.SaveAsync(new SegmentEdit(null, 0, other.Id, "vip", "VIP"), TestStudio.Administrator, Stop)).IsDone);
        Assert.Equal(
            "segment.code", (await service.SaveAsync(new SegmentEdit(null, 0, shop.Id, "vip", "Others"), TestStudio.Administrator, Stop)).Refusal?.Code);
        Assert.Equal(
            "segment.code", (await service.SaveAsync(new SegmentEdit(null, 0, shop.Id, "Not a code", "Others"), TestStudio.Administrator, Stop)).Refusal?.Code);
        Assert.Equal("segment.name", (await service.SaveAsync(new SegmentEdit(null, 0, shop.Id, "", "vip"), TestStudio.Administrator, Stop)).Refusal?.Code);
    }

    [StudioFact]
    public async Task Segment_IsForAdministratorsToDefine_AndTheSecondOfTwoWhoChangeItIsRefused()
    {
        var segment = await AddAsync("vip", "VIP");

        Assert.Equal(
            Refusal.ForbiddenCode, (await service.SaveAsync(new SegmentEdit(null, 0, shop.Id, "", "Mine"), TestStudio.Merchandiser, Stop)).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await service.DeleteAsync(segment.Id, segment.Version, TestStudio.Manager, Stop)).Refusal?.Code);
        Assert.True((await service.SaveAsync(new SegmentEdit(segment.Id, segment.Version, shop.Id, "vip", "Best"), TestStudio.Administrator, Stop)).IsDone);
        Assert.Equal(
            Refusal.StaleCode,
            (await service.SaveAsync(new SegmentEdit(segment.Id, segment.Version, shop.Id, "vip", "Worst"), TestStudio.Administrator, Stop)).Refusal?.Code);
    }

    [StudioFact]
    public async Task Segment_InUse_IsNotDeletedRecodedOrUndone_AndSaysWhereItIsUsed()
    {
        var (id, added) = (await service.SaveAsync(new SegmentEdit(null, 0, shop.Id, "vip", "VIP"), TestStudio.Administrator, Stop)).Required;
        var (anchor, other) = (await studio.ProductAsync("ANCHOR", shop, brand: "Lumen"), await studio.ProductAsync("OTHER", shop, brand: "Orbis"));
        var type = await studio.LinkTypeAsync(LinkType.CrossSell);
        await studio.AddAsync(
            new ProductLink { SourceId = anchor.Id, TargetId = other.Id, TypeId = type.Id, Segment = "VIP", CreatedBy = "Eva", CreatedAt = TestStudio.Start });
        Assert.True((await new RuleService(studio.Store).CreateAsync(
            new RuleContent { Name = "Gear", Anchors = new OfBrand(["Lumen"]), Companions = new OfBrand(["Orbis"]), Segment = "vip", ChannelIds = [shop.Id] },
            TestStudio.Merchandiser, Stop)).IsDone);
        var bundles = new BundleService(studio.Store);
        var code = (await bundles.CreateAsync("Starter", shop.Id, [anchor.Id, other.Id], TestStudio.Merchandiser, Stop)).Required;
        var revision = (await new BundleList(studio.Store).FindAsync(ReadScope.Everything, code, Stop))!.Revisions[0];
        Assert.True((await bundles.SaveAsync(
            revision.Id, revision.Version, BundleContent.Of(revision) with { Segment = "vip" }, TestStudio.Merchandiser, Stop)).IsDone);

        const string words = "VIP is used by the bundle Starter, the rule Gear and 1 link. Choose another segment there first.";
        Assert.Equal(words, (await service.DeleteAsync(id, 0, TestStudio.Administrator, Stop)).Refusal?.Message);
        Assert.Equal(words, (await studio.Undo.UndoAsync(added, TestStudio.Administrator, Stop)).Refusal?.Message);
        Assert.Equal("segment.code", (await service.SaveAsync(new SegmentEdit(id, 0, shop.Id, "best", "VIP"), TestStudio.Administrator, Stop)).Refusal?.Code);
        Assert.True((await service.UseAsync(ReadScope.Everything, shop.Id, Stop))[id].IsUsed);
    }

    [StudioFact]
    public async Task Segment_ThatNothingNames_IsDeletedAndComesBackByUndo()
    {
        var segment = await AddAsync("vip", "VIP");

        var set = (await service.DeleteAsync(segment.Id, segment.Version, TestStudio.Administrator, Stop)).Required;
        Assert.Empty(await service.ListAsync(ReadScope.Everything, shop.Id, Stop));
        Assert.True((await studio.Undo.UndoAsync(set, TestStudio.Administrator, Stop)).IsDone);
        Assert.Equal("vip", Assert.Single(await service.ListAsync(ReadScope.Everything, shop.Id, Stop)).Code);
    }

    [StudioFact]
    public async Task Undo_OfAnotherCode_IsRefusedWhileSomethingNamesIt()
    {
        var segment = await AddAsync("vip", "VIP");
        var (_, recoded) = (await service.SaveAsync(
            new SegmentEdit(segment.Id, segment.Version, shop.Id, "best", "VIP"), TestStudio.Administrator, Stop)).Required;
        var (anchor, other) = (await studio.ProductAsync("ANCHOR", shop), await studio.ProductAsync("OTHER", shop));
        await studio.AddAsync(new ProductLink
        {
            SourceId = anchor.Id, TargetId = other.Id, TypeId = (await studio.LinkTypeAsync(LinkType.CrossSell)).Id, Segment = "best", CreatedBy = "Eva",
            CreatedAt = TestStudio.Start,
        });

        Assert.Equal("segment.used", (await studio.Undo.UndoAsync(recoded, TestStudio.Administrator, Stop)).Refusal?.Code);
    }

    [StudioFact]
    public async Task Link_Rule_AndBundle_AreRefusedASegmentThatNobodyDefines()
    {
        await using var own = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(own, "Kit");
        var links = new LinkService(own.Store);
        var link = (await links.AddAsync(new NewLink(kit.Body.Id, kit.Card.Id, LinkType.CrossSell), TestStudio.Merchandiser, Stop)).Required;
        await using var db = own.Store.Read();
        var version = await db.Links.Where(item => item.Id == link.LinkId).Select(item => item.Version).SingleAsync(Stop);
        var edit = new LinkEdit(1, null, [], "vip", null, null, LinkState.Active, version);
        var rule = new RuleContent { Name = "Rule", Anchors = new OfBrand(["Lumen"]), Companions = new OfBrand(["Orbis"]), Segment = "vip" };

        Assert.Equal("segment.unknown", (await links.EditAsync(link.LinkId, edit, TestStudio.Merchandiser, Stop)).Refusal?.Code);
        Assert.Equal("segment.unknown", (await new RuleService(own.Store).CreateAsync(rule, TestStudio.Merchandiser, Stop)).Refusal?.Code);
        Assert.Equal("segment.unknown", (await kit.SaveAsync(kit.Content with { Segment = "vip" })).Refusal?.Code);

        await own.AddAsync(new Segment { ChannelId = kit.Channel.Id, Code = "vip", Name = "VIP" });
        Assert.True((await links.EditAsync(link.LinkId, edit, TestStudio.Merchandiser, Stop)).IsDone);
        Assert.True((await new RuleService(own.Store).CreateAsync(rule, TestStudio.Merchandiser, Stop)).IsDone);
        Assert.True((await kit.SaveAsync(kit.Content with { Segment = "vip" })).IsDone);
    }

    [StudioFact]
    public async Task Panel_FollowsItsSegments_AndRefusesOneThatTheShopDoesNotDefine()
    {
        await studio.ProductAsync("ANCHOR", shop);
        using var panels = new PanelService(studio.Store, studio.Time);
        async Task<Outcome<PanelAnswer>> AskAsync(string? segment, bool passesOver = false) =>
            await panels.ResolveFreshAsync(ReadScope.Everything, new PanelQuery("ANCHOR", Segment: segment, PassesOverUnknownSegment: passesOver), Stop);

        Assert.Equal("Camera shop has no segment \"vip\". It has none.", (await AskAsync("vip")).Refusal?.Message);
        Assert.True((await AskAsync("vip", passesOver: true)).IsDone);
        Assert.True((await AskAsync("")).IsDone);
        await AddAsync("vip", "VIP");

        Assert.True((await AskAsync(" VIP ")).IsDone);
        Assert.Equal("Camera shop has no segment \"new\". Its segments are: vip.", (await AskAsync("new")).Refusal?.Message);
    }

    private async Task<Segment> AddAsync(string code, string name)
    {
        var (id, _) = (await service.SaveAsync(new SegmentEdit(null, 0, shop.Id, code, name), TestStudio.Administrator, Stop)).Required;
        return (await service.ListAsync(ReadScope.Everything, cancellation: Stop)).Single(segment => segment.Id == id);
    }
}
