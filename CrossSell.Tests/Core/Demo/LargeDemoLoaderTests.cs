using CrossSell.Core.Catalog;
using CrossSell.Core.Demo;
using CrossSell.Core.Links;
using CrossSell.Core.Orders;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Demo;

[Trait("Kind", "Slow")]
public sealed class LargeDemoLoaderTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly DemoSize Size = new(4_000, 6_000);

    [StudioFact]
    public async Task LoadAsync_EmptyStudio_HoldsExactlyWhatWasAskedForAndKeepsTheStudiosRules()
    {
        await using var studio = await TestStudio.CreateAsync();
        var before = await SchemaAsync(studio);

        Assert.True((await Loader(studio).LoadAsync(Today, Size, cancellation: TestContext.Current.CancellationToken)).IsDone);

        await using var db = studio.Store.Read();
        Assert.Equal(Size.Products, await db.Products.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(Size.Orders, await db.Orders.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(before, await SchemaAsync(studio));
        if (!studio.IsOnServer)
        {
            Assert.Empty(await db.Database.SqlQuery<string>($"SELECT \"table\" AS Value FROM pragma_foreign_key_check")
                .ToListAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(0, await db.OrderLines.CountAsync(line => line.ProductId == null
            || line.Sku != db.Set<Product>().Single(p => p.Id == line.ProductId).Sku, TestContext.Current.CancellationToken));
        var families = await db.Products.CountAsync(product => product.Kind != ProductKind.Simple, TestContext.Current.CancellationToken);
        Assert.InRange(families, Size.Products * 0.25, Size.Products * 0.45);

        var links = await db.Links.Join(db.LinkTypes, link => link.TypeId, type => type.Id, (link, type) => new { Link = link, type.FillsPanel })
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.All(links.GroupBy(row => (row.Link.SourceId, row.FillsPanel ? 0 : row.Link.TypeId)), list =>
            Assert.Equal(Enumerable.Range(0, list.Count()), list.Select(row => row.Link.Position).Order()));
        Assert.All(links.Where(row => row.Link.PairId is not null).GroupBy(row => row.Link.PairId), pair => Assert.Equal(2, pair.Count()));
    }

    [StudioFact]
    public async Task LoadAsync_EmptyStudio_CompletenessIsWhatTheEngineSays()
    {
        await using var studio = await TestStudio.CreateAsync();
        Assert.True((await Loader(studio).LoadAsync(Today, Size, cancellation: TestContext.Current.CancellationToken)).IsDone);

        await using var db = studio.Store.Read();
        var listings = await db.Listings.Where(listing => listing.ProductId > 1_000 && listing.ProductId % 29 == 0)
            .ToListAsync(TestContext.Current.CancellationToken);
        foreach (var listing in listings)
        {
            var known = (await CompletenessUpdate.OfAsync(db, listing.ProductId, TestContext.Current.CancellationToken))[listing.ChannelId];
            Assert.Equal((known[0].Completeness.Percent, known[0].Completeness.MissingText), (listing.Completeness, listing.Missing));
            var locales = await db.LocaleCompleteness.Where(row => row.ProductId == listing.ProductId).ToListAsync(TestContext.Current.CancellationToken);
            Assert.Equal(
                known.Skip(1).Select(score => (score.Locale, score.Completeness.Percent, score.Completeness.MissingText)),
                locales.Select(row => (row.Locale, row.Percent, row.Missing)));
        }

        Assert.Contains(listings, listing => listing.Completeness < 100);
        var gtins = await db.Products.Where(product => product.Gtin != null).Select(product => product.Gtin!)
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(gtins.Count, gtins.Distinct().Count());
        Assert.All(gtins, gtin => Assert.Equal(0, gtin.Select((digit, at) => (digit - '0') * (at % 2 == 0 ? 1 : 3)).Sum() % 10));
    }

    [StudioFact]
    public async Task LoadAsync_Twice_GivesTheSameCatalogueAndOrders()
    {
        await using var one = await TestStudio.CreateAsync();
        await using var other = await TestStudio.CreateAsync();
        await Loader(one).LoadAsync(Today, Size, cancellation: TestContext.Current.CancellationToken);
        await Loader(other).LoadAsync(Today, Size, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(await WordsAsync(one), await WordsAsync(other));
    }

    [StudioFact]
    public async Task LoadAsync_StoppedHalfway_LeavesNothing()
    {
        await using var studio = await TestStudio.CreateAsync();
        var before = await SchemaAsync(studio);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Loader(studio)
            .LoadAsync(Today, Size, new StopAt("Writing orders", stop), cancellation: stop.Token));

        await using var db = studio.Store.Read();
        Assert.False(await db.Products.AnyAsync(TestContext.Current.CancellationToken));
        Assert.False(await db.Channels.AnyAsync(TestContext.Current.CancellationToken));
        Assert.Equal(before, await SchemaAsync(studio));
    }

    [StudioTheory]
    [InlineData(10, 6_000, "demo.products")]
    [InlineData(4_000, 1, "demo.orders")]
    public async Task LoadAsync_SizeOutOfRange_IsRefused(int products, int orders, string code)
    {
        await using var studio = await TestStudio.CreateAsync();

        var outcome = await Loader(studio).LoadAsync(Today, new DemoSize(products, orders), cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(code, outcome.Refusal?.Code);
    }

    [StudioFact]
    public async Task LoadAsync_StudioWithAChannel_IsRefusedAndLeftAlone()
    {
        await using var studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync();

        var outcome = await Loader(studio).LoadAsync(Today, Size, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal("demo.not-empty", outcome.Refusal?.Code);
    }

    private static LargeDemoLoader Loader(TestStudio studio) => new(studio.Store, studio.Data, studio.Time);

    private static async Task<List<string>> SchemaAsync(TestStudio studio)
    {
        await using var db = studio.Store.Read();
        return studio.IsOnServer
            ? await db.Database.SqlQuery<string>($"""SELECT indexname || indexdef AS "Value" FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1""")
                .ToListAsync(TestContext.Current.CancellationToken)
            : await db.Database
            .SqlQuery<string>(
                $"SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS Value FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name")
            .ToListAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<List<string>> WordsAsync(TestStudio studio)
    {
        await using var db = studio.Store.Read();
        var products = await db.Products.OrderBy(product => product.Id).Select(product => product.Sku + product.Name + product.Description + product.UpdatedAt)
            .ToListAsync(TestContext.Current.CancellationToken);
        var lines = await db.OrderLines.OrderBy(line => line.Id).Select(line => $"{line.OrderId} {line.Sku} {line.Quantity} {line.UnitPrice}")
            .ToListAsync(TestContext.Current.CancellationToken);
        return [.. products, .. lines];
    }

    private sealed class StopAt(string words, CancellationTokenSource stop) : IProgress<string>
    {
        public void Report(string value)
        {
            if (value.StartsWith(words, StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        }
    }
}
