using System.Runtime.InteropServices;
using CrossSell.Core.Common;

namespace CrossSell.Core.Affinity;

/// <summary>The sets that one basket was sold with, by product ids.</summary>
/// <param name="Sets">The products of each, the main product first.</param>
/// <param name="Alone">Products that the basket holds by themselves too.</param>
public sealed record BasketSets(IReadOnlyList<int[]> Sets, IReadOnlySet<int> Alone);

/// <summary>
/// In how many baskets two products were sold as a set. Who takes a set takes what the shop put together: such a basket says nothing of the two, neither that
/// they go together nor that they do not. So it is left out of the pair's counts (of its baskets, of both products' and of all), and counted here.
/// </summary>
[Engine]
public sealed class SetPairs
{
    /// <summary>Of baskets without sets.</summary>
    public static readonly SetPairs None = new();

    private readonly Dictionary<(int Lower, int Higher), int> baskets = [];

    /// <summary>Whether nothing was sold as a set.</summary>
    public bool IsEmpty => baskets.Count == 0;

    /// <summary>Each pair once, the lower product id first.</summary>
    public IEnumerable<(int Lower, int Higher, int Baskets)> All => baskets.Select(pair => (pair.Key.Lower, pair.Key.Higher, pair.Value));

    /// <summary>Baskets in which the two were sold as a set.</summary>
    public int Of(int oneId, int otherId) => IsEmpty ? 0 : baskets.GetValueOrDefault(Key(oneId, otherId));

    /// <summary>Takes the baskets that say nothing of the pair out of its counts.</summary>
    /// <param name="pair">As counted over all baskets, but for <see cref="PairCount.Together"/>, which has them out already.</param>
    public PairCount Without(int oneId, int otherId, PairCount pair) => Of(oneId, otherId) is > 0 and var sets
        ? new PairCount(pair.Together, pair.Anchor - sets, pair.Companion - sets, pair.Baskets - sets)
        : pair;

    /// <summary>One basket. Two that are in several of its sets count once.</summary>
    internal void Add(BasketSets basket)
    {
        var pairs = new HashSet<(int, int)>();
        foreach (var set in basket.Sets)
        {
            for (var one = 0; one < set.Length; one++)
            {
                for (var other = one + 1; other < set.Length; other++)
                {
                    if (set[one] != set[other] && pairs.Add(Key(set[one], set[other])))
                    {
                        CollectionsMarshal.GetValueRefOrAddDefault(baskets, Key(set[one], set[other]), out _)++;
                    }
                }
            }
        }
    }

    private static (int, int) Key(int one, int other) => one < other ? (one, other) : (other, one);
}
