using System.Collections.Concurrent;

namespace CrossSell.Core.Panels;

/// <summary>Ids of products by the SKUs that were asked for: bounded. Thread safe for all but two who keep at once.</summary>
internal sealed class KnownSkus
{
    private const int Most = 100_000;

    private readonly ConcurrentDictionary<string, int> ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<int, string> skus = new();
    // To be asked how many it holds, a concurrent dictionary holds up everybody.
    private int count;

    /// <summary>Null when it is not known.</summary>
    public int? IdOf(ReadOnlySpan<char> sku) => ids.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(sku, out var id) ? id : null;

    public void Keep(string sku, int id)
    {
        if (Volatile.Read(ref count) >= Most)
        {
            // Whichever: to know which was asked for longest ago would cost more than asking again.
            foreach (var other in skus.Take(Most / 4))
            {
                Forget(other.Key);
            }
        }

        if (skus.TryAdd(id, sku))
        {
            Interlocked.Increment(ref count);
            ids[sku] = id;
        }
    }

    public void Forget(int id)
    {
        if (skus.TryRemove(id, out var sku))
        {
            Interlocked.Decrement(ref count);
            ids.TryRemove(sku, out _);
        }
    }
}
