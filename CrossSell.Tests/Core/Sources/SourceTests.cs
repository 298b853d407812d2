using System.IO.Compression;
using System.Text;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.Notifications;
using CrossSell.Core.Sources;
using CrossSell.Tests.Core.QuickStart;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CrossSell.Tests.Core.Sources;

/// <summary>Addresses that are fetched on a timetable, from a server of the test's own.</summary>
public sealed class SourceTests : IAsyncLifetime
{
    private readonly List<string> heard = [];
    private string file = "";
    private string tag = "\"1\"";
    private QuickStartScene scene = null!;
    private WebApplication server = null!;
    private SourceFetcher fetcher = null!;
    private SourceService service = null!;
    private SourceJobs jobs = null!;
    private Channel shop = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        scene = await QuickStartScene.CreateAsync();
        shop = await scene.ShopAsync();
        fetcher = new SourceFetcher(scene.Studio.Time, allowLoopback: true, mostBytes: 1 << 20);
        service = new SourceService(scene.Studio.Store, new SourceSecrets(scene.Studio.Data), fetcher, new ImportDrafts(scene.Studio.Data));
        jobs = new SourceJobs(scene.Studio.Store, scene.Queue, scene.Studio.Time);
        file = string.Join('\n', QuickStartScene.Products());
        server = await ServeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        fetcher.Dispose();
        await scene.DisposeAsync();
    }

    [StudioFact]
    public async Task Address_IsFetchedWhenDue_Imported_AskedWhetherItChanged_AndFetchedAgainWhenItDid()
    {
        var id = await AddAsync("/products.csv");

        Assert.Equal([id], await jobs.StartDueAsync(Stop));
        Assert.Empty(await jobs.StartDueAsync(Stop));
        await RunAllAsync();
        Assert.Equal((SourceResult.Imported, 0), await StateAsync(id));
        await using (var db = scene.Studio.Store.Read())
        {
            Assert.Equal(5, await db.Products.CountAsync(Stop));
            Assert.Equal(1, await db.Set<CrossSell.Core.Links.ProductLink>().CountAsync(link => link.Origin != CrossSell.Core.Links.LinkOrigin.Inverse, Stop));
        }

        // Not due before its hour has passed, then asked with what the server said.
        Assert.Empty(await jobs.StartDueAsync(Stop));
        scene.Studio.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal([id], await jobs.StartDueAsync(Stop));
        await RunAllAsync();
        Assert.Equal((SourceResult.Unchanged, 0), await StateAsync(id));
        Assert.Equal("\"1\"", heard[^1].Split(' ')[1]);

        (file, tag) = (file.Replace("900.00", "950.00", StringComparison.Ordinal), "\"2\"");
        scene.Studio.Time.Advance(TimeSpan.FromHours(1));
        await jobs.StartDueAsync(Stop);
        await RunAllAsync();
        await using (var db = scene.Studio.Store.Read())
        {
            Assert.Contains(95_000, await db.Listings.Select(listing => listing.Price).ToListAsync(Stop));
        }

        // Another address is another file, whatever the server called the one before.
        var known = (await service.ListAsync(scene.Me, Stop))[0].Source;
        Assert.True((await service.SaveAsync(Edit("/products.csv?of=shop") with { Id = id, Version = known.Version }, scene.Me, Stop)).IsDone);
        await jobs.StartAsync(id, scene.Me, Stop);
        await RunAllAsync();
        Assert.Equal("-", heard[^1].Split(' ')[1]);
        Assert.Equal((SourceResult.Imported, 0), await StateAsync(id));
    }

    [StudioFact]
    public async Task FailedAddress_TellsItsOwner_IsAskedLessOften_AndIsWellAgain()
    {
        var id = await AddAsync("/gone.csv");
        await jobs.StartDueAsync(Stop);
        await RunAllAsync();

        Assert.Equal((SourceResult.Failed, 1), await StateAsync(id));
        Assert.Equal("The server answered 404, not with a file.", Assert.Single(await service.ListAsync(scene.Me, Stop)).Problem);
        await using (var db = scene.Studio.Store.Read())
        {
            var told = Assert.Single(await db.Notifications.ToListAsync(Stop));
            Assert.Equal((NotificationKind.JobFailed, scene.Me.Id, "Fetch Stock"), (told.Kind, told.RecipientId, told.Arguments[0]));
        }

        scene.Studio.Time.Advance(TimeSpan.FromHours(1));
        await jobs.StartDueAsync(Stop);
        await RunAllAsync();
        scene.Studio.Time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await jobs.StartDueAsync(Stop));
        Assert.Equal((SourceResult.Failed, 2), await StateAsync(id));

        var source = (await service.ListAsync(scene.Me, Stop))[0].Source;
        Assert.True((await service.SaveAsync(Edit("/products.csv") with { Id = id, Version = source.Version }, scene.Me, Stop)).IsDone);
        Assert.True((await jobs.StartAsync(id, scene.Me, Stop)).IsDone);
        await RunAllAsync();
        Assert.Equal((SourceResult.Imported, 0), await StateAsync(id));
    }

    [StudioFact]
    public async Task PausedAddress_IsNotAsked_AndADeletedOneLeavesWhatWasImported()
    {
        var id = await AddAsync("/products.csv");
        Assert.True((await service.SwitchAsync(id, false, scene.Me, Stop)).IsDone);
        Assert.Empty(await jobs.StartDueAsync(Stop));
        Assert.True((await service.SwitchAsync(id, true, scene.Me, Stop)).IsDone);
        await jobs.StartDueAsync(Stop);
        await RunAllAsync();

        Assert.True((await service.DeleteAsync(id, scene.Me, Stop)).IsDone);

        Assert.Empty(await service.ListAsync(scene.Me, Stop));
        await using var db = scene.Studio.Store.Read();
        Assert.Equal(5, await db.Products.CountAsync(Stop));
    }

    [StudioFact]
    public async Task Secret_IsStoredSealed_ShownToNobody_AndSentToItsOwnServerAlone()
    {
        var edit = Edit("/locked.csv") with { SignIn = SourceSignIn.Basic, SignInName = "shop", Secret = "open sesame" };
        var id = (await service.SaveAsync(edit, scene.Me, Stop)).Required;

        await using (var db = scene.Studio.Store.Read())
        {
            var stored = await db.ImportSources.SingleAsync(Stop);
            Assert.DoesNotContain("sesame", stored.Secret, StringComparison.Ordinal);
            Assert.DoesNotContain(
                await db.Changes.Select(change => change.After).ToListAsync(Stop), after => after?.Contains("sesame", StringComparison.Ordinal) == true);
        }

        var listed = Assert.Single(await service.ListAsync(scene.Me, Stop)).Source;
        Assert.Equal("", listed.Secret);
        await jobs.StartDueAsync(Stop);
        await RunAllAsync();
        Assert.Equal((SourceResult.Imported, 0), await StateAsync(id));

        // Blank keeps it on the same server; another server gets none.
        Assert.True((await service.SaveAsync(edit with { Id = id, Version = listed.Version, Secret = null, Name = "Other" }, scene.Me, Stop)).IsDone);
        var moved = await service.SaveAsync(
            edit with { Id = id, Version = listed.Version + 1, Secret = null, Address = "https://elsewhere.example/locked.csv" }, scene.Me, Stop);
        Assert.True(moved.IsRefused(out var refusal, out _));
        Assert.Equal("source.secret", refusal.Code);
    }

    [Fact]
    public async Task Header_IsSentToTheServer_AndNotAlongARedirectToAnother()
    {
        await using var other = await ServeAsync();
        var path = Path.Combine(scene.Studio.Data.Exchange, "fetched");
        var target = Uri.EscapeDataString(other.Urls.Single() + "/products.csv");
        var request = new SourceRequest(Address("/redirect?to=" + target), SourceSignIn.Header, "X-Key", "k1");

        Assert.True((await fetcher.FetchAsync(request, path, cancellation: Stop)).IsDone);

        Assert.Equal(["/redirect - k1", "/products.csv - -"], heard);
    }

    [Fact]
    public async Task Answers_ThatAreNoFile_AreRefusedWithWhatToDo()
    {
        foreach (var (path, code) in new[]
        {
            ("/page", "source.page"), ("/empty", "source.empty"), ("/big", "source.large"), ("/bomb", "source.large"), ("/locked.csv", "source.sign-in"),
            ("/loop", "source.redirect"), ("/redirect?to=" + Uri.EscapeDataString("http://10.0.0.1/a.csv"), "source.redirect"),
            ("/redirect?to=" + Uri.EscapeDataString("https://10.0.0.1/a.csv"), "source.private"),
        })
        {
            var fetched = await fetcher.FetchAsync(
                new SourceRequest(Address(path)), Path.Combine(scene.Studio.Data.Exchange, "fetched"), cancellation: Stop);
            Assert.True(fetched.IsRefused(out var refusal, out _));
            Assert.Equal((path, code), (path, refusal.Code));
        }

        using var strict = new SourceFetcher(scene.Studio.Time);
        Assert.Equal("source.address", strict.Wrong("http://example.com/a.csv")?.Code);
        Assert.Equal("source.address", strict.Wrong("https://user:word@example.com/a.csv")?.Code);
        Assert.Null(strict.Wrong("https://example.com/a.csv?key=1"));
    }

    [Fact]
    public async Task PackedAnswer_IsUnpacked_AndNamedAsTheServerSays()
    {
        var path = Path.Combine(scene.Studio.Data.Exchange, "fetched");
        var fetched = (await fetcher.FetchAsync(new SourceRequest(Address("/packed")), path, cancellation: Stop)).Required;

        Assert.Equal("stock.csv", fetched.Name);
        Assert.Equal(file, await File.ReadAllTextAsync(path, Stop));
    }

    [Fact]
    public async Task Try_FetchesTheFileAsADraft_AndImportsNothing()
    {
        var name = (await service.TryAsync(Edit("/products.csv"), scene.Me, cancellation: Stop)).Required;

        var draft = await new ImportDrafts(scene.Studio.Data).FindAsync(name, scene.Me, Stop);
        Assert.Equal(("products.csv", shop.Code), (draft?.OriginalName, draft?.Channel));
        Assert.True((await service.TryAsync(Edit("/products.csv"), TestStudio.Viewer, cancellation: Stop)).IsRefused(out _, out _));
        await using var db = scene.Studio.Store.Read();
        Assert.Equal(0, await db.Products.CountAsync(Stop));
    }

    [StudioFact]
    public async Task FileWithItsOwnColumns_IsImportedAsItWasMappedOnce_AndRefusedBefore()
    {
        file = "Kode;Omschrijving;Bedrag\nA;Tas;12,50\n";
        var id = await AddAsync("/products.csv");
        await jobs.StartDueAsync(Stop);
        await RunAllAsync();
        Assert.Equal((SourceResult.Failed, 1), await StateAsync(id));

        var mapping = new FileMapping(
            ExchangeKind.Products, [new MappedColumn("Kode", "sku"), new MappedColumn("Omschrijving", "name"), new MappedColumn("Bedrag", "price")]);
        Assert.True((await new ImportMappings(scene.Studio.Store).RememberAsync(mapping, "stock.csv", shop.Code, scene.Me, Stop)).IsDone);
        Assert.True((await jobs.StartAsync(id, scene.Me, Stop)).IsDone);
        await RunAllAsync();

        Assert.Equal((SourceResult.Imported, 0), await StateAsync(id));
        await using var db = scene.Studio.Store.Read();
        Assert.Equal("Tas", (await db.Products.SingleAsync(Stop)).Name);
    }

    [Fact]
    public void Timetable_KnowsHoursDaysAndHowLongToWaitAfterAFailure()
    {
        var created = new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
        var tried = new DateTimeOffset(2026, 11, 20, 10, 30, 0, TimeSpan.Zero);
        var amsterdam = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

        Assert.Equal(created, Next(SourceSchedule.Daily, null, 0));
        Assert.Equal(tried.AddHours(1), Next(SourceSchedule.Hourly, tried, 0));
        Assert.Equal(tried.AddHours(6), Next(SourceSchedule.SixHourly, tried, 0));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 3, 0, 0, TimeSpan.Zero), Next(SourceSchedule.Daily, tried, 0).ToUniversalTime());
        Assert.Equal([1, 2, 4, 8, 16, 24, 24], Enumerable.Range(1, 7).Select(failures => (Next(SourceSchedule.Hourly, tried, failures) - tried).TotalHours));

        DateTimeOffset Next(SourceSchedule schedule, DateTimeOffset? last, int failures) =>
            SourceTimetable.NextAt(schedule, 4, amsterdam, last, failures, created);
    }

    private SourceEdit Edit(string path) =>
        new(null, 0, "Stock", Address(path), shop.Id, SourceSchedule.Hourly, 4, SourceSignIn.None, null, null);

    private async Task<int> AddAsync(string path) => (await service.SaveAsync(Edit(path), scene.Me, Stop)).Required;

    private async Task RunAllAsync()
    {
        var secrets = new SourceSecrets(scene.Studio.Data);
        var execution = new JobExecution(
            scene.Studio.Store, scene.Queue,
            [
                new SourcePullWork(scene.Studio.Store, fetcher, secrets, new ImportDrafts(scene.Studio.Data), scene.Queue),
                new SourceImportWork(scene.Studio.Store, scene.Recognition, scene.Series), scene.Imports,
            ],
            scene.Studio.Time);
        while (await execution.RunNextAsync(JobLane.Background, Stop) || await execution.RunNextAsync(Stop))
        {
            // Until nothing waits.
        }
    }

    private async Task<(SourceResult Result, int Failures)> StateAsync(int id)
    {
        await using var db = scene.Studio.Store.Read();
        var source = await db.ImportSources.AsNoTracking().SingleAsync(source => source.Id == id, Stop);
        return (source.Result, source.Failures);
    }

    private string Address(string path) => server.Urls.Single() + path;

    private async Task<WebApplication> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var made = builder.Build();
        made.Urls.Add("http://127.0.0.1:0");
        made.Use(async (context, next) =>
        {
            var asked = context.Request.Headers;
            lock (heard)
            {
                var (known, key) = (asked.IfNoneMatch.ToString(), asked["X-Key"].ToString());
                heard.Add($"{context.Request.Path} {(known.Length > 0 ? known : "-")} {(key.Length > 0 ? key : "-")}");
            }

            await next(context);
        });
        made.MapGet("/products.csv", (HttpContext context) =>
        {
            context.Response.Headers.ETag = tag;
            return context.Request.Headers.IfNoneMatch == tag ? Results.StatusCode(304) : Results.Text(file, "text/csv");
        });
        made.MapGet("/locked.csv", (HttpContext context) =>
            context.Request.Headers.Authorization == "Basic " + Convert.ToBase64String("shop:open sesame"u8)
                ? Results.Text(file, "text/csv") : Results.StatusCode(401));
        made.MapGet("/redirect", (string to) => Results.Redirect(to));
        made.MapGet("/loop", () => Results.Redirect("/loop"));
        made.MapGet("/page", () => Results.Text("<html></html>", "text/html"));
        made.MapGet("/empty", () => Results.Text("", "text/csv"));
        made.MapGet("/big", () => Results.Bytes(new byte[(1 << 20) + 1], "text/csv"));
        made.MapGet("/bomb", (HttpContext context) => PackedAsync(context, new byte[8 << 20]));
        made.MapGet("/packed", (HttpContext context) =>
        {
            context.Response.Headers.ContentDisposition = "attachment; filename=\"stock.csv\"";
            return PackedAsync(context, Encoding.UTF8.GetBytes(file));
        });
        await made.StartAsync(Stop);
        return made;
    }

    private static async Task PackedAsync(HttpContext context, byte[] bytes)
    {
        context.Response.Headers.ContentEncoding = "gzip";
        context.Response.ContentType = "text/csv";
        await using var packed = new GZipStream(context.Response.Body, CompressionMode.Compress);
        await packed.WriteAsync(bytes);
    }
}
