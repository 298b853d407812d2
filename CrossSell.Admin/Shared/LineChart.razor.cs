using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Shared;

/// <summary>One line of a chart.</summary>
/// <param name="Values">One for each label; null leaves a gap.</param>
/// <param name="IsMuted">Grey: what another is compared with.</param>
public sealed record ChartLine(string Name, IReadOnlyList<double?> Values, bool IsMuted = false);

/// <summary>Something that happened at one point.</summary>
/// <param name="At">Its place among the labels, from 0.</param>
public sealed record ChartMark(int At, string Text);

/// <summary>What the truth may be around the first line: its interval at each label.</summary>
/// <param name="Low">One for each label, as <paramref name="High"/>.</param>
/// <param name="Most">How far from zero it is drawn; what lies farther runs along the edge, so that the first days do not press the others flat.</param>
public sealed record ChartBand(IReadOnlyList<double> Low, IReadOnlyList<double> High, double Most);

/// <summary>
/// Lines over time with marks, as wide as its place. Its picture says a sentence; the values stand in a table below, and beside the pointer.
/// </summary>
public sealed partial class LineChart
{
    private const int MostLabels = 6;

    /// <summary>The first is the one that matters.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ChartLine> Lines { get; set; } = [];

    /// <summary>At least two, the oldest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Labels { get; set; } = [];

    /// <summary>The same as they stand at the axis, where they have little room; null takes them as they are.</summary>
    [Parameter]
    public IReadOnlyList<string>? AxisLabels { get; set; }

    /// <summary>Head of the column of labels in the table.</summary>
    [Parameter, EditorRequired]
    public string LabelTitle { get; set; } = "";

    /// <summary>What the picture says, as a sentence.</summary>
    [Parameter, EditorRequired]
    public string Summary { get; set; } = "";

    /// <summary>How a value is written.</summary>
    [Parameter, EditorRequired]
    public Func<double, string> Say { get; set; } = default!;

    /// <summary>How a value is written at the axis.</summary>
    [Parameter, EditorRequired]
    public Func<double, string> SayTick { get; set; } = default!;

    [Parameter]
    public IReadOnlyList<ChartMark> Marks { get; set; } = [];

    /// <summary>Of sums, whose height is read from zero.</summary>
    [Parameter]
    public bool IsFromZero { get; set; }

    /// <summary>Around the first line, which is then read against zero; null for none.</summary>
    [Parameter]
    public ChartBand? Band { get; set; }

    private ChartScale Scale { get; set; } = ChartScale.Of([]);

    // Along its upper edge, and along the lower one in the other direction.
    private string? BandShape => Band is { } band
        ? $"{Path(band.High.Select((value, at) => (at, value)))} {Path(band.Low.Select((value, at) => (at, value)).Reverse())}"
        : null;

    private string? Fill => Band is null && Lines is [{ } first, ..] && first.Values.All(value => value is not null)
        ? $"0,100 {Path(first.Values.Select((value, at) => (at, value!.Value)))} 1000,100"
        : null;

    private IEnumerable<int> ShownLabels
    {
        get
        {
            var gap = Math.Max(1, (int)Math.Ceiling((Labels.Count - 1) / (double)MostLabels));
            // Counted from the newest, which is the one that is looked for.
            return Enumerable.Range(0, Labels.Count).Where(at => (Labels.Count - 1 - at) % gap == 0);
        }
    }

    protected override void OnParametersSet()
    {
        var values = Lines.SelectMany(line => line.Values).OfType<double>();
        Scale = Band is { } band
            ? ChartScale.Of([0, .. values.Concat(band.Low).Concat(band.High).Select(value => Math.Clamp(value, -band.Most, band.Most))])
            : ChartScale.Of(values, IsFromZero);
    }

    private static string Invariant(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Left(double percent) => $"left:{Invariant(percent)}%";

    private string Bottom(double value) => $"bottom:{Invariant(Scale.Of(value) * 100)}%";

    private double XOf(int at) => Labels.Count < 2 ? 50 : at * 100.0 / (Labels.Count - 1);

    private string Y(double value) => Invariant(100 - (Math.Clamp(Scale.Of(value), 0, 1) * 100));

    private string Path(IEnumerable<(int At, double Value)> points) =>
        string.Join(' ', points.Select(point => $"{Invariant(XOf(point.At) * 10)},{Y(point.Value)}"));

    /// <summary>The pieces of a line between its gaps.</summary>
    private IEnumerable<string> Parts(ChartLine line)
    {
        var part = new List<(int, double)>();
        for (var at = 0; at < line.Values.Count; at++)
        {
            if (line.Values[at] is { } value)
            {
                part.Add((at, value));
            }
            else if (part.Count > 0)
            {
                yield return Path(part);
                part = [];
            }
        }

        if (part.Count > 0)
        {
            yield return Path(part);
        }
    }
}
