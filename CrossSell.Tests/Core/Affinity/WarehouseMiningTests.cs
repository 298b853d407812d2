using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Core.Warehouse;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Affinity;

/// <summary>Two count, one result: the kernel over stored orders, and SQL in the shop's own database.</summary>
[Trait("Kind", "Slow")]
public sealed class WarehouseMiningTests
{
    // What a literal or an address could trip over.
    private const string Called = "the \"shop\\'s\" 50% & more?\t@last é";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<WarehouseEngine> Engines => [.. Enum.GetValues<WarehouseEngine>()];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Mine_AnyOrdersAndSettings_StoresTheSameRowsAsTheKernel(WarehouseEngine engine)
    {
        var seen = new HashSet<string>();
        foreach (var (seed, settings) in Settings.Index())
        {
            await using var studio = await TestStudio.CreateAsync();
            var (channel, lines) = await SellAsync(studio, seed);
            await using var server = await WarehouseServer.CreateAsync(engine, lines);

            var expected = await MineAsync(studio, settings, null);
            var found = await MineAsync(studio, settings, server.Of(channel.Code, Called));

            Assert.Equal(expected.Totals, found.Totals);
            Assert.Equal(expected.LeftOut, found.LeftOut);
            Assert.Equal(expected.Rows, found.Rows);
            seen.UnionWith(expected.Rows.Select(row => row.Split(' ')[0]));
            seen.UnionWith(expected.LeftOut.Select(reason => reason.Split(':')[0]));
            await using var db = studio.Store.Read();
            var run = await db.MiningRuns.OrderByDescending(run => run.Id).FirstAsync(Stop);
            Assert.Equal((server.Settings("", "").Label, true, 2), (run.Source, run.SourceMilliseconds >= 0, run.UnknownCodes));
            Assert.All(await db.MiningRuns.Where(other => other.Id < run.Id).ToListAsync(Stop), other => Assert.Null(other.Source));
        }

        // Every kind of finding, and every reason to leave something out, was there to be compared.
        Assert.Superset(new HashSet<string>(["pair", "BoughtLater", "ReturnedTogether", "category", "cart", "content"]), seen);
        Assert.Equal(8, seen.Count(kind => kind.StartsWith("lines", StringComparison.Ordinal) || kind.StartsWith("orders", StringComparison.Ordinal)
            || kind.StartsWith("test", StringComparison.Ordinal) || kind.StartsWith("baskets", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Mine_EmptyWarehouse_IsAnEmptyResult(WarehouseEngine engine)
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        await studio.OrderAsync(channel, await studio.ProductAsync("A", channel), await studio.ProductAsync("B", channel));
        await using var server = await WarehouseServer.CreateAsync(engine, []);

        var found = await MineAsync(studio, new MiningSettings { MinBaskets = 1, WindowDays = 30, HalfLifeDays = 20 }, server.Of(channel.Code, Called));

        Assert.Equal(new PairTotals(0, 0, 0, 0, 0, 0), found.Totals);
        Assert.Empty(found.Rows);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Mine_WhatCannotBeAsked_IsRefusedInWords_AndTheOldResultStays(WarehouseEngine engine)
    {
        await using var shop = await MinedShop.CreateAsync();
        await using var whole = await WarehouseServer.CreateAsync(engine, []);
        await using var narrow = await WarehouseServer.CreateAsync(
            engine, [], engine == WarehouseEngine.ClickHouse ? "channel String, sku String" : "channel text, sku text");
        var before = await shop.AllAsync();
        var good = whole.Settings(shop.Channel.Code, Called);

        await RefusedAsync(narrow.Settings(shop.Channel.Code, Called), "warehouse.column", "order_number, ordered_at and quantity");
        await RefusedAsync(good with { View = "no_such_view" }, "warehouse.view", "no_such_view");
        await RefusedAsync(good with { View = "x\"; DROP TABLE lines; -- `" }, "warehouse.view", "DROP");
        await RefusedAsync(
            good with { Connection = engine == WarehouseEngine.ClickHouse ? "http://127.0.0.1:1/" : "Host=127.0.0.1;Port=1;Username=x" },
            "warehouse.unreachable", "Mining__Warehouse__Connection");
        if (engine == WarehouseEngine.ClickHouse)
        {
            await RefusedAsync(good with { Password = "wrong-secret" }, "warehouse.denied", "password");
            await RefusedAsync(good with { User = "strict" }, "warehouse.readonly", "readonly = 2");
        }

        Assert.Equal(before, await shop.AllAsync());

        async Task RefusedAsync(WarehouseSettings settings, string code, string part)
        {
            var refusal = (await new MiningService(shop.Studio.Store, shop.Studio.Time, null, ShopWarehouse.Of(settings))
                .MineAsync(TestStudio.Administrator, cancellation: Stop)).Refusal;
            Assert.Equal(code, refusal?.Code);
            Assert.Contains(part, refusal!.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Mine_Cancelled_EndsAsCancelled(WarehouseEngine engine)
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        await using var server = await WarehouseServer.CreateAsync(engine, []);
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.Of(channel.Code, Called).AskAsync(
            async questions =>
            {
                await questions.ColumnsAsync(stopped.Token);
                return 0;
            },
            stopped.Token));
    }

    private static readonly MiningSettings[] Settings =
    [
        new(),
        new() { MinBaskets = 1, HalfLifeDays = 25, MostProducts = 6, TestOrders = "T-", RepeatPurchaseDays = 20 },
        new() { MinBaskets = 3, WindowDays = 150, HalfLifeDays = 60, Keep = 4 },
    ];

    /// <summary>
    /// Half a year of a shop of three kinds of products, some of them families, whose customers come back for the next number, in the studio and as a
    /// warehouse has it: with lines of another shop, codes in other letters, and codes that nobody knows.
    /// </summary>
    private static async Task<(Channel Channel, List<WarehouseLine> Lines)> SellAsync(TestStudio studio, int seed)
    {
#pragma warning disable CA5394 // Made data, no secret.
        var random = new Random(seed);
        var channel = await studio.ChannelAsync();
        Category[] categories = [await studio.CategoryAsync("one"), await studio.CategoryAsync("two"), await studio.CategoryAsync("three")];
        var products = new List<Product>();
        for (var at = 0; at < 18; at++)
        {
            // Of six each one has two variants, and one has no category. The last two are hardly sold. The first two categories go together.
            var family = await studio.ProductAsync(
                $"P{at}", channel, category: at % 6 == 5 ? null : categories[at is 2 or 4 ? 0 : at is 3 or 8 ? 1 : 2], kind: at % 6 == 0 ? ProductKind.Parent : ProductKind.Simple);
            products.AddRange(at % 6 == 0
                ? [await studio.ProductAsync($"P{at}-a", channel, parent: family), await studio.ProductAsync($"P{at}-b", channel, parent: family)]
                : [family]);
        }

        await studio.ProductAsync("NEW", channel, category: categories[0]);
        var (orders, lines, next) = (new List<Order>(), new List<WarehouseLine>(), new int[30]);
        for (var number = 0; number < 700; number++)
        {
            var customer = random.Next(40); // The last ten are nobody.
            var at = TestStudio.Start.AddMilliseconds(-random.NextInt64(200L * 86_400_000));
            var order = new Order
            {
                ChannelId = channel.Id,
                ExternalId = (random.Next(20) switch { 0 => "T-", 1 => "X'\\", 2 => "t-", _ => "" }) + number,
                OrderedAt = at,
                Status = random.Next(15) == 0 ? OrderStatus.Cancelled : OrderStatus.Placed,
                CustomerHash = customer < next.Length ? $"customer {customer}" : null,
            };
            var first = customer < next.Length && random.Next(2) == 0 ? next[customer]++ % (products.Count - 2) : random.Next(products.Count - 2);
            var sent = random.Next(4) == 0;
            for (var line = random.Next(1, 5); line > 0 || (number % 50 == 0 && line > -8); line--)
            {
                var near = random.Next(3) > 0;
                var place = near ? Math.Min((first / 9 * 9) + ((first + line + 9) % 9), products.Count - 3) : random.Next(products.Count - 2);
                var product = random.Next(25) == 0 ? null : products[place];
                if (line == 1 && random.Next(150) == 0)
                {
                    product = products[^1];
                }

                var quantity = random.Next(-1, 12) is > 3 ? 1 : random.Next(-1, 4);
                order.Lines.Add(new OrderLine
                {
                    Sku = product?.Sku ?? $"UNKNOWN-{random.Next(2)}", ProductId = product?.Id, Quantity = quantity,
                    ReturnedQuantity = sent && random.Next(3) > 0 ? random.Next(1, 3) : 0, UnitPrice = random.Next(30) == 0 ? 0 : 990,
                });
            }

            if (random.Next(4) == 0)
            {
                order.Lines.AddRange(products.Where(product => product.Sku is "P2" or "P3")
                    .Select(product => new OrderLine { Sku = product.Sku, ProductId = product.Id, Quantity = 1, UnitPrice = 990 }));
            }

            orders.Add(order);
            lines.AddRange(order.Lines.Select(line => new WarehouseLine(
                Called, order.ExternalId, at, random.Next(3) == 0 ? line.Sku.ToLowerInvariant() : line.Sku, line.Quantity, line.ReturnedQuantity,
                line.UnitPrice, order.CustomerHash ?? (random.Next(2) == 0 ? "" : null), order.Status == OrderStatus.Cancelled)));
        }
#pragma warning restore CA5394

        lines = [.. lines.Select(line => line.Sku.StartsWith("unknown", StringComparison.Ordinal) ? line with { Sku = line.Sku.ToUpperInvariant() } : line)];
        lines.AddRange(lines.Take(50).Select(line => line with { Channel = "another shop", Sku = "P1" }).ToList());
        await studio.AddAsync([.. orders]);
        return (channel, lines);
    }

    private static async Task<(PairTotals Totals, string[] LeftOut, string[] Rows)> MineAsync(
        TestStudio studio, MiningSettings settings, ShopWarehouse? warehouse)
    {
        var service = new MiningService(studio.Store, studio.Time, null, warehouse);
        var mined = (await service.MineAsync(Actor.CommandLine, settings: settings, cancellation: Stop)).Required;
        await using var db = studio.Store.Read();
        var run = await db.MiningRuns.OrderByDescending(run => run.Id).FirstAsync(Stop);
        string[] rows =
        [
            .. (await db.Affinities.ToListAsync(Stop)).Select(pair => FormattableString.Invariant(
                $"pair {pair.AnchorId} {pair.CompanionId} {pair.Rank} {pair.PairBaskets} {pair.AnchorBaskets} {pair.CompanionBaskets} {pair.Baskets} {pair.Score:R} {pair.Lift:R} {pair.LogLikelihood:R} {pair.RecentPairBaskets} {pair.EarlierPairBaskets}")),
            .. (await db.PairObservations.ToListAsync(Stop)).Select(pair => $"{pair.Kind} {pair.Observed}"),
            .. (await db.CategoryAffinities.ToListAsync(Stop)).Select(pair => FormattableString.Invariant(
                $"category {pair.CategoryId} {pair.CompanionId} {pair.PairBaskets} {pair.CategoryBaskets} {pair.CompanionBaskets} {pair.Baskets} {pair.Score:R}")),
            .. (await db.CartWeights.ToListAsync(Stop)).Select(weight => FormattableString.Invariant($"cart {weight.FromId} {weight.ToId} {weight.Weight:R}")),
            .. (await db.ContentCompanions.ToListAsync(Stop)).Select(pair => FormattableString.Invariant(
                $"content {pair.AnchorId} {pair.CompanionId} {pair.Rank} {pair.Score:R} {pair.Why}")),
        ];
        return (
            Assert.Single(mined).Totals, [.. run.LeftOut.Select(reason => $"{reason.Key}: {reason.Value}").Order(StringComparer.Ordinal)],
            [.. rows.Order(StringComparer.Ordinal)]);
    }
}
