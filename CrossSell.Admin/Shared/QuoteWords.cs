using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
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
        { } sets => L.Count(sets, "{0} bundle", "{0} bundles"),
    };

    /// <summary>What shows the set in a list: its own picture, else those of its first parts; each with the part that it shows.</summary>
    public static IReadOnlyList<(string Picture, QuoteLine? Line)> Pictures(BundleQuote? quote, int most) => quote switch
    {
        null => [],
        { Content.PictureHash: { } own } => [(ProductPictures.Of(own, null, null), null)],
        _ => [.. quote.Lines.Take(most).Select(line => (line.Product.Picture, (QuoteLine?)line))],
    };

    /// <summary>What keeps a set from being sold as it is meant, or loses money: "Carry All 20: out of stock". Empty for nothing.</summary>
    public static IEnumerable<string> Troubles(BundleQuote quote)
    {
        foreach (var line in quote.Lines.Where(line => line.Problem is not null))
        {
            yield return $"{line.Product.Name}: {line.Problem}";
        }

        foreach (var slot in quote.Refusal is null ? quote.EmptySlots : [])
        {
            yield return L["Nothing is left to choose for {0}", slot.Slot.Title];
        }

        if (quote.Refusal is { } refusal)
        {
            yield return refusal.Message;
        }

        foreach (var warning in (quote.Price?.Warnings ?? []).Where(item => item.Kind is BundleWarningKind.BelowCost or BundleWarningKind.UnderFloor))
        {
            yield return warning.Message;
        }
    }

    /// <summary>What stands in for what, and until when: "Sling 6 stands in for Pouch until that can be sold again".</summary>
    public static IEnumerable<string> StandIns(BundleQuote quote) => quote.StandIns.Select(line => StandIn(line.Product.Name, line.Replaces!.Name, null));

    /// <inheritdoc cref="StandIns"/>
    /// <param name="since">On which day the replaced one went out; null where that is not known.</param>
    public static string StandIn(string name, string replaces, DateTimeOffset? since) => since is { } at
        ? L["{0} stands in for {1} since {2}, until that can be sold again", name, replaces, Formats.Day(at)]
        : L["{0} stands in for {1} until that can be sold again", name, replaces];

    /// <summary>"27 Nov 00:00 to 1 Dec 00:00", "from 27 Nov 00:00", "now, until retired".</summary>
    public static string When(DateTime? starts, DateTime? ends) => (starts, ends) switch
    {
        (null, null) => L["now, until retired"],
        ({ } from, null) => L["from {0}", Formats.Wall(from)],
        (null, { } until) => L["until {0}", Formats.Wall(until)],
        ({ } from, { } until) => L["{0} to {1}", Formats.Wall(from), Formats.Wall(until)],
    };
}
