using System.Collections.Concurrent;
using CrossSell.Core.Demo;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Demo;

/// <summary>The orders hold the published truth, and only a score that asks what is expected finds it, on whatever day the demo is laid out.</summary>
[Trait("Kind", "Slow")]
public sealed class DemoTruthTests
{
    private const int PanelSlots = 4;

    // The plan of what is bought with what is the same on every day.
    private static readonly DemoTruth Truth = DemoCatalog.Create(DemoDays.Days[0]).Truth;
    private static readonly ILookup<string, DemoTruePair> Partners = Truth.Pairs.ToLookup(p => p.AnchorSku);
    private static readonly HashSet<string> PopularItems = [.. Truth.PopularItems.Select(s => s.Sku)];
    private static readonly ConcurrentDictionary<DateOnly, Dictionary<string, Counts>> Counted = new();

    public static TheoryData<DateOnly> Days => DemoDays.All;

    [Fact]
    public void Truth_PopularItems_AreNeverInATruePair() =>
        Assert.All(Truth.Pairs, p => Assert.False(PopularItems.Contains(p.AnchorSku) || PopularItems.Contains(p.CompanionSku), $"{p}"));

    [Fact]
    public void Truth_EveryShop_HasPairsEnough()
    {
        Assert.Equal(Truth.Pairs.Count, Truth.Pairs.Select(p => (p.ChannelCode, p.AnchorSku, p.CompanionSku)).Distinct().Count());
        Assert.All(DemoCatalog.Create(DemoDays.Days[0]).Channels, c => Assert.True(Truth.Pairs.Count(p => p.ChannelCode == c.Code) > 50, c.Code));
        Assert.All(Truth.Pairs, p => Assert.InRange(p.Chance, 0.01, 0.9));
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void Orders_StrongPairs_AreFarAboveChance(DateOnly today)
    {
        var strong = Truth.Pairs.Where(p => p.Chance >= 0.15).ToList();

        Assert.True(strong.Count > 200, $"{strong.Count} strong pairs");
        Assert.All(strong, pair =>
        {
            var shop = Count(today)[pair.ChannelCode];
            // Also of what is seldom bought: it is bought often enough to tell.
            Assert.True(shop.Single.GetValueOrDefault(pair.AnchorSku) >= 20, $"{pair.AnchorSku} is in {shop.Single.GetValueOrDefault(pair.AnchorSku)} baskets");
            Assert.True(shop.Lift(pair.AnchorSku, pair.CompanionSku) > 1.5, $"{pair}: lift {shop.Lift(pair.AnchorSku, pair.CompanionSku):F2}");
        });
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void Orders_PopularItems_AreBesideEverythingAtChance(DateOnly today) =>
        Assert.All(Truth.PopularItems, popularItem =>
        {
            var shop = Count(today)[popularItem.ChannelCode];
            Assert.All(
                shop.Single.Where(s => s.Value * popularItem.Chance >= 50 && !PopularItems.Contains(s.Key)),
                s => Assert.InRange(shop.Lift(s.Key, popularItem.Sku), 0.8, 1.2));
        });

    [Theory]
    [MemberData(nameof(Days))]
    public void RawCounting_FallsForPopularItems_WhereALiftDampedScoreFindsTheTruth(DateOnly today)
    {
        var anchors = Anchors(today).ToList();

        var fooled = anchors.Count(a => PopularItems.Contains(Top(a.Shop, a.Anchor, a.Shop.Pair)[0]));
        var byCount = Precision(anchors, a => Top(a.Shop, a.Anchor, a.Shop.Pair));
        var byDamped = Precision(anchors, a => Top(a.Shop, a.Anchor, a.Shop.Damped));

        Assert.True(anchors.Count >= 60, $"{anchors.Count} anchors");
        Assert.True(fooled > anchors.Count / 2, $"A popular item leads for {fooled} of {anchors.Count} anchors.");
        Assert.True(byDamped > byCount + 0.12, $"P@{PanelSlots}: {byCount:F3} by count, {byDamped:F3} damped.");
    }

    private static IEnumerable<(Counts Shop, string Anchor)> Anchors(DateOnly today) =>
        from shop in Count(today)
        from anchor in shop.Value.Single
        where anchor.Value >= 100 && Partners[anchor.Key].Count() >= 2
        select (shop.Value, anchor.Key);

    // Share of a panel's slots that hold a true partner, of as many as there are.
    private static double Precision(List<(Counts Shop, string Anchor)> anchors, Func<(Counts Shop, string Anchor), List<string>> panel) =>
        anchors.Average(a =>
        {
            var truth = Partners[a.Anchor].Select(p => p.CompanionSku).ToHashSet();
            return panel(a).Count(truth.Contains) / (double)Math.Min(PanelSlots, truth.Count);
        });

    private static List<string> Top(Counts shop, string anchor, Func<string, string, double> score) =>
        [.. shop.Single.Keys.Where(k => k != anchor).OrderByDescending(k => score(anchor, k)).ThenBy(k => k, StringComparer.Ordinal).Take(PanelSlots)];

    private static Dictionary<string, Counts> Count(DateOnly today) => Counted.GetOrAdd(today, day =>
    {
        var catalog = DemoCatalog.Create(day);
        var group = catalog.Products.ToDictionary(p => p.Sku, p => p.ParentSku ?? p.Sku);
        var shops = catalog.Channels.ToDictionary(c => c.Code, _ => new Counts());
        foreach (var order in DemoOrders.Stream(catalog).Where(o => !o.Cancelled))
        {
            shops[order.ChannelCode].Add([.. order.Lines.Select(l => group[l.Sku]).Distinct()]);
        }

        return shops;
    });

    private sealed class Counts
    {
        private readonly Dictionary<(string, string), int> _pairs = [];
        private int _baskets;

        public Dictionary<string, int> Single { get; } = [];

        public void Add(List<string> basket)
        {
            _baskets++;
            foreach (var one in basket)
            {
                Single[one] = Single.GetValueOrDefault(one) + 1;
                foreach (var other in basket.Where(o => o != one))
                {
                    _pairs[(one, other)] = _pairs.GetValueOrDefault((one, other)) + 1;
                }
            }
        }

        public double Pair(string one, string other) => _pairs.GetValueOrDefault((one, other));

        public double Lift(string one, string other) => Pair(one, other) * _baskets / ((double)Single[one] * Single[other]);

        // Confidence times ln(1 + lift), one of the scores of the shared data's table.
        public double Damped(string one, string other) =>
            Pair(one, other) < 5 ? 0 : Pair(one, other) / Single[one] * Math.Log(1 + Lift(one, other));
    }
}
