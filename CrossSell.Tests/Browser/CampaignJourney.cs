using System.Globalization;
using System.Text.RegularExpressions;
using CrossSell.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

/// <summary>A campaign from its name to its end: made by one person, decided on as one by another with a phone, seen by shoppers, and rolled back.</summary>
public sealed class CampaignJourney(BrowserFixture browser) : Journey(browser)
{
    private const string Name = "Trail days";
    private const string Set = "Travel light";

    [Fact]
    public async Task Campaign_MadeAndSubmitted_IsApprovedOnAPhone_IsOn_AndIsRolledBackAsOne()
    {
        await using var eva = await SignInAsync("eva");
        await eva.OpenAsync("/campaigns");
        await eva.AssertAccessibleAsync();
        await eva.CaptureAsync("campaigns");
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "New campaign" }).ClickAsync();
        await eva.Page.GetByLabel("Name of the new campaign").FillAsync(Name);
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await Expect(eva.Page.GetByRole(AriaRole.Heading, new() { Name = Name, Level = 1 })).ToBeVisibleAsync();
        var address = new Uri(eva.Page.Url).AbsolutePath;

        // Since yesterday, so that it is on as soon as it is approved.
        await eva.Page.Locator("#campaign-starts").TypeDateAsync(Wall(-1));
        await eva.Page.Locator("#campaign-ends").TypeDateAsync(Wall(9));
        await eva.Page.Locator("#campaign-bundle").ChooseAsync(Set);
        await Expect(eva.Page.Locator("[data-bundle=travel-light]")).ToContainTextAsync("revision 2");
        await PickAsync(eva, "On the page of", "CAM-X2-BODY");
        await PickAsync(eva, "Recommend", "TRI-GRIP");
        await Expect(eva.Page.GetByText("beside Lumen X2", new() { Exact = false })).ToBeVisibleAsync();

        // The draft has the campaign's dates, and a price of its own.
        await eva.OpenAsync("/bundles/travel-light");
        await eva.Page.GetByLabel("Percent off").FillAsync("9");
        await eva.Page.Locator("[data-saved=true]").WaitForAsync();
        await eva.OpenAsync(address);
        await Expect(eva.Page.Locator("[data-bundle=travel-light]")).ToContainTextAsync("saves 9 %");
        await Expect(eva.Page.GetByRole(AriaRole.Table)).ToContainTextAsync($"bundle {Set} for");
        await eva.AssertAccessibleAsync();
        await eva.CaptureAsync("campaign");
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Submit for review" }).ClickAsync();
        await Expect(eva.Page.GetByText($"Submitted {Name}.")).ToBeVisibleAsync();
        await Expect(eva.Page.GetByRole(AriaRole.Button, new() { Name = "Approve all" })).ToHaveCountAsync(0);

        await using var mark = await SignInAsync("mark", 390, 844);
        await mark.OpenAsync("/preview?sku=CAM-V1-KIT&channel=camera");
        await Expect(OfferOf(mark)).ToContainTextAsync(new Regex(@"\(6\s?%\)"));
        await mark.OpenAsync("/reviews");
        await mark.Page.GetByRole(AriaRole.Link, new() { Name = Name }).ClickAsync();
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Approve all" }).ClickAsync();
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Approve now" }).ClickAsync();
        await Expect(mark.Page.GetByText($"Approved {Name}.")).ToBeVisibleAsync();
        await Expect(mark.Page.GetByText("live", new() { Exact = true })).ToBeVisibleAsync();
        await mark.AssertAccessibleAsync();
        await mark.CaptureAsync("campaign-phone");

        // What shoppers see, and what it was before.
        await mark.OpenAsync("/preview?sku=CAM-V1-KIT&channel=camera");
        await Expect(OfferOf(mark)).ToContainTextAsync(new Regex(@"\(9\s?%\)"));
        await mark.OpenAsync("/preview?sku=CAM-X2-BODY&channel=camera");
        await Expect(mark.Page.FrameLocator("iframe").Locator("crosssell-panel")).ToContainTextAsync("Stilt bending tripod");
        await mark.OpenAsync(address);
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        await mark.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        await Expect(mark.Page.GetByText("rolled back", new() { Exact = true })).ToBeVisibleAsync();
        await mark.OpenAsync("/preview?sku=CAM-V1-KIT&channel=camera");
        await Expect(OfferOf(mark)).ToContainTextAsync(new Regex(@"\(6\s?%\)"));
    }

    // As the shop draws it.
    private static ILocator OfferOf(BrowserSession session) => session.Page.FrameLocator("iframe").GetByRole(AriaRole.Region, new() { Name = Set });

    private static string Wall(int days) => TestClock.Now.AddDays(days).ToString("yyyy-MM-dd 00:00", CultureInfo.InvariantCulture);

    private static async Task PickAsync(BrowserSession session, string label, string sku)
    {
        await session.Page.GetByLabel(label, new() { Exact = true }).FillAsync(sku);
        await session.Page.GetByRole(AriaRole.Option).Filter(new() { HasText = sku }).First.ClickAsync();
    }
}
