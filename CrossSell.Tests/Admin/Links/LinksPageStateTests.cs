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
    public void Address_CarriesProductAndView()
    {
        var state = new LinksPageState();
        state.Follow("A B", "table", null, null);

        Assert.Equal("?sku=A%20B&view=table", state.ToQuery());
    }

    [Fact]
    public void Address_OfAnotherProduct_ForgetsWhatWasSelectedAndSaid_TheSameOneDoesNot()
    {
        var state = new LinksPageState();
        state.Follow("A", null, null, null);
        state.SelectLink(7);
        state.Say(new CanvasNoteText("no", false, null, null, []));

        Assert.False(state.Follow("a", "table", 2, "no"));
        Assert.Equal((7, true, 2, false), (state.SelectedLinkId, state.AsTable, state.Depth, state.ShowsIncoming));
        Assert.NotNull(state.Note);

        Assert.True(state.Follow("B", null, 7, null));
        Assert.Equal((null, 1), (state.SelectedLinkId, state.Depth));
        Assert.Null(state.Note);
    }

    [Fact]
    public void TypeOfNewLinks_StaysWhileEachDropAsks()
    {
        var state = new LinksPageState();

        state.ChooseType("accessory");
        state.ChooseType(LinksPageState.AskForType);
        Assert.Equal((true, "accessory"), (state.AsksForType, state.TypeCode));

        state.ChooseType("up-sell");
        Assert.Equal((false, "up-sell"), (state.AsksForType, state.TypeCode));
    }
}
