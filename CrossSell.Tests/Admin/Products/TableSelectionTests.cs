using CrossSell.Admin.Features.Products;
using CrossSell.Core.Common;
using CrossSell.Core.Search;

namespace CrossSell.Tests.Admin.Products;

public sealed class TableSelectionTests
{
    private readonly TableSelection selection = new();

    [Fact]
    public void Toggle_Twice_PicksAndLeaves()
    {
        selection.Toggle(5);
        selection.Toggle(7);
        selection.Toggle(5);

        Assert.Equal((false, true, 1), (selection.Has(5), selection.Has(7), selection.Count(100)));
    }

    [Fact]
    public void Range_DrawnShorter_LetsGoOfItsEnd_ButNotOfWhatWasPickedBefore()
    {
        selection.Toggle(1);
        selection.EndRange();
        selection.Range([4, 5, 6, 7]);
        selection.Range([4, 5]);

        Assert.Equal([1, 4, 5], selection.Ids.Order());
    }

    [Fact]
    public void Range_FromElsewhere_AddsToTheOneBefore()
    {
        selection.Range([4, 5]);
        selection.EndRange();
        selection.Range([9]);

        Assert.Equal([4, 5, 9], selection.Ids.Order());
    }

    [Fact]
    public void All_ButSome_CountsAndAsksTheRest()
    {
        var query = new CatalogQuery { ChannelId = 1, Text = "bag" };
        selection.Toggle(3);
        selection.SelectAll();
        Assert.Equal(48_213, selection.Count(48_213));

        selection.Toggle(9);
        selection.Toggle(2);
        Assert.Equal((48_211, false, true), (selection.Count(48_213), selection.Has(9), selection.Has(3)));
        Assert.Equal(new ProductSelection(query, true, [2, 9]), selection.Of(query));

        selection.Range([1, 2, 3]);
        Assert.True(selection.Has(2));
        selection.Clear();
        Assert.Equal(new ProductSelection(query, false, new EquatableList<int>([])), selection.Of(query));
    }
}
