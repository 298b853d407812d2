using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text.Json;
using CrossSell.Admin.Hosting;
using CrossSell.Core.Access;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Integration;

/// <summary>What a request says of its host, its sender and its origin is believed only as the operator configured it.</summary>
[Trait("Kind", "Slow")]
public sealed class FrontDoorTests
{
    private const string Panel = "/api/v1/products/CAM-D7-BODY/panel";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Panel_AskedUnderAForeignHost_IsForNobodyElsesCache()
    {
        await using var studio = new StudioFactory().Start();
        using var client = await StorefrontAsync(studio);
        client.DefaultRequestHeaders.Host = "elsewhere.example";

        using var answer = await client.GetAsync(Panel, Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.Private);
        Assert.False(answer.Headers.CacheControl.Public);
    }

    [Fact]
    public async Task Panel_OfAStudioThatKnowsItsAddress_NamesThatOneOnly_AndMayBeCached()
    {
        await using var studio = new StudioFactory { Settings = { ["CrossSell:PublicAddress"] = "https://studio.example/" } }.Start();
        using var client = await StorefrontAsync(studio);
        client.DefaultRequestHeaders.Host = "elsewhere.example";

        using var answer = await client.GetAsync(Panel, Stop);

        Assert.True(answer.Headers.CacheControl!.Public);
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement;
        Assert.StartsWith("https://studio.example/", body.GetProperty("anchor").GetProperty("image").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere", body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_ThatIsNotAllowed_IsRefused()
    {
        await using var studio = new StudioFactory { Settings = { ["AllowedHosts"] = "studio.example;127.0.0.1" } }.Start();
        using var client = studio.NewClient();
        client.DefaultRequestHeaders.Host = "elsewhere.example";
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/account/sign-in", Stop)).StatusCode);

        client.DefaultRequestHeaders.Host = "studio.example";
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account/sign-in", Stop)).StatusCode);
    }

    [Theory]
    [InlineData("", "http")]
    [InlineData("10.0.0.0/8", "http")]
    [InlineData("127.0.0.1, ::1", "https")]
    [InlineData("127.0.0.0/8, ::1", "https")]
    public async Task ForwardedScheme_CountsFromProxiesThatAreListed_AndFromNobodyElse(string proxies, string expected)
    {
        await using var studio = new StudioFactory
        {
            // Set by hosting platforms: it must not open the door to everybody.
            Settings = { ["CrossSell:TrustedProxies"] = proxies, ["ForwardedHeaders_Enabled"] = "true" },
        }.Start();
        using var client = studio.NewClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");

        using var answer = await client.GetAsync("/", Stop);

        Assert.Equal(expected, answer.Headers.Location!.Scheme);
    }

    [Theory]
    [InlineData("http_ports", "8080;8081", "http://*:8080 http://*:8081")]
    [InlineData("https_ports", "8443", "https://*:8443")]
    [InlineData("urls", "http://localhost:5080", "http://localhost:5080")]
    [InlineData("other", "", "")]
    public void ManagementPort_StandsBesideTheAddressesThatAreServed(string key, string value, string expected) => Assert.Equal(
        expected,
        string.Join(' ', TelemetryHost.ServedAddresses(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build())));

    [Theory]
    [InlineData("CrossSell:PublicAddress", "studio.example")]
    [InlineData("CrossSell:PublicAddress", "ftp://studio.example")]
    [InlineData("CrossSell:PublicAddress", "https://studio.example/below")]
    [InlineData("CrossSell:TrustedProxies", "the proxy")]
    [InlineData("CrossSell:TrustedProxies", "10.0.0.0/99")]
    public void Setting_ThatCannotBeUsed_StopsTheStartWithASentence(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();

        var problem = Assert.Throws<InvalidOperationException>(() => FrontDoor.From(configuration));

        Assert.Contains($"{key} is \"{value}\"", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("same", HttpStatusCode.Redirect)]
    [InlineData("https://elsewhere.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    public async Task Circuit_IsNegotiatedFromThePagesOfTheStudioOnly_AndThenAsksForASignIn(string origin, HttpStatusCode expected)
    {
        await using var studio = new StudioFactory().Start();
        using var client = studio.NewClient();
        client.DefaultRequestHeaders.Add("Origin", origin == "same" ? studio.Address.GetLeftPart(UriPartial.Authority) : origin);

        using var answer = await client.PostAsync("/_blazor/negotiate?negotiateVersion=1", null, Stop);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("same", false)]
    [InlineData("https://studio.example", false)]
    [InlineData("https://elsewhere.example", true)]
    [InlineData(null, true)]
    public async Task Socket_WithoutTheOriginOfTheStudio_IsRefused_AndWithItAsksForASignIn(string? origin, bool refused)
    {
        await using var studio = new StudioFactory { Settings = { ["CrossSell:PublicAddress"] = "https://studio.example" } }.Start();
        using var socket = new ClientWebSocket();
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin == "same" ? studio.Address.GetLeftPart(UriPartial.Authority) : origin);
        }

        socket.Options.CollectHttpResponseDetails = true;

        await Assert.ThrowsAsync<WebSocketException>(
            () => socket.ConnectAsync(new UriBuilder(studio.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, Stop));

        Assert.Equal(refused, socket.HttpStatusCode == HttpStatusCode.Forbidden);
    }

    private static async Task<HttpClient> StorefrontAsync(StudioFactory studio)
    {
        await using var db = studio.Store.Read();
        var camera = await db.Channels.SingleAsync(channel => channel.Code == "camera", Stop);
        var keys = studio.Services.GetRequiredService<ApiKeyService>();
        var key = (await keys.CreateAsync("Shop", ApiKeyKind.Publishable, camera.Id, Actor.CommandLine, Stop)).Required;
        var client = studio.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Text);
        return client;
    }
}
