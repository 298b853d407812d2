using CrossSell.Admin.Features.Insights;
using CrossSell.Core.Insights;

namespace CrossSell.Tests.Admin.Insights;

public sealed class InsightsPageStateTests
{
    [Theory]
    [InlineData("/insights", null, null, null, null)]
    [InlineData("/insights?period=30d", "30d", null, null, null)]
    [InlineData("/insights?period=12m&compare=before", "12m", "before", null, null)]
    [InlineData("/insights?compare=none", null, "none", null, null)]
    [InlineData("/insights?period=custom&from=2026-01-01&to=2026-03-31", "custom", null, "2026-01-01", "2026-03-31")]
    public void Address_SaysWhatWasReadFromOne(string address, string? period, string? compare, string? from, string? to)
    {
        var state = new InsightsPageState();
        state.Read(period, compare, from, to);

        Assert.Equal(address, state.Address());
    }

    [Theory]
    [InlineData("custom", "tomorrow")]
    [InlineData("custom", "0001-01-01")]
    [InlineData("custom", "2026-02-30")]
    [InlineData("90d", "2026-01-01")]
    public void Read_WhatSaysNothing_IsAsIfItWereNotThere(string period, string from)
    {
        var state = new InsightsPageState();
        state.Read(period, "1; drop", from, null, "none", "none");

        Assert.Null(state.From);
        Assert.Equal((InsightComparison.Year, InsightMetric.All[0]), (state.Comparison, state.Metric));
    }

    [Fact]
    public void With_ChangesTheAddressAndNotTheState()
    {
        var state = new InsightsPageState();

        Assert.Equal("/insights?chart=upt&panels=missed", state.With(other => (other.Metric, other.MissMost) = (InsightMetric.Find("upt"), true)));
        Assert.Equal("/insights", state.Address());
        Assert.Equal("/insights/panels.csv?channel=camera%26b", state.FileAddress("panels", "camera&b"));
    }

    [Fact]
    public void PeriodOf_SwapsAReversedRange()
    {
        var (first, last) = (new DateOnly(2025, 1, 1), new DateOnly(2026, 1, 1));
        var question = new InsightsQuestion(1, InsightRange.Custom, From: new DateOnly(2025, 6, 1), To: new DateOnly(2025, 5, 1));

        Assert.Equal(new InsightPeriod(new(2025, 5, 1), new(2025, 6, 1)), InsightsReport.PeriodOf(question, first, last));
        Assert.Equal(new InsightPeriod(first, last), InsightsReport.PeriodOf(new InsightsQuestion(1, InsightRange.Custom), first, last));
    }
}
