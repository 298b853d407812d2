using CrossSell.Admin.Features.Suggestions;
using CrossSell.Core.Affinity;
using CrossSell.Core.Suggestions;

namespace CrossSell.Tests.Admin.Suggestions;

public sealed class SuggestionsPageStateTests
{
    [Fact]
    public void Query_OfTheStart_IsEmpty() => Assert.Equal("", new SuggestionsPageState().ToQuery());

    [Fact]
    public void Query_HoldsWhatIsNotAsItWouldBeAnyway() =>
        Assert.Equal(
            "?channel=camera&q=50%25%20off%20%26%20more&sku=A%2F1&sort=rising&page=3",
            new SuggestionsPageState("camera", " 50% off & more ", "A/1", "rising", 3).ToQuery());

    [Fact]
    public void Filters_StandInTheAddress_AndInTheQuestion()
    {
        var state = new SuggestionsPageState("camera") { Min = " 12 ", Lift = "2,5", Category = "lenses", Trend = "rising" };

        Assert.Equal("?channel=camera&min=12&lift=2.5&category=lenses&trend=rising", state.ToQuery());
        var query = state.Query(7, 3);
        Assert.Equal((12, 2.5, AffinityTrend.Rising), (query.MinBaskets, query.MinLift, query.Trend));
        Assert.Equal([3], query.Within);
        Assert.True(state.IsFiltered);
        Assert.False(state.Unfiltered.IsFiltered);
        // A category that is gone holds nothing, instead of everything.
        Assert.Equal([0], state.Query(7, null).Within);
    }

    [Theory]
    [InlineData("-3", "0")]
    [InlineData("1.5", "x")]
    [InlineData("99999999999", "1e9")]
    [InlineData("", " ")]
    public void Filters_WithNonsense_AreNone(string min, string lift)
    {
        var state = new SuggestionsPageState { Min = min, Lift = lift, Trend = "sideways" };

        Assert.Equal("", state.ToQuery());
        Assert.False(state.IsFiltered);
    }

    [Fact]
    public void MoreOn_CountsWhatIsNotAsItWouldBeAnyway()
    {
        Assert.Equal(0, new SuggestionsPageState("camera", "lens", Sort: "rising", From: "guessed") { Min = "x", Trend = "any" }.MoreOn);

        Assert.Equal(5, new SuggestionsPageState(Group: "anchor") { Min = "12", Lift = "2,5", Category = "lenses", Trend = "falling" }.MoreOn);
    }

    [Fact]
    public void Filter_KnowsNoOrderAndNoPage() =>
        Assert.Equal(
            new SuggestionsPageState("camera", "lens").Filter, new SuggestionsPageState("camera", "lens", Sort: "rising", Page: 3, Group: "anchor").Filter);

    [Theory]
    [InlineData("nonsense", -4)]
    [InlineData(null, 0)]
    [InlineData("worth", 1)]
    public void Query_WithNonsenseInTheAddress_IsTheStart(string? sort, int page)
    {
        var state = new SuggestionsPageState(Sort: sort, Page: page);

        Assert.Equal("", state.ToQuery());
        Assert.Equal(new SuggestionQuery(7, PageSize: 25), state.Query(7));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(25, 1)]
    [InlineData(26, 2)]
    public void Pages_HoldTwentyFiveEach(int total, int pages) => Assert.Equal(pages, SuggestionsPageState.Pages(total));
}
