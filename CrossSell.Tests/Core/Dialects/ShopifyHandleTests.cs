using CrossSell.Core.Exchange;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Dialects;

/// <summary>Rows of one handle are one product in Shopify, so each product goes out under its own, the same in every export.</summary>
public sealed class ShopifyHandleTests : IAsyncLifetime
{
    private RoundTripScene scene = null!;

    public async ValueTask InitializeAsync() => scene = await RoundTripScene.CreateAsync();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [StudioFact]
    public async Task ProductsWhoseSkusComeToTheSameHandle_HaveEachTheirOwn_AndKeepItWhenOthersCome()
    {
        await ImportAsync("sku,name,status\nA B,First,active\nA-B,Second,active\n***,Third,active\n???,Fourth,active\n");

        var first = await HandlesAsync();

        Assert.Equal(4, first.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.DoesNotContain("", first.Values);
        Assert.Equal("a-b", first["A B"]);
        await ImportAsync("sku,name,status\nA.B,Fifth,active\n0 a,Zero,active\n");
        var second = await HandlesAsync();
        Assert.All(first, handle => Assert.Equal(handle.Value, second[handle.Key]));
        Assert.Equal(6, second.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [StudioFact]
    public async Task HandleThatTheShopHas_IsTakenByNoNewProduct_AndLinksNameTheRightOne()
    {
        await ImportAsync("URL handle,Title,SKU,Option1 name,Option1 value,Price,Status\nx-y,Old,S1,Title,Default Title,5.00,Active\n");
        await ImportAsync("sku,name,status\nX Y,New,active\nP,Page,active\n");
        await scene.LinksAsync(await scene.FileAsync("source_sku,target_sku,type\nP,X Y,cross-sell\n"));

        var handles = await HandlesAsync();

        Assert.Equal("x-y", handles["S1"]);
        Assert.NotEqual("x-y", handles["X Y"]);
        var (text, _) = await scene.ExportAsync(ExportContent.Products, ExportSystem.Shopify);
        Assert.EndsWith($",{handles["X Y"]}", text.Split('\n').Single(line => line.Contains(",Page,", StringComparison.Ordinal)), StringComparison.Ordinal);
        // Its own file again changes nothing: the family that a handle is made for stays one product.
        var again = await scene.ProductsAsync(await scene.FileAsync(text));
        Assert.Equal((0, 0), (again.New, again.Changed));
    }

    private async Task ImportAsync(string text) => Assert.Empty((await scene.ProductsAsync(await scene.FileAsync(text))).Errors.Select(error => error.Message));

    private async Task<Dictionary<string, string>> HandlesAsync()
    {
        var lines = (await scene.ExportAsync(ExportContent.Products, ExportSystem.Shopify)).Text.TrimEnd().Split('\n').Select(line => line.Split(',')).ToList();
        var (handle, sku) = (Array.IndexOf(lines[0], "URL handle"), Array.IndexOf(lines[0], "SKU"));
        return lines.Skip(1).ToDictionary(cells => cells[sku], cells => cells[handle]);
    }
}
