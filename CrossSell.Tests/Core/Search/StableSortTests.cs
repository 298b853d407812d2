using CrossSell.Core.Search;
using CsCheck;

namespace CrossSell.Tests.Core.Search;

public sealed class StableSortTests
{
    [Fact]
    public void Any_Keys_SortAsLinqDoes_AndEqualsKeepTheirOrder() =>
        Gen.OneOf(
            Gen.Long[-5, 5],
            Gen.Long,
            Gen.Const(StableSort.Last),
            Gen.Long[0, 1L << 44]).Array[0, 300].Sample(keys =>
        {
            var items = Enumerable.Range(0, keys.Length).Reverse().ToArray();
            var expected = items.OrderBy(item => keys[item]).ToArray();

            Assert.Equal(expected, StableSort.By(items, item => keys[item]));
        });
}
