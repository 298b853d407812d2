using CrossSell.Admin.Features.Links;

namespace CrossSell.Tests.Admin.Links;

public sealed class SuccessorPageStateTests
{
    [Theory]
    [InlineData(1, 0, "1 link of other shops stays as it is.")]
    [InlineData(0, 2, "2 bundles of other shops stay as they are.")]
    [InlineData(1_200, 1, "1,200 links and 1 bundle of other shops stay as they are.")]
    public void OtherShops_AreCountedInASentence(int links, int bundles, string sentence) =>
        Assert.Equal(sentence, SuccessorPageState.OtherShops(links, bundles));
}
