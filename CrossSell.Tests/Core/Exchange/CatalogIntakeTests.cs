using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Exchange;

public sealed class CatalogIntakeTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = TestStudio.Start;

    private TestStudio studio = null!;
    private Channel camera = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        camera = await studio.ChannelAsync();
        await studio.ProductAsync("D7", camera, price: 100_000, cost: 60_000, stock: 5);
        await studio.ProductAsync("BAG", camera);
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public async Task Products_AreMadeAndEdited_TheSameAgainChangesNothing_AndEachWrongRowIsNamedByItsIndex()
    {
        SentCatalogRow[] sent =
        [
            Row(("sku", "NEW"), ("name", "Strap"), ("description", "Two\nlines, \"quoted\""), ("status", "active")),
            Row(("sku", "d7"), ("name", "Lumen D7"), ("description", "One\nmore")),
            Row(("sku", ""), ("name", "Nothing")),
            Row(("sku", "WRONG"), ("name", "Wrong"), ("status", "sold out")),
            Row(("sku", "ODD"), ("name", "Odd"), ("attr:nothing", "x")),
            Row(("sku", "FORMULA"), ("name", "=1+1")),
            Row(("sku", "NAMELESS")),
        ];

        var taken = await TakeAsync(null, sent);

        Assert.Equal((2, 1, 0), (taken.New, taken.Changed, taken.Unchanged));
        Assert.Equal(
            [(2, "product.sku", "sku"), (3, "product.status", "status"), (4, "product.attributes", "attributes.nothing"), (6, "product.name", "name")],
            taken.Problems.Select(problem => (problem.Index, problem.Code, problem.Field)));
        Assert.All(taken.Problems, problem => Assert.DoesNotContain("Line ", problem.Message, StringComparison.Ordinal));
        await using var db = studio.Store.Read();
        var made = await db.Products.SingleAsync(product => product.Sku == "NEW", Stop);
        Assert.Equal(("Strap", "Two\nlines, \"quoted\"", ProductStatus.Active), (made.Name, made.Description, made.Status));
        Assert.Equal("=1+1", (await db.Products.SingleAsync(product => product.Sku == "FORMULA", Stop)).Name);
        Assert.Equal(("Lumen D7", 100_000L), ((await db.Products.SingleAsync(item => item.Sku == "D7", Stop)).Name, await PriceAsync("D7")));

        var again = await TakeAsync(null, sent);

        Assert.Equal((0, 0, 3, 4), (again.New, again.Changed, again.Unchanged, again.Problems.Count));
    }

    [StudioFact]
    public async Task Listings_KeepPriceAndStockFresh_AndALateReportTakesNothingBack()
    {
        Assert.Equal((0, 2, 0), Sums(await TakeAsync(camera, [
            Row(Noon, ("sku", "D7"), ("price", "999.00"), ("stock", "3")), Row(Noon, ("sku", "BAG"), ("stock", "0")),
            Row(Noon, ("sku", "NONE"), ("stock", "1"))],
            unknown: "NONE")));

        var late = await TakeAsync(camera, [Row(Noon.AddMinutes(-1), ("sku", "D7"), ("stock", "9"))]);
        var same = await TakeAsync(camera, [Row(Noon.AddMinutes(5), ("sku", "D7"), ("stock", "3"))]);
        var between = await TakeAsync(camera, [Row(Noon.AddMinutes(4), ("sku", "D7"), ("stock", "8"))]);
        var newer = await TakeAsync(camera, [Row(Noon.AddMinutes(6), ("sku", "D7"), ("stock", "2"))]);

        Assert.Equal([(0, 0, 0, 1), (0, 0, 1, 0), (0, 0, 0, 1), (0, 1, 0, 0)], new[] { late, same, between, newer }
            .Select(report => (report.New, report.Changed, report.Unchanged, report.Outdated)));
        await using var db = studio.Store.Read();
        var listing = await (
            from item in db.Listings join product in db.Products on item.ProductId equals product.Id where product.Sku == "D7" select item).SingleAsync(Stop);
        Assert.Equal((99_900L, 60_000L, 2), (listing.Price, listing.Cost, listing.Stock));
        Assert.Equal("Imported 1 listing (0 new)", await db.ChangeSets.OrderBy(set => set.Id).Select(set => set.Purpose).LastAsync(Stop));
    }

    [StudioFact]
    public async Task ValidateOnly_SaysTheSame_AndStoresNothing()
    {
        var state = await studio.Store.StateAsync(Stop);

        Assert.Equal((0, 1, 0), Sums(await TakeAsync(camera, [Row(Noon, ("sku", "D7"), ("stock", "3"))], validateOnly: true)));

        Assert.Equal(state, await studio.Store.StateAsync(Stop));
        await using var db = studio.Store.Read();
        Assert.Equal(0, await db.ListingReports.CountAsync(Stop));
    }

    /// <summary>Another instance takes a newer report after an older one was compared with the last, and before it is written.</summary>
    [StudioFact]
    public async Task OlderReport_ThatIsWrittenLater_TakesNothingBack()
    {
        CatalogIntakeReport? newer = null;
        var between = new Meanwhile(studio.Time, () => newer = Task.Run(
            () => TakeAsync(studio.OtherProcess(), studio.Time, Row(Noon.AddMinutes(2), ("sku", "D7"), ("stock", "5"), ("price", "900.00"))), Stop)
            .GetAwaiter().GetResult());

        var older = await TakeAsync(studio.Store, between, Row(Noon.AddMinutes(1), ("sku", "D7"), ("stock", "7")));

        Assert.Equal((1, 0), (newer!.Changed, newer.Outdated));
        Assert.Equal((0, 0, 1), (older.Changed, older.Unchanged, older.Outdated));
        Assert.Equal((5, Noon.AddMinutes(2)), await ReportedAsync());
    }

    [StudioFact]
    public async Task TwoInstances_ThatAreSentReportsInAnyOrder_EndWithTheNewest()
    {
        const int Reports = 24;
        var random = new Random(15);
        var sent = Enumerable.Range(1, Reports).Select(minute => (Minute: minute, Stock: random.Next(1, 4))).ToArray();
        var newest = sent[^1].Stock;
        random.Shuffle(sent);
        var other = studio.OtherProcess();
        var taken = 0;
        async Task SendAsync(CrossSell.Core.Storage.StudioStore store, int half)
        {
            foreach (var (minute, stock) in sent.Where((_, at) => at % 2 == half))
            {
                var row = Row(Noon.AddMinutes(minute), ("sku", "D7"), ("stock", stock.ToString(System.Globalization.CultureInfo.InvariantCulture)));
                var report = await TakeAsync(store, studio.Time, row);
                Interlocked.Add(ref taken, report.Changed + report.Unchanged + report.Outdated);
            }
        }

        await Task.WhenAll(Task.Run(() => SendAsync(studio.Store, 0), Stop), Task.Run(() => SendAsync(other, 1), Stop));

        Assert.Equal(Reports, taken);
        Assert.Equal((newest, Noon.AddMinutes(Reports)), await ReportedAsync());
    }

    [StudioFact]
    public async Task TwoReportsOfOneListing_InOneBatch_AreTheNewerOne()
    {
        var report = await TakeAsync(camera, [
            Row(Noon.AddMinutes(2), ("sku", "D7"), ("stock", "2")), Row(Noon.AddMinutes(1), ("sku", "d7"), ("stock", "1"))]);

        Assert.Equal((1, 1), (report.Changed, report.Outdated));
        Assert.Equal((2, Noon.AddMinutes(2)), await ReportedAsync());
    }

    private async Task<(int? Stock, DateTimeOffset AsOf)> ReportedAsync()
    {
        await using var db = studio.Store.Read();
        var id = await db.Products.Where(product => product.Sku == "D7").Select(product => product.Id).SingleAsync(Stop);
        return (
            await db.Listings.Where(listing => listing.ProductId == id).Select(listing => listing.Stock).SingleAsync(Stop),
            await db.ListingReports.Where(report => report.ProductId == id).Select(report => report.AsOf).SingleAsync(Stop));
    }

    private async Task<CatalogIntakeReport> TakeAsync(CrossSell.Core.Storage.StudioStore store, TimeProvider time, SentCatalogRow row)
    {
        using var intake = new CatalogIntake(
            store, studio.Data, new CatalogImport(store, studio.Data, time), new CrossSell.Core.Jobs.JobQueue(store, studio.Time));
        return (await intake.TakeAsync(TestStudio.Merchandiser, camera, [row], validateOnly: false, Stop)).Required;
    }

    /// <summary>Does something once, when it is asked for the time: an import asks before it compares its rows with what is there.</summary>
    private sealed class Meanwhile(TimeProvider time, Action what) : TimeProvider
    {
        private Action? left = what;

        public override DateTimeOffset GetUtcNow()
        {
            Interlocked.Exchange(ref left, null)?.Invoke();
            return time.GetUtcNow();
        }
    }

    private static (int, int, int) Sums(CatalogIntakeReport report) => (report.New, report.Changed, report.Unchanged);

    private static SentCatalogRow Row(params (string Column, string Cell)[] cells) => new(cells.ToDictionary(cell => cell.Column, cell => (string?)cell.Cell));

    private static SentCatalogRow Row(DateTimeOffset asOf, params (string Column, string Cell)[] cells) => Row(cells) with { AsOf = asOf };

    private async Task<CatalogIntakeReport> TakeAsync(
        Channel? channel, IReadOnlyList<SentCatalogRow> rows, bool validateOnly = false, string? unknown = null)
    {
        using var intake = new CatalogIntake(
            studio.Store, studio.Data, new CatalogImport(studio.Store, studio.Data, studio.Time), new CrossSell.Core.Jobs.JobQueue(studio.Store, studio.Time));
        var report = (await intake.TakeAsync(TestStudio.Merchandiser, channel, rows, validateOnly, Stop)).Required;
        Assert.Equal(unknown is null ? [] : [unknown], report.UnknownIds);
        return report;
    }

    private async Task<long> PriceAsync(string sku)
    {
        await using var db = studio.Store.Read();
        return await (from item in db.Listings join product in db.Products on item.ProductId equals product.Id where product.Sku == sku select item.Price)
            .SingleAsync(Stop);
    }
}
