using CrossSell.Core.Common;

namespace CrossSell.Core.Affinity;

/// <summary>
/// EASE: which products a basket lacks, by the linear model that best restores each product of a basket from the others. In closed form:
/// G = XᵀX + λ I, P = G⁻¹, B[i, j] = −P[i, j] / P[j, j], B[i, i] = 0; the score of j for a cart is the sum of B[i, j] over its products i.
/// (Steck 2019, "Embarrassingly Shallow Autoencoders for Sparse Data".) Time grows with the cube and memory with the square of the products, so they are
/// capped.
/// </summary>
[Engine]
public sealed class Ease
{
    /// <summary>Measured on real baskets, 50 to 250 are alike: small against a bestseller's baskets, large against a rarity's.</summary>
    public const float DefaultLambda = 100;

    /// <summary>More products than this leave out the rarest: 8,000 need 0.5 GB while they are solved.</summary>
    public const int MaxProducts = 8_000;

    private readonly int[] slots;
    private readonly int[] placeOf;
    private readonly float[] weights;

    private Ease(int[] slots, int[] placeOf, float[] weights) => (this.slots, this.placeOf, this.weights) = (slots, placeOf, weights);

    /// <summary>The products that it knows, by slot.</summary>
    public ReadOnlySpan<int> Slots => slots;

    /// <param name="lambda">Above 0; more trusts the data less.</param>
    /// <param name="maxProducts">The best sellers that are taken.</param>
    public static Ease Solve(BasketList baskets, float lambda = DefaultLambda, int maxProducts = MaxProducts, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(baskets);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lambda);
        var support = baskets.Supports();
        var (slots, placeOf) = Places(baskets.ProductIds, support, maxProducts);
        return Solve(slots, placeOf, support, Together(baskets, placeOf, slots.Length, cancellation), lambda, cancellation);
    }

    /// <summary>The same of counts that were made elsewhere.</summary>
    /// <param name="productIds">By slot.</param>
    /// <param name="support">Baskets of each product, by slot.</param>
    /// <param name="together">Told which products it is about, by place, writes the baskets of each two of them into a square, both ways.</param>
    internal static async Task<Ease> SolveAsync(
        ReadOnlyMemory<int> productIds, int[] support, int maxProducts, Func<int[], float[], Task> together, CancellationToken cancellation = default)
    {
        var (slots, placeOf) = Places(productIds.Span, support, maxProducts);
        var matrix = new float[checked(slots.Length * slots.Length)];
        await together(placeOf, matrix);
        return Solve(slots, placeOf, support, matrix, DefaultLambda, cancellation);
    }

    private static (int[] Slots, int[] PlaceOf) Places(ReadOnlySpan<int> productIds, int[] support, int maxProducts)
    {
        var ids = productIds.ToArray();
        var slots = Enumerable.Range(0, support.Length).Where(slot => support[slot] > 0)
            .OrderByDescending(slot => support[slot]).ThenBy(slot => ids[slot]).Take(maxProducts).ToArray();
        var placeOf = new int[support.Length];
        Array.Fill(placeOf, -1);
        for (var place = 0; place < slots.Length; place++)
        {
            placeOf[slots[place]] = place;
        }

        return (slots, placeOf);
    }

    private static Ease Solve(int[] slots, int[] placeOf, int[] support, float[] matrix, float lambda, CancellationToken cancellation)
    {
        var n = slots.Length;
        for (var place = 0; place < n; place++)
        {
            matrix[(place * n) + place] = support[slots[place]] + lambda;
        }

        SymmetricInverse.Invert(matrix, n, cancellation);
        var diagonal = new float[n];
        for (var place = 0; place < n; place++)
        {
            diagonal[place] = matrix[(place * n) + place];
        }

        Parallel.For(0, n, row =>
        {
            var weights = matrix.AsSpan(row * n, n);
            for (var column = 0; column < n; column++)
            {
                weights[column] = column == row ? 0 : -weights[column] / diagonal[column];
            }
        });
        return new Ease(slots, placeOf, matrix);
    }

    public bool Knows(int slot) => placeOf[slot] >= 0;

    /// <summary>The weights of one product towards all that are known, in the order of <see cref="Slots"/>; empty for one that is not known.</summary>
    public ReadOnlySpan<float> Row(int slot) => placeOf[slot] is >= 0 and var place ? weights.AsSpan(place * slots.Length, slots.Length) : [];

    private static float[] Together(BasketList baskets, int[] placeOf, int n, CancellationToken cancellation)
    {
        var matrix = new float[checked(n * n)];
        var members = new int[64];
        for (var basket = 0; basket < baskets.Count; basket++)
        {
            cancellation.ThrowIfCancellationRequested();
            var size = 0;
            foreach (var slot in baskets.Slots(basket))
            {
                if (placeOf[slot] >= 0)
                {
                    if (size == members.Length)
                    {
                        Array.Resize(ref members, size * 2);
                    }

                    members[size++] = placeOf[slot];
                }
            }

            for (var one = 0; one < size; one++)
            {
                var row = matrix.AsSpan(members[one] * n, n);
                for (var other = 0; other < size; other++)
                {
                    row[members[other]]++;
                }
            }
        }

        if (!baskets.Sets.IsEmpty)
        {
            LeaveOutSets(baskets, placeOf, matrix, n);
        }

        return matrix;
    }

    /// <summary>That two were sold as a set does not say that a basket with the one lacks the other.</summary>
    private static void LeaveOutSets(BasketList baskets, int[] placeOf, float[] matrix, int n)
    {
        var slotOf = new Dictionary<int, int>();
        for (var slot = 0; slot < baskets.ProductIds.Length; slot++)
        {
            slotOf[baskets.ProductIds[slot]] = slot;
        }

        foreach (var (lower, higher, sets) in baskets.Sets.All)
        {
            if (slotOf.TryGetValue(lower, out var one) && placeOf[one] is >= 0 and var row
                && slotOf.TryGetValue(higher, out var other) && placeOf[other] is >= 0 and var column)
            {
                matrix[(row * n) + column] -= sets;
                matrix[(column * n) + row] -= sets;
            }
        }
    }
}
