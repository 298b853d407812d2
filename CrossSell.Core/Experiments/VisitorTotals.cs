namespace CrossSell.Core.Experiments;

/// <summary>One order of a visitor.</summary>
/// <param name="At">Unix milliseconds.</param>
/// <param name="Ordered">As it was ordered, in minor units.</param>
/// <param name="Returned">Of that what came back.</param>
/// <param name="Units">Kept.</param>
/// <param name="Margin">Of what was kept, without tax; lines without a known cost left out.</param>
/// <param name="HasBeside">Holds two different products or more.</param>
public readonly record struct VisitorOrder(long At, long Ordered, long Returned, int Units, long Margin, bool HasBeside)
{
    /// <summary>Units that came back.</summary>
    public int UnitsReturned { get; init; }

    /// <summary>Nothing was bought in it; it takes back what another one sold.</summary>
    public bool IsTakenBack { get; init; }

    /// <summary>Why it does not count; null where it does.</summary>
    public ExclusionReason? Left { get; init; }
}

/// <summary>What a visitor has brought by now.</summary>
internal readonly record struct VisitorTotals(int Orders, long Ordered, long Returned, int Units, long Margin, int WithBeside, bool CameBack)
{
    private long Revenue => Ordered - Returned;

    public VisitorTotals With(VisitorOrder order) => new(
        Orders + (order.IsTakenBack ? 0 : 1), Ordered + order.Ordered, Returned + order.Returned, Units + order.Units, Margin + order.Margin,
        WithBeside + (order.HasBeside ? 1 : 0), CameBack);

    /// <summary>x and y of a metric.</summary>
    private (double Main, double Below) Of(ExperimentMetric metric) => metric switch
    {
        ExperimentMetric.RevenuePerVisitor => (Revenue, 0),
        ExperimentMetric.AverageOrderValue => (Revenue, Orders),
        ExperimentMetric.AttachRate => (WithBeside, Orders),
        ExperimentMetric.UnitsPerOrder => (Units, Orders),
        ExperimentMetric.MarginPerVisitor => (Margin, 0),
        ExperimentMetric.RepeatWithin30Days => (CameBack ? 1 : 0, Orders > 0 ? 1 : 0),
        ExperimentMetric.Conversion => (Orders > 0 ? 1 : 0, 0),
        ExperimentMetric.Returns => (Returned, Ordered),
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, null),
    };

    public VisitorPoint Point(ExperimentMetric metric, VisitorTotals past)
    {
        var ((main, below), (before, beforeBelow)) = (Of(metric), past.Of(metric));
        return new VisitorPoint(main, below, before, beforeBelow);
    }
}
