using CrossSell.Core.Common;
using CrossSell.Core.Panels;

namespace CrossSell.Core.Experiments;

/// <summary>What the arms of an experiment show.</summary>
[Engine]
public static class ExperimentArms
{
    /// <summary>What is other for shoppers of an arm than panels are set.</summary>
    public static PanelVariation VariationOf(Experiment experiment, string arm)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        var isControl = arm == "a";
        var own = experiment.Arms.Find(item => item.Code == arm);
        return experiment.Question switch
        {
            ExperimentQuestion.AnyPanel or ExperimentQuestion.HoldOut => isControl ? In(experiment) with { IsNothing = true } : PanelVariation.None,
            ExperimentQuestion.Rule when experiment.SubjectId is { } rule =>
                isControl ? PanelVariation.None with { WithoutRules = new HashSet<int> { rule } } : PanelVariation.None,
            ExperimentQuestion.Bundle when experiment.SubjectId is { } bundle =>
                isControl ? PanelVariation.None with { WithoutBundles = new HashSet<int> { bundle } } : PanelVariation.None,
            ExperimentQuestion.Layer => In(experiment) with { Layer = experiment.Layer, IsLayerOn = !isControl },
            ExperimentQuestion.LayerOrder when own?.Layers is { } layers => In(experiment) with { Layers = layers },
            ExperimentQuestion.Headline when own?.Headlines is { } headlines => In(experiment) with { Headlines = headlines },
            _ => PanelVariation.None,
        };
    }

    private static PanelVariation In(Experiment experiment) => PanelVariation.None with { Placements = experiment.Placements };
}
