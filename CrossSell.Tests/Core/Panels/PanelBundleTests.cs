using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;

namespace CrossSell.Tests.Core.Panels;

public sealed class PanelBundleTests
{
    private static readonly (int Id, int Quantity, long Share)[] Kit = [(1, 1, 116896), (2, 1, 4490), (3, 1, 12509)];

    [Fact]
    public void LiveBundle_WithTheAnchor_LeadsWithItsPriceSavingAndStock()
    {
        var panel = Scene().Bundle("kit", 133895, Kit).Linked(2).Resolve();

        var offer = panel.Offer!;
        Assert.Equal((Euro(148790), Euro(133895), Euro(14895)), (offer.SumOfParts, offer.SetPrice, offer.Saving));
        Assert.Equal([1, 2, 3], offer.Parts.Select(part => part.Product.Id));
        Assert.Equal(new BundleStock(5, 2), offer.Stock);
        Assert.Empty(panel.Ids());
        Assert.Equal("Bundle", panel.Trace[0].Layer.Name);
        Assert.Equal(TraceVerdict.Shown, panel.Trace[0].Verdict);
    }

    [Fact]
    public void Bundle_WithoutCompanions_IsShownByItself() =>
        Assert.True(Scene().Bundle("kit", 133895, Kit).Resolve().IsShown);

    public static TheoryData<PanelFilter, string, Func<PanelScene, PanelScene>> Broken() => new()
    {
        { PanelFilter.OutOfStock, "Card: out of stock", scene => scene.Product(2, "Card", stock: 0).Bundle("kit", 133895, Kit) },
        { PanelFilter.OutOfStock, "Card: 1 in stock, the bundle needs 2", scene => scene.Product(2, "Card", stock: 1)
            .Bundle("kit", 133895, [(1, 1, 129385), (2, 2, 4510)]) },
        { PanelFilter.NotActive, "Card: archived", scene => scene.Product(2, "Card", active: false).Bundle("kit", 133895, Kit) },
        { PanelFilter.Excluded, "Card: excluded manually", scene => scene.Excluded(2).Bundle("kit", 133895, Kit) },
        { PanelFilter.NotInChannel, "a part is not sold in this shop", scene => scene.Bundle("kit", 133895, [(1, 1, 129385), (99, 1, 4510)]) },
        { PanelFilter.NotValidYet, "starts on 27 Nov", scene => scene.Bundle("kit", 133895, Kit, from: new(2026, 11, 26, 23, 0, 0, TimeSpan.Zero)) },
        { PanelFilter.NoLongerValid, "ended on 26 Nov", scene => scene.Bundle("kit", 133895, Kit, until: new(2026, 11, 25, 23, 0, 0, TimeSpan.Zero)) },
        { PanelFilter.OtherSegment, "only for pros", scene => scene.Bundle("kit", 133895, Kit, segment: "pros") },
        { PanelFilter.PriceBroken, "its price is not the sum of its parts", scene => scene.Bundle("kit", 133894, Kit) },
        { PanelFilter.PriceBroken, "more expensive than its parts bought separately", scene =>
            scene.Product(3, "Bag", price: 100).Product(2, "Card", price: 100)
            .Bundle("kit", 133895, Kit) },
        { PanelFilter.PriceZero, "has no price", scene => scene.Bundle("kit", 0, [(1, 1, 0), (2, 1, 0)]) },
        { PanelFilter.WithoutAnchor, "does not contain the main product", scene => scene.Bundle("kit", 4990, [(2, 1, 4990)]) },
    };

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public void Bundle_ThatCannotBeSoldNow_IsDroppedWithTheReason(PanelFilter filter, string sentence, Func<PanelScene, PanelScene> add)
    {
        var panel = add(Scene()).Resolve();

        Assert.Null(panel.Offer);
        var entry = Assert.Single(panel.Trace, row => row.Layer.Name == "Bundle");
        Assert.Equal((TraceVerdict.Dropped, filter, sentence), (entry.Verdict, entry.Filter!.Value, entry.Sentence));
    }

    [Fact]
    public void Bundle_WithAPartInTheCart_IsDropped_ButNotForItsAnchor()
    {
        var scene = Scene().Bundle("kit", 133895, Kit);

        Assert.Null(scene.Resolve(cart: [3]).Offer);
        Assert.NotNull(scene.Resolve(cart: [1]).Offer);
    }

    [Fact]
    public void Bundle_WithAPartInAnotherSizeThanTheShoppers_IsNotOffered_AndAFamilyComesInThatSize()
    {
        var dress = new ProductFact
        {
            Id = 1, Sku = "DRS-M", Name = "Dress", FamilyId = 9, Kind = ProductKind.Variant, Variants = [1], Price = 129900,
            Attributes = new Dictionary<string, string> { ["size"] = "M" }
        };
        Panel Offered(int part, int? stock = 3) =>
            new PanelScene(dress).Family(2, "size", ("S", 3), ("M", stock)).Bundle("look", 133895, [(1, 1, 129385), (part, 1, 4510)]).Resolve();
        static (PanelFilter?, string) Why(Panel panel) =>
            Assert.Single(panel.Trace, row => row.Layer.Name == "Bundle") is var entry ? (entry.Filter, entry.Sentence) : default;

        Assert.Equal((PanelFilter.OtherSize, "Family 2 S: not in the shopper's size, M"), Why(Offered(21)));
        Assert.Null(Offered(21).Offer);
        Assert.Equal([1, 22], Offered(22).Offer!.Parts.Select(part => part.Product.Id));
        Assert.Equal([1, 22], Offered(2).Offer!.Parts.Select(part => part.Product.Id));
        Assert.Equal((PanelFilter.SizeSoldOut, "Family 2: out of stock in the shopper's size, M"), Why(Offered(2, stock: 0)));
    }

    [Fact]
    public void Bundles_WhenSeveralFit_TheOneThatSavesMostLeadsAndTheOthersWait()
    {
        var panel = Scene().Bundle("a-small", 133895, [(1, 1, 129385), (2, 1, 4510)]).Bundle("b-kit", 133895, Kit).Resolve();

        Assert.Equal("b-kit", panel.Offer!.Code);
        Assert.Equal(["Set b-kit", "Set a-small"], panel.Trace.Select(entry => entry.Name));
        Assert.Equal("Set b-kit is shown instead: it saves more", panel.Trace[1].Sentence);
    }

    [Fact]
    public void Bundle_LeadsThePageOfItsMainProduct_AndOfAPartOnlyWhereItWasChosenTo()
    {
        (int Id, int Quantity, long Share)[] parts = [(2, 1, 4490), (1, 1, 116896), (3, 1, 12509)];
        var elsewhere = Scene().Bundle("kit", 133895, parts).Linked(2).Resolve();

        Assert.Null(elsewhere.Offer);
        Assert.Equal(
            (PanelFilter.LeadsElsewhere, "is shown on the page of Card, not this one"), (elsewhere.Trace[0].Filter!.Value, elsewhere.Trace[0].Sentence));
        Assert.Equal([2], elsewhere.Ids());

        var chosen = Scene().Bundle("kit", 133895, parts, leads: [1]).Resolve().Offer!;
        Assert.Equal([true, true, false], chosen.Parts.Select(part => part.Leads));
    }

    [Fact]
    public void BundleOffer_HoldsItsPartsAlone_SoNothingStandsInOnePanelAtTwoPrices()
    {
        var panel = Scene().Family(4, "colour", ("black", 3), ("tan", 3)).Bundle("kit", 133895, [(1, 1, 124405), (2, 1, 4490), (41, 1, 5000)]).Linked(2)
            .Linked(4).Linked(3).Resolve();

        Assert.Equal([3], panel.Ids());
        panel.Dropped(2, PanelFilter.InBundleOffer, "already in the bundle above, Set kit");
        panel.Dropped(4, PanelFilter.InBundleOffer, "already in the bundle above, Set kit");
    }

    [Fact]
    public void BundlePart_WithoutABundleThatLeads_IsACompanionAtItsOwnPrice()
    {
        var panel = Scene().Bundle("kit", 133895, Kit, segment: "pros").Linked(2).Resolve();

        Assert.Null(panel.Offer);
        Assert.Equal([2], panel.Ids());
        Assert.Equal(Euro(4990), panel.Companions[0].Product.Price);
    }

    [Fact]
    public void BundlePart_SoldOutInTheShoppersSize_DropsTheBundle()
    {
        var dress = new ProductFact
        {
            Id = 1, Sku = "DRS-14", Name = "Dress 14", FamilyId = 1, Kind = ProductKind.Variant, Variants = [1], Price = 15900,
            Attributes = new Dictionary<string, string> { ["size"] = "14" },
        };

        var panel = new PanelScene(dress).Family(2, "size", ("12", 4), ("14", 0)).Bundle("pair", 20000, [(1, 1, 15500), (2, 1, 4500)]).Resolve();

        Assert.Null(panel.Offer);
        Assert.Equal("Family 2: out of stock in the shopper's size, 14", panel.Trace[0].Sentence);
    }

    [Fact]
    public void BundlePart_ThatIsAParent_IsTheAnchorForItsOwnFamilyAndTheNearestVariantElsewhere()
    {
        var boot = new ProductFact
        {
            Id = 1, Sku = "BOOT-42", Name = "Ridge boot 42", FamilyId = 9, Kind = ProductKind.Variant, Price = 15900,
            Attributes = new Dictionary<string, string> { ["size"] = "42" },
        };
        var parent = new ProductFact { Id = 9, Sku = "BOOT", Name = "Ridge boot", FamilyId = 9, Kind = ProductKind.Parent, Variants = [1], Price = 15900 };

        var panel = new PanelScene(boot).Add(parent).Family(2, "size", ("39-41", 4), ("42-44", 4))
            .Bundle("hike", 20000, [(9, 1, 15500), (2, 1, 4500)]).Resolve();

        Assert.Equal([1, 22], panel.Offer!.Parts.Select(part => part.Product.Id));
    }

    private static PanelScene Scene() => new PanelScene().Product(2, "Card", price: 4990).Product(3, "Bag", price: 13900);

    private static Money Euro(long minor) => new(minor, PanelScene.Eur);
}
