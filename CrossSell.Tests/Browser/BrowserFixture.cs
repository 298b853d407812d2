using CrossSell.Tests.Support;
using Microsoft.Playwright;

namespace CrossSell.Tests.Browser;

/// <summary>One studio with the demo and one browser for all journeys; each journey has a context of its own, and works on products that no other journey touches.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private static readonly string[] Installed =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/microsoft-edge",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;
    private string? missing;

    public StudioFactory Studio { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Studio = new StudioFactory().Start();
        playwright = await Playwright.CreateAsync();
        // The first visit of each page compiles its queries; on a busy machine that takes seconds.
        Assertions.SetDefaultExpectTimeout(15_000);
        try
        {
            browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Executable(), Args = Arguments });
        }
        catch (PlaywrightException problem)
        {
            missing = $"No browser to test with: {problem.Message.Split('\n')[0]} Install Chromium, Chrome or Edge.";
        }
    }

    /// <summary>A fresh browser context, signed in as a demo account: eva (merchandiser), mark (manager), ana (viewer) or olaf (administrator).</summary>
    public async Task<BrowserSession> SignInAsync(string who, int width = 1280, int height = 860)
    {
        var session = await VisitAsync(width, height);
        await session.Page.GotoAsync(new Uri(Studio.Address, "/account/sign-in").ToString());
        await session.Page.GetByLabel("E-mail address").FillAsync($"{who}@demo.crosssell");
        await session.Page.GetByLabel("Password").FillAsync("crosssell-demo");
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await session.ReadyAsync();
        return session;
    }

    /// <summary>A fresh browser context of nobody.</summary>
    public async Task<BrowserSession> VisitAsync(int width = 1280, int height = 860)
    {
        if (browser is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", missing!);
            Assert.Fail(missing);
        }

        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
        });
        context.SetDefaultTimeout(15_000);
        return new BrowserSession(context, await context.NewPageAsync(), Studio.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        await Studio.DisposeAsync();
    }

    private static string? Executable()
    {
        if (Installed.FirstOrDefault(File.Exists) is { } found)
        {
            return found;
        }

        // None installed: let Playwright fetch one; where it cannot, the launch says so.
        Microsoft.Playwright.Program.Main(["install", "chromium"]);
        return null;
    }
}

[CollectionDefinition("browser")]
public sealed class BrowserGroup : ICollectionFixture<BrowserFixture>;
