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
    [InlineData("L", "S,M,L", "out of stock in the shopper's size, L")]
    [InlineData("12", "8,10,12", "out of stock in the shopper's size, 12")]
    [InlineData("41", "36-38,39-42", "out of stock in the shopper's size, 41")]
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
        var dress = new ProductFact
        {
            Id = 1, Sku = "DRS-M", Name = "Dress", FamilyId = 9, Kind = ProductKind.Variant, Variants = [1], Price = 15900,
            Attributes = new Dictionary<string, string> { ["size"] = "M" }
        };

        new PanelScene(dress).Family(2, "size", ("S", 3), ("M", 3)).Linked(21).Resolve().Dropped(21, PanelFilter.OtherSize, "not in the shopper's size, M");
        Assert.Equal([22], new PanelScene(dress).Family(2, "size", ("S", 3), ("M", 3)).Linked(22).Resolve().Ids());
    }

    [Fact]
    public void Size_OfAPack_IsNoneOfTheShoppers()
    {
        var coffee = new ProductFact
        {
            Id = 1, Sku = "COF-1000", Name = "Coffee", FamilyId = 9, Kind = ProductKind.Variant, Variants = [1], Price = 1590,
            Attributes = new Dictionary<string, string> { ["pack-size"] = "1000" }
        };

        Assert.Equal([22], new PanelScene(coffee).Family(2, "pack-size", ("250", 3), ("500", 3)).Linked(2).Resolve().Ids());
    }

    [Fact]
    public void SizeBand_SpeaksForASizeOfAnotherSystem()
    {
        // A dress in 14 says nothing of belts in S, M and L; that its band is L does.
        var scene = Scene("14", "S,M,L", band: "L");
        Assert.Equal([23], scene.Resolve().Ids());

        Scene("14", "S,M,L", band: "L", isLastSoldOut: true).Resolve().Dropped(2, PanelFilter.SizeSoldOut, "out of stock in the shopper's size, L");
    }

    [Fact]
    public void Size_ThatNobodyChose_LeavesTheChoiceToNearness()
    {
        var parent = new ProductFact
        {
            Id = 1, Sku = "DRS", Name = "Dress", FamilyId = 1, Kind = ProductKind.Parent, Price = 15900,
            Attributes = new Dictionary<string, string> { ["size"] = "L" }
        };

        Assert.Equal([22], new PanelScene(parent).Family(2, "size", ("S", 0), ("M", 3), ("L", 0)).Linked(2).Resolve().Ids());
    }

    [Fact]
    public void Colour_ThatIsNotTheAnchors_IsReplacedByAnother_AsSizesNeverAre()
    {
        var cover = new ProductFact
        {
            Id = 1, Sku = "CAM", Name = "Camera", FamilyId = 1, Price = 15900, Attributes = new Dictionary<string, string> { ["colour"] = "grey" }
        };

        Assert.Equal([22], new PanelScene(cover).Family(2, "colour", ("grey", 0), ("black", 3)).Linked(2).Resolve().Ids());
    }

    [Theory]
    [InlineData("40", "37,38,39", 23)]
    [InlineData("EU 40", "EU 37,EU 38,EU 39", 21)]
    public void Numbers_OfTwoProductTypes_AreTwoSystems_ThoughTheyOverlap_UntilARuleComparesThem(string chosen, string theirs, int nearest)
    {
        var unit = chosen.Length > 2 ? "EU " : "";
        var scene = Scene(chosen, theirs, own: $"{unit}36,{unit}38,{unit}40");
        PanelFacts Typed(int dress, int shoe) => scene.Facts() with
        {
            Anchor = scene.Anchor with { TypeId = dress },
            Products = scene.Facts().Products
                .ToDictionary(product => product.Key, product => product.Value with { TypeId = product.Value.FamilyId == 2 ? shoe : dress }),
        };

        // A dress in 40 says nothing of shoes in 37 to 39; another dress does not come in it.
        Assert.Equal([nearest], PanelResolver.Resolve(scene.Request(), Typed(1, 2), scene.Policy).Ids());
        PanelResolver.Resolve(scene.Request(), Typed(1, 1), scene.Policy).Dropped(2, PanelFilter.OtherSize, $"does not come in the shopper's size, {chosen}");

        RuleFact Rule(params string[] compares) =>
            new() { ProductId = 2, RuleId = 7, Name = "Same size", Priority = 1, Rank = 0, Limit = 2, Compares = compares };
        Assert.Equal([nearest], PanelResolver.Resolve(scene.Request(), Typed(1, 2).With(new RuleFacts { Offers = [Rule("season")] }), scene.Policy).Ids());
        Assert.Empty(PanelResolver.Resolve(scene.Request(), Typed(1, 2).With(new RuleFacts { Offers = [Rule("size")] }), scene.Policy).Ids());
    }

    [Fact]
    public void Numbers_UnderACodeThatSaysWhatIsWorn_AreOneSystem_OfWhateverType()
    {
        var sneaker = new ProductFact
        {
            Id = 1, Sku = "SNK-41", Name = "Sneaker", FamilyId = 9, TypeId = 1, Kind = ProductKind.Variant, Variants = [1], Price = 15900,
            Attributes = new Dictionary<string, string> { ["shoe-size"] = "41" }
        };

        Assert.Equal([22], new PanelScene(sneaker).Family(2, "shoe-size", ("40", 3), ("41", 3)).Linked(2).Resolve().Ids());
    }

    [Fact]
    public void Cart_LetsACompanionComeInTheSizeOfWhateverLiesInIt()
    {
        static ProductFact Dress(int id, string size) => new()
        {
            Id = id, Sku = $"DRS-{size}", Name = "Dress", FamilyId = 90 + id, Kind = ProductKind.Variant, Variants = [id], Price = 15900,
            Attributes = new Dictionary<string, string> { ["size"] = size }
        };
        var scene = new PanelScene().Family(2, "size", ("S", 3), ("M", 0), ("L", 3)).Linked(2);
        Panel With(params ProductFact[] cart) =>
            PanelResolver.Resolve(scene.Request([.. cart.Select(product => product.Id)]), scene.Facts() with { AlsoInCart = cart }, scene.Policy);

        Assert.Equal([21], With().Ids());
        Assert.Equal([23], With(Dress(50, "L")).Ids());
        With(Dress(50, "M")).Dropped(2, PanelFilter.SizeSoldOut, "out of stock in the shopper's size, M");
        // Two sizes are two shoppers, or two tries: either will do.
        Assert.Equal([23], With(Dress(50, "M"), Dress(51, "L")).Ids());
        With(Dress(50, "XL"), Dress(51, "XXL")).Dropped(2, PanelFilter.OtherSize, "does not come in the shopper's size, XL or XXL");
    }

    /// <summary>A dress in the size chosen, linked to family 2 whose variants come in theirs: 21, 22 and so on.</summary>
    private static PanelScene Scene(string chosen, string theirs, bool isLastSoldOut = false, string own = "", string? band = null)
    {
        Dictionary<string, string> Sizes(string size, string? inBand) =>
            inBand is null ? new() { ["size"] = size } : new() { ["size"] = size, ["size-band"] = inBand };
        var siblings = own.Split(',', StringSplitOptions.RemoveEmptyEntries).Where(size => size != chosen).ToArray();
        var variants = siblings.Select((_, index) => 100 + index).Append(1).ToArray();
        var dress = new ProductFact
        {
            Id = 1, Sku = "DRS-1", Name = "Dress", FamilyId = 9, Kind = ProductKind.Variant, Variants = variants, Price = 15900,
            Attributes = Sizes(chosen, band)
        };
        var sizes = theirs.Split(',');
        var scene = new PanelScene(dress)
            .Family(2, "size", [.. sizes.Select((size, index) => (size, (int?)(isLastSoldOut && index == sizes.Length - 1 ? 0 : 5)))]);
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
