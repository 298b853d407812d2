using CrossSell.Tests.Support;
using Microsoft.Playwright;

namespace CrossSell.Tests.Browser;

/// <summary>One browser for all journeys.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Arguments =
        [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync"];

    // Chromium's own build without a window comes first: it draws the same and makes a context, of which each journey has some, at half the work.
    private static readonly string[] Installed =
    [
        "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/microsoft-edge",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;
    private string? missing;

    public async ValueTask InitializeAsync()
    {
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

    /// <summary>A fresh browser context; the test is skipped, or in CI failed, where there is no browser.</summary>
    /// <param name="address">Of a studio with a certificate of the test's own, where pages are named by their path alone; null for any other.</param>
    public async Task<IBrowserContext> NewContextAsync(int width, int height, Uri? address = null)
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
            BaseURL = address?.ToString(),
            IgnoreHTTPSErrors = address is not null,
        });
        context.SetDefaultTimeout(15_000);
        await context.Clock.InstallAsync(new ClockInstallOptions { TimeDate = TestClock.Now.UtcDateTime });
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
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
