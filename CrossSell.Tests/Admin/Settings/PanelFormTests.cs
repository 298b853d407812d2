using CrossSell.Admin.Features.Settings;
using CrossSell.Core.Panels;

namespace CrossSell.Tests.Admin.Settings;

/// <summary>Settings of panels as they are typed: of a whole shop, and of a place that takes the rest from wider settings.</summary>
public sealed class PanelFormTests
{
    private static readonly PanelLayers Layers = PanelLayers.Standard;

    [Fact]
    public void ShopsForm_NothingTouched_SaysWhatIsStored()
    {
        var settings = new PanelSettings
        {
            ChannelId = 3, Version = 2, MaxSlots = 6, MinSlots = 2, PriceCapPercent = null, MinStock = 0, MaxReportHours = 24, AllowSubstitutes = true,
            Preselect = true,
            AllowFallback = true, Layers = "Bundle,Link,Pin,Campaign,-Rule,Mined,CategoryPair,Fallback", Headlines = """{"de":"Dazu"}""",
        };

        Assert.Equivalent(settings, new PanelForm(settings, Layers).ToSettings().Required, strict: true);
        Assert.Null(new PanelForm(settings, Layers) { MaxReportHours = " " }.ToSettings().Required.MaxReportHours);
        Assert.Equal("maxReportHours", new PanelForm(settings, Layers) { MaxReportHours = "a day" }.ToSettings().Refusal?.Field);
        // The usual order is none of its own: a layer that comes later finds its place.
        Assert.Null(new PanelForm(new PanelSettings(), Layers).ToSettings().Required.Layers);
    }

    [Fact]
    public void PlacesForm_SaysOnlyWhatIsSetThere_AndGivesTheRestBack()
    {
        var shop = new PanelSettings { ChannelId = 3, MaxSlots = 6, PriceCapPercent = 120 };
        var cart = new PanelScopeSettings { ChannelId = 3, Placement = PanelPlacement.Cart, MinStock = 3, Headlines = """{"en":"With it"}""" };
        var own = new PanelScopeSettings { ChannelId = 3, Placement = PanelPlacement.Cart, CategoryId = 9, Version = 4, MaxSlots = 2 };
        var form = new PanelForm(own, shop, [cart], Layers);

        Assert.Equal(("2", "3", "120"), (form.MaxSlots, form.MinStock, form.PriceCapPercent));
        Assert.True(form.Says(PanelField.MaxSlots));
        Assert.False(form.Says(PanelField.MinStock));
        Assert.Equivalent(own, form.ToScope().Required, strict: true);

        form.Switch(PanelField.MaxSlots);
        form.Switch(PanelField.PriceCap);
        form.Switch(PanelField.Layers);
        form.Move("Link", -1);
        (form.PriceCapPercent, form.On["Mined"]) = ("", false);

        Assert.Equal("6", form.MaxSlots);
        var edited = form.ToScope().Required;
        Assert.Equal((null, 0, "Bundle,Pin,Link,Campaign,Rule,-Mined,CategoryPair,-Fallback"), (edited.MaxSlots, edited.PriceCapPercent, edited.Layers));
        form.Switch(PanelField.Layers);
        Assert.True(form.On["Mined"]);
        form.PriceCapPercent = "much";
        Assert.Equal("priceCapPercent", form.ToScope().Refusal?.Field);
    }
}
