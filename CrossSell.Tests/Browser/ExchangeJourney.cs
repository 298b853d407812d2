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
        await Expect(page.GetByText("columns by semicolons")).ToBeVisibleAsync();
        await Expect(page.GetByText("status is \"asleep\"; write draft, active or archived.")).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("exchange-trial");
        Assert.Empty(await SkusAsync());

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download error rows" }).ClickAsync());
        Assert.Contains("XCH-3;Exchange three;asleep;12", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Import 2 products" }).ClickAsync();
        await Expect(page.GetByText("2 added, 0 updated.")).ToHaveCountAsync(2);
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
        await page.GetByLabel("What", new() { Exact = true }).ChooseAsync("Prices and stock");
        // Five clicks faster than the page can answer.
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the file" })
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
        await Expect(page.GetByText("The file does not say which shop it is for")).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("exchange-shop");
        await page.Locator("#exchange-shop").ChooseAsync("Camera store");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check the file" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Import prices and stock of 1 products" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Another file" }).ClickAsync();
        await page.Locator("input[type=file]:enabled")
            .SetInputFilesAsync(new FilePayload { Name = "wrong.csv", MimeType = "text/csv", Buffer = "sku,name,status\nXCH-9,Nine,asleep\n"u8.ToArray() });
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
        await Expect(page.GetByText("This looks like a file of Akeneo")).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("exchange-akeneo");
    }

    [Fact]
    public async Task PriceFile_InTheShopsOwnForm_IsMapped_Corrected_Imported_AndRememberedForTheNextOne()
    {
        await using var session = await SignInAsync("eva");
        List<string> skus;
        await using (var db = Studio.Store.Read())
        {
            skus = await (
                from listing in db.Listings
                join product in db.Products on listing.ProductId equals product.Id
                join channel in db.Channels on listing.ChannelId equals channel.Id
                where channel.Code == "camera" && product.Kind == ProductKind.Simple
                orderby product.Sku descending
                select product.Sku).Take(3).ToListAsync();
        }

        await session.OpenAsync("/exchange");
        var page = session.Page;
        var file = new FilePayload
        {
            Name = "preise.csv",
            MimeType = "text/csv",
            Buffer = Encoding.Latin1.GetBytes(
                $"Artikelnummer;Bezeichnung;VK-Preis;Verf\u00fcgbar\n{skus[0]};Eins;1.299,00;12,00\n{skus[1]};Zwei;59,99;3\n{skus[2]};Drei;teuer;1\n"),
        };
        await page.Locator("input[type=file]:enabled").SetInputFilesAsync(file);
        await Expect(page.GetByText("All needed columns were recognised by name.")).ToBeVisibleAsync();
        await Expect(page.GetByText("1.299,00 \u2192")).ToBeVisibleAsync();
        await Expect(page.GetByText("Windows-1252")).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("exchange-columns");

        // Loaded again, it is where it was.
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Next: the shop" }).ClickAsync();
        await page.Locator("#exchange-shop").ChooseAsync("Camera store");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check the file" }).ClickAsync();
        await Expect(page.GetByText("VK-Preis is \"teuer\"; write a number such as 12.95.")).ToBeVisibleAsync();
        await page.GetByLabel("VK-Preis of line 4").FillAsync("7,50");
        await page.GetByLabel("VK-Preis of line 4").BlurAsync();
        await Expect(page.GetByText("corrected", new() { Exact = true })).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("exchange-check");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check again" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Import prices and stock of 3 products" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Undo all" })).ToBeVisibleAsync();
        await using (var db = Studio.Store.Read())
        {
            var prices = await (
                from listing in db.Listings
                join product in db.Products on listing.ProductId equals product.Id
                join channel in db.Channels on listing.ChannelId equals channel.Id
                where channel.Code == "camera" && skus.Contains(product.Sku)
                orderby product.Sku descending
                select listing.Price).ToListAsync();
            Assert.Equal([129_900, 5_999, 750], prices);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo all" }).ClickAsync();
        await Expect(page.GetByText("All changes were undone.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Another file" }).ClickAsync();
        await page.Locator("input[type=file]:enabled").SetInputFilesAsync(file);
        await Expect(page.GetByText("VK-Preis is \"teuer\"; write a number such as 12.95.")).ToBeVisibleAsync();
    }

    private async Task<List<string>> SkusAsync()
    {
        await using var db = Studio.Store.Read();
        return await db.Products.Where(product => product.Sku.StartsWith("XCH-")).OrderBy(product => product.Sku).Select(product => product.Sku).ToListAsync();
    }

    [GeneratedRegex("^Undo: Import new lenses")]
    private static partial Regex UndoJob();
}
