using CrossSell.Core.Common;

namespace CrossSell.Core.Bundles;

/// <summary>A price of a listing that another one took the place of.</summary>
/// <param name="Until">When it did.</param>
/// <param name="Price">Minor units.</param>
public readonly record struct FormerPrice(DateTimeOffset Until, long Price);

/// <summary>What a shop asked for a product before now, as far back as the studio knows.</summary>
/// <param name="Former">Oldest first.</param>
/// <param name="KnownSince">Since when the studio would know of a change.</param>
public sealed record PriceHistory(IReadOnlyList<FormerPrice> Former, DateTimeOffset KnownSince);

/// <summary>
/// The lowest price that was asked in the 30 days before a reduction began: what a "was" price or a percentage has to be said against in the EU (Directive
/// 98/6/EC, Article 6a; Court of Justice C-330/23). Pure.
/// </summary>
[Engine]
public static class LowestPrice
{
    public static readonly TimeSpan Window = TimeSpan.FromDays(30);

    /// <summary>Null where the studio does not know the whole 30 days: then nothing may be said.</summary>
    /// <param name="current">What is asked now, in minor units.</param>
    /// <param name="began">When the reduction began; the price of that very moment does not count.</param>
    public static long? Before(PriceHistory history, long current, DateTimeOffset began)
    {
        var from = began - Window;
        if (history.KnownSince > from)
        {
            return null;
        }

        long? lowest = null;
        var since = DateTimeOffset.MinValue;
        foreach (var (until, price) in history.Former)
        {
            if (until > from && since < began)
            {
                lowest = Math.Min(lowest ?? price, price);
            }

            since = until;
        }

        return since < began ? Math.Min(lowest ?? current, current) : lowest;
    }
}
