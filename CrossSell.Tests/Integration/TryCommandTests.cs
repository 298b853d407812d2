using System.Text.Json;
using CrossSell.Tests.Core.QuickStart;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Integration;

/// <summary>The verb that sets a shop up from two files.</summary>
[Trait("Kind", "Slow")]
public sealed class TryCommandTests : IDisposable
{
    private readonly CommandLine cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task TwoFiles_InAnEmptyStudio_BecomeAShop_AndOneThatIsNoneIsSaidBesideTheOther()
    {
        var (products, orders, odd) = (
            await FileAsync("products.csv", QuickStartScene.Products()), await FileAsync("orders.csv", QuickStartScene.Orders()),
            await FileAsync("odd.csv", ["alpha;beta", "x;y", "z;w"]));

        var (code, output, error) = await cli.RunAsync("try", products, orders, "--json");

        Assert.True(code == 0, error);
        var said = JsonDocument.Parse(output).RootElement;
        Assert.Equal(("acme", "EUR"), (said.GetProperty("channel").GetString(), said.GetProperty("currency").GetString()));
        Assert.Equal(["shopify-legacy", "shopify-orders"], said.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("dialect").GetString()));
        Assert.Equal((5, 200), (said.GetProperty("products").GetInt32(), said.GetProperty("orders").GetInt32()));
        Assert.Equal(
            (56, 96), (said.GetProperty("coverage").GetProperty("before").GetInt32(), said.GetProperty("coverage").GetProperty("after").GetInt32()));
        Assert.Equal("TRIPOD", said.GetProperty("gaps").GetProperty("list")[0].GetProperty("sku").GetString());

        var (half, words, why) = await cli.RunAsync("try", odd, orders, "--channel", "acme");
        Assert.Equal(1, half);
        Assert.Contains("odd.csv: ", why, StringComparison.Ordinal);
        Assert.Contains("These 2 products earn 4 % of the revenue and show nothing beside them:", words, StringComparison.Ordinal);
    }

    private async Task<string> FileAsync(string name, IEnumerable<string> lines)
    {
        var path = Path.Combine(cli.DataFolder, name);
        await File.WriteAllLinesAsync(path, lines);
        return path;
    }
}
