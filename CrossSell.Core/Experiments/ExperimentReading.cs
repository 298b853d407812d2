namespace CrossSell.Core.Experiments;

/// <summary>What an experiment says now.</summary>
public enum ExperimentVerdict
{
    /// <summary>Nobody was counted yet, or a fixed-horizon experiment has not its planned visitors: no effect is told.</summary>
    TooEarly,

    /// <summary>Not yet conclusive.</summary>
    NotYet,

    /// <summary>The first metric is better, beyond chance.</summary>
    Better,

    /// <summary>The first metric is worse, beyond chance.</summary>
    Worse,

    /// <summary>It is over, as planned, and no effect beyond chance was found: if there is one it lies within the interval.</summary>
    NoDifference,

    /// <summary>The arms are not split as planned: no figure can be trusted before it is known why.</summary>
    Invalid,
}

/// <summary>A difference between treatment and control with its interval at the level of the experiment (95 %).</summary>
public readonly record struct Effect(double Value, double Low, double High)
{
    /// <summary>Whether the interval leaves zero out.</summary>
    public bool IsClear => Low > 0 || High < 0;
}

/// <summary>What one arm brought; while effects are not told that is 0 in all of them.</summary>
/// <param name="Arm">0 is the control.</param>
/// <param name="Share">Planned share of the visitors of the experiment, from 0 to 1.</param>
/// <param name="Revenue">Kept, in minor units.</param>
public sealed record ArmReading(int Arm, double Share, long Visitors, long Buyers, long Orders, double Revenue);

/// <summary>One metric of one treatment against the control.</summary>
/// <param name="Arm">The treatment, from 1.</param>
/// <param name="Control">The control's figure: minor units, units, or a share from 0 to 1.</param>
/// <param name="Relative">(treatment - control) / control, with the interval of the delta method: 0.041 is 4.1 % more. Null where there is no control.</param>
/// <param name="P">As <see cref="ArmComparison.Chance"/>, two-sided; in always-valid mode valid on any day.</param>
/// <param name="AdjustedP">Corrected for all metrics of its family (<see cref="PValues.Holm"/>); the first metric stands alone.</param>
/// <param name="IsConclusive">Beyond chance after the correction.</param>
public sealed record MetricReading(
    ExperimentMetric Metric, MetricRole Role, int Arm, double Control, double Treatment, Effect Absolute, Effect? Relative, double P, double AdjustedP,
    bool IsConclusive)
{
    /// <summary>What is left of the variance after taking account of what visitors bought before (CUPED): 1 where nothing is known of that.</summary>
    public double VarianceKept { get; init; } = 1;

    /// <summary>Conclusive, and in the unwelcome direction.</summary>
    public bool IsWorse => IsConclusive && (Absolute.Value < 0) != Metric.IsLessBetter;

    /// <summary>Conclusive, and in the welcome direction.</summary>
    public bool IsBetter => IsConclusive && (Absolute.Value > 0) != Metric.IsLessBetter;
}

/// <summary>The first metric as it stood at the end of a day.</summary>
/// <param name="Visitors">Of all arms until then.</param>
/// <param name="Relative">Null where there was too little to say it.</param>
public sealed record DayReading(DateOnly Day, int Arm, long Visitors, Effect? Relative);

/// <summary>By what visitors are cut into groups. Stored by name.</summary>
public enum ExperimentCut
{
    /// <summary>Not cut: everybody.</summary>
    None,

    /// <summary>phone, tablet, desktop.</summary>
    Device,

    /// <summary>Where the visit came from: direct, search, ad, social, mail, referral.</summary>
    Source,

    /// <summary>Whether first seen in the first seven days of the experiment or later; what was bought in the visitor's own first seven days.</summary>
    Cohort,
}

/// <summary>The first metric of one group of visitors: exploratory, a hint for the next experiment and no proof.</summary>
/// <param name="Key">Of the group; empty for visitors of whom it is not known.</param>
/// <param name="AdjustedP">Corrected for all groups that were looked at (<see cref="PValues.Holm"/>).</param>
public sealed record SliceReading(
    ExperimentCut Cut, string Key, int Arm, long Visitors, Effect? Relative, double P, double AdjustedP, bool IsConclusive);

/// <summary>Whether the visitors are split between the arms as planned; by chance nearly always.</summary>
/// <param name="P">While it runs that of the sequential test (<see cref="SampleRatio.SequentialP"/>), once it is over of chi-squared.</param>
/// <param name="IsAlarm">Below <see cref="SampleRatio.Alarm"/>.</param>
public sealed record SampleRatioReading(IReadOnlyList<double> Planned, IReadOnlyList<long> Seen, double P, bool IsSequential, bool IsAlarm);

/// <summary>Whether the effect fades: that on visitors of the first week against that on those who came later, each in their first seven days.</summary>
/// <param name="First">Relative effect on the visitors of the first seven days.</param>
/// <param name="Later">On those who came after.</param>
/// <param name="P">Of their difference, two-sided.</param>
/// <param name="IsAlarm">They differ beyond chance: the later one is the more likely future.</param>
public sealed record NoveltyReading(Effect First, Effect Later, double P, bool IsAlarm);

/// <summary>Why something was left out.</summary>
public enum ExclusionReason
{
    /// <summary>Visitors whose browser says that it is a program, or who do what no person does.</summary>
    Bot,

    /// <summary>Visitors of the shop itself: signed-in staff, and previews.</summary>
    Staff,

    /// <summary>Visitors who were seen in two arms: the shop changed its pseudonym, or sent an arm that was not given.</summary>
    TwoArms,

    /// <summary>Orders of visitors before they were exposed: they say nothing of the experiment, and go into the comparison with the past.</summary>
    BeforeExposure,

    /// <summary>Orders that name an arm and no visitor: nobody knows whose they are.</summary>
    NoVisitor,

    /// <summary>Cancelled orders.</summary>
    Cancelled,

    /// <summary>Orders of tests, by their number (mining policy).</summary>
    Test,

    /// <summary>Units that came back, taken off the revenue of the day of their order.</summary>
    Returned,
}

/// <summary>How much was left out, and why.</summary>
/// <param name="Count">Visitors, orders or units, as the reason says.</param>
/// <param name="Amount">Of returns what they were worth, in minor units; else 0.</param>
public sealed record ExclusionReading(ExclusionReason Reason, long Count, long Amount = 0);

/// <summary>
/// What an experiment says, worked out from stored daily sums alone. In a fixed-horizon experiment that has not its planned visitors there are no effects in
/// it at all (<see cref="IsHidden"/>): what is not shown tempts nobody to stop early.
/// </summary>
public sealed record ExperimentReading
{
    public required int ExperimentId { get; init; }

    public required ExperimentMode Mode { get; init; }

    public required ExperimentVerdict Verdict { get; init; }

    /// <summary>When the sums were brought up to date; null before the first time.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The newest day that is in it, as the shop's calendar says; null where nobody was counted.</summary>
    public DateOnly? LastDay { get; init; }

    public DateOnly? FirstDay { get; init; }

    /// <summary>Effects are not told before the planned visitors are there.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Visitors of all arms.</summary>
    public long Visitors { get; init; }

    /// <summary>Planned visitors of all arms.</summary>
    public long PlannedVisitors { get; init; }

    /// <summary>How many more days at the traffic of the last seven, until the planned visitors are there; in always-valid mode until an effect such as the
    /// one that is seen would be clear. Null where there is no traffic, or no such effect.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>
    /// The chance of finding the planned smallest effect at the planned sample, if visitors go on to vary as they did
    /// (<see cref="ExperimentPower.InTheMiddle"/>): it tells nothing of the effect that was seen. Null while there are too few, once it is over, and without a
    /// plan.
    /// </summary>
    public double? Power { get; init; }

    /// <summary>Smallest relative effect that it was planned to find; null where none was named.</summary>
    public double? SmallestEffect { get; init; }

    public IReadOnlyList<ArmReading> Arms { get; init; } = [];

    /// <summary>The first metric first; of several treatments one after the other.</summary>
    public IReadOnlyList<MetricReading> Metrics { get; init; } = [];

    /// <summary>
    /// The first metric, of the treatment that the verdict is about: one that is better beyond chance before one that is not clear, and that before one that is
    /// worse; of several the one with the most welcome effect. Null while hidden.
    /// </summary>
    public MetricReading? First => Metrics.Where(metric => metric.Role == MetricRole.First)
        .OrderByDescending(metric => metric.IsBetter).ThenBy(metric => metric.IsWorse)
        .ThenByDescending(metric => (metric.Relative?.Value ?? metric.Absolute.Value) * (metric.Metric.IsLessBetter ? -1 : 1)).FirstOrDefault();

    /// <summary>Guardrails that became worse, beyond chance.</summary>
    public IEnumerable<MetricReading> Broken => Metrics.Where(metric => metric is { Role: MetricRole.Guardrail, IsWorse: true });

    public IReadOnlyList<DayReading> Days { get; init; } = [];

    public IReadOnlyList<SliceReading> Slices { get; init; } = [];

    public SampleRatioReading? Ratio { get; init; }

    public NoveltyReading? Novelty { get; init; }

    public IReadOnlyList<ExclusionReading> Excluded { get; init; } = [];
}
