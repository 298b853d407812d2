using System.Globalization;
using System.Text;
using CrossSell.Core.Exchange;
using CrossSell.Core.Orders;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Dialects;

/// <summary>Files of orders that are read in parts, because they may have millions of rows: they say what they say as a whole.</summary>
public sealed class OrderPartsTests
{
    private const int Orders = 7_000;

    /// <summary>
    /// What only the last row shows is known of the first, an order stays whole where parts meet, and rows that are apart are one order all the same.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FileOfOrders_SaysInParts_WhatItSaysAsAWhole(bool isScattered)
    {
        var bytes = File(isScattered);
        var whole = (await DialectScene.TryAsync(bytes)).Required.Facts;
        await using var stream = new MemoryStream(bytes);
        var parts = (await DialectFile.CountAsync(stream, (await FileSniffer.SniffAsync(stream)).Required, "orders.csv")).Required.Facts;

        Assert.Equal((3 * Orders) + 1, whole.Rows);
        Assert.Equal(whole.Rows, whole.RowsUsed + whole.RowsRefused + whole.RowsAside);
        Assert.Equal(
            (whole.Rows, whole.RowsUsed, whole.RowsRefused, whole.RowsAside, whole.OrderCount),
            (parts.Rows, parts.RowsUsed, parts.RowsRefused, parts.RowsAside, parts.OrderCount));
        Assert.Equal(whole.Refused, parts.Refused);
        Assert.Equal(whole.LeftAside, parts.LeftAside);
        Assert.Equal("1234.00", whole.OrderLines[0].UnitPrice);
        Assert.Empty(parts.OrderLines);

        await using var studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync("camera");
        var report = (await new OrderImport(studio.Store, studio.Data).ImportAsync(
            TestStudio.Administrator, new MemoryStream(bytes), new OrderImportOptions { ChannelCode = "camera" })).Required;

        Assert.Equal((whole.OrderCount, whole.RowsRefused, whole.RowsAside), (report.OrdersNew, report.Tally.Unreadable, report.Tally.Aside));
        await using var db = studio.Store.Read();
        Assert.Equal(whole.OrderLines.Count, await db.OrderLines.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            whole.OrderLines.Select(line => line.OrderId).Distinct().Order(StringComparer.Ordinal),
            (await db.Orders.Select(order => order.ExternalId).ToListAsync(TestContext.Current.CancellationToken)).Order(StringComparer.Ordinal));
        Assert.True(await db.OrderLines.AnyAsync(line => line.UnitPrice == 1234_00, TestContext.Current.CancellationToken));
    }

    /// <summary>
    /// Three lines an order, whose first names date and customer; some cancelled, some wrong. Points in amounts part thousands, says the last row.
    /// </summary>
    private static byte[] File(bool isScattered)
    {
        var rows = new List<string>();
        for (var order = 0; order < Orders; order++)
        {
            var status = order % 50 == 0 && order > 0 ? "cancelled" : "completed";
            rows.Add(Line($"{order};2026-01-03 10:00;{status};c{order % 90}@x.test;HAT-{order % 70};1;1.234"));
            rows.Add(Line($"{order};;;;CUP-{order % 30};{(order % 999 == 7 ? "many" : "2")};10,00"));
            rows.Add(Line($"{order};;;;MUG;1;9,50"));
        }

        if (isScattered)
        {
            // The first row of each order, then all the others.
            rows = [.. rows.Where((_, at) => at % 3 == 0), .. rows.Where((_, at) => at % 3 != 0)];
        }

        rows.Add(Line($"{Orders};2026-01-04 10:00;completed;;HAT-1;1;2.345,60"));
        return Encoding.UTF8.GetBytes($"order_id;order_date;status;billing_email;item_sku;item_quantity;item_total\n{string.Join('\n', rows)}\n");

        static string Line(FormattableString row) => row.ToString(CultureInfo.InvariantCulture);
    }
}
