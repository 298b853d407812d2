using CrossSell.Tests.Support;
using Microsoft.Playwright;

namespace CrossSell.Tests.Browser;

public sealed class SignInJourney(BrowserFixture browser) : Journey(browser)
{
    [StudioFact]
    public async Task DemoAccount_OneClick_OpensTodayAndSignsOutAgain()
    {
        await using var session = await VisitAsync();
        await session.Page.GotoAsync(Studio.Address.ToString());
        await session.AssertAccessibleAsync();
        await session.CaptureStaticAsync("sign-in");

        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Eva Visser" }).ClickAsync();
        await session.ReadyAsync();
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Heading, new() { Name = "Today" })).ToBeVisibleAsync();

        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Account of Eva Visser" }).ClickAsync();
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task WrongPassword_IsRefusedInWords()
    {
        await using var session = await VisitAsync();
        await session.Page.GotoAsync(new Uri(Studio.Address, "/account/sign-in").ToString());
        await session.Page.GetByLabel("E-mail address").FillAsync("eva@demo.crosssell");
        await session.Page.GetByLabel("Password").FillAsync("not the password");
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();

        await Assertions.Expect(session.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The e-mail address or password is wrong.");
        await session.Page.GetByRole(AriaRole.Link, new() { Name = "Forgot your password?" }).ClickAsync();
        await Assertions.Expect(session.Page.GetByText("Ask an administrator of CrossSell for a one-time link.")).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Shell_AtPhoneWidth_OpensItsNavigationAsAMenu()
    {
        await using var session = await SignInAsync("ana", width: 390, height: 844);

        var navigation = session.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" });
        await Assertions.Expect(navigation).ToBeHiddenAsync();
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Menu", Exact = true }).ClickAsync();
        await Assertions.Expect(navigation).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Studio_ThatCannotBeReached_SaysSoInPlainWords_AndGoesOnWhenItIsBack()
    {
        await using var session = await SignInAsync("ana");
        session.ExpectsErrors = true;
        IWebSocketRoute? line = null;
        await session.Page.RouteWebSocketAsync("**/_blazor**", route =>
        {
            line = route;
            route.ConnectToServer();
        });
        await session.OpenAsync("/products");
        var said = session.Page.GetByRole(AriaRole.Alertdialog, new() { Name = "Connection" });

        await session.Page.Context.SetOfflineAsync(true);
        await line!.CloseAsync(new() { Code = 1011 });
        await Assertions.Expect(said).ToContainTextAsync("The connection dropped");
        await Assertions.Expect(said).ToBeVisibleAsync();
        await session.Page.Context.SetOfflineAsync(false);

        await Assertions.Expect(said).ToBeHiddenAsync();
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Dark theme" }).ClickAsync();
        await session.Page.Locator("html[data-theme=dark]").WaitForAsync();
    }

    [Fact]
    public async Task UnknownAddress_SaysSoInsideTheStudio()
    {
        await using var session = await SignInAsync("ana");
        await session.OpenAsync("/no-such-page");

        await Assertions.Expect(session.Page.GetByRole(AriaRole.Heading, new() { Name = "Page not found" })).ToBeVisibleAsync();
    }
}
