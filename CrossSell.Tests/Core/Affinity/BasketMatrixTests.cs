using CrossSell.Core.Affinity;

namespace CrossSell.Tests.Core.Affinity;

public sealed class BasketMatrixTests
{
    [Fact]
    public void Builder_ProductTwiceInABasket_CountsItOnce()
    {
        var matrix = new BasketMatrix.Builder().Add([7, 7, 8]).Build();

        Assert.Equal(1, matrix.SupportOf(7));
        Assert.Equal(2, matrix.LineCount);
        Assert.Equal(1, matrix.PairIncrements);
    }

    [Fact]
    public void Builder_EmptyBasket_IsNone()
    {
        var matrix = new BasketMatrix.Builder().Add([]).Add([1]).Add([]).Build();

        Assert.Equal(1, matrix.BasketCount);
    }

    [Fact]
    public void Builder_BuiltTwice_GoesOnCollecting()
    {
        var builder = new BasketMatrix.Builder().Add([1, 2]);
        var early = builder.Build();
        var late = builder.Add([2]).Build();

        Assert.Equal(1, early.SupportOf(2));
        Assert.Equal(2, late.SupportOf(2));
    }

    [Fact]
    public void Matrix_AskedForAnUnknownProduct_SaysNoBasket() => Assert.Equal(0, new BasketMatrix.Builder().Add([1]).Build().SupportOf(2));
}
