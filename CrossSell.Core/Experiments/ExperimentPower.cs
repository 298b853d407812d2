using CrossSell.Core.Common;

namespace CrossSell.Core.Experiments;

/// <summary>
/// How likely an effect is found, and how small a one can be: before the start from the shop's own figures, and in the middle from those of the experiment.
/// All effects are relative. Of a confidence sequence, visitors are taken to vary as much more as it is wider than an interval: the truth is a little
/// better, and better still as it is looked at before the last day, too.
/// </summary>
[Engine]
public static class ExperimentPower
{
    /// <summary>The chance of finding an effect.</summary>
    /// <param name="visitors">Of all arms, of equal size.</param>
    public static double Of(MetricBaseline metric, double visitors, int arms, double effect, TestRule rule)
    {
        var inArm = visitors / arms;
        var variance = metric.Deviation * metric.Deviation;
        var error = Math.Sqrt(ArmComparison.RelativeVariance(
            new ArmSample(metric.Mean, variance, inArm), new ArmSample(metric.Mean * (1 + effect), variance, inArm)));
        return Of(effect, error, 2 * inArm, rule);
    }

    /// <summary>
    /// In the middle: the chance of finding an effect at the planned end, if visitors go on to vary as they did. It takes nothing from the effect that was
    /// seen, so that it may be told without telling that.
    /// </summary>
    /// <param name="error">Standard error of the relative effect now.</param>
    /// <param name="now">Visitors of both arms now.</param>
    /// <param name="planned">Visitors of both arms at the end.</param>
    public static double InTheMiddle(double error, double now, double planned, double effect, TestRule rule) =>
        Of(effect, error * Math.Sqrt(now / planned), planned, rule);

    /// <summary>The smallest increase that is found with a power; null where even a hundredfold one is not.</summary>
    /// <remarks>The positive solution of effect = (z(1 - α/2) + z(power)) · standard error, whose standard error depends on the effect.</remarks>
    public static double? Smallest(MetricBaseline metric, double visitors, int arms, TestRule rule, double power)
    {
        if (metric.Mean <= 0 || visitors < 2 * arms)
        {
            return null;
        }

        var inArm = visitors / arms;
        var z = Z(rule, 2 * inArm) * (1 + (Distributions.NormalQuantile(power) / Distributions.NormalQuantile(1 - (rule.Alpha / 2))));
        var noise = z * z * metric.Deviation * metric.Deviation / (inArm * metric.Mean * metric.Mean);
        // (e / z)² = v·(1 + (1 + e)²), with v the variance of the mean over its square.
        if (noise >= 1)
        {
            return null;
        }

        var effect = (noise + Math.Sqrt((noise * noise) + (2 * noise * (1 - noise)))) / (1 - noise);
        return effect <= 100 ? effect : null;
    }

    private static double Of(double effect, double error, double visitors, TestRule rule)
    {
        var usual = Distributions.NormalQuantile(1 - (rule.Alpha / 2));
        var standard = effect / (error * Z(rule, visitors) / usual);
        return Distributions.Normal(standard - usual) + Distributions.Normal(-usual - standard);
    }

    // The normal quantile, or that of the sequence.
    private static double Z(TestRule rule, double visitors) => ArmComparison.HalfWidth(rule, visitors, double.PositiveInfinity);
}
