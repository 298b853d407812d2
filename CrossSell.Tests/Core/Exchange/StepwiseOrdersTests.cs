using System.Globalization;
using System.Text;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Exchange;

/// <summary>An import of orders that is written step by step: what others see and do in between, and what becomes of it when it ends in the middle.</summary>
public sealed class StepwiseOrdersTests
{
    private const string Retail = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
    private const string Native = "order_id,ordered_at,channel,customer,status,sku,quantity,unit_price\n";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>
    /// For any file and any step behind which the import is broken off: begun again it ends with the same rows and the same report as one that nobody broke
    /// off. Files are made by a fixed seed, each on what those before it left.
    /// </summary>
    [StudioTheory]
    [InlineData(51)]
    [InlineData(52)]
    public async Task Import_BrokenOffAndBegunAgain_EndsAsOneThatWasNot(int seed)
    {
        var random = new Random(seed);
        await using var whole = await TestStudio.CreateAsync();
        await using var broken = await TestStudio.CreateAsync();
        var brokenOff = 0;
        for (var file = 1; file <= TestStudio.Tries(72); file++)
        {
            var text = Table(random);
            var (rows, after) = (random.Next(1, 4), random.Next(1, 5));

            var report = await RunAsync(whole, text, file, rows, breakAfter: null);
            brokenOff += await RunAsync(broken, text, file, rows, after) is null ? 1 : 0;
            var resumed = await RunAsync(broken, text, file, rows, breakAfter: null);

            AssertSame("reports", Said(report!), Said(resumed!));
            AssertSame("rows", await DumpAsync(whole), await DumpAsync(broken));

            void AssertSame(string what, string there, string here) => Assert.True(
                there == here, $"The {what} differ, seed {seed}, file {file}, broken off behind step {after} of {rows} rows each:\n{text}\n{there}\n\n{here}");
        }

        Assert.True(brokenOff > 3, $"Only {brokenOff} imports were broken off.");
    }

    [StudioFact]
    public async Task SomebodyElse_WritesBetweenTwoSteps_AndSeesWholeOrders()
    {
        await using var studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync("camera");
        var (seen, sets) = (0, 0);

        var report = (await ImportAsync(studio, Native + string.Concat(Enumerable.Range(1, 5).Select(Order)), 2, new Relay<OrderImportProgress>(at =>
        {
            if (at is { Stage: OrderImportStage.Writing, Share: 0.4 })
            {
                using var db = studio.Store.Read();
                seen = db.Orders.Count(order => db.Set<OrderLine>().Count(line => line.OrderId == order.Id) == 2);
                studio.ProductAsync("THEIRS").GetAwaiter().GetResult();
            }
        }))).Required;

        await using (var db = studio.Store.Read())
        {
            sets = await db.ChangeSets.CountAsync(set => set.Purpose.StartsWith("Imported"), Stop);
        }

        Assert.Equal((2, 5, 3, 3), (seen, report.OrdersNew, report.Steps, sets));
    }

    [StudioFact]
    public async Task OrderThatSomebodyElseBringsBetweenPlanAndStep_IsNotStoredTwice()
    {
        await using var studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync("camera");
        var isDone = false;

        var report = (await ImportAsync(studio, Native + Order(1) + Order(2) + Order(3), 1, new Relay<OrderImportProgress>(at =>
        {
            if (at.Stage == OrderImportStage.Writing && !isDone)
            {
                isDone = true;
                Assert.Equal(1, ImportAsync(studio, Native + Order(3), 1, null).GetAwaiter().GetResult().Required.OrdersNew);
            }
        }))).Required;

        Assert.Equal((2, 0, 1), (report.OrdersNew, report.OrdersChanged, report.OrdersSame));
        await using var db = studio.Store.Read();
        Assert.Equal(["1", "3", "2"], await db.Orders.OrderBy(order => order.Id).Select(order => order.ExternalId).ToListAsync(Stop));
    }

    [StudioFact]
    public async Task Cancel_BetweenTwoSteps_SaysWhatIsIn_AndTheRestComesWithTheSameFile()
    {
        await using var studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync("camera");
        using var stop = new CancellationTokenSource();
        var file = Native + string.Concat(Enumerable.Range(1, 5).Select(Order));

        var report = (await ImportAsync(studio, file, 2, new Relay<OrderImportProgress>(at =>
        {
            if (at.Stage == OrderImportStage.Writing)
            {
                stop.Cancel();
            }
        }), cancellation: stop.Token)).Required;

        Assert.Equal((true, 2, 0, 3), (report.CalledOff, report.OrdersNew, report.OrdersSame, report.NotReached));
        var again = (await ImportAsync(studio, file, 2, null)).Required;
        Assert.Equal((false, 3, 2, 0), (again.CalledOff, again.OrdersNew, again.OrdersSame, again.NotReached));
    }

    private static string Order(int number) => string.Create(
        CultureInfo.InvariantCulture, $"{number},2026-03-01T10:00:00Z,camera,,,A,1,10.00\n{number},2026-03-01T10:00:00Z,camera,,,B,1,20.00\n");

    private static string Table(Random random)
    {
        var text = new StringBuilder(Retail);
        for (var order = random.Next(3, 14); order > 0; order--)
        {
            var number = random.Next(1, 30);
            for (var line = random.Next(1, 4); line > 0; line--)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{number},{random.Next(85000, 85012)}{"AB"[random.Next(2)]},THING {random.Next(3)},{random.Next(1, 4)},2010-12-0{random.Next(1, 3)} 08:26:00,{random.Next(0, 3)}.55,{random.Next(17000, 17003)},UK\n");
            }
        }

        return text.ToString();
    }

    private static Task<Outcome<OrderImportReport>> ImportAsync(
        TestStudio studio, string file, int rows, IProgress<OrderImportProgress>? progress, long? job = null, CancellationToken cancellation = default) =>
        new OrderImport(studio.Store, studio.Data, steps: WriteSteps.Of(rows)).ImportAsync(
            Actor.CommandLine, new MemoryStream(Encoding.UTF8.GetBytes(file)), new OrderImportOptions { JobId = job }, null, progress, cancellation);

    /// <returns>Null where it was broken off.</returns>
    private static async Task<OrderImportReport?> RunAsync(TestStudio studio, string text, int job, int rows, int? breakAfter)
    {
        var steps = 0;
        try
        {
            return (await ImportAsync(studio, text, rows, new Relay<OrderImportProgress>(at =>
            {
                if (at.Stage == OrderImportStage.Writing && ++steps == breakAfter)
                {
                    throw new TimeoutException();
                }
            }), job, Stop)).Required;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static string Said(OrderImportReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.OrdersNew} new, {report.OrdersChanged} changed, {report.OrdersSame} same, {report.Lines} lines, {report.ProductsCreated} products, {report.UnknownSkus} unknown, {report.Tally.Unreadable} unreadable, {string.Join(';', report.Channels)}");

    private static async Task<string> DumpAsync(TestStudio studio)
    {
        await using var db = studio.Store.Read();
        return string.Join('\n',
        [
            .. (await db.Orders.OrderBy(order => order.Id).ToListAsync(Stop))
                .Select(order => $"{order.Id} {order.ChannelId} {order.ExternalId} {order.OrderedAt:s} {order.Status} {order.CustomerHash is null}"),
            .. (await db.OrderLines.OrderBy(line => line.OrderId).ThenBy(line => line.Id).ToListAsync(Stop))
                .Select(line => $"{line.OrderId} {line.Sku} {line.ProductId} {line.Quantity} {line.UnitPrice}"),
            .. await db.Products.OrderBy(product => product.Id).Select(product => $"{product.Id} {product.Sku} {product.Name}").ToListAsync(Stop),
            .. await db.Listings.OrderBy(listing => listing.ProductId).Select(listing => $"{listing.ProductId} {listing.Price}").ToListAsync(Stop),
        ]);
    }
}
