using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Sources;
using CrossSell.Tests.Core.QuickStart;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CrossSell.Tests.Core.Sources;

/// <summary>What becomes of a fetched file in a studio with several shops and several people, and what a server may not make us do.</summary>
public sealed class SourceImportTests : IAsyncLifetime
{
    private const string OwnColumns = "Kode;Omschrijving;Bedrag\nA;Tas;12,50\n";

    private string file = OwnColumns;
    private int served;
    private QuickStartScene scene = null!;
    private WebApplication server = null!;
    private SourceFetcher fetcher = null!;
    private SourceService service = null!;
    private SourceJobs jobs = null!;
    private Channel shop = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static FileMapping Mapping => new(
        ExchangeKind.Products, [new MappedColumn("Kode", "sku"), new MappedColumn("Omschrijving", "name"), new MappedColumn("Bedrag", "price")]);

    public async ValueTask InitializeAsync()
    {
        scene = await QuickStartScene.CreateAsync();
        shop = await scene.ShopAsync();
        fetcher = new SourceFetcher(scene.Studio.Time, allowLoopback: true);
        service = new SourceService(scene.Studio.Store, new SourceSecrets(scene.Studio.Data), fetcher, new ImportDrafts(scene.Studio.Data));
        jobs = new SourceJobs(scene.Studio.Store, scene.Queue, scene.Studio.Time);
        server = await ServeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        fetcher.Dispose();
        await scene.DisposeAsync();
    }

    [StudioFact]
    public async Task Source_IsReadByTheMappingOfItsOwnShop_NeverAnothers()
    {
        var other = await scene.Studio.ChannelAsync("outdoor");
        var mappings = new ImportMappings(scene.Studio.Store);
        Assert.True((await mappings.RememberAsync(Mapping, "other.csv", other.Code, scene.Me, Stop)).IsDone);
        var id = (await service.SaveAsync(Edit(shop.Id), scene.Me, Stop)).Required;

        await PullAsync(id);

        Assert.Equal(SourceResult.Failed, (await SourceAsync(id)).Result);
        await using (var db = scene.Studio.Store.Read())
        {
            Assert.Equal(0, await db.Products.CountAsync(Stop));
        }

        Assert.True((await mappings.RememberAsync(Mapping, "own.csv", shop.Code, scene.Me, Stop)).IsDone);
        await PullAsync(id);
        Assert.Equal(SourceResult.Imported, (await SourceAsync(id)).Result);
        await using (var db = scene.Studio.Store.Read())
        {
            Assert.Equal([shop.Id], await db.Listings.Select(listing => listing.ChannelId).ToListAsync(Stop));
        }
    }

    [StudioFact]
    public async Task SourceOfNoShop_WhoseColumnsSeveralShopsHave_AsksForItsShop()
    {
        var other = await scene.Studio.ChannelAsync("outdoor");
        var mappings = new ImportMappings(scene.Studio.Store);
        Assert.True((await mappings.RememberAsync(Mapping, "own.csv", shop.Code, scene.Me, Stop)).IsDone);
        var id = (await service.SaveAsync(Edit(null), scene.Me, Stop)).Required;
        await PullAsync(id);
        Assert.Equal(SourceResult.Imported, (await SourceAsync(id)).Result);

        Assert.True((await mappings.RememberAsync(Mapping, "other.csv", other.Code, scene.Me, Stop)).IsDone);
        file = OwnColumns.Replace("12,50", "13,50", StringComparison.Ordinal);
        await PullAsync(id);

        Assert.Contains("does not say which shop it is for", Assert.Single(await service.ListAsync(scene.Me, Stop)).Problem, StringComparison.Ordinal);
        await using var db = scene.Studio.Store.Read();
        Assert.Equal([(shop.Id, 1_250)], (await db.Listings.ToListAsync(Stop)).Select(listing => (listing.ChannelId, (int)listing.Price!)));
    }

    [StudioFact]
    public async Task FileThatWaitsToBeImported_IsNotFetchedAgain_NeitherByTheTimetableNorByAPerson()
    {
        file = string.Join('\n', QuickStartScene.Products());
        var id = (await service.SaveAsync(Edit(shop.Id), scene.Me, Stop)).Required;
        Assert.Equal([id], await jobs.StartDueAsync(Stop));
        Assert.True(await Execution().RunNextAsync(JobLane.Background, Stop));

        Assert.Equal(scene.Studio.Time.GetUtcNow(), (await SourceAsync(id)).TriedAt);
        Assert.Empty(await jobs.StartDueAsync(Stop));
        scene.Studio.Time.Advance(TimeSpan.FromHours(3));
        Assert.Empty(await jobs.StartDueAsync(Stop));
        var waiting = (await jobs.StartAsync(id, scene.Me, Stop)).Required;
        Assert.Equal(SourceImportWork.JobKind, (await scene.Queue.FindAsync(waiting, scene.Me, Stop))!.Kind);
        Assert.Equal(1, served);

        Assert.True(await Execution().RunNextAsync(Stop));
        Assert.Equal(SourceResult.Imported, (await SourceAsync(id)).Result);
        scene.Studio.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal([id], await jobs.StartDueAsync(Stop));
    }

    [StudioFact]
    public async Task PartThatCannotBeImported_MakesTheSourceFail_AndIsFetchedAgain()
    {
        // The product comes in, the one link of the file does not: its other end is not there.
        file = $"{QuickStartScene.ProductHeader}\nbody,Camera body,,Acme,,,TRUE,Title,Default Title,BODY,900.00,active,bag\n";
        var id = (await service.SaveAsync(Edit(shop.Id), scene.Me, Stop)).Required;
        await PullAsync(id);

        var source = await SourceAsync(id);
        Assert.Equal((SourceResult.Failed, null, null), (source.Result, source.ETag, source.ContentHash));
        await scene.Studio.ProductAsync("bag");
        await PullAsync(id);

        Assert.Equal((SourceResult.Imported, 2), ((await SourceAsync(id)).Result, served));
        await using var db = scene.Studio.Store.Read();
        Assert.Equal(1, await db.Links.CountAsync(link => link.Origin != LinkOrigin.Inverse, Stop));
    }

    [StudioFact]
    public async Task StoredPassword_IsUsedForItsOwnerAndAdministratorsAlone()
    {
        var (owner, other) = (TestStudio.Merchandiser, TestStudio.Person("ben", Role.Merchandiser));
        var edit = Edit(null) with { SignIn = SourceSignIn.Basic, SignInName = "shop", Secret = "open sesame" };
        var id = (await service.SaveAsync(edit, owner, Stop)).Required;
        var blank = edit with { Id = id, Version = (await SourceAsync(id)).Version, Secret = null };

        Assert.Equal("source.secret-of", (await service.TryAsync(blank, other, cancellation: Stop)).Refusal?.Code);
        Assert.Equal("source.secret-of", (await service.SaveAsync(blank, other, Stop)).Refusal?.Code);
        // Nor by becoming the owner of it first.
        Assert.True((await service.SwitchAsync(id, false, other, Stop)).IsDone);
        Assert.Equal("source.secret-of", (await service.SwitchAsync(id, true, other, Stop)).Refusal?.Code);
        Assert.Equal(owner.Id, (await SourceAsync(id)).OwnerId);
        Assert.Equal(0, served);

        Assert.True((await service.TryAsync(blank, owner, cancellation: Stop)).IsDone);
        Assert.True((await service.TryAsync(blank, TestStudio.Administrator, cancellation: Stop)).IsDone);
        Assert.True((await service.TryAsync(blank with { Secret = "own word" }, other, cancellation: Stop)).IsDone);
        Assert.True((await service.SwitchAsync(id, true, owner, Stop)).IsDone);
    }

    [Fact]
    public async Task FetchThatIsCancelled_LeavesNoFile()
    {
        var path = Path.Combine(scene.Studio.Data.Exchange, "fetched");
        using var cancelled = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetcher.FetchAsync(
            new SourceRequest(Address("/endless.csv")), path, (_, _) => cancelled.Cancel(), cancelled.Token));

        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task NotModified_ThatNobodyAskedFor_IsNoFile()
    {
        var path = Path.Combine(scene.Studio.Data.Exchange, "fetched");

        var unasked = await fetcher.FetchAsync(new SourceRequest(Address("/same.csv")), path, cancellation: Stop);
        var asked = await fetcher.FetchAsync(new SourceRequest(Address("/same.csv"), ETag: "\"1\""), path, cancellation: Stop);

        Assert.Equal("The server answered 304, not with a file.", unasked.Refusal?.Message);
        Assert.True(asked.Required.IsUnchanged);
    }

    private SourceEdit Edit(int? channel) => new(null, 0, "Stock", Address("/file.csv"), channel, SourceSchedule.Hourly, 4, SourceSignIn.None, null, null);

    private string Address(string path) => server.Urls.Single() + path;

    private async Task<ImportSource> SourceAsync(int id)
    {
        await using var db = scene.Studio.Store.Read();
        return await db.ImportSources.AsNoTracking().SingleAsync(source => source.Id == id, Stop);
    }

    private async Task PullAsync(int id)
    {
        Assert.True((await jobs.StartAsync(id, scene.Me, Stop)).IsDone);
        Assert.True(await Execution().RunNextAsync(JobLane.Background, Stop));
        Assert.True(await Execution().RunNextAsync(Stop));
    }

    private JobExecution Execution() => new(
        scene.Studio.Store, scene.Queue,
        [
            new SourcePullWork(
                scene.Studio.Store, fetcher, new SourceSecrets(scene.Studio.Data), new ImportDrafts(scene.Studio.Data), scene.Queue),
            new SourceImportWork(scene.Studio.Store, scene.Recognition, scene.Series), scene.Imports,
        ],
        scene.Studio.Time);

    private async Task<WebApplication> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var made = builder.Build();
        made.Urls.Add("http://127.0.0.1:0");
        made.MapGet("/file.csv", (HttpContext context) =>
        {
            Interlocked.Increment(ref served);
            context.Response.Headers.ETag = "\"1\"";
            return context.Request.Headers.IfNoneMatch == "\"1\"" && file == OwnColumns ? Results.StatusCode(304) : Results.Text(file, "text/csv");
        });
        made.MapGet("/same.csv", () => Results.StatusCode(304));
        made.MapGet("/endless.csv", async (HttpContext context) =>
        {
            context.Response.ContentType = "text/csv";
            await context.Response.WriteAsync("a,b\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            // As a server that says no more: over when who asked has gone.
            await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        });
        await made.StartAsync(Stop);
        return made;
    }
}
