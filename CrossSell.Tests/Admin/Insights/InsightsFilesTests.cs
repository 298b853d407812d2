using CrossSell.Admin.Features.Insights;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Insights;
using CrossSell.Core.Promises;
using CrossSell.Core.Suggestions;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Admin.Insights;

public sealed class InsightsFilesTests
{
    private static readonly Currency Euro = Currency.Of("EUR");

    [Fact]
    public void EveryFile_HasRowsAsWideAsItsHead()
    {
        var figures = Figures("Body");
        foreach (var name in InsightsFiles.Names)
        {
            var rows = InsightsFiles.Of(name, figures)!.ToArray();
            Assert.True(rows.Length > 1, name);
            Assert.All(rows, row => Assert.Equal(rows[0].Count, row.Count));
        }

        Assert.Null(InsightsFiles.Of("passwd", figures));
    }

    [Fact]
    public void Amounts_AreInvariant_AndInTheirCurrency()
    {
        var rows = InsightsFiles.Of("origins", Figures("Body"))!.ToArray();

        Assert.Equal(["2026-08-23", "2026-11-20", "manual", "20.00", "EUR", "1", null, null], Assert.Single(rows, row => row[2] == "manual"));
    }

    [Fact]
    public async Task Name_ThatASpreadsheetWouldRun_IsGuarded()
    {
        await using var text = new StringWriter();
        foreach (var row in InsightsFiles.Of("panels", Figures("=HYPERLINK(1)"))!)
        {
            await CsvCells.WriteLineAsync(text, row);
        }

        Assert.DoesNotContain(",=HYPERLINK", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("HYPERLINK(1)", text.ToString(), StringComparison.Ordinal);
    }

    /// <summary>One that came to 30 orders of 40, and one whose time goes on.</summary>
    private static SuggestionOutcome Suggestions(string name)
    {
        static ProductSummary Of(int id, string sku, string said) =>
            new(id, sku, said, null, ProductKind.Simple, null, ProductStatus.Active, "camera.indigo", null, null, null, null, null, true);
        static SuggestionPromise Promise(int id) => new()
        {
            Id = id, ChannelId = 1, AnchorId = 1, CompanionId = 2, AcceptedBy = "Eva", From = TestStudio.Start.AddDays(-40),
            Until = TestStudio.Start.AddDays(-10), Main = 100, Together = 40, Extra = 4, NetPrice = 1_000, Revenue = 4_000, RevenueLow = 1_000,
            RevenueHigh = 9_000,
        };
        var kept = Promise(1);
        (kept.MeasuredAt, kept.DeliveredMain, kept.DeliveredTogether, kept.DeliveredRevenue) = (TestStudio.Start, 90, 30, 33_000);
        return new SuggestionOutcome(
            [.. new[] { kept, Promise(2) }.Select(promise => new PromisedSuggestion(Of(1, "BODY", name), Of(2, "CARD", "Card"), promise))],
            1, SuggestionForecasts.Records([(SuggestionBasis.Baskets, new PromiseRecord(1, 40, 30), new PairProof("Hold-out", 1, 10, 20, 4, 30))]));
    }

    internal static InsightsFigures Figures(string name)
    {
        var panels = new Dictionary<int, MainPanel> { [1] = new(1, 3, false, [new RecommendedFamily(2, InsightOrigin.Manual, 1)]) };
        var sums = new OrderSums(panels, []);
        sums.Add(new DateOnly(2026, 11, 19), 1, [new SoldLine(1, 100_000, 1, 0), new SoldLine(2, 2_000, 1, 0)]);
        sums.Add(new DateOnly(2026, 11, 20), 1, [new SoldLine(1, 100_000, 1, 0)]);
        var book = sums.Build(new Dictionary<DateOnly, InsightMark> { [new(2026, 11, 20)] = new(38, 3) }, slots: 4, TestStudio.Start);
        return InsightsReport.Of(book, new InsightsQuestion(1), Euro, new DateOnly(2026, 11, 20)) with
        {
            Products = new Dictionary<int, ProductSummary>
            {
                [1] = new(1, "BODY", name, null, ProductKind.Simple, null, ProductStatus.Active, "camera.indigo", null, null, null, null, null, true),
            },
            Suggestions = Suggestions(name),
            Bundles = [new BundleFigure("starter", "Starter kit", TestStudio.Start, new BundleSums(2, 4_000))],
        };
    }
}
