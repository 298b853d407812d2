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

    public async Task AssertInvariantsAsync()
    {
        var links = await RowsAsync();
        await using var db = Studio.Store.Read();
        var types = await db.LinkTypes.ToListAsync();
        Assert.All(links, link =>
        {
            var type = types.Single(candidate => candidate.Id == link.TypeId);
            if (type.Direction == LinkDirection.OneWay)
            {
                Assert.Null(link.PairId);
                return;
            }

            var partner = Assert.Single(links, other => other.PairId is not null && other.PairId == link.PairId && other.Id != link.Id);
            Assert.Equal((link.TargetId, link.SourceId), (partner.SourceId, partner.TargetId));
            Assert.Equal(type.Direction == LinkDirection.TwoWay ? type.Id : type.InverseTypeId, partner.TypeId);
        });
        Assert.All(
            links.GroupBy(link => (link.SourceId, List: types.Single(type => type.Id == link.TypeId).FillsPanel ? 0 : link.TypeId)),
            list => Assert.Equal(Enumerable.Range(0, list.Count()), list.Select(link => link.Position).Order()));
    }

    public ValueTask DisposeAsync() => Studio.DisposeAsync();

    private int Index(int id) => Products.ToList().FindIndex(product => product.Id == id);
}
