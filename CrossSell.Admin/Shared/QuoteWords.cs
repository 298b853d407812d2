using CrossSell.Core.Bundles;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>How a quoted set says its figures, in the builder and in the review alike.</summary>
internal static class QuoteWords
{
    /// <summary>"−7.9 points": a difference between two percentages.</summary>
    public static string Points(decimal points) => L["{0} points", Formats.Signed(points)];

    /// <summary>"266.57 € · 24.1 %", or unknown: a missing cost is never taken as zero.</summary>
    public static string Margin(Margin? margin) =>
        margin is null ? L["unknown"].Value : $"{Formats.Amount(margin.Amount)} · {Formats.Percent(margin.Percent)}";

    /// <summary>good, error or empty: for the tone of the margin.</summary>
    public static string Tone(BundleQuote quote) => quote.Price switch
    {
        null or { Margin: null } => "",
        { Warnings: var warnings } when warnings.Any(warning => warning.Kind is BundleWarningKind.BelowCost or BundleWarningKind.UnderFloor) => "error",
        _ => "good",
    };

    public static string BreakEven(BreakEven even) => even.Kind switch
    {
        BreakEvenKind.Unknown => L["unknown"],
        BreakEvenKind.Never => L["never"],
        _ when even.Percent == 0 => L["profitable from first sale"],
        _ => L["{0} new buyers", Formats.Percent(even.Percent)],
    };

    public static string Stock(BundleStock stock) => stock.Sets switch
    {
        null => L["not tracked"].Value,
        0 => L["none"].Value,
        { } sets => L.Count(sets, "{0} set", "{0} bundles"),
    };

    /// <summary>"27 Nov 00:00 to 1 Dec 00:00", "from 27 Nov 00:00", "now, until retired".</summary>
    public static string When(DateTime? starts, DateTime? ends) => (starts, ends) switch
    {
        (null, null) => L["now, until retired"],
        ({ } from, null) => L["from {0}", Formats.Wall(from)],
        (null, { } until) => L["until {0}", Formats.Wall(until)],
        ({ } from, { } until) => L["{0} to {1}", Formats.Wall(from), Formats.Wall(until)],
    };
}
