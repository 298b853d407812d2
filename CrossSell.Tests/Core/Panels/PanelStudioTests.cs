using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.Orders;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Panels;

/// <summary>
/// What the panel studio asks and writes, on a real database: panels as they would be, why not, pins by scope, settings by place, shared views.
/// </summary>
public sealed class PanelStudioTests : IAsyncLifetime
{
    private static readonly string[] Skus = ["CARD", "BAG", "STRAP", "OTHER"];

    private TestStudio studio = null!;
    private Channel shop = null!;
    private Category cameras = null!;
    private Category kits = null!;
    private Product body = null!;
    private PanelService panels = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static ReadScope Nothing => ReadScope.Only();

    private AnchorPanel Place => new("BODY", shop.Id);

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        shop = await studio.ChannelAsync();
        (cameras, panels) = (await studio.CategoryAsync("cameras"), new PanelService(studio.Store, studio.Time));
        kits = await studio.CategoryAsync("kits", cameras);
        var ids = new Dictionary<string, int>();
        body = await studio.ProductAsync("BODY", shop, category: kits);
        foreach (var sku in Skus)
        {
            ids[sku] = (await studio.ProductAsync(sku, shop)).Id;
        }

        await LinkAsync(ids["CARD"], 0);
        await LinkAsync(ids["BAG"], 1);
        await LinkAsync(ids["STRAP"], 2);
    }

    public async ValueTask DisposeAsync()
    {
        panels.Dispose();
        await studio.DisposeAsync();
    }

    [StudioFact]
    public async Task Order_IsKeptByPins_AndItsUndoGivesTheOldOne()
    {
        var service = new PanelOverrideService(studio.Store);
        var strap = await IdAsync("STRAP");

        var done = (await service.OrderAsync(Place, [strap], TestStudio.Merchandiser, Stop)).Required;

        Assert.Equal(["STRAP", "CARD", "BAG"], await ShownAsync());
        Assert.True((await studio.Undo.UndoAsync(done.ChangeSetId, TestStudio.Merchandiser, Stop)).IsDone);
        Assert.Equal(["CARD", "BAG", "STRAP"], await ShownAsync());
        Assert.Equal("forbidden", (await service.OrderAsync(Place, [strap], TestStudio.Viewer, Stop)).Refusal?.Code);
    }

    [StudioTheory]
    [InlineData(OverrideScope.Product)]
    [InlineData(OverrideScope.Category)]
    [InlineData(OverrideScope.Channel)]
    public async Task PinAndExclusion_OfEachScope_ReachThePanel_AndOneLiftsTheOther(OverrideScope scope)
    {
        var service = new PanelOverrideService(studio.Store);
        var (other, card) = (await IdAsync("OTHER"), await IdAsync("CARD"));

        Assert.True((await service.PinAsync(Place, other, scope, TestStudio.Merchandiser, Stop)).IsDone);
        Assert.Equal(["OTHER", "CARD", "BAG", "STRAP"], await ShownAsync());
        Assert.Equal("panel.already", (await service.PinAsync(Place, other, scope, TestStudio.Merchandiser, Stop)).Refusal?.Code);

        Assert.True((await service.ExcludeAsync(Place, card, scope, TestStudio.Merchandiser, Stop)).IsDone);
        Assert.True((await service.ExcludeAsync(Place, other, scope, TestStudio.Merchandiser, Stop)).IsDone);
        Assert.Equal(["BAG", "STRAP"], await ShownAsync());
        var excluded = await service.ExclusionsAsync(ReadScope.Everything, Place, Stop);
        Assert.Equal([(other, scope, TestStudio.Merchandiser.Name), (card, scope, TestStudio.Merchandiser.Name)],
            excluded.OrderByDescending(item => item.ProductIds.First()).Select(item => (item.ProductIds.First(), item.Scope, item.By)));

        Assert.True((await service.PinAsync(Place, other, scope, TestStudio.Merchandiser, Stop)).IsDone);
        Assert.Equal(["OTHER", "BAG", "STRAP"], await ShownAsync());
        Assert.True((await service.UnpinAsync(Place, other, TestStudio.Merchandiser, Stop)).IsDone);
        Assert.Equal(["BAG", "STRAP"], await ShownAsync());
        Assert.Equal("not-found", (await service.UnpinAsync(Place, other, TestStudio.Merchandiser, Stop)).Refusal?.Code);
    }

    [StudioFact]
    public async Task SettingsOfAPlace_HoldThereAndBelow_AndGoWhenNothingIsSaid()
    {
        var service = new PanelScopeService(studio.Store);
        PanelScopeSettings At(int version) => new()
        {
            ChannelId = shop.Id, Placement = PanelPlacement.Cart, CategoryId = cameras.Id, MaxSlots = 1, Version = version,
            Headlines = """{"en":"Take it along"}""",
        };
        Assert.Equal("forbidden", (await service.SaveAsync(At(0), TestStudio.Merchandiser, Stop)).Refusal?.Code);
        Assert.NotNull((await service.SaveAsync(At(0), TestStudio.Administrator, Stop)).Required);

        // The main product is of a category below, and only in the cart.
        Assert.Equal(["CARD"], await ShownAsync(PanelPlacement.Cart));
        Assert.Equal("Take it along", (await ResolveAsync(PanelPlacement.Cart)).Headline);
        Assert.Equal(["CARD", "BAG", "STRAP"], await ShownAsync());
        Assert.Null((await ResolveAsync(PanelPlacement.ProductPage)).Headline);

        Assert.Equal(Refusal.StaleCode, (await service.SaveAsync(At(0), TestStudio.Administrator, Stop)).Refusal?.Code);
        var empty = At(1);
        (empty.MaxSlots, empty.Headlines) = (null, null);
        var set = (await service.SaveAsync(empty, TestStudio.Administrator, Stop)).Required;
        Assert.Empty(await service.ListAsync(ReadScope.Everything, shop.Id, Stop));
        Assert.Equal(["CARD", "BAG", "STRAP"], await ShownAsync(PanelPlacement.Cart));
        Assert.True((await studio.Undo.UndoAsync(set!.Value, TestStudio.Administrator, Stop)).IsDone);
        Assert.Equal(["CARD"], await ShownAsync(PanelPlacement.Cart));
    }

    [StudioTheory]
    [InlineData("maxSlots")]
    [InlineData("minSlots")]
    [InlineData("minStock")]
    [InlineData("headlines")]
    [InlineData("place")]
    public async Task SettingsOfAPlace_ThatCannotBe_NameTheField(string field)
    {
        var settings = new PanelScopeSettings { ChannelId = shop.Id, Placement = field == "place" ? null : PanelPlacement.Cart };
        switch (field)
        {
            case "maxSlots": settings.MaxSlots = 0; break;
            case "minSlots": (settings.MinSlots, settings.MaxSlots) = (3, 2); break;
            case "minStock": settings.MinStock = -1; break;
            case "headlines": settings.Headlines = PanelHeadlines.Write([new("en", new string('x', PanelHeadlines.Length + 1))]); break;
            default: break;
        }

        Assert.Equal(field, (await new PanelScopeService(studio.Store).SaveAsync(settings, TestStudio.Administrator, Stop)).Refusal?.Field);
    }

    [StudioFact]
    public async Task WhatIf_AssumesStockAndSettings_AndWritesNothing()
    {
        var query = new PanelQuery("BODY", shop.Code);
        async Task<string[]> AssumeAsync(PanelWhatIf what) => [.. (await panels.AssumeAsync(ReadScope.Everything, query, what, Stop)).Required.Panel.Companions
            .Select(item => item.Product.Sku)];

        Assert.Equal(["BAG", "STRAP"], await AssumeAsync(new() { Stock = new Dictionary<string, int> { ["card"] = 0, ["NONE"] = 4 } }));
        Assert.Equal(["CARD"], await AssumeAsync(new() { Shop = new PanelSettings { ChannelId = shop.Id, MaxSlots = 1 } }));
        Assert.Equal(["CARD", "BAG"], await AssumeAsync(new()
        {
            Scopes = [new PanelScopeSettings { ChannelId = shop.Id, CategoryId = cameras.Id, MaxSlots = 2 }],
        }));
        Assert.Equal(["CARD", "BAG", "STRAP"], await ShownAsync());
    }

    [StudioFact]
    public async Task WhyNot_OfACandidate_IsItsTrace_AndOfAnother_WhatWouldKeepItOut()
    {
        var query = new PanelQuery("BODY", shop.Code, Cart: ["OTHER"]);
        var shown = (await panels.ResolveFreshAsync(ReadScope.Everything, query, Stop)).Required;
        async Task<PanelWhyNot> AskAsync(string sku) => (await panels.WhyNotAsync(ReadScope.Everything, shown, query, sku, Stop)).Required;

        Assert.Equal([TraceVerdict.Shown], (await AskAsync("BAG")).Entries.Select(entry => entry.Verdict));
        var other = await AskAsync("OTHER");
        Assert.False(other.IsCandidate);
        Assert.Equal([PanelFilter.InCart], other.Obstacles.Select(obstacle => obstacle.Filter));
        Assert.Null(other.Together);
        Assert.True((await AskAsync("BODY")).IsOwnFamily);
        Assert.Equal("not-found", (await panels.WhyNotAsync(ReadScope.Everything, shown, query, "NONE", Stop)).Refusal?.Code);
        Assert.Equal("not-found", (await panels.WhyNotAsync(Nothing, shown, query, "BAG", Stop)).Refusal?.Code);
    }

    [StudioFact]
    public async Task Sample_SaysWhatSettingsWouldDo_FromMemory()
    {
        await studio.OrderAsync(
            shop, [new OrderLine { Sku = "BODY", ProductId = body.Id, Quantity = 1, UnitPrice = 1000 }], at: TestStudio.Start.AddDays(-30));
        var sample = (await panels.SampleAsync(ReadScope.Everything, shop.Id, PanelPlacement.ProductPage, null, Stop)).Required;
        Assert.Equal(5, sample.Count);

        var effect = sample.With(new PanelSettings { ChannelId = shop.Id, MinSlots = 4 });

        Assert.Equal((5, 1, 1, 0), (effect.Sampled, effect.Changed, effect.Vanished, effect.Appeared));
        Assert.Equal((1d, 0d), (effect.CoverageBefore, effect.CoverageAfter));
        Assert.Equal("BODY", Assert.Single(effect.Examples).Before.Anchor.Sku);
        Assert.Equal(0, sample.With(new PanelScopeSettings { ChannelId = shop.Id, Placement = PanelPlacement.Cart, MaxSlots = 1 }).Changed);
        Assert.Equal(1, sample.With(new PanelScopeSettings { ChannelId = shop.Id, CategoryId = kits.Id, MaxSlots = 1 }).Changed);
        Assert.Equal(1, (await panels.SampleAsync(ReadScope.Everything, shop.Id, PanelPlacement.Cart, cameras.Id, Stop)).Required.Count);
        Assert.Equal("not-found", (await panels.SampleAsync(Nothing, shop.Id, PanelPlacement.Cart, null, Stop)).Refusal?.Code);
    }

    [StudioFact]
    public async Task SharedView_IsForReadersOfTheShop_UntilItsDay()
    {
        var service = new SharedPanelService(studio.Store, studio.Time);
        var shared = (await service.ShareAsync(new PanelToShare(shop.Id, "?sku=BODY", "{}", "ab12", "Body"), TestStudio.Viewer, Stop)).Required;

        Assert.Equal("{}", (await service.FindAsync(ReadScope.Everything, shared.Code, Stop))?.Answer);
        Assert.Null(await service.FindAsync(Nothing, shared.Code, Stop));
        Assert.Null(await service.FindAsync(ReadScope.Everything, shared.Code + "x", Stop));
        studio.Time.Advance(TimeSpan.FromDays(SharedPanelService.Days));
        Assert.Null(await service.FindAsync(ReadScope.Everything, shared.Code, Stop));
        var ofOther = TestStudio.Person("kim", Role.Viewer, shop.Id + 1);
        Assert.Equal("forbidden", (await service.ShareAsync(new PanelToShare(shop.Id, "", "", "", ""), ofOther, Stop)).Refusal?.Code);
    }

    [StudioFact]
    public async Task SoldOut_IsOfferedWhereTheShopSaysSo_AndALastUnitWhereItKeepsNone()
    {
        await LinkAsync((await studio.ProductAsync("GONE", shop, stock: 0)).Id, 3);
        await LinkAsync((await studio.ProductAsync("LAST", shop, stock: 1)).Id, 4);
        Assert.Equal(["CARD", "BAG", "STRAP", "LAST"], await ShownAsync());

        var settings = new PanelSettingsService(studio.Store);
        var found = await settings.FindAsync(shop.Id, Stop);
        found.MinStock = 0;
        Assert.True((await settings.SaveAsync(found, TestStudio.Administrator, Stop)).IsDone);

        var shown = (await ResolveAsync(PanelPlacement.ProductPage)).Companions;
        Assert.Equal(("GONE", false), (shown[3].Product.Sku, shown[3].Product.InStock));
        (found = await settings.FindAsync(shop.Id, Stop)).MinStock = 2;
        Assert.True((await settings.SaveAsync(found, TestStudio.Administrator, Stop)).IsDone);
        Assert.Equal(["CARD", "BAG", "STRAP"], await ShownAsync());
    }

    private async Task<Panel> ResolveAsync(PanelPlacement placement) =>
        (await panels.ResolveFreshAsync(ReadScope.Everything, new PanelQuery("BODY", shop.Code, placement), Stop)).Required.Panel;

    private async Task<IEnumerable<string>> ShownAsync(PanelPlacement placement = PanelPlacement.ProductPage) =>
        (await ResolveAsync(placement)).Companions.Select(item => item.Product.Sku);

    private async Task LinkAsync(int targetId, int position) => await studio.AddAsync(new ProductLink
    {
        SourceId = body.Id, TargetId = targetId, TypeId = (await studio.LinkTypeAsync(LinkType.CrossSell)).Id, Position = position, CreatedBy = "Eva",
        CreatedAt = TestStudio.Start,
    });

    private async Task<int> IdAsync(string sku)
    {
        await using var db = studio.Store.Read();
        return db.Products.Single(product => product.Sku == sku).Id;
    }
}
