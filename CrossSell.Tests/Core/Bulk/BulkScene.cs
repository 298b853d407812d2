using CrossSell.Core.Bulk;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Core.Undo;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Bulk;

/// <summary>A studio with the services of bulk edits and a runner that a test turns by hand.</summary>
internal sealed class BulkScene : IAsyncDisposable
{
    private BulkScene(TestStudio studio, Channel camera, Channel outdoor)
    {
        (Studio, Camera, Outdoor) = (studio, camera, outdoor);
        Queue = new JobQueue(studio.Store, studio.Time);
        Service = new BulkEditService(studio.Store, null!, Queue);
        Undo = new JobUndo(studio.Store, Queue);
        Execution = new JobExecution(
            studio.Store, Queue, [new BulkEditWork(studio.Store, Service, new BundleService(studio.Store)), new JobUndoWork(studio.Store, studio.Undo)],
            studio.Time);
    }

    public TestStudio Studio { get; }

    public Channel Camera { get; }

    public Channel Outdoor { get; }

    public JobQueue Queue { get; }

    public BulkEditService Service { get; }

    public JobUndo Undo { get; }

    public JobExecution Execution { get; }

    public static async Task<BulkScene> CreateAsync()
    {
        var studio = await TestStudio.CreateAsync();
        var camera = await studio.ChannelAsync("camera");
        var outdoor = await studio.ChannelAsync("outdoor");
        await studio.AddAsync(
            TestStudio.UserOf(TestStudio.Merchandiser, Role.Merchandiser), TestStudio.UserOf(TestStudio.Viewer, Role.Viewer),
            TestStudio.UserOf(TestStudio.Manager, Role.Manager));
        return new BulkScene(studio, camera, outdoor);
    }

    /// <summary>So many products in the camera shop.</summary>
    public async Task<IReadOnlyList<int>> ManyAsync(int count)
    {
        await using var session = await Studio.Store.WriteAsync(Actor.Job("test"), "Arranged a test");
        session.RunsWriteHooks = false;
        session.Db.AddRange(Enumerable.Range(1, count).Select(number => new Product
        {
            Id = number, Sku = $"M-{number}", Name = $"Many {number}", Status = ProductStatus.Active, CreatedAt = session.Now, UpdatedAt = session.Now
        }));
        session.Db.AddRange(Enumerable.Range(1, count)
            .Select(number => new Listing { ProductId = number, ChannelId = Camera.Id, Price = 1000, Published = true, Completeness = 100 }));
        Assert.True((await session.CommitAsync()).IsDone);
        return [.. Enumerable.Range(1, count)];
    }

    public static ProductSelection These(params IEnumerable<Product> products) =>
        new(new CatalogQuery { ChannelId = 1 }, false, [.. products.Select(product => product.Id)]);

    /// <summary>Starts the edit as a merchandiser and does it.</summary>
    public async Task<Job> DoAsync(BulkEdit edit, params IEnumerable<Product> products) => await DoAsync(edit, TestStudio.Merchandiser, products);

    public async Task<Job> DoAsync(BulkEdit edit, Actor actor, params IEnumerable<Product> products)
    {
        var id = (await Service.StartAsync(These(products), edit, actor)).Required;
        Assert.True(await Execution.RunNextAsync());
        return (await Queue.FindAsync(id, Actor.CommandLine))!;
    }

    public async Task<Job> UndoAsync(Job job, Actor? actor = null)
    {
        var id = (await Undo.StartAsync(job.Id, actor ?? TestStudio.Merchandiser)).Required;
        Assert.True(await Execution.RunNextAsync());
        return (await Queue.FindAsync(id, Actor.CommandLine))!;
    }

    /// <summary>Everything that bulk edits may touch, as text, versions left out.</summary>
    public async Task<string> StateAsync()
    {
        await using var db = Studio.Store.Read();
        return string.Join('\n',
        [
            .. (await db.Products.OrderBy(item => item.Id).ToListAsync()).Select(item =>
                $"{item.Id} {item.Sku} {item.Name} {item.Kind} {item.Status} {item.SuccessorId} {item.CategoryId} {string.Join('|', item.Tags)} {item.Gtin} {item.Brand} {item.Description} {item.TaxClass} {item.ParentId}"),
            .. (await db.ProductCategories.OrderBy(item => item.ProductId).ThenBy(item => item.CategoryId).ToListAsync())
                .Select(item => $"{item.ProductId} in {item.CategoryId}"),
            .. (await db.ProductTexts.OrderBy(item => item.ProductId).ThenBy(item => item.Locale).ToListAsync())
                .Select(item => $"{item.ProductId} {item.Locale} {item.Name} {item.Description}"),
            .. (await db.AttributeValues.OrderBy(item => item.ProductId).ThenBy(item => item.AttributeId).ToListAsync())
                .Select(item => $"{item.ProductId} {item.AttributeId}={item.Text} {item.Number}"),
            .. (await db.Listings.OrderBy(item => item.ProductId).ThenBy(item => item.ChannelId).ToListAsync()).Select(item =>
                $"{item.ProductId}@{item.ChannelId} {item.Price} {item.CompareAtPrice} {item.Cost} {item.Stock} {item.Published} {item.Completeness} {item.Missing}"),
            .. (await db.Links.OrderBy(item => item.SourceId).ThenBy(item => item.Position).ToListAsync())
                .Select(item => $"{item.SourceId}>{item.TargetId} {item.TypeId} {item.Position}"),
        ]);
    }

    public ValueTask DisposeAsync() => Studio.DisposeAsync();
}
