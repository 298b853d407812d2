using Bunit;
using CrossSell.Admin.Features.Products;
using CrossSell.Core.Catalog;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components.Web;

namespace CrossSell.Tests.Admin.Products;

public sealed class QuickViewTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;
    private Channel channel = null!;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        channel = await studio.ChannelAsync();
        await studio.ProductAsync("LNS-1", channel, price: 1000, stock: 0, name: "Prime lens");
        await studio.ProductAsync("LNS-2", channel, price: 2000, stock: 4, name: "Zoom lens");
        await ProductUi.PrepareAsync(context, studio);
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public void Drawer_SaysWhatItShows_AndIsNotModal()
    {
        var look = Look();

        look.WaitForAssertion(() => Assert.Equal("Quick view: Prime lens", look.Find("[role=dialog]").GetAttribute("aria-label")));
        Assert.Equal("false", look.Find("[role=dialog]").GetAttribute("aria-modal"));
        Assert.Contains("10.00 €", look.Markup, StringComparison.Ordinal);
        Assert.Contains("out of stock", look.Markup, StringComparison.Ordinal);
        look.WaitForAssertion(() => Assert.Contains("shoppers see no panel here", look.Markup, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("j", "next")]
    [InlineData("ArrowDown", "next")]
    [InlineData("K", "previous")]
    [InlineData("ArrowUp", "previous")]
    [InlineData("Escape", "close")]
    [InlineData("x", "")]
    public async Task Keys_MoveOnAndClose(string key, string expected)
    {
        var heard = "";
        var look = context.Render<QuickView>(parameters => parameters
            .Add(item => item.Sku, "LNS-1").Add(item => item.ChannelId, channel.Id)
            .Add(item => item.OnNext, () => heard += "next").Add(item => item.OnPrevious, () => heard += "previous")
            .Add(item => item.OnClose, () => heard += "close"));

        await look.Find("[role=dialog]").KeyDownAsync(new KeyboardEventArgs { Key = key });

        Assert.Equal(expected, heard);
    }

    [Fact]
    public void NextProduct_ReplacesTheFirst()
    {
        var look = Look();
        look.WaitForAssertion(() => Assert.Contains("Prime lens", look.Markup, StringComparison.Ordinal));

        look.Render(parameters => parameters.Add(item => item.Sku, "LNS-2"));

        look.WaitForAssertion(() => Assert.Equal("LNS-2", look.Find("[data-testid=quick-look]").GetAttribute("data-sku")));
        Assert.DoesNotContain("Prime lens", look.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownSku_SaysSo()
    {
        var look = Look("nothing");

        look.WaitForAssertion(() => Assert.Contains("There is no product nothing", look.Markup, StringComparison.Ordinal));
    }

    private IRenderedComponent<QuickView> Look(string sku = "LNS-1") =>
        context.Render<QuickView>(parameters => parameters.Add(item => item.Sku, sku).Add(item => item.ChannelId, channel.Id));
}
