using System.Net;
using CrossSell.Admin.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

/// <summary>The line between browser and studio breaks while somebody types. Here it can be made deaf, and cut.</summary>
public sealed class ConnectionJourney(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task Typed_WhileTheLineIsDead_ArrivesWhenItIsBack_AndThePageIsInertUntilThen()
    {
        await using var session = await SignInAsync("eva");
        session.ExpectsErrors = true; // Blazor logs every line that breaks.
        var page = session.Page;
        var line = await Line.ThroughAsync(page);
        await session.OpenAsync("/products/TRI-S3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit name and description" }).ClickAsync();
        var description = page.GetByRole(AriaRole.Textbox, new() { Name = "Description", Exact = true });
        await Expect(description).ToHaveAttributeAsync("contenteditable", "true");
        var name = page.Locator("#texts input").First;
        await name.FillAsync("Tripod S3 heard");
        await description.ClickAsync();

        // Nobody has noticed yet: what is typed goes nowhere.
        await line.DeafenAsync();
        await page.Keyboard.TypeAsync("Folds flat ");
        await name.FillAsync("Tripod S3 unheard");
        await line.CutAsync();

        var overlay = page.GetByRole(AriaRole.Alertdialog);
        await Expect(overlay).ToContainTextAsync("The connection dropped");
        Assert.True(await overlay.EvaluateAsync<bool>("overlay => overlay.matches(':modal') && overlay.contains(document.activeElement)"));
        await page.Keyboard.TypeAsync("into the void");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Escape");
        await Expect(overlay).ToBeVisibleAsync();
        await Expect(name).ToHaveValueAsync("Tripod S3 unheard");
        await session.AssertAccessibleAsync();
        await session.ShootAsync(Path.Combine(Support.Repository.Root, "artifacts", "screenshots", "connection-dropped.png"));

        await line.RepairAsync();
        // Blazor asks again every five seconds, and later every thirty.
        await Expect(overlay).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await Expect(name).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+S");
        await Expect(page.GetByTestId("message")).ToContainTextAsync("Saved");
        await Expect(page.Locator("#texts .cs-rich")).ToContainTextAsync("Folds flat");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Tripod S3 unheard");
    }

    [Fact]
    public async Task PageWhoseCircuitIsGone_ComesBackByItself_WithWhatWasTyped()
    {
        await using var session = await SignInAsync("eva");
        session.ExpectsErrors = true; // Blazor logs every line that breaks.
        var page = session.Page;
        var (name, limit) = (page.GetByLabel("Name", new() { Exact = true }), page.Locator("#rule-limit"));
        await session.OpenAsync("/rules/new");
        await name.FillAsync("Socks for boots in the tunnel");
        await KeptAsync(page);

        // Out of sight for a while: the page has given its circuit back.
        await ReturnsAsync(page, () => page.EvaluateAsync("() => { Blazor.pauseCircuit(); }"));
        await Expect(name).ToHaveValueAsync("Socks for boots in the tunnel");
        await Expect(page.GetByTestId("restored")).ToContainTextAsync("Restored what you had not saved.");
        await session.AssertAccessibleAsync();
        await session.ShootAsync(Path.Combine(Support.Repository.Root, "artifacts", "screenshots", "draft-restored.png"));

        // The server is updated, with the cursor in a field that it has not heard of: the page leaves it first, and says what it waits for.
        await limit.FillAsync("3");
        IReadOnlyCollection<string> log = [];
        await ReturnsAsync(page, async () =>
        {
            Assert.Equal(0, await Studio.Services.GetRequiredService<Drain>().RunAsync());
            await Expect(page.GetByRole(AriaRole.Alertdialog)).ToContainTextAsync("CrossSell is being updated");
            await session.AssertAccessibleAsync();
            await session.ShootAsync(Path.Combine(Support.Repository.Root, "artifacts", "screenshots", "being-updated.png"));
            using var client = Studio.NewClient();
            Assert.Equal(HttpStatusCode.BadGateway, (await client.GetAsync("/health/live")).StatusCode);
            log = await RestartAsync();
        });
        await Expect(name).ToHaveValueAsync("Socks for boots in the tunnel");
        await Expect(limit).ToHaveValueAsync("3");
        // A line that goes away is no event for those who read the log.
        Assert.DoesNotContain(log.Concat(Studio.Log), line => !line.StartsWith("CrossSell__Now is set", StringComparison.Ordinal));

        // The server says that it knows nothing of this page.
        await ReturnsAsync(page, () => page.EvaluateAsync(
            "() => { document.getElementById('components-reconnect-modal').dispatchEvent("
            + "new CustomEvent('components-reconnect-state-changed', { detail: { state: 'rejected' } })); }"));
        await Expect(limit).ToHaveValueAsync("3");

        // Its circuit broke.
        await ReturnsAsync(page, () => page.EvaluateAsync("() => { document.getElementById('blazor-error-ui').style.display = 'block'; }"));
        await Expect(limit).ToHaveValueAsync("3");
        await page.GetByTestId("restored").GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Expect(name).ToHaveValueAsync("");
        await page.ReloadAsync();
        await session.ReadyAsync();
        await Expect(name).ToHaveValueAsync("");
    }

    // The tab has all that the server has heard.
    private static async Task KeptAsync(IPage page) =>
        await page.WaitForFunctionAsync("() => Object.keys(sessionStorage).some((key) => key.startsWith('crosssell.draft.'))");

    private static async Task ReturnsAsync(IPage page, Func<Task> leave)
    {
        // One page is not made again twice within ten seconds by itself: here time goes faster.
        await page.EvaluateAsync("() => { sessionStorage.removeItem('crosssell.reloaded'); window.isBefore = true; }");
        await leave();
        await page.WaitForFunctionAsync("() => !window.isBefore && document.querySelector('.cs-studio[data-ready]')", null, new() { Timeout = 60_000 });
    }

    /// <summary>The page's side of the line: a socket that can be told to swallow what is sent, or to close.</summary>
    private sealed class Line
    {
        private const string Script = """
            window.line = { deaf: false, sockets: [] };
            window.WebSocket = class extends WebSocket {
              constructor(...args) {
                super(...args);
                window.line.sockets.push(this);
              }
              send(data) {
                if (!window.line.deaf) {
                  super.send(data);
                }
              }
            };
            """;

        private readonly IPage page;

        private Line(IPage page) => this.page = page;

        public static async Task<Line> ThroughAsync(IPage page)
        {
            await page.AddInitScriptAsync(Script);
            return new Line(page);
        }

        public async Task DeafenAsync() => await page.EvaluateAsync("() => { window.line.deaf = true; }");

        public async Task CutAsync()
        {
            // Anyone who wants a new one is not answered.
            await page.RouteAsync("**/_blazor/**", route => route.AbortAsync());
            await page.EvaluateAsync("() => window.line.sockets.splice(0).forEach((socket) => socket.close(3001))");
        }

        public async Task RepairAsync()
        {
            await page.EvaluateAsync("() => { window.line.deaf = false; }");
            await page.UnrouteAsync("**/_blazor/**");
        }
    }
}
