using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Access;
using CrossSell.Core.Catalog;
using CrossSell.Core.Events;
using CrossSell.Core.Experiments;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace CrossSell.Tests.Browser;

/// <summary>The element in a plain page of another origin, whose policy allows no style but its own sheet's.</summary>
public sealed class EmbedJourney(BrowserFixture browser) : Journey(browser)
{
    private const string Nasty = "<img src=x onerror=\"window.hacked = true\">";

    // The shop's own script: what it was told, what moved, and what its policy kept out.
    private const string ShopScript = """
        window.told = []; window.moved = 0; window.refused = [];
        for (const type of ['drawn', 'shown', 'click', 'add', 'add-bundle'])
          document.addEventListener(`crosssell:${type}`, (event) => window.told.push({ type, ...event.detail }));
        document.addEventListener('securitypolicyviolation', (event) => window.refused.push(event.violatedDirective));
        new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value; })
          .observe({ type: 'layout-shift', buffered: true });
        """;

    private const string ShopSheet = """
        body { margin: 0 16px; font: 16px/1.5 sans-serif; color: #222; background: #fff; }
        html.dark body { color: #eee; background: #141414; }
        crosssell-panel { display: block; min-height: 460px; }
        """;

    [Fact]
    public async Task Element_InAShopOfAnotherOrigin_SellsWithoutMovingThePage()
    {
        await using var shop = await ShopAsync();
        await using var session = await VisitAsync(width: 1000, height: 900);
        var page = session.Page;
        var camera = await KeyAsync("camera");
        var answer = await AnswerAsync("CAM-D7-BODY", camera);
        await page.GotoAsync(Address(shop, "CAM-D7-BODY", camera));

        var panel = page.Locator("crosssell-panel");
        var total = panel.Locator("output strong");
        await Assertions.Expect(total).ToHaveTextAsync(Said(answer, "totals", "selected"));
        var companions = answer.GetProperty("companions").EnumerateArray().ToArray();
        await Assertions.Expect(panel.GetByRole(AriaRole.Checkbox)).ToHaveCountAsync(companions.Length + 1);
        foreach (var companion in companions)
        {
            await Assertions.Expect(panel.GetByRole(AriaRole.Checkbox, new() { Name = companion.GetProperty("name").GetString() })).Not.ToBeCheckedAsync();
        }

        await session.AssertAccessibleAsync();

        // By the keyboard alone: everything ticked is the answer's total.
        foreach (var box in await panel.GetByRole(AriaRole.Checkbox).AllAsync())
        {
            if (!await box.IsCheckedAsync())
            {
                await box.FocusAsync();
                await page.Keyboard.PressAsync("Space");
            }
        }

        await Assertions.Expect(total).ToHaveTextAsync(Said(answer, "totals", "total"));
        var sent = page.WaitForResponseAsync(response => response.Url.EndsWith("/api/v1/events", StringComparison.Ordinal)
            && response.Request.Method == "POST" && response.Request.PostData!.Contains("\"add\"", StringComparison.Ordinal));
        await panel.GetByRole(AriaRole.Button, new() { Name = $"Add all {companions.Length + 1} to cart" }).PressAsync("Enter");
        var receipt = JsonDocument.Parse(await (await sent).TextAsync()).RootElement;
        Assert.True(receipt.GetProperty("accepted").GetInt32() > companions.Length, receipt.ToString());
        Assert.Empty(receipt.GetProperty("refused").EnumerateArray());

        // What analytics is told adds up to the answer, and so does what the cart is.
        var told = (await page.EvaluateAsync("() => window.told.find((event) => event.type === 'add')"))!.Value;
        Assert.Equal(Amount(answer, "totals", "total"), told.GetProperty("total").GetProperty("amount").GetString());
        var mapped = (await page.EvaluateAsync(
            "async (module) => (await import(module)).toGa4('add', window.told.find((event) => event.type === 'add'))",
            new Uri(Studio.Address, "/embed/ga4.js").ToString()))!.Value.GetProperty("ecommerce");
        Assert.Equal(decimal.Parse(Amount(answer, "totals", "total"), CultureInfo.InvariantCulture), mapped.GetProperty("value").GetDecimal());
        Assert.Equal(mapped.GetProperty("value").GetDecimal(), Sum(mapped.GetProperty("items")));

        // As dark as the page becomes, and the other way round where it is read so.
        await page.EvaluateAsync("() => document.documentElement.classList.add('dark')");
        await Assertions.Expect(panel.Locator(".panel")).ToHaveAttributeAsync("data-scheme", "dark");
        await session.AssertAccessibleAsync();
        await page.EvaluateAsync("() => { document.documentElement.dir = 'rtl'; }");
        Assert.True(await panel.Locator("li").First.EvaluateAsync<bool>(
            "(row) => row.querySelector('input').getBoundingClientRect().left > row.querySelector('.price').getBoundingClientRect().left"));
        await page.SetViewportSizeAsync(390, 800);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"));

        // A name is a name, whatever is in it.
        await page.EvaluateAsync(
            """
            (nasty) => {
              const element = document.querySelector('crosssell-panel');
              const answer = structuredClone(element.answer);
              answer.companions[0].name = nasty; answer.companions[0].url = 'javascript:window.hacked = true'; answer.headline = nasty;
              element.answer = answer;
            }
            """, Nasty);
        await Assertions.Expect(panel.GetByText(Nasty, new() { Exact = true }).First).ToBeVisibleAsync();
        Assert.Equal(0, await panel.Locator("a, img[onerror]").CountAsync());
        Assert.False(await page.EvaluateAsync<bool>("() => 'hacked' in window"));
        Assert.Equal("", await page.EvaluateAsync<string>("() => window.refused.join()"));
    }

    [Fact]
    public async Task Element_KeepsItsPlaceBeforeItIsThere_PricesAnotherChoice_AndShowsNothingOfWhatIsNotSold()
    {
        await using var shop = await ShopAsync();
        await using var session = await VisitAsync(width: 1000, height: 1400);
        var page = session.Page;
        var fashion = await KeyAsync("fashion");
        await page.GotoAsync(Address(shop, "DRS-CORAL", fashion));
        var offer = page.Locator("crosssell-panel section").First;
        await Assertions.Expect(offer.Locator("output strong")).ToHaveTextAsync("£75.60");

        // Seen for a second, by the browser's clock.
        await page.WaitForFunctionAsync("() => window.told.some((event) => event.type === 'shown')");
        Assert.Equal(0d, await page.EvaluateAsync<double>("() => window.moved"));

        await offer.GetByRole(AriaRole.Radio, new() { NameRegex = new("Wide tie belt") }).CheckAsync();

        await Assertions.Expect(offer.Locator("output strong")).ToHaveTextAsync("£87.30");
        await Assertions.Expect(offer).ToContainTextAsync("You save £9.70");
        await offer.GetByRole(AriaRole.Button, new() { Name = "Add the set to cart" }).ClickAsync();
        var mapped = (await page.EvaluateAsync(
            "async (module) => (await import(module)).toGa4('add-bundle', window.told.find((event) => event.type === 'add-bundle'))",
            new Uri(Studio.Address, "/embed/ga4.js").ToString()))!.Value.GetProperty("ecommerce");
        Assert.Equal((87.30m, 87.30m), (mapped.GetProperty("value").GetDecimal(), Sum(mapped.GetProperty("items"))));
        var calls = (await page.EvaluateAsync(
            "async (module) => (await import(module)).toSegment('add-bundle', window.told.find((event) => event.type === 'add-bundle'))",
            new Uri(Studio.Address, "/embed/segment.js").ToString()))!.Value.EnumerateArray().Select(call => call[1]).ToArray();
        Assert.Equal(87.30m, calls.Sum(call => call.GetProperty("price").GetDecimal() * call.GetProperty("quantity").GetInt32()));

        // Its place is given back while it is out of sight, so that nothing moves.
        await page.SetViewportSizeAsync(1000, 100);
        await page.GotoAsync(Address(shop, "NOT-SOLD", fashion));
        await page.WaitForFunctionAsync("() => window.told.some((event) => event.type === 'drawn')");
        await Assertions.Expect(page.Locator("crosssell-panel")).ToBeHiddenAsync();
        Assert.Equal(0d, await page.EvaluateAsync<double>("() => window.moved"));
    }

    /// <summary>Else one side of an experiment would have more visitors than the other, and its figures mean nothing.</summary>
    [Fact]
    public async Task Element_InAnExperiment_CountsItsVisitorWhenItsPlaceComesIntoView_WithAPanelAndWithout()
    {
        await using var shop = await ShopAsync();
        var camera = await KeyAsync("camera");
        var experiment = await ExperimentAsync();
        foreach (var (code, isShown) in new[] { ("a", false), ("b", true) })
        {
            await using var session = await VisitAsync(width: 1000, height: 100);
            var page = session.Page;
            var visitor = Enumerable.Range(0, 100).Select(number => $"v-{number}").First(
                name => Assignment.ArmOf(experiment, Studio.Services.GetRequiredService<VisitorNames>().Of(experiment.ChannelId, name)).Code == code);
            await page.GotoAsync($"{Address(shop, "CAM-D7-BODY", camera)}&visitor={visitor}&utm_medium=newsletter");
            await page.WaitForFunctionAsync("() => window.told.some((event) => event.type === 'drawn')");
            Assert.Equal(isShown, await page.EvaluateAsync<bool>("() => window.told.find((event) => event.type === 'drawn').shown"));
            var request = page.WaitForRequestAsync(
                sent => sent.Url.EndsWith("/api/v1/events", StringComparison.Ordinal) && sent.Method == "POST");

            // Far less than half of it, in either case.
            var scrolledAt = await page.EvaluateAsync<long>(
                """
                () => {
                  const { top } = document.querySelector('crosssell-panel').getBoundingClientRect();
                  if (top <= innerHeight) throw new Error(`in view from the start: ${top}`);
                  scrollBy(0, top - innerHeight + 20);
                  return Date.now();
                }
                """);

            var sent = JsonDocument.Parse((await request).PostData!).RootElement.GetProperty("events")[0];
            Assert.Equal(
                ("impression", $"{experiment.Id}{code}", visitor, "newsletter"),
                (Text("type"), Text("arm"), Text("visitor"), Text("medium")));
            Assert.True(DateTimeOffset.Parse(Text("at")!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() >= scrolledAt, "not before it was in view");

            string? Text(string name) => sent.GetProperty(name).GetString();
        }
    }

    private async Task<Experiment> ExperimentAsync()
    {
        await using var db = Studio.Store.Read();
        var (channel, service) = ((await Channels.FindAsync(db, "camera")).Required.Id, Studio.Services.GetRequiredService<ExperimentService>());
        var draft = (await service.CreateAsync(
            channel,
            new ExperimentTerms(
                "Panels or none", ExperimentQuestion.AnyPanel, null, null, ExperimentTerms.TwoArms("None", "Panels"), [], null, 10_000, null, null)
            {
                Mode = ExperimentMode.AlwaysValid,
            },
            TestStudio.Manager)).Required;
        Assert.True((await service.StartAsync(draft.Id, draft.Version, TestStudio.Manager)).IsDone);
        await Studio.Services.GetRequiredService<PanelService>().RefreshAsync();
        return (await Studio.Services.GetRequiredService<ExperimentList>().FindAsync(ReadScope.Everything, draft.Id))!.Experiment;
    }

    private static decimal Sum(JsonElement items) =>
        items.EnumerateArray().Sum(item => item.GetProperty("price").GetDecimal() * item.GetProperty("quantity").GetInt32());

    private static string Amount(JsonElement answer, string group, string name) =>
        answer.GetProperty(group).GetProperty(name).GetProperty("amount").GetString()!;

    private static string Said(JsonElement answer, string group, string name) =>
        decimal.Parse(Amount(answer, group, name), CultureInfo.InvariantCulture).ToString("€#,0.00", CultureInfo.InvariantCulture);

    private static string Address(WebApplication shop, string sku, string key) => $"{shop.Urls.First()}/?sku={sku}&key={key}";

    private async Task<string> KeyAsync(string code)
    {
        await using var db = Studio.Store.Read();
        var channel = (await Channels.FindAsync(db, code)).Required.Id;
        return (await Studio.Services.GetRequiredService<ApiKeyService>().CreateAsync("Shop", ApiKeyKind.Publishable, channel, TestStudio.Administrator))
            .Required.Text;
    }

    private async Task<JsonElement> AnswerAsync(string sku, string key)
    {
        using var client = Studio.NewClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return JsonDocument.Parse(await client.GetStringAsync($"/api/v1/products/{sku}/panel")).RootElement;
    }

    /// <summary>A shop of its own: a plain page, its sheet and its script.</summary>
    private async Task<WebApplication> ShopAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var shop = builder.Build();
        var studio = Studio.Address.GetLeftPart(UriPartial.Authority);
        shop.MapGet("/", (HttpContext http, string sku, string key, string? visitor) =>
        {
            http.Response.Headers.ContentSecurityPolicy =
                $"default-src 'none'; style-src 'self'; script-src 'self' {studio}; connect-src {studio}; img-src {studio}";
            return Results.Content(
                $"""
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title><link rel="stylesheet" href="/shop.css">
                <script src="/shop.js"></script><script type="module" src="{studio}/embed/panel.js"></script></head>
                <body><main><h1>A product</h1><p>What it is.</p><crosssell-panel sku="{sku}" api-key="{key}"
                locale="en-GB" visitor="{visitor}"></crosssell-panel>
                <p>What else there is to say.</p></main></body></html>
                """, "text/html");
        });
        shop.MapGet("/shop.css", () => Results.Content(ShopSheet, "text/css"));
        shop.MapGet("/shop.js", () => Results.Content(ShopScript, "text/javascript"));
        shop.MapGet("/favicon.ico", () => Results.NoContent());
        await shop.StartAsync();
        return shop;
    }
}
