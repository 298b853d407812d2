namespace CrossSell.Core.Suggestions;

/// <summary>An order that holds both products of a pair.</summary>
internal sealed record PairOrder
{
    public long Id { get; init; }

    public DateTimeOffset OrderedAt { get; init; }
}
