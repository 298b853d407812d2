using CrossSell.Core.Bulk;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Tests.Core.Bulk;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Catalog;

/// <summary>"Last changed" is when anything of a product changed that a person can see, its prices and stock too, no matter who or what wrote it.</summary>
public sealed class LastChangedTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [StudioFact]
    public async Task Price_EditedOnThePageOrInTheList_MovesIt_AndSoDoesItsUndo()
    {
        await using var scene = await BulkScene.CreateAsync();
        var studio = scene.Studio;
        var product = await studio.ProductAsync("A", scene.Camera, price: 1_000);
        var other = await studio.ProductAsync("B", scene.Camera);

        studio.Time.Advance(Hour);
        var listing = await ListingAsync(studio, product);
        var edit = (await new ListingService(studio.Store).EditManyAsync(
            scene.Camera.Id, new Dictionary<int, ListingEdit> { [product.Id] = new(listing.Version, 1_200, null, null, 4, true) },
            TestStudio.Merchandiser)).Required;
        await AssertChangedNowAsync(studio, product);

        studio.Time.Advance(Hour);
        Assert.True((await new ProductFieldService(studio.Store)
            .EditAsync(new ProductFieldEdit(product.Id, scene.Camera.Id, ProductField.Stock, "4", "5"), TestStudio.Merchandiser)).IsDone);
        await AssertChangedNowAsync(studio, product);

        studio.Time.Advance(Hour);
        Assert.True((await studio.Undo.UndoAsync(edit, TestStudio.Merchandiser)).IsDone);
        await AssertChangedNowAsync(studio, product);
        Assert.Equal(TestStudio.Start, await ChangedAsync(studio, other));
    }

    [StudioFact]
    public async Task Price_ChangedInBulk_MovesIt_AndSoDoesItsUndo()
    {
        await using var scene = await BulkScene.CreateAsync();
        var ids = await scene.ManyAsync(400);
        scene.Studio.Time.Advance(Hour);
        await using var db = scene.Studio.Store.Read();
        var products = await db.Products.Where(product => product.Id <= 350).ToListAsync();

        var job = await scene.DoAsync(new SetStock(scene.Camera.Id, 7), products);
        Assert.Equal(JobState.Done, job.State);
        Assert.Equal((350, 50), await CountAsync(scene.Studio, ids));

        scene.Studio.Time.Advance(Hour);
        Assert.True((await scene.Undo.StartAsync(job.Id, TestStudio.Merchandiser)).IsDone);
        Assert.True(await scene.Execution.RunNextAsync());

        Assert.Equal((350, 50), await CountAsync(scene.Studio, ids));
    }

    [StudioFact]
    public async Task Price_OfAnImportedFile_MovesIt_WhereItDiffersOnly()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var (moved, same) = (await studio.ProductAsync("A", channel, price: 1_000), await studio.ProductAsync("B", channel, price: 1_000));
        var path = Path.Combine(studio.Data.Exchange, "prices.csv");
        Directory.CreateDirectory(studio.Data.Exchange);
        await File.WriteAllLinesAsync(path, ["sku,channel,price", "A,camera,12.00", "B,camera,10.00"]);

        studio.Time.Advance(Hour);
        var import = new CatalogImport(studio.Store, studio.Data, studio.Time);
        Assert.True((await import.ImportAsync(Actor.CommandLine, path, new CatalogImportOptions { Kind = CatalogFileKind.Listings }, TextWriter.Null)).IsDone);

        await AssertChangedNowAsync(studio, moved);
        Assert.Equal(TestStudio.Start, await ChangedAsync(studio, same));
    }

    private static async Task<(int Now, int Before)> CountAsync(TestStudio studio, IReadOnlyList<int> ids)
    {
        await using var db = studio.Store.Read();
        var now = studio.Time.GetUtcNow();
        var changed = await db.Products.CountAsync(product => ids.Contains(product.Id) && product.UpdatedAt == now);
        return (changed, ids.Count - changed);
    }

    private static async Task AssertChangedNowAsync(TestStudio studio, Product product) =>
        Assert.Equal(studio.Time.GetUtcNow(), await ChangedAsync(studio, product));

    private static async Task<DateTimeOffset> ChangedAsync(TestStudio studio, Product product)
    {
        await using var db = studio.Store.Read();
        return (await db.Products.SingleAsync(item => item.Id == product.Id)).UpdatedAt;
    }

    private static async Task<Listing> ListingAsync(TestStudio studio, Product product)
    {
        await using var db = studio.Store.Read();
        return await db.Listings.SingleAsync(item => item.ProductId == product.Id);
    }
}
