using CrossSell.Tests.Support;
using Microsoft.Playwright;

namespace CrossSell.Tests.Browser;

/// <summary>
/// A journey begins in a studio of its own with the demo as it is delivered: whatever others changed, and in whatever order, it meets none of it.
/// </summary>
[Collection("browser")]
[Trait("Kind", "Browser")]
public abstract class Journey(BrowserFixture browser) : IAsyncLifetime
{
    protected StudioFactory Studio { get; private set; } = null!;

    /// <summary>Where browsers find the studio.</summary>
    protected virtual Uri StudioAddress => Studio.Address;

    public async ValueTask InitializeAsync() => Studio = (await StudioFactory.WithDemoAsync()).Start();

    public async ValueTask DisposeAsync()
    {
        if (Xunit.TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            // What the host met, which the page only says in a sentence.
            var exceptions = Studio.EveryLog.Where(line => line.Contains("   at ", StringComparison.Ordinal));
            Xunit.TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', exceptions));
        }

        await Studio.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The studio is stopped, and started again where it was. Gives what the one that was stopped has logged at warning or above.</summary>
    protected async Task<IReadOnlyCollection<string>> RestartAsync()
    {
        var before = Studio;
        var port = before.Address.Port;
        await before.StopAsync();
        Studio = StudioFactory.From(before.DataFolder, port: port);
        foreach (var (key, value) in before.Settings)
        {
            Studio.Settings[key] = value;
        }

        Studio.Start();
        await before.DisposeAsync();
        return before.Log;
    }

    /// <summary>A fresh browser context, signed in as a demo account: eva (merchandiser), mark (manager), ana (viewer) or olaf (administrator).</summary>
    protected async Task<BrowserSession> SignInAsync(string who, int width = 1280, int height = 860)
    {
        var session = await VisitAsync(width, height);
        await session.Page.GotoAsync(new Uri(StudioAddress, "/account/sign-in").ToString());
        await session.Page.GetByLabel("E-mail address").FillAsync($"{who}@demo.crosssell");
        await session.Page.GetByLabel("Password").FillAsync("crosssell-demo");
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await session.ReadyAsync();
        return session;
    }

    /// <summary>A fresh browser context of nobody.</summary>
    protected async Task<BrowserSession> VisitAsync(int width = 1280, int height = 860)
    {
        var context = await browser.NewContextAsync(width, height);
        return new BrowserSession(context, await context.NewPageAsync(), StudioAddress);
    }
}
