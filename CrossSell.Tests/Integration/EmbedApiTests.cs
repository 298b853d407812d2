using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CrossSell.Core.Access;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Integration;

/// <summary>What shops put into their pages beside the panel's answer, on the whole host with the demo.</summary>
[Trait("Kind", "Slow")]
public sealed class EmbedApiTests(PanelApiTests.Demo demo) : IClassFixture<PanelApiTests.Demo>
{
    private const string Belts = "/api/v1/bundles/sun-and-belt/offer?channel=fashion&sku=DRS-CORAL";
    private const string Bags = "/api/v1/bundles/three-bags-pay-two/offer?channel=coffee&sku=COF-KENYA-250";

    [Fact]
    public async Task Offer_OfAnotherChoice_CostsWhatThePanelSaid_AndItsPartsAddUp()
    {
        using var client = demo.Client(demo.Secret);
        var panel = await JsonAsync(client, "/api/v1/products/DRS-CORAL/panel?channel=fashion");
        var choices = panel.GetProperty("bundle").GetProperty("slots")[0].GetProperty("choices").EnumerateArray().ToArray();
        Assert.Equal(3, choices.Length);

        foreach (var choice in choices)
        {
            var offer = await JsonAsync(client, $"{Belts}&pick=belt:1:{choice.GetProperty("sku").GetString()}");

            Assert.Equal(Amount(choice, "setPrice"), Amount(offer, "setPrice"));
            Assert.Equal(Amount(offer, "setPrice"), offer.GetProperty("parts").EnumerateArray().Sum(part => Amount(part, "setPrice")));
            Assert.Equal(Amount(offer, "saving"), Amount(offer, "was") - Amount(offer, "setPrice"));
            Assert.Equal(choice.GetProperty("sku").GetString(), offer.GetProperty("parts")[1].GetProperty("sku").GetString());
        }
    }

    [Fact]
    public async Task Offer_OfThreeBags_GivesTheCheapestFree_WhicheverAreChosen()
    {
        using var client = demo.Client(demo.Secret);

        var twice = await JsonAsync(client, $"{Bags}&pick=bags:2:COF-KENYA-250&pick=bags:1:COF-HOUSE-250");

        Assert.Equal((29.80m, 9.90m, 39.70m), (Amount(twice, "setPrice"), Amount(twice, "saving"), Amount(twice, "sumOfParts")));
    }

    [Theory]
    [InlineData(Belts + "&pick=belt:1:BLT-NONE", "bundle.choice")]
    [InlineData(Belts + "&pick=hat:1:BLT-WEB", "bundle.choice")]
    [InlineData(Belts, "bundle.choice")]
    [InlineData(Belts + "&pick=belt:2:BLT-WEB", "bundle.choice")]
    [InlineData(Belts + "&pick=belt:1:BLT-WEB&pick=belt:1:BLT-WIDE", "bundle.choice")]
    [InlineData(Belts + "&pick=belt", "panel.pick")]
    [InlineData(Belts + "&pick=belt:-1:BLT-WEB", "panel.pick")]
    [InlineData(Bags + "&pick=bags:2:COF-KENYA-250", "bundle.choice")]
    [InlineData("/api/v1/bundles/sun-and-belt/offer?channel=fashion", "panel.sku")]
    [InlineData("/api/v1/bundles/none/offer?channel=fashion&sku=DRS-CORAL", "not-found")]
    public async Task Offer_OfWhatIsNotOffered_IsAProblem(string address, string code)
    {
        using var client = demo.Client(demo.Secret);
        using var answer = await client.GetAsync(address);

        Assert.Equal(code == "not-found" ? HttpStatusCode.NotFound : HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Html_HasTheProductsOfTheAnswer_IsKeptByItsTag_AndIsEmptyForWhatIsNotSold()
    {
        using var client = demo.Client(demo.Publishable);
        var panel = await JsonAsync(client, "/api/v1/products/CAM-D7-BODY/panel");
        using var answer = await client.GetAsync("/api/v1/products/CAM-D7-BODY/panel.html?action=/cart");
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.All(panel.GetProperty("companions").EnumerateArray(), companion =>
            Assert.Contains($"value=\"{companion.GetProperty("sku").GetString()}\"", html, StringComparison.Ordinal));
        client.DefaultRequestHeaders.IfNoneMatch.Add(answer.Headers.ETag!);
        using var again = await client.GetAsync("/api/v1/products/CAM-D7-BODY/panel.html?action=/cart");
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        using var unsold = await client.GetAsync("/api/v1/products/COF-KENYA-250/panel.html");
        Assert.Equal((HttpStatusCode.OK, ""), (unsold.StatusCode, await unsold.Content.ReadAsStringAsync()));
        using var wrong = await client.GetAsync("/api/v1/products/CAM-D7-BODY/panel.html?action=javascript:alert(1)");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task Key_WithOrigins_IsRefusedToOtherPages_AndNotToServers()
    {
        var keys = demo.Studio.Services.GetRequiredService<ApiKeyService>();
        await using var db = demo.Studio.Store.Read();
        var camera = (await Channels.FindAsync(db, "camera")).Required.Id;
        var key = (await keys.CreateAsync("Shop's own", ApiKeyKind.Publishable, camera, TestStudio.Administrator)).Required;
        Assert.Equal("key.origins", (await keys.AllowOriginsAsync(key.Id, "https://shop.example/path", TestStudio.Administrator)).Refusal?.Code);
        Assert.True((await keys.AllowOriginsAsync(key.Id, "https://shop.example\nhttps://www.shop.example", TestStudio.Administrator)).IsDone);

        async Task<HttpStatusCode> FromAsync(string? origin)
        {
            using var client = demo.Client(key.Text);
            if (origin is not null)
            {
                client.DefaultRequestHeaders.Add("Origin", origin);
            }

            using var answer = await client.GetAsync("/api/v1/products/CAM-D7-BODY/panel");
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, await FromAsync("https://www.shop.example"));
        Assert.Equal(HttpStatusCode.OK, await FromAsync(null));
        Assert.Equal(HttpStatusCode.OK, await FromAsync(demo.Studio.Address.GetLeftPart(UriPartial.Authority)));
        Assert.Equal(HttpStatusCode.Forbidden, await FromAsync("https://elsewhere.example"));
    }

    /// <summary>A shared cache that was filled by a page of the shop would answer any other page.</summary>
    [Fact]
    public async Task AnswerToAKeyWithOrigins_IsKeptByNoSharedCache_AndForTheOriginThatAskedAlone()
    {
        await using var studio = new StudioFactory { Settings = { ["CrossSell:PublicAddress"] = "https://studio.example" } }.Start();
        var keys = studio.Services.GetRequiredService<ApiKeyService>();
        await using var db = studio.Store.Read();
        var camera = (await Channels.FindAsync(db, "camera")).Required.Id;
        var (open, bound) = (
            (await keys.CreateAsync("Open", ApiKeyKind.Publishable, camera, TestStudio.Administrator)).Required,
            (await keys.CreateAsync("Bound", ApiKeyKind.Publishable, camera, TestStudio.Administrator)).Required);
        Assert.True((await keys.AllowOriginsAsync(bound.Id, "https://shop.example", TestStudio.Administrator)).IsDone);
        async Task<string> AskAsync(string address, string key, string? origin)
        {
            using var client = studio.NewClient();
            if (origin is not null)
            {
                client.DefaultRequestHeaders.Add("Origin", origin);
            }

            using var answer = await client.GetAsync($"/api/v1/products/CAM-D7-BODY/{address}?key={key}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return $"{answer.Headers.CacheControl?.Public} {answer.Headers.CacheControl?.Private} {string.Join(", ", answer.Headers.Vary)} "
                + (answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) ? allowed.Single() : "none");
        }

        // The first is made, the second is from memory.
        foreach (var _ in new[] { 1, 2 })
        {
            Assert.Equal("True False Authorization *", await AskAsync("panel", open.Text, "https://shop.example"));
            Assert.Equal("False True Authorization, Origin *", await AskAsync("panel", bound.Text, "https://shop.example"));
            Assert.Equal("False True Authorization, Origin *", await AskAsync("panel", bound.Text, null));
        }

        Assert.StartsWith("False True Authorization, Origin", await AskAsync("panel.html", bound.Text, "https://shop.example"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_InAnAddress_MayBePublishableAlone_AndOnlyReads()
    {
        using var client = demo.Client(null);
        using var read = await client.GetAsync($"/api/v1/products/CAM-D7-BODY/panel?key={demo.Publishable}");
        using var secret = await client.GetAsync($"/api/v1/products/CAM-D7-BODY/panel?channel=camera&key={demo.Secret}");
        using var written = await client.PostAsJsonAsync($"/api/v1/events?key={demo.Publishable}", new { events = Array.Empty<object>() });

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized), (read.StatusCode, secret.StatusCode, written.StatusCode));
    }

    [Fact]
    public async Task Script_IsForEveryOrigin_AndKeptForEverUnderItsOwnVersion()
    {
        await using var studio = new StudioFactory("Production").Start();
        using var client = studio.NewClient();
        using var plain = await client.GetAsync("/embed/panel.js");
        var version = studio.Services.GetRequiredService<CrossSell.Admin.Shared.EmbedScript>().Version;
        using var pinned = await client.GetAsync($"/embed/panel.js?v={version}");
        using var old = await client.GetAsync("/embed/panel.js?v=000000000000");

        Assert.All([plain, pinned, old], answer =>
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
            Assert.Equal("cross-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
            Assert.NotNull(answer.Headers.ETag);
        });
        Assert.Equal(TimeSpan.FromDays(365), pinned.Headers.CacheControl?.MaxAge);
        Assert.Contains("immutable", pinned.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(5), plain.Headers.CacheControl?.MaxAge);
        Assert.Equal(TimeSpan.FromMinutes(5), old.Headers.CacheControl?.MaxAge);
        // Sample shops are for Development.
        using var sample = await client.GetAsync("/demo-shop/camera");
        Assert.Equal(HttpStatusCode.NotFound, sample.StatusCode);
    }

    [Theory]
    [InlineData("camera", "CAM-D7-BODY", null)]
    [InlineData("fashion", "DRS-CORAL-8", "de-DE")]
    [InlineData("coffee", "SUB-PREMIUM", null)]
    [InlineData("outdoor", "BOT-DALE", null)]
    public async Task SampleShop_HasItsPages_WithAKeyThatOpensItsPanels(string shop, string sku, string? language)
    {
        using var client = demo.Client(null);
        var query = language is null ? "" : $"?lang={language}";

        Assert.All(
            await Task.WhenAll(new[] { "", "/checkout", "/thanks", "/account" }.Select(path => client.GetAsync($"/demo-shop/{shop}{path}{query}"))),
            answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var page = await client.GetStringAsync($"/demo-shop/{shop}/p/{sku}{query}");

        var key = page.Split("data-key=\"")[1].Split('"')[0];
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        Assert.True((await JsonAsync(client, $"/api/v1/products/{sku}/panel")).GetProperty("shown").GetBoolean());
        Assert.Contains($"<html lang=\"{language ?? "en"}", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SampleShop_SendsItsOrder_AtItsOwnPrices_WithTheTokensOfPanels()
    {
        using var client = demo.Client(null);
        using var sent = await client.PostAsJsonAsync("/demo-shop/fashion/orders", new
        {
            items = new object[]
            {
                new { sku = "DRS-CORAL-8", quantity = 1, times = 3, bundle = "sun-and-belt", attribution = "abc.def", total = "58.50" },
                new { sku = "BLT-WEB", quantity = 1, times = 2, total = "0.01" },
            },
        });
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        var id = (await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();

        await using var db = demo.Studio.Store.Read();
        var order = await db.Set<CrossSell.Core.Orders.Order>().Include(item => item.Lines).SingleAsync(item => item.ExternalId == id);
        Assert.Equal(
            [("BLT-WEB", 2, 1900L), ("DRS-CORAL-8", 3, 5850L)],
            order.Lines.Select(line => (line.Sku, line.Quantity, line.UnitPrice)).OrderBy(line => line.Sku, StringComparer.Ordinal));
        Assert.Equal("abc", (await db.Set<CrossSell.Core.Orders.OrderRecommendation>().SingleAsync(token => token.ExternalId == id)).RecommendationId);
    }

    [Fact]
    public async Task SampleShop_TakesNoOrderFromElsewhere_NorOfWhatItDoesNotSell()
    {
        using var client = demo.Client(null);
        using var unsold = await client.PostAsJsonAsync(
            "/demo-shop/fashion/orders", new { items = new[] { new { sku = "CAM-D7-BODY", quantity = 1, times = 1 } } });
        Assert.Equal(HttpStatusCode.BadRequest, unsold.StatusCode);

        client.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        using var foreign = await client.PostAsJsonAsync(
            "/demo-shop/fashion/orders", new { items = new[] { new { sku = "BLT-WEB", quantity = 1, times = 1 } } });

        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
    }

    private static async Task<JsonElement> JsonAsync(HttpClient client, string address) => JsonDocument.Parse(await client.GetStringAsync(address)).RootElement;

    private static decimal Amount(JsonElement of, string name) =>
        decimal.Parse(of.GetProperty(name).GetProperty("amount").GetString()!, CultureInfo.InvariantCulture);
}
