using System.Text.Json;
using CrossSell.Admin.Features.Preview;
using CrossSell.Core.Access;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Integration;

/// <summary>One panel, wherever it is looked at.</summary>
public sealed partial class DeliveryApiTests
{
    // Of the demo's four shops, of which not each has a quarter of the 500.
    private const int OfShop = 250;

    [Fact]
    public async Task Panel_InThePreview_TheApi_TheElementAndTheFeed_IsTheSame()
    {
        using var server = demo.Client(demo.Secret);
        using var scope = demo.Studio.Services.CreateScope();
        var preview = scope.ServiceProvider.GetRequiredService<PreviewReader>();
        await using var db = demo.Studio.Store.Read();
        var (compared, shown) = (0, 0);
        foreach (var channel in await db.Channels.OrderBy(channel => channel.Id).ToListAsync(Stop))
        {
            var key = (await demo.Studio.Services.GetRequiredService<ApiKeyService>()
                .CreateAsync($"Shop of {channel.Code}", ApiKeyKind.Publishable, channel.Id, TestStudio.Administrator, Stop)).Required;
            using var shopper = demo.Client(key.Text);
            using var page = demo.Client(null);
            page.DefaultRequestHeaders.Add("Origin", "https://shop.example");
            foreach (var row in (await LinesAsync(server, $"/api/v1/feeds/panels?channel={channel.Code}")).Take(OfShop))
            {
                var feed = JsonDocument.Parse(row).RootElement.GetProperty("panel");
                var sku = feed.GetProperty("anchor").GetProperty("sku").GetString()!;
                var address = $"/api/v1/products/{Uri.EscapeDataString(sku)}/panel";
                var api = await shopper.GetStringAsync(address, Stop);
                Assert.Equal(api, feed.GetRawText());
                // As the element asks.
                Assert.Equal(
                    api, await page.GetStringAsync($"{address}?channel={channel.Code}&placement=product-page&key={Uri.EscapeDataString(key.Text)}", Stop));
                var side = (await preview.ReadAsync(
                    ReadScope.Everything, new PreviewPageState { Sku = sku, Channel = channel.Code, Placement = "product-page" }, channel)).Required;
                using var scene = JsonDocument.Parse(PreviewReader.Scene(side, [], mayOrder: false));
                // A page of the studio names its pictures without the host that it is at itself.
                Assert.Equal(
                    api.Replace(demo.Studio.Address.GetLeftPart(UriPartial.Authority), "", StringComparison.Ordinal),
                    scene.RootElement.GetProperty("answer").GetRawText());
                compared++;
                shown += feed.GetProperty("companions").GetArrayLength() > 0 ? 1 : 0;
            }
        }

        Assert.InRange(compared, 500, int.MaxValue);
        Assert.InRange(shown, compared / 2, compared);
    }
}
