using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Insights;

namespace CrossSell.Admin.Features.Insights;

/// <summary>What the page looks at. It stands in the address, so that it can be bookmarked and passed on; files take the same.</summary>
internal sealed class InsightsPageState
{
    private const string Iso = "yyyy-MM-dd";

    public InsightRange Range { get; set; } = InsightRange.Days90;

    public InsightComparison Comparison { get; set; } = InsightComparison.Year;

    /// <summary>Of a custom range; null is the first order's day.</summary>
    public DateOnly? From { get; set; }

    /// <summary>Of a custom range; null is the newest order's day.</summary>
    public DateOnly? To { get; set; }

    public InsightMetric Metric { get; set; } = InsightMetric.All[0];

    /// <summary>Whether panels are listed by what is missed, and not by what they earn.</summary>
    public bool MissMost { get; set; }

    /// <summary>Takes an address; what says nothing known is as if it were not there.</summary>
    public void Read(string? period, string? compare, string? from, string? to, string? chart = null, string? panels = null)
    {
        Range = period switch
        {
            "30d" => InsightRange.Days30,
            "12m" => InsightRange.Months12,
            "custom" => InsightRange.Custom,
            _ => InsightRange.Days90,
        };
        Comparison = compare switch
        {
            "before" => InsightComparison.Before,
            "none" => InsightComparison.None,
            _ => InsightComparison.Year,
        };
        (From, To) = Range == InsightRange.Custom ? (Day(from), Day(to)) : (null, null);
        Metric = InsightMetric.Find(chart);
        MissMost = panels == "missed";
    }

    public InsightsQuestion Question(int channelId) => new(channelId, Range, Comparison, From, To);

    public string Address() => WithQuery(
        Addresses.Insights, [.. Asked(), Metric == InsightMetric.All[0] ? null : $"chart={Metric.Code}", MissMost ? "panels=missed" : null]);

    /// <summary>The page's address after one change.</summary>
    public string With(Action<InsightsPageState> change)
    {
        var other = (InsightsPageState)MemberwiseClone();
        change(other);
        return other.Address();
    }

    /// <param name="figure">One of <see cref="InsightsFiles.Names"/>.</param>
    /// <param name="channel">Code.</param>
    public string FileAddress(string figure, string channel) =>
        WithQuery(Addresses.InsightsFile(figure), [$"channel={Uri.EscapeDataString(channel)}", .. Asked()]);

    public static string? Text(DateOnly? day) => day?.ToString(Iso, CultureInfo.InvariantCulture);

    /// <summary>A day as fields of the page and addresses write it; null for anything else, and for the ends of the calendar.</summary>
    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, Iso, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and < 2200 ? day : null;

    private IEnumerable<string?> Asked() =>
    [
        Range switch { InsightRange.Days30 => "period=30d", InsightRange.Months12 => "period=12m", InsightRange.Custom => "period=custom", _ => null },
        From is { } from ? $"from={Text(from)}" : null,
        To is { } to ? $"to={Text(to)}" : null,
        Comparison switch { InsightComparison.Before => "compare=before", InsightComparison.None => "compare=none", _ => null },
    ];

    private static string WithQuery(string path, IEnumerable<string?> parts) =>
        string.Join('&', parts.OfType<string>()) is { Length: > 0 } query ? $"{path}?{query}" : path;
}
