using System.Globalization;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;

namespace CrossSell.Admin.Shared;

/// <summary>How a quoted set says its figures, in the builder and in the review alike.</summary>
internal static class QuoteWords
{
    /// <summary>"24.1 %"; a dash when there is nothing to say.</summary>
    public static string Percent(decimal? percent, Channel channel) =>
        percent is { } known ? MoneyWords.Percent((int)decimal.Round(known * 100, MidpointRounding.AwayFromZero), channel) : "–";

    /// <summary>"-7,9 points": a difference between two percentages.</summary>
    public static string Points(decimal points, Channel channel) =>
        (points > 0 ? "+" : "") + Percent(points, channel).Replace("%", "points", StringComparison.Ordinal);

    /// <summary>"266,57 € · 24,1 %", or unknown: a missing cost is never taken as zero.</summary>
    public static string Margin(Margin? margin, Channel channel) =>
        margin is null ? "unknown" : $"{MoneyWords.Of(margin.Amount, channel)} · {Percent(margin.Percent, channel)}";

    /// <summary>good, error or empty: for the tone of the margin.</summary>
    public static string Tone(BundleQuote quote) => quote.Price switch
    {
        null or { Margin: null } => "",
        { Warnings: var warnings } when warnings.Any(warning => warning.Kind is BundleWarningKind.BelowCost or BundleWarningKind.UnderFloor) => "error",
        _ => "good",
    };

    public static string BreakEven(BreakEven even, Channel channel) => even.Kind switch
    {
        BreakEvenKind.Unknown => "unknown",
        BreakEvenKind.Never => "never",
        _ when even.Percent == 0 => "profitable from first sale",
        _ => $"{Percent(even.Percent, channel)} new buyers",
    };

    public static string Stock(BundleStock stock) => stock.Sets switch
    {
        null => "not tracked",
        0 => "none",
        1 => "1 set",
        { } sets => $"{sets.ToString("N0", CultureInfo.CurrentCulture)} bundles",
    };

    /// <summary>"27 Nov 00:00 to 1 Dec 00:00", "from 27 Nov 00:00", "now, until retired".</summary>
    public static string When(DateTime? starts, DateTime? ends) => (starts, ends) switch
    {
        (null, null) => "now, until retired",
        ({ } from, null) => $"from {Wall(from)}",
        (null, { } until) => $"until {Wall(until)}",
        ({ } from, { } until) => $"{Wall(from)} to {Wall(until)}",
    };

    private static string Wall(DateTime wall) => wall.ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture);
}
