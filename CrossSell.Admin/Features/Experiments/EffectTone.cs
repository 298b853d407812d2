using CrossSell.Core.Experiments;

namespace CrossSell.Admin.Features.Experiments;

/// <summary>What an interval says for the shop.</summary>
public enum EffectTone
{
    /// <summary>The effect may be chance.</summary>
    Unclear,

    /// <summary>Beyond chance, in the direction that is good for the shop.</summary>
    Better,

    /// <summary>Beyond chance, in the other direction.</summary>
    Worse,
}

/// <summary>Of what was read.</summary>
internal static class EffectTones
{
    public static EffectTone Of(MetricReading reading) => reading.IsBetter ? EffectTone.Better : reading.IsWorse ? EffectTone.Worse : EffectTone.Unclear;

    /// <summary>Of a group of visitors: <paramref name="metric"/> says which direction is welcome.</summary>
    public static EffectTone Of(SliceReading slice, ExperimentMetric metric) => slice is not { IsConclusive: true, Relative: { } effect } ? EffectTone.Unclear
        : effect.Value > 0 == !metric.IsLessBetter ? EffectTone.Better : EffectTone.Worse;
}
