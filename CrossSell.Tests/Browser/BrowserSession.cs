using System.Runtime.CompilerServices;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CrossSell.Tests.Browser;

/// <summary>One person's browser: opens pages, looks at them, and asks axe. Whatever the page logged as an error fails the journey when it ends.</summary>
public sealed class BrowserSession : IAsyncDisposable
{
    // Drawing them is a fifth of a journey's work, and in CI nobody looks at them: there only on request.
    private static readonly bool Pictures =
        Environment.GetEnvironmentVariable("CI") != "true" || Environment.GetEnvironmentVariable("CROSSSELL_SCREENSHOTS") is { Length: > 0 };

    private readonly IBrowserContext context;
    private readonly Uri address;
    private readonly List<string> errors = [];

    internal BrowserSession(IBrowserContext context, IPage page, Uri address)
    {
        this.context = context;
        this.address = address;
        Page = page;
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) =>
        {
            // A 4xx answer is also logged by the browser; journeys that provoke one assert on it themselves.
            if (message.Type == "error" && !message.Text.Contains("status of 4", StringComparison.Ordinal))
            {
                errors.Add(message.Text);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>True for a journey that breaks the line on purpose: the browser then rightly logs errors.</summary>
    public bool ExpectsErrors { get; set; }

    /// <summary>Opens an address of the studio and waits until its circuit answers.</summary>
    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(new Uri(address, path).ToString());
        await ReadyAsync();
    }

    public Task ReadyAsync() => Page.Locator(".cs-studio[data-ready]").WaitForAsync();

    /// <summary>Fails when the page as a whole scrolls sideways; a table may, in its own frame.</summary>
    private async Task AssertFitsAsync()
    {
        var widths = await Page.EvaluateAsync<int[]>("() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]");
        if (widths[0] <= widths[1])
        {
            return;
        }

        // What sticks out, but for what scrolls in a frame of its own.
        var beyond = await Page.EvaluateAsync<string[]>(
            """
            () => {
              const wide = document.documentElement.clientWidth;
              const framed = (element) => {
                for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
                  if (getComputedStyle(up).overflowX !== 'visible') return true;
                }
                return false;
              };
              return [...document.querySelectorAll('body *')]
                .filter((element) => element.getBoundingClientRect().right > wide + 0.5 && !framed(element))
                .map((element) => `${element.tagName}.${element.className} “${(element.textContent ?? '').trim().slice(0, 60)}”`).slice(-4);
            }
            """);
        Assert.Fail($"The page is {widths[0]} px wide where {widths[1]} fit; beyond it go {string.Join(", ", beyond)}.");
    }

    /// <summary>Saves the page as it stands, which must fit its window: light, dark and 390 wide, to the git-ignored <c>artifacts/screenshots</c>.</summary>
    public async Task CaptureAsync(string name)
    {
        var folder = Path.Combine(Root(), "artifacts", "screenshots");
        await AssertFitsAsync();
        await PictureAsync(Path.Combine(folder, $"{name}-light.png"));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Dark theme" }).ClickAsync();
        await Page.Locator("html[data-theme=dark]").WaitForAsync();
        await PictureAsync(Path.Combine(folder, $"{name}-dark.png"));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Light theme" }).ClickAsync();
        await Page.Locator("html[data-theme=light]").WaitForAsync();
        var size = Page.ViewportSize!;
        await Page.SetViewportSizeAsync(390, 844);
        await AssertFitsAsync();
        await PictureAsync(Path.Combine(folder, $"{name}-390.png"));
        await Page.SetViewportSizeAsync(size.Width, size.Height);
    }

    /// <summary>Saves a static page, which follows the system's theme: light, dark and 390 wide.</summary>
    public async Task CaptureStaticAsync(string name)
    {
        var folder = Path.Combine(Root(), "artifacts", "screenshots");
        await PictureAsync(Path.Combine(folder, $"{name}-light.png"));
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await Page.ReloadAsync();
        await PictureAsync(Path.Combine(folder, $"{name}-dark.png"));
        await AssertAccessibleAsync();
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        await Page.SetViewportSizeAsync(390, 844);
        await Page.ReloadAsync();
        await PictureAsync(Path.Combine(folder, $"{name}-390.png"));
    }

    private Task PictureAsync(string path) => Pictures ? ShootAsync(path) : Task.CompletedTask;

    public Task ShootAsync(string path) => Page.ScreenshotAsync(new PageScreenshotOptions { Path = path, Animations = ScreenshotAnimations.Disabled });

    /// <summary>
    /// Fails with axe's words when the page breaks WCAG 2.2 A or AA, or one of axe's best practices (headings in order, landmarks with names of their own).
    /// Messages are asked by themselves: what one lies over is free again in six seconds. The page is asked from its top: what is half under the bar of the
    /// frame, by how far somebody scrolled, is whole a moment later.
    /// </summary>
    public async Task AssertAccessibleAsync()
    {
        var rules = new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        };
        List<AxeResultItem> violations = [];
        // A dialog has its own, which stand before those of the page.
        var messages = Page.Locator(".cs-messages");
        if (await messages.CountAsync() > 0)
        {
            violations.AddRange((await messages.First.RunAxe(rules)).Violations);
            await messages.EvaluateAllAsync<object?>("all => all.forEach((messages) => { messages.style.visibility = 'hidden'; })");
        }

        var scrolled = await Page.EvaluateAsync<double>("() => { const at = window.scrollY; window.scrollTo(0, 0); return at; }");
        violations.AddRange((await Page.RunAxe(rules)).Violations);
        await Page.EvaluateAsync("(at) => window.scrollTo(0, at)", scrolled);
        await messages.EvaluateAllAsync<object?>("all => all.forEach((messages) => { messages.style.visibility = ''; })");

        Assert.True(violations.Count == 0, string.Join('\n', violations.Select(violation =>
            $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(4).Select(node => node.Html))}")));
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        Assert.True(ExpectsErrors || errors.Count == 0, "The browser logged: " + string.Join('\n', errors));
    }

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
