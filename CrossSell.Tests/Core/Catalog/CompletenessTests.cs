using CrossSell.Core.Catalog;

namespace CrossSell.Tests.Core.Catalog;

public sealed class CompletenessTests
{
    private static readonly Dictionary<string, bool> LensType = new() { ["mount"] = true, ["weight"] = false };

    private static CompletenessFacts Full(ProductKind kind = ProductKind.Simple) =>
        new(kind, true, true, true, true, true, true, true, true, new HashSet<string> { "mount", "weight" }, LensType);

    [Fact]
    public void Of_EverythingFilled_IsHundred()
    {
        var completeness = Completeness.Of(["name", "brand", "gtin", "attr:weight"], Full());

        Assert.Equal(100, completeness.Percent);
        Assert.Empty(completeness.Missing);
    }

    [Fact]
    public void Of_MissingFields_AreNamedInTheChannelsOrder()
    {
        var completeness = Completeness.Of(["gtin", "name", "description"], Full() with { HasDescription = false, HasGtin = false });

        Assert.Equal(["gtin", "description"], completeness.Missing);
        Assert.Equal(50, completeness.Percent); // name and the required mount of four
    }

    [Fact]
    public void Of_TwoOfThreeFilled_RoundsDown() =>
        Assert.Equal(66, Completeness.Of(["name", "brand", "cost"], Full() with { HasCost = false, TypeAttributes = new Dictionary<string, bool>() }).Percent);

    [Fact]
    public void Of_RequiredAttributeOfTheType_CountsWithoutBeingAskedByTheChannel() =>
        Assert.Equal(["attr:mount"], Completeness.Of(["name"], Full() with { Attributes = new HashSet<string>() }).Missing);

    [Fact]
    public void Of_AttributeTheTypeDoesNotHave_IsNotAsked() =>
        Assert.Equal(100, Completeness.Of(["attr:roast"], Full()).Percent);

    [Fact]
    public void Of_Family_IsNotAskedForWhatItsVariantsCarry() =>
        Assert.Empty(Completeness.Of(["price", "cost", "gtin"], Full(ProductKind.Parent) with { HasPrice = false, HasCost = false, HasGtin = false }).Missing);

    [Fact]
    public void Of_NothingNeeded_IsHundred() =>
        Assert.Equal(100, Completeness.Of([], Full() with { TypeAttributes = new Dictionary<string, bool>() }).Percent);
}
