using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;

namespace CrossSell.Tests.Core.Panels;

/// <summary>What a panel says as a whole: how many it shows, why none, what they cost and which version it is.</summary>
public sealed class PanelAnswerTests
{
    [Fact]
    public void Minimum_NotReached_ShowsNoPanelRatherThanPad()
    {
        var panel = new PanelScene { Policy = new PanelPolicy { MinSlots = 2 } }.Product(2).Linked(2).Resolve();

        Assert.False(panel.IsShown);
        panel.Dropped(2, PanelFilter.UnderMinimum, "only 1 product, the panel needs at least 2");
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(0, 0)]
    [InlineData(-3, 0)]
    [InlineData(99, 3)]
    public void Limit_OfTheRequest_NeverRaisesThePolicys(int limit, int expected)
    {
        var scene = new PanelScene { Policy = new PanelPolicy { MaxSlots = 3 } };
        foreach (var id in Enumerable.Range(2, 6))
        {
            scene.Product(id).Linked(id);
        }

        Assert.Equal(expected, scene.Resolve(limit: limit).Companions.Count);
    }

    [Fact]
    public void Anchor_NotSoldInTheChannel_HasNoPanel()
    {
        var scene = new PanelScene(new ProductFact { Id = 1, Sku = "A", Name = "A", FamilyId = 1, Price = 100, IsPublished = false }).Product(2).Linked(2);

        scene.Resolve().Dropped(2, PanelFilter.AnchorNotSold, "the main product is not published in Camera store");
    }

    [Theory]
    [InlineData(ProductStatus.Archived, true, "A is archived, so it has no panel.")]
    [InlineData(ProductStatus.Draft, true, "A is still a draft, so it has no panel.")]
    [InlineData(ProductStatus.Active, false, "A is not published in Camera store, so it has no panel.")]
    public void Panel_OfAnAnchorThatIsNotSold_SaysThatFirst_WhateverItsCandidatesLack(ProductStatus status, bool isPublished, string sentence)
    {
        var anchor = new ProductFact { Id = 1, Sku = "A", Name = "A", FamilyId = 1, Price = 100, Stock = 0, Status = status, IsPublished = isPublished };

        Assert.Equal(new PanelNotShown(PanelFilter.AnchorNotSold, sentence), new PanelScene(anchor).Resolve().NotShown);
        Assert.Equal(new PanelNotShown(PanelFilter.AnchorNotSold, sentence), new PanelScene(anchor).Product(2, stock: 0).Linked(2).Resolve().NotShown);
    }

    [Fact]
    public void Panel_ThatShowsNothing_SaysWhy_AndOneThatShowsSomethingSaysNothing()
    {
        Assert.Equal("It has no links, no rules and no pairs in orders yet.", new PanelScene().Resolve().NotShown!.Sentence);
        Assert.Equal("None of 1 candidate can be shown.", new PanelScene().Product(2, stock: 0).Linked(2).Resolve().NotShown!.Sentence);
        Assert.Equal(
            "It has only 1 product, the panel needs at least 2.",
            new PanelScene { Policy = new PanelPolicy { MinSlots = 2 } }.Product(2).Linked(2).Resolve().NotShown!.Sentence);
        Assert.Null(new PanelScene().Product(2).Linked(2).Resolve().NotShown);
    }

    [Fact]
    public void Companions_AreUntickedUnlessTheShopTicksThem()
    {
        var scene = new PanelScene().Product(2, price: 4990).Product(3, price: 3900).Linked(2).Linked(3);
        var unticked = scene.Resolve();
        scene.Policy = new PanelPolicy { Preselect = true };
        var ticked = scene.Resolve();

        Assert.Equal([false, false], unticked.Companions.Select(companion => companion.Preselected));
        Assert.Equal(Euro(129900), unticked.Totals.Selected);
        Assert.Equal([true, true], ticked.Companions.Select(companion => companion.Preselected));
        Assert.Equal(Euro(138790), ticked.Totals.Selected);
        Assert.NotEqual(unticked.Version, ticked.Version);
    }

    [Fact]
    public void Totals_AreTheSumOfWhatIsShown()
    {
        var totals = new PanelScene().Product(2, price: 4990).Product(3, price: 3900).Linked(2).Linked(3).Resolve().Totals;

        Assert.Equal(new PanelTotals(Euro(129900), Euro(8890), Euro(138790), Euro(129900)), totals);
    }

    [Fact]
    public void Version_ChangesWithContent_RecommendationIdWithContextToo()
    {
        var scene = new PanelScene().Product(2).Product(3).Linked(2).Linked(3, segment: "pros");
        var before = scene.Resolve();

        Assert.Equal(before.Version, scene.Resolve(at: PanelScene.Now.AddDays(1)).Version);
        Assert.Equal(before.RecommendationId, scene.Resolve(at: PanelScene.Now.AddDays(1), cart: [77]).RecommendationId);
        Assert.NotEqual(before.Version, scene.Resolve(segment: "pros").Version);
        var other = scene.Resolve(segment: "students");
        Assert.Equal(before.Version, other.Version);
        Assert.NotEqual(before.RecommendationId, other.RecommendationId);
        Assert.NotEqual(before.Version, scene.Product(2, price: 4991).Resolve().Version);
    }

    [Fact]
    public void Facts_OfAnotherAnchor_AreAFaultOfTheCaller() =>
        Assert.Throws<ArgumentException>(
            () => PanelResolver.Resolve(new PanelScene().Request() with { AnchorId = 5 }, new PanelScene().Facts(), new PanelPolicy()));

    private static Money Euro(long minor) => new(minor, PanelScene.Eur);
}
