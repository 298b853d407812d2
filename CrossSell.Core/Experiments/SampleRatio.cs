using CrossSell.Core.Common;

namespace CrossSell.Core.Experiments;

/// <summary>
/// Whether visitors are split between the arms as planned. While an experiment runs by a sequential test, which may be asked every day; once it is over by
/// chi-squared, which asked every day would alarm sooner or later.
/// </summary>
[Engine]
public static class SampleRatio
{
    /// <summary>From a chance of less than this on it is an alarm.</summary>
    public const double Alarm = .001;

    /// <summary>How firmly the sequential test believes in the plan before it sees anybody, in visitors.</summary>
    public const double Concentration = 10_000;

    /// <summary>Pearson's test (1900).</summary>
    /// <param name="planned">Shares; they sum up to 1.</param>
    /// <returns>The statistic and the chance of one as large; 0 and 1 where nobody came.</returns>
    public static (double Statistic, double P) ChiSquared(IReadOnlyList<double> planned, IReadOnlyList<long> seen)
    {
        ArgumentNullException.ThrowIfNull(planned);
        ArgumentNullException.ThrowIfNull(seen);
        var all = (double)seen.Sum();
        if (all == 0 || planned.Count < 2)
        {
            return (0, 1);
        }

        var statistic = 0.0;
        for (var arm = 0; arm < planned.Count; arm++)
        {
            var expected = all * planned[arm];
            statistic += (seen[arm] - expected) * (seen[arm] - expected) / expected;
        }

        return (statistic, Distributions.ChiSquaredBeyond(statistic, planned.Count - 1));
    }

    /// <summary>
    /// One over the Bayes factor of "split otherwise" (Dirichlet with the planned shares times <see cref="Concentration"/>) against "split as planned", at
    /// most 1: below α at any time with a chance of at most α (Lindon and Malek, Anytime-Valid Inference for Multinomial Count Data, 2020). It depends on the
    /// totals alone, in whatever batches they came.
    /// </summary>
    public static double SequentialP(IReadOnlyList<double> planned, IReadOnlyList<long> seen)
    {
        ArgumentNullException.ThrowIfNull(planned);
        ArgumentNullException.ThrowIfNull(seen);
        var log = Distributions.LogGamma(Concentration) - Distributions.LogGamma(Concentration + seen.Sum());
        for (var arm = 0; arm < planned.Count; arm++)
        {
            var believed = Concentration * planned[arm];
            log += Distributions.LogGamma(believed + seen[arm]) - Distributions.LogGamma(believed) - (seen[arm] * Math.Log(planned[arm]));
        }

        return Math.Min(1, Math.Exp(-log));
    }
}

/// <summary>Corrects for looking at several figures.</summary>
[Engine]
public static class PValues
{
    /// <summary>
    /// Holm (1979): the chance of any false finding among them stays at or under α, however they depend on each other, which metrics of the same visitors
    /// strongly do. Benjamini and Hochberg's method would find more and let a share of the findings be false; these are few, and each is acted upon.
    /// </summary>
    /// <returns>In the same order; conclusive where below α.</returns>
    public static IReadOnlyList<double> Holm(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var adjusted = new double[values.Count];
        var (highest, left) = (0.0, values.Count);
        foreach (var at in Enumerable.Range(0, values.Count).OrderBy(at => values[at]))
        {
            highest = Math.Max(highest, Math.Min(1, values[at] * left--));
            adjusted[at] = highest;
        }

        return adjusted;
    }
}
