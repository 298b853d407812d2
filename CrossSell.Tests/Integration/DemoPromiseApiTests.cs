using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Integration;

/// <summary>The four promises asked of the delivery API and of the embed, on the whole host as the demo starts it.</summary>
[Trait("Kind", "Slow")]
public sealed partial class DemoPromiseApiTests(PanelApiTests.Demo demo) : IClassFixture<PanelApiTests.Demo>
{
    [Fact]
    public async Task Promises_AskedOfTheApi_AreKept()
    {
        using var client = demo.Client(demo.Secret);

        await DemoPromises.AllAsync(async (channel, sku, segment) =>
        {
            var body = JsonDocument.Parse(await client.GetStringAsync(Address($"/api/v1/products/{sku}/panel", channel, segment))).RootElement;
            var bundle = body.TryGetProperty("bundle", out var offer) ? offer : (JsonElement?)null;
            return new SeenPanel(
                bundle?.GetProperty("code").GetString(),
                bundle is null ? [] : [.. bundle.Value.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("sku").GetString()!)],
                [.. body.GetProperty("companions").EnumerateArray().Select(companion => (
                    companion.GetProperty("sku").GetString()!,
                    (long)(100 * decimal.Parse(companion.GetProperty("price").GetProperty("amount").GetString()!, CultureInfo.InvariantCulture))))]);
        });
    }

    [Fact]
    public async Task Promises_AskedOfTheEmbed_AreKept()
    {
        using var client = demo.Client(demo.Secret);

        await DemoPromises.AllAsync(async (channel, sku, segment) =>
        {
            var page = await client.GetStringAsync(Address($"/embed/panel/{sku}", channel, segment));
            var body = JsonDocument.Parse(Answer().Match(page).Groups[1].Value).RootElement;
            return new SeenPanel(
                body.TryGetProperty("bundle", out var bundle) ? bundle.GetProperty("code").GetString() : null,
                [],
                [.. body.GetProperty("companions").EnumerateArray().Select(companion => (
                    companion.GetProperty("sku").GetString()!,
                    (long)(100 * decimal.Parse(companion.GetProperty("price").GetProperty("amount").GetString()!, CultureInfo.InvariantCulture))))]);
        });
    }

    private static string Address(string path, string channel, string? segment) => $"{path}?channel={channel}{(segment is null ? "" : $"&segment={segment}")}";

    [GeneratedRegex("<script type=\"application/json\" id=\"answer\">(.*?)</script>")]
    private static partial Regex Answer();
}
