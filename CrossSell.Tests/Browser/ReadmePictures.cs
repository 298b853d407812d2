using CrossSell.Core.Demo;
using CrossSell.Core.Jobs;
using CrossSell.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CrossSell.Tests.Browser;

/// <summary>
/// The pages whose pictures README shows, as Eva meets them in the demo. Saved to the git-ignored <c>artifacts/screenshots/readme</c>, or where
/// <c>CROSSSELL_PICTURES</c> says: <c>scripts/screenshots</c> makes the pictures of the docs so.
/// </summary>
public sealed class ReadmePictures(BrowserFixture browser) : Journey(browser)
{
    private static readonly bool IsForTheDocs = Environment.GetEnvironmentVariable("CROSSSELL_PICTURES") is { Length: > 0 };

    private static readonly string Folder = Environment.GetEnvironmentVariable("CROSSSELL_PICTURES") is { Length: > 0 } named
        ? named
        : Path.Combine(Repository.Root, "artifacts", "screenshots", "readme");

    [Fact]
    public async Task PagesOfTheReadme_AreDrawn_AndSaved()
    {
        if (IsForTheDocs)
        {
            // As a studio looks a minute after its first start.
            await DrawProductsAsync();
        }

        await using var session = await SignInAsync("eva");
        await ShootAsync(session, "today", "/", ".cs-card");
        await ShootAsync(session, "products", "/products", ".row[aria-selected]");
        await ShootAsync(session, "workbench", "/products/CAM-D7-BODY", "#media-title");
        await ShootAsync(session, "links", "/links?sku=CAM-D7-BODY", ".canvas[data-ready]");
        await ShootAsync(session, "suggestions", "/suggestions", "li.pair");
        await ShootAsync(session, "bundle", "/bundles/coffee-start", "#components-title");
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Dark theme" }).ClickAsync();
        await session.Page.Locator("html[data-theme=dark]").WaitForAsync();
        await ShootAsync(session, "preview-dark", "/preview?sku=CAM-D5-KIT", ".screen[data-drawn]");

        var pictures = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "screenshots")).Select(Path.GetFileName);
        Assert.All(pictures, name => Assert.True(File.Exists(Path.Combine(Folder, name!)), $"Nothing makes {name}."));
    }

    private async Task DrawProductsAsync()
    {
        var drawn = new TaskCompletionSource<JobState>(TaskCreationOptions.RunContinuationsAsynchronously);
        Studio.Services.GetRequiredService<JobQueue>().Changed += job =>
        {
            if (job.Kind == DemoPictureWork.JobKind && job.IsOver)
            {
                drawn.TrySetResult(job.State);
            }
        };
        Assert.NotNull((await Studio.Services.GetRequiredService<DemoPictureService>().QueueAsync()).Required);
        Assert.Equal(JobState.Done, await drawn.Task);
    }

    /// <summary>Waits for what the page is about and for its pictures, so that the same demo gives the same picture on any machine.</summary>
    private static async Task ShootAsync(BrowserSession session, string name, string address, string about)
    {
        await session.OpenAsync(address);
        await session.Page.Locator(about).First.WaitForAsync();
        // What lies below the window is read and drawn only when somebody scrolls there.
        await session.Page.WaitForFunctionAsync(
            "() => [...document.querySelectorAll('.cs-loading, img')].every(item => item.complete || item.getBoundingClientRect().top > innerHeight)");
        await session.ShootAsync(Path.Combine(Folder, $"{name}.png"));
    }
}
