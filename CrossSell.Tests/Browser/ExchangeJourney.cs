using System.Text.RegularExpressions;
using CrossSell.Core.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

public sealed partial class ExchangeJourney(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task File_IsTriedImportedAndUndone_AndItsErrorsComeBackAsAFile()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync("/exchange");
        var page = session.Page;
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("exchange");

        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload
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

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download the rows to mend" }).ClickAsync());
        Assert.Contains("XCH-3;Exchange three;asleep;12", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Import 2 products" }).ClickAsync();
        await Expect(page.GetByText("Brought in 2 new products")).ToHaveCountAsync(2);
        Assert.Equal(["XCH-1", "XCH-2"], await SkusAsync());
        await session.CaptureAsync("exchange-done");

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo all of it" }).ClickAsync();
        await Expect(page.GetByText("Everything is as it was before.")).ToBeVisibleAsync();
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
        await Expect(page.GetByText("You may look, but not import.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Export listings" }).ClickAsync();

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download the file" }).ClickAsync());
        Assert.StartsWith("sku,channel,price,compare_at_price,cost,stock,published", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
    }

    private async Task<List<string>> SkusAsync()
    {
        await using var db = Studio.Store.Read();
        return await db.Products.Where(product => product.Sku.StartsWith("XCH-")).OrderBy(product => product.Sku).Select(product => product.Sku).ToListAsync();
    }

    [GeneratedRegex("^Undo: Import new lenses")]
    private static partial Regex UndoJob();
}
