namespace CrossSell.Core.Affinity;

/// <summary>What baskets say about an ordered pair, in plain counts: all scores and all evidence follow from these four numbers.</summary>
/// <param name="Together">Baskets that hold both.</param>
/// <param name="Anchor">Baskets that hold the anchor; at least <paramref name="Together"/>.</param>
/// <param name="Companion">Baskets that hold the companion; at least <paramref name="Together"/>.</param>
/// <param name="Baskets">All baskets.</param>
public readonly record struct PairCount(int Together, int Anchor, int Companion, int Baskets)
{
    /// <summary>The same pair seen from the companion. A method, because a record prints its properties, and this one would never end.</summary>
    public PairCount Reversed() => new(Together, Companion, Anchor, Baskets);
}
