using CrossSell.Core.Common;
using CrossSell.Core.Experiments;
using static CrossSell.Admin.Features.Experiments.ExperimentsTexts;

namespace CrossSell.Admin.Features.Experiments;

/// <summary>One thing that speaks for or against trusting what an experiment says.</summary>
/// <param name="Code">For tests and styles.</param>
/// <param name="State">In a word or two.</param>
/// <param name="IsGood">Nothing speaks against it.</param>
/// <param name="IsAlarm">Something does; where neither holds it cannot be said yet.</param>
internal sealed record ResultCheck(string Code, string Name, string State, string Text, bool IsGood, bool IsAlarm)
{
    /// <summary>The split of visitors, whether the effect fades, and what must not get worse.</summary>
    public static IEnumerable<ResultCheck> Of(ExperimentReading reading)
    {
        if (reading.Ratio is { } ratio)
        {
            yield return new(
                "split", L["Visitors are split as planned"], ratio.IsAlarm ? L["alarm"] : L["yes"], ReadingWords.Split(ratio), !ratio.IsAlarm, ratio.IsAlarm);
        }

        if (reading.IsHidden)
        {
            yield break;
        }

        yield return reading.Novelty is { } novelty
            ? new(
                "novelty", L["The difference lasts"], novelty.IsAlarm ? L["fades"] : L["yes"], ReadingWords.Novelty(novelty), !novelty.IsAlarm,
                novelty.IsAlarm)
            : new("novelty", L["The difference lasts"], L["not known yet"], L["It takes visitors of two weeks to say."], false, false);
        if (reading.Metrics.Any(metric => metric.Role == MetricRole.Guardrail))
        {
            var broken = reading.Broken.Select(metric => MetricWords.Name(metric.Metric)).Distinct().ToList();
            yield return new(
                "guardrails", L["Nothing else got worse"], broken.Count > 0 ? L["no"] : L["yes"],
                broken.Count > 0 ? L["Worse beyond chance: {0}.", Texts.And(broken)] : L["No guardrail is worse beyond chance."],
                broken.Count == 0, broken.Count > 0);
        }
    }
}
