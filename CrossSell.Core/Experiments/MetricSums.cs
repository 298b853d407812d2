using CrossSell.Core.Common;

namespace CrossSell.Core.Experiments;

/// <summary>What one visitor brings to one metric.</summary>
/// <param name="Main">x: what is counted, or the upper part of a ratio.</param>
/// <param name="Below">y: the lower part of a ratio; 0 of a mean.</param>
/// <param name="Past">x of the days before the first exposure.</param>
/// <param name="PastBelow">y of those.</param>
public readonly record struct VisitorPoint(double Main, double Below, double Past, double PastBelow);

/// <summary>
/// Sums over visitors of what they bring to a metric, with all squares and products that variances are made of. Sums of amounts in minor units are whole
/// numbers, so that adding them up in another order or in other batches gives the very same up to 2⁵³.
/// </summary>
public readonly record struct MetricSums
{
    public double Visitors { get; init; }

    public double Main { get; init; }

    public double MainSquare { get; init; }

    public double Below { get; init; }

    public double BelowSquare { get; init; }

    public double MainBelow { get; init; }

    public double Past { get; init; }

    public double PastSquare { get; init; }

    public double MainPast { get; init; }

    public double BelowPast { get; init; }

    public double PastBelow { get; init; }

    public double PastBelowSquare { get; init; }

    public double MainPastBelow { get; init; }

    public double BelowPastBelow { get; init; }

    public double PastPastBelow { get; init; }

    /// <summary>Of one visitor.</summary>
    public static MetricSums Of(VisitorPoint point) => new()
    {
        Visitors = 1,
        Main = point.Main,
        MainSquare = point.Main * point.Main,
        Below = point.Below,
        BelowSquare = point.Below * point.Below,
        MainBelow = point.Main * point.Below,
        Past = point.Past,
        PastSquare = point.Past * point.Past,
        MainPast = point.Main * point.Past,
        BelowPast = point.Below * point.Past,
        PastBelow = point.PastBelow,
        PastBelowSquare = point.PastBelow * point.PastBelow,
        MainPastBelow = point.Main * point.PastBelow,
        BelowPastBelow = point.Below * point.PastBelow,
        PastPastBelow = point.Past * point.PastBelow,
    };

    /// <summary>Of so many visitors who bring nothing.</summary>
    public static MetricSums Nothing(double visitors) => new() { Visitors = visitors };

    public static MetricSums operator +(MetricSums left, MetricSums right) => left.With(right, 1);

    public static MetricSums operator -(MetricSums left, MetricSums right) => left.With(right, -1);

    public static MetricSums Of(ExperimentDay day)
    {
        ArgumentNullException.ThrowIfNull(day);
        return new MetricSums
        {
            Visitors = day.Visitors, Main = day.Main, MainSquare = day.MainSquare, Below = day.Below, BelowSquare = day.BelowSquare,
            MainBelow = day.MainBelow, Past = day.Past, PastSquare = day.PastSquare, MainPast = day.MainPast, BelowPast = day.BelowPast,
            PastBelow = day.PastBelow, PastBelowSquare = day.PastBelowSquare, MainPastBelow = day.MainPastBelow,
            BelowPastBelow = day.BelowPastBelow, PastPastBelow = day.PastPastBelow,
        };
    }

    /// <summary>As a row that is stored.</summary>
    public ExperimentDay ToDay(ReadingTerms terms, DayKey key, bool isSealed) => new()
    {
        ExperimentId = terms.ExperimentId, ChannelId = terms.ChannelId, Day = key.Day, Arm = key.Arm, Metric = key.Metric, Cut = key.Cut, CutKey = key.CutKey,
        IsSealed = isSealed, Visitors = Visitors, Main = Main, MainSquare = MainSquare, Below = Below, BelowSquare = BelowSquare, MainBelow = MainBelow,
        Past = Past, PastSquare = PastSquare, MainPast = MainPast, BelowPast = BelowPast, PastBelow = PastBelow, PastBelowSquare = PastBelowSquare,
        MainPastBelow = MainPastBelow, BelowPastBelow = BelowPastBelow, PastPastBelow = PastPastBelow,
    };

    private MetricSums With(MetricSums other, double sign) => new()
    {
        Visitors = Visitors + (sign * other.Visitors),
        Main = Main + (sign * other.Main),
        MainSquare = MainSquare + (sign * other.MainSquare),
        Below = Below + (sign * other.Below),
        BelowSquare = BelowSquare + (sign * other.BelowSquare),
        MainBelow = MainBelow + (sign * other.MainBelow),
        Past = Past + (sign * other.Past),
        PastSquare = PastSquare + (sign * other.PastSquare),
        MainPast = MainPast + (sign * other.MainPast),
        BelowPast = BelowPast + (sign * other.BelowPast),
        PastBelow = PastBelow + (sign * other.PastBelow),
        PastBelowSquare = PastBelowSquare + (sign * other.PastBelowSquare),
        MainPastBelow = MainPastBelow + (sign * other.MainPastBelow),
        BelowPastBelow = BelowPastBelow + (sign * other.BelowPastBelow),
        PastPastBelow = PastPastBelow + (sign * other.PastPastBelow),
    };
}

/// <summary>Control and treatment as they are compared.</summary>
/// <param name="VarianceKept">What the comparison with the past left of the variance: 1 where there was nothing to compare with.</param>
public readonly record struct ComparedArms(ArmSample Control, ArmSample Treatment, double VarianceKept);

/// <summary>
/// Makes means and variances of sums over visitors. A mean of orders is a ratio of two means of visitors, with the variance of the delta method (Deng, Knoblich
/// and Lu, Applying the Delta Method in Metric Analytics, KDD 2018), because orders of one visitor are not independent. What visitors bought before is taken
/// account of by CUPED (Deng, Xu, Kohavi and Walker, WSDM 2013), of a ratio in the same way on both ratios' linear parts; θ is one for both arms.
/// </summary>
[Engine]
public static class MetricSamples
{
    // Less of the past than this tells nothing that is not chance.
    private const double EnoughPast = 100;

    /// <summary>One arm, as it is.</summary>
    public static ArmSample Of(ExperimentMetric metric, MetricSums sums)
    {
        if (metric == ExperimentMetric.Conversion)
        {
            return ArmSample.Share(sums.Main, sums.Visitors);
        }

        if (!metric.IsRatio)
        {
            return ArmSample.Of(sums.Main, sums.MainSquare, sums.Visitors);
        }

        return sums.Below > 0 ? new ArmSample(sums.Main / sums.Below, Linear.Of(sums).Variance, sums.Visitors) : new ArmSample(0, 0, sums.Visitors);
    }

    /// <summary>Both arms, adjusted for what visitors bought before where that makes the variance smaller.</summary>
    public static ComparedArms Compare(ExperimentMetric metric, MetricSums control, MetricSums treatment)
    {
        var plain = new ComparedArms(Of(metric, control), Of(metric, treatment), 1);
        if (Math.Min(control.Visitors, treatment.Visitors) < EnoughPast || control.Past <= 0 || treatment.Past <= 0
            || (metric.IsRatio && (control.Below <= 0 || treatment.Below <= 0 || control.PastBelow <= 0 || treatment.PastBelow <= 0)))
        {
            return plain;
        }

        var (a, b) = metric.IsRatio ? (Linear.Of(control), Linear.Of(treatment)) : (Linear.OfMean(control), Linear.OfMean(treatment));
        var pastVariance = (control.Visitors * a.PastVariance) + (treatment.Visitors * b.PastVariance);
        if (!(pastVariance > 0))
        {
            return plain;
        }

        var theta = ((control.Visitors * a.Covariance) + (treatment.Visitors * b.Covariance)) / pastVariance;
        // Both are compared at the past that they have together, so that the control's mean stays about what it was.
        var past = ((control.Visitors * a.Past) + (treatment.Visitors * b.Past)) / (control.Visitors + treatment.Visitors);
        var adjusted = new ComparedArms(Adjust(plain.Control, a), Adjust(plain.Treatment, b), 1);
        var before = (a.Variance / control.Visitors) + (b.Variance / treatment.Visitors);
        var after = (adjusted.Control.Variance / control.Visitors) + (adjusted.Treatment.Variance / treatment.Visitors);
        return before > 0 && after < before ? adjusted with { VarianceKept = after / before } : plain;

        ArmSample Adjust(ArmSample sample, Linear arm) => new(
            sample.Mean - (theta * (arm.Past - past)),
            Math.Max(0, arm.Variance - (2 * theta * arm.Covariance) + (theta * theta * arm.PastVariance)), sample.Count);
    }

    /// <summary>A metric and its past as means of one value by visitor each: of a ratio r = X/Y that is (x - r·y) / mean(y), around r.</summary>
    private readonly record struct Linear(double Past, double Variance, double PastVariance, double Covariance)
    {
        public static Linear OfMean(MetricSums sums) => new(
            sums.Past / sums.Visitors, Co(sums.MainSquare, sums.Main, sums.Main, sums.Visitors), Co(sums.PastSquare, sums.Past, sums.Past, sums.Visitors),
            Co(sums.MainPast, sums.Main, sums.Past, sums.Visitors));

        public static Linear Of(MetricSums sums)
        {
            var n = sums.Visitors;
            var (r, y) = (sums.Main / sums.Below, sums.Below / n);
            var variance = (Co(sums.MainSquare, sums.Main, sums.Main, n) + (r * r * Co(sums.BelowSquare, sums.Below, sums.Below, n))
                - (2 * r * Co(sums.MainBelow, sums.Main, sums.Below, n))) / (y * y);
            if (sums.PastBelow <= 0)
            {
                return new Linear(0, Math.Max(0, variance), 0, 0);
            }

            var (s, q) = (sums.Past / sums.PastBelow, sums.PastBelow / n);
            var past = (Co(sums.PastSquare, sums.Past, sums.Past, n) + (s * s * Co(sums.PastBelowSquare, sums.PastBelow, sums.PastBelow, n))
                - (2 * s * Co(sums.PastPastBelow, sums.Past, sums.PastBelow, n))) / (q * q);
            var both = (Co(sums.MainPast, sums.Main, sums.Past, n) - (s * Co(sums.MainPastBelow, sums.Main, sums.PastBelow, n))
                - (r * Co(sums.BelowPast, sums.Below, sums.Past, n)) + (r * s * Co(sums.BelowPastBelow, sums.Below, sums.PastBelow, n))) / (y * q);
            return new Linear(s, Math.Max(0, variance), Math.Max(0, past), both);
        }

        private static double Co(double product, double left, double right, double n) => n < 2 ? 0 : (product - (left * right / n)) / (n - 1);
    }
}
