using CrossSell.Core.Common;

namespace CrossSell.Core.Experiments;

/// <summary>What a metric is like in one arm.</summary>
/// <param name="Variance">Of one visitor, unbiased; of a ratio that of the delta method.</param>
/// <param name="Count">Visitors.</param>
public readonly record struct ArmSample(double Mean, double Variance, double Count)
{
    /// <summary>Of sums over visitors.</summary>
    public static ArmSample Of(double sum, double squares, double count) => count < 2
        ? new ArmSample(count < 1 ? 0 : sum, 0, count)
        : new ArmSample(sum / count, Math.Max(0, (squares - (sum * sum / count)) / (count - 1)), count);

    /// <summary>Of so many visitors of whom some did it.</summary>
    public static ArmSample Share(double hits, double count) => count < 1
        ? default
        : new ArmSample(hits / count, hits / count * (1 - (hits / count)), count);
}

/// <summary>A difference with its interval, what it may be worth, and how likely it is by chance.</summary>
/// <param name="StandardError">Of the difference, for one look at a fixed time.</param>
/// <param name="P">Two-sided; of a confidence sequence the always-valid one.</param>
public readonly record struct TestedEffect(Effect Effect, double StandardError, double P);

/// <summary>How the interval of a difference is made.</summary>
/// <param name="Alpha">One less the level: .05 for 95 %.</param>
/// <param name="Tuning">N* of a confidence sequence; null for one look at a fixed time.</param>
public readonly record struct TestRule(double Alpha, double? Tuning);

/// <summary>
/// Compares a treatment with the control. For one look at a fixed time by the test of Welch (1947). For any number of looks by the asymptotic confidence
/// sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (Time-uniform central limit theory and asymptotic confidence sequences, 2021): half-width
/// s·sqrt(2(nρ²+1)·ln(sqrt(nρ²+1)/α)/(nρ)²), with n the visitors of both arms, s/sqrt(n) the standard error, and ρ² = (-2 ln α + ln(1 - 2 ln α)) / N*, which
/// makes it narrowest at some N* visitors.
/// </summary>
[Engine]
public static class ArmComparison
{
    /// <summary>The difference of the means; null where an arm has fewer than two visitors, or nothing varies.</summary>
    public static TestedEffect? Absolute(ArmSample control, ArmSample treatment, TestRule rule) =>
        Test(treatment.Mean - control.Mean, (treatment.Variance / treatment.Count) + (control.Variance / control.Count), control, treatment, rule);

    /// <summary>
    /// (treatment - control) / control, with the variance of the delta method: Var(B)/(n_B·mean(A)²) + Var(A)·mean(B)²/(n_A·mean(A)⁴). Null likewise, and
    /// where the control's mean is not above zero: a percentage of it would say nothing.
    /// </summary>
    public static TestedEffect? Relative(ArmSample control, ArmSample treatment, TestRule rule) => control.Mean > 0
        ? Test((treatment.Mean - control.Mean) / control.Mean, RelativeVariance(control, treatment), control, treatment, rule)
        : null;

    /// <summary>
    /// How likely a difference such as this is by chance: p of the difference or of the relative one, whichever is larger; null as <see cref="Absolute"/>. Both
    /// ask the same, whether the means are equal. The relative one alone is a little too bold where the treatment is below: it takes the control's mean for
    /// known in its variance (5.08 % instead of 5 % in a million experiments without an effect).
    /// </summary>
    public static double? Chance(ArmSample control, ArmSample treatment, TestRule rule) => Absolute(control, treatment, rule) is not { } absolute
        ? null
        : Math.Max(absolute.P, Relative(control, treatment, rule)?.P ?? 0);

    /// <summary>Variance of the relative difference, by the delta method.</summary>
    public static double RelativeVariance(ArmSample control, ArmSample treatment)
    {
        var square = control.Mean * control.Mean;
        return (treatment.Variance / (treatment.Count * square))
            + (control.Variance * treatment.Mean * treatment.Mean / (control.Count * square * square));
    }

    /// <summary>ρ of a confidence sequence.</summary>
    /// <param name="tuning">N*.</param>
    public static double Rho(double alpha, double tuning) => Math.Sqrt(((-2 * Math.Log(alpha)) + Math.Log(1 - (2 * Math.Log(alpha)))) / tuning);

    /// <summary>By how many standard errors the interval goes to either side.</summary>
    /// <param name="visitors">Of both arms.</param>
    /// <param name="degrees">Of freedom, for one look.</param>
    public static double HalfWidth(TestRule rule, double visitors, double degrees)
    {
        if (rule.Tuning is not { } tuning)
        {
            return Distributions.StudentQuantile(rule.Alpha, degrees);
        }

        var rho = Rho(rule.Alpha, tuning);
        var grown = (visitors * rho * rho) + 1;
        return Math.Sqrt(visitors) * Math.Sqrt(2 * grown * Math.Log(Math.Sqrt(grown) / rule.Alpha)) / (visitors * rho);
    }

    private static TestedEffect? Test(double difference, double variance, ArmSample control, ArmSample treatment, TestRule rule)
    {
        if (control.Count < 2 || treatment.Count < 2 || !(variance > 0) || !double.IsFinite(variance))
        {
            return null;
        }

        var error = Math.Sqrt(variance);
        var visitors = control.Count + treatment.Count;
        var degrees = Degrees(control, treatment);
        var half = HalfWidth(rule, visitors, degrees) * error;
        return new TestedEffect(
            new Effect(difference, difference - half, difference + half), error, P(difference / error, visitors, degrees, rule));
    }

    /// <summary>Always valid: one over the mixture martingale whose intervals these are: p is below α just where the interval leaves zero out.</summary>
    private static double P(double z, double visitors, double degrees, TestRule rule)
    {
        if (rule.Tuning is not { } tuning)
        {
            return Distributions.StudentBeyond(z, degrees);
        }

        var rho = Rho(rule.Alpha, tuning);
        var grown = (visitors * rho * rho) + 1;
        return Math.Min(1, Math.Exp((Math.Log(grown) / 2) - (z * z * visitors * rho * rho / (2 * grown))));
    }

    /// <summary>Welch's and Satterthwaite's degrees of freedom.</summary>
    private static double Degrees(ArmSample control, ArmSample treatment)
    {
        var (a, b) = (control.Variance / control.Count, treatment.Variance / treatment.Count);
        return (a + b) * (a + b) / ((a * a / (control.Count - 1)) + (b * b / (treatment.Count - 1)));
    }
}
