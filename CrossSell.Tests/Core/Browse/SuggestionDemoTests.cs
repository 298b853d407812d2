using CrossSell.Core.Affinity;
using CrossSell.Core.Browse;
using CrossSell.Core.Demo;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Browse;

/// <summary>The demo's orders hold planted pairs and staples that lie beside everything: the inbox must find the one and not fall for the other.</summary>
public sealed class SuggestionDemoTests
{
    [Fact]
    public async Task Inbox_OfTheDemo_OffersPlantedPairsAndNoStaple()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var studio = await TestStudio.CreateAsync();
        var today = new DateOnly(2026, 11, 20);
        Assert.True((await new DemoLoader(studio.Store, studio.Data).LoadAsync(today, cancellation: stop)).IsDone);
        Assert.True((await new MiningService(studio.Store, studio.Time).MineAsync(DemoLoader.Loader, cancellation: stop)).IsDone);
        var truth = DemoCatalog.Create(today).Truth;
        var staples = truth.Staples.Select(staple => staple.Sku).ToHashSet();
        var planted = truth.Pairs.SelectMany(pair => new[] { (pair.AnchorSku, pair.CompanionSku), (pair.CompanionSku, pair.AnchorSku) }).ToHashSet();
        await using var db = studio.Store.Read();
        foreach (var channel in await db.Channels.ToListAsync(stop))
        {
            var all = await new SuggestionInbox(studio.Store, studio.Time).AllAsync(channel.Id, stop);

            Assert.True(all.Count >= 20, $"{channel.Code}: only {all.Count}");
            var fooled = all.Count(item => staples.Contains(item.Anchor.Sku) || staples.Contains(item.Companion.Sku));
            var top = all.OrderByDescending(item => item.Certainty).Take(20).ToList();
            var right = top.Count(item => planted.Contains((item.Anchor.Sku, item.Companion.Sku)));
            Assert.True(fooled == 0, $"{channel.Code}: {fooled} of {all.Count} are staples");
            Assert.True(right >= 15, $"{channel.Code}: {right} of the 20 surest were planted; not {string.Join(", ", top.Where(item => !planted.Contains((item.Anchor.Sku, item.Companion.Sku))).Select(item => $"{item.Anchor.Sku}+{item.Companion.Sku}"))}");
        }
    }
}
