using CrossSell.Core.Catalog;
using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Undo;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Links;

/// <summary>A shop with some products, its links in words, and jobs that run when the test says so.</summary>
public sealed class LinkScene : IAsyncDisposable
{
    private readonly Func<LinkScene, IEnumerable<JobWork>> works;

    private LinkScene(TestStudio studio, Channel channel, IReadOnlyList<Product> products, Func<LinkScene, IEnumerable<JobWork>> works)
    {
        (Studio, Channel, Products, this.works) = (studio, channel, products, works);
        Undo = studio.Undo;
        Links = new LinkService(studio.Store);
        Queue = new JobQueue(studio.Store, studio.Time);
    }

    public TestStudio Studio { get; }

    public Channel Channel { get; }

    public IReadOnlyList<Product> Products { get; }

    public UndoService Undo { get; }

    public LinkService Links { get; }

    public JobQueue Queue { get; }

    public static async Task<LinkScene> CreateAsync(int products, Func<LinkScene, IEnumerable<JobWork>>? works = null)
    {
        var studio = await TestStudio.CreateAsync();
        await studio.AddAsync(TestStudio.UserOf(TestStudio.Merchandiser, Role.Merchandiser));
        var channel = await studio.ChannelAsync();
        var made = new List<Product>();
        for (var index = 0; index < products; index++)
        {
            made.Add(await studio.ProductAsync($"P{index}", channel));
        }

        return new LinkScene(studio, channel, made, works ?? (_ => []));
    }

    public int Id(int index) => Products[index].Id;

    /// <summary>Which of the products has this id.</summary>
    public int Index(int id) => Products.ToList().FindIndex(product => product.Id == id);

    public async Task<LinkWritten> LinkAsync(int source, int target, string type = LinkType.CrossSell) =>
        (await Links.AddAsync(new NewLink(Id(source), Id(target), type), TestStudio.Merchandiser)).Required;

    /// <summary>The job that was started, run to its end.</summary>
    public async Task<Job> RunAsync(long job)
    {
        Assert.True(await new JobExecution(Studio.Store, Queue, [.. works(this), new JobUndoWork(Studio.Store, Undo)], Studio.Time).RunNextAsync());
        return (await Queue.FindAsync(job, Actor.CommandLine))!;
    }

    public async Task<Job> UndoJobAsync(long job) => await RunAsync((await new JobUndo(Studio.Store, Queue).StartAsync(job, TestStudio.Merchandiser)).Required);

    public async Task<List<ProductLink>> RowsAsync()
    {
        await using var db = Studio.Store.Read();
        return await db.Links.OrderBy(link => link.Id).ToListAsync();
    }

    /// <summary>Codes of the link types, by id.</summary>
    public async Task<Dictionary<int, string>> TypesAsync()
    {
        await using var db = Studio.Store.Read();
        return await db.LinkTypes.ToDictionaryAsync(type => type.Id, type => type.Code);
    }

    /// <summary>Links as "0 cross-sell 1", in the order of their lists.</summary>
    public async Task<List<string>> WordsAsync()
    {
        await using var db = Studio.Store.Read();
        var types = await db.LinkTypes.ToDictionaryAsync(type => type.Id);
        return [.. (await RowsAsync()).OrderBy(link => link.SourceId).ThenBy(link => types[link.TypeId].Position).ThenBy(link => link.Position)
            .Select(link => $"{Index(link.SourceId)} {types[link.TypeId].Code} {Index(link.TargetId)}{(link.State == LinkState.Paused ? " paused" : "")}")];
    }

    /// <summary>Everything that matters, exactly.</summary>
    public async Task<string> PictureAsync() => string.Join('\n', (await RowsAsync()).Select(link =>
        $"{link.Id} {link.SourceId}>{link.TargetId} {link.TypeId} @{link.Position} {link.PairId} {link.Origin} {link.State} {link.Quantity} {link.Note} {link.ValidFrom} {link.ValidTo}"));

    public Task AssertInvariantsAsync() => LinkInvariants.AssertAsync(Studio);

    public ValueTask DisposeAsync() => Studio.DisposeAsync();
}
