using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

public sealed class PasskeyJourney(BrowserFixture browser) : Journey(browser)
{
    // A passkey belongs to a name: browsers make none for an IP address.
    protected override Uri StudioAddress => new UriBuilder(Studio.Address) { Host = "localhost" }.Uri;

    [Fact]
    public async Task Person_AddsAPasskey_AndSignsInWithIt()
    {
        await using var session = await SignInAsync("eva");
        var page = session.Page;
        var devices = await page.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        var device = await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        await session.OpenAsync("/account");
        await page.GetByLabel("Name of the new passkey").FillAsync("Work laptop");
        await page.Locator("#passkey-password").FillAsync("a wrong one");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This is not your current password.");
        await page.Locator("#passkey-password").FillAsync("crosssell-demo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove the passkey Work laptop" })).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Account of Eva Visser" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).Last.ClickAsync();
        // A device that cannot ask who holds it: it would stand for the password and the second step, and proves neither.
        var id = device!.Value.GetProperty("authenticatorId").GetString()!;
        await devices.SendAsync("WebAuthn.setUserVerified", new Dictionary<string, object> { ["authenticatorId"] = id, ["isUserVerified"] = false });
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(page.GetByText("No passkey was chosen.")).ToBeVisibleAsync();
        await devices.SendAsync("WebAuthn.setUserVerified", new Dictionary<string, object> { ["authenticatorId"] = id, ["isUserVerified"] = true });
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await session.ReadyAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Account of Eva Visser" })).ToBeVisibleAsync();

        await session.OpenAsync("/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the passkey Work laptop" }).ClickAsync();
        await page.Locator("#passkey-leaving").FillAsync("crosssell-demo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the passkey", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove the passkey Work laptop" })).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Account of Eva Visser" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).Last.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(page.GetByText("This passkey is not known here.")).ToBeVisibleAsync();
    }
}
