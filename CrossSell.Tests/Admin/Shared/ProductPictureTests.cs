using Bunit;
using CrossSell.Admin.Api;
using CrossSell.Admin.Shared;
using CrossSell.Core.Panels;
using CrossSell.Tests.Core.Panels;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Admin.Shared;

public sealed class ProductPictureTests
{
    private static readonly string Hash = new('a', 64);

    [Theory]
    [InlineData(36, "96", "96")]
    [InlineData(72, "96", "320")]
    [InlineData(160, "320", "320")]
    [InlineData(4000, "1280", "1280")]
    public async Task Photograph_IsAskedForInTheNextWidth_AndTwiceForSharpScreens(int size, string once, string twice)
    {
        await using var context = new BunitContext();

        var image = context.Render<ProductPicture>(parameters => parameters.Add(picture => picture.Picture, $"media:{Hash}").Add(picture => picture.Size, size))
            .Find("img");

        Assert.Equal($"/media/{Hash}/{once}", image.GetAttribute("src"));
        Assert.Equal($"/media/{Hash}/{once} 1x, /media/{Hash}/{twice} 2x", image.GetAttribute("srcset"));
        Assert.Equal(("", "lazy"), (image.GetAttribute("alt"), image.GetAttribute("loading")));
    }

    [Fact]
    public async Task Drawing_NeedsNoWidths()
    {
        await using var context = new BunitContext();

        var image = context.Render<ProductPicture>(parameters => parameters.Add(picture => picture.Picture, "camera.indigo")).Find("img");

        Assert.Equal(("/pictures/camera.indigo.svg", null), (image.GetAttribute("src"), image.GetAttribute("srcset")));
    }

    [Fact]
    public void Nothing_IsTheNeutralDrawing() => Assert.Equal("/pictures/product.slate.svg", Addresses.Picture(null));

    [Fact]
    public void Api_Photograph_HasAWholeAddressThatAShopCanShow()
    {
        var panel = new PanelScene().Product(2).Linked(2).Resolve();
        var photographed = panel with { Anchor = panel.Anchor with { Picture = $"media:{Hash}" } };
        var channel = new CrossSell.Core.Catalog.Channel { Code = "camera", Name = "Camera store", CurrencyCode = "EUR" };

        var json = PanelJson.Of(new PanelAnswer(photographed, channel, TestStudio.Start), "https://studio.example", explain: false);

        Assert.Equal($"https://studio.example/media/{Hash}/640", json.Anchor.Image);
        Assert.StartsWith("https://studio.example/pictures/", json.Companions[0].Image, StringComparison.Ordinal);
    }
}
