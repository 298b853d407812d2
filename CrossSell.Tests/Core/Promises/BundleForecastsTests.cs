using CrossSell.Core.Promises;

namespace CrossSell.Tests.Core.Promises;

public sealed class BundleForecastsTests
{
    private static readonly PromisedSet Pair = new(1, 1, [new PromisePart([2], 1)], 5_000, 2_000);

    [Fact]
    public void Attach_OfOnePart_IsTheShareOfBaskets_WithWilsonsInterval()
    {
        var attach = BundleForecasts.Attach([new PairOfSet(20, 100)])!.Value;

        // Wilson (1927) of 20 in 100.
        Assert.Equal(0.2, attach.Value, 12);
        Assert.Equal(0.1334, attach.Low, 4);
        Assert.Equal(0.2888, attach.High, 4);
    }

    [Fact]
    public void Attach_OfMoreParts_IsTheProductOfTheirShares()
    {
        var attach = BundleForecasts.Attach([new PairOfSet(20, 100), new PairOfSet(50, 100)])!.Value;

        Assert.Equal(0.1, attach.Value, 12);
        Assert.InRange(attach.Low, 0.04, 0.1);
        Assert.InRange(attach.High, 0.1, 0.2);
    }

    [Fact]
    public void Attach_IsNotSaid_WithoutEnoughOrders()
    {
        Assert.Null(BundleForecasts.Attach([]));
        Assert.Null(BundleForecasts.Attach([new PairOfSet(5, BundleForecasts.EnoughOfMain - 1)]));
        Assert.Null(BundleForecasts.Attach([new PairOfSet(20, 100), null]));
    }

    [Theory]
    [InlineData(6, 24, 1, .75)]
    [InlineData(3, 24, .5, .75)] // Half as many who are not shown it.
    [InlineData(0, 20, 1, 1)]
    [InlineData(20, 20, 1, 0)]
    [InlineData(30, 20, 1, 0)]
    [InlineData(20, 0, 1, 0)]
    [InlineData(0, 0, 1, 0)]
    public void Additional_IsWhatOthersDidNotBuyAnyway(int without, int with, double groups, double expected)
    {
        var additional = BundleForecasts.Additional(without, with, groups);
        Assert.Equal(expected, additional.Value, 12);
        Assert.InRange(additional.Value, additional.Low, additional.High);
        Assert.InRange(BundleForecasts.Additional(10 * without, 10 * with, groups).Low, additional.Low, 1);
    }

    [Theory]
    [InlineData(0, 0, 1, 1)]
    [InlineData(20, 0, 1, 0.5)] // (20·1 + 0) / (20 + 20)
    [InlineData(20, 60, 1, 2)]
    [InlineData(180, 90, 1, 0.55)] // Much evidence outweighs the prior.
    [InlineData(0, 0, 0.7, 0.7)]
    public void Ratio_IsShrunkTowardsThePrior(double promised, long delivered, double prior, double expected) =>
        Assert.Equal(expected, BundleForecasts.Ratio(new PromiseRecord(1, promised, delivered), prior), 12);

    [Fact]
    public void Ratio_OfAnAuthor_LeansOnTheKind_AndThatOnAll()
    {
        var all = new PromiseRecord(9, 180, 90);

        Assert.Equal(0.55, BundleForecasts.Ratio(default, default, all), 12);
        Assert.Equal(0.505, BundleForecasts.Ratio(default, all, all), 12); // (20·0.55 + 90) / (20 + 180)
        Assert.True(BundleForecasts.Ratio(new PromiseRecord(1, 20, 40), default, all) > 1);
    }

    [Fact]
    public void Forecast_IsOrdersTimesAttachTimesRatio_InSetsAndMoney()
    {
        var forecast = BundleForecasts.Say(new AttachEstimate(0.2, 0.1, 0.3), 100, 0.5, Pair);

        Assert.Equal((0.1, 10.0), (forecast.Attach.Value, forecast.Sets));
        Assert.Equal((50_000, 25_000, 75_000), (forecast.Beside, forecast.BesideLow, forecast.BesideHigh));
        Assert.Equal(20_000, forecast.Margin);
        Assert.Equal(1, BundleForecasts.Say(new AttachEstimate(0.8, 0.7, 0.9), 100, 2, Pair).Attach.High);
        Assert.Null(BundleForecasts.Say(new AttachEstimate(0.8, 0.7, 0.9), 100, 2, Pair with { Margin = null }).Margin);
    }

    [Fact]
    public void Delivered_IsWholeSetsOnly_AtWhatWasPaid()
    {
        var set = new PromisedSet(1, 1, [new PromisePart([2], 2), new PromisePart([3, 4], 1)], 0, null);

        var delivered = PromiseDelivery.Count(set,
        [
            new(10, 1, 1, 9_000), new(10, 2, 2, 500), new(10, 4, 1, 700), // One set: 1000 + 700.
            new(11, 1, 2, 9_000), new(11, 2, 4, 400), new(11, 3, 1, 600), new(11, 4, 1, 800), // Two: 2 × (800 + 700).
            new(12, 1, 1, 9_000), new(12, 2, 1, 500), new(12, 3, 1, 600), // One of part 2 is missing.
            new(13, 2, 2, 500), new(13, 3, 1, 600), // Without the main product.
            new(14, 1, 0, 9_000), // Came back.
        ]);

        Assert.Equal(new Delivered(3, 3, 1_700 + 3_000), delivered);
    }

    [Fact]
    public void DeliveredMargin_IsThatOfWholeSets_OfAnOfferWithoutItsTrigger_AndUnknownWhereACostIs()
    {
        var set = new PromisedSet(1, 1, [new PromisePart([2], 2), new PromisePart([3, 4], 1)], 0, null);
        DeliveredLine[] lines = [new(11, 1, 2, 9_000, 4_000), new(11, 2, 4, 400, 100), new(11, 3, 1, 600, 50), new(11, 4, 1, 800, 150)];

        // Two sets: 4000 of the main product, 2 × 100 and on average 100 of the third.
        Assert.Equal(2 * 4_300, PromiseDelivery.Count(set, lines).Margin);
        Assert.Equal(2 * 300, PromiseDelivery.Count(set, lines, withMain: false).Margin);
        Assert.Null(PromiseDelivery.Count(set, [.. lines, new(12, 1, 1, 9_000, 4_000), new(12, 2, 2, 400), new(12, 3, 1, 600, 50)]).Margin);
        Assert.Equal(0, PromiseDelivery.Count(set, [new(13, 1, 1, 9_000)]).Margin); // Nothing was sold, so nothing is unknown.
    }
}
