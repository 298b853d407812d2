using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.Panels;
using CrossSell.Core.Rules;

namespace CrossSell.Tests.Core.Panels;

public sealed class PanelResolverTests
{
    private static readonly DateTimeOffset BlackFriday = new(2026, 11, 26, 23, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Layers_FillInTheirOrder_EachOnlyTheOpenSlots()
    {
        var scene = new PanelScene { Policy = new PanelPolicy { Off = new HashSet<string>(), MaxSlots = 4 } }
            .Product(2).Product(3).Product(4).Product(5).Product(6).Product(7)
            .Bestseller(7).CategoryPair(6).Mined(5).Linked(3).Linked(4).Pinned(2);

        var panel = scene.Resolve();

        Assert.Equal([2, 3, 4, 5], panel.Ids());
        Assert.Equal(["Pin", "Link", "Link", "Mined"], panel.Companions.Select(companion => companion.Layer.Name));
        Assert.Equal([1, 2, 3, 4], panel.Companions.Select(companion => companion.Position));
        Assert.Equal("panel full, next in line", panel.Trace.Of(6).Sentence);
        Assert.Equal(TraceVerdict.Waiting, panel.Trace.Of(6).Verdict);
        Assert.Equal("panel full, 1 ranked before it", panel.Trace.Of(7).Sentence);
    }

    [Fact]
    public void Waiting_BehindAnother_SaysHowManyAreBeforeIt()
    {
        var panel = new PanelScene { Policy = new PanelPolicy { MaxSlots = 1 } }.Product(2).Product(3).Product(4).Linked(2).Linked(3).Linked(4).Resolve();

        Assert.Equal("panel full, 1 ranked before it", panel.Trace.Of(4).Sentence);
    }

    [Fact]
    public void Links_OfEveryOrigin_AreOneLayerInTheirPositions()
    {
        var panel = new PanelScene().Product(2).Product(3).Product(4)
            .Linked(4, LinkOrigin.Suggestion).Linked(3, LinkOrigin.Manual, type: 2).Linked(2, LinkOrigin.Import).Resolve();

        Assert.Equal([4, 3, 2], panel.Ids());
        Assert.Equal([LinkLayer.Suggestion, LinkLayer.Manual, LinkLayer.Import], panel.Companions.Select(companion => companion.Origin));
        Assert.Equal("Manual link, position 2.", panel.Companions[1].Reason);
    }

    [Fact]
    public void Reason_OfAMinedCompanion_SaysItsEvidenceInWords()
    {
        var companion = Assert.Single(new PanelScene().Product(2).Mined(2).Resolve().Companions);

        Assert.Equal("Bought together in 214 of 1,902 baskets; 6.3x more than expected.", companion.Reason);
        Assert.Equal(0.1125, companion.Evidence!.Confidence, 4);
    }

    [Fact]
    public void Link_ThatTheOrdersAlsoFound_CarriesTheirEvidenceAndIsTracedOnceALayer()
    {
        var panel = new PanelScene().Product(2).Linked(2).Mined(2).Resolve();

        Assert.Equal("Manual link, position 1; bought together in 214 of 1,902 baskets.", Assert.Single(panel.Companions).Reason);
        var again = Assert.Single(panel.Trace, entry => entry.Layer.Name == "Mined");
        Assert.Equal((PanelFilter.AlreadyShown, "already shown by a link"), (again.Filter!.Value, again.Sentence));
    }

    public static TheoryData<PanelFilter, string, Func<PanelScene, PanelScene>> HardFilters() => new()
    {
        { PanelFilter.OutOfStock, "out of stock", scene => scene.Product(2, stock: 0) },
        { PanelFilter.OutOfStock, "out of stock", scene => scene.Product(2, stock: -1) },
        { PanelFilter.Outdated, "price and stock last reported on 25 Nov 12:30, over 24 hours ago", scene => scene.Product(2, stock: 0).Reported(2, 24.5) },
        { PanelFilter.NotActive, "archived", scene => scene.Product(2, active: false) },
        { PanelFilter.NotPublished, "not published in Camera store", scene => scene.Product(2, published: false) },
        { PanelFilter.NotInChannel, "not sold in this shop", scene => scene },
        { PanelFilter.PriceZero, "has no price", scene => scene.Product(2, price: 0) },
        { PanelFilter.Incomplete, "complete 74 %, the shop requires 80 %", scene => scene.Product(2, completeness: 74) },
        { PanelFilter.Excluded, "excluded manually", scene => scene.Product(2).Excluded(2) },
        {
            PanelFilter.AnchorFamily, "a variant of the same family",
            scene => scene.Add(new ProductFact { Id = 2, Sku = "P-2", Name = "Lumen D7 black", FamilyId = 1, Kind = ProductKind.Variant, Price = 100 }) },
    };

    [Theory]
    [MemberData(nameof(HardFilters), DisableDiscoveryEnumeration = true)]
    public void HardFilter_OnEveryLayer_DropsWithItsSentence(PanelFilter filter, string sentence, Func<PanelScene, PanelScene> add)
    {
        foreach (var layer in new Func<PanelScene, PanelScene>[] {
            scene => scene.Pinned(2), scene => scene.Linked(2), scene => scene.Mined(2), scene => scene.CategoryPair(2), scene => scene.Bestseller(2) })
        {
            var panel = layer(add(new PanelScene { Policy = new PanelPolicy { Off = new HashSet<string>() } })).Resolve();

            panel.Dropped(2, filter, sentence);
            Assert.False(panel.IsShown);
        }
    }

    [Fact]
    public void AnchorItself_AsCandidate_IsDropped() =>
        new PanelScene().Mined(PanelScene.AnchorId).Resolve().Dropped(PanelScene.AnchorId, PanelFilter.IsAnchor, "the main product itself");

    [Fact]
    public void Cart_HoldsTheProduct_DropsIt() =>
        new PanelScene().Product(2).Pinned(2).Resolve(cart: [2]).Dropped(2, PanelFilter.InCart, "already in the cart");

    [Fact]
    public void Cart_HoldsAnotherVariant_DropsTheWholeFamily()
    {
        var scene = new PanelScene().Family(2, "size", ("S", 3), ("M", 3)).Linked(2);

        scene.Resolve(cart: [22]).Dropped(2, PanelFilter.InCart, "already in the cart");
        new PanelScene().Family(2, "size", ("S", 3), ("M", 3)).Linked(21).Resolve(cart: [22])
            .Dropped(21, PanelFilter.CartFamily, "another of its family is already in the cart");
        new PanelScene().Family(2, "size", ("S", 3), ("M", 3)).Linked(21).Resolve(cart: [2])
            .Dropped(21, PanelFilter.CartFamily, "another of its family is already in the cart");
    }

    [Fact]
    public void Substitute_FoundInTheOrders_IsDropped() =>
        new PanelScene().Product(2).Substitute(2).Mined(2).Resolve().Dropped(2, PanelFilter.Substitute, "a substitute of the main product");

    [Theory]
    [InlineData(LinkOrigin.Suggestion)]
    [InlineData(LinkOrigin.Import)]
    [InlineData(LinkOrigin.Inverse)]
    public void Substitute_LinkedByNoHand_IsDropped(LinkOrigin origin) =>
        new PanelScene().Product(2).Substitute(2).Linked(2, origin).Resolve().Dropped(2, PanelFilter.Substitute, "a substitute of the main product");

    [Fact]
    public void Substitute_LinkedByHand_IsShownWithAWarning()
    {
        var panel = new PanelScene().Product(2).Substitute(2).Linked(2).Resolve();

        Assert.Equal("Also a substitute of the main product", Assert.Single(panel.Companions).Warning);
        Assert.Equal(TraceVerdict.Shown, panel.Trace.Of(2).Verdict);
    }

    [Fact]
    public void Substitute_PinnedToTheWholeShop_IsDropped() =>
        new PanelScene().Product(2).Substitute(2).Pinned(2, OverrideScope.Channel).Resolve()
            .Dropped(2, PanelFilter.Substitute, "a substitute of the main product");

    [Fact]
    public void Link_BeforeItsStart_NamesTheDayInTheShopsOwnTime()
    {
        var scene = new PanelScene().Product(2).Linked(2, from: BlackFriday);

        // 23:00 UTC is midnight in Amsterdam.
        scene.Resolve().Dropped(2, PanelFilter.NotValidYet, "starts on 27 Nov");
        Assert.Equal([2], scene.Resolve(at: BlackFriday).Ids());
    }

    [Fact]
    public void Link_AtItsEnd_IsNoLongerValid()
    {
        var scene = new PanelScene().Product(2).Linked(2, until: BlackFriday);

        Assert.Equal([2], scene.Resolve(at: BlackFriday.AddTicks(-1)).Ids());
        scene.Resolve(at: BlackFriday).Dropped(2, PanelFilter.NoLongerValid, "ended on 27 Nov");
    }

    [Fact]
    public void Validity_OfAnotherYearOrHour_IsSaidInFull() =>
        new PanelScene().Product(2).Linked(2, from: new DateTimeOffset(2027, 3, 1, 8, 30, 0, TimeSpan.Zero)).Resolve()
            .Dropped(2, PanelFilter.NotValidYet, "starts on 1 Mar 2027 09:30");

    [Fact]
    public void Pin_ThatHasEnded_LeavesTheSlotToTheLink() =>
        Assert.Equal([3], new PanelScene().Product(2).Product(3).Pinned(2, until: PanelScene.Now).Linked(3).Resolve().Ids());

    [Fact]
    public void Exclusion_ThatHasEnded_DropsNothing() =>
        Assert.Equal([2], new PanelScene().Product(2).Linked(2).Excluded(2, until: PanelScene.Now).Resolve().Ids());

    [Fact]
    public void Link_Paused_IsDropped() =>
        new PanelScene().Product(2).Linked(2, state: LinkState.Paused).Resolve().Dropped(2, PanelFilter.SwitchedOff, "the link is paused");

    [Fact]
    public void Link_OfATypeThatFillsNoPanel_IsDropped() =>
        new PanelScene().Product(2).Linked(2, fillsPanel: false).Resolve().Dropped(2, PanelFilter.LinkType, "links of type up-sell do not fill panels");

    [Fact]
    public void Link_ForOtherChannels_IsDropped()
    {
        new PanelScene().Product(2).Linked(2, channels: [2, 3]).Resolve().Dropped(2, PanelFilter.OtherChannel, "the link is for other shops");
        Assert.Equal([2], new PanelScene().Product(2).Linked(2, channels: [1]).Resolve().Ids());
    }

    [Fact]
    public void Link_ForASegment_IsForItsShoppersOnly()
    {
        var scene = new PanelScene().Product(2).Linked(2, segment: "subscribers");

        scene.Resolve().Dropped(2, PanelFilter.OtherSegment, "only for subscribers");
        Assert.Equal([2], scene.Resolve(segment: "subscribers").Ids());
    }

    [Fact]
    public void Link_ForTheFamily_ComesAfterTheVariantsOwnAndIsReplacedByIt()
    {
        var panel = new PanelScene().Product(2).Product(3).Product(4)
            .Linked(2, inherited: true).Linked(3, inherited: true).Linked(3, state: LinkState.Paused).Linked(4).Resolve();

        Assert.Equal([4, 2], panel.Ids());
        Assert.Equal("Manual link for the family, position 1.", panel.Companions[1].Reason);
        Assert.Contains(panel.Trace, entry => entry is { ProductId: 3, Filter: PanelFilter.ReplacedByOwnLink });
    }

    [Fact]
    public void Mined_RejectedByAPerson_IsDroppedFromThatLayerOnly()
    {
        new PanelScene().Product(2).Mined(2, rejected: true).Resolve().Dropped(2, PanelFilter.Rejected, "this pair was rejected");
        Assert.Equal([2], new PanelScene().Product(2).Linked(2).Mined(2, rejected: true).Resolve().Ids());
    }

    [Fact]
    public void SoftFilters_SpareWhatAPersonChose()
    {
        var scene = new PanelScene { Policy = new PanelPolicy { MaxPerCategory = 1, MinBaskets = 1000 } };

        var panel = scene.Product(2, price: 900000, category: 7).Product(3, price: 900000, category: 7).Linked(2).Linked(3).Resolve();

        Assert.Equal([2, 3], panel.Ids());
    }

    [Fact]
    public void PriceCap_IsRelativeToTheAnchor()
    {
        new PanelScene().Product(2, price: 194851).Mined(2).Resolve().Dropped(2, PanelFilter.PriceCap, "more than 150 % of the main product's price");
        Assert.Equal([2], new PanelScene().Product(2, price: 194850).Mined(2).Resolve().Ids());
    }

    [Fact]
    public void Category_ThatIsFull_TakesNoMoreFromTheOrders() =>
        new PanelScene().Product(2, category: 7).Product(3, category: 7).Product(4, category: 7).Linked(2).Mined(3, score: 2).Mined(4).Resolve()
            .Dropped(4, PanelFilter.CategoryFull, "already 2 of Category 7");

    [Fact]
    public void Evidence_TooLittle_IsDropped()
    {
        new PanelScene().Product(2).Mined(2, baskets: 4).Resolve().Dropped(2, PanelFilter.TooLittleEvidence, "only 4 baskets, at least 5 needed");
        new PanelScene().Product(2).Mined(2, lift: 0.8).Resolve()
            .Dropped(2, PanelFilter.PopularRegardless, "bought together 0.8 times as often as expected, 1 needed");
        new PanelScene().Product(2).Mined(2, baskets: 9, certainty: 6.2).Resolve()
            .Dropped(2, PanelFilter.TooLittleEvidence, "9 baskets, not enough orders yet");
        Assert.Single(new PanelScene().Product(2).Mined(2, baskets: 9, certainty: 10.9).Resolve().Companions);
    }

    [Fact]
    public void Layer_ThatThePolicyForbids_IsTracedAsOff()
    {
        var panel = new PanelScene { Policy = new PanelPolicy { Off = new HashSet<string> { "Mined", "Fallback" } } }.Product(2).Product(3).Mined(2)
            .Bestseller(3).Resolve();

        panel.Dropped(2, PanelFilter.LayerOff, "this panel uses no products from orders");
        panel.Dropped(3, PanelFilter.LayerOff, "this panel uses no bestsellers");
    }

    [Fact]
    public void CategoryPair_WhereNothingCloserIsKnown_SaysItsEvidenceInWords()
    {
        var companion = Assert.Single(new PanelScene().Product(2).CategoryPair(2).Resolve().Companions);

        Assert.Equal(("CategoryPair", new PanelOrigin("CategoryPair")), (companion.Layer.Name, companion.Origin));
        Assert.Equal("Bought with Cameras in 40 of 400 baskets, 3.0x more than expected.", companion.Reason);
    }

    [Fact]
    public void CategoryPair_UnderItsOwnMinimum_IsDropped()
    {
        var scene = new PanelScene { Policy = new PanelPolicy { MinBaskets = 50, MinCategoryBaskets = 41 } }.Product(2).CategoryPair(2);
        scene.Resolve().Dropped(2, PanelFilter.TooLittleEvidence, "only 40 baskets, at least 41 needed");

        scene.Policy = scene.Policy with { MinCategoryBaskets = 40 };
        Assert.Single(scene.Resolve().Companions);
    }

    [Fact]
    public void CategoryPair_SwitchedOffOrRejected_IsTracedSo()
    {
        new PanelScene { Policy = new PanelPolicy { Off = new HashSet<string> { "CategoryPair", "Fallback" } } }.Product(2).CategoryPair(2).Resolve()
            .Dropped(2, PanelFilter.LayerOff, "this panel uses no category pairs");
        var rejected = new PanelScene().Product(2).Mined(2, rejected: true).CategoryPair(2).Resolve();
        Assert.All(rejected.Trace, entry => Assert.Equal(PanelFilter.Rejected, entry.Filter));
    }

    public static TheoryData<Func<PanelScene, PanelScene>> WiderLayers() => new() { scene => scene.CategoryPair(2), scene => scene.Bestseller(2) };

    [Theory]
    [MemberData(nameof(WiderLayers), DisableDiscoveryEnumeration = true)]
    public void WiderLayer_OffersTheAnchorsOwnKind_DropsIt(Func<PanelScene, PanelScene> layer)
    {
        PanelScene Scene(ProductFact companion) =>
            layer(new PanelScene(new ProductFact { Id = 1, Sku = "CAM", Name = "Lumen D7", FamilyId = 1, Price = 90_000, CategoryId = 10, TypeId = 5 })
            {
                Policy = new PanelPolicy { Off = new HashSet<string>() },
            }.Add(companion));
        var rival = new ProductFact { Id = 2, Sku = "P-2", Name = "Rival", FamilyId = 2, Price = 80_000, CategoryId = 10 };

        Scene(rival).Resolve().Dropped(2, PanelFilter.SameKind, "of the same category as Lumen D7");
        Scene(rival with { CategoryId = 11, TypeId = 5 }).Resolve().Dropped(2, PanelFilter.SameKind, "of the same product type as Lumen D7");
        Assert.Single(Scene(rival with { CategoryId = 11, TypeId = 6 }).Resolve().Companions);
    }

    [Theory]
    [MemberData(nameof(WiderLayers), DisableDiscoveryEnumeration = true)]
    public void WiderLayer_OffersWhatAComparedAttributeSpeaksAgainst_DropsIt(Func<PanelScene, PanelScene> layer)
    {
        static RuleProduct Taking(int id, string battery) =>
            new() { Id = id, FamilyId = id, Values = [KeyValuePair.Create<int, EquatableList<string>>(7, [battery])] };
        var scene = layer(new PanelScene { Policy = new PanelPolicy { Off = new HashSet<string>() } }.Product(2));
        Panel With(string battery) => PanelResolver.Resolve(scene.Request(), scene.Facts() with
        {
            Compared = [Taking(PanelScene.AnchorId, "LP-E6")],
            Wider = new WiderFacts
            {
                Fit = new FitCheck([new AttributeMatches(7, 7)], new Dictionary<int, AttributeKind>(), new Dictionary<int, string> { [7] = "Battery" }),
                Compared = new Dictionary<int, RuleProduct> { [2] = Taking(2, battery) },
            },
        }, scene.Policy);

        With("NP-100").Dropped(2, PanelFilter.DoesNotFit, "does not fit: another battery");
        Assert.Single(With("LP-E6").Companions);
    }

    [Fact]
    public void Parent_AsCandidate_IsStoodForByTheNearestVariantInStock()
    {
        var boot = new ProductFact
        {
            Id = 1, Sku = "BOOT-42", Name = "Ridge boot 42", FamilyId = 9, Kind = ProductKind.Variant, Price = 15900,
            Attributes = new Dictionary<string, string> { ["size"] = "42", ["colour"] = "brown" },
        };
        var scene = new PanelScene(boot).Family(2, "size", ("36-38", 9), ("39-41", 9), ("42-44", 9))
            .Family(3, "colour", ("black", 4), ("brown", 0), ("green", 4));

        var panel = scene.Linked(2).Linked(3).Resolve();

        Assert.Equal([23, 31], panel.Ids());
        Assert.Equal((2, 23), (panel.Trace.Of(2).ProductId, panel.Trace.Of(2).ChosenId));
    }

    [Fact]
    public void Parent_WithNoVariantInStock_IsDropped() =>
        new PanelScene().Family(2, "size", ("S", 0), ("M", 0)).Linked(2).Resolve().Dropped(2, PanelFilter.OutOfStock, "every variant is out of stock");

    [Fact]
    public void Parent_WithAnExcludedVariant_ShowsAnother() =>
        Assert.Equal([22], new PanelScene().Family(2, "size", ("S", 3), ("M", 3)).Linked(2).Excluded(21).Resolve().Ids());

    [Fact]
    public void Family_ShowsOneProductOnly()
    {
        var panel = new PanelScene().Family(2, "size", ("S", 3), ("M", 3)).Linked(22).Linked(21).Mined(2).Resolve();

        Assert.Equal([22], panel.Ids());
        panel.Dropped(21, PanelFilter.FamilyShown, "another of its family, Family 2 M, is already shown by a link");
        panel.Dropped(2, PanelFilter.AlreadyShown, "already shown by a link");
    }
}
