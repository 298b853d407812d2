namespace CrossSell.Core.Common;

/// <summary>Keeps equal texts once, for rows that stay in memory by the thousand. Not for several threads at once.</summary>
internal sealed class TextPool
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <summary>The same object for all equal texts.</summary>
    public string Of(string text)
    {
        if (known.TryGetValue(text, out var same))
        {
            return same;
        }

        known.Add(text);
        return text;
    }
}
