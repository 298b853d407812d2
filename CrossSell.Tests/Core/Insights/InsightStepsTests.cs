using CrossSell.Core.Insights;

namespace CrossSell.Tests.Core.Insights;

public sealed class InsightStepsTests
{
    private static readonly DateOnly Last = new(2026, 11, 29);

    [Fact]
    public void Periods_EndWithTheLastDay_AndTheOneBeforeEndsTheDayBeforeThem()
    {
        var period = InsightPeriod.LastDays(90, Last);

        Assert.Equal("2026-09-01..2026-11-29", period.ToString());
        Assert.Equal((90, Last), (period.Days, period.To));
        Assert.Equal((90, period.From.AddDays(-1)), (period.Before.Days, period.Before.To));
        Assert.Equal(new InsightPeriod(new(2025, 11, 30), Last), InsightPeriod.LastYear(Last));
        Assert.Equal(new DateOnly(2023, 2, 28), new InsightPeriod(new(2024, 2, 29), Last).YearBefore.From);
    }

    [Theory]
    [InlineData(1, InsightStep.Day)]
    [InlineData(31, InsightStep.Day)]
    [InlineData(32, InsightStep.Week)]
    [InlineData(366, InsightStep.Week)]
    [InlineData(400, InsightStep.Month)]
    public void Step_LeavesAReadableNumberOfPoints(int days, InsightStep step)
    {
        var period = InsightPeriod.LastDays(days, Last);

        Assert.Equal(step, InsightSteps.StepOf(period));
        Assert.InRange(InsightSteps.Of(period, step).Count, 1, 60);
    }

    [Fact]
    public void Parts_FollowOneAnother_UpToTheLastDay()
    {
        for (var days = 1; days < 800; days += 13)
        {
            foreach (var step in Enum.GetValues<InsightStep>())
            {
                var period = InsightPeriod.LastDays(days, Last);
                var parts = InsightSteps.Of(period, step);
                Assert.All(parts.Zip(parts.Skip(1)), pair => Assert.Equal(pair.First.To.AddDays(1), pair.Second.From));
                Assert.All(parts, part => Assert.True(part.Days > 0 && part.From >= period.From));
                if (parts.Count > 0)
                {
                    Assert.Equal(Last, parts[^1].To);
                }

                Assert.InRange(days - parts.Sum(part => part.Days), 0, step == InsightStep.Week ? 6 : 0);
            }
        }
    }
}
