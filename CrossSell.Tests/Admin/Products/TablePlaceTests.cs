using CrossSell.Admin.Features.Products;

namespace CrossSell.Tests.Admin.Products;

public sealed class TablePlaceTests
{
    [Theory]
    [InlineData("ArrowDown", 50, 51)]
    [InlineData("ArrowUp", 50, 49)]
    [InlineData("ArrowUp", 0, 0)]
    [InlineData("PageDown", 50, 59)]
    [InlineData("PageUp", 5, 0)]
    [InlineData("PageDown", 995, 999)]
    [InlineData("Home", 50, 0)]
    [InlineData("End", 50, 999)]
    [InlineData("ArrowRight", 50, null)]
    [InlineData("x", 50, null)]
    public void Target_InATable_MovesByLines(string key, int from, int? to) => Assert.Equal(to, Place(1000, 10, at: from).Target(key));

    [Theory]
    [InlineData("ArrowDown", 54)]
    [InlineData("ArrowRight", 51)]
    [InlineData("ArrowLeft", 49)]
    [InlineData("PageUp", 38)]
    public void Target_AmongCards_MovesInTwoDirections(string key, int to) => Assert.Equal(to, Place(1000, 4, perLine: 4, at: 50).Target(key));

    [Fact]
    public void Target_EmptyList_StaysAtItsBeginning() => Assert.Equal(0, Place(0, 10).Target("End"));

    [Fact]
    public void Show_AnywhereInTheList_DrawsWhatIsSeenAndSomeBeyond()
    {
        var place = Place(1_000_000, 20);
        place.Show(500_000, 20, 1);

        Assert.Equal((499_988, 45), (place.First, place.Count));
        place.Show(2_000_000, 20, 1);
        Assert.Equal(1_000_000, place.First + place.Count);
    }

    [Fact]
    public void Activate_BeyondTheScreen_IsDrawn()
    {
        var place = Place(1_000_000, 20);

        place.Activate(999_999);
        Assert.InRange(999_999, place.First, place.First + place.Count - 1);
        place.Activate(0);
        Assert.Equal(0, place.First);
    }

    [Fact]
    public void Activate_Extending_KeepsWhereTheRangeBegan()
    {
        var place = Place(100, 10, at: 3);

        place.Activate(9, extend: true);
        Assert.Equal((9, 3), (place.Active, place.Anchor));
        place.Activate(12);
        Assert.Equal(12, place.Anchor);
    }

    [Fact]
    public void Resize_ListThatShrank_TakesTheActiveRowAlong()
    {
        var place = Place(100, 10, at: 90);

        place.Resize(20);
        Assert.Equal(19, place.Active);
        place.Resize(0);
        Assert.Equal((0, 0, 0), (place.Active, place.First, place.Count));
    }

    [Fact]
    public void Height_LongerThanABrowserCanDraw_IsScaled()
    {
        Assert.Equal(48_000, Place(1000, 10).Height(48));
        Assert.Equal(TablePlace.MostPixels, Place(1_000_000, 10).Height(48));
        Assert.Equal(2 * 240, Place(7, 3, perLine: 4).Height(240));
        Assert.Equal(0, Place(0, 3).Height(48));
    }

    private static TablePlace Place(int total, int lines, int perLine = 1, int at = 0)
    {
        var place = new TablePlace();
        place.Resize(total);
        place.Show(0, lines, perLine);
        place.Activate(at);
        return place;
    }
}
