using CrossSell.Core.Experiments;

namespace CrossSell.Tests.Core.Experiments;

/// <summary>
/// Shops whose truth is known, made by chance with a fixed seed: new visitors every day, of whom some buy, and some of those again on later days; amounts are
/// skewed as those of shops are. An effect is so much more on each order of the treatment.
/// </summary>
internal sealed class SimulatedExperiment(int seed, int days, int visitorsADay, double effect)
{
    public const double Conversion = .1;
    private const double Again = .02;
    private const double Spread = .6;
    private const double Typical = 4_000;

    private readonly Random random = new(seed);
    private readonly List<double>[] buyers = [[], []];

    /// <summary>What a visitor is like, for the planner: mean and deviation of revenue.</summary>
    public static MetricBaseline Baseline { get; } = Measure();

    /// <summary>The sums of both arms at the end of each day.</summary>
    public IEnumerable<(MetricSums Control, MetricSums Treatment)> Days()
    {
        var sums = new MetricSums[2];
        for (var day = 0; day < days; day++)
        {
            for (var arm = 0; arm < 2; arm++)
            {
                sums[arm] += Day(arm);
            }

            yield return (sums[0], sums[1]);
        }
    }

    /// <summary>The growth of one day of one arm.</summary>
    private MetricSums Day(int arm)
    {
        var (sum, squares) = (0.0, 0.0);
        var own = buyers[arm];
        for (var buyer = Skip(Again); buyer < own.Count; buyer += 1 + Skip(Again))
        {
            var amount = Amount(arm);
            sum += amount;
            squares += ((own[buyer] + amount) * (own[buyer] + amount)) - (own[buyer] * own[buyer]);
            own[buyer] += amount;
        }

        for (var visitor = Skip(Conversion); visitor < visitorsADay; visitor += 1 + Skip(Conversion))
        {
            var amount = Amount(arm);
            sum += amount;
            squares += amount * amount;
            own.Add(amount);
        }

        return new MetricSums { Visitors = visitorsADay, Main = sum, MainSquare = squares };
    }

    // How many come before the next one who does it.
    private int Skip(double chance) => (int)Math.Min(int.MaxValue / 2, Math.Log(1 - random.NextDouble()) / Math.Log(1 - chance));

    private double Amount(int arm)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Math.Round(Typical * Math.Exp(Spread * normal) * (arm == 0 ? 1 : 1 + effect));
    }

    private static MetricBaseline Measure()
    {
        var (control, _) = new SimulatedExperiment(1, 20, 100_000, 0).Days().Last();
        var sample = MetricSamples.Of(ExperimentMetric.RevenuePerVisitor, control);
        return new MetricBaseline(sample.Mean, Math.Sqrt(sample.Variance));
    }
}
