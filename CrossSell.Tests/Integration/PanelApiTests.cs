using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrossSell.Core.Access;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Integration;

/// <summary>The delivery API on the whole host with the demo.</summary>
[Trait("Kind", "Slow")]
public sealed partial class PanelApiTests(PanelApiTests.Demo demo) : IClassFixture<PanelApiTests.Demo>
{
    [Fact]
    public async Task Panel_WithAKey_AnswersWithCompanionsAndMoneyAsText()
    {
        using var client = demo.Client(demo.Publishable);
        using var answer = await client.GetAsync("/api/v1/products/CAM-D7-BODY/panel");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("camera", body.GetProperty("channel").GetString());
        Assert.Equal("1299.00", body.GetProperty("anchor").GetProperty("price").GetProperty("amount").GetString());
        Assert.NotEmpty(body.GetProperty("companions").EnumerateArray());
        Assert.False(body.TryGetProperty("trace", out _));
    }

    [Fact]
    public async Task Panel_WithAPublishableKey_TellsNothingOfTheShopsOrders_AndHasATagOfItsOwn()
    {
        using var shopper = demo.Client(demo.Publishable);
        using var server = demo.Client(demo.Secret);
        using var open = await shopper.GetAsync("/api/v1/products/CAM-D7-BODY/panel");
        using var full = await server.GetAsync("/api/v1/products/CAM-D7-BODY/panel?channel=camera");

        Assert.All(
            JsonDocument.Parse(await open.Content.ReadAsStringAsync()).RootElement.GetProperty("companions").EnumerateArray(),
            companion => Assert.False(companion.TryGetProperty("reason", out _) || companion.TryGetProperty("evidence", out _)));
        var companions = JsonDocument.Parse(await full.Content.ReadAsStringAsync()).RootElement.GetProperty("companions").EnumerateArray().ToArray();
        Assert.All(companions, companion => Assert.NotEqual("", companion.GetProperty("reason").GetString()));
        Assert.Contains(companions, companion => companion.TryGetProperty("evidence", out _));
        Assert.NotEqual(full.Headers.ETag, open.Headers.ETag);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("W/{0}")]
    [InlineData("\"other\", {0}")]
    [InlineData("*")]
    public async Task Panel_AskedAgainWithItsTag_HoweverItIsSaid_IsNotSentAgain(string tags)
    {
        using var client = demo.Client(demo.Publishable);
        using var first = await client.GetAsync("/api/v1/products/CAM-D7-BODY/panel");
        client.DefaultRequestHeaders.Add("If-None-Match", string.Format(CultureInfo.InvariantCulture, tags, first.Headers.ETag!.Tag));

        using var second = await client.GetAsync("/api/v1/products/CAM-D7-BODY/panel");

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/products/CAM-D7-BODY/panel", null, HttpStatusCode.Unauthorized)]
    [InlineData("/api/v1/products/NO-SUCH/panel", "publishable", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/products/CAM-D7-BODY/panel?explain=true", "publishable", HttpStatusCode.Forbidden)]
    [InlineData("/api/v1/products/CAM-D7-BODY/panel?at=2026-11-27T09:00:00Z", "publishable", HttpStatusCode.Forbidden)]
    [InlineData("/api/v1/products/BAG-CA15/panel?channel=outdoor", "publishable", HttpStatusCode.Forbidden)]
    [InlineData("/api/v1/products/CAM-D7-BODY/panel?channel=camera&limit=many", "secret", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/products/CAM-D7-BODY/panel?channel=camera&placement=roof", "secret", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/products/CAM-D7-BODY/panel?channel=camera&at=soon", "secret", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/nothing", "secret", HttpStatusCode.NotFound)]
    public async Task Request_ThatMayNotOrCannotBeAnswered_GetsProblemDetails(string address, string? key, HttpStatusCode expected)
    {
        using var client = demo.Client(key switch { "publishable" => demo.Publishable, "secret" => demo.Secret, _ => null });

        using var answer = await client.GetAsync(address);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.NotEqual("", problem.GetProperty("detail").GetString());
        Assert.NotEqual("", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Problem_GivesNoMarkupBack()
    {
        using var client = demo.Client(demo.Secret);
        using var answer = await client.GetAsync("/api/v1/products/%3Cscript%3E%C3%A9/panel");
        var text = await answer.Content.ReadAsStringAsync();

        Assert.DoesNotContain("<script>", text, StringComparison.Ordinal);
        Assert.Contains("é", text, StringComparison.Ordinal);
        Assert.Equal("There is no product with the SKU \"<script>é\".", JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Explain_WithASecretKey_NamesEveryCandidateWithItsReason()
    {
        using var client = demo.Client(demo.Secret);

        var body = JsonDocument.Parse(
            await client.GetStringAsync("/api/v1/products/CAM-D7-BODY/panel?channel=camera&explain=true&cart=MEM-128-V60")).RootElement;

        var card = body.GetProperty("trace").EnumerateArray().First(entry => entry.GetProperty("code").GetString() == "MEM-128-V60");
        Assert.Equal(("dropped", "in-cart"), (card.GetProperty("verdict").GetString(), card.GetProperty("filter").GetString()));
    }

    [Fact]
    public async Task Explain_OfAnArchivedProduct_SaysSoFirst()
    {
        using var client = demo.Client(demo.Secret);

        var body = JsonDocument.Parse(await client.GetStringAsync("/api/v1/products/COF-MONSOON/panel?channel=coffee&explain=true")).RootElement;

        Assert.False(body.GetProperty("shown").GetBoolean());
        Assert.Equal(
            ("anchor-not-sold", "Monsoon India is archived, so it has no panel."),
            (body.GetProperty("notShown").GetProperty("reason").GetString(), body.GetProperty("notShown").GetProperty("why").GetString()));
    }

    [Fact]
    public async Task GrindersDiscount_IsForNewPremiumSubscribersOnly_InApiAndEmbed()
    {
        using var client = demo.Client(demo.Secret);
        var everyone = JsonDocument.Parse(await client.GetStringAsync("/api/v1/products/SUB-PREMIUM/panel?channel=coffee")).RootElement;
        var subscribers = JsonDocument.Parse(
            await client.GetStringAsync("/api/v1/products/SUB-PREMIUM/panel?channel=coffee&segment=NEW-premium-subscriber")).RootElement;

        Assert.False(everyone.TryGetProperty("bundle", out _));
        var grinder = Assert.Single(everyone.GetProperty("companions").EnumerateArray(), item => item.GetProperty("sku").GetString() == "GRN-HOME");
        Assert.Equal("189.00", grinder.GetProperty("price").GetProperty("amount").GetString());
        var parts = subscribers.GetProperty("bundle").GetProperty("parts").EnumerateArray().ToArray();
        Assert.Equal(
            [("GRN-HOME", "189.00", "151.20", 21m)], parts.Select(part => (
                part.GetProperty("sku").GetString()!, part.GetProperty("unitPriceBefore").GetProperty("amount").GetString()!,
                part.GetProperty("setPrice").GetProperty("amount").GetString()!, part.GetProperty("taxRate").GetDecimal())));
        Assert.Equal("triggered-offer", subscribers.GetProperty("bundle").GetProperty("kind").GetString());
        Assert.DoesNotContain(subscribers.GetProperty("companions").EnumerateArray(), item => item.GetProperty("sku").GetString() == "GRN-HOME");

        Assert.DoesNotContain("\"code\":", await client.GetStringAsync("/embed/panel/SUB-PREMIUM?channel=coffee"), StringComparison.Ordinal);
        Assert.Contains(
            "\"code\":\"coffee-start\"", await client.GetStringAsync("/embed/panel/SUB-PREMIUM?channel=coffee&segment=new-premium-subscriber"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shops_AreListedForSecretKeysOnly()
    {
        using var client = demo.Client(demo.Secret);
        using var server = await client.GetAsync("/api/v1/products/CAM-D7-BODY/panel?channel=nope");
        using var embed = await client.GetAsync("/embed/panel/CAM-D7-BODY?channel=nope");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (server.StatusCode, embed.StatusCode));
        Assert.Contains("fashion", await server.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("fashion", await embed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Segment_ThatTheShopDoesNotDefine_IsAProblemThatNamesItsOwn_AndNoneForTheEmbed()
    {
        using var client = demo.Client(demo.Secret);
        using var answer = await client.GetAsync("/api/v1/products/SUB-PREMIUM/panel?channel=coffee&segment=vip");
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

        Assert.Equal(
            (HttpStatusCode.BadRequest, "panel.segment", "segment"),
            (answer.StatusCode, problem.GetProperty("code").GetString(), problem.GetProperty("field").GetString()));
        Assert.Equal("Coffee subscription has no segment \"vip\". Its segments are: new-premium-subscriber.", problem.GetProperty("detail").GetString());
        Assert.Equal(
            await client.GetStringAsync("/embed/panel/SUB-PREMIUM?channel=coffee"),
            await client.GetStringAsync("/embed/panel/SUB-PREMIUM?channel=coffee&segment=vip"));
    }

    [Fact]
    public async Task Segment_ThatTheShopDoesNotDefine_IsNoneForAPublishableKey_WhichLearnsNoCodes()
    {
        using var client = demo.Client(demo.Publishable);
        using var answer = await client.GetAsync("/api/v1/products/CAM-D7-BODY/panel?segment=vip");
        var companions = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("companions").ToString();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(
            JsonDocument.Parse(await client.GetStringAsync("/api/v1/products/CAM-D7-BODY/panel")).RootElement.GetProperty("companions").ToString(), companions);
    }

    [Fact]
    public async Task Extras_AreUnticked_AndTheTotalIsThatOfWhatIsTicked()
    {
        using var client = demo.Client(demo.Secret);
        var body = JsonDocument.Parse(await client.GetStringAsync("/api/v1/products/DRP-CONE/panel?channel=coffee")).RootElement;
        var page = await client.GetStringAsync("/embed/panel/DRP-CONE?channel=coffee");

        Assert.NotEmpty(body.GetProperty("companions").EnumerateArray());
        Assert.All(body.GetProperty("companions").EnumerateArray(), companion => Assert.False(companion.GetProperty("preselected").GetBoolean()));
        Assert.Equal(
            body.GetProperty("totals").GetProperty("anchor").GetProperty("amount").GetString(),
            body.GetProperty("totals").GetProperty("selected").GetProperty("amount").GetString());
        Assert.DoesNotContain("\"preselected\":true", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fashion", "DRS-MARLOW-14", "BLT-")]
    [InlineData("outdoor", "BOT-RIDGE-12", "SOC-")]
    public async Task Companion_OfAChosenSize_IsInThatSizeOrDropped_NeverInAnother(string channel, string sku, string family)
    {
        using var client = demo.Client(demo.Secret);
        var trace = JsonDocument.Parse(await client.GetStringAsync($"/api/v1/products/{sku}/panel?channel={channel}&explain=true&limit=30")).RootElement
            .GetProperty("trace");

        var sized = trace.EnumerateArray()
            .Where(entry => entry.GetProperty("code").GetString() is { } code && code.StartsWith(family, StringComparison.Ordinal))
            .Select(entry => (Code: entry.GetProperty("code").GetString()!, Verdict: entry.GetProperty("verdict")
                .GetString(), Filter: entry.TryGetProperty("filter", out var filter) ? filter.GetString() : null)).ToArray();
        Assert.Contains(sized, entry => entry.Code.EndsWith("-L", StringComparison.Ordinal) || entry.Filter == "size-sold-out");
        Assert.DoesNotContain(sized, entry => entry.Verdict != "dropped"
            && (entry.Code.EndsWith("-S", StringComparison.Ordinal) || entry.Code.EndsWith("-M", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task RevokedKey_OpensNothing()
    {
        var keys = demo.Studio.Services.GetRequiredService<ApiKeyService>();
        var key = (await keys.CreateAsync("Short-lived", ApiKeyKind.Secret, null, TestStudio.Administrator)).Required;
        Assert.True((await keys.RevokeAsync(key.Id, TestStudio.Administrator)).IsDone);
        using var client = demo.Client(key.Text);

        using var answer = await client.GetAsync("/api/v1/products/CAM-D7-BODY/panel?channel=camera");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Embed_DrawsTheSameCompanionsAsTheApi_AndOnlyItMayBeFramed()
    {
        using var client = demo.Client(demo.Secret);
        var body = JsonDocument.Parse(await client.GetStringAsync("/api/v1/products/CAM-D7-BODY/panel?channel=camera")).RootElement;

        using var answer = await client.GetAsync("/embed/panel/CAM-D7-BODY?channel=camera");
        var page = await answer.Content.ReadAsStringAsync();

        var offered = body.GetProperty("companions").EnumerateArray().Select(companion => companion.GetProperty("sku").GetString()!).ToArray();
        Assert.NotEmpty(offered);
        Assert.Equal(offered, Regex.Matches(page, "\"sku\":\"([^\"]+)\"").Select(match => match.Groups[1].Value).Skip(1));
        Assert.Contains("frame-ancestors *", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("X-Frame-Options"));
    }

    public sealed class Demo : IAsyncLifetime
    {
        private Demo? onServer;

        public StudioFactory Studio { get; private set; } = null!;

        public string Publishable { get; private set; } = "";

        public string Secret { get; private set; } = "";

        public ValueTask InitializeAsync() => new(StartAsync(new StudioFactory()));

        /// <summary>The same on the database that the test is to use, for what stores something.</summary>
        public async Task<Demo> HereAsync()
        {
            if (!PostgresServer.IsAsked.Value)
            {
                return this;
            }

            if (onServer is null)
            {
                var made = new Demo();
                await made.StartAsync(await StudioFactory.WithDemoAsync());
                onServer = made;
            }

            return onServer;
        }

        private async Task StartAsync(StudioFactory studio)
        {
            Studio = studio.Start();
            var keys = Studio.Services.GetRequiredService<ApiKeyService>();
            await using var db = Studio.Store.Read();
            var camera = (await Channels.FindAsync(db, "camera")).Required.Id;
            Publishable = (await keys.CreateAsync("Shop", ApiKeyKind.Publishable, camera, TestStudio.Administrator)).Required.Text;
            Secret = (await keys.CreateAsync("Server", ApiKeyKind.Secret, null, TestStudio.Administrator)).Required.Text;
        }

        public HttpClient Client(string? key)
        {
            var client = Studio.NewClient();
            client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
            return client;
        }

        public async ValueTask DisposeAsync()
        {
            await Studio.DisposeAsync();
            if (onServer is not null)
            {
                await onServer.DisposeAsync();
            }
        }
    }
}
