using System.Text;
using System.Text.RegularExpressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Jobs;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

public sealed partial class ExchangeJourney(BrowserFixture browser) : Journey(browser)
{
    [StudioFact]
    public async Task File_IsTriedImportedAndUndone_AndItsErrorsComeBackAsAFile()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync("/exchange");
        var page = session.Page;
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("exchange");

        await page.Locator("input[type=file]:enabled").SetInputFilesAsync(new FilePayload
        {
            Name = "new lenses.csv",
            MimeType = "text/csv",
            Buffer = "sku;name;status;gtin\nXCH-1;Exchange one;draft;\nXCH-2;Exchange two;draft;\nXCH-3;Exchange three;asleep;12\n"u8.ToArray(),
        });
        await Expect(page.GetByText("products, columns by semicolons")).ToBeVisibleAsync();
        await Expect(page.GetByText("Line 4: status is")).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("exchange-trial");
        Assert.Empty(await SkusAsync());

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download error rows" }).ClickAsync());
        Assert.Contains("XCH-3;Exchange three;asleep;12", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Import 2 products" }).ClickAsync();
        await Expect(page.GetByText("2 products added")).ToHaveCountAsync(2);
        Assert.Equal(["XCH-1", "XCH-2"], await SkusAsync());
        await session.CaptureAsync("exchange-done");

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo all" }).ClickAsync();
        await Expect(page.GetByText("All changes were undone.")).ToBeVisibleAsync();
        Assert.Empty(await SkusAsync());

        await page.GetByTestId("job-tray").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = UndoJob() }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Jobs" })).ToBeVisibleAsync();
        await Expect(page.GetByTestId("job")).ToHaveAttributeAsync("data-state", "done");
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("jobs");
    }

    [Fact]
    public async Task Export_GivesAFile_AndAViewerMayNotImport()
    {
        await using var session = await SignInAsync("ana");
        await session.OpenAsync("/exchange");
        var page = session.Page;
        await Expect(page.GetByText("You cannot import files.")).ToBeVisibleAsync();
        // Five clicks faster than the page can answer.
        await page.GetByRole(AriaRole.Button, new() { Name = "Export listings" })
            .EvaluateAsync("button => { for (let click = 0; click < 5; click++) button.click(); }");

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download the file" }).ClickAsync());
        Assert.StartsWith(
            "sku,channel,price,compare_at_price,cost,stock,published", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        await using var db = Studio.Store.Read();
        Assert.Equal(1, await db.Jobs.CountAsync(job => job.Title == "Export listings"));
    }

    [Fact]
    public async Task PriceFile_WithoutAShop_AsksForIt_AndAFileThatFailsIsNotGreen()
    {
        await using var session = await SignInAsync("eva");
        string sku;
        await using (var db = Studio.Store.Read())
        {
            sku = await (
                from listing in db.Listings
                join product in db.Products on listing.ProductId equals product.Id
                join channel in db.Channels on listing.ChannelId equals channel.Id
                where channel.Code == "camera"
                orderby product.Sku
                select product.Sku).FirstAsync();
        }

        await session.OpenAsync("/exchange");
        var page = session.Page;
        await page.Locator("input[type=file]:enabled").SetInputFilesAsync(
            new FilePayload { Name = "prices.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes($"sku;price\n{sku};4.321,00 €\n") });
        await Expect(page.GetByText("choose the shop it is for")).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("exchange-shop");
        await page.Locator("#exchange-shop").SelectOptionAsync("camera");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Import 1 listings" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Another file" }).ClickAsync();
        await page.Locator("input[type=file]:enabled")
            .SetInputFilesAsync(new FilePayload { Name = "wrong.csv", MimeType = "text/csv", Buffer = "sku,name,status\nXCH-9,Nine,asleep\n"u8.ToArray() });
        await Expect(page.GetByTestId("job")).ToHaveAttributeAsync("data-state", "failed");
        await Expect(page.GetByText("Nothing can be imported: the only row has errors.")).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Download error rows" })).ToBeVisibleAsync();
        await Expect(page.GetByTestId("job-tray")).ToHaveTextAsync("1 job failed");
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("exchange-failed");

        await page.GetByRole(AriaRole.Button, new() { Name = "Another file" }).ClickAsync();
        await page.Locator("input[type=file]:enabled").SetInputFilesAsync(new FilePayload
        {
            Name = "akeneo.csv", MimeType = "text/csv", Buffer = "sku;categories;enabled;family;groups\nbag;bags,summer;1;bags;\n"u8.ToArray()
        });
        await Expect(page.GetByText("This is an Akeneo product export")).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("exchange-akeneo");
    }

    private async Task<List<string>> SkusAsync()
    {
        await using var db = Studio.Store.Read();
        return await db.Products.Where(product => product.Sku.StartsWith("XCH-")).OrderBy(product => product.Sku).Select(product => product.Sku).ToListAsync();
    }

    [GeneratedRegex("^Undo: Import new lenses")]
    private static partial Regex UndoJob();
}
