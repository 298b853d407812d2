using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;

namespace CrossSell.Tests.Core.Panels;

/// <summary>Where the shopper chose a size, a family is offered in that size or not at all.</summary>
public sealed class ShopperSizeTests
{
    [Theory]
    [InlineData("M", "S,M,L", 22)]
    [InlineData("xl", "S-M,L-XL", 22)]
    [InlineData("3XL", "XXL,XXXL", 22)]
    [InlineData("41", "36-38,39-42", 22)]
    [InlineData("42.5", "39-42,42-44", 22)]
    [InlineData("EU 41", "EU 40,EU 41", 22)]
    [InlineData("8 cups", "3 cups,8 cups", 22)]
    [InlineData("32/34", "30/32,32/34", 22)]
    [InlineData("M", "one size", 21)]
    public void Family_InAComparableSize_IsStoodForByTheShoppersSize(string chosen, string theirs, int expected) =>
        Assert.Equal([expected], Scene(chosen, theirs).Resolve().Ids());

    [Theory]
    [InlineData("L", "S,M,L", "sold out in the shopper's size, L")]
    [InlineData("12", "8,10,12", "sold out in the shopper's size, 12")]
    [InlineData("41", "36-38,39-42", "sold out in the shopper's size, 41")]
    public void Size_ThatIsSoldOut_DropsTheFamilyAndIsNeverReplaced(string chosen, string theirs, string sentence) =>
        Scene(chosen, theirs, isLastSoldOut: true).Resolve().Dropped(2, PanelFilter.SizeSoldOut, sentence);

    [Theory]
    [InlineData("XL", "S,M,L")]
    [InlineData("14", "8,10,12", "8,10,12,14")]
    [InlineData("43", "36-38,39-42", "39,40,41,42,43")]
    public void Size_ThatTheFamilyDoesNotComeIn_DropsIt(string chosen, string theirs, string own = "") =>
        Scene(chosen, theirs, own: own).Resolve().Dropped(2, PanelFilter.OtherSize, $"does not come in the shopper's size, {chosen}");

    [Theory]
    [InlineData("14", "S,M,L")]
    [InlineData("M", "37,38,39")]
    [InlineData("10", "37,38,39", "8,10,12,14")]
    [InlineData("EU 41", "UK 7,UK 8")]
    [InlineData("3 cups", "S,M")]
    public void Sizes_OfTwoSystems_AreNotCompared(string chosen, string theirs, string own = "") =>
        Assert.Equal([21], Scene(chosen, theirs, own: own).Resolve().Ids());

    [Fact]
    public void Variant_ThatIsLinkedItself_InAnotherSize_IsDropped()
    {
        var dress = new ProductFact { Id = 1, Sku = "DRS-M", Name = "Dress", FamilyId = 9, Kind = ProductKind.Variant, Variants = [1], Price = 15900, Attributes = new Dictionary<string, string> { ["size"] = "M" } };

        new PanelScene(dress).Family(2, "size", ("S", 3), ("M", 3)).Linked(21).Resolve().Dropped(21, PanelFilter.OtherSize, "not in the shopper's size, M");
        Assert.Equal([22], new PanelScene(dress).Family(2, "size", ("S", 3), ("M", 3)).Linked(22).Resolve().Ids());
    }

    [Fact]
    public void Size_OfAPack_IsNoneOfTheShoppers()
    {
        var coffee = new ProductFact { Id = 1, Sku = "COF-1000", Name = "Coffee", FamilyId = 9, Kind = ProductKind.Variant, Variants = [1], Price = 1590, Attributes = new Dictionary<string, string> { ["pack-size"] = "1000" } };

        Assert.Equal([22], new PanelScene(coffee).Family(2, "pack-size", ("250", 3), ("500", 3)).Linked(2).Resolve().Ids());
    }

    [Fact]
    public void SizeBand_SpeaksForASizeOfAnotherSystem()
    {
        // A dress in 14 says nothing of belts in S, M and L; that its band is L does.
        var scene = Scene("14", "S,M,L", band: "L");
        Assert.Equal([23], scene.Resolve().Ids());

        Scene("14", "S,M,L", band: "L", isLastSoldOut: true).Resolve().Dropped(2, PanelFilter.SizeSoldOut, "sold out in the shopper's size, L");
    }

    [Fact]
    public void Size_ThatNobodyChose_LeavesTheChoiceToNearness()
    {
        var parent = new ProductFact { Id = 1, Sku = "DRS", Name = "Dress", FamilyId = 1, Kind = ProductKind.Parent, Price = 15900, Attributes = new Dictionary<string, string> { ["size"] = "L" } };

        Assert.Equal([22], new PanelScene(parent).Family(2, "size", ("S", 0), ("M", 3), ("L", 0)).Linked(2).Resolve().Ids());
    }

    [Fact]
    public void Colour_ThatIsNotTheAnchors_IsReplacedByAnother_AsSizesNeverAre()
    {
        var cover = new ProductFact { Id = 1, Sku = "CAM", Name = "Camera", FamilyId = 1, Price = 15900, Attributes = new Dictionary<string, string> { ["colour"] = "grey" } };

        Assert.Equal([22], new PanelScene(cover).Family(2, "colour", ("grey", 0), ("black", 3)).Linked(2).Resolve().Ids());
    }

    /// <summary>A dress in the size chosen, linked to family 2 whose variants come in theirs: 21, 22 and so on.</summary>
    private static PanelScene Scene(string chosen, string theirs, bool isLastSoldOut = false, string own = "", string? band = null)
    {
        Dictionary<string, string> Sizes(string size, string? inBand) => inBand is null ? new() { ["size"] = size } : new() { ["size"] = size, ["size-band"] = inBand };
        var siblings = own.Split(',', StringSplitOptions.RemoveEmptyEntries).Where(size => size != chosen).ToArray();
        var variants = siblings.Select((_, index) => 100 + index).Append(1).ToArray();
        var dress = new ProductFact { Id = 1, Sku = "DRS-1", Name = "Dress", FamilyId = 9, Kind = ProductKind.Variant, Variants = variants, Price = 15900, Attributes = Sizes(chosen, band) };
        var sizes = theirs.Split(',');
        var scene = new PanelScene(dress).Family(2, "size", [.. sizes.Select((size, index) => (size, (int?)(isLastSoldOut && index == sizes.Length - 1 ? 0 : 5)))]);
        foreach (var (size, index) in siblings.Select((size, index) => (size, index)))
        {
            scene.Add(dress with { Id = 100 + index, Sku = $"DRS-{size}", Attributes = Sizes(size, null) });
        }

        if (band is not null)
        {
            foreach (var (size, index) in sizes.Select((size, index) => (size, index)))
            {
                scene.Add(scene.Facts().Products[21 + index] with { Attributes = Sizes(size, size) });
            }
        }

        return scene.Linked(2);
    }
}
