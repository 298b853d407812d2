using System.Text.Json.Serialization;
using CrossSell.Core.Panels;

namespace CrossSell.Core.Experiments;

/// <summary>
/// What an experiment asks. Arm <c>a</c> is always what is compared against, so that an effect reads as what the other arm brings. Stored by name.
/// </summary>
public enum ExperimentQuestion
{
    /// <summary><c>a</c> no panel, <c>b</c> the panels as they are.</summary>
    AnyPanel,

    /// <summary><c>a</c> without the rule, <c>b</c> with it.</summary>
    Rule,

    /// <summary><c>a</c> without the bundle, <c>b</c> with it.</summary>
    Bundle,

    /// <summary><c>a</c> without the layer, <c>b</c> with it.</summary>
    Layer,

    /// <summary><c>a</c> the order of layers as it is set, the others each their own.</summary>
    LayerOrder,

    /// <summary><c>a</c> the headline as it is set, the others each their own.</summary>
    Headline,

    /// <summary>A whole shop's hold-out: <c>a</c> sees no panels, <c>b</c> is an equal-sized sample of the rest.</summary>
    HoldOut,
}

/// <summary>What is measured by visitor or order. Stored by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExperimentMetric>))]
public enum ExperimentMetric
{
    /// <summary>Revenue of counted orders by visitor.</summary>
    RevenuePerVisitor,

    /// <summary>Revenue by order.</summary>
    AverageOrderValue,

    /// <summary>
    /// Of the orders the share that holds two different products (families) or more; it asks nothing of panels, so that it means the same in an arm that shows
    /// none.
    /// </summary>
    AttachRate,

    /// <summary>Units by order.</summary>
    UnitsPerOrder,

    /// <summary>Margin net of tax by visitor.</summary>
    MarginPerVisitor,

    /// <summary>Of the buyers the share that orders again within 30 days of the first order.</summary>
    RepeatWithin30Days,

    /// <summary>Visitors with an order of all visitors.</summary>
    Conversion,

    /// <summary>Of the revenue as ordered the share that came back.</summary>
    Returns,
}

/// <summary>How it is analysed: chosen before the start and frozen with it. Stored by name.</summary>
public enum ExperimentMode
{
    /// <summary>Read once, at the planned end.</summary>
    FixedHorizon,

    /// <summary>May be read at any time: its intervals hold at all of them at once.</summary>
    AlwaysValid,
}

/// <summary>What people decided about it. Whether it is scheduled, running or over follows from the instant: <see cref="Experiment.PhaseAt"/>.</summary>
public enum ExperimentState
{
    Draft,

    /// <summary>A manager started it; from now on nothing of it changes but its end.</summary>
    Started,

    /// <summary>An arm is the setting.</summary>
    Decided,

    /// <summary>Given up; everything is as it was before.</summary>
    Cancelled,
}

/// <summary>Where an experiment stands at an instant.</summary>
public enum ExperimentPhase
{
    Draft,
    Scheduled,
    Running,

    /// <summary>Of a hold-out: nobody new is counted, and what the counted ones buy still is.</summary>
    LookBack,

    /// <summary>Over, and nobody has decided yet.</summary>
    Ended,
    Decided,
    Cancelled,
}

/// <summary>One of the variants between which visitors are split.</summary>
/// <param name="Code">One letter, <c>a</c> first.</param>
/// <param name="Name">For people.</param>
/// <param name="WeightBasisPoints">Of the experiment's visitors; all arms add up to 10,000.</param>
public sealed record ExperimentArm(string Code, string Name, int WeightBasisPoints)
{
    /// <summary>Of a <see cref="ExperimentQuestion.LayerOrder"/>: which layers fill the panel in which order (<see cref="PanelLayerOrder"/>).</summary>
    public string? Layers { get; init; }

    /// <summary>Of a <see cref="ExperimentQuestion.Headline"/>: texts by locale (<see cref="PanelHeadlines"/>).</summary>
    public string? Headlines { get; init; }
}

/// <summary>What people write about an experiment, whole, before its start.</summary>
/// <param name="SubjectId">The rule or the bundle; null for other questions.</param>
/// <param name="Layer">Name of the layer; null for other questions.</param>
/// <param name="Arms">2 to 4, in the order of their codes.</param>
/// <param name="Placements">Where panels are concerned; empty is everywhere.</param>
/// <param name="Segment">Code of the shoppers it is for; null is all.</param>
/// <param name="ShareBasisPoints">Of the shop's visitors that take part, 1 to 10,000.</param>
/// <param name="StartsAt">Wall time in the shop; null is as soon as it is started.</param>
/// <param name="EndsAt">Exclusive wall time in the shop; null is open, which the fixed horizon is not.</param>
public sealed record ExperimentTerms(
    string Name,
    ExperimentQuestion Question,
    int? SubjectId,
    string? Layer,
    IReadOnlyList<ExperimentArm> Arms,
    IReadOnlyList<PanelPlacement> Placements,
    string? Segment,
    int ShareBasisPoints,
    DateTime? StartsAt,
    DateTime? EndsAt)
{
    /// <summary>
    /// Of a rule or a bundle: whether nobody but arm <c>b</c> sees it until somebody decides. A rule that is off at the start is always so: it is switched on
    /// for that arm alone.
    /// </summary>
    public bool OnlyInExperiment { get; init; }

    /// <summary>What is expected, and why.</summary>
    public string? Note { get; init; }

    /// <summary>How long it runs from its start, 1 to 365, where no end is named; null with one, or for an open end.</summary>
    public int? Days { get; init; }

    /// <summary>Decides.</summary>
    public ExperimentMetric Metric { get; init; }

    /// <summary>Read too, corrected for their number.</summary>
    public IReadOnlyList<ExperimentMetric> OtherMetrics { get; init; } = [];

    /// <summary>What must not get worse.</summary>
    public IReadOnlyList<ExperimentMetric> Guardrails { get; init; } = [ExperimentMetric.Conversion, ExperimentMetric.Returns];

    public ExperimentMode Mode { get; init; }

    /// <summary>Smallest relative effect that it is to find: 500 is 5 %. Null before it is planned.</summary>
    public int? SmallestEffectBasisPoints { get; init; }

    /// <summary>Visitors in all arms together that the plan asks for: under it there is no verdict. Null before it is planned.</summary>
    public long? PlannedVisitors { get; init; }

    /// <summary>Visitors at which an always-valid interval is narrowest (N*), at least 100.</summary>
    public int SequentialTuning { get; init; } = Experiment.UsualSequentialTuning;

    /// <summary>The two arms that most questions have, half of the visitors each.</summary>
    public static IReadOnlyList<ExperimentArm> TwoArms(string without, string with) => [new("a", without, 5_000), new("b", with, 5_000)];
}
