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
