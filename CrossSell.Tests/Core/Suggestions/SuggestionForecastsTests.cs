using CrossSell.Core.Affinity;
using CrossSell.Core.Common;
using CrossSell.Core.Promises;
using CrossSell.Core.Suggestions;

namespace CrossSell.Tests.Core.Suggestions;

public sealed class SuggestionForecastsTests
{
    private static readonly Money Price = new(4_124, Currency.Of("EUR"));

    [Fact]
    public void Forecast_IsWhatWasBoughtTogetherBefore_AndATenthOfTheRestOfWhatIsNotChance()
    {
        // 40 baskets a month with the main product, 30 of them with the companion, which lies in 33 of 100 baskets.
        var forecast = SuggestionForecasts.Of(30, 40, .33, 1, Price);

        const double scale = 30 / 30.4375;
        Assert.Equal(40 * scale, forecast.Main, 9);
        Assert.Equal(40 * scale * .42 * .1, forecast.Extra, 9);
        Assert.Equal((30 * scale) + forecast.Extra, forecast.Together, 9);
        // The extra revenue is that of a month, as the page shows it.
        Assert.Equal(forecast.Extra / scale * 4_124, forecast.Revenue.Middle.Minor, .5);
        Assert.Equal(4_124, forecast.NetPrice);
    }

    [Fact]
    public void Forecast_OfWhatIsNoMoreThanChance_HasNoExtra() => Assert.Equal(0, SuggestionForecasts.Of(10, 40, .5, 3, Price).Extra);

    [Fact]
    public void Kept_IsTheGammaPosterior_WithItsQuantiles()
    {
        // Gamma(20, 20): a fortieth of the quantiles of chi-squared with 40 degrees of freedom, 24.433 and 59.342.
        var even = SuggestionForecasts.Kept(new PromiseRecord(1, 0, 0));
        Assert.Equal(1, even.Value, 12);
        Assert.Equal(24.433 / 40, even.Low, 3);
        Assert.Equal(59.342 / 40, even.High, 3);

        // Gamma(100, 130): quantiles of chi-squared with 200 degrees, 162.728 and 241.058, by 260.
        var less = SuggestionForecasts.Kept(new PromiseRecord(9, 110, 80));
        Assert.Equal(100 / 130.0, less.Value, 12);
        Assert.Equal(162.728 / 260, less.Low, 3);
        Assert.Equal(241.058 / 260, less.High, 3);
    }

    [Fact]
    public void Kept_OfNothing_ChangesNothing() => Assert.Equal(new KeptRatio(1, 1, 1), SuggestionForecasts.Kept(default));

    [Fact]
    public void Comparison_PullsTheRatioTowardsWhatWouldNotHaveBeenBoughtOtherwise_ByAsMuchAsItKnows()
    {
        var kept = new KeptRatio(1, .8, 1.2);
        // Of 1,000 orders with both half are additional, where panels were to win 250: twice as many.
        var told = SuggestionForecasts.Proven(kept, [new PairProof("Hold-out", 1, 1_000, 2_000, 250, 1_000)]);
        var hardly = SuggestionForecasts.Proven(kept, [new PairProof("Hold-out", 1, 8, 16, 250, 1_000)]);
        var silent = SuggestionForecasts.Proven(kept, [new PairProof("Hold-out", 1, 8, 11, 250, 1_000)]);

        Assert.InRange(told.Value, 1.9, 2);
        Assert.InRange(told.High - told.Low, .1, .8);
        Assert.InRange(hardly.Value, 1.1, told.Value);
        Assert.True(hardly.High - hardly.Low > told.High - told.Low);
        Assert.Equal(kept, silent);
        Assert.Equal(0, SuggestionForecasts.Proven(kept, [new PairProof("Hold-out", 1, 2_000, 1_000, 250, 1_000)]).Low);
    }

    [Fact]
    public void Kinds_LeanOnAllOfTheShop_AndCountTheirOwnComparisonsTogether()
    {
        var records = SuggestionForecasts.Records(
        [
            (SuggestionBasis.Baskets, new PromiseRecord(3, 100, 50), null), (SuggestionBasis.Baskets, new PromiseRecord(1, 20, 10), null),
            (SuggestionBasis.BoughtLater, new PromiseRecord(1, 2, 2), null),
        ]);

        Assert.Equal([SuggestionBasis.Baskets, SuggestionBasis.BoughtLater], records.Select(record => record.Basis));
        Assert.Equal(new PromiseRecord(4, 120, 60), records[0].Orders);
        var all = (20 + 62.0) / (20 + 122);
        Assert.Equal(((20 * all) + 60) / 140, records[0].Ratio.Value, 12);
        // Two customers came as promised, which tells little: the rest is what all of the shop says.
        Assert.Equal(((20 * all) + 2) / 22, records[1].Ratio.Value, 12);
    }

    [Fact]
    public void Revenue_IsMultipliedByTheRatio_AtAllOfItsEnds()
    {
        var range = new RevenueRange(Price with { Minor = 10 }, Price with { Minor = 100 }, Price with { Minor = 1_000 });
        var half = range.Times(.5);
        Assert.Equal((5L, 50L, 500L), (half.Low.Minor, half.Middle.Minor, half.High.Minor));
    }
}
