using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrossSell.Core.Access;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Integration;

/// <content>Answers that are given from memory, before the rest of the host sees the request.</content>
public sealed partial class PanelApiTests
{
    private const string Camera = "/api/v1/products/CAM-D7-BODY/panel";

    [Fact]
    public async Task Panel_FromMemory_IsTheSameAnswerToTheLastHeader()
    {
        using var client = demo.Client(demo.Secret);
        client.DefaultRequestHeaders.Add("Origin", "https://shop.example");
        await using var db = demo.Studio.Store.Read();
        var locale = (await db.Channels.SingleAsync(channel => channel.Code == "camera")).Locales[^1];
        var address = $"{Camera}?channel=camera&limit=3&placement=checkout&locale={locale}";
        using var made = await client.GetAsync(address);
        using var kept = await client.GetAsync(address);
        // The same question in words that are not read early goes the long way.
        using var again = await client.GetAsync(address.Replace("limit=3", "LIMIT=3", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        Assert.Equal(await Said(made), await Said(kept));
        Assert.Equal(await Said(made), await Said(again));
        Assert.Equal("*", kept.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("nosniff", kept.Headers.GetValues("X-Content-Type-Options").Single());

        client.DefaultRequestHeaders.Add("If-None-Match", kept.Headers.ETag!.Tag);
        using var known = await client.GetAsync(address);
        Assert.Equal((HttpStatusCode.NotModified, 0), (known.StatusCode, (await known.Content.ReadAsByteArrayAsync()).Length));
    }

    [Theory]
    [InlineData("CAM-D7-BODY/panel?channel=camera&cart=MEM-128-V60&cart=BAG-CA15&placement=cart")]
    [InlineData("CAM-D7-BODY/panel?channel=camera&cart=NO-SUCH&limit=2")]
    [InlineData("CAM-D7-BODY/panel?channel=camera&locale=xx")]
    [InlineData("CAM-D7-BODY/panel?channel=camera&segment=nobody")]
    [InlineData("CAM-D7-BODY/panel?channel=camera&limit=31")]
    [InlineData("NO-SUCH/panel?channel=camera")]
    [InlineData("CAM-D7-BODY/panel?channel=nope")]
    [InlineData("CAM-D7-BODY/panel")]
    public async Task Panel_AnsweredEarly_IsAsTheEndpointAnswers(string question)
    {
        using var client = demo.Client(demo.Secret);
        using var known = await client.GetAsync(Camera + "?channel=camera");
        using var early = await client.GetAsync("/api/v1/products/" + question);
        // What is escaped goes the long way.
        using var late = await client.GetAsync("/api/v1/products/" + question.Replace("CAM-D7", "CAM%2DD7", StringComparison.Ordinal)
            .Replace("NO-SUCH/", "NO%2DSUCH/", StringComparison.Ordinal) + (question.Contains('?', StringComparison.Ordinal) ? "&at=" : "?at="));

        Assert.Equal(late.StatusCode, early.StatusCode);
        Assert.Equal(await Said(late), await Said(early));
    }

    [Fact]
    public async Task PublishableKey_MayStandInTheAddress_AndASecretOneMayNot()
    {
        using var client = demo.Client(null);
        using var made = await client.GetAsync($"{Camera}?key={demo.Publishable}");
        using var kept = await client.GetAsync($"{Camera}?key={demo.Publishable}");
        using var secret = await client.GetAsync($"{Camera}?channel=camera&key={demo.Secret}");
        using var wrong = await client.GetAsync($"{Camera}?key=cs_pub_nobody");
        using var shopper = demo.Client(demo.Publishable);

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized),
            (made.StatusCode, kept.StatusCode, secret.StatusCode, wrong.StatusCode));
        Assert.Equal("key.kind", JsonDocument.Parse(await secret.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString());
        Assert.Equal(await shopper.GetStringAsync(Camera), await kept.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task PanelFromMemory_IsRefusedLikeAnyOther_WhenTheKeyIsRevokedOrTheLimitIsReached()
    {
        await using var studio = new StudioFactory
        {
            Settings = { ["CrossSell:RequestsPerMinute"] = "6", ["CrossSell:RequestsPerMinuteOfKey"] = "3" },
        }.Start();
        var keys = studio.Services.GetRequiredService<ApiKeyService>();
        await using var db = studio.Store.Read();
        var camera = (await db.Channels.SingleAsync(channel => channel.Code == "camera")).Id;
        var (one, other) = (
            (await keys.CreateAsync("One", ApiKeyKind.Publishable, camera, TestStudio.Administrator)).Required,
            (await keys.CreateAsync("Other", ApiKeyKind.Publishable, camera, TestStudio.Administrator)).Required);
        using var client = studio.NewClient();
        async Task<(HttpStatusCode, string?)> AskAsync(string key)
        {
            using var answer = await client.GetAsync($"{Camera}?key={key}");
            return (answer.StatusCode, answer.Headers.TryGetValues("RateLimit-Policy", out var policies) ? policies.Single() : null);
        }

        const string Both = "\"key\";q=3;w=60, \"storefront\";q=6;w=60";
        Assert.Equal((HttpStatusCode.OK, Both), await AskAsync(one.Text));
        Assert.Equal((HttpStatusCode.OK, Both), await AskAsync(one.Text));
        Assert.Equal((HttpStatusCode.OK, Both), await AskAsync(one.Text));
        Assert.Equal((HttpStatusCode.TooManyRequests, "\"key\";q=3;w=60"), await AskAsync(one.Text));
        Assert.Equal((HttpStatusCode.OK, Both), await AskAsync(other.Text));
        Assert.True((await keys.RevokeAsync(other.Id, TestStudio.Administrator)).IsDone);
        Assert.Equal((HttpStatusCode.Unauthorized, null), await AskAsync(other.Text));
        // All six, from memory and not, were counted as one.
        Assert.Equal((HttpStatusCode.TooManyRequests, "\"storefront\";q=6;w=60"), await AskAsync(one.Text));
    }

    [Fact]
    public async Task Answer_SaysWhatIsLeft_FromMemoryAndNot_AndABatchCountsItsPanels()
    {
        await using var studio = new StudioFactory
        {
            Settings = { ["CrossSell:RequestsPerMinute"] = "20", ["CrossSell:RequestsPerMinuteOfKey"] = "9" },
        }.Start();
        var key = (await studio.Services.GetRequiredService<ApiKeyService>().CreateAsync("Server", ApiKeyKind.Secret, null, TestStudio.Administrator)).Required;
        using var client = studio.NewClient();
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {key.Text}");

        var left = new List<(int OfKey, int OfSender)>();
        foreach (var query in new[] { "channel=camera", "channel=camera", "channel=camera&explain=true", "channel=none" })
        {
            using var answer = await client.GetAsync($"{Camera}?{query}");
            left.Add(Left(answer));
        }

        Assert.Equal([(8, 19), (7, 18), (6, 17), (5, 16)], left);
        using var batch = await BatchAsync(4);
        Assert.Equal((HttpStatusCode.OK, (1, 12)), (batch.StatusCode, Left(batch)));
        using var more = await BatchAsync(2);
        Assert.Equal((HttpStatusCode.TooManyRequests, "\"key\";q=9;w=60"), (more.StatusCode, more.Headers.GetValues("RateLimit-Policy").Single()));

        Task<HttpResponseMessage> BatchAsync(int panels) => client.PostAsJsonAsync(
            "/api/v1/panels", new { channel = "camera", requests = Enumerable.Repeat(new { sku = "CAM-D7-BODY" }, panels) });

        static (int, int) Left(HttpResponseMessage answer)
        {
            var said = Regex.Match(answer.Headers.GetValues("RateLimit").Single(), "^\"key\";r=(\\d+);t=(\\d+), \"storefront\";r=(\\d+);t=(\\d+)$");
            var numbers = said.Groups.Values.Skip(1).Select(group => int.Parse(group.Value, CultureInfo.InvariantCulture)).ToArray();
            Assert.InRange(numbers[1], 1, 60);
            Assert.InRange(numbers[3], 1, 60);
            return (numbers[0], numbers[2]);
        }
    }

    [Fact]
    public async Task Edit_IsInTheNextAnswer_WithinASecond()
    {
        await using var studio = new StudioFactory().Start();
        var key = (await studio.Services.GetRequiredService<ApiKeyService>().CreateAsync("Server", ApiKeyKind.Secret, null, TestStudio.Administrator)).Required;
        using var client = studio.NewClient();
        var address = Camera + "?channel=camera";
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {key.Text}");
        var before = await client.GetStringAsync(address);
        await using (var db = studio.Store.Read())
        {
            var id = await db.Products.Where(product => product.Sku == "CAM-D7-BODY").Select(product => product.Id).SingleAsync();
            var camera = await db.Channels.Where(channel => channel.Code == "camera").Select(channel => channel.Id).SingleAsync();
            var listing = await db.Listings.SingleAsync(item => item.ProductId == id && item.ChannelId == camera);
            var edit = new ListingEdit(listing.Version, listing.Price + 100, null, listing.Cost, listing.Stock, listing.Published);
            Assert.True((await studio.Services.GetRequiredService<ProductService>()
                .EditListingAsync(id, listing.ChannelId, edit, TestStudio.Administrator)).IsDone);
        }

        // As the host does every second, and at once when another instance says so.
        await studio.Services.GetRequiredService<PanelService>().RefreshAsync();
        Assert.Contains("1300.00", await client.GetStringAsync(address), StringComparison.Ordinal);
        Assert.DoesNotContain("1300.00", before, StringComparison.Ordinal);
    }

    private static async Task<string> Said(HttpResponseMessage answer)
    {
        // What is left of a quota is less with each answer.
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not ("Date" or "RateLimit"))
            .OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
        // Of a problem each has a trace of its own.
        return string.Join("\n", headers) + "\n\n" + Regex.Replace(await answer.Content.ReadAsStringAsync(), "\"traceId\":\"[^\"]*\"", "");
    }
}
