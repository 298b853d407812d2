using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using static CrossSell.Core.Experiments.ExperimentsTexts;

namespace CrossSell.Core.Experiments;

/// <summary>What is wrong with what people write about an experiment: pure, so that a page says it while they write and a service when they save.</summary>
[Engine]
public static class ExperimentRules
{
    /// <summary>How many arms an experiment has at most, the present one among them.</summary>
    public const int MostArms = 4;
    private const int MostDays = 365;
    private const int LeastTuning = 100;
    private const int MostTuning = 10_000_000;

    internal static Refusal NoteTooLong => new("experiment.note", L["The note may have {0} characters at most.", Experiment.NoteLength], "note");

    /// <summary>The first thing that is wrong; null for nothing.</summary>
    public static Refusal? Check(ExperimentTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return terms switch
        {
            _ when string.IsNullOrWhiteSpace(terms.Name) || terms.Name.Trim().Length > Experiment.NameLength =>
                new Refusal("experiment.name", L["An experiment needs a name of at most {0} characters.", Experiment.NameLength], "name"),
            { Note.Length: > Experiment.NoteLength } => NoteTooLong,
            { Question: ExperimentQuestion.Rule, SubjectId: null } => new Refusal("experiment.subject", L["Choose the rule."], "subject"),
            { Question: ExperimentQuestion.Bundle, SubjectId: null } => new Refusal("experiment.subject", L["Choose the bundle."], "subject"),
            { Question: ExperimentQuestion.Layer } when PanelLayers.Standard.All(layer => layer.Name != terms.Layer) =>
                new Refusal("experiment.subject", L["Choose the source of recommendations."], "subject"),
            { ShareBasisPoints: < 1 or > Experiment.Whole } =>
                new Refusal("experiment.share", L["The share of visitors is more than 0 % and at most 100 %."], "share"),
            // The sample beside it is of the same size.
            { Question: ExperimentQuestion.HoldOut, ShareBasisPoints: > Experiment.Whole / 2 } =>
                new Refusal("experiment.share", L["A hold-out is at most half of the visitors."], "share"),
            { Question: ExperimentQuestion.HoldOut } when terms.Placements.Count > 0 || terms.Segment is not null =>
                new Refusal("experiment.placements", L["A hold-out is of the whole shop."], "placements"),
            { StartsAt: { } from, EndsAt: { } until } when until <= from =>
                new Refusal("experiment.dates", L["The experiment ends before it starts."], "endsAt"),
            { Days: < 1 or > MostDays } => new Refusal("experiment.days", L["An experiment runs 1 to {0} days.", MostDays], "days"),
            { SequentialTuning: < LeastTuning or > MostTuning } =>
                new Refusal("experiment.tuning", L["The sample for which intervals are narrowest is {0} to {1} visitors.", LeastTuning, MostTuning], "tuning"),
            { SmallestEffectBasisPoints: < 1 } or { PlannedVisitors: < 1 } =>
                new Refusal("experiment.effect", L["The smallest effect is more than 0 %."], "effect"),
            _ => ArmsWrong(terms) ?? MetricsWrong(terms),
        };
    }

    private static Refusal? ArmsWrong(ExperimentTerms terms)
    {
        var most = terms.Question is ExperimentQuestion.LayerOrder or ExperimentQuestion.Headline ? MostArms : 2;
        var arms = terms.Arms;
        if (arms.Count < 2 || arms.Count > most || arms.Where((arm, at) => arm.Code != ((char)('a' + at)).ToString()).Any())
        {
            return new Refusal("experiment.arms", L["This experiment has 2 to {0} groups.", most], "arms");
        }

        if (arms.Any(arm => string.IsNullOrWhiteSpace(arm.Name) || arm.Name.Length > Experiment.NameLength))
        {
            return new Refusal("experiment.arms", L["Each group needs a name."], "arms");
        }

        if (arms.Any(arm => arm.WeightBasisPoints < 1) || arms.Sum(arm => arm.WeightBasisPoints) != Experiment.Whole)
        {
            return new Refusal("experiment.weights", L["The groups share all visitors: together they are 100 %."], "arms");
        }

        if (terms.Question == ExperimentQuestion.HoldOut && arms[0].WeightBasisPoints != arms[1].WeightBasisPoints)
        {
            return new Refusal("experiment.weights", L["A hold-out is compared with an equal-sized sample."], "arms");
        }

        foreach (var arm in arms.Skip(1))
        {
            if (terms.Question == ExperimentQuestion.LayerOrder && string.IsNullOrWhiteSpace(arm.Layers))
            {
                return new Refusal("experiment.layers", L["Choose the order of the sources for {0}.", arm.Name], "arms");
            }

            if (terms.Question == ExperimentQuestion.Headline && (PanelHeadlines.Read(arm.Headlines).Count == 0
                || PanelHeadlines.Read(arm.Headlines).Values.Any(text => text.Length > PanelHeadlines.Length)))
            {
                return new Refusal("experiment.headline", L["{0} needs a headline of at most {1} characters.", arm.Name, PanelHeadlines.Length], "arms");
            }
        }

        return null;
    }

    private static Refusal? MetricsWrong(ExperimentTerms terms) =>
        terms.OtherMetrics.Contains(terms.Metric) || terms.Guardrails.Contains(terms.Metric)
            ? new Refusal("experiment.metrics", L["The metric that decides is named once."], "metric")
            : null;
}
