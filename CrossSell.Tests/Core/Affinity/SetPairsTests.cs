using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Affinity;

/// <summary>What was sold as a set says nothing of its pairs: neither for them nor against them.</summary>
public sealed class SetPairsTests
{
    [Theory]
    [InlineData(AffinityRank.WilsonDamped)]
    [InlineData(AffinityRank.DampedConfidence)]
    [InlineData(AffinityRank.Confidence)]
    public void Case11_APairsCounts_AreThoseOfTheBasketsThatDidNotSellItAsASet(AffinityRank rank)
    {
        var random = new Random(11);
        for (var attempt = 0; attempt < 60; attempt++)
        {
            List<(int[] Products, BasketSets? Sets)> baskets = [.. Enumerable.Range(0, 40).Select(_ => Basket(random))
                .Where(basket => basket.Products.Length > 0)];
            var builder = new BasketMatrix.Builder();
            baskets.ForEach(basket => builder.Add(basket.Products, basket.Sets));
            var matrix = builder.Build();

            var result = PairCounter.Count(
                matrix, new PairCountOptions { MinBaskets = 1, Best = 20, Rank = rank, Threads = 1 + (attempt % 2) }, cancellation: Stop);

            for (var anchor = 1; anchor <= 7; anchor++)
            {
                var companions = result.CompanionsOf(anchor);
                for (var other = 1; other <= 7; other++)
                {
                    if (other == anchor)
                    {
                        continue;
                    }

                    // As if the baskets that sold the two as a set had not been there at all.
                    var rest = baskets.Where(basket => basket.Sets?.Sets.Any(set => set.Contains(anchor) && set.Contains(other)) != true).ToList();
                    var expected = new PairCount(
                        rest.Count(basket => basket.Products.Contains(anchor) && basket.Products.Contains(other)),
                        rest.Count(basket => basket.Products.Contains(anchor)), rest.Count(basket => basket.Products.Contains(other)), rest.Count);
                    Assert.Equal(baskets.Count - rest.Count, result.SoldAsSet(anchor, other));
                    Assert.Equal(expected.Together, matrix.Together(anchor, other));
                    Assert.Equal(expected.Together > 0, companions.Any(companion => companion.ProductId == other));
                    foreach (var companion in companions.Where(companion => companion.ProductId == other))
                    {
                        Assert.Equal(expected, result.Evidence(anchor, companion));
                        Assert.Equal(
                            rank switch
                            {
                                AffinityRank.WilsonDamped => AffinityScore.WilsonDamped(expected),
                                AffinityRank.DampedConfidence => AffinityScore.DampedConfidence(expected),
                                _ => AffinityScore.Confidence(expected),
                            },
                            companion.Score, 12);
                    }
                }
            }
        }
    }

    [Fact]
    public void Case11_WhatIsWorkedOutFromWholeBaskets_SeesTheSetAsItsMainProduct()
    {
        var baskets = new BasketList.Builder()
            .Add([1, 2, 3, 4], sold: new BasketSets([[1, 2, 3]], new HashSet<int> { 3 })).Add([1, 2]).Build();

        var chosen = baskets.Chosen();

        Assert.Equal([1, 3, 4], Products(chosen, 0));
        Assert.Equal([1, 2], Products(chosen, 1));
        Assert.Same(chosen, chosen.Chosen());
        Assert.Throws<InvalidOperationException>(() => baskets.First(1));
        Assert.Equal(1, chosen.First(1).Count);
    }

    [Fact]
    public void Case11_Carts_DoNotMissWhatOnlyASetPutTogether()
    {
        BasketList Of(bool isSet)
        {
            var builder = new BasketList.Builder();
            for (var at = 0; at < 300; at++)
            {
                int[] basket = at % 3 == 0 ? [1, 2] : at % 3 == 1 ? [1, 3] : [4];
                builder.Add(basket, sold: isSet && at % 3 == 0 ? new BasketSets([[1, 2]], new HashSet<int>()) : null);
            }

            return builder.Build();
        }

        double Weight(Ease cart, BasketList baskets)
        {
            var ids = baskets.ProductIds.ToArray();
            return cart.Row(Array.IndexOf(ids, 1))[Array.IndexOf(cart.Slots.ToArray(), Array.IndexOf(ids, 2))];
        }

        Assert.InRange(Weight(Ease.Solve(Of(isSet: false), cancellation: Stop), Of(isSet: false)), 0.1, 1);
        Assert.InRange(Weight(Ease.Solve(Of(isSet: true), cancellation: Stop), Of(isSet: true)), -0.1, 0.02);
    }

    [StudioFact]
    public async Task Case11_PairsSoldAsASet_AreCountedApart_RaiseNoEvidence_AndDoNotVanish()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var (body, card, bag) = (
            await studio.ProductAsync("BODY", channel), await studio.ProductAsync("CARD", channel), await studio.ProductAsync("BAG", channel));
        for (var at = 0; at < 3; at++)
        {
            await studio.OrderAsync(channel, body, card);
            await studio.OrderAsync(channel, bag);
        }

        var before = await PairAsync();
        for (var at = 0; at < 7; at++)
        {
            await studio.OrderAsync(channel, [Part(body), Part(card), new OrderLine { Sku = bag.Sku, ProductId = bag.Id, Quantity = 1, UnitPrice = 10_00 }]);
        }

        var after = await PairAsync();

        Assert.Equal(0, before.SoldAsSet);
        Assert.Equal(7, after.SoldAsSet);
        Assert.Equal(
            (before.PairBaskets, before.AnchorBaskets, before.CompanionBaskets, before.Baskets, before.Score, before.Lift, before.LogLikelihood),
            (after.PairBaskets, after.AnchorBaskets, after.CompanionBaskets, after.Baskets, after.Score, after.Lift, after.LogLikelihood));
        Assert.Equal((3, 0), (after.RecentPairBaskets, after.EarlierPairBaskets));

        // With what lay beside the set each of its parts is seen.
        await using var db = studio.Store.Read();
        Assert.Equal(7, (await db.Affinities.SingleAsync(pair => pair.AnchorId == bag.Id && pair.CompanionId == card.Id, Stop)).PairBaskets);
        var history = (await new OrderBaskets(studio.Store).LoadAsync(null, Stop)).Required;
        Assert.All(
            Enumerable.Range(6, 7), basket => Assert.Equal(new[] { body.Id, bag.Id }.Order(), Products(history.Baskets, basket).Order()));

        async Task<ProductAffinity> PairAsync()
        {
            var mining = new MiningService(studio.Store, studio.Time);
            Assert.Null((await mining.MineAsync(Actor.CommandLine, cancellation: Stop)).Refusal);
            await using var read = studio.Store.Read();
            return await read.Affinities.SingleAsync(pair => pair.AnchorId == body.Id && pair.CompanionId == card.Id, Stop);
        }

        static OrderLine Part(Product product) =>
            new() { Sku = product.Sku, ProductId = product.Id, Quantity = 1, UnitPrice = 10_00, BundleCode = "kit", BundleSets = 1 };
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static IEnumerable<int> Products(BasketList baskets, int basket)
    {
        var ids = baskets.ProductIds.ToArray();
        return baskets.Slots(basket).ToArray().Select(slot => ids[slot]);
    }

    private static (int[] Products, BasketSets? Sets) Basket(Random random)
    {
        int[] products = [.. Enumerable.Range(1, 7).Where(_ => random.Next(3) == 0)];
        if (products.Length < 2 || random.Next(2) == 0)
        {
            return (products, null);
        }

        random.Shuffle(products);
        int[][] sets = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => products.Take(random.Next(2, products.Length + 1)).ToArray())];
        return (products, new BasketSets(sets, new HashSet<int>()));
    }
}
