using CrossSell.Core.Common;

namespace CrossSell.Tests.Core.Common;

public sealed class EnglishTests
{
    [Theory]
    [InlineData(0, "0 baskets")]
    [InlineData(1, "1 basket")]
    [InlineData(1902, "1,902 baskets")]
    public void Count_OfARegularWord_AddsAnSUnlessItIsOne(long number, string words) => Assert.Equal(words, English.Count(number, "basket"));

    [Theory]
    [InlineData(1, "1 product has")]
    [InlineData(2, "2 products have")]
    public void Count_WithBothForms_TakesTheOneThatFits(long number, string words) =>
        Assert.Equal(words, English.Count(number, "product has", "products have"));

    [Theory]
    [InlineData(null, "are")]
    [InlineData(1L, "is")]
    [InlineData(3L, "are")]
    public void For_ANumberThatMayNotBeKnownYet_IsTheWordAlone(long? number, string word) => Assert.Equal(word, English.For(number, "is", "are"));

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a b", "a and b")]
    [InlineData("a b c", "a, b and c")]
    public void And_OfNames_JoinsTheLastByAnd(string names, string words) =>
        Assert.Equal(words, English.And(names.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void Counts_OfSeveral_LeavesOutWhatIsNotThere() =>
        Assert.Equal("2 links and 1 bundle", English.Counts((2, "link"), (0, "rule"), (1, "bundle")));
}
