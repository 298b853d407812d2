using Bunit;
using CrossSell.Admin.Features.Bundles;
using CrossSell.Admin.Features.Catalog;
using CrossSell.Admin.Features.Compare;
using CrossSell.Admin.Features.Rules;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using CrossSell.Core.Today;
using CrossSell.Core.Workbench;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Shared;

/// <summary>
/// Somebody who is faster than the server: two choices before the first one's address is back, and two steps before the first one is written. Neither is lost.
/// </summary>
public sealed class QuickChoicesTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;
    private Channel shop = null!;
    private LateBrowser browser = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        shop = await studio.ChannelAsync();
        await studio.WriteAsync(async session => (await session.Db.Channels.SingleAsync(Stop)).Locales = ["nl", "en"]);
        await ProductUi.PrepareAsync(context, studio, Role.Administrator);
        context.Services.AddSingleton<RuleList>().AddSingleton<RuleService>().AddSingleton<RuleAuthors>().AddSingleton<RuleChoices>()
            .AddSingleton<BundleList>().AddSingleton<BundleSurroundings>().AddSingleton<SegmentService>().AddSingleton<BrokenBundles>()
            .AddSingleton<ComparisonQuery>()
            .AddSingleton<CatalogDefinitions>().AddSingleton<CategoryService>().AddSingleton<CategoryOwnerService>()
            .AddSingleton<CatalogUse>().AddSingleton<CompletenessReport>();
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Rules_StateAndShops_ChosenInAHurry_BothStay()
    {
        await RulesAsync("First");
        var page = At<RulesPage>("/rules");
        await page.WaitForElementAsync("[data-rule]");

        await page.Find(".cs-chip").ClickAsync(new MouseEventArgs());
        await page.Find(".filter .cs-check input").ChangeAsync(new ChangeEventArgs { Value = true });
        await page.InvokeAsync(browser.ArriveAll);

        Assert.Equal("/rules?state=Live&shops=all", browser.Sent);
        Assert.Equal("true", page.Find(".cs-chip").GetAttribute("aria-pressed"));
        Assert.True(page.Find(".filter .cs-check input").HasAttribute("checked"));
    }

    [Fact]
    public async Task Rules_TwoStepsInAHurry_AreTwoPlaces()
    {
        await RulesAsync("First", "Second", "Third");
        var page = At<RulesPage>("/rules");
        await page.WaitForElementAsync("[data-rule]");
        var steps = new List<Task>();

        // While somebody else writes, the first step waits: the second is pressed on what is still drawn.
        await using (await studio.Store.WriteAsync(TestStudio.Administrator, "Holds the lock", Stop))
        {
            for (var step = 0; step < 2; step++)
            {
                await page.InvokeAsync(
                    () => steps.Add(page.FindAll("[data-rule]")[2].KeyDownAsync(new KeyboardEventArgs { Key = "ArrowUp", AltKey = true })));
            }
        }

        await Task.WhenAll(steps);
        var list = await new RuleList(studio.Store, studio.Time).LoadAsync(ReadScope.Everything, cancellation: Stop);
        Assert.Equal(["Third", "First", "Second"], list.Select(row => row.Name));
        page.WaitForAssertion(() => Assert.Equal(["1", "2", "3"], page.FindAll(".number").Select(place => place.TextContent)));
    }

    [Fact]
    public async Task Categories_TwoStepsInAHurry_AreTwoPlaces()
    {
        foreach (var code in new[] { "first", "second", "third" })
        {
            await studio.CategoryAsync(code);
        }

        var page = At<CategoriesPage>("/settings/categories");
        var third = (await new CatalogDefinitions(studio.Store).CategoriesAsync(ReadScope.Everything)).Single(category => category.Code == "third").Id;
        await page.WaitForElementAsync($"#category-{third}");
        var steps = new List<Task>();

        await using (await studio.Store.WriteAsync(TestStudio.Administrator, "Holds the lock", Stop))
        {
            for (var step = 0; step < 2; step++)
            {
                await page.InvokeAsync(
                    () => steps.Add(page.Find($"#category-{third}").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowUp", AltKey = true })));
            }
        }

        await Task.WhenAll(steps);
        var order = await new CatalogDefinitions(studio.Store).CategoriesAsync(ReadScope.Everything);
        Assert.Equal(["third", "first", "second"], order.OrderBy(category => category.Position).Select(category => category.Code));
    }

    [Fact]
    public async Task Bundles_StateAndShops_ChosenInAHurry_BothStay()
    {
        await new BundleService(studio.Store).CreateAsync("Starter kit", shop.Id, [], TestStudio.Administrator, Stop);
        var page = At<BundlesPage>("/bundles");
        await page.WaitForElementAsync("table");

        await page.Find(".bundles-filter .cs-chip").ClickAsync(new MouseEventArgs());
        await page.Find(".bundles-filter .cs-check input").ChangeAsync(new ChangeEventArgs { Value = true });
        await page.Find(".bundles-filter input[type=search]").InputAsync(new ChangeEventArgs { Value = "kit" });
        await page.InvokeAsync(browser.ArriveAll);

        Assert.Equal("/bundles?q=kit&state=Draft&shops=all", browser.Sent);
        Assert.Equal("kit", page.Find(".bundles-filter input[type=search]").GetAttribute("value"));
        Assert.Equal("true", page.Find(".bundles-filter .cs-chip").GetAttribute("aria-pressed"));
    }

    [Fact]
    public async Task Comparison_TwoRemovedInAHurry_BothAreGone()
    {
        foreach (var sku in new[] { "A", "B", "C", "D" })
        {
            await studio.ProductAsync(sku, shop);
        }

        var page = At<ComparePage>("/products/compare?sku=A&sku=B&sku=C&sku=D");
        var table = page.FindComponent<ComparisonTable>();

        await page.InvokeAsync(() => table.Instance.OnRemove.InvokeAsync("A"));
        await page.InvokeAsync(() => table.Instance.OnRemove.InvokeAsync("C"));
        await page.InvokeAsync(browser.ArriveAll);

        Assert.Equal("/products/compare?sku=B&sku=D", browser.Sent);
        page.WaitForAssertion(() => Assert.Equal(["B", "D"], table.Instance.Comparison.Products.Select(product => product.Product.Sku)));
    }

    [Fact]
    public async Task Completeness_TwoLocalesInAHurry_ShowsTheLast_NotTheOneThatComesBack()
    {
        var page = At<CompletenessPage>("/settings/completeness");
        await page.WaitForElementAsync("button.locale");
        string Shown() => page.Find("tr[aria-selected=true] button").TextContent;

        await page.FindAll("button.locale").Single(button => button.TextContent == "en").ClickAsync(new MouseEventArgs());
        Assert.Equal("en", Shown());
        await page.FindAll("button.locale").Single(button => button.TextContent == "nl").ClickAsync(new MouseEventArgs());
        await page.InvokeAsync(browser.Arrive);

        Assert.Equal("nl", Shown());
        Assert.Equal("/settings/completeness", browser.Sent);
    }

    private IRenderedComponent<TPage> At<TPage>(string address)
        where TPage : IComponent
    {
        browser = new LateBrowser("https://studio.example/", $"https://studio.example{address}");
        context.Services.AddSingleton<NavigationManager>(browser);
        return context.Render<TPage>();
    }

    private async Task RulesAsync(params string[] names)
    {
        foreach (var name in names)
        {
            var content = new RuleContent
            {
                Name = name, Enabled = true, Limit = 2, Anchors = new AllOf([new OfBrand(["Lumen"])]), Companions = new AllOf([new OfBrand(["Kite"])]),
            };
            Assert.Null((await new RuleService(studio.Store).CreateAsync(content, TestStudio.Administrator, Stop)).Refusal);
        }
    }
}
