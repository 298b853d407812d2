using CrossSell.Core.Demo;

namespace CrossSell.Tests.Core.Demo;

/// <summary>The orders hold the published truth, and only a score that asks what chance would give finds it.</summary>
public sealed class DemoTruthTests
{
    private const int PanelSlots = 4;

    private static readonly DemoCatalog Catalog = DemoCatalog.Create(new DateOnly(2026, 3, 2));
    private static readonly ILookup<string, DemoTruePair> Partners = Catalog.Truth.Pairs.ToLookup(p => p.AnchorSku);
    private static readonly HashSet<string> Staples = [.. Catalog.Truth.Staples.Select(s => s.Sku)];
    private static readonly Dictionary<string, Counts> Shops = Count();

    [Fact]
    public void Truth_Staples_AreNeverInATruePair() =>
        Assert.All(Catalog.Truth.Pairs, p => Assert.False(Staples.Contains(p.AnchorSku) || Staples.Contains(p.CompanionSku), $"{p}"));

    [Fact]
    public void Truth_EveryShop_HasPairsEnough()
    {
        Assert.Equal(Catalog.Truth.Pairs.Count, Catalog.Truth.Pairs.Select(p => (p.ChannelCode, p.AnchorSku, p.CompanionSku)).Distinct().Count());
        Assert.All(Catalog.Channels, c => Assert.True(Catalog.Truth.Pairs.Count(p => p.ChannelCode == c.Code) > 50, c.Code));
        Assert.All(Catalog.Truth.Pairs, p => Assert.InRange(p.Chance, 0.01, 0.9));
    }

    [Fact]
    public void Orders_StrongPairs_AreFarAboveChance() =>
        Assert.All(Catalog.Truth.Pairs.Where(p => p.Chance >= 0.15), pair =>
        {
            var shop = Shops[pair.ChannelCode];
            var anchors = shop.Single.GetValueOrDefault(pair.AnchorSku);
            if (anchors < 100)
            {
                return;
            }

            Assert.True(shop.Lift(pair.AnchorSku, pair.CompanionSku) > 1.5, $"{pair}: lift {shop.Lift(pair.AnchorSku, pair.CompanionSku):F2}");
        });

    [Fact]
    public void Orders_Staples_AreBesideEverythingAtChance() =>
        Assert.All(Catalog.Truth.Staples, staple =>
        {
            var shop = Shops[staple.ChannelCode];
            Assert.All(
                shop.Single.Where(s => s.Value * staple.Chance >= 50 && !Staples.Contains(s.Key)),
                s => Assert.InRange(shop.Lift(s.Key, staple.Sku), 0.6, 1.4));
        });

    [Fact]
    public void RawCounting_FallsForStaples_WhereALiftDampedScoreFindsTheTruth()
    {
        var anchors = Anchors().ToList();

        var fooled = anchors.Count(a => Staples.Contains(Top(a.Shop, a.Anchor, a.Shop.Pair)[0]));
        var byCount = Precision(anchors, a => Top(a.Shop, a.Anchor, a.Shop.Pair));
        var byDamped = Precision(anchors, a => Top(a.Shop, a.Anchor, a.Shop.Damped));

        Assert.True(anchors.Count >= 60, $"{anchors.Count} anchors");
        Assert.True(fooled > anchors.Count / 2, $"A staple leads for {fooled} of {anchors.Count} anchors.");
        Assert.True(byDamped > byCount + 0.12, $"P@{PanelSlots}: {byCount:F3} by count, {byDamped:F3} damped.");
    }

    private static IEnumerable<(Counts Shop, string Anchor)> Anchors() =>
        from shop in Shops
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

    private static Dictionary<string, Counts> Count()
    {
        var group = Catalog.Products.ToDictionary(p => p.Sku, p => p.ParentSku ?? p.Sku);
        var shops = Catalog.Channels.ToDictionary(c => c.Code, _ => new Counts());
        foreach (var order in DemoOrders.Stream(Catalog).Where(o => !o.Cancelled))
        {
            shops[order.ChannelCode].Add([.. order.Lines.Select(l => group[l.Sku]).Distinct()]);
        }

        return shops;
    }

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
