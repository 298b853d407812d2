using CrossSell.Core.Affinity;
using CrossSell.Core.Backtesting;
using CrossSell.Core.Exchange;
using CrossSell.Core.Mining;

namespace CrossSell.Tests.Core.Exchange;

/// <summary>The real order file, which lies beside the repository and not in it. Tests that need it are skipped where it is absent.</summary>
internal static class OnlineRetailFile
{
    private const string Name = "online-retail-2010-12_2011-09.csv.gz";

    // What takes long is worked out once for all tests that look at it, and only looked at.
    private static readonly Lazy<Task<(BasketMatrix Baskets, Dictionary<string, int> IdOf, OrderReadTally Tally)>> Read = new(() => ReadAsync());
    private static readonly Lazy<Task<BacktestReport>> Report = new(BacktestAsync);

    /// <summary>The path of the file; ends the test as skipped where there is none.</summary>
    public static string PathOrSkip()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CrossSell.sln")))
            {
                var path = Path.Combine(folder.FullName, "..", "shared", "data", Name);
                Assert.SkipUnless(File.Exists(path), $"../shared/data/{Name} is not beside the repository.");
                return path;
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    /// <summary>The baskets that count, with product ids given in the order of appearance.</summary>
    public static Task<(BasketMatrix Baskets, Dictionary<string, int> IdOf, OrderReadTally Tally)> BasketsAsync(CancellationToken cancellation)
    {
        PathOrSkip();
        return Read.Value.WaitAsync(cancellation);
    }

    /// <summary>All scores, as they are asked of the newest baskets.</summary>
    public static Task<BacktestReport> BacktestAsync(CancellationToken cancellation)
    {
        PathOrSkip();
        return Report.Value.WaitAsync(cancellation);
    }

    private static async Task<BacktestReport> BacktestAsync() =>
        Backtest.Run((await BasketReader.ReadAsync(PathOrSkip())).Required.Baskets, new BacktestOptions());

    private static async Task<(BasketMatrix Baskets, Dictionary<string, int> IdOf, OrderReadTally Tally)> ReadAsync()
    {
        var opened = await OrderFile.OpenAsync(File.OpenRead(PathOrSkip()), null, TimeZoneInfo.Utc);
        await using var reader = opened.Required;
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var orders = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        await foreach (var row in reader.ReadAsync())
        {
            if (row.Flaw == LineFlaw.None)
            {
                ids.TryAdd(row.Sku, ids.Count + 1);
                if (!orders.TryGetValue(row.OrderId, out var basket))
                {
                    orders.Add(row.OrderId, basket = []);
                }

                basket.Add(ids[row.Sku]);
            }
        }

        var builder = new BasketMatrix.Builder();
        foreach (var basket in orders.Values)
        {
            builder.Add([.. basket]);
        }

        return (builder.Build(), ids, reader.Tally);
    }
}
