using Bunit;
using CrossSell.Admin.Features.Embed;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using CrossSell.Tests.Core.Panels;
using CrossSell.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Embed;

/// <summary>The panel that the server draws: forms and links, and nothing of the catalogue is ever markup.</summary>
public sealed class PanelHtmlTests : IAsyncDisposable
{
    private const string Nasty = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";

    private readonly BunitContext context = new();

    public PanelHtmlTests() => context.Services.AddSingleton(new EmbedScript(new SourceEnvironment()));

    public ValueTask DisposeAsync() => context.DisposeAsync();

    [Fact]
    public void Names_AreTextAlone_AndAddressesThatRunAreNoLinks()
    {
        var html = Draw("javascript:alert('{sku}')", new PanelHtmlLook("/cart/add"));

        Assert.Empty(html.FindAll("script, [onerror], a"));
        Assert.Contains(Nasty, html.Find("li:last-child .name").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, html.FindAll("img").Count);
    }

    [Fact]
    public void WithAnAction_TheFormPostsWhatIsTicked_AndTheMainProductIs()
    {
        var html = Draw("https://shop.example/p/{sku}", new PanelHtmlLook("/cart/add"));

        Assert.Equal(("post", "/cart/add"), (html.Find("form").GetAttribute("method"), html.Find("form").GetAttribute("action")));
        Assert.Equal(["CAM-D7", "P-2"], html.FindAll("input[name=sku]").Select(input => input.GetAttribute("value")));
        Assert.Equal(["CAM-D7"], html.FindAll("input[checked]").Select(input => input.GetAttribute("value")));
        Assert.Equal("In den Warenkorb", html.Find("button[type=submit]").TextContent);
        Assert.Equal("Wird oft zusammen gekauft", html.Find("h2").TextContent);
        Assert.Contains("1.299,00", html.Find(".price").TextContent, StringComparison.Ordinal);
        Assert.Equal("https://shop.example/p/P-2", html.Find("li:last-child a").GetAttribute("href"));
    }

    [Fact]
    public void WithoutAnAction_ThereIsNothingToFillIn() => Assert.Empty(Draw(null, new PanelHtmlLook()).FindAll("form, input, button"));

    [Fact]
    public void JsonLd_IsThereWhenAskedFor_AndNamesProductsByTheirIdsAlone()
    {
        Assert.Empty(Draw("https://shop.example/p/{sku}", new PanelHtmlLook()).FindAll("script"));

        var linked = Draw("https://shop.example/p/{sku}", new PanelHtmlLook(Jsonld: "1")).Find("script[type='application/ld+json']").TextContent;

        Assert.Equal(
            "{\"@context\":\"https://schema.org\",\"@type\":\"Product\",\"@id\":\"https://shop.example/p/CAM-D7\","
            + "\"isRelatedTo\":[{\"@id\":\"https://shop.example/p/P-2\"}]}",
            linked);
    }

    [Theory]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("//elsewhere.example/cart", false)]
    [InlineData("/\\elsewhere.example", false)]
    [InlineData("cart", false)]
    [InlineData("/cart", true)]
    [InlineData("https://shop.example/cart", true)]
    public void Action_IsAnAddressOfTheShop(string action, bool isRight) => Assert.Equal(isRight, new PanelHtmlLook(action).Wrong is null);

    [Fact]
    public void HeadingLevel_IsOneThatAPageCanHave() =>
        Assert.Equal(["panel.heading-level", null], new[] { "1", "3" }.Select(level => new PanelHtmlLook(HeadingLevel: level).Wrong?.Code));

    private IRenderedComponent<PanelHtml> Draw(string? address, PanelHtmlLook look)
    {
        var panel = new PanelScene().Product(2, Nasty).Linked(2).Resolve();
        var channel = new Channel { Code = "camera", Name = "Camera store", CurrencyCode = "EUR", Locales = ["de-DE"], ProductUrl = address };
        return context.Render<PanelHtml>(parameters => parameters
            .Add(html => html.Panel, new PanelAnswer(panel, channel, TestStudio.Start)).Add(html => html.Look, look));
    }
}
