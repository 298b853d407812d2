using System.Text;
using System.Text.RegularExpressions;
using CrossSell.Core.Panels;
using CrossSell.Tests.Core.QuickStart;
using CrossSell.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

/// <summary>A person with an empty studio and the exports of four systems, who has read nothing: at the end the panels stand.</summary>
[Collection("browser")]
[Trait("Kind", "Browser")]
public sealed partial class QuickStartJourney(BrowserFixture browser) : IAsyncLifetime
{
    private StudioFactory studio = null!;

    public ValueTask InitializeAsync()
    {
        studio = new StudioFactory("Production").Start();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [Fact]
    public async Task FourExports_BroughtToAnEmptyStudio_BecomePanels()
    {
        var context = await browser.NewContextAsync(1280, 860);
        await using var session = new BrowserSession(context, await context.NewPageAsync(), studio.Address);
        var page = session.Page;
        await SetUpAsync(page);
        await session.ReadyAsync();
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Start with your own shop" }).ClickAsync();

        // A file that is none says what to do, and the other place stays open.
        await BringAsync(page, "Products", "odd.csv", ["alpha;beta", "x;y", "z;w"]);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("odd.csv: ");
        await BringAsync(page, "Products", "shopify.csv", QuickStartScene.Products());
        await BringAsync(page, "Orders", "orders.csv", QuickStartScene.Orders());
        await Expect(page.GetByText("200 orders")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Name of the shop")).ToHaveValueAsync("Acme");
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("quick-start");

        await page.GetByRole(AriaRole.Button, new() { Name = "Add shop and import" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new()
        { Name = "These 2 products earn 4 % of revenue and show nothing beside them" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Draw links of Tripod" })).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("quick-start-verdict");

        await ImportAsync(page, "woo.csv",
        [
            "ID,Type,SKU,Name,Published,Regular price,Categories,Upsells,Cross-sells",
            "1,simple,W-TENT,Tent,1,199.00,Camping,,\"W-MAT, W-LAMP\"", "2,simple,W-MAT,Mat,1,39.00,Camping,,", "3,simple,W-LAMP,Lamp,1,29.00,Camping,,",
        ], "WooCommerce");
        await ImportAsync(page, "magento.csv",
        [
            "sku,store_view_code,attribute_set_code,product_type,categories,name,product_online,price,qty,crosssell_skus,crosssell_position",
            "M-BIKE,,Default,simple,Bikes,Bike,1,899.00,5,\"M-LOCK,M-PUMP\",\"1,2\"", "M-LOCK,,Default,simple,Bikes,Lock,1,49.00,9,,",
            "M-PUMP,,Default,simple,Bikes,Pump,1,19.00,9,,",
        ], "Magento");
        await ImportAsync(page, "akeneo.csv",
        [
            "sku;categories;enabled;family;groups;name-en_US;price-EUR;X_SELL-products", "A-BAG;bags;1;accessories;;Bag;49.90;A-SOCKS",
            "A-SOCKS;socks;1;accessories;;Socks;9.90;",
        ], "Akeneo");

        var panels = studio.Services.GetRequiredService<PanelService>();
        await panels.RefreshAsync(TestContext.Current.CancellationToken);
        foreach (var (sku, beside) in new[] { ("BODY", "LENS"), ("W-TENT", "W-MAT"), ("M-BIKE", "M-LOCK"), ("A-BAG", "A-SOCKS") })
        {
            Assert.Contains(beside, panels.Resolve(new PanelQuery(sku, "acme")).Required.Panel.Companions.Select(companion => companion.Product.Sku));
        }
    }

    private static async Task ImportAsync(IPage page, string name, IEnumerable<string> lines, string system)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Bring other files" }).ClickAsync();
        await BringAsync(page, "Products", name, lines);
        await Expect(page.GetByText($"This looks like a file of {system}")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Import and find suggestions" }).ClickAsync();
        await Expect(page.Locator("main").GetByTestId("job")).ToHaveAttributeAsync("data-state", "done");
    }

    private static Task BringAsync(IPage page, string place, string name, IEnumerable<string> lines) =>
        page.GetByRole(AriaRole.Region, new() { Name = place, Exact = true }).Locator("input[type=file]:enabled").SetInputFilesAsync(new FilePayload
        {
            Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(string.Join('\n', lines)),
        });

    private async Task SetUpAsync(IPage page)
    {
        var token = studio.Log.Select(line => Token().Match(line)).Single(match => match.Success).Groups[1].Value;
        await page.GotoAsync(new Uri(studio.Address, "/account/set-up").ToString());
        await page.GetByLabel("One-time token").FillAsync(token);
        await page.GetByLabel("Your name").FillAsync("Olaf");
        await page.GetByLabel("E-mail address").FillAsync("olaf@example.com");
        await page.GetByLabel("Password").FillAsync("a sentence works well");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create administrator" }).ClickAsync();
    }

    [GeneratedRegex("one-time token to create the administrator: ([0-9a-f]{48})")]
    private static partial Regex Token();
}
