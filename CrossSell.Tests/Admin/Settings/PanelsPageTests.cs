using Bunit;
using CrossSell.Admin.Features.Settings;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Settings;

/// <summary>Settings of panels at a place, on a real studio: where each value comes from, what it would do, and what is saved.</summary>
public sealed class PanelsPageTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        var shop = await studio.ChannelAsync();
        var (body, type) = (await studio.ProductAsync("BODY", shop), (await studio.LinkTypeAsync(LinkType.CrossSell)).Id);
        for (var at = 0; at < 3; at++)
        {
            var target = await studio.ProductAsync($"P{at}", shop);
            await studio.AddAsync(new ProductLink
            {
                SourceId = body.Id, TargetId = target.Id, TypeId = type, Position = at, CreatedBy = "Eva", CreatedAt = TestStudio.Start,
            });
        }

        await ProductUi.PrepareAsync(context, studio, Role.Administrator);
        context.Services.AddSingleton<PanelSettingsService>();
        context.Services.AddSingleton<PanelScopeService>();
        context.Services.AddSingleton<CatalogDefinitions>();
        context.Services.AddPanelLayers();
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Place_ShowsWhereItsValuesComeFrom_AndSavesOnlyItsOwn()
    {
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/settings/panels?placement=cart");
        var page = context.Render<PanelsPage>();
        await page.WaitForAssertionAsync(() => Assert.NotNull(page.Find("#panel-slots")));

        Assert.Equal(Enum.GetValues<PanelField>().Length - 1, page.FindAll(".inherited").Count); // All but the headline, which is its own by language.
        Assert.All(page.FindAll(".inherited .from"), from => Assert.StartsWith("from Camera shop", from.TextContent.Trim(), StringComparison.Ordinal));

        await Click(page, "Set here: Show at most");
        await page.InvokeAsync(() => page.Find("#panel-slots").ChangeAsync(new() { Value = "2" }));
        await Click(page, "Show the effect");
        await page.WaitForAssertionAsync(() => Assert.Contains("1 of 4", page.Find(".figures").TextContent, StringComparison.Ordinal));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());

        await using var db = studio.Store.Read();
        var saved = await db.PanelScopeSettings.SingleAsync(Xunit.TestContext.Current.CancellationToken);
        Assert.Equal((PanelPlacement.Cart, null, 2, null, null), (saved.Placement, saved.CategoryId, saved.MaxSlots, saved.MinSlots, saved.Layers));
        Assert.Equal("/settings/panels?channel=camera&placement=cart", page.Find(".places a").GetAttribute("href"));
    }

    private static Task Click(IRenderedComponent<PanelsPage> page, string button) => page.InvokeAsync(() =>
        page.FindAll("button").Single(item => item.TextContent.Trim() == button).ClickAsync(new()));
}
