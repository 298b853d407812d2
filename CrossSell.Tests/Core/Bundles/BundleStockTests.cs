using CrossSell.Core.Bundles;
using CsCheck;

namespace CrossSell.Tests.Core.Bundles;

public sealed class BundleStockTests
{
    [Fact]
    public void Stock_OfASet_IsThatOfItsScarcestComponent() =>
        Assert.Equal(new BundleStock(7, 2), BundleStock.Of([new(1, 1, 14), new(2, 2, 15), new(3, 1, 40)]));

    [Fact]
    public void Stock_OfATie_IsLimitedByTheEarlierLine() =>
        Assert.Equal(new BundleStock(4, 1), BundleStock.Of([new(1, 1, 4), new(2, 1, 4)]));

    [Fact]
    public void Stock_OfUntrackedComponents_LimitsNothing()
    {
        var stock = BundleStock.Of([new(1, 1, null), new(2, 1, null)]);

        Assert.Equal(new BundleStock(null, null), stock);
        Assert.True(stock.IsAvailable);
    }

    [Fact]
    public void Stock_OfAnOptionalComponent_DoesNotCount() =>
        Assert.Equal(new BundleStock(9, 1), BundleStock.Of([new(1, 1, 9), new(2, 1, 0, IsRequired: false)]));

    [Fact]
    public void Stock_BelowZero_IsSoldOut()
    {
        var stock = BundleStock.Of([new(1, 1, -3)]);

        Assert.Equal(new BundleStock(0, 1), stock);
        Assert.False(stock.IsAvailable);
    }

    [Fact]
    public void Stock_OfAProductOnTwoLines_CountsBoth() =>
        Assert.Equal(new BundleStock(2, 1), BundleStock.Of([new(1, 1, 7), new(1, 2, 7)]));

    [Fact]
    public void Stock_OfAnySet_IsEnoughForEveryLineButNotForOneMore() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[0, 100], (quantity, stock) => (quantity, stock)).Array[1, 6].Sample(parts =>
        {
            var stock = BundleStock.Of(parts.Select((part, index) => new BundleStockLine(index, part.quantity, part.stock)));
            Assert.All(parts, part => Assert.True(part.quantity * stock.Sets <= part.stock));
            Assert.Contains(parts, part => part.quantity * (stock.Sets + 1) > part.stock);
        });
}
