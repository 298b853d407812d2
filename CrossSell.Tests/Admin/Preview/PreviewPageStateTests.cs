using CrossSell.Admin.Features.Preview;
using CrossSell.Admin.Shared;
using CrossSell.Core.Panels;

namespace CrossSell.Tests.Admin.Preview;

public sealed class PreviewPageStateTests
{
    [Fact]
    public void Address_HoldsOnlyWhatDiffersFromTheUsual()
    {
        Assert.Equal("", new PreviewPageState().ToQuery());
        Assert.Equal("?sku=A&arm=12b&with=arm%3A", new PreviewPageState { Sku = "A", Arm = "12b", With = "arm:" }.ToQuery());
        Assert.Null(new PreviewPageState { Sku = "A", Arm = "12b", With = "arm:" }.Other().Arm);
        Assert.Equal("?sku=A%2FB", new PreviewPageState { Sku = "A/B", Placement = "product-page", Device = "phone" }.ToQuery());
        Assert.Equal(
            "?sku=A&channel=camera&placement=after-purchase&locale=de-DE&at=2026-11-27T09%3A00&segment=premium&cart=X&cart=Y&stock=X%3A0&device=tablet"
                + "&shop-theme=dark&with=placement%3Acart",
            new PreviewPageState
            {
                Sku = "A", Channel = "camera", Placement = "after-purchase", Locale = "de-DE", At = "2026-11-27T09:00", Segment = "premium", Cart = ["X", "Y"],
                Stock = ["X:0"], Device = "tablet", Dark = true, With = "placement:cart",
            }.ToQuery());
    }

    [Fact]
    public void Cart_HoldsEachProductOnce_WhateverItsCase()
    {
        var state = new PreviewPageState { Cart = ["BAT"] };

        Assert.Same(state, state.WithInCart("bat"));
        Assert.Equal(["BAT", "BAG"], state.WithInCart("BAG").Cart);
        Assert.Empty(state.WithoutInCart("bat").Cart);
    }

    [Fact]
    public void Stock_IsAssumedOncePerProduct_AndWhatCannotBeReadIsPassedOver()
    {
        var state = new PreviewPageState { Stock = ["A:B:0", "C:-1", "D", "E:x"] }.WithStock("F", 3).WithStock("f", 0);

        Assert.Equal(new Dictionary<string, int> { ["A:B"] = 0, ["f"] = 0 }, state.StockAssumed);
        Assert.DoesNotContain("f", state.WithStock("F", null).StockAssumed.Keys);
    }

    [Theory]
    [InlineData("2026-11-30", "2026-12-04")] // A Monday.
    [InlineData("2026-12-03", "2026-12-04")]
    [InlineData("2026-12-04", "2026-12-11")] // A Friday is not the next one.
    public void NextFriday_IsTheOneToCome_AtNine(string today, string friday) =>
        Assert.Equal(DateTime.Parse(friday, null).AddHours(9), PreviewPageState.NextFriday(DateTime.Parse(today, null).AddHours(15)));

    [Fact]
    public void Moment_IsWallTimeOfTheChannel()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Denver");

        Assert.Equal(new DateTimeOffset(2026, 11, 27, 16, 0, 0, TimeSpan.Zero), new PreviewPageState { At = "2026-11-27T09:00" }.Instant(zone));
        Assert.Null(new PreviewPageState { At = "soon" }.Instant(zone));
    }

    [Fact]
    public void Placement_ThatIsUnknown_IsTheProductPage() =>
        Assert.Equal(PanelPlacement.ProductPage, new PreviewPageState { Placement = "roof" }.PlacementChosen);

    [Fact]
    public void OtherSide_DiffersInTheOneThingThatIsCompared()
    {
        var state = new PreviewPageState { Sku = "A", Channel = "camera", Segment = "premium", Locale = "nl", With = "channel:coffee" };

        Assert.Equal(state with { Channel = "coffee", Segment = null, Locale = null }, state.Other());
        Assert.Equal("2026-12-04T09:00", (state with { With = "at:2026-12-04T09:00" }).Other().At);
        Assert.Null((state with { With = "segment:" }).Other().Segment);
        Assert.Equal(PreviewDevice.Desktop, (state with { With = "device:desktop" }).Other().DeviceChosen);

        // A draft changes what is there, not what is asked.
        var draft = state with { With = "bundle:kit" };
        Assert.Same(draft, draft.Other());
        Assert.True(draft.Versus!.IsDraft);
        Assert.Null((state with { With = "roof:x" }).Versus);
    }

    [Fact]
    public void UnsavedSettings_ComeThroughTheAddress_AndADamagedOneIsNone()
    {
        var place = new PanelScopeSettings { ChannelId = 2, Placement = PanelPlacement.Cart, CategoryId = 7, MaxSlots = 2, Layers = "Pin,-Link" };
        var read = PreviewVersus.Read("settings:" + UnsavedPanels.Write(place))!;

        Assert.Equivalent(place, read.Place, strict: true);
        Assert.Null(read.Shop);
        Assert.Equal(6, PreviewVersus.Read("settings:" + UnsavedPanels.Write(new PanelSettings { MaxSlots = 6 }))!.Shop!.MaxSlots);
        Assert.Null(PreviewVersus.Read("settings:place.e30")!.Shop);
        Assert.Null(PreviewVersus.Read("settings:place.!!")!.Place);
    }
}
