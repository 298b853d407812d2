using CrossSell.Core.Links;
using CrossSell.Core.Panels;

namespace CrossSell.Tests.Core.Panels;

/// <summary>Each thing that keeps a candidate out leads to where it is changed.</summary>
public sealed class PanelFixTests
{
    private const string Anchor = "CAM-D7";

    public static TheoryData<PanelFilter, PanelFixKind, string?, Func<PanelScene, PanelScene>> Scenes() => new()
    {
        { PanelFilter.OutOfStock, PanelFixKind.Listing, "P-2", scene => scene.Product(2, stock: 0).Linked(2) },
        { PanelFilter.NotPublished, PanelFixKind.Listing, "P-2", scene => scene.Product(2, published: false).Linked(2) },
        { PanelFilter.PriceZero, PanelFixKind.Listing, "P-2", scene => scene.Product(2, price: 0).Linked(2) },
        { PanelFilter.NotActive, PanelFixKind.Product, "P-2", scene => scene.Product(2, active: false).Linked(2) },
        { PanelFilter.Incomplete, PanelFixKind.Completeness, "P-2", scene => scene.Product(2, completeness: 74).Linked(2) },
        { PanelFilter.OutOfStock, PanelFixKind.Family, "P-2", scene => scene.Family(2, "size", ("S", 0), ("M", 0)).Linked(2) },
        { PanelFilter.Outdated, PanelFixKind.Listing, "P-2", scene => scene.Product(2).Reported(2, 24).Linked(2) },
        { PanelFilter.Excluded, PanelFixKind.Pair, Anchor, scene => scene.Product(2).Excluded(2).Linked(2) },
        { PanelFilter.SwitchedOff, PanelFixKind.Pair, Anchor, scene => scene.Product(2).Linked(2, state: LinkState.Paused) },
        { PanelFilter.LinkType, PanelFixKind.LinkTypes, null, scene => scene.Product(2).Linked(2, fillsPanel: false) },
        { PanelFilter.Rejected, PanelFixKind.Pair, Anchor, scene => scene.Product(2).Mined(2, rejected: true) },
        { PanelFilter.TooLittleEvidence, PanelFixKind.Pair, Anchor, scene => scene.Product(2).Mined(2, baskets: 4) },
        { PanelFilter.PriceCap, PanelFixKind.PanelSettings, null, scene => scene.Product(2, price: 194851).Mined(2) },
    };

    [Theory]
    [MemberData(nameof(Scenes), DisableDiscoveryEnumeration = true)]
    public void Dropped_LeadsToWhatKeepsItOut(PanelFilter filter, PanelFixKind kind, string? sku, Func<PanelScene, PanelScene> add)
    {
        var entry = add(new PanelScene()).Resolve().Trace.Of(2);

        Assert.Equal(filter, entry.Filter);
        Assert.Equal(new PanelFix(kind, sku), PanelFix.Of(entry, Anchor));
    }

    [Fact]
    public void Shown_AlreadyShown_AndInTheCart_HaveNothingToChange()
    {
        var panel = new PanelScene().Product(2).Linked(2).Mined(2).Product(3).Linked(3).Resolve(cart: [3]);

        Assert.Equal([null, PanelFilter.InCart, PanelFilter.AlreadyShown], panel.Trace.Select(entry => entry.Filter));
        Assert.All(panel.Trace, entry => Assert.Null(PanelFix.Of(entry, Anchor)));
    }

    [Fact]
    public void Bundle_LeadsToThePartThatKeepsItOut_ElseToItself()
    {
        var scene = new PanelScene().Product(2, stock: 0).Product(3)
            .Bundle("sold-out", 134000, [(1, 1, 129900), (2, 1, 4100)])
            .Bundle("ended", 134000, [(1, 1, 129900), (3, 1, 4100)], until: PanelScene.Now)
            .Bundle("elsewhere", 134000, [(1, 1, 129900), (9, 1, 4100)]);

        var fixes = scene.Resolve().Trace.ToDictionary(entry => entry.Code, entry => PanelFix.Of(entry, Anchor));

        Assert.Equal(new PanelFix(PanelFixKind.Listing, "P-2"), fixes["sold-out"]);
        Assert.Equal(new PanelFix(PanelFixKind.Bundle, BundleCode: "ended"), fixes["ended"]);
        Assert.Equal(PanelFixKind.Listing, fixes["elsewhere"]!.Kind);
    }

    [Theory]
    [InlineData(PanelFilter.RuleFull)]
    [InlineData(PanelFilter.RulePrice)]
    [InlineData(PanelFilter.NotValidYet)]
    [InlineData(PanelFilter.OtherSegment)]
    [InlineData(PanelFilter.AnchorFamily)]
    [InlineData(PanelFilter.DoesNotFit)]
    public void Rule_ThatHoldsItBack_IsWhatIsChanged(PanelFilter filter)
    {
        var entry = new PanelScene().Product(2).Linked(2).Resolve().Trace.Of(2) with { Filter = filter, RuleId = 7 };

        Assert.Equal(new PanelFix(PanelFixKind.Rule, RuleId: 7), PanelFix.Of(entry, Anchor));
    }

    [Fact]
    public void Anchor_ThatIsNotSold_IsWhatIsChanged_OfEverything()
    {
        var entry = new PanelScene().Product(2).Linked(2).Resolve().Trace.Of(2) with { Filter = PanelFilter.AnchorNotSold };

        Assert.Equal(new PanelFix(PanelFixKind.Product, Anchor), PanelFix.Of(entry, Anchor));
    }
}
