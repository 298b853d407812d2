using CrossSell.Core.Catalog;
using CrossSell.Core.Mining;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Panels;

/// <summary>Panels of products whose own orders say nothing, read from a real studio.</summary>
public sealed class PanelWiderTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private Channel channel = null!;
    private Category cameras = null!;
    private Category bags = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        channel = await studio.ChannelAsync();
        (cameras, bags) = (new Category { Code = "cameras", Name = "Cameras" }, new Category { Code = "bags", Name = "Bags" });
        await studio.AddAsync(cameras, bags);
        await studio.ProductAsync("CAM", channel, price: 90_000, category: cameras);
        await studio.ProductAsync("BAG", channel, price: 9_000, category: bags);
        var (other, strap, pouch) = (
            await studio.ProductAsync("OTHERBAG", channel, category: bags), await studio.ProductAsync("STRAP", channel),
            await studio.ProductAsync("POUCH", channel));
        var run = new MiningRun { ChannelId = channel.Id, StartedAt = TestStudio.Start, FinishedAt = TestStudio.Start };
        await studio.AddAsync(run);
        await studio.AddAsync(Pair(cameras, other, 60), Pair(cameras, strap, 50), Pair(bags, strap, 40), Pair(bags, pouch, 30));

        CategoryAffinity Pair(Category category, Product companion, int baskets) => new()
        {
            ChannelId = channel.Id, CategoryId = category.Id, CompanionId = companion.Id, RunId = run.Id, PairBaskets = baskets, CategoryBaskets = 100,
            CompanionBaskets = 70, Baskets = 1_000,
        };
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public async Task ProductPage_WithoutOrdersOfItsOwn_ShowsWhatItsCategoryIsBoughtWith()
    {
        var panel = await ResolveAsync(new PanelQuery("CAM"));

        Assert.Equal(["OTHERBAG", "STRAP"], panel.Companions.Select(companion => companion.Product.Sku));
        Assert.All(panel.Companions, companion => Assert.Equal("CategoryPair", companion.Layer.Name));
    }

    [StudioFact]
    public async Task Cart_OfTwoKinds_TakesTheCategoriesOfBothAndNeverOffersTheirKinds()
    {
        var panel = await ResolveAsync(new PanelQuery("CAM", Placement: PanelPlacement.Cart, Cart: ["CAM", "BAG"]));

        Assert.Equal(["STRAP", "POUCH"], panel.Companions.Select(companion => companion.Product.Sku));
        Assert.Equal("Bought with Cameras in 50 of 100 baskets, 7.1x more than expected.", panel.Companions[0].Reason);
        var dropped = Assert.Single(panel.Trace, entry => entry.Code == "OTHERBAG");
        Assert.Equal((PanelFilter.SameKind, "of the same category as Product BAG"), (dropped.Filter!.Value, dropped.Sentence));
    }

    [StudioFact]
    public async Task Minimum_OfTheShop_HoldsBackWhatFewerBasketsSay()
    {
        await studio.AddAsync(new PanelSettings { ChannelId = channel.Id, MinCategoryBaskets = 55 });

        Assert.Equal(["OTHERBAG"], (await ResolveAsync(new PanelQuery("CAM"))).Companions.Select(companion => companion.Product.Sku));
    }

    [StudioFact]
    public async Task Bestsellers_OfAShopThatChoseNothing_AreOff() =>
        Assert.Equal(
            (true, false), ((await new PanelSettingsService(studio.Store).FindAsync(channel.Id, Stop)).AllowCategoryPairs, new PanelSettings().AllowFallback));

    private async Task<Panel> ResolveAsync(PanelQuery query)
    {
        using var panels = new PanelService(studio.Store, studio.Time);
        return (await panels.ResolveFreshAsync(ReadScope.Everything, query, Stop)).Required.Panel;
    }
}
