using CrossSell.Admin.Features.Preview;
using CrossSell.Core.Panels;

namespace CrossSell.Tests.Admin.Preview;

public sealed class PreviewPageStateTests
{
    [Fact]
    public void Address_HoldsOnlyWhatDiffersFromTheUsual()
    {
        Assert.Equal("", new PreviewPageState().ToQuery());
        Assert.Equal("?sku=A%2FB", new PreviewPageState(Sku: "A/B", Placement: "product-page").ToQuery());
        Assert.Equal(
            "?sku=A&channel=camera&placement=cart&at=2026-11-27T09%3A00&segment=premium&cart=X&cart=Y&device=phone",
            new PreviewPageState("A", "camera", "cart", "2026-11-27T09:00", "premium", ["X", "Y"], Phone: true).ToQuery());
    }

    [Fact]
    public void Cart_HoldsEachProductOnce_WhateverItsCase()
    {
        var state = new PreviewPageState(Cart: ["BAT"]);

        Assert.Same(state, state.WithInCart("bat"));
        Assert.Equal(["BAT", "BAG"], state.WithInCart("BAG").CartSkus);
        Assert.Empty(state.WithoutInCart("bat").CartSkus);
    }

    [Fact]
    public void Moment_IsWallTimeOfTheChannel()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Denver");

        Assert.Equal(new DateTimeOffset(2026, 11, 27, 16, 0, 0, TimeSpan.Zero), new PreviewPageState(At: "2026-11-27T09:00").Instant(zone));
        Assert.Null(new PreviewPageState(At: "soon").Instant(zone));
    }

    [Fact]
    public void Placement_ThatIsUnknown_IsTheProductPage() =>
        Assert.Equal(PanelPlacement.ProductPage, new PreviewPageState(Placement: "roof").PlacementChosen);
}
