using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Experiments;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Experiments.ExperimentsTexts;

namespace CrossSell.Admin.Features.Experiments;

/// <summary>What an experiment says, on one page: a sentence, its figures, and what speaks for or against trusting them.</summary>
public sealed partial class ExperimentResult
{
    [Parameter, EditorRequired]
    public ExperimentRow Row { get; set; } = default!;

    [Parameter, EditorRequired]
    public ExperimentReading Reading { get; set; } = default!;

    /// <summary>Whether nobody new is counted.</summary>
    [Parameter]
    public bool IsOver { get; set; }

    private Currency Currency => Row.Channel.Currency;

    private string Subject => ExperimentWords.Subject(Row, Reading.First?.Arm ?? 1);

    private int Percent => (int)Math.Clamp(Reading.Visitors * 100 / Math.Max(1, Reading.PlannedVisitors), 0, 100);

    private string Progress => (Reading.PlannedVisitors, Reading.LastDay) switch
    {
        (_, null) => L["Nobody was counted yet."],
        (0, { } last) => L.Count(Reading.Visitors, "{0} visitor counted up to {1}.", "{0} visitors counted up to {1}.", Formats.Day(last)),
        (var planned, { } last) => L.Count(
            Reading.Visitors, "{0} visitor of {1} planned ones counted up to {2}.", "{0} visitors of {1} planned ones counted up to {2}.",
            Formats.Count(planned), Formats.Day(last)),
    };

    private string EffectNote => Row.Experiment.Mode == ExperimentMode.AlwaysValid
        ? L["In percent of {0}. The ranges hold however often you look.", ArmName(0)]
        : L["In percent of {0}. Read once, at the planned end.", ArmName(0)];

    private List<(string Arm, IReadOnlyList<EffectRow> Rows)> Effects =>
        [.. Reading.Metrics.GroupBy(metric => metric.Arm)
            .Select(arm => (ArmName(arm.Key), (IReadOnlyList<EffectRow>)[.. arm.Select(metric => Of(metric))]))];

    // Of the arm that the sentence is about; the first days, on which too little was sold, are not drawn.
    private List<DayReading> Days =>
        [.. Reading.Days.Where(day => day.Relative is not null && day.Arm == (Reading.First?.Arm ?? 1)).OrderBy(day => day.Day)];

    private List<(string Cut, IReadOnlyList<EffectRow> Rows)> Slices => [.. Reading.Slices
        .Where(slice => slice.Arm == (Reading.First?.Arm ?? 1)).Where(slice => slice.Cut is ExperimentCut.Device or ExperimentCut.Source)
        .GroupBy(slice => slice.Cut).OrderBy(cut => cut.Key)
        .Select(cut => (
            ExperimentWords.Name(cut.Key),
            (IReadOnlyList<EffectRow>)[.. cut.OrderByDescending(slice => slice.Visitors).Select(slice => Of(slice))]))];

    private List<ResultCheck> Checks => [.. ResultCheck.Of(Reading)];

    private string ArmName(int arm) => Row.Experiment.Arms.ElementAtOrDefault(arm)?.Name ?? Formats.None;

    private EffectRow Of(MetricReading reading)
    {
        var tone = EffectTones.Of(reading);
        var note = reading.Role == MetricRole.Guardrail
            ? L["must not get worse: {0}", MetricWords.Definition(reading.Metric)].Value : MetricWords.Definition(reading.Metric);
        return new EffectRow(
            MetricWords.Name(reading.Metric), note, reading.Relative?.Value, reading.Relative?.Low ?? 0, reading.Relative?.High ?? 0, tone,
            reading.Relative is null ? L["too few orders"] : ExperimentWords.Verdict(tone),
            MetricWords.Say(reading.Metric, reading.Control, Currency), MetricWords.Say(reading.Metric, reading.Treatment, Currency));
    }

    private EffectRow Of(SliceReading slice)
    {
        var tone = EffectTones.Of(slice, Row.Experiment.Metric);
        return new EffectRow(
            ExperimentWords.Name(slice.Cut, slice.Key), L.Count(slice.Visitors, "{0} visitor", "{0} visitors"), slice.Relative?.Value,
            slice.Relative?.Low ?? 0, slice.Relative?.High ?? 0, tone, slice.Relative is null ? L["too few orders"] : ExperimentWords.Verdict(tone));
    }

    // What is wider than three times the last range runs along the edge.
    private static ChartBand Band(IReadOnlyList<DayReading> days)
    {
        var last = days[^1].Relative!.Value;
        return new ChartBand(
            [.. days.Select(day => day.Relative!.Value.Low)], [.. days.Select(day => day.Relative!.Value.High)],
            3 * Math.Max(Math.Abs(last.Low), Math.Abs(last.High)));
    }

    private static string DaysSummary(IReadOnlyList<DayReading> days)
    {
        var (first, last) = (days[0].Relative!.Value, days[^1].Relative!.Value);
        return L[
            "{0}: {1}. {2}: {3}, {4}.", Formats.Day(days[0].Day), ExperimentWords.Range(first.Low, first.High), Formats.Day(days[^1].Day),
            ExperimentWords.Signed(last.Value), ExperimentWords.Range(last.Low, last.High)];
    }
}
