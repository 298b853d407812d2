using System.Text.RegularExpressions;
using CrossSell.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

/// <summary>A set from its first product to the manager's word: what a merchandiser types is what a manager sees.</summary>
public sealed class BundleJourney(BrowserFixture browser) : Journey(browser)
{
    private const string Kit = "Lumen D7 DSLR body set";

    [StudioFact]
    public async Task Kit_BuiltAndSubmitted_IsApprovedBySomebodyElse()
    {
        await using var eva = await SignInAsync("eva");
        await eva.OpenAsync("/bundles");

        // From the list to submitted: a set of three with its price is six clicks or fields, each counted here.
        var steps = 0;
        await StepAsync(() => eva.Page.GetByRole(AriaRole.Button, new() { Name = "New bundle" }).ClickAsync());
        await StepAsync(() => PickAsync(eva, "Main product", "CAM-D7-BODY"));
        await Expect(eva.Page.GetByRole(AriaRole.Combobox, new() { Name = "Add a product", Exact = true })).ToBeFocusedAsync();
        await StepAsync(() => PickAsync(eva, "Add a product", "MEM-64-V30"));
        await StepAsync(() => PickAsync(eva, "Add a product", "BAG-CA15"));
        await StepAsync(() => eva.Page.GetByLabel("Percent off").FillAsync("10"));
        await Expect(eva.Page.Locator("[data-fact=set-price]")).ToHaveTextAsync("1,293.21 €");
        await Expect(eva.Page.Locator("[data-fact=margin]")).ToContainTextAsync("%");
        await Expect(eva.Page.Locator("[data-fact=margin-change]")).ToContainTextAsync("points");
        await Expect(eva.Page.Locator("[data-fact=anyway]")).ToContainTextAsync("% of baskets");
        await Expect(eva.Page.GetByRole(AriaRole.Region, new() { Name = Kit })).ToContainTextAsync("You save 143.69 € (10 %)");
        await eva.Page.Locator("[data-saved=true]").WaitForAsync();
        await eva.AssertAccessibleAsync();
        await eva.CaptureAsync("bundle");

        // What was typed is kept without a button.
        var address = new Uri(eva.Page.Url).AbsolutePath;
        await eva.OpenAsync(address);
        await Expect(eva.Page.Locator("[data-fact=set-price]")).ToHaveTextAsync("1,293.21 €");
        await StepAsync(() => eva.Page.GetByRole(AriaRole.Button, new() { Name = "Submit for review" }).ClickAsync());
        await eva.Page.GetByRole(AriaRole.Link, new() { Name = "Open the review" }).ClickAsync();
        Assert.Equal(6, steps);
        await Expect(eva.Page.GetByRole(AriaRole.Heading, new() { Name = Kit })).ToBeVisibleAsync();
        await Expect(eva.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);

        // A manager with a phone sends it back, and approves what comes then.
        await using var mark = await SignInAsync("mark", 390, 844);
        await mark.OpenAsync("/reviews");
        await mark.AssertAccessibleAsync();
        await mark.CaptureAsync("reviews");
        await mark.Page.GetByRole(AriaRole.Link, new() { Name = Kit }).ClickAsync();
        await Expect(mark.Page.Locator("[data-fact=decided-price]")).ToHaveTextAsync("1,293.21 €");
        await Expect(mark.Page.GetByText("Evidence from orders")).ToBeVisibleAsync();
        await mark.AssertAccessibleAsync();
        await mark.CaptureAsync("review");
        var review = mark.Page.Url;
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Request changes" }).ClickAsync();
        await mark.Page.GetByLabel("What should change?").FillAsync("Nine percent will do");
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Request changes" }).ClickAsync();
        await Expect(mark.Page.GetByText($"Requested changes to {Kit} from")).ToBeVisibleAsync();

        await eva.OpenAsync(address);
        await eva.Page.GetByLabel("Percent off").FillAsync("9");
        await Expect(eva.Page.Locator("[data-fact=set-price]")).ToHaveTextAsync("1,307.57 €");
        await eva.Page.Locator("[data-saved=true]").WaitForAsync();
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Submit for review" }).ClickAsync();
        await eva.Page.GetByRole(AriaRole.Link, new() { Name = "Open the review" }).WaitForAsync();

        await mark.OpenAsync(new Uri(review).AbsolutePath);
        await Expect(mark.Page.Locator("[data-fact=decided-price]")).ToHaveTextAsync("1,307.57 €");
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Approve now" }).ClickAsync();
        await Expect(mark.Page.GetByText($"Approved {Kit}.")).ToBeVisibleAsync();

        // And the very same offer leads the panel of its anchor.
        await mark.OpenAsync("/preview?sku=CAM-D7-BODY&channel=camera");
        await Expect(mark.Page.FrameLocator("iframe").GetByRole(AriaRole.Region, new() { Name = Kit })).ToContainTextAsync(new Regex("1[.,]307[.,]57"));

        // Live as well for shops, by the very resolver; and what the next revision changes is taken back in one step.
        await eva.OpenAsync(address);
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "New revision" }).ClickAsync();
        await eva.Page.GetByLabel("Percent off").FillAsync("5");
        await Expect(eva.Page.Locator("[data-fact=set-price]")).ToHaveTextAsync("1,365.05 €");
        await eva.Page.Locator("[data-saved=true]").WaitForAsync();
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Submit for review" }).ClickAsync();
        await mark.OpenAsync(await eva.Page.GetByRole(AriaRole.Link, new() { Name = "Open the review" }).GetAttributeAsync("href") ?? "");
        var second = mark.Page.Url;
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Approve now" }).ClickAsync();
        await Expect(mark.Page.GetByText($"Approved {Kit}.")).ToBeVisibleAsync();
        await mark.OpenAsync(new Uri(second).AbsolutePath);
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Roll back", Exact = true }).ClickAsync();
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Roll back to revision 1" }).ClickAsync();
        await Expect(mark.Page.GetByText("Rolled back to revision 1. It is approved as revision 3.")).ToBeVisibleAsync();
        await mark.OpenAsync("/preview?sku=CAM-D7-BODY&channel=camera");
        await Expect(mark.Page.FrameLocator("iframe").GetByRole(AriaRole.Region, new() { Name = Kit })).ToContainTextAsync(new Regex("1[.,]307[.,]57"));

        await mark.OpenAsync("/bundles?state=Live");
        await Expect(mark.Page.GetByRole(AriaRole.Link, new() { Name = Kit })).ToBeVisibleAsync();
        await mark.AssertAccessibleAsync();
        await mark.CaptureAsync("bundles");

        Task StepAsync(Func<Task> act)
        {
            steps++;
            return act();
        }
    }

    [Fact]
    public async Task Manager_WhoEditedTheSet_CanSendItBackButNotApproveIt()
    {
        await using var mark = await SignInAsync("mark");
        await CreateAsync(mark, "Tripod set", "CAM-X2-BODY", "BAG-CA28");
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "amount off" }).ClickAsync();
        await mark.Page.GetByLabel("Amount off").FillAsync("20");
        await mark.Page.Locator("[data-saved=true]").WaitForAsync();
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Submit for review" }).ClickAsync();
        await mark.Page.GetByRole(AriaRole.Link, new() { Name = "Open the review" }).ClickAsync();

        await Expect(mark.Page.GetByText("You worked on it, so someone else has to approve it.")).ToBeVisibleAsync();
        await Expect(mark.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Request changes" }).ClickAsync();
        await mark.Page.GetByLabel("What should change?").FillAsync("Take the smaller bag");
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Request changes" }).ClickAsync();
        await Expect(mark.Page.GetByText("Requested changes to Tripod set from")).ToBeVisibleAsync();

        await mark.OpenAsync("/bundles/tripod-set");
        await Expect(mark.Page.GetByText("Changes requested: Take the smaller bag")).ToBeVisibleAsync();
        await Expect(mark.Page.GetByLabel("Amount off")).ToBeEnabledAsync();
    }

    [Fact]
    public async Task Viewer_SeesBundlesWithoutWaysToChangeThem()
    {
        await using var ana = await SignInAsync("ana");
        await ana.OpenAsync("/bundles?shops=all");
        await Expect(ana.Page.GetByRole(AriaRole.Link, new() { Name = "Ridge ready set" })).ToBeVisibleAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Button, new() { Name = "New bundle" })).ToHaveCountAsync(0);

        await ana.OpenAsync("/bundles/ridge-ready");
        await Expect(ana.Page.GetByRole(AriaRole.Heading, new() { Name = "Profitability" })).ToBeVisibleAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Button, new() { Name = "Submit for review" })).ToHaveCountAsync(0);
        await Expect(ana.Page.GetByLabel("Percent off")).ToBeDisabledAsync();
        await ana.AssertAccessibleAsync();
    }

    [Fact]
    public async Task TwoPeople_OnOneDraft_SeeOneAnotherAndWhatTheOtherDoes()
    {
        await using var eva = await SignInAsync("eva");
        await CreateAsync(eva, "Shared set", "CAM-V2-BODY", "BAG-CA15");
        await eva.Page.Locator("[data-saved=true]").WaitForAsync();
        await using var mark = await SignInAsync("mark");
        await mark.OpenAsync("/bundles/shared-set");
        await Expect(eva.Page.GetByRole(AriaRole.Group, new() { NameRegex = new Regex("^Also here: Mark") })).ToBeVisibleAsync();
        await mark.Page.GetByLabel("Text for shoppers").FillAsync("From Mark");
        await mark.Page.GetByLabel("Text for shoppers").BlurAsync();

        await Expect(eva.Page.GetByLabel("Text for shoppers")).ToHaveValueAsync("From Mark");
        await Expect(eva.Page.GetByText(new Regex("^Mark.* changed this bundle just now"))).ToBeVisibleAsync();
        await eva.AssertAccessibleAsync();
        await eva.Page.GetByLabel("Text for shoppers").FillAsync("From Eva");
        await eva.Page.GetByLabel("Text for shoppers").BlurAsync();

        await Expect(mark.Page.GetByLabel("Text for shoppers")).ToHaveValueAsync("From Eva");
    }

    [Fact]
    public async Task Draft_ThatIsDeleted_ComesBackWholeByUndo()
    {
        await using var eva = await SignInAsync("eva");
        await CreateAsync(eva, "Spare set", "CAM-D7-BODY", "BAG-CA15");
        await eva.Page.Locator("[data-saved=true]").WaitForAsync();
        await Expect(eva.Page.GetByRole(AriaRole.Button, new() { Name = "Retire" })).ToHaveCountAsync(0);

        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Delete draft" }).ClickAsync();

        await Expect(eva.Page.GetByRole(AriaRole.Heading, new() { Name = "Bundles", Level = 1 })).ToBeVisibleAsync();
        await Expect(eva.Page.GetByRole(AriaRole.Link, new() { Name = "Spare set" })).ToHaveCountAsync(0);
        await eva.CaptureAsync("bundle-deleted");
        await eva.Page.GetByRole(AriaRole.Region, new() { Name = "Messages" }).GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(eva.Page.GetByRole(AriaRole.Heading, new() { Name = "Spare set", Level = 1 })).ToBeVisibleAsync();
        await Expect(eva.Page.Locator("[data-sku='BAG-CA15']").First).ToBeVisibleAsync();
        await eva.AssertAccessibleAsync();
    }

    // Typed and taken by Enter: one step of a person.
    private static async Task PickAsync(BrowserSession session, string label, string sku)
    {
        var field = session.Page.GetByRole(AriaRole.Combobox, new() { Name = label, Exact = true });
        await field.FillAsync(sku);
        await field.PressAsync("Enter");
        await Expect(session.Page.Locator($".component-row[data-sku='{sku}']")).ToBeVisibleAsync();
    }

    private static async Task CreateAsync(BrowserSession session, string name, params string[] skus)
    {
        await session.OpenAsync("/bundles");
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "New bundle" }).ClickAsync();
        await session.Page.GetByLabel("Name of the new bundle").FillAsync(name);
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        foreach (var sku in skus)
        {
            await session.Page.GetByLabel("Add a product").FillAsync(sku);
            await session.Page.GetByRole(AriaRole.Option).Filter(new() { HasText = sku }).First.ClickAsync();
            await session.Page.Locator($"[data-sku='{sku}']").First.WaitForAsync();
        }
    }
}
