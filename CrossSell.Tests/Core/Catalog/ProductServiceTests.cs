using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Core.Workbench;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Catalog;

public sealed class ProductServiceTests
{
    private static ProductEdit Edit(Product product, string name = "New name") =>
        new(product.Version, name, product.Brand, product.Gtin, product.Description, product.Status);

    private static ListingEdit Figures(int version, long price = 1200, long? cost = 700, int? stock = 3) => new(version, price, null, cost, stock, true);

    private static ProductService Service(TestStudio studio) => new(studio.Store);

    [StudioFact]
    public async Task EditAsync_Merchandiser_ChangesTheProductAndItsSearchText()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var product = await studio.ProductAsync("LNS-1", channel, name: "Old lens");

        var outcome = await Service(studio).EditAsync(product.Id, Edit(product, "  Bright prime ") with { Brand = " " }, TestStudio.Merchandiser, Stop);

        Assert.True(outcome.IsDone);
        var found = Assert.Single(await new ProductSearch(studio.Store).FindAsync(ReadScope.Everything, "bright", channel.Id, cancellation: Stop));
        Assert.Equal(("Bright prime", null), (found.Name, found.Brand));
        await using var db = studio.Store.Read();
        var set = await db.ChangeSets.SingleAsync(item => item.Id == outcome.Value, Stop);
        Assert.Equal(("Eva", "Edited Bright prime"), (set.ActorName, set.Purpose));
    }

    [StudioFact]
    public async Task EditAsync_OnAnOldVersion_IsRefusedAndNamesWhoWasFaster()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var product = await studio.ProductAsync("LNS-1", channel);
        var service = Service(studio);
        Assert.True((await service.EditAsync(product.Id, Edit(product, "Mark's name"), TestStudio.Manager, Stop)).IsDone);

        var outcome = await service.EditAsync(product.Id, Edit(product, "Eva's name"), TestStudio.Merchandiser, Stop);

        Assert.Equal(Refusal.StaleCode, outcome.Refusal?.Code);
        Assert.StartsWith("Mark changed", outcome.Refusal!.Message, StringComparison.Ordinal);
        await using var db = studio.Store.Read();
        Assert.Equal("Mark's name", (await db.Products.SingleAsync(Stop)).Name);
    }

    [StudioFact]
    public async Task EditAsync_Viewer_IsForbidden()
    {
        await using var studio = await TestStudio.CreateAsync();
        var product = await studio.ProductAsync("LNS-1", await studio.ChannelAsync());

        Assert.Equal(Refusal.ForbiddenCode, (await Service(studio).EditAsync(product.Id, Edit(product), TestStudio.Viewer, Stop)).Refusal?.Code);
    }

    [StudioFact]
    public async Task EditListingAsync_MerchandiserOfAnotherShop_IsForbiddenHere_AndSoIsWhatBothShopsShow()
    {
        await using var studio = await TestStudio.CreateAsync();
        var camera = await studio.ChannelAsync();
        var outdoor = await studio.ChannelAsync("outdoor");
        var product = await studio.ProductAsync("BAG-1", camera);
        await studio.AddAsync(new Listing { ProductId = product.Id, ChannelId = outdoor.Id, Price = 900, Published = true });
        var ofOutdoor = TestStudio.Person("oda", Role.Merchandiser, outdoor.Id);
        var service = Service(studio);

        Assert.Equal(Refusal.ForbiddenCode, (await service.EditListingAsync(product.Id, camera.Id, Figures(0), ofOutdoor, Stop)).Refusal?.Code);
        Assert.True((await service.EditListingAsync(product.Id, outdoor.Id, Figures(0), ofOutdoor, Stop)).IsDone);
        Assert.Equal(Refusal.ForbiddenCode, (await service.EditAsync(product.Id, Edit(product), ofOutdoor, Stop)).Refusal?.Code);
    }

    [StudioTheory]
    [InlineData("", null, "product.name")]
    [InlineData("   ", null, "product.name")]
    [InlineData("Fine", "123", "product.gtin")]
    [InlineData("Fine", "4006381333932", "product.gtin")]
    [InlineData("Fine", "4006381333931", null)]
    public async Task EditAsync_Words_AreChecked(string name, string? gtin, string? refusal)
    {
        await using var studio = await TestStudio.CreateAsync();
        var product = await studio.ProductAsync("LNS-1", await studio.ChannelAsync());

        var outcome = await Service(studio).EditAsync(product.Id, Edit(product, name) with { Gtin = gtin }, TestStudio.Merchandiser, Stop);

        Assert.Equal(refusal, outcome.Refusal?.Code);
    }

    [StudioTheory]
    [InlineData(-1, null, 5, "listing.price")]
    [InlineData(1000, 900L, 5, "listing.compare-at")]
    [InlineData(1000, null, -1, "listing.stock")]
    [InlineData(0, null, 5, "listing.free")]
    [InlineData(1000, 1500L, 0, null)]
    public async Task EditListingAsync_Figures_AreChecked(long price, long? compareAt, int stock, string? refusal)
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var product = await studio.ProductAsync("LNS-1", channel);

        var outcome = await Service(studio)
            .EditListingAsync(product.Id, channel.Id, new ListingEdit(0, price, compareAt, null, stock, true), TestStudio.Merchandiser, Stop);

        Assert.Equal(refusal, outcome.Refusal?.Code);
    }

    [StudioFact]
    public async Task EditListingAsync_ThenUndo_RestoresFiguresAndCompleteness()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        await studio.WriteAsync(async session => (await session.Db.Channels.SingleAsync(Stop)).RequiredFields = ["name", "cost"]);
        var product = await studio.ProductAsync("LNS-1", channel, price: 1000, cost: 500);
        var service = Service(studio);

        var edited = await service.EditListingAsync(product.Id, channel.Id, Figures(0, cost: null), TestStudio.Merchandiser, Stop);
        Assert.Equal((1200, null, 50), await ListingAsync());
        var undone = await studio.Undo.UndoAsync(edited.Required, TestStudio.Merchandiser, Stop);

        Assert.Empty(undone.Required.Conflicts);
        Assert.Equal((1000, 500L, 100), await ListingAsync());

        async Task<(long Price, long? Cost, int Completeness)> ListingAsync()
        {
            await using var db = studio.Store.Read();
            var listing = await db.Listings.SingleAsync(Stop);
            return (listing.Price, listing.Cost, listing.Completeness);
        }
    }

    [StudioFact]
    public async Task History_AfterAnEdit_TellsItFieldByField()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var product = await studio.ProductAsync("LNS-1", channel, price: 1000);
        await Service(studio).EditListingAsync(product.Id, channel.Id, Figures(0, price: 1200, cost: 500, stock: 10), TestStudio.Merchandiser, Stop);

        var line = (await new ProductHistory(studio.Store).LoadAsync(ReadScope.Everything, product.Id, cancellation: Stop)).Lines[0];

        Assert.Equal(("Eva", true), (line.Who, line.CanUndo));
        var field = Assert.Single(line.Fields);
        Assert.Equal(("Price in Camera shop", "1000", "1200", "EUR"), (field.Name, field.Before, field.After, field.Money!.CurrencyCode));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
