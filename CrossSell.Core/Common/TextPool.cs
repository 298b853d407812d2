namespace CrossSell.Core.Common;

/// <summary>Keeps equal values once, for rows that stay in memory by the thousand. Not for several threads at once.</summary>
internal class Pool<T>(IEqualityComparer<T>? comparer = null)
    where T : class
{
    private readonly HashSet<T> known = new(comparer);

    /// <summary>The same object for all equal values.</summary>
    public T Of(T value)
    {
        if (known.TryGetValue(value, out var same))
        {
            return same;
        }

        known.Add(value);
        return value;
    }
}

/// <summary>Keeps equal texts once.</summary>
internal sealed class TextPool() : Pool<string>(StringComparer.Ordinal);
