using static CrossSell.Admin.Features.Experiments.ExperimentsTexts;

namespace CrossSell.Admin.Features.Experiments;

/// <summary>What was answered in a <see cref="StepDialog"/>.</summary>
/// <param name="Reason">Of giving up; else empty.</param>
/// <param name="Weeks">That a frozen hold-out looks back.</param>
public sealed record StepAnswer(ExperimentStep Step, string Reason, int Weeks);

/// <summary>Steps as buttons and questions say them.</summary>
internal static class StepWords
{
    public static string Title(ExperimentStep step) => step switch
    {
        ExperimentStep.Start => L["Start the experiment?"],
        ExperimentStep.End => L["End it now?"],
        ExperimentStep.Cancel => L["Give it up?"],
        ExperimentStep.RollBack => L["Roll back the decision?"],
        _ => L["Freeze the hold-out?"],
    };

    public static string Button(ExperimentStep step) => step switch
    {
        ExperimentStep.Start => L["Start now"],
        ExperimentStep.End => L["End it"],
        ExperimentStep.Decide => L["Decide"],
        ExperimentStep.Cancel => L["Give up"],
        ExperimentStep.RollBack => L["Roll back"],
        _ => L["Freeze"],
    };
}
