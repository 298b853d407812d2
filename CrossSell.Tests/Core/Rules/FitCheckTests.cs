using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Rules;
using CsCheck;

namespace CrossSell.Tests.Core.Rules;

public sealed class FitCheckTests
{
    private const int Battery = 1;
    private const int Material = 2;
    private const int For = 3;
    private const int Fits = 4;

    private static readonly FitCheck Check = new(
        [new AttributeMatches(Battery, Battery), new AttributeMatches(Material, For), new AttributeMatches(Fits, Fits)],
        new Dictionary<int, AttributeKind> { [Fits] = AttributeKind.Products },
        new Dictionary<int, string> { [Battery] = "Battery", [For] = "For material", [Material] = "Material" });

    [Theory]
    [InlineData("LP-E6", "LP-E6", null)]
    [InlineData("LP-E6", "NP-100", "does not fit: another battery")]
    [InlineData("LP-E6", null, null)]
    [InlineData(null, "NP-100", null)]
    public void Against_AComparedAttribute_SpeaksOnlyWhereBothHaveItAndDiffer(string? one, string? other, string? expected) =>
        Assert.Equal(expected, Check.Against(Product(1, Battery, one), Product(2, Battery, other)));

    [Fact]
    public void Against_TwoAttributesThatARuleSetsSideBySide_IsAskedBothWays()
    {
        var (boot, wax, spray) = (Product(1, Material, "leather"), Product(2, For, "leather"), Product(3, For, "mesh"));

        Assert.Null(Check.Against(boot, wax));
        Assert.Equal("does not fit: another for material", Check.Against(boot, spray));
        Assert.Equal("does not fit: another for material", Check.Against(spray, boot));
    }

    [Fact]
    public void Against_AnyTwo_SpeaksBothWaysAlikeAndNeverBetweenLikes() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3]).Sample((one, other) =>
        {
            var (left, right) = (Product(1, Battery, one == 0 ? null : $"v{one}"), Product(2, Battery, other == 0 ? null : $"v{other}"));
            Assert.Equal(Check.Against(left, right) is null, Check.Against(right, left) is null);
            Assert.True(one != other || Check.Against(left, right) is null);
        });

    private static RuleProduct Product(int id, int attribute, string? value) => new()
    {
        Id = id,
        FamilyId = id,
        Skus = [$"SKU-{id}"],
        Values = value is null ? [] : [KeyValuePair.Create<int, EquatableList<string>>(attribute, [value])],
    };
}
