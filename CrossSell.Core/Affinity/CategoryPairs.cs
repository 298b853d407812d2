using CrossSell.Core.Common;

namespace CrossSell.Core.Affinity;

/// <summary>What the baskets with any product of a category say about one product of another category.</summary>
/// <param name="Count">The "anchor" of the count is the whole category: baskets with any of its products.</param>
public readonly record struct CategoryPair(int CategoryId, int CompanionId, PairCount Count)
{
    /// <summary>What ranks: <see cref="AffinityScore.WilsonDamped(PairCount)"/> over the category's counts.</summary>
    public double Score => AffinityScore.WilsonDamped(Count);
}

/// <summary>
/// Evidence one step wider than a pair of products: for every category, the products of other categories that are bought with anything of it. Two
/// categories go together when their baskets say so beyond chance (lift of <see cref="CategoryLift"/>, Dunning's G2 of 10.83); of such a category, a product
/// counts when its own baskets with the first category do (<see cref="AffinityEvidence.KindOf"/>). Ranked by the Wilson lower bound of
/// P(companion | category) over the companion's base rate to the power of 0.3, as pairs of products are. Pure.
/// </summary>
[Engine]
public static class CategoryPairs
{
    /// <summary>How many of each category: more than a panel shows, because its filters drop some.</summary>
    public const int Keep = 16;

    /// <summary>In fewer baskets a companion is no evidence.</summary>
    public const int MinBaskets = 5;

    /// <summary>A category lies in many baskets, so that its lift is nearer to 1 than a product's.</summary>
    public const double CategoryLift = 1.2;

    /// <param name="categoryOf">The category of a product by id; what has none takes no part.</param>
    /// <returns>By category, the best companion first; equal ones by product id.</returns>
    public static IReadOnlyDictionary<int, IReadOnlyList<CategoryPair>> Find(
        BasketList baskets, IReadOnlyDictionary<int, int> categoryOf, int keep = Keep, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(baskets);
        ArgumentNullException.ThrowIfNull(categoryOf);
        var categories = new Dictionary<int, int>();
        var ids = baskets.ProductIds.ToArray();
        // Numbered as they come; -1 is none.
        var placeOf = Array.ConvertAll(ids, id => !categoryOf.TryGetValue(id, out var category) ? -1
            : categories.TryGetValue(category, out var known) ? known : categories[category] = categories.Count);
        var basketsOf = BasketsOf(baskets, placeOf, categories.Count, cancellation);
        var support = baskets.Supports();
        var byPlace = categories.ToDictionary(category => category.Value, category => category.Key);
        var found = new IReadOnlyList<CategoryPair>[categories.Count];
        Parallel.For(
            0,
            categories.Count,
            new ParallelOptions { CancellationToken = cancellation },
            () => new Scratch(ids.Length, categories.Count),
            (place, _, scratch) =>
            {
                scratch.Count(baskets, basketsOf[place], placeOf);
                var all = basketsOf[place].Count;
                var together = scratch.Categories.ToArray();
                var goesWith = Enumerable.Range(0, together.Length).Select(other => other != place
                    && GoTogether(new PairCount(together[other], all, basketsOf[other].Count, baskets.Count))).ToArray();
                found[place] =
                [
                    .. BestOf(
                        scratch.Met.Where(slot => placeOf[slot] >= 0 && goesWith[placeOf[slot]])
                            .Select(slot => new CategoryPair(
                                byPlace[place], ids[slot], new PairCount(scratch.Products[slot], all, support[slot], baskets.Count))),
                        keep),
                ];
                scratch.Clear();
                return scratch;
            },
            _ => { });
        return found.Where(pairs => pairs.Count > 0).ToDictionary(pairs => pairs[0].CategoryId);
    }

    /// <summary>Whether two categories lie together beyond chance.</summary>
    internal static bool GoTogether(PairCount categories) => AffinityEvidence.KindOf(categories, CategoryLift) == EvidenceKind.BoughtTogether;

    /// <summary>What counts of one category's products of others, the best first.</summary>
    internal static IEnumerable<CategoryPair> BestOf(IEnumerable<CategoryPair> pairs, int keep = Keep) =>
        pairs.Where(pair => pair.Count.Together >= MinBaskets && AffinityEvidence.KindOf(pair.Count) == EvidenceKind.BoughtTogether)
            .OrderByDescending(pair => pair.Score).ThenBy(pair => pair.CompanionId).Take(keep);

    /// <summary>The baskets that hold anything of each category, each once.</summary>
    private static List<int>[] BasketsOf(BasketList baskets, int[] placeOf, int categories, CancellationToken cancellation)
    {
        var basketsOf = new List<int>[categories];
        for (var place = 0; place < categories; place++)
        {
            basketsOf[place] = [];
        }

        for (var basket = 0; basket < baskets.Count; basket++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var slot in baskets.Slots(basket))
            {
                if (placeOf[slot] >= 0 && basketsOf[placeOf[slot]] is var those && (those.Count == 0 || those[^1] != basket))
                {
                    those.Add(basket);
                }
            }
        }

        return basketsOf;
    }

    /// <summary>Counts of one category's baskets; one a thread.</summary>
    private sealed class Scratch(int products, int categories)
    {
        private readonly int[] lastBasket = new int[categories];

        public int[] Products { get; } = new int[products];

        public int[] Categories { get; } = new int[categories];

        public List<int> Met { get; } = [];

        public void Count(BasketList baskets, List<int> those, int[] placeOf)
        {
            Array.Fill(lastBasket, -1);
            foreach (var basket in those)
            {
                foreach (var slot in baskets.Slots(basket))
                {
                    if (Products[slot]++ == 0)
                    {
                        Met.Add(slot);
                    }

                    if (placeOf[slot] is >= 0 and var place && lastBasket[place] != basket)
                    {
                        lastBasket[place] = basket;
                        Categories[place]++;
                    }
                }
            }
        }

        public void Clear()
        {
            foreach (var slot in Met)
            {
                Products[slot] = 0;
            }

            Met.Clear();
            Array.Clear(Categories);
        }
    }
}
