using CrossSell.Core.Bundles;

namespace CrossSell.Admin.Shared;

/// <summary>How a quoted set says its figures, in the builder and in the review alike.</summary>
internal static class QuoteWords
{
    /// <summary>"−7.9 points": a difference between two percentages.</summary>
    public static string Points(decimal points) => Formats.Signed(points) + " points";

    /// <summary>"266.57 € · 24.1 %", or unknown: a missing cost is never taken as zero.</summary>
    public static string Margin(Margin? margin) =>
        margin is null ? "unknown" : $"{Formats.Amount(margin.Amount)} · {Formats.Percent(margin.Percent)}";

    /// <summary>good, error or empty: for the tone of the margin.</summary>
    public static string Tone(BundleQuote quote) => quote.Price switch
    {
        null or { Margin: null } => "",
        { Warnings: var warnings } when warnings.Any(warning => warning.Kind is BundleWarningKind.BelowCost or BundleWarningKind.UnderFloor) => "error",
        _ => "good",
    };

    public static string BreakEven(BreakEven even) => even.Kind switch
    {
        BreakEvenKind.Unknown => "unknown",
        BreakEvenKind.Never => "never",
        _ when even.Percent == 0 => "profitable from first sale",
        _ => $"{Formats.Percent(even.Percent)} new buyers",
    };

    public static string Stock(BundleStock stock) => stock.Sets switch
    {
        null => "not tracked",
        0 => "none",
        1 => "1 set",
        { } sets => $"{Formats.Count(sets)} bundles",
    };

    /// <summary>"27 Nov 00:00 to 1 Dec 00:00", "from 27 Nov 00:00", "now, until retired".</summary>
    public static string When(DateTime? starts, DateTime? ends) => (starts, ends) switch
    {
        (null, null) => "now, until retired",
        ({ } from, null) => $"from {Formats.Wall(from)}",
        (null, { } until) => $"until {Formats.Wall(until)}",
        ({ } from, { } until) => $"{Formats.Wall(from)} to {Formats.Wall(until)}",
    };
}
