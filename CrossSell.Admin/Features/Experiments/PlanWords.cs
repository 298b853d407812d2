using CrossSell.Admin.Shared;
using CrossSell.Core.Experiments;
using static CrossSell.Admin.Features.Experiments.ExperimentsTexts;

namespace CrossSell.Admin.Features.Experiments;

/// <summary>How long an experiment takes for what, as merchandisers read it.</summary>
internal static class PlanWords
{
    private const int Week = 7;

    // Longer than that nobody waits, and the season is another one.
    private const int MostDays = 182;

    // Twice as much of anything is found by looking: a plan that needs it finds nothing.
    private const double LargestEffect = 1;

    /// <summary>
    /// What can be chosen, the shortest first: whole weeks, for shoppers are others at the weekend, and the time that the asked difference takes.
    /// </summary>
    public static IReadOnlyList<PlannedSpan> Spans(ExperimentForecast? forecast, ExperimentForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (forecast is not { VisitorsPerDay: > 0 })
        {
            return [];
        }

        // Where too few have bought, a time can be chosen all the same: what it finds is not known.
        var spans = forecast.Spans.Count > 0
            ? forecast.Spans.Select(span => span.Smallest > LargestEffect ? span with { Smallest = null } : span).ToList()
            : [.. ExperimentPlanner.Spans.Select(days => new PlannedSpan(days, (long)(days * forecast.VisitorsPerDay), null))];
        if (form.AskedEffect is { } asked && forecast.Days is { } days && (days + Week - 1) / Week * Week is var weeks and <= MostDays
            && spans.TrueForAll(span => span.Days != weeks))
        {
            spans.Add(new PlannedSpan(weeks, (long)Math.Ceiling(weeks * forecast.VisitorsPerDay), asked));
        }

        return [.. spans.OrderBy(span => span.Days)];
    }

    /// <summary>"4 weeks", "10 days".</summary>
    public static string Time(int days) => days % Week == 0
        ? L.Count(days / Week, "{0} week", "{0} weeks")
        : L.Count(days, "{0} day", "{0} days");

    /// <summary>What that time is good for.</summary>
    public static string Finds(PlannedSpan span, ExperimentForecast forecast) => (span.Smallest, forecast.Baseline) switch
    {
        ({ } smallest, _) => L["finds a difference of {0} or more", Formats.Share(smallest, 1)],
        (_, null) => L["what it finds is not known yet"],
        _ => L["too short to find anything"],
    };

    /// <summary>What the shop has.</summary>
    public static string Traffic(ExperimentForecast forecast) => forecast switch
    {
        { VisitorsPerDay: <= 0 } => L["Your shop's pages have not reported any visitors yet."],
        { From: { } from, To: { } to, Baseline: not null } => L[
            "About {0} visitors a day would take part, as counted from {1} to {2}.", Formats.Count((long)Math.Round(forecast.VisitorsPerDay)),
            Formats.Day(from), Formats.Day(to)],
        _ => L[
            "About {0} visitors a day would take part, but too few of them bought anything to say how long it takes.",
            Formats.Count((long)Math.Round(forecast.VisitorsPerDay))],
    };

    /// <summary>How long the asked difference takes; null where none is asked for.</summary>
    public static string? Asked(ExperimentForecast forecast, ExperimentForm form) => (form.AskedEffect, forecast) switch
    {
        (null, _) or (_, { VisitorsPerDay: <= 0 } or { Baseline: null }) => (string?)null,
        ({ } asked, { Days: { } days, Visitors: { } visitors }) => L[
            "To find {0} takes {1}: {2} visitors.", Formats.Share(asked, 1), L.Count(days, "{0} day", "{0} days"), Formats.Count(visitors)],
        ({ } asked, _) => L["To find {0} takes more than a year at this traffic. Ask for a larger difference, or for more visitors.", Formats.Share(asked, 1)],
    };

    public static string Name(ExperimentMode mode) => mode == ExperimentMode.AlwaysValid ? L["Look at any time"] : L["Look once, at the end"];

    /// <summary>In one sentence.</summary>
    public static string Meaning(ExperimentMode mode) => mode == ExperimentMode.AlwaysValid
        ? L["You see the result grow and may stop as soon as it is clear; the range is somewhat wider, so it takes longer."]
        : L["Results stay hidden until the planned end; in return the range is as narrow as it can be."];

    /// <summary>What is asked, in a sentence for who chooses.</summary>
    public static string Meaning(ExperimentQuestion question) => question switch
    {
        ExperimentQuestion.AnyPanel => L["Half of those who take part see no panel: what do panels add at all?"],
        ExperimentQuestion.Rule => L["Half of them see panels without what this rule recommends."],
        ExperimentQuestion.Bundle => L["Half of them are not offered this bundle."],
        ExperimentQuestion.Layer => L["Half of them see panels without this source; what comes next fills its slots."],
        ExperimentQuestion.LayerOrder => L["Each group sees panels that are filled in another order."],
        ExperimentQuestion.Headline => L["Each group reads another headline over the panel."],
        _ => "",
    };
}
