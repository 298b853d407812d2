using CrossSell.Core.Backtesting;
using CrossSell.Core.Storage;

namespace CrossSell.Tests.Core.Panels;

public sealed class BacktestResultsTests
{
    [Fact]
    public async Task Result_OfAVersionThatWroteOtherwise_IsNone()
    {
        var stop = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("crosssell-backtest-");
        try
        {
            var data = new DataDirectory(folder.FullName);
            Directory.CreateDirectory(data.Insights);
            await File.WriteAllTextAsync(
                Path.Combine(data.Insights, "backtest-1.json"),
                """{"at":"2026-11-20T12:00:00+00:00","by":"Eva","report":{"ofAnotherVersion":{}},"panels":null}""",
                stop);

            Assert.Null(await new BacktestResults(data).FindAsync(1, stop));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
