using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Warehouse;
using CrossSell.Tests.Core.Exchange;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Affinity;

/// <summary>Real orders, counted by a warehouse and by the kernel: the totals that other programs give too.</summary>
[Trait("Kind", "Slow")]
public sealed class WarehouseRealOrdersTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>PostgreSQL takes long to count all of them, which <c>warehouse</c> of CrossSell.Benchmarks lets it do; here it has the newest weeks.</summary>
    [Theory]
    [InlineData(WarehouseEngine.ClickHouse, null)]
    [InlineData(WarehouseEngine.PostgreSql, 25)]
    public async Task RealOrders_CountedInAWarehouse_GiveTheKernelsTotals(WarehouseEngine engine, int? days)
    {
        var rows = await RowsAsync();
        var last = rows.Max(row => row.OrderedAt);
        rows.RemoveAll(row => days is not null && row.OrderedAt <= last.AddDays(-days.Value));
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var codes = rows.Where(row => row.IsProduct).Select(row => row.Sku).Distinct().Order(StringComparer.Ordinal).Select((sku, at) => (sku, Id: at + 1))
            .ToDictionary(code => code.sku, code => code.Id, StringComparer.Ordinal);
        await studio.AddAsync([.. codes.Select(code => new Product
        {
            Id = code.Value, Sku = code.Key, Name = code.Key, Status = ProductStatus.Active, CreatedAt = TestStudio.Start, UpdatedAt = TestStudio.Start,
        })]);
        await using var server = await WarehouseServer.CreateAsync(engine, rows.Select(row => new WarehouseLine(
            "uk", row.OrderId, row.OrderedAt, row.Sku, row.Quantity, 0, (long)(row.UnitPrice * 1000), row.Customer,
            row.State is OrderRowState.Cancelled or OrderRowState.Correction)));

        var mined = (await new MiningService(studio.Store, studio.Time, null, server.Of(channel.Code, "uk"))
            .MineAsync(Actor.CommandLine, settings: new MiningSettings { Keep = 4 }, cancellation: Stop)).Required;

        var baskets = new BasketMatrix.Builder();
        foreach (var order in rows.GroupBy(row => row.OrderId))
        {
            baskets.Add([.. order.Where(row => row.Flaw == LineFlaw.None).Select(row => codes[row.Sku])]);
        }

        var expected = PairCounter.Count(baskets.Build(), new PairCountOptions { Best = 4 }, cancellation: Stop).Totals;
        Assert.Equal(expected, Assert.Single(mined).Totals);
        if (days is null)
        {
            Assert.Equal((14_201, 3_630, 355_026, 2_042_620L, 15_647_791L), (
                expected.Baskets, expected.Products, expected.Lines, expected.Pairs, expected.CountSum));
        }
    }

    private static async Task<List<OrderRow>> RowsAsync()
    {
        await using var reader = (await OrderFile.OpenAsync(File.OpenRead(OnlineRetailFile.PathOrSkip()), null, TimeZoneInfo.Utc, Stop)).Required;
        var rows = new List<OrderRow>();
        await foreach (var row in reader.ReadAsync(Stop))
        {
            rows.Add(row);
        }

        return rows;
    }
}
