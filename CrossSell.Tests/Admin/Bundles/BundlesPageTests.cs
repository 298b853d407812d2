using Bunit;
using CrossSell.Admin.Features.Bundles;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Today;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Bundles;

/// <summary>The list of bundles: what is wrong with each, and the ways to a new one.</summary>
public sealed class BundlesPageTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;
    private Channel shop = null!;
    private Product body = null!;
    private Product card = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    private NavigationManager Navigation => context.Services.GetRequiredService<NavigationManager>();

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        shop = await studio.ChannelAsync();
        body = await studio.ProductAsync("BODY", shop, price: 90000, stock: 4, name: "Body");
        card = await studio.ProductAsync("CARD", shop, price: 5000, stock: 0, name: "Card");
        await ProductUi.PrepareAsync(context, studio);
        foreach (var service in new[]
        {
            typeof(BundleList), typeof(SegmentService), typeof(BrokenBundles), typeof(BundleSurroundings), typeof(MinedSets), typeof(LinkedParts),
        })
        {
            context.Services.AddSingleton(service);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Draft_WithAPartOutOfStock_SaysSoWithTheWayToCorrectIt_AndIsFoundByThat()
    {
        var service = context.Services.GetRequiredService<BundleService>();
        await service.CreateAsync(
            new BundleContent("Kit", [new(body.Id), new(card.Id)], [shop.Id], PricingKind.PercentOff, 1000), TestStudio.Merchandiser, Stop);
        await service.CreateAsync("Empty", shop.Id, [], TestStudio.Merchandiser, Stop);
        var page = await OpenAsync();

        var row = page.Find("[data-bundle=kit]");
        Assert.Contains("Card is out of stock.", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("limited by CARD", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("/products/CARD", row.QuerySelector(".troubles a")!.GetAttribute("href"));
        Assert.NotNull(row.QuerySelector(".dead"));

        await page.Find("input[type=search]").InputAsync("body");
        Assert.Single(page.FindAll("[data-bundle]"));
        Assert.EndsWith("/bundles?q=body", Navigation.Uri, StringComparison.Ordinal);
        await page.FindAll(".sort").Single(button => button.TextContent.StartsWith("Margin", StringComparison.Ordinal)).ClickAsync(new());
        Assert.EndsWith("/bundles?q=body&sort=-margin", Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal("descending", page.Find("th[aria-sort]").GetAttribute("aria-sort"));
    }

    [Fact]
    public async Task NewBundle_OfItsMainProduct_IsADraftWithItsName()
    {
        var page = await OpenAsync();
        await page.FindAll("button").First(button => button.TextContent == "New bundle").ClickAsync(new());

        await page.Find("#new-bundle-main").InputAsync("BODY");
        await page.Find("#new-bundle-main").KeyDownAsync("Enter");

        page.WaitForAssertion(() => Assert.EndsWith("/bundles/body-set", Navigation.Uri, StringComparison.Ordinal));
        var made = (await context.Services.GetRequiredService<BundleList>().FindAsync(ReadScope.Everything, "body-set", Stop))!.Revisions.Single();
        Assert.Equal(("Body set", PricingKind.PercentOff, body.Id), (made.Name, made.Pricing, Assert.Single(made.Components).ProductId));
    }

    [Fact]
    public async Task NewBundle_OfLinks_HoldsWhatIsTicked()
    {
        await studio.AddAsync(new ProductLink
        {
            SourceId = body.Id, TargetId = card.Id, TypeId = (await studio.LinkTypeAsync(LinkType.Accessory)).Id, CreatedBy = "eva",
        });
        var page = await OpenAsync();
        await page.FindAll("button").First(button => button.TextContent == "New bundle").ClickAsync(new());
        await page.FindAll(".start button").Single(button => button.TextContent == "links").ClickAsync(new());
        await page.Find("#new-bundle-of").InputAsync("BODY");
        await page.Find("#new-bundle-of").KeyDownAsync("Enter");

        var create = page.WaitForElement(".start button.cs-primary");
        Assert.Equal("Create with 2 products", create.TextContent.Trim());
        await create.ClickAsync(new());

        var made = (await context.Services.GetRequiredService<BundleList>().FindAsync(ReadScope.Everything, "body-set", Stop))!.Revisions.Single();
        Assert.Equal([body.Id, card.Id], made.Components.OrderBy(part => part.Position).Select(part => part.ProductId));
    }

    [Fact]
    public async Task NewBundle_OfAnother_CopiesIt()
    {
        await context.Services.GetRequiredService<BundleService>().CreateAsync("Kit", shop.Id, [body.Id, card.Id], TestStudio.Merchandiser, Stop);
        var page = await OpenAsync();
        await page.FindAll("button").First(button => button.TextContent == "New bundle").ClickAsync(new());
        await page.FindAll(".start button").Single(button => button.TextContent == "a copy").ClickAsync(new());

        await page.ChooseAsync("new-bundle-copy", "Kit");

        page.WaitForAssertion(() => Assert.EndsWith("/bundles/kit-copy", Navigation.Uri, StringComparison.Ordinal));
    }

    private async Task<IRenderedComponent<BundlesPage>> OpenAsync()
    {
        var page = context.Render<BundlesPage>();
        await page.WaitForElementAsync(".bundles-filter");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".cs-loading")));
        return page;
    }
}
