using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Catalog;

public sealed class ProductFieldServiceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [StudioFact]
    public async Task EditAsync_AnotherFieldChangedMeanwhile_Merges()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var product = await studio.ProductAsync("LNS-1", channel, price: 1000, stock: 10);
        var fields = new ProductFieldService(studio.Store);
        Assert.NotNull((await fields.EditAsync(Stock(product, channel, "10", "4"), TestStudio.Manager, Stop)).Required.ChangeSetId);

        var edited = (await fields.EditAsync(Price(product, channel, "1000", "1200"), TestStudio.Merchandiser, Stop)).Required;

        Assert.Null(edited.Conflict);
        Assert.Equal((1200, 4), await ListingAsync(studio));
    }

    [StudioFact]
    public async Task EditAsync_SameFieldChangedMeanwhile_IsAConflictThatNamesWhoAndWhatAndWritesNothing()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var product = await studio.ProductAsync("LNS-1", channel, price: 1000);
        var fields = new ProductFieldService(studio.Store);
        await fields.EditAsync(Price(product, channel, "1000", "1100"), TestStudio.Manager, Stop);
        studio.Time.Advance(TimeSpan.FromMinutes(5));
        // Somebody else touches another field after that: they are not the one to name.
        await fields.EditAsync(Stock(product, channel, "10", "9"), TestStudio.Administrator, Stop);

        var edited = (await fields.EditAsync(Price(product, channel, "1000", "1200"), TestStudio.Merchandiser, Stop)).Required;

        Assert.Null(edited.ChangeSetId);
        Assert.Equal(new FieldConflict(ProductField.Price, "1200", "1100", new FieldAuthor("Mark", TestStudio.Start)), edited.Conflict);
        Assert.Equal((1100, 9), await ListingAsync(studio));
    }

    [StudioFact]
    public async Task EditAsync_MineAgainstTheNewestValue_IsWritten()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var product = await studio.ProductAsync("LNS-1", channel, price: 1000);
        var fields = new ProductFieldService(studio.Store);
        await fields.EditAsync(Price(product, channel, "1000", "1100"), TestStudio.Manager, Stop);
        var conflict = (await fields.EditAsync(Price(product, channel, "1000", "1200"), TestStudio.Merchandiser, Stop)).Required.Conflict!;

        var edited = (await fields.EditAsync(Price(product, channel, conflict.Now, conflict.Wanted), TestStudio.Merchandiser, Stop)).Required;

        Assert.NotNull(edited.ChangeSetId);
        Assert.Equal(1200, (await ListingAsync(studio)).Price);
    }

    [StudioFact]
    public async Task EditAsync_BothWantTheSame_NeedsNoWrite()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var product = await studio.ProductAsync("LNS-1", channel, price: 1000);
        var fields = new ProductFieldService(studio.Store);
        await fields.EditAsync(Price(product, channel, "1000", "1100"), TestStudio.Manager, Stop);

        Assert.Equal(new FieldEdited(null), (await fields.EditAsync(Price(product, channel, "1000", "1100"), TestStudio.Merchandiser, Stop)).Required);
    }

    [StudioFact]
    public async Task EditAsync_Undone_RestoresTheField()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var product = await studio.ProductAsync("LNS-1", channel, name: "Old lens");
        var edited = (await new ProductFieldService(studio.Store).EditAsync(
            new ProductFieldEdit(product.Id, null, ProductField.Name, "Old lens", " New lens "), TestStudio.Merchandiser, Stop)).Required;

        await studio.Undo.UndoAsync(edited.ChangeSetId!.Value, TestStudio.Merchandiser, Stop);

        await using var db = studio.Store.Read();
        Assert.Equal("Old lens", (await db.Products.SingleAsync(Stop)).Name);
    }

    [StudioFact]
    public async Task EditAsync_WithoutTheRightThere_IsForbidden()
    {
        await using var studio = await TestStudio.CreateAsync();
        var camera = await studio.ChannelAsync();
        var outdoor = await studio.ChannelAsync("outdoor");
        var product = await studio.ProductAsync("BAG-1", camera);
        var fields = new ProductFieldService(studio.Store);
        var ofOutdoor = TestStudio.Person("oda", Role.Merchandiser, outdoor.Id);

        Assert.Equal(Refusal.ForbiddenCode, (await fields.EditAsync(Price(product, camera, "1000", "1"), TestStudio.Viewer, Stop)).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await fields.EditAsync(Price(product, camera, "1000", "1"), ofOutdoor, Stop)).Refusal?.Code);
        Assert.Equal(
            Refusal.ForbiddenCode,
            (await fields.EditAsync(new ProductFieldEdit(product.Id, null, ProductField.Name, product.Name, "X"), ofOutdoor, Stop)).Refusal?.Code);
        Assert.Equal("not-found", (await fields.EditAsync(Price(product, outdoor, "1000", "1"), ofOutdoor, Stop)).Refusal?.Code);
    }

    [StudioTheory]
    [InlineData(ProductField.Name, null, "product.name")]
    [InlineData(ProductField.Status, "Sold", "product.status")]
    [InlineData(ProductField.Price, null, "listing.price")]
    [InlineData(ProductField.Price, "-5", "listing.price")]
    [InlineData(ProductField.Price, "12.50", "listing.number")]
    [InlineData(ProductField.Stock, "-1", "listing.stock")]
    [InlineData(ProductField.Stock, "99999999999", "listing.stock")]
    [InlineData(ProductField.Stock, null, null)]
    [InlineData(ProductField.Status, "Archived", null)]
    public async Task EditAsync_Values_AreChecked(ProductField field, string? wanted, string? refusal)
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var product = await studio.ProductAsync("LNS-1", channel, price: 1000, stock: 10);
        var seen = field switch { ProductField.Name => product.Name, ProductField.Status => "Active", ProductField.Price => "1000", _ => "10" };

        var outcome = await new ProductFieldService(studio.Store)
            .EditAsync(new ProductFieldEdit(product.Id, channel.Id, field, seen, wanted), TestStudio.Merchandiser, Stop);

        Assert.Equal(refusal, outcome.Refusal?.Code);
    }

    [StudioFact]
    public void FieldMerge_TakesEachSidesOwnChange_AndLeavesTheirsInConflict()
    {
        Dictionary<string, string?> seen = new() { ["Name"] = "A", ["Brand"] = null, ["Gtin"] = "1", ["Status"] = "Draft", ["Text"] = "x" };
        Dictionary<string, string?> mine = new() { ["Name"] = "B", ["Brand"] = null, ["Gtin"] = "2", ["Status"] = "Active", ["Text"] = "x" };
        Dictionary<string, string?> now = new() { ["Name"] = "A", ["Brand"] = "Orbis", ["Gtin"] = "3", ["Status"] = "Active", ["Text"] = "x" };

        var merge = FieldMerge.Of(seen, mine, now);

        Assert.Equal(new MergeConflict("Gtin", "2", "3"), Assert.Single(merge.Conflicts));
        Assert.Equal(["B", "Orbis", "3", "Active", "x"], seen.Keys.Select(field => merge.Merged[field]));
    }

    private static ProductFieldEdit Price(Product product, Channel channel, string? seen, string? wanted) =>
        new(product.Id, channel.Id, ProductField.Price, seen, wanted);

    private static ProductFieldEdit Stock(Product product, Channel channel, string? seen, string? wanted) =>
        new(product.Id, channel.Id, ProductField.Stock, seen, wanted);

    private static async Task<(long Price, int? Stock)> ListingAsync(TestStudio studio)
    {
        await using var db = studio.Store.Read();
        var listing = await db.Listings.SingleAsync(Stop);
        return (listing.Price, listing.Stock);
    }
}
