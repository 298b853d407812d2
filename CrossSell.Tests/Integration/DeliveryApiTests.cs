using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CrossSell.Core.Access;
using CrossSell.Core.Catalog;
using CrossSell.Core.Experiments;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Integration;

/// <summary>What storefronts and servers send, and batches of panels, on the whole host with the demo; what is stored, on both databases.</summary>
[Trait("Kind", "Slow")]
public sealed partial class DeliveryApiTests(PanelApiTests.Demo demo) : IClassFixture<PanelApiTests.Demo>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batch_AnswersEachPanelAsTheGetDoes_AndListsWhatIsUnknown()
    {
        using var client = demo.Client(demo.Publishable);
        var (status, body) = await SendAsync(client, "/api/v1/panels", new
        {
            cart = new[] { "MEM-128-V60", "NO-SUCH-CART" },
            requests = new object[]
            {
                new { sku = "CAM-D7-BODY" }, new { objectID = "CAM-D7-BODY", model = "bought-together", maxRecommendations = 1, placement = "cart" },
                new { sku = "NO-SUCH" }, new { sku = "CAM-D7-BODY", placement = "roof" }, new { sku = "CAM-D7-BODY", explain = true },
                new { sku = "CAM-D7-BODY", channel = "outdoor" }, new { sku = "CAM-D7-BODY", model = "trending" }, new { locale = "nl-NL" },
                new { sku = "CAM\u0000" },
            },
        });

        Assert.Equal(HttpStatusCode.OK, status);
        var results = body.GetProperty("results").EnumerateArray().ToArray();
        Assert.Equal([200, 200, 404, 400, 403, 403, 400, 400, 404], results.Select(result => result.GetProperty("status").GetInt32()));
        Assert.Equal(
            ["NO-SUCH-CART", "NO-SUCH", "CAM\u0000"], body.GetProperty("unknownIds").EnumerateArray().Select(id => id.GetString()));
        Assert.Equal(
            ["not-found", "panel.placement", "key.kind", "key.channel", "panel.model", "panel.sku", "not-found"],
            results.Skip(2).Select(result => result.GetProperty("problem").GetProperty("code").GetString()));
        foreach (var (at, query) in new[] { (0, ""), (1, "&limit=1&placement=cart") })
        {
            Assert.Equal(
                await client.GetStringAsync($"/api/v1/products/CAM-D7-BODY/panel?cart=MEM-128-V60&cart=NO-SUCH-CART{query}", Stop),
                results[at].GetProperty("panel").GetRawText());
        }
    }

    [StudioFact]
    public async Task Attribution_OfAPanel_IsWhatAnOrderNamesItBy()
    {
        var here = await demo.HereAsync();
        using var client = here.Client(here.Secret);
        var panel = JsonDocument.Parse(await client.GetStringAsync("/api/v1/products/CAM-D7-BODY/panel?channel=camera", Stop)).RootElement;
        var token = panel.GetProperty("attribution").GetString();
        Assert.Equal($"{panel.GetProperty("recommendationId").GetString()}.{panel.GetProperty("panelVersion").GetString()}", token);
        var order = new
        {
            channel = "camera",
            orders = new[]
            {
                new
                {
                    id = "API-1", orderedAt = "2026-11-29T10:00:00Z", customer = "c-17", email = "eva@example.org",
                    lines = new[]
                    {
                        new { sku = "MEM-128-V60", quantity = 1, unitPrice = new { amount = "49.00", currency = "EUR" }, recommendationId = token },
                    },
                },
            },
        };

        var first = (await SendAsync(client, "/api/v1/orders", order)).Body;
        var second = (await SendAsync(client, "/api/v1/orders", order)).Body;

        Assert.Equal((1, 0), (first.GetProperty("created").GetInt32(), first.GetProperty("unchanged").GetInt32()));
        Assert.Equal((0, 1), (second.GetProperty("created").GetInt32(), second.GetProperty("unchanged").GetInt32()));
        await using var db = here.Studio.Store.Read();
        var kept = await db.Set<CrossSell.Core.Orders.OrderRecommendation>().SingleAsync(item => item.ExternalId == "API-1", Stop);
        Assert.Equal(token, $"{kept.RecommendationId}.{kept.PanelVersion}");
    }

    [Fact]
    public async Task Experiment_IsInTheAnswersOfItsVisitors_AndInTheOrdersOfBothArms()
    {
        var experiments = demo.Studio.Services.GetRequiredService<ExperimentService>();
        await using var db = demo.Studio.Store.Read();
        var camera = await db.Channels.SingleAsync(channel => channel.Code == "camera", Stop);
        var terms = new ExperimentTerms(
            "Panels", ExperimentQuestion.AnyPanel, null, null, ExperimentTerms.TwoArms("Without", "With"), [PanelPlacement.Account], null, 10_000, null, null)
        {
            Mode = ExperimentMode.AlwaysValid,
        };
        var draft = (await experiments.CreateAsync(camera.Id, terms, TestStudio.Manager, Stop)).Required;
        await experiments.StartAsync(draft.Id, draft.Version, TestStudio.Manager, Stop);
        await demo.Studio.Services.GetRequiredService<PanelService>().RefreshAsync(Stop);
        using var client = demo.Client(demo.Publishable);
        async Task<(JsonElement Body, HttpResponseMessage Answer)> AskAsync(string words)
        {
            var answer = await client.GetAsync($"/api/v1/products/CAM-D7-BODY/panel?placement=account{words}", Stop);
            return (JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement, answer);
        }

        var answers = new Dictionary<string, (string Visitor, JsonElement Body, HttpResponseMessage Answer)>();
        for (var number = 0; answers.Count < 2; number++)
        {
            var (body, answer) = await AskAsync($"&visitor=v-{number}");
            answers.TryAdd(body.GetProperty("arm").GetString()!, ($"v-{number}", body, answer));
        }

        var (nobody, open) = await AskAsync("");
        var (denied, _) = await AskAsync($"&visitor={answers[$"{draft.Id}a"].Visitor}&consent=denied");
        Assert.Equal(nobody.GetRawText(), denied.GetRawText());
        Assert.False(nobody.TryGetProperty("arm", out _));
        var (without, with) = (answers[$"{draft.Id}a"], answers[$"{draft.Id}b"]);
        Assert.Equal((false, true), (without.Body.GetProperty("shown").GetBoolean(), with.Body.GetProperty("shown").GetBoolean()));
        Assert.EndsWith($".{draft.Id}b", with.Body.GetProperty("attribution").GetString(), StringComparison.Ordinal);
        Assert.Equal(3, new[] { without.Answer, with.Answer, open }.Select(answer => answer.Headers.ETag).Distinct().Count());
        Assert.True(with.Answer.Headers.CacheControl!.Private);
        foreach (var (words, field) in new[] { ("&visitor=eva@example.org", "visitor"), ("&visitor=v-1&consent=maybe", "consent") })
        {
            var (problem, answer) = await AskAsync(words);
            Assert.Equal((HttpStatusCode.BadRequest, field), (answer.StatusCode, problem.GetProperty("field").GetString()));
        }

        using var server = demo.Client(demo.Secret);
        object Order(string arm) => new
        {
            id = $"EXP-{arm}", orderedAt = "2026-11-29T10:00:00Z", visitor = answers[$"{draft.Id}{arm}"].Visitor,
            lines = new[] { new { sku = "MEM-128-V60", quantity = 1, unitPrice = new { amount = "49.00", currency = "EUR" } } },
        };
        await SendAsync(server, "/api/v1/orders", new { channel = "camera", orders = new[] { Order("a"), Order("b") } });
        Assert.Equal(
            [$"{draft.Id}a", $"{draft.Id}b"],
            await db.Set<CrossSell.Core.Orders.OrderVisitor>().Where(item => item.ExternalId == "EXP-a" || item.ExternalId == "EXP-b")
                .OrderBy(item => item.ExternalId).Select(item => item.Arm).ToListAsync(Stop));
    }

    [StudioFact]
    public async Task Events_OfAPublishableKey_AreStoredOnce_AndWrongRowsAreListed()
    {
        var here = await demo.HereAsync();
        using var client = here.Client(here.Publishable);
        object Event(string id, string type) => new { id, type, anchor = "CAM-D7-BODY", sku = "MEM-128-V60", position = 1, visitor = "v-1" };
        var batch = new { events = new[] { Event("ev-1", "impression"), Event("ev-2", "add"), Event("ev-3", "hover") } };

        var tried = (await SendAsync(client, "/api/v1/events", new { validateOnly = true, batch.events })).Body;
        var first = (await SendAsync(client, "/api/v1/events", batch)).Body;
        var second = (await SendAsync(client, "/api/v1/events", batch)).Body;

        Assert.Equal([(2, 0), (2, 0), (0, 2)], new[] { tried, first, second }.Select(
            body => (body.GetProperty("accepted").GetInt32(), body.GetProperty("duplicates").GetInt32())));
        var wrong = Assert.Single(first.GetProperty("refused").EnumerateArray());
        Assert.Equal((2, "event.type", "type"), (
            wrong.GetProperty("index").GetInt32(), wrong.GetProperty("code").GetString(), wrong.GetProperty("field").GetString()));
        using var server = here.Client(here.Secret);
        using var deleted = await server.DeleteAsync("/api/v1/visitors/v-1", Stop);
        Assert.Equal("{\"deleted\":2}", await deleted.Content.ReadAsStringAsync(Stop));
    }

    [StudioFact]
    public async Task ProductsAndListings_AreInThePanelOfTheNextSecond()
    {
        var here = await demo.HereAsync();
        using var client = here.Client(here.Secret);
        var made = (await SendAsync(client, "/api/v1/products", new
        {
            products = new object[] { new { sku = "API-STRAP", name = "Strap", status = "active", tags = new[] { "new" } }, new { name = "Nothing" } },
        })).Body;
        var listed = (await SendAsync(client, "/api/v1/listings", new
        {
            channel = "camera",
            listings = new object[]
            {
                new { sku = "API-STRAP", price = new { amount = "19.95", currency = "EUR" }, stock = 4, published = true },
                new { sku = "API-STRAP-2", stock = 1 }, new { sku = "CAM-D7-BODY", price = new { amount = "1.999", currency = "EUR" } },
                new { sku = "CAM-D7-BODY", price = new { amount = "1.99", currency = "USD" } }, new { sku = "CAM-D7-BODY", asOf = "later" },
            },
        })).Body;

        Assert.Equal((1, "product.sku"), (made.GetProperty("created").GetInt32(), made.GetProperty("refused")[0].GetProperty("code").GetString()));
        Assert.Equal(1, listed.GetProperty("created").GetInt32());
        Assert.Equal(
            [(1, "listing.sku"), (2, "listing.price"), (3, "listing.price"), (4, "listing.asOf")],
            listed.GetProperty("refused").EnumerateArray().Select(row => (row.GetProperty("index").GetInt32(), row.GetProperty("code").GetString())));
        Assert.Equal(["API-STRAP-2"], listed.GetProperty("unknownIds").EnumerateArray().Select(id => id.GetString()));
        await here.Studio.Services.GetRequiredService<CrossSell.Core.Panels.PanelService>().RefreshAsync(Stop);
        var panel = JsonDocument.Parse(await client.GetStringAsync("/api/v1/products/API-STRAP/panel?channel=camera", Stop)).RootElement;
        Assert.Equal("19.95", panel.GetProperty("anchor").GetProperty("price").GetProperty("amount").GetString());
    }

    [Theory]
    [InlineData("events", "{\"events\":[]}", 400, "events.events")]
    [InlineData("events", "{\"events\":[null]}", 400, "events.events")]
    [InlineData("events", "{\"events\":[{\"position\":\"x\"}]}", 400, "body.json")]
    [InlineData("events", "", 400, "body.json")]
    [InlineData("events", "null", 400, "body.empty")]
    [InlineData("panels", "{", 400, "body.json")]
    [InlineData("panels", "{\"requests\":[]}", 400, "panels.requests")]
    [InlineData("orders", "{\"orders\":[]}", 400, "orders.orders")]
    [InlineData("products", "{}", 400, "products.products")]
    [InlineData("listings", "[]", 400, "body.json")]
    [InlineData("events", "{\"events\":[{\"id\":\"x\"}]}", 400, "channel.needed")]
    [InlineData("orders", "{\"channel\":\"none\",\"orders\":[{}]}", 404, "not-found")]
    public async Task Body_ThatCannotBeTaken_IsAProblem(string address, string body, int expected, string code)
    {
        using var client = demo.Client(demo.Secret);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync($"/api/v1/{address}", content, Stop);

        Assert.Equal((expected, code), ((int)answer.StatusCode, await CodeAsync(answer)));
    }

    [Fact]
    public async Task Body_OfAnotherType_OrTooLarge_IsAProblem()
    {
        using var client = demo.Client(demo.Secret);
        using var text = new StringContent("id=1", System.Text.Encoding.UTF8, "text/plain");
        using var other = await client.PostAsync("/api/v1/events", text, Stop);
        using var large = new StringContent($"{{\"x\":\"{new string('x', 5_000_000)}\"}}", System.Text.Encoding.UTF8, "application/json");
        // Else the server may have closed the line before all of it was sent, which a client sees as a broken line.
        using var asked = new HttpRequestMessage(HttpMethod.Post, "/api/v1/events") { Content = large };
        asked.Headers.ExpectContinue = true;
        using var refused = await client.SendAsync(asked, Stop);

        Assert.Equal((415, "body.type"), ((int)other.StatusCode, await CodeAsync(other)));
        Assert.Equal((413, "body.size"), ((int)refused.StatusCode, await CodeAsync(refused)));
    }

    [StudioFact]
    public async Task Key_WithoutTheScope_OfAnotherShop_Revoked_OrPublishable_IsRefused()
    {
        var here = await demo.HereAsync();
        var keys = here.Studio.Services.GetRequiredService<ApiKeyService>();
        await using var db = here.Studio.Store.Read();
        var camera = (await db.Set<CrossSell.Core.Catalog.Channel>().SingleAsync(channel => channel.Code == "camera", Stop)).Id;
        var stock = (await keys.CreateAsync("Stock", ApiKeyKind.Secret, camera, ApiKeyScopes.Listings, TestStudio.Administrator, Stop)).Required;
        using var client = here.Client(stock.Text);
        object listing = new { listings = new[] { new { sku = "CAM-D7-BODY" } } };

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, "/api/v1/listings", listing)).Status);
        Assert.Equal((403, "key.channel"), await RefusedAsync(client, "listings", new { channel = "coffee", listings = new[] { new { sku = "X" } } }));
        foreach (var address in new[] { "orders", "products" })
        {
            Assert.Equal((403, "key.scope"), await RefusedAsync(client, address, new { }));
        }

        foreach (var query in new[] { "explain=true", "at=2026-11-27T09:00:00Z" })
        {
            using var answer = await client.GetAsync($"/api/v1/products/CAM-D7-BODY/panel?{query}", Stop);
            Assert.Equal((403, "key.scope"), ((int)answer.StatusCode, await CodeAsync(answer)));
        }

        using var open = here.Client(here.Publishable);
        Assert.Equal((403, "key.scope"), await RefusedAsync(open, "orders", new { }));
        using var erased = await open.DeleteAsync("/api/v1/visitors/v-1", Stop);
        Assert.Equal(HttpStatusCode.Forbidden, erased.StatusCode);
        Assert.True((await keys.RevokeAsync(stock.Id, TestStudio.Administrator, Stop)).IsDone);
        Assert.Equal((401, "key.unknown"), await RefusedAsync(client, "listings", listing));
    }

    [Fact]
    public async Task Page_OfAnotherOrigin_MaySendEvents()
    {
        using var client = demo.Client(null);
        using var ask = new HttpRequestMessage(HttpMethod.Options, "/api/v1/events");
        ask.Headers.Add("Origin", "https://shop.example");
        ask.Headers.Add("Access-Control-Request-Method", "POST");
        ask.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
        using var answer = await client.SendAsync(ask, Stop);

        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("POST", answer.Headers.GetValues("Access-Control-Allow-Methods").Single(), StringComparison.Ordinal);
        Assert.Contains("content-type", answer.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpClient client, string address, object body)
    {
        using var answer = await client.PostAsJsonAsync(address, body, Stop);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement);
    }

    private static async Task<(int, string?)> RefusedAsync(HttpClient client, string address, object body)
    {
        using var answer = await client.PostAsJsonAsync($"/api/v1/{address}", body, Stop);
        return ((int)answer.StatusCode, await CodeAsync(answer));
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("code").GetString();
}
