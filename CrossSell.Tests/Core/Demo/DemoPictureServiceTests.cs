using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Demo;
using CrossSell.Core.Jobs;
using CrossSell.Core.Undo;
using CrossSell.Tests.Core.Catalog;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Demo;

public sealed class DemoPictureServiceTests : IAsyncLifetime
{
    // Three of the camera shop, a family with two variants, one of the coffee shop, and one that no demo knows.
    private static readonly string[] Skus = ["CAM-D7-BODY", "BAT-NB12", "MEM-128-V60", "STR-WRIST", "STR-WRIST-BLACK", "STR-WRIST-TAN", "BAR-JUG"];

    private readonly Dictionary<string, Product> products = new(StringComparer.Ordinal);
    private MediaScene scene = null!;
    private JobQueue queue = null!;
    private DemoPictureService pictures = null!;
    private JobExecution execution = null!;

    private TestStudio Studio => scene.Studio;

    public async ValueTask InitializeAsync()
    {
        scene = await MediaScene.CreateAsync();
        queue = new JobQueue(Studio.Store, Studio.Time);
        pictures = new DemoPictureService(Studio.Store, scene.Service, queue);
        execution = new JobExecution(Studio.Store, queue, [new DemoPictureWork(pictures), new JobUndoWork(Studio.Store, Studio.Undo)], Studio.Time);
        foreach (var sku in Skus)
        {
            products[sku] = await Studio.ProductAsync(
                sku, scene.Channel, name: $"The {sku}", parent: sku.StartsWith("STR-WRIST-", StringComparison.Ordinal) ? products["STR-WRIST"] : null);
        }
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [StudioFact]
    public async Task Queue_WhereTheDemoWasLoaded_IsDoneOnce_AndElsewhereNever()
    {
        Assert.Null((await pictures.QueueAsync()).Required);
        await LoadAsync();

        Assert.NotNull((await pictures.QueueAsync()).Required);

        // Waiting, and also when it is over: somebody who took the pictures back does not get them again.
        Assert.Null((await pictures.QueueAsync()).Required);
        Assert.True(await execution.RunNextAsync(JobLane.Background));
        Assert.Null((await pictures.QueueAsync()).Required);
    }

    [StudioFact]
    public async Task Job_DrawsEachProduct_ThroughTheMediaStore_TheFrontFirst()
    {
        await LoadAsync();
        var own = await scene.AddAsync(1, products["MEM-128-V60"].Id);
        var id = (await pictures.QueueAsync()).Required!.Value;

        Assert.True(await execution.RunNextAsync(JobLane.Background));

        Assert.Equal(JobState.Done, (await queue.FindAsync(id, DemoLoader.Loader))!.State);
        var camera = await scene.Service.ListAsync(products["CAM-D7-BODY"].Id);
        Assert.Equal(
            ["The CAM-D7-BODY", "The CAM-D7-BODY, from behind", "The CAM-D7-BODY, from the side"], camera.Select(line => line.AltText));
        Assert.All(camera, line => Assert.Equal(("image/webp", 1200, 1200), (line.ContentType, line.Width, line.Height)));
        Assert.Equal($"media:{camera[0].Hash}", await scene.PictureAsync(products["CAM-D7-BODY"].Id));
        Assert.Equal("The BAR-JUG", Assert.Single(await scene.Service.ListAsync(products["BAR-JUG"].Id)).AltText);

        // A variant has its own colour, and what somebody brought stays alone.
        Assert.NotEqual(await scene.PictureAsync(products["STR-WRIST-BLACK"].Id), await scene.PictureAsync(products["STR-WRIST-TAN"].Id));
        Assert.Equal(own.Hash, Assert.Single(await scene.Service.ListAsync(products["MEM-128-V60"].Id)).Hash);
        Assert.Empty(await scene.Service.ListAsync(scene.Product.Id));

        // Small ones are there at once, large ones when somebody asks.
        var folder = Path.Combine(Studio.Data.Media, camera[0].Hash[..2], camera[0].Hash);
        Assert.True(File.Exists(Path.Combine(folder, "96.webp")));
        Assert.False(File.Exists(Path.Combine(folder, "1280.webp")));
        Assert.NotNull(await scene.Files.FindAsync(camera[0].Hash, 1280));

        await using var db = Studio.Store.Read();
        Assert.All(await db.ChangeSets.Where(set => set.JobId == id).ToListAsync(), set => Assert.True(set.CanUndo));
    }

    [StudioFact]
    public async Task Job_AfterOneThatWasStoppedInTheMiddle_DrawsTheRest_AndNothingTwice()
    {
        await LoadAsync();
        using var stop = new CancellationTokenSource();
        var stopped = await pictures.DrawAsync(
            null, DemoLoader.Loader, new Relay<(int Done, int Total)>(at =>
            {
                if (at.Done > 0)
                {
                    stop.Cancel();
                }
            }),
            stop.Token);
        Assert.Equal("Drew the pictures of 4 products, then it was cancelled.", stopped.Required.Summary);
        Assert.Equal(4, (await CountAsync()).Products);
        var id = (await pictures.QueueAsync()).Required!.Value;

        Assert.True(await execution.RunNextAsync(JobLane.Background));

        Assert.Equal("Drew the pictures of 3 products.", JobReport.Of((await queue.FindAsync(id, DemoLoader.Loader))!)!.Summary);
        var all = await CountAsync();
        Assert.Equal((Skus.Length, all.Places), (all.Products, all.Pictures));
    }

    private async Task<(int Products, int Pictures, int Places)> CountAsync()
    {
        await using var db = Studio.Store.Read();
        var all = await db.ProductMedia.ToListAsync();
        return (all.Select(media => media.ProductId).Distinct().Count(), all.Count, all.Select(media => (media.ProductId, media.Position)).Distinct().Count());
    }

    private async Task LoadAsync()
    {
        await using var session = await Studio.Store.WriteAsync(DemoLoader.Loader, DemoLoader.Purpose);
        session.Db.Add(new Category { Code = "photo", Name = "Photo" });
        Assert.True((await session.CommitAsync()).IsDone);
    }
}
