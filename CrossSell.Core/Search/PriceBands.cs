using System.Globalization;
using CrossSell.Core.Common;
using static CrossSell.Core.Search.SearchTexts;

namespace CrossSell.Core.Search;

/// <param name="Value">As it stands in addresses: both ends in minor units, the last one open.</param>
internal sealed record PriceBand(long From, long? To, string Value, string Label);

/// <summary>A handful of price bands with round borders that hold about equally many products. Pure.</summary>
[Engine]
public static class PriceBands
{
    private const int Wanted = 5;

    /// <param name="sorted">Prices in minor units, the lowest first; a sample is enough.</param>
    /// <param name="scale">Minor units in one major unit.</param>
    /// <returns>From 0 up without a gap; none when all cost about the same.</returns>
    internal static IReadOnlyList<PriceBand> Of(IReadOnlyList<long> sorted, long scale)
    {
        if (sorted.Count == 0 || sorted[0] == sorted[^1])
        {
            return [];
        }

        var borders = Enumerable.Range(1, Wanted - 1)
            .Select(part => Round(sorted[sorted.Count * part / Wanted], scale))
            .Where(border => border > sorted[0] && border <= sorted[^1]).Distinct().Order().ToList();
        if (borders.Count == 0)
        {
            return [];
        }

        var bands = new List<PriceBand> { Band(0, borders[0], scale) };
        bands.AddRange(borders.Select((border, at) => Band(border, at + 1 < borders.Count ? borders[at + 1] : null, scale)));
        return bands;
    }

    /// <summary>What a band from an address is called.</summary>
    /// <param name="scale">Minor units in one major unit.</param>
    /// <param name="numbers">How numbers are written; null as in English.</param>
    public static string Label(string value, long scale, NumberFormatInfo? numbers = null) => CatalogFilters.Band(value) is var (from, to)
        ? Label(from, to == long.MaxValue ? null : to + 1, scale, numbers ?? NumberFormatInfo.InvariantInfo)
        : value;

    private static PriceBand Band(long from, long? before, long scale) =>
        new(from, before - 1, string.Create(CultureInfo.InvariantCulture, $"{from}-{before - 1}"), Label(from, before, scale, NumberFormatInfo.InvariantInfo));

    private static string Label(long from, long? before, long scale, NumberFormatInfo numbers) => (from, before) switch
    {
        (0, { } end) => L["Under {0}", Write(end, scale, numbers)],
        (_, null) => L["{0} and more", Write(from, scale, numbers)],
        (_, { } end) => L["{0} to {1}", Write(from, scale, numbers), Write(end, scale, numbers)],
    };

    private static string Write(long minor, long scale, NumberFormatInfo numbers) => ((decimal)minor / scale).ToString("#,0.##", numbers);

    // 1, 2 or 5 with zeros after them, whichever is nearest by ratio.
    private static long Round(long minor, long scale)
    {
        var amount = Math.Max((double)minor / scale, 1);
        var zeros = Math.Pow(10, Math.Floor(Math.Log10(amount)));
        var steps = new[] { 1d, 2, 5, 10 };
        var nearest = steps.MinBy(step => Math.Abs(Math.Log(amount / (step * zeros))));
        return (long)(nearest * zeros) * scale;
    }
}
