using System.Globalization;
using CrossSell.Core.Dialects;
using CrossSell.Core.Exchange;
using CrossSell.Tests.Core.Exchange;

namespace CrossSell.Tests.Core.Dialects;

/// <summary>What each file of another shop says, counted by hand and by another program: nothing of them is lost or made up.</summary>
public sealed class ExampleFileTests
{
    /// <param name="facts">The dialect, what it holds, its rows; products, families, variants, orders, pictures, texts and bundles.</param>
    [Theory]
    [InlineData("own/shopify-current.csv", "shopify-current Products 4: 2 1 3 0 3 0 0",
        "cross-sell 2, related 2")]
    [InlineData("own/shopify-orders.csv", "shopify-orders Orders 4: 0 0 0 1 0 0 0", "")]
    [InlineData("own/woocommerce-german.csv", "woocommerce Products 6: 4 1 5 0 0 0 0",
        "cross-sell 2, up-sell 1")]
    [InlineData("own/akeneo-products.csv", "akeneo Products 4: 4 1 4 0 0 7 0",
        "PRODUCTSET 2, cross-sell 3")]
    [InlineData("shopify/packt-product-data.csv", "shopify-legacy Products 21: 20 1 21 0 21 0 0",
        "")]
    [InlineData("magento/import_bundle_product.csv", "magento Products 4: 4 0 4 0 4 0 1", "")]
    [InlineData("magento/product_links.csv", "magento Products 4: 4 0 4 0 0 0 0",
        "cross-sell 2, related 2, up-sell 2")]
    [InlineData("magento/luma-crosssell-links.csv", "magento Links 147: 0 0 0 0 0 0 0",
        "cross-sell 588")]
    [InlineData("other/bagisto-products.csv", "bagisto Products 26: 22 1 25 0 17 0 1",
        "cross-sell 6, grouped 3, related 6, up-sell 6")]
    [InlineData("other/bagisto-products.xlsx", "bagisto Products 26: 22 1 25 0 17 0 1",
        "cross-sell 6, grouped 3, related 6, up-sell 6")]
    [InlineData("other/unopim-products.csv", "unopim Products 18: 7 4 12 0 0 0 0",
        "cross-sell 1, related 2, up-sell 1")]
    [InlineData("other/unopim-associations.csv", "unopim Links 5: 0 0 0 0 0 0 0",
        "cross-sell 2, related 2, up-sell 1")]
    [InlineData("other/sylius-products.csv", "sylius Products 2: 2 0 2 0 0 4 0", "")]
    [InlineData("other/shopware-article_complete.csv", "shopware Products 8: 3 1 8 0 6 12 0",
        "accessory 1, substitute 1")]
    [InlineData("other/shopware-prices-comma.csv", "shopware Listings 98: 98 0 98 0 0 0 0", "")]
    [InlineData("derived/shopware-prices-cp1252.csv", "shopware Listings 98: 98 0 98 0 0 0 0",
        "")]
    public async Task File_SaysWhatIsInIt(string name, string facts, string links)
    {
        var reading = await ReadAsync(name);

        Assert.Equal(facts, InWords(reading));
        Assert.Equal(links, string.Join(", ", reading.Facts.LinksByType.Select(type => $"{type.Key} {type.Value.ToString(CultureInfo.InvariantCulture)}")));
        // Its header has one column more than each of its rows, which is said.
        Assert.Equal(name.Contains("article", StringComparison.Ordinal) ? ["column.missing"] : [], reading.Facts.Refused.Select(refused => refused.Code));
        Assert.Equal(reading.Facts.Rows, reading.Facts.RowsUsed + reading.Facts.RowsRefused + reading.Facts.RowsAside);
    }

    [Fact]
    public async Task Shopify_FamilyHasItsVariantsWithTheirOptions_AndWhatHasNoSkuIsKnownByItsHandle()
    {
        var facts = (await ReadAsync("own/shopify-current.csv")).Facts;

        Assert.Equal(
            [
                "linen-shirt Family - Linen Shirt", "LS-S Variant linen-shirt Linen Shirt - S", "LS-M Variant linen-shirt Linen Shirt - M",
                "leather-belt Simple - Leather Belt",
            ],
            facts.Products.Select(product => $"{product.Sku} {product.Kind} {product.Parent ?? "-"} {product.Name}"));
        Assert.Equal([("59.90", null, "21.5"), ("59.90", "69.90", "21.5"), ("35", (string?)null, (string?)null)],
            facts.Products.SelectMany(product => product.Prices).Select(price => (price.Price!, price.CompareAt, price.Cost)));
        Assert.Equal(["active", "active", "active", "draft"], facts.Products.Select(product => product.Status));
        Assert.Equal(["linen", "summer"], facts.Products[0].Tags);
        Assert.Equal(
            ["linen-shirt cross-sell leather-belt", "linen-shirt cross-sell sun-hat", "linen-shirt related wool-shirt", "leather-belt related linen-shirt"],
            facts.Links.Select(link => $"{link.Source} {link.Type} {link.Target}"));
        Assert.Equal(
            [
                "Option1 Linked To", "Image position", "Image alt text", "Gift card",
                "Related products settings (product.metafields.shopify--discovery--product_recommendation.related_products_display)",
            ], facts.LeftAside);
    }

    [Fact]
    public async Task ShopifyOrders_AreFilledDown_CancelledOnesLeftAside_AndPersonalColumnsNeverKept()
    {
        var facts = (await ReadAsync("own/shopify-orders.csv")).Facts;

        Assert.Equal(
            ["#1003 2026-01-03T09:00:00Z LS-M 2 59.90", "#1003 2026-01-03T09:00:00Z leather-belt 1 35.00", "#1003 2026-01-03T09:00:00Z LS-M 1 0.00"],
            facts.OrderLines.Select(line => $"{line.OrderId} {line.OrderedAt} {line.Sku} {line.Quantity} {line.UnitPrice}"));
        Assert.Equal((3, 1), (facts.RowsUsed, facts.RowsAside));
        Assert.Contains("Billing Name", facts.LeftAside);
    }

    [Fact]
    public async Task WooCommerce_ReadsGuardedCells_EscapedCommas_AndReferencesById()
    {
        var facts = (await ReadAsync("own/woocommerce-german.csv")).Facts;

        Assert.Equal(
            ["HEMD Family active", "HEMD-S Variant active", "id:12 Variant active", "GURT Simple active", "id:14 Simple draft", "LUX,1 Simple active"],
            facts.Products.Select(product => $"{product.Sku} {product.Kind} {product.Status}"));
        Assert.Equal(["59.90", "59.90", "35", "19.50", "50"], facts.Products.SelectMany(product => product.Prices).Select(price => price.Price));
        Assert.Equal(["Kleidung > Hemden"], facts.Products[0].Categories);
        Assert.Equal(["HEMD GURT 1", "HEMD id:14 2", "GURT LUX,1 1"], facts.Links.Select(link => $"{link.Source} {link.Target} {link.Position}"));
        Assert.Equal([("Größe", "S"), ("Größe", "M")], facts.Products.SelectMany(product => product.Attributes));
    }

    [Fact]
    public async Task Magento_ReadsBundles_AndTheOrderOfItsLinks()
    {
        var bundle = Assert.Single((await ReadAsync("magento/import_bundle_product.csv")).Facts.Bundles);

        Assert.Equal(
            [("Bundle Option A", true, false), ("Bundle Option B", false, true)], bundle.Slots.Select(slot => (slot.Title, slot.IsRequired, slot.IsMany)));
        Assert.Equal(
            [("import-product-simple1-bundle", 2), ("import-product-simple2-bundle", 4), ("import-product-simple3-bundle", 3)],
            bundle.Parts.Select(part => (part.Sku, part.Quantity)));
        Assert.Equal(
            ["related simple2", "related simple1", "cross-sell simple2", "cross-sell simple3", "up-sell simple3", "up-sell simple1"],
            (await ReadAsync("magento/product_links.csv")).Facts.Links.Select(link => $"{link.Type} {link.Target}"));
    }

    [Fact]
    public async Task Akeneo_NamesOfGroupsAreNoProducts_AndQuantitiesBelongToTheirLinks()
    {
        var facts = (await ReadAsync("own/akeneo-products.csv")).Facts;

        Assert.Equal([("bag", 1), ("socks", 2)], facts.Links.Where(link => link.Type == "PRODUCTSET").Select(link => (link.Target, link.Quantity ?? 0)));
        Assert.Equal(["groups", "weight-unit", "X_SELL-groups"], facts.LeftAside);
        var family = Assert.Single(facts.Products, product => product.Kind == FactKind.Family);
        Assert.Equal(("Tee", true), (family.Sku, family.IsImplied));
        Assert.Equal("Line one\nline two", facts.Products[0].Description);
    }

    [Fact]
    public async Task UnoPim_VariantsOfAGroupAreTheFamilys()
    {
        var facts = (await ReadAsync("other/unopim-products.csv")).Facts;

        Assert.Equal(
            ["configurable-product-4-red-s", "configurable-product-4-red-m", "configurable-product-4-green-s"],
            facts.Products.Where(product => product.Parent == "configurable-product-4").Select(product => product.Sku));
        Assert.Equal([("USD", "100", "60"), ("EUR", "90", "54")], facts.Products[0].Prices.Select(price => (price.Currency!, price.Price!, price.Cost!)));
    }

    private static string InWords(DialectReading reading)
    {
        var facts = reading.Facts;
        int[] counts =
        [
            facts.ProductCount, facts.FamilyCount, facts.SellableCount, facts.OrderCount, facts.PictureCount, facts.TextCount, facts.Bundles.Count,
        ];
        return string.Create(
            CultureInfo.InvariantCulture, $"{DialectNames.Of(reading.Dialect)} {reading.Content} {facts.Rows}: {string.Join(' ', counts)}");
    }

    private static async Task<DialectReading> ReadAsync(string name)
    {
        await using var stream = File.OpenRead(ExchangeFiles.PathOrSkip(name));
        var file = (await FileSniffer.SniffAsync(stream)).Required;
        return (await DialectFile.ReadAsync(stream, file, Path.GetFileName(name))).Required;
    }
}
