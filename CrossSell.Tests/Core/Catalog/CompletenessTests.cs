using CrossSell.Core.Catalog;

namespace CrossSell.Tests.Core.Catalog;

public sealed class CompletenessTests
{
    private const CompletenessFields All = (CompletenessFields)1023;
    private static readonly Dictionary<string, bool> LensType = new() { ["mount"] = true, ["weight"] = false };
    private static readonly Dictionary<string, bool> NoType = [];

    private static CompletenessFacts Full(ProductKind kind = ProductKind.Simple) => new(kind, All, new HashSet<string> { "mount", "weight" }, LensType);

    private static CompletenessFacts Without(CompletenessFields fields, ProductKind kind = ProductKind.Simple) => Full(kind) with { Filled = All & ~fields };

    [Fact]
    public void Of_EverythingFilled_IsHundred()
    {
        var completeness = Completeness.Of(["name", "brand", "gtin", "attr:weight"], Full());

        Assert.Equal(100, completeness.Percent);
        Assert.Empty(completeness.Missing);
        Assert.Equal("", completeness.MissingText);
    }

    [Fact]
    public void Of_MissingFields_AreNamedInTheChannelsOrder()
    {
        var completeness = Completeness.Of(["gtin", "name", "description"], Without(CompletenessFields.Description | CompletenessFields.Gtin));

        Assert.Equal("gtin,description", completeness.MissingText);
        Assert.Equal(50, completeness.Percent); // name and the required mount of four
    }

    [Fact]
    public void Of_TwoOfThreeFilled_RoundsDown() =>
        Assert.Equal(66, Completeness.Of(["name", "brand", "cost"], Without(CompletenessFields.Cost) with { TypeAttributes = NoType }).Percent);

    [Fact]
    public void Of_RequiredAttributeOfTheType_CountsWithoutBeingAskedByTheChannel() =>
        Assert.Equal(["attr:mount"], Completeness.Of(["name"], Full() with { Attributes = new HashSet<string>() }).Missing);

    [Fact]
    public void Of_AttributeAskedByTypeAndChannel_CountsOnce() =>
        Assert.Equal(50, Completeness.Of(["name", "attr:mount", "name"], Full() with { Attributes = new HashSet<string>() }).Percent);

    [Fact]
    public void Of_AttributeTheTypeDoesNotHave_IsNotAsked() => Assert.Equal(100, Completeness.Of(["attr:roast"], Full()).Percent);

    [Fact]
    public void Of_Family_IsNotAskedForWhatItsVariantsCarry() => Assert.Empty(Completeness.Of(
        ["price", "cost", "gtin"], Without(CompletenessFields.Price | CompletenessFields.Cost | CompletenessFields.Gtin, ProductKind.Parent)).Missing);

    [Fact]
    public void Of_NothingNeeded_IsHundred() => Assert.Equal(100, Completeness.Of([], Full() with { TypeAttributes = NoType }).Percent);

    [Fact]
    public void Of_EveryFieldThatCanBeAsked_IsMissingWhenItIsNotFilled() =>
        Assert.Equal(CompletenessNeeds.Names, Completeness.Of(CompletenessNeeds.Names, Without(All) with { TypeAttributes = NoType }).Missing);

    [Fact]
    public void Of_FieldNobodyKnows_HoldsNothingBack() => Assert.Empty(Completeness.Of(["smell"], Without(All) with { TypeAttributes = NoType }).Missing);

    [Fact]
    public void InLocale_NameAndDescription_CountOnlyAsWrittenThere()
    {
        var facts = Without(CompletenessFields.Brand).InLocale(CompletenessFields.Name);

        Assert.Equal(["brand", "description"], Completeness.Of(["name", "brand", "description", "picture"], facts with { TypeAttributes = NoType }).Missing);
    }

    [Fact]
    public void InLocale_TextThatIsOnlyThere_Counts() =>
        Assert.True(Without(CompletenessNeeds.Texts).InLocale(CompletenessNeeds.Texts).Filled.HasFlag(CompletenessFields.Description));

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData(" \n\t", false)]
    [InlineData("<p></p>", false)]
    [InlineData("<p> &nbsp;<br/></p><!-- a -->", false)]
    [InlineData("<p>a</p>", true)]
    [InlineData("a", true)]
    [InlineData("<", true)]
    [InlineData("< 3 kg >", true)]
    [InlineData("<b", true)]
    [InlineData("&amp;", true)]
    public void HasText_Markup_IsNotText(string? text, bool expected) => Assert.Equal(expected, CompletenessNeeds.HasText(text));
}
