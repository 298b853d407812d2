using System.Text.RegularExpressions;
using CrossSell.Core.People;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

public sealed class AccountJourney(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task Person_TurnsOnTwoStepSignIn_AndSignsInWithACode_OrARecoveryCode()
    {
        await using var session = await SignInAsync("eva");
        var page = session.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Account of Eva Visser" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "My account" }).ClickAsync();
        await Expect(page.GetByText("this browser", new() { Exact = true })).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("account");

        await page.GetByRole(AriaRole.Button, new() { Name = "Set up" }).ClickAsync();
        var key = await page.GetByLabel("Or type this key").InputValueAsync();
        await page.GetByLabel("Code that the app shows").FillAsync(CodeOf(key));
        await page.Locator("#two-step-password").FillAsync("crosssell-demo");
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("account-two-step");
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn on" }).ClickAsync();
        var recovery = await page.GetByRole(AriaRole.List, new() { Name = "Recovery codes" }).GetByRole(AriaRole.Listitem).First.InnerTextAsync();
        await session.AssertAccessibleAsync();

        await using var second = await BeginAsync();
        await second.AssertAccessibleAsync();
        await second.CaptureStaticAsync("account-code");
        await EnterAsync(second, "000000");
        await Expect(second.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("does not match");
        await EnterAsync(second, CodeOf(key, stepsOn: 1));
        await second.ReadyAsync();

        await using var third = await BeginAsync();
        await EnterAsync(third, recovery.ToLowerInvariant());
        await third.ReadyAsync();
    }

    [Fact]
    public async Task Person_EndsAnotherSignIn_SwitchesLetterKeysOff_AndFollowsTheDevicesTheme()
    {
        await using var other = await SignInAsync("ana");
        await using var session = await SignInAsync("ana");
        await session.OpenAsync("/account");
        var page = session.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere else" }).ClickAsync();
        await Expect(other.Page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).ToBeVisibleAsync();

        var search = page.GetByRole(AriaRole.Combobox, new() { Name = "Search or run a command" });
        await page.GetByLabel("Single-key shortcuts").UncheckAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "My account" }).ClickAsync();
        await page.Keyboard.PressAsync("/");
        await Expect(search).ToHaveCountAsync(0);
        await page.GetByLabel("Single-key shortcuts").CheckAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "My account" }).ClickAsync();
        await page.Keyboard.PressAsync("/");
        await Expect(search).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(search).ToHaveCountAsync(0);

        await page.GetByLabel("Theme", new() { Exact = true }).ChooseAsync("dark");
        await page.Locator("html[data-theme=dark]").WaitForAsync();
        await page.GetByLabel("Theme", new() { Exact = true }).ChooseAsync("as the device");
        await page.Locator("html[data-theme=light]").WaitForAsync();
    }

    [Fact]
    public async Task Person_ReadsEveryPageInTheirOwnFormatAndLanguage_FromItsFirstDrawingOn_AndTypesInIt()
    {
        await using var session = await SignInAsync("ana");
        var page = session.Page;
        await session.OpenAsync("/account");
        await page.GetByLabel("Format", new() { Exact = true }).ChooseAsync("German: 1.299,00 · 03.12.2026 · 14:05");
        await page.GetByLabel("Time zone", new() { Exact = true }).FillAsync("Asia/Tokyo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save language and formats" }).ClickAsync();
        await Expect(page.GetByText(new Regex(@"since \d\d\.\d\d\.\d{4} \d\d:\d\d")).First).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
        await session.CaptureAsync("account-formats");

        await session.OpenAsync("/products?channel=camera");
        await Expect(page.GetByText(new Regex(@"^\d{1,3}(\.\d{3})*,\d\d €$")).First).ToBeVisibleAsync();
        await Expect(page.GetByText(new Regex(@"^\d{1,3}(,\d{3})*\.\d\d €$"))).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Price from in EUR" }).FillAsync("1,200.50");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByText("Price: from 1.200,50 €")).ToBeVisibleAsync();

        await session.OpenAsync("/account");
        await page.GetByLabel("Language", new() { Exact = true }).ChooseAsync("Deutsch");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save language and formats" }).ClickAsync();
        await page.Locator("html[lang=de]").WaitForAsync();
        await session.OpenAsync("/products?channel=camera");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Produkte", Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Heute", Exact = true })).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();

        // Long words: on a phone the buttons of a page are one row all the same, and no page is wider than the phone.
        await page.SetViewportSizeAsync(390, 844);
        await session.OpenAsync("/preview?sku=CAM-D5-KIT");
        var buttons = page.Locator(".cs-page-actions");
        await buttons.GetByRole(AriaRole.Link, new() { Name = "Panel-Einstellungen" }).WaitForAsync();
        Assert.InRange((await buttons.BoundingBoxAsync())!.Height, 32, 40);
        Assert.Equal(390, await page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth"));
        await session.AssertAccessibleAsync();
    }

    private string CodeOf(string key, int stepsOn = 0) =>
        Totp.CodeOf(Totp.Read(key), Totp.StepAt(Studio.Services.GetRequiredService<TimeProvider>().GetUtcNow()) + stepsOn);

    private async Task<BrowserSession> BeginAsync()
    {
        var session = await VisitAsync();
        await session.Page.GotoAsync(new Uri(Studio.Address, "/account/sign-in").ToString());
        await session.Page.GetByLabel("E-mail address").FillAsync("eva@demo.crosssell");
        await session.Page.GetByLabel("Password").FillAsync("crosssell-demo");
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(session.Page.GetByRole(AriaRole.Heading, new() { Name = "Enter your code" })).ToBeVisibleAsync();
        return session;
    }

    private static async Task EnterAsync(BrowserSession session, string code)
    {
        await session.Page.GetByLabel("Code").FillAsync(code);
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }
}
