using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Affinity;

/// <summary>A mining result that is stored step by step: readers see the old one or the new one, whole, wherever it ends.</summary>
public sealed class MiningStepsTests : IAsyncLifetime
{
    private const string Storing = "Storing the result";

    private readonly List<Product> products = [];
    private TestStudio studio = null!;
    private Channel camera = null!;
    private Channel coffee = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        (camera, coffee) = (await studio.ChannelAsync(), await studio.ChannelAsync("coffee"));
        for (var number = 0; number < 5; number++)
        {
            products.Add(await studio.ProductAsync());
        }

        foreach (var channel in new[] { camera, coffee })
        {
            foreach (var (a, b) in new[] { (0, 1), (0, 1), (1, 2), (1, 2), (2, 3), (2, 3) })
            {
                await studio.OrderAsync(channel, products[a], products[b]);
            }
        }

        _ = (await MineAsync(null)).Required;
    }

    public async ValueTask DisposeAsync() => await studio.DisposeAsync();

    [StudioFact]
    public async Task Readers_SeeTheOldResultOrTheNew_BehindEveryStep_AndNothingIsLeft()
    {
        var old = await SeenAsync();
        await ChangeOrdersAsync();
        var seen = new List<string>();

        _ = (await MineAsync(() => seen.Add(SeenAsync().GetAwaiter().GetResult()))).Required;

        var now = await SeenAsync();
        Assert.NotEqual(old, now);
        // The other shop, which is mined last, is as it was: each step shows one of the two.
        Assert.All(seen, one => Assert.Contains(one, (string[])[old, now]));
        Assert.True(seen.Count(one => one == old) > 3, $"{seen.Count(one => one == old)} of {seen.Count} steps");
        Assert.Contains(now, seen);
        Assert.Equal(0, await HiddenAsync());
    }

    [StudioFact]
    public async Task Mining_BrokenOffBehindAnyStep_LeavesAWholeResult_AndTheNextEndsAsOneThatWasNot()
    {
        var old = await SeenAsync();
        await ChangeOrdersAsync();
        string? now = null;
        var (hidden, brokenOff) = (0, true);
        for (var breakAfter = 1; brokenOff; breakAfter += 3)
        {
            brokenOff = false;
            var steps = 0;
            try
            {
                _ = (await MineAsync(() =>
                {
                    if (++steps == breakAfter)
                    {
                        throw new TimeoutException();
                    }
                })).Required;
            }
            catch (TimeoutException)
            {
                brokenOff = true;
                hidden += await HiddenAsync();
            }

            var seen = await SeenAsync();
            now ??= seen == old ? null : seen;
            Assert.Contains(seen, (string[])[old, now ?? old]);
        }

        _ = (await MineAsync(null)).Required;
        Assert.True(hidden > 0, "Nothing was broken off in the middle.");
        Assert.Equal(now, await SeenAsync());
        Assert.Equal(0, await HiddenAsync());
    }

    [StudioFact]
    public async Task TwoRunsOfOneShopAtOnce_NeverMixTheirRows_OneOfThemIsRefused()
    {
        await ChangeOrdersAsync();
        var isDone = false;

        var refused = await MineAsync(
            () =>
            {
                if (!isDone)
                {
                    isDone = true;
                    _ = MineAsync(null).GetAwaiter().GetResult().Required;
                }
            },
            skip: 4);

        Assert.StartsWith("The orders of this shop were analysed somewhere else", refused.Refusal?.Message, StringComparison.Ordinal);
        var seen = await SeenAsync();
        _ = (await MineAsync(null)).Required;
        Assert.Equal(seen, await SeenAsync());
        Assert.Equal(0, await HiddenAsync());
    }

    [StudioFact]
    public async Task ProductThatIsDeletedWhileItIsStored_IsLeftOut()
    {
        await ChangeOrdersAsync();
        var isDone = false;

        var mined = (await MineAsync(() =>
        {
            if (!isDone)
            {
                isDone = true;
                studio.WriteAsync(session => session.Db.Products.Where(product => product.Id == products[3].Id).ExecuteDeleteAsync(Stop))
                    .GetAwaiter().GetResult();
            }
        })).Required;

        Assert.Equal(["camera", "coffee"], mined.Select(one => one.Channel));
        await using var db = studio.Store.Read();
        Assert.NotEmpty(await db.Affinities.ToListAsync(Stop));
        Assert.Empty(await db.Affinities.Where(pair => pair.AnchorId == products[3].Id || pair.CompanionId == products[3].Id).ToListAsync(Stop));
    }

    private Task<Outcome<IReadOnlyList<MinedChannel>>> MineAsync(Action? stepped, int skip = 0) =>
        new MiningService(studio.Store, studio.Time, steps: WriteSteps.Of(1)).MineAsync(
            Actor.CommandLine,
            progress: new Relay<MiningProgress>(at =>
            {
                if (at.Step == Storing && --skip < 0)
                {
                    stepped?.Invoke();
                }
            }),
            cancellation: Stop);

    // One pair less and one more, and other counts.
    private async Task ChangeOrdersAsync()
    {
        await studio.WriteAsync(session => session.Db.Orders
            .Where(order => order.ChannelId == camera.Id
                && session.Db.Set<OrderLine>().Any(line => line.OrderId == order.Id && line.ProductId == products[0].Id))
            .ExecuteDeleteAsync(Stop));
        foreach (var (a, b) in new[] { (3, 4), (3, 4), (2, 3) })
        {
            await studio.OrderAsync(camera, products[a], products[b]);
        }
    }

    private async Task<string> SeenAsync()
    {
        await using var db = studio.Store.Read();
        return string.Join('\n', (await db.Affinities.OrderBy(pair => pair.ChannelId).ThenBy(pair => pair.AnchorId).ThenBy(pair => pair.CompanionId)
            .ToListAsync(Stop)).Select(pair => $"{pair.ChannelId} {pair.AnchorId} {pair.CompanionId} {pair.Rank} {pair.PairBaskets} of {pair.Baskets}"));
    }

    /// <summary>Rows that are stored and seen by nobody.</summary>
    private async Task<int> HiddenAsync()
    {
        await using var db = studio.Store.Read();
        return await db.Set<ProductAffinity>().CountAsync(Stop) - await db.Affinities.CountAsync(Stop)
            + await db.Set<PairObservation>().CountAsync(Stop) - await db.PairObservations.CountAsync(Stop);
    }
}
