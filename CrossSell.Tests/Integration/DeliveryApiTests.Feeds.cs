using System.IO.Compression;
using System.Net;
using System.Text.Json;
using CrossSell.Core.Catalog;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Integration;

/// <summary>Feeds: whole, resumed, packed, and the same panels as everywhere.</summary>
public sealed partial class DeliveryApiTests
{
    [Theory]
    [InlineData("links")]
    [InlineData("bundles")]
    [InlineData("panels")]
    public async Task Feed_ThatIsResumedBehindAnyRow_BringsWhatIsLeft_PackedOrNot(string feed)
    {
        using var client = demo.Client(demo.Secret);
        var address = $"/api/v1/feeds/{feed}?channel=camera";
        var whole = await LinesAsync(client, address);
        Assert.NotEmpty(whole);
        var middle = whole.Length / 2;
        var cursor = JsonDocument.Parse(whole[middle]).RootElement.GetProperty("cursor").GetString();

        Assert.Equal(whole[(middle + 1)..], await LinesAsync(client, $"{address}&cursor={cursor}"));
        Assert.Empty(await LinesAsync(client, $"{address}&cursor={JsonDocument.Parse(whole[^1]).RootElement.GetProperty("cursor").GetString()}"));

        using var ask = new HttpRequestMessage(HttpMethod.Get, address);
        ask.Headers.Add("Accept-Encoding", "gzip");
        using var packed = await client.SendAsync(ask, Stop);
        await using var open = new GZipStream(await packed.Content.ReadAsStreamAsync(Stop), CompressionMode.Decompress);
        using var reader = new StreamReader(open);
        Assert.Equal(["gzip"], packed.Content.Headers.ContentEncoding);
        Assert.Equal(string.Concat(whole.Select(line => line + "\n")), await reader.ReadToEndAsync(Stop));

        var csv = await LinesAsync(client, $"{address}&format=csv");
        Assert.StartsWith("cursor,", csv[0], StringComparison.Ordinal);
        Assert.True(csv.Length > 1);
    }

    [Fact]
    public async Task PanelFeed_HasThePanelOfEveryProductOfTheShop_AsItsOwnAddressAnswersIt()
    {
        using var server = demo.Client(demo.Secret);
        using var shopper = demo.Client(demo.Publishable);
        await using var db = demo.Studio.Store.Read();
        var skus = await (
            from product in db.Products
            join listing in db.Listings on product.Id equals listing.ProductId
            join channel in db.Channels on listing.ChannelId equals channel.Id
            where channel.Code == "camera" && product.Status == ProductStatus.Active && listing.Published
            orderby product.Id
            select product.Sku).ToListAsync(Stop);

        var rows = (await LinesAsync(server, "/api/v1/feeds/panels?channel=camera")).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("panel"))
            .ToArray();

        Assert.Equal(skus, rows.Select(panel => panel.GetProperty("anchor").GetProperty("sku").GetString()));
        foreach (var panel in rows)
        {
            var sku = Uri.EscapeDataString(panel.GetProperty("anchor").GetProperty("sku").GetString()!);
            Assert.Equal(await shopper.GetStringAsync($"/api/v1/products/{sku}/panel", Stop), panel.GetRawText());
        }
    }

    [Fact]
    public async Task BundleFeed_ForGoogleMerchant_HasItsHeader()
    {
        using var client = demo.Client(demo.Secret);
        var lines = await LinesAsync(client, "/api/v1/feeds/bundles?channel=camera&format=google");

        Assert.StartsWith("id,title,description,link,image_link,price", lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("links?channel=camera&format=xml", 400, "feed.format")]
    [InlineData("links?channel=camera&cursor=x", 400, "feed.cursor")]
    [InlineData("links?channel=camera&format=google", 400, "feed.format")]
    [InlineData("panels?channel=camera&placement=roof", 400, "panel.placement")]
    [InlineData("bundles", 400, "channel.needed")]
    [InlineData("bundles?channel=none", 404, "not-found")]
    public async Task Feed_ThatCannotBeGiven_IsAProblem(string address, int expected, string code)
    {
        using var client = demo.Client(demo.Secret);
        using var answer = await client.GetAsync($"/api/v1/feeds/{address}", Stop);

        Assert.Equal(((HttpStatusCode)expected, code), (answer.StatusCode, await CodeAsync(answer)));
    }

    private static async Task<string[]> LinesAsync(HttpClient client, string address) =>
        (await client.GetStringAsync(address, Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
