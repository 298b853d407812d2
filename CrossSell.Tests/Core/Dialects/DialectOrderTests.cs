using System.Text;
using CrossSell.Core.Dialects;
using CrossSell.Core.Exchange;
using CrossSell.Core.Orders;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Dialects;

/// <summary>Order lines of other systems, as their exports and the common plugins write them.</summary>
public sealed class DialectOrderTests
{
    private const string Skyverge =
        "order_id,order_number,order_date,status,customer_id,billing_email,item_name,item_sku,item_quantity,item_total,item_refunded_qty,item_product_id\n";

    [Fact]
    public async Task WooCommerce_TotalIsOfTheLine_AndWhatCameBackIsReturned()
    {
        var reading = await DialectScene.ReadAsync(
            Skyverge + "71,1071,2026-01-03 10:00:00,completed,7,a@x.test,Hat,HAT,2,20.00,0,14\n"
            + "71,1071,2026-01-03 10:00:00,completed,7,a@x.test,Cup,,3,10.00,1,15\n"
            + "72,1072,2026-01-04 10:00:00,wc-refunded,7,a@x.test,Hat,HAT,1,10.00,1,14\n73,1073,2026-01-05 10:00:00,failed,0,,Hat,HAT,1,10.00,0,14\n"
            + "74,1074,2026-01-05 10:00:00,processing,0,,Hat,HAT,-1,-10.00,0,14\n");

        Assert.Equal((Dialect.WooCommerce, DialectContent.Orders), (reading.Dialect, reading.Content));
        Assert.Equal(["1071 sold HAT 2 10.00", "1071 sold id:15 2 3.3333", "1071 returned id:15 1 3.3333"], Lines(reading));
        Assert.Equal(
            (5, 2, 0, 3, 1), (reading.Facts.Rows, reading.Facts.RowsUsed, reading.Facts.RowsRefused, reading.Facts.RowsAside, reading.Facts.OrderCount));
        Assert.DoesNotContain(reading.Facts.LeftAside, column => column.Contains("email", StringComparison.Ordinal));
    }

    /// <summary>The same order as plugins write it: cells of the order on its first row only, all lines one below the other, and all in one cell.</summary>
    [Theory]
    [InlineData(
        "Order Number,Order Status,Order Date,Email (Billing),SKU,Item Name,Quantity (- Refund),Item Cost\n"
        + "1071,Completed,2026-01-03 10:00,a@x.test,HAT,Hat,2,10.00\n,,,,CUP,Cup,1,4.50\n")]
    [InlineData(
        "order_id;order_date;status;sku;item_name;quantity;item_total\n1071;03.01.2026 10:00;completed;\"HAT\nCUP\";\"Hat\nCup\";\"2\n1\";\"20,00\n4,50\"\n")]
    [InlineData(
        "order_id,order_date,status,billing_email,line_items\n"
        + "1071,2026-01-03T10:00:00,completed,a@x.test,\"id:1|name:Hat|product_id:14|sku:HAT|quantity:2|total:20.00|refunded:0;"
        + "id:2|name:Cup|sku:CUP|quantity:1|total:4.50\"\n")]
    [InlineData(
        "order_id,order_date,status,line_item_1,line_item_2\n"
        + "1071,2026-01-03 10:00:00,completed,name:Hat|product_id:14|sku:HAT|quantity:2|total:20.00,name:Cup|sku:CUP|quantity:1|total:4.50\n")]
    public async Task WooCommerce_LinesOfAnyPlugin_SayTheSame(string file)
    {
        var reading = await DialectScene.ReadAsync(file);

        Assert.Empty(reading.Refused());
        Assert.Equal(["1071 sold HAT 2 10.00", "1071 sold CUP 1 4.50"], Lines(reading));
        Assert.All(reading.Facts.OrderLines, line => Assert.Equal("2026-01-03T10:00:00", line.OrderedAt));
    }

    [Fact]
    public async Task WooCommerce_LinesInOneCell_KeepTheirPlace_WhereOneHasNoCode()
    {
        var reading = await DialectScene.ReadAsync(
            "order_id;order_date;status;sku;item_name;quantity;item_total\n"
            + "1071;2026-01-03 10:00;completed;\"A\n\nC\";\"Hat\nCup\nMug\";\"1\n2\n3\";\"10,00\n9,00\n12,00\"\n");

        Assert.Empty(reading.Refused());
        Assert.Equal([1, 2, 3], reading.Facts.OrderLines.Select(line => line.Quantity));
        Assert.Equal(["A", "C"], new[] { 0, 2 }.Select(at => reading.Facts.OrderLines[at].Sku));
        Assert.DoesNotContain(reading.Facts.OrderLines[1].Sku, new[] { "A", "C" });
    }

    [Fact]
    public async Task WooCommerce_EveryWrongCellIsSaidOnce_WithItsColumn()
    {
        var reading = await DialectScene.ReadAsync(
            Skyverge + "1,1,yesterday,completed,1,,Hat,HAT,1,1.00,,\n"
            + "2,2,2026-01-03,completed,1,,Hat,HAT,many,1.00,,\n3,3,2026-01-03,completed,1,,Hat,HAT,1,dear,,\n"
            + "4,4,2026-01-03,completed,1,,Hat,HAT,1,,,\n5,5,2026-01-03,completed,1,,Hat,HAT,1,1.00,,\n");

        Assert.Equal(
            ["2 order_date date.unreadable", "3 item_quantity quantity.unreadable", "4 item_total price.unreadable", "5 item_total price.missing"],
            reading.Refused());
        Assert.Equal(["5 sold HAT 1 1.00"], Lines(reading));
    }

    [Fact]
    public async Task Shopware_FeesAndAbandonedOrders_AreLeftAside()
    {
        var reading = await DialectScene.ReadAsync(
            "orderId;number;customerId;orderStatusID;orderTime;currency;articleNumber;price;quantity;articleName;mode\n"
            + "15;20001;2;1;2026-08-30 10:15:54;EUR;SW1;19,99;2;Hat;0\n15;20001;2;1;2026-08-30 10:15:54;EUR;SHIPPINGDISCOUNT;-2;1;Discount;4\n"
            + "16;0;2;-1;2026-08-30 10:15:54;EUR;SW1;19,99;1;Hat;0\n");

        Assert.Equal((Dialect.Shopware, DialectContent.Orders), (reading.Dialect, reading.Content));
        Assert.Equal(["20001 sold SW1 2 19.99"], Lines(reading));
        Assert.Equal((1, 2), (reading.Facts.RowsUsed, reading.Facts.RowsAside));
    }

    /// <summary>Nothing of the people in a file is kept: not in any table, nor in a file of the studio, nor in what is said of rows that are wrong.</summary>
    [StudioFact]
    public async Task NoTableAndNoFile_KnowsWhoBought()
    {
        await using var studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync("camera");
        var people = Enumerable.Range(0, 30).Select(number => $"anna.{number}@people.test").ToList();
        var file = "Name,Email,Financial Status,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing Phone\n"
            // Where columns are mixed up, people stand where numbers belong.
            + string.Concat(people.Select((person, number) =>
                $"#{number},{person},paid,EUR,2026-01-03 10:00:00 +0100,{(number % 5 == 0 ? person : "1")},Hat,5.00,HAT,Anna Q{number}z,+31 6 12345678901\n"));

        var report = (await new OrderImport(studio.Store, studio.Data).ImportAsync(
            TestStudio.Administrator, new MemoryStream(Encoding.UTF8.GetBytes(file)), new OrderImportOptions { ChannelCode = "camera" })).Required;

        Assert.Equal((24, 6), (report.OrdersNew, report.Tally.Unreadable));
        await using var db = studio.Store.Read();
        await db.Database.OpenConnectionAsync();
        var cells = new List<string>();
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                cells.AddRange(Enumerable.Range(0, rows.FieldCount).Select(rows.GetValue).OfType<string>());
            }
        }

        cells.AddRange(report.Tally.Errors.Select(error => error.Message + error.Record));
        cells.AddRange(Directory.EnumerateFiles(studio.Data.Exchange, "*", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.Contains(cells, cell => cell == "HAT");
        Assert.DoesNotContain(
            cells, cell => cell.Contains("people.test", StringComparison.OrdinalIgnoreCase) || cell.Contains("Anna Q", StringComparison.Ordinal));
    }

    /// <summary>A dash stands before the options of a line's name, and in titles too: the catalogue says which it is.</summary>
    [StudioFact]
    public async Task Shopify_LineWithoutASku_IsTheProductThatTheCatalogueKnows()
    {
        await using var studio = await TestStudio.CreateAsync();
        var camera = await studio.ChannelAsync("camera");
        await studio.ProductAsync("harbour-blend-250g", camera);
        await studio.ProductAsync("tee-long.m-red", camera);
        const string head = "Name,Email,Financial Status,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku\n";
        var file = head + "#1,a@x.test,paid,EUR,2026-01-03 10:00:00 +0100,1,Harbour Blend - 250g,5.00,\n"
            + "#1,,,,,1,Tee - Long - M / Red,5.00,\n#1,,,,,1,Mug - Blue,5.00,\n";

        var report = (await new OrderImport(studio.Store, studio.Data).ImportAsync(
            TestStudio.Administrator, new MemoryStream(Encoding.UTF8.GetBytes(file)), new OrderImportOptions { ChannelCode = "camera" })).Required;

        Assert.Equal((1, 0), (report.OrdersNew, report.Tally.Unreadable));
        await using var db = studio.Store.Read();
        Assert.Equal(
            ["HARBOUR-BLEND-250G", "MUG.BLUE", "TEE-LONG.M-RED"],
            (await db.OrderLines.Select(line => line.Sku).ToListAsync()).Select(sku => sku.ToUpperInvariant()).Order());
    }

    /// <summary>Every row that is wrong is in the file of errors, however many there are.</summary>
    [StudioFact]
    public async Task ErrorFile_HasEveryRow_AlsoOfManyInOneColumn()
    {
        await using var studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync("camera");
        const string head = "Name,Email,Financial Status,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku\n";
        var rows = Enumerable.Range(1, 150).Select(number => $"#{number},,paid,EUR,2026-01-03 10:00:00 +0100,1,Hat,5.00,{new string('x', 80)}{number}\n");
        using var errors = new StringWriter();

        var report = (await new OrderImport(studio.Store, studio.Data).ImportAsync(
            TestStudio.Administrator, new MemoryStream(Encoding.UTF8.GetBytes(head + string.Concat(rows))), new OrderImportOptions { ChannelCode = "camera" },
            errors)).Required;

        Assert.Equal(150, report.Tally.Unreadable);
        Assert.Equal(151, errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static IEnumerable<string> Lines(DialectReading reading) =>
        reading.Facts.OrderLines.Select(line => $"{line.OrderId} {line.Status} {line.Sku} {line.Quantity} {line.UnitPrice}");
}
