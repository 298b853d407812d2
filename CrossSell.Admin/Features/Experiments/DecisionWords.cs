using CrossSell.Core.Experiments;
using static CrossSell.Admin.Features.Experiments.ExperimentsTexts;

namespace CrossSell.Admin.Features.Experiments;

/// <summary>What a decision changes in the shop, before somebody takes it.</summary>
internal static class DecisionWords
{
    /// <summary>The arm that the figures speak for; what is there now where they speak for none.</summary>
    public static string Proposed(Experiment experiment, ExperimentReading? reading) => reading switch
    {
        { Verdict: ExperimentVerdict.Better, First: { } first } => CodeOf(experiment, first.Arm),
        { Verdict: ExperimentVerdict.Worse } => "a",
        _ => experiment.PresentArm ?? "a",
    };

    /// <summary>What shoppers see once this arm is the setting.</summary>
    public static string Consequence(Experiment experiment, string winner)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        var isPresent = winner == experiment.PresentArm;
        return (experiment.Question, winner) switch
        {
            (ExperimentQuestion.AnyPanel, "a") => L["Panels are switched off where the experiment ran. Their links, rules and settings stay."],
            (ExperimentQuestion.Rule, "a") => L["The rule fills nothing in this shop any more."],
            (ExperimentQuestion.Rule, _) => L["The rule is on for everybody in this shop."],
            (ExperimentQuestion.Bundle, "a") => L["The bundle is retired."],
            (ExperimentQuestion.Bundle, _) => L["The bundle is offered to everybody in this shop."],
            _ when isPresent => L["Everybody sees what was set before. No setting changes."],
            (ExperimentQuestion.Layer, "a") => L["Panels take nothing from this source any more, where the experiment ran."],
            (ExperimentQuestion.Layer, _) => L["Panels take from this source, where the experiment ran."],
            (ExperimentQuestion.LayerOrder, _) => L["This order becomes the setting, where the experiment ran."],
            _ => L["This headline becomes the setting, where the experiment ran."],
        };
    }

    private static string CodeOf(Experiment experiment, int arm) => experiment.Arms.ElementAtOrDefault(arm)?.Code ?? "a";
}
