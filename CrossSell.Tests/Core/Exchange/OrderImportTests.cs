using System.Text;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Exchange;

[Trait("Kind", "Slow")]
public sealed class OrderImportTests
{
    private const string RetailHeader = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
    private const string NativeHeader = "order_id,ordered_at,channel,customer,status,sku,quantity,unit_price\n";

    [StudioFact]
    public async Task Retail_UnknownProducts_AreMadeInAChannelOfTheirOwn()
    {
        await using var studio = await TestStudio.CreateAsync();

        var report = (await ImportAsync(studio, RetailHeader
            + "1,85123a,HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n"
            + "1,POST,POSTAGE,1,2010-12-01 08:26:00,18.00,17850.0,United Kingdom\n"
            + "2,85123A,WHITE HEART,6,2011-07-01 08:26:00,2.95,,United Kingdom\n"
            + "3,85123A,WHITE HEART,-6,2011-08-01 08:26:00,9.95,,United Kingdom\n")).Required;

        Assert.Equal(
            (OrderFormat.OnlineRetail, 3, 0, 0, 4, 1, 1),
            (report.Format, report.OrdersNew, report.OrdersChanged, report.OrdersSame, report.Lines, report.ProductsCreated, report.UnknownSkus));
        Assert.Equal(["online-retail"], report.Channels);
        await using var db = studio.Store.Read();
        var channel = await db.Channels.SingleAsync(Stop);
        Assert.Equal(("online-retail", "GBP", 0), (channel.Code, channel.CurrencyCode, channel.CompletenessThreshold));
        var product = await db.Products.SingleAsync(Stop);
        Assert.Equal(("85123A", "HEART", ProductStatus.Active, ProductSummaries.NeutralPicture), (product.Sku, product.Name, product.Status, product.Picture));
        var listing = await db.Listings.SingleAsync(Stop);
        Assert.Equal((295L, null, true), (listing.Price, listing.Stock, listing.Published));
        var lines = await db.OrderLines.OrderBy(line => line.Id).ToListAsync(Stop);
        Assert.Equal(
            [(product.Id, 6, 255L), (null, 1, 1800L), (product.Id, 6, 295L), ((int?)product.Id, -6, 995L)],
            lines.Select(line => (line.ProductId, line.Quantity, line.UnitPrice)));
        Assert.Equal(
            ["2010-12-01T08:26:00", "2011-07-01T07:26:00", "2011-08-01T07:26:00"],
            (await db.Orders.OrderBy(order => order.Id).ToListAsync(Stop))
                .Select(order => order.OrderedAt.ToString("s", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [StudioFact]
    public async Task Retail_ProductOfManySpellings_IsCalledByTheMostFrequent_HoweverLateItCame()
    {
        await using var studio = await TestStudio.CreateAsync();
        var rows = Enumerable.Range(0, 60).Select(number => $"{number},85123A,SPELLING {number:D2},1,2010-12-01 08:26:00,2.55,,UK\n")
            .Concat(Enumerable.Range(60, 2).Select(number => $"{number},85123A,WHITE HEART,1,2010-11-01 08:26:00,9.55,,UK\n"));

        Assert.Equal(1, (await ImportAsync(studio, RetailHeader + string.Concat(rows))).Required.ProductsCreated);

        await using var db = studio.Store.Read();
        Assert.Equal("WHITE HEART", (await db.Products.SingleAsync(Stop)).Name);
        Assert.Equal(255, (await db.Listings.SingleAsync(Stop)).Price);
    }

    [StudioFact]
    public async Task Import_OfManyRowsThatCannotBeRead_KeepsAFewOfEachColumn_CountsAll_AndWritesAll()
    {
        const int Wrong = OrderReadTally.ErrorsKept + 50;
        await using var studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync();
        var file = NativeHeader + string.Concat(Enumerable.Range(0, Wrong).Select(number => $"A{number},2026-03-01T10:00:00Z,camera,,,body,one,10.00\n"))
            + "B1,2026-03-01T10:00:00Z,nowhere,,,body,1,10.00\nB2,2026-03-01T10:00:00Z,camera,,,body,1,10.00\n";
        using var errors = new StringWriter();

        var report = (await ImportAsync(studio, file, errors: errors)).Required;

        Assert.Equal((Wrong + 2, Wrong + 1, 1), (report.Tally.Rows, report.Tally.Unreadable, report.OrdersNew));
        Assert.Equal(
            (OrderReadTally.ErrorsKept, 1),
            (report.Tally.Errors.Count(error => error.Column == "quantity"), report.Tally.Errors.Count(error => error.Column == "channel")));
        Assert.Equal((Wrong, 1), (report.Tally.UnreadableIn("quantity"), report.Tally.UnreadableIn("channel")));
        Assert.Equal(Wrong + 2, errors.ToString().Count(letter => letter == '\n'));
    }

    [StudioTheory]
    [InlineData("KWD", "12.500", 12500)]
    [InlineData("JPY", "\"12,500\"", 12500)]
    public async Task Price_OfThreeDigitsBehindItsMark_MeansWhatTheCurrencyOfTheShopCanMean(string currency, string price, long minor)
    {
        await using var studio = await TestStudio.CreateAsync();
        var shop = await studio.ChannelAsync("shop", currency: currency);
        await studio.ProductAsync("A", shop);

        var report = (await ImportAsync(studio, $"{NativeHeader}1,2026-11-01 10:00,shop,,,A,1,{price}\n")).Required;

        Assert.Equal(1, report.OrdersNew);
        await using var db = studio.Store.Read();
        Assert.Equal(minor, (await db.OrderLines.SingleAsync(Stop)).UnitPrice);
    }

    [StudioFact]
    public async Task Import_TheSameFileTwice_ChangesNothing()
    {
        await using var studio = await TestStudio.CreateAsync();
        const string file = RetailHeader
            + "1,85123A,HEART,6,2010-12-01 08:26:00,2.55,17850.0,UK\n1,85123A,HEART,1,2010-12-01 08:27:00,2.55,17850.0,UK\nC2,85123A,HEART,-6,2010-12-02 08:26:00,2.55,17850.0,UK\n";
        await ImportAsync(studio, file);
        var before = await studio.Store.StateAsync(Stop);

        var again = (await ImportAsync(studio, file)).Required;

        Assert.Equal((0, 0, 2, 0), (again.OrdersNew, again.OrdersChanged, again.OrdersSame, again.ProductsCreated));
        Assert.Equal(before, await studio.Store.StateAsync(Stop));
        await using var db = studio.Store.Read();
        Assert.Equal((2, 3), (await db.Orders.CountAsync(Stop), await db.OrderLines.CountAsync(Stop)));
    }

    [StudioFact]
    public async Task Import_AnOrderThatChanged_TakesThePlaceOfTheOld()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var product = await studio.ProductAsync("BODY", channel);
        await ImportAsync(studio, NativeHeader + "A1,2026-03-01T10:00:00Z,camera,c9,sold,body,1,10.00\nA2,2026-03-01T10:00:00Z,camera,c9,sold,body,1,10.00\n");

        var report = (await ImportAsync(studio, NativeHeader + "A1,2026-03-01T10:00:00Z,camera,c9,cancelled,body,1,10.00\n")).Required;

        Assert.Equal((0, 1, 0), (report.OrdersNew, report.OrdersChanged, report.OrdersSame));
        await using var db = studio.Store.Read();
        var orders = await db.Orders.Include(order => order.Lines).OrderBy(order => order.ExternalId).ToListAsync(Stop);
        Assert.Equal([("A1", OrderStatus.Cancelled), ("A2", OrderStatus.Placed)], orders.Select(order => (order.ExternalId, order.Status)));
        Assert.Equal(product.Id, Assert.Single(orders[0].Lines).ProductId);
        Assert.Equal(2, await db.OrderLines.CountAsync(Stop));
    }

    [StudioFact]
    public async Task Import_CancelledAndReturnedLines_AreStoredAsTheyCame()
    {
        await using var studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync();

        await ImportAsync(studio, NativeHeader
            + "A1,2026-03-01T10:00:00Z,camera,,sold,body,1,10.00\nA1,2026-03-01T10:00:00Z,camera,,returned,card,2,5.00\nA2,2026-03-01T10:00:00Z,camera,,cancelled,body,1,10.00\n");

        await using var db = studio.Store.Read();
        var orders = await db.Orders.Include(order => order.Lines).OrderBy(order => order.ExternalId).ToListAsync(Stop);
        Assert.Equal([OrderStatus.Placed, OrderStatus.Cancelled], orders.Select(order => order.Status));
        Assert.Equal(
            [("BODY", 1, 0), ("CARD", 2, 2)], orders[0].Lines.OrderBy(line => line.Id).Select(line => (line.Sku, line.Quantity, line.ReturnedQuantity)));
    }

    [StudioFact]
    public async Task Import_Customers_AreStoredOnlyAsKeyedHashes()
    {
        await using var studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync();
        await studio.ChannelAsync("coffee");

        await ImportAsync(studio, NativeHeader
            + "A1,2026-03-01T10:00:00Z,camera,17850,,body,1,10.00\nA2,2026-03-01T10:00:00Z,camera,17850,,body,1,10.00\n"
            + "A3,2026-03-01T10:00:00Z,coffee,17850,,body,1,10.00\nA4,2026-03-01T10:00:00Z,camera,,,body,1,10.00\n");

        await using var db = studio.Store.Read();
        var hashes = await db.Orders.OrderBy(order => order.ExternalId).Select(order => order.CustomerHash).ToListAsync(Stop);
        Assert.Equal(hashes[0], hashes[1]);
        Assert.NotEqual(hashes[0], hashes[2]);
        Assert.Null(hashes[3]);
        Assert.Equal(64, hashes[0]!.Length);
        Assert.DoesNotContain("17850", hashes[0], StringComparison.Ordinal);
    }

    [StudioFact]
    public async Task Import_RowsThatCannotBeRead_AreWrittenToBeFixedAndTheRestLands()
    {
        await using var studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync();
        const string file = NativeHeader
            + "A1,2026-03-01T10:00:00Z,camera,,,body,one,10.00\nA2,2026-03-01T10:00:00Z,camera,,,body,1,10.00\nA3,2026-03-01T10:00:00Z,nowhere,,,body,1,10.00\nA4,2026-03-01T10:00:00Z,,,,body,1,10.00\n";
        using var errors = new StringWriter();

        var report = (await ImportAsync(studio, file, errors: errors)).Required;

        Assert.Equal((4, 3, 1), (report.Tally.Rows, report.Tally.Unreadable, report.OrdersNew));
        Assert.Equal(["quantity", "channel", "channel"], report.Tally.Errors.Select(error => error.Column));
        Assert.Equal(1, Enum.GetValues<LineFlaw>().Sum(report.Tally.Of));
        var corrected = errors.ToString().Replace(",one,", ",1,", StringComparison.Ordinal).Replace("nowhere", "camera", StringComparison.Ordinal);
        var second = (await ImportAsync(studio, corrected, new OrderImportOptions { ChannelCode = "camera" })).Required;
        Assert.Equal((3, 0, 3), (second.Tally.Rows, second.Tally.Unreadable, second.OrdersNew));
    }

    [StudioFact]
    public async Task Import_Strict_BringsInNothingWhenOneRowCannotBeRead()
    {
        await using var studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync();

        var refused = await ImportAsync(
            studio,
            NativeHeader + "A1,2026-03-01T10:00:00Z,camera,,,body,one,10.00\nA2,2026-03-01T10:00:00Z,camera,,,body,1,10.00\n",
            new OrderImportOptions { Strict = true });

        Assert.Equal(
            "Nothing was imported: 1 of 2 rows cannot be read. Line 2: quantity is \"one\"; write a whole number such as 6.", refused.Refusal?.Message);
        await AssertNoOrdersAsync(studio);
    }

    [StudioFact]
    public async Task Import_DryRun_SaysWhatWouldHappenAndDoesNothing()
    {
        await using var studio = await TestStudio.CreateAsync();
        const string file = RetailHeader + "1,85123A,HEART,6,2010-12-01 08:26:00,2.55,,UK\n1,POST,POSTAGE,1,2010-12-01 08:26:00,2.55,,UK\n";

        var rehearsed = (await ImportAsync(studio, file, new OrderImportOptions { DryRun = true })).Required;
        await AssertNoOrdersAsync(studio);
        var done = (await ImportAsync(studio, file)).Required;

        Assert.True(rehearsed.DryRun);
        Assert.Equal(done with { DryRun = true, Tally = rehearsed.Tally, Channels = rehearsed.Channels, Steps = 0 }, rehearsed);
        Assert.Equal(done.Channels, rehearsed.Channels);
        Assert.Equal((1, 1, 1), (done.OrdersNew, done.ProductsCreated, done.UnknownSkus));
    }

    [StudioFact]
    public async Task Import_AProductThatComesLater_IsGivenToTheLinesThatWaited()
    {
        await using var studio = await TestStudio.CreateAsync();
        await ImportAsync(studio, RetailHeader + "1,85123A,HEART,6,2010-12-01 08:26:00,0.00,,UK\n1,22423,STAND,6,2010-12-01 08:26:00,1.00,,UK\n");

        await ImportAsync(studio, RetailHeader + "2,85123A,HEART,6,2010-12-02 08:26:00,2.55,,UK\n");

        await using var db = studio.Store.Read();
        var ids = await db.OrderLines.Where(line => line.Sku == "85123A").Select(line => line.ProductId).ToListAsync(Stop);
        Assert.Equal(2, ids.Count);
        Assert.Equal(
            await db.Products.Where(product => product.Sku == "85123A").Select(product => (int?)product.Id).SingleAsync(Stop), Assert.Single(ids.Distinct()));
    }

    [StudioTheory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Merchandiser)]
    public async Task Import_IntoANewChannel_NeedsAnAdministrator(Role role)
    {
        await using var studio = await TestStudio.CreateAsync();

        var refused = await ImportAsync(studio, RetailHeader + "1,85123A,HEART,6,2010-12-01 08:26:00,2.55,,UK\n", actor: TestStudio.Person("eva", role));

        Assert.Equal(Refusal.ForbiddenCode, refused.Refusal?.Code);
        await AssertNoOrdersAsync(studio);
    }

    [StudioFact]
    public async Task Import_IntoAChannelOfSomebodyElse_IsRefusedAsAWhole()
    {
        await using var studio = await TestStudio.CreateAsync();
        var camera = await studio.ChannelAsync();
        await studio.ChannelAsync("coffee");

        var refused = await ImportAsync(
            studio,
            NativeHeader + "A1,2026-03-01T10:00:00Z,camera,,,body,1,10.00\nA2,2026-03-01T10:00:00Z,coffee,,,body,1,10.00\n",
            actor: TestStudio.Person("eva", Role.Merchandiser, camera.Id));

        Assert.Equal(Refusal.ForbiddenCode, refused.Refusal?.Code);
        await AssertNoOrdersAsync(studio);
    }

    [StudioTheory]
    [InlineData("Bad Code", "channel.code")]
    [InlineData("nowhere", "not-found")]
    public async Task Import_IntoAChannelThatCannotBe_IsRefused(string code, string refusal)
    {
        await using var studio = await TestStudio.CreateAsync();

        var refused = await ImportAsync(studio, NativeHeader + "A1,2026-03-01T10:00:00Z,,,,body,1,10.00\n", new OrderImportOptions { ChannelCode = code });

        Assert.Equal(refusal, refused.Refusal?.Code);
    }

    [StudioFact]
    public async Task RealFile_ImportedAndMined_GivesTheTotalsThatOtherProgramsGive()
    {
        var path = OnlineRetailFile.PathOrSkip();
        await using var studio = await TestStudio.CreateAsync();

        var report = (await new OrderImport(studio.Store, studio.Data)
            .ImportAsync(Actor.CommandLine, File.OpenRead(path), new OrderImportOptions(), cancellation: Stop)).Required;
        var mined = Assert.Single((await new MiningService(studio.Store, studio.Time).MineAsync(Actor.CommandLine, cancellation: Stop)).Required);

        Assert.Equal((18_786, 370_931, 3_630), (report.OrdersNew, report.Lines, report.ProductsCreated));
        Assert.Equal("online-retail", mined.Channel);
        Assert.Equal(new PairTotals(14_201, 3_630, 355_026, 2_042_620, 15_647_791, mined.Totals.BestLiftSum), mined.Totals);
        Assert.Equal(979_439.716, mined.Totals.BestLiftSum, 0.0005);
        await using var db = studio.Store.Read();
        var best = await (
            from pair in db.Affinities
            join anchor in db.Products on pair.AnchorId equals anchor.Id
            join companion in db.Products on pair.CompanionId equals companion.Id
            where anchor.Sku == "85123A"
            orderby pair.Rank
            select companion.Sku).FirstAsync(Stop);
        Assert.Equal("21733", best);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Task<Outcome<OrderImportReport>> ImportAsync(
        TestStudio studio, string file, OrderImportOptions? options = null, Actor? actor = null, TextWriter? errors = null) =>
        new OrderImport(studio.Store, studio.Data).ImportAsync(
            actor ?? Actor.CommandLine, new MemoryStream(Encoding.UTF8.GetBytes(file)), options ?? new OrderImportOptions(), errors, cancellation: Stop);

    private static async Task AssertNoOrdersAsync(TestStudio studio)
    {
        await using var db = studio.Store.Read();
        Assert.False(await db.Orders.AnyAsync(Stop));
        Assert.False(await db.Products.AnyAsync(Stop));
    }
}
