using CrossSell.Core.Catalog;

namespace CrossSell.Tests.Core.Catalog;

public sealed class AttributeRulesTests
{
    private static readonly Dictionary<string, string> Skus = new(StringComparer.OrdinalIgnoreCase) { ["LNS-1"] = "LNS-1", ["LNS-2"] = "LNS-2" };

    [Theory]
    [InlineData(AttributeKind.Number, " 12,50 ", "12.5")]
    [InlineData(AttributeKind.Number, "-3", "-3")]
    [InlineData(AttributeKind.Number, "1.234,5", null)]
    [InlineData(AttributeKind.Number, "1e5", null)]
    [InlineData(AttributeKind.Number, "12 mm", null)]
    [InlineData(AttributeKind.YesNo, "TRUE", "yes")]
    [InlineData(AttributeKind.YesNo, "maybe", null)]
    [InlineData(AttributeKind.Choice, "black", "Black")]
    [InlineData(AttributeKind.Choice, "Pink", null)]
    [InlineData(AttributeKind.Choices, "white\nBLACK\nwhite", "Black\nWhite")]
    [InlineData(AttributeKind.Choices, "White\nPink", null)]
    [InlineData(AttributeKind.Color, "1f6", "#11FF66")]
    [InlineData(AttributeKind.Color, "#1f6feb", "#1F6FEB")]
    [InlineData(AttributeKind.Color, "red", null)]
    [InlineData(AttributeKind.Products, "lns-2\nLNS-1", "LNS-2\nLNS-1")]
    [InlineData(AttributeKind.Products, "LNS-9", null)]
    [InlineData(AttributeKind.Text, " Leather ", "Leather")]
    public void Check_Value_IsStoredInOneWayOrRefused(AttributeKind kind, string typed, string? stored)
    {
        var attribute = new AttributeDefinition { Code = "a", Name = "A", Kind = kind, Options = ["Black", "White"] };

        var outcome = AttributeRules.Check(attribute, typed, Skus);

        Assert.Equal(stored, outcome.IsDone ? outcome.Value.Text : null);
        Assert.Equal(stored is null ? "attr:a" : null, outcome.Refusal?.Field);
    }

    [Fact]
    public void Check_Number_IsAlsoANumber() =>
        Assert.Equal(12.5, AttributeRules.Check(new AttributeDefinition { Code = "a", Name = "A", Kind = AttributeKind.Number }, "12,5", Skus).Value.Number);
}
