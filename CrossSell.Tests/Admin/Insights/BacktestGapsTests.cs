using Bunit;
using CrossSell.Admin.Features.Insights;
using CrossSell.Core.Backtesting;
using CrossSell.Core.Panels;

namespace CrossSell.Tests.Admin.Insights;

public sealed class BacktestGapsTests : BunitContext
{
    [Fact]
    public void Reasons_LeadToWhatFixesThem_AndFindingsThatAreNoneAreNeverLifted()
    {
        var comparison = new PanelComparison(679, 445, [], new ManualVsMined(0, 0, 0, 0, 0, 0), 0, 0, 0, [], [])
        {
            Reasons =
            [
                new EmptyReason(PanelFilter.PriceCap, 219, 30, 106, 168, [new BacktestProduct(7, "FLT-PL", "Polariser", null)]),
                new EmptyReason(PanelFilter.PopularRegardless, 445, 60, 206, null, []),
            ],
        };

        var table = Render<BacktestGaps>(parameters => parameters.Add(gaps => gaps.Comparison, comparison).Add(gaps => gaps.Channel, "camera"));

        var cap = table.Find("[data-reason=PriceCap]");
        Assert.Equal("/settings/panels?channel=camera", cap.QuerySelector("th a")!.GetAttribute("href"));
        Assert.Equal("/preview?sku=FLT-PL&channel=camera", cap.QuerySelector(".examples a")!.GetAttribute("href"));
        Assert.Contains("168", cap.TextContent, StringComparison.Ordinal);
        Assert.Contains("–", table.Find("[data-reason=PopularRegardless]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryFilter_HasWordsAndSomewhereToGo() => Assert.All(Enum.GetValues<PanelFilter>(), filter =>
    {
        var gap = BacktestGapWords.Of(filter, "camera");
        Assert.NotEmpty(gap.Why);
        Assert.StartsWith("/", gap.Address, StringComparison.Ordinal);
    });
}
