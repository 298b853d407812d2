namespace CrossSell.Core.Experiments;

/// <summary>What a metric is like before the start, by visitor.</summary>
/// <param name="Mean">Of the shop as it is: minor units, units or a share.</param>
/// <param name="Deviation">Standard deviation; of a ratio that of the delta method, by visitor.</param>
public readonly record struct MetricBaseline(double Mean, double Deviation);

/// <summary>What can be found after so many days.</summary>
/// <param name="Visitors">Of all arms.</param>
/// <param name="Smallest">The smallest relative effect that is found with the planned power; null where none is.</param>
public sealed record PlannedSpan(int Days, long Visitors, double? Smallest);

/// <summary>What an experiment can find in a shop, from that shop's own traffic.</summary>
/// <param name="VisitorsPerDay">Eligible visitors a day, of all arms; 0 where the shop's events name none.</param>
/// <param name="From">The first day that it was counted from; null for none.</param>
/// <param name="Baseline">Null where too little was sold.</param>
/// <param name="Spans">For 7, 14, 21, 28, 42 and 56 days; empty without a baseline.</param>
/// <param name="Days">Until the asked effect is found; null for never, or for more than a year.</param>
/// <param name="Visitors">Of all arms, likewise.</param>
public sealed record ExperimentForecast(
    double VisitorsPerDay, DateOnly? From, DateOnly? To, MetricBaseline? Baseline, IReadOnlyList<PlannedSpan> Spans, int? Days, long? Visitors);

/// <summary>What is frozen when an experiment starts, and all that its analysis depends on.</summary>
/// <param name="Shares">Planned share of the experiment's visitors by arm, the control first; they sum up to 1.</param>
public sealed record ReadingTerms(int ExperimentId, int ChannelId, IReadOnlyList<double> Shares)
{
    public ExperimentMode Mode { get; init; }

    public ExperimentMetric FirstMetric { get; init; }

    public IReadOnlyList<ExperimentMetric> OtherMetrics { get; init; } = [];

    public IReadOnlyList<ExperimentMetric> Guardrails { get; init; } = ExperimentMetrics.Guardrails;

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>From then on nobody new is counted; null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>From then on no order is counted, but for whether somebody came back; of a hold-out the end of its look back. Null while it is open.</summary>
    public DateTimeOffset? OrdersUntil { get; init; }

    /// <summary>As it was planned and frozen.</summary>
    /// <exception cref="ArgumentException">It was never started.</exception>
    public static ReadingTerms Of(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return new ReadingTerms(
            experiment.Id, experiment.ChannelId, [.. experiment.Arms.Select(arm => (double)arm.WeightBasisPoints / Experiment.Whole)])
        {
            Mode = experiment.Mode,
            FirstMetric = experiment.Metric,
            OtherMetrics = experiment.OtherMetrics,
            Guardrails = experiment.Guardrails,
            StartedAt = experiment.From ?? throw new ArgumentException("Not started.", nameof(experiment)),
            EndedAt = experiment.FrozenAt ?? experiment.Until,
            OrdersUntil = experiment.Until,
            PlannedVisitors = experiment.PlannedVisitors ?? 0,
            SmallestEffect = (double?)experiment.SmallestEffectBasisPoints / Experiment.Whole,
            Tuning = experiment.SequentialTuning,
        };
    }

    /// <summary>How intervals are made.</summary>
    public TestRule Rule => new(Alpha, Mode == ExperimentMode.AlwaysValid ? Tuning : null);

    /// <summary>Of all arms.</summary>
    public long PlannedVisitors { get; init; }

    /// <summary>The smallest relative effect that it was planned to find: .05 is 5 %; null where none was named.</summary>
    public double? SmallestEffect { get; init; }

    /// <summary>The chance of finding an effect where there is none.</summary>
    public double Alpha { get; init; } = DefaultAlpha;

    /// <summary>N* of the confidence sequence: visitors at which its interval is narrowest, in comparison.</summary>
    public double Tuning { get; init; } = DefaultTuning;

    /// <summary>Days before the first exposure whose orders make the comparison with the past (CUPED).</summary>
    public int PastDays { get; init; } = DefaultPastDays;

    public const double DefaultAlpha = .05;

    /// <summary>The chance of finding the planned effect where it is there.</summary>
    public const double DefaultPower = .8;

    public const double DefaultTuning = 5_000;

    public const int DefaultPastDays = 28;
}

/// <summary>What cross-selling brought a shop: what only a hold-out can tell, for everything else is merely attributed.</summary>
/// <param name="ExperimentId">The hold-out that says it.</param>
/// <param name="From">First day.</param>
/// <param name="To">Newest day.</param>
/// <param name="Visitors">Held out.</param>
/// <param name="Amount">
/// More revenue, in minor units: the difference by visitor times all visitors of the shop in that time, with the ends of its interval.
/// </param>
/// <param name="Relative">More revenue per visitor than of those held out.</param>
/// <param name="IsConclusive">Beyond chance.</param>
public sealed record HoldOutFigure(int ExperimentId, DateOnly From, DateOnly To, long Visitors, Effect Amount, Effect? Relative, bool IsConclusive)
{
    /// <summary>
    /// Days after their first visit in which visitors' orders count (<see cref="VisitorWindow"/>): what panels bring later is in no figure, which errs low.
    /// </summary>
    public int CountedDays { get; init; }
}
