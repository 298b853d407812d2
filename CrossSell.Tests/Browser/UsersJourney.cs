using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

public sealed class UsersJourney(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task Administrator_InvitesAColleague_WhoAccepts_AndIsDisabledAgain()
    {
        await using var session = await SignInAsync("olaf");
        await session.OpenAsync("/settings");
        var (page, dialog) = (session.Page, session.Page.GetByRole(AriaRole.Dialog));
        await page.GetByRole(AriaRole.Link, new() { Name = "Users" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "eva@demo.crosssell" })).ToContainTextAsync("never");
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("settings-users");

        await page.GetByRole(AriaRole.Button, new() { Name = "Invite user" }).ClickAsync();
        await page.GetByLabel("E-mail address").FillAsync("kim@shop.example");
        await page.GetByLabel("Role", new() { Exact = true }).ChooseAsync("manager");
        await page.GetByLabel("Shop", new() { Exact = true }).ChooseAsync("Camera store");
        await session.AssertAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create invitation" }).ClickAsync();
        var link = await page.GetByLabel("One-time link for kim@shop.example").InputValueAsync();
        await session.AssertAccessibleAsync();
        // A key asks before it takes away what is not shown again; the one who is asked stays.
        var asked = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        page.Dialog += async (_, question) =>
        {
            await question.DismissAsync();
            asked.TrySetResult(question.Message);
        };
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal("The link is not shown again. Close it?", await asked.Task.WaitAsync(Xunit.TestContext.Current.CancellationToken));
        await Expect(page.GetByLabel("One-time link for kim@shop.example")).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "kim@shop.example" })).ToContainTextAsync("invited");

        await using var kim = await VisitAsync();
        await kim.Page.GotoAsync(link);
        await kim.AssertAccessibleAsync();
        await kim.CaptureStaticAsync("account-accept");
        await kim.Page.GetByLabel("Your name").FillAsync("Kim Park");
        await kim.Page.GetByLabel("Password").FillAsync("four quiet rivers meet");
        await kim.Page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await kim.ReadyAsync();
        await kim.Page.GotoAsync(link);
        await Expect(kim.Page.GetByRole(AriaRole.Heading, new() { Name = "This link does not work" })).ToBeVisibleAsync();
        await kim.OpenAsync("/products");

        await session.OpenAsync("/settings/users?user=kim@shop.example");
        await Expect(dialog).ToContainTextAsync("1 browser");
        await session.AssertAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Disable" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Enable" })).ToBeVisibleAsync();
        await Expect(kim.Page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).ToBeVisibleAsync();
    }
}
