using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Experiments;
using static CrossSell.Admin.Features.Experiments.ExperimentsTexts;

namespace CrossSell.Admin.Features.Experiments;

/// <summary>What a page of an experiment offers and warns of; pure.</summary>
internal static class PlanProblems
{
    /// <summary>What stands in the way of a start, the most urgent first.</summary>
    /// <param name="refused">What the service found of the plan as it is saved.</param>
    public static IReadOnlyList<PlanProblem> Of(ExperimentForm form, Channel shop, ExperimentForecast? forecast, IReadOnlyList<ExperimentProblem> refused)
    {
        ArgumentNullException.ThrowIfNull(form);
        var problems = new List<PlanProblem>();
        if (ExperimentRules.Check(form.ToTerms(shop, forecast)) is { } wrong)
        {
            problems.Add(new(wrong.Code, wrong.Message, IsBlocking: true));
        }

        problems.AddRange([.. refused.Where(item => problems.TrueForAll(known => known.Code != item.Refusal.Code)).Select(item => item.OtherId is { } other
            ? new PlanProblem(item.Refusal.Code, item.Refusal.Message, true, Addresses.Experiment(other), L["Open it"])
            : new PlanProblem(item.Refusal.Code, item.Refusal.Message, true))]);
        switch (forecast)
        {
            case { VisitorsPerDay: <= 0 }:
                problems.Add(new(
                    "events", L["No visitors were reported by this shop's pages yet, so nothing would be counted."], true, Addresses.SettingsEmbed,
                    L["Put it in your shop"]));
                break;
            case { Baseline: null }:
                problems.Add(new("orders", L["Too few orders are known by visitor to say what it can find."], false));
                break;
            case { } known when form.SpanIn(known) is not { Smallest: not null }:
                problems.Add(new("traffic", L["At this traffic nothing can be found in the chosen time. Choose a longer one."], false));
                break;
            case { } known when form.AskedEffect is { } asked && form.SpanIn(known) is { Smallest: { } smallest } && smallest > asked:
                problems.Add(new(
                    "time", L[
                        "In the chosen time only a difference of {0} or more is found, and you asked for {1}.", Formats.Share(smallest, 1),
                        Formats.Share(asked, 1)], false));
                break;
        }

        return problems;
    }

    /// <summary>What a manager can do with it now, the usual next step last.</summary>
    public static IReadOnlyList<StepButton> Steps(Experiment experiment, ExperimentPhase phase)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        StepButton Of(ExperimentStep step, bool isPrimary = false, bool isDanger = false) => new(step, StepWords.Button(step), isPrimary, isDanger);
        return (phase, experiment.IsHoldOut) switch
        {
            (ExperimentPhase.Scheduled, _) => [Of(ExperimentStep.Cancel, isDanger: true)],
            (ExperimentPhase.Running, true) => [Of(ExperimentStep.End, isDanger: true), Of(ExperimentStep.Freeze)],
            (ExperimentPhase.LookBack, _) => [Of(ExperimentStep.End, isDanger: true)],
            (ExperimentPhase.Running, _) when experiment.Mode == ExperimentMode.AlwaysValid =>
                [Of(ExperimentStep.Cancel, isDanger: true), Of(ExperimentStep.End), Of(ExperimentStep.Decide, isPrimary: true)],
            (ExperimentPhase.Running, _) => [Of(ExperimentStep.Cancel, isDanger: true), Of(ExperimentStep.End)],
            (ExperimentPhase.Ended, false) => [Of(ExperimentStep.Cancel, isDanger: true), Of(ExperimentStep.Decide, isPrimary: true)],
            (ExperimentPhase.Decided, _) => [Of(ExperimentStep.RollBack, isDanger: true)],
            _ => [],
        };
    }
}
