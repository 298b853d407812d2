using CrossSell.Core.Insights;

namespace CrossSell.Tests.Core.Insights;

public sealed class EstimatesTests
{
    [Fact]
    public void Rate_HasTheIntervalOfWilson()
    {
        // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
        var estimate = Estimates.Rate(81, 263);

        Assert.Equal(0.3080, estimate.Value!.Value, 4);
        Assert.Equal(0.2553, estimate.Low, 4);
        Assert.Equal(0.3662, estimate.High, 4);
        Assert.True(estimate.IsEnough);
        Assert.Equal((0, 0.2039), (Estimates.Rate(0, 15).Low, Math.Round(Estimates.Rate(0, 15).High, 4)));
    }

    [Fact]
    public void RateChange_HasTheIntervalOfNewcombe()
    {
        // Newcombe 1998, "Interval estimation for the difference between independent proportions", table II, method 10, case (a).
        var change = Estimates.RateChange(Estimates.Rate(56, 70), Estimates.Rate(48, 80))!.Value;

        Assert.Equal(0.2, change.Value, 6);
        Assert.Equal(0.0524, change.Low, 4);
        Assert.Equal(0.3339, change.High, 4);
        Assert.False(change.IsClear); // Fewer than a hundred orders say nothing.
        Assert.True(Estimates.RateChange(Estimates.Rate(560, 700), Estimates.Rate(480, 800))!.Value.IsClear);
    }

    [Fact]
    public void MeanChange_HasTheIntervalOfWelch()
    {
        // A vector of GrowthBook's statistics, which takes Student's quantile: at these numbers the same to three places.
        var change = Estimates.MeanChange(new Measured(3461, 2422.7, 134698.29), new Measured(3407, 1396.87, 52377.9767))!.Value;

        Assert.Equal(0.29, change.Value, 4);
        Assert.Equal(0.04538, change.Low, 3);
        Assert.Equal(0.53462, change.High, 3);
        Assert.True(change.IsClear);
    }

    [Fact]
    public void Mean_OfTheSameValues_IsCertain_AndOfNoneIsNothing()
    {
        Assert.Equal(new Estimate(5, 5, 5, 200, true), Estimates.Mean(new Measured(200, 1000, 5000)));
        Assert.Null(Estimates.Mean(default).Value);
        Assert.Null(Estimates.MeanChange(new Measured(1, 1, 1), default));
        Assert.False(Estimates.Mean(new Measured(99, 99, 99)).IsEnough);
    }
}
