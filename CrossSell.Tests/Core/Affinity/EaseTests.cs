using CrossSell.Core.Affinity;
using CsCheck;

namespace CrossSell.Tests.Core.Affinity;

public sealed class EaseTests
{
    [Fact]
    public void SymmetricInverse_OfAnyPositiveDefiniteMatrix_TimesItIsOne() =>
        Gen.Int[1, 260].Select(Gen.Int).Sample(
            (n, seed) =>
            {
                var matrix = PositiveDefinite(n, seed);
                var inverse = (float[])matrix.Clone();
                SymmetricInverse.Invert(inverse, n, TestContext.Current.CancellationToken);
                for (var row = 0; row < n; row++)
                {
                    for (var column = 0; column < n; column++)
                    {
                        var sum = 0d;
                        for (var k = 0; k < n; k++)
                        {
                            sum += (double)matrix[(row * n) + k] * inverse[(k * n) + column];
                        }

                        Assert.Equal(row == column ? 1 : 0, sum, 2e-3);
                    }
                }
            },
            iter: 10);

    [Fact]
    public void SymmetricInverse_NotPositiveDefinite_SaysSo() =>
        Assert.Throws<ArithmeticException>(() => SymmetricInverse.Invert([1, 2, 2, 1], 2, TestContext.Current.CancellationToken));

    [Fact]
    public void Ease_TwoProductsByHand_GivesTheClosedForm()
    {
        // Two baskets with both, one with the first alone: G = [[3 + 1, 2], [2, 2 + 1]] = [[4, 2], [2, 3]], det 8,
        // P = [[3, -2], [-2, 4]] / 8, B[0,1] = 2/4 and B[1,0] = 2/3.
        var baskets = new BasketList.Builder().Add([10, 20]).Add([10, 20]).Add([10]).Build();

        var ease = Ease.Solve(baskets, lambda: 1, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal([0, 1], ease.Slots.ToArray());
        Assert.Equal([0f, 0.5f], ease.Row(0).ToArray(), (one, other) => Math.Abs(one - other) < 1e-6);
        Assert.Equal([2 / 3f, 0f], ease.Row(1).ToArray(), (one, other) => Math.Abs(one - other) < 1e-6);
    }

    [Fact]
    public void Ease_MoreProductsThanItTakes_LeavesOutTheRarest()
    {
        var baskets = new BasketList.Builder().Add([1, 2]).Add([2, 3]).Add([2, 3]).Build();

        var ease = Ease.Solve(baskets, maxProducts: 2, cancellation: TestContext.Current.CancellationToken);

        Assert.False(ease.Knows(0));
        Assert.True(ease.Row(0).IsEmpty);
        Assert.Equal(2, ease.Row(1).Length);
    }

    [Fact]
    public void Ease_OfACart_FindsWhatNoSingleProductSays()
    {
        // 5 lies where 1 and 2 meet, and nowhere else; 1 alone and 2 alone go with 3 and 4 far more often.
        var builder = new BasketList.Builder();
        for (var time = 0; time < 60; time++)
        {
            builder.Add([1, 2, 5]).Add([1, 3]).Add([1, 3]).Add([2, 4]).Add([2, 4]);
        }

        var baskets = builder.Build();
        var ease = Ease.Solve(baskets, lambda: 1, cancellation: TestContext.Current.CancellationToken);
        var ids = ease.Slots.ToArray().Select(slot => baskets.ProductIds[slot]).ToList();
        float Of(int cart, int product) => ease.Row(baskets.ProductIds.IndexOf(cart))[ids.IndexOf(product)];

        Assert.True(Of(1, 5) + Of(2, 5) > Of(1, 3) + Of(2, 3));
        Assert.True(Of(1, 3) > Of(1, 5));
    }

    private static float[] PositiveDefinite(int n, int seed)
    {
        // Aᵀ A + n I of small whole numbers is positive definite and exact in single precision.
        var state = (uint)seed;
        var a = new int[n * n];
        for (var at = 0; at < a.Length; at++)
        {
            state = (state * 1_664_525) + 1_013_904_223;
            a[at] = (int)(state >> 30) - 1;
        }

        var matrix = new float[n * n];
        for (var row = 0; row < n; row++)
        {
            for (var column = 0; column < n; column++)
            {
                var sum = row == column ? n : 0;
                for (var k = 0; k < n; k++)
                {
                    sum += a[(k * n) + row] * a[(k * n) + column];
                }

                matrix[(row * n) + column] = sum;
            }
        }

        return matrix;
    }
}
