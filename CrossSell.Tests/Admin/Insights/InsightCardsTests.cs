using Bunit;
using CrossSell.Admin.Features.Insights;
using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Insights;
using CrossSell.Core.Suggestions;

namespace CrossSell.Tests.Admin.Insights;

public sealed class InsightCardsTests : BunitContext
{
    [Fact]
    public void Origins_SayEachOnce_WithTheWordsThatAttributedIsNotCaused()
    {
        var card = Render<OriginsCard>(parameters => parameters.Add(it => it.Figures, InsightsFilesTests.Figures("Body")));

        Assert.Contains("20 €", card.Find("[data-origin=Manual]").TextContent, StringComparison.Ordinal);
        Assert.Equal(5, card.FindAll("[data-origin]").Count);
        Assert.Contains("Attributed is not caused", card.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Panels_WithFewOrders_SayNoRate_AndLeadToLinksWhereThePanelIsNotFull()
    {
        var figures = InsightsFilesTests.Figures("Body");
        var card = Render<PanelsCard>(parameters => parameters
            .Add(it => it.Figures, figures).Add(it => it.MissMost, false).Add(it => it.Channel, "camera").Add(it => it.CanEdit, true));

        Assert.Contains("not enough orders", card.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("3 of 4", card.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Equal("/links?sku=BODY", card.Find("a.cs-product").GetAttribute("href"));
    }

    [Fact]
    public void Bundles_WithoutAForecast_SaySo() =>
        Assert.Contains(
            "no forecast",
            Render<BundlesCard>(parameters => parameters.Add(it => it.Figures, InsightsFilesTests.Figures("Body"))).Find("tbody").TextContent,
            StringComparison.Ordinal);

    [Fact]
    public void Suggestions_SayWhatWasPromisedAndWhatCame_AndByHowMuchEstimatesUsedToBeWrong()
    {
        var figures = InsightsFilesTests.Figures("Body");
        var card = Render<SuggestionsCard>(parameters => parameters.Add(it => it.Figures, figures));

        var ratio = figures.Suggestions.Records[0].Ratio.Value;
        Assert.Contains("1 accepted suggestion: 40 orders with both were promised, 30 came.", card.Find("[data-record]").TextContent, StringComparison.Ordinal);
        Assert.Contains(ratio < 1 ? "too high" : "too low", card.Find("[data-record]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Hold-out: 50 % of them would not have been bought otherwise", card.Find("[data-fact=proof]").TextContent, StringComparison.Ordinal);
        var rows = card.FindAll("tbody tr");
        Assert.Contains("30 orders", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("attributed 330 €", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("known after", rows[1].TextContent, StringComparison.Ordinal);

        var none = Render<SuggestionsCard>(parameters => parameters.Add(it => it.Figures, figures with { Suggestions = SuggestionOutcome.None }));
        Assert.Contains("Review suggestions", none.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Case10_Bundles_ThatOrdersName_AreShownByWhatWasPaidForThem()
    {
        var figures = InsightsFilesTests.Figures("Body") with
        {
            Bundles = [new BundleFigure("kit", "Kit", null, new BundleSums(5, 60_000) { SoldSets = 3, SoldRevenue = 45_000, SoldUnits = 9 })],
        };

        var sold = Render<BundlesCard>(parameters => parameters.Add(it => it.Figures, figures)).Find("tbody td:last-child").TextContent;

        Assert.Contains("450 €", sold, StringComparison.Ordinal);
        Assert.Contains("3 bundles, 9 units", sold, StringComparison.Ordinal);
        Assert.Contains("and 2 bought product by product", sold, StringComparison.Ordinal);
    }

    [Fact]
    public void Chart_HasItsValuesAsATable_AndASentence()
    {
        var chart = Render<LineChart>(parameters => parameters
            .Add(it => it.Lines, [new ChartLine("Now", [1, 2, null, 4]), new ChartLine("Before", [null, 3, 3, 3], IsMuted: true)])
            .Add(it => it.Labels, ["Mon", "Tue", "Wed", "Thu"]).Add(it => it.LabelTitle, "Day").Add(it => it.Summary, "Grew from 1 to 4.")
            .Add(it => it.Say, value => Formats.Number(value)).Add(it => it.SayTick, value => Formats.Number(value))
            .Add(it => it.Marks, [new ChartMark(1, "38 links added")]));

        Assert.Equal("Grew from 1 to 4.", chart.Find("svg").GetAttribute("aria-label"));
        Assert.Equal(4, chart.FindAll("tbody tr").Count);
        Assert.Equal(["4", "3"], chart.FindAll("tbody tr:last-child td").Select(cell => cell.TextContent.Trim()));
        Assert.Equal(3, chart.FindAll("polyline").Count); // The gap cuts the first in two.
        Assert.Contains("38 links added", chart.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Scale_HoldsAllValues_BetweenRoundTicks()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            double[] values = [.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => random.NextDouble() * Math.Pow(10, random.Next(-3, 8)))];
            var scale = ChartScale.Of(values, isFromZero: round % 2 == 0);
            Assert.All(values, value => Assert.InRange(scale.Of(value), -1e-9, 1 + 1e-9));
            Assert.InRange(scale.Ticks.Count, 2, 7);
            Assert.True(scale.Low >= 0);
        }

        Assert.Equal([80.0, 85, 90, 95, 100], ChartScale.Of([82, 98]).Ticks);
        Assert.Equal([0.0, 0.25, 0.5], ChartScale.Of([0, 0]).Ticks);
    }

    [Theory]
    [InlineData(4_120_000, "41,200 €")]
    [InlineData(0, "0 €")]
    [InlineData(-150_000, "−1,500 €")]
    [InlineData(40, "0.40 €")]
    public void Round_LeavesTheCentsOut(double minor, string said) => Assert.Equal(said, InsightWords.Round(minor, Currency.Of("EUR")));
}
