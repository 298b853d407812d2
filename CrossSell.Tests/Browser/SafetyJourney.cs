using CrossSell.Admin.Account;
using CrossSell.Core;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

/// <summary>What people see when the ground shakes: a sign-in that ends under them, and a database that is held by somebody else.</summary>
public sealed class SafetyJourney(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task SignOut_InOneTab_EndsTheOthersToo()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync("/products");
        var other = await session.Page.Context.NewPageAsync();
        await other.GotoAsync(new Uri(Studio.Address, "/bundles").ToString());
        await other.Locator(".cs-studio[data-ready]").WaitForAsync();

        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Account of Eva Visser" }).ClickAsync();
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Expect(other.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).ToBeVisibleAsync();
        await Expect(other.Locator(".cs-studio")).ToHaveCountAsync(0);
        await other.GetByRole(AriaRole.Link, new() { Name = "Sign in again" }).ClickAsync();
        await other.GetByRole(AriaRole.Button, new() { Name = "Eva Visser" }).ClickAsync();
        await other.Locator(".cs-studio[data-ready]").WaitForAsync();
        Assert.EndsWith("/bundles", other.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewPassword_FromTheCommandLine_EndsAnOpenPage()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync("/products");
        var elsewhere = StudioStore.OnFile(new DataDirectory(Studio.DataFolder).Database, new FakeTimeProvider(TestClock.Now), CrossSellCore.FollowUps);
        await using (var scope = Studio.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
            Assert.Null((await AccountWrites.ResetAsync(users, elsewhere, "eva@demo.crosssell", "another long sentence", Actor.CommandLine)).Refusal);
        }

        await Expect(session.Page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Save_WhileSomebodyElseHoldsTheDatabase_SaysSo_AndKeepsWhatWasTyped()
    {
        await using var session = await SignInAsync("eva");
        await session.OpenAsync("/products/CAM-P3");
        var page = session.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit attributes" }).ClickAsync();
        await page.GetByLabel("Weight").FillAsync("255.5");
        await using (await Studio.Store.WriteAsync(Actor.Job("import"), "Imports"))
        {
            await page.Keyboard.PressAsync("Control+S");
            await Expect(page.GetByText("The database is busy").First).ToBeVisibleAsync();
            await Expect(page.GetByLabel("Weight")).ToHaveValueAsync("255.5");
        }

        await page.GetByLabel("Weight").FocusAsync();
        await page.Keyboard.PressAsync("Control+S");
        await Expect(page.Locator("#attributes")).ToContainTextAsync("255.5 g");
    }

    [Fact]
    public async Task Bundle_EditedWhileSomebodyElseHoldsTheDatabase_KeepsTheText_AndIsSavedByTheNextTry()
    {
        await using var session = await SignInAsync("eva");
        var page = session.Page;
        await session.OpenAsync("/bundles");
        await page.GetByRole(AriaRole.Button, new() { Name = "New bundle" }).ClickAsync();
        await page.GetByLabel("Name of the new bundle in Camera store").FillAsync("Busy kit");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        var text = page.GetByLabel("Text for shoppers");
        await Expect(text).ToBeEditableAsync();
        await using (await Studio.Store.WriteAsync(Actor.Job("import"), "Imports"))
        {
            await text.FillAsync("Everything for the first day");
            await text.BlurAsync();
            await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "What you entered is still here." })).ToBeVisibleAsync();
            await session.AssertAccessibleAsync();
            await session.CaptureAsync("bundle-unsaved");
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Save again" }).ClickAsync();
        await page.Locator("[data-saved=true]").WaitForAsync();
        await session.OpenAsync(new Uri(page.Url).AbsolutePath);
        await Expect(text).ToHaveValueAsync("Everything for the first day");
    }
}
