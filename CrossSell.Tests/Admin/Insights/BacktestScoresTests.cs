using Bunit;
using CrossSell.Admin.Features.Insights;
using CrossSell.Core.Backtesting;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Admin.Insights;

public sealed class BacktestScoresTests : BunitContext
{
    [Fact]
    public void Scores_WithEnoughCases_NameTheBestOfEachColumn()
    {
        var table = Render<BacktestScores>(parameters => With(parameters, Result(cases: 1_420)));

        var best = table.Find("[data-score=wilson-damped] td").TextContent;
        Assert.Contains("22.0 % (best)", best, StringComparison.Ordinal);
        Assert.Contains("± 0.7", best, StringComparison.Ordinal);
        Assert.DoesNotContain("(best)", table.Find("[data-score=popularity]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Revenue covered", table.Find("thead").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_WithTooFewCases_CallNoneTheBest() =>
        Assert.DoesNotContain(
            "(best)", Render<BacktestScores>(parameters => With(parameters, Result(cases: 199))).Markup, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 0.1, 0, "nothing to compare")]
    [InlineData(199, 0.1, 0.001, "not enough data")]
    [InlineData(900, 0.01, 0.006, "may be chance")]
    [InlineData(900, 0.05, 0.006, "Manual links and rules perform better")]
    [InlineData(900, -0.05, 0.006, "From orders only would perform better")]
    public void Verdict_ClaimsNoMoreThanTheFiguresDo(int cases, double difference, double error, string words) =>
        Assert.Contains(words, BacktestWords.Verdict(new ManualVsMined(12, cases, 0.2 + difference, 0.2, difference, error)), StringComparison.Ordinal);

    private static void With(ComponentParameterCollectionBuilder<BacktestScores> parameters, BacktestResult result) => parameters
        .Add(table => table.Scores, result.Report.Scores).Add(table => table.IsEnough, result.Report.IsEnough).Add(table => table.Title, "Scores");

    private static BacktestResult Result(int cases) => new(
        TestStudio.Start, "Eva",
        new BacktestReport(cases, 12_000, 1_420, 3_600, [Score(CompanionScorers.Popularity, 0.07), Score(CompanionScorers.WilsonDamped, 0.22)]), null);

    private static BacktestScore Score(string name, double p4) =>
        new(name, p4, p4, p4, p4, p4, p4, p4, p4) { Errors = new BacktestErrors(0.007, 0.007, 0.007, 0.007, 0.007, 0.007, 0.007) };
}
