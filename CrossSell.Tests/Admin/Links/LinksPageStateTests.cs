using CrossSell.Admin.Features.Links;

namespace CrossSell.Tests.Admin.Links;

public sealed class LinksPageStateTests
{
    [Fact]
    public void Undo_ThenRedo_WalksTheSameWayBackAndForth()
    {
        var state = new LinksPageState();
        state.Remember(1);
        state.Remember(2);

        state.Undone(byChangeSetId: 3);
        Assert.Equal((1L, 3L), (state.NextUndo, state.NextRedo));
        state.Redone(byChangeSetId: 4);

        Assert.Equal((4L, (long?)null), (state.NextUndo, state.NextRedo));
    }

    [Fact]
    public void NewChange_MakesWhatWasUndoneUnreachable()
    {
        var state = new LinksPageState();
        state.Remember(1);
        state.Undone(byChangeSetId: 2);

        state.Remember(3);

        Assert.False(state.CanRedo);
    }

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
