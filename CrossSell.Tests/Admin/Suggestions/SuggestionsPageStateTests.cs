using CrossSell.Admin.Features.Suggestions;
using CrossSell.Core.Browse;

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
