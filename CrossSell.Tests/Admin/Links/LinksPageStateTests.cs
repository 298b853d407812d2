using CrossSell.Admin.Features.Links;

namespace CrossSell.Tests.Admin.Links;

public sealed class LinksPageStateTests
{
    [Fact]
    public void Selection_IsALinkOrAProduct_NeverBoth()
    {
        var state = new LinksPageState();
        state.SelectLink(7);
        state.SelectProduct(9);

        Assert.Equal(((int?)null, 9), (state.SelectedLinkId, state.SelectedProductId));
    }

    [Fact]
    public void Address_CarriesProductAndView() =>
        Assert.Equal("?sku=A%20B&view=table", new LinksPageState { Sku = "A B", AsTable = true }.ToQuery());
}
