using CrossSell.Core.Affinity;
using CrossSell.Core.Exchange;

namespace CrossSell.Benchmarks;

/// <summary>The baskets of an order file, read by the product's own reader and filter.</summary>
internal static class BasketFile
{
    public static async Task<List<int[]>> ReadAsync(string path)
    {
        var opened = await OrderFile.OpenAsync(File.OpenRead(path), null, TimeZoneInfo.Utc);
        await using var reader = opened.Required;
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var orders = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
        await foreach (var row in reader.ReadAsync())
        {
            if (row.Flaw == LineFlaw.None)
            {
                if (!orders.TryGetValue(row.OrderId, out var basket))
                {
                    orders.Add(row.OrderId, basket = []);
                }

                ids.TryAdd(row.Sku, ids.Count + 1);
                basket.Add(ids[row.Sku]);
            }
        }

        return [.. orders.Values.Select(basket => basket.ToArray())];
    }

    public static BasketMatrix Matrix(List<int[]> baskets)
    {
        var builder = new BasketMatrix.Builder();
        foreach (var basket in baskets)
        {
            builder.Add(basket);
        }

        return builder.Build();
    }
}
