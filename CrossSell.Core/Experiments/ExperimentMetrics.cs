namespace CrossSell.Core.Experiments;

/// <summary>What a metric is for in its experiment.</summary>
public enum MetricRole
{
    /// <summary>The one that decides.</summary>
    First,

    Other,

    /// <summary>Must not become worse.</summary>
    Guardrail,
}

/// <summary>What metrics are.</summary>
public static class ExperimentMetrics
{
    public static readonly IReadOnlyList<ExperimentMetric> All = Enum.GetValues<ExperimentMetric>();

    /// <summary>Those that must not become worse, whatever the first metric says.</summary>
    public static readonly IReadOnlyList<ExperimentMetric> Guardrails = [ExperimentMetric.Conversion, ExperimentMetric.Returns];

    extension(ExperimentMetric metric)
    {
        /// <summary>Whether it is an amount in minor units of the shop's currency.</summary>
        public bool IsMoney => metric is ExperimentMetric.RevenuePerVisitor or ExperimentMetric.AverageOrderValue or ExperimentMetric.MarginPerVisitor;

        /// <summary>Whether it is a share from 0 to 1.</summary>
        public bool IsShare => metric is ExperimentMetric.AttachRate or ExperimentMetric.RepeatWithin30Days or ExperimentMetric.Conversion
            or ExperimentMetric.Returns;

        /// <summary>Whether less of it is better.</summary>
        public bool IsLessBetter => metric is ExperimentMetric.Returns;

        /// <summary>Whether it is one sum by another (by orders, by buyers), and not a mean of visitors.</summary>
        public bool IsRatio => metric is ExperimentMetric.AverageOrderValue or ExperimentMetric.AttachRate or ExperimentMetric.UnitsPerOrder
            or ExperimentMetric.RepeatWithin30Days or ExperimentMetric.Returns;
    }
}
