using System.Globalization;
using System.Text;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Tests.Core.Exchange;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Dialects;

/// <summary>What comes from another shop goes back as it came; what goes there and comes back changes nothing.</summary>
[Trait("Kind", "Slow")]
public sealed class RoundTripTests : IAsyncLifetime
{
    private RoundTripScene scene = null!;

    public async ValueTask InitializeAsync() => scene = await RoundTripScene.CreateAsync();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    /// <summary>
    /// An export of an imported file equals it, but for what is listed with its reason, and importing it changes nothing.
    /// </summary>
    [Theory]
    [InlineData("own/shopify-current.csv", ExportSystem.Shopify)]
    [InlineData("shopify/packt-product-data.csv", ExportSystem.Shopify)]
    [InlineData("own/woocommerce-german.csv", ExportSystem.WooCommerce)]
    [InlineData("magento/import_bundle_product.csv", ExportSystem.Magento)]
    [InlineData("magento/product_links.csv", ExportSystem.Magento)]
    [InlineData("own/akeneo-products.csv", ExportSystem.Akeneo)]
    public async Task ImportedFile_GoesBackAsItCame_AndComingBackChangesNothing(string name, ExportSystem system)
    {
        var path = ExchangeFiles.PathOrSkip(name);
        await scene.ProductsAsync(path);
        await scene.LinksAsync(path);
        await scene.BundlesAsync(path);

        var (text, _) = await scene.ExportAsync(ExportContent.Products, system);

        Assert.Empty(await TableDifference.BetweenAsync(await File.ReadAllBytesAsync(path), RoundTripScene.Bytes(text)));
        await AssertUnchangedAsync(await scene.FileAsync(text, Path.GetFileNameWithoutExtension(name)));
    }

    /// <summary>Systems whose files are only read: what came from them goes out in our own form, and comes back without a change.</summary>
    [Theory]
    [InlineData("other/bagisto-products.csv")]
    [InlineData("other/bagisto-products.xlsx")]
    [InlineData("other/unopim-products.csv")]
    [InlineData("other/sylius-products.csv")]
    [InlineData("other/shopware-article_complete.csv")]
    public async Task FileOfAnotherSystem_GoesOutInOurForm_AndComingBackChangesNothing(string name)
    {
        var path = ExchangeFiles.PathOrSkip(name);
        await scene.ProductsAsync(path);
        await scene.LinksAsync(path);
        await scene.BundlesAsync(path);

        var products = await scene.ProductsAsync(await scene.FileAsync((await scene.ExportAsync(ExportContent.Products, ExportSystem.Native)).Text));
        Assert.Equal((0, 0, 0), (products.New, products.Changed, products.Wrong));
        Assert.True(products.Same > 0);
        var links = await scene.LinksAsync(await scene.FileAsync((await scene.ExportAsync(ExportContent.Links, ExportSystem.Native)).Text));
        Assert.True(links is null or { New: 0, Changed: 0, Wrong: 0 });
    }

    /// <summary>Prices and links of products that the studio has already.</summary>
    [Theory]
    [InlineData("other/shopware-prices-comma.csv")]
    [InlineData("derived/shopware-prices-cp1252.csv")]
    public async Task PriceFile_GoesOutInOurForm_AndComingBackChangesNothing(string name)
    {
        var path = ExchangeFiles.PathOrSkip(name);
        var reading = (await DialectScene.TryAsync(await File.ReadAllBytesAsync(path), Path.GetFileName(path))).Required;
        await KnowAsync(reading.Facts.Products.Select(product => product.Sku));
        Assert.Equal(0, (await scene.ProductsAsync(path, CatalogFileKind.Listings)).Wrong);

        var again = await scene.ProductsAsync(
            await scene.FileAsync((await scene.ExportAsync(ExportContent.Listings, ExportSystem.Native)).Text), CatalogFileKind.Listings);

        Assert.Equal((98, 0, 0), (again.Same, again.New + again.Changed, again.Wrong));
    }

    [Theory]
    [InlineData("magento/luma-crosssell-links.csv", ExportSystem.Magento)]
    [InlineData("other/unopim-associations.csv", ExportSystem.Magento)]
    public async Task LinkFile_GoesOutAsLinksOfAShop_AndComingBackChangesNothing(string name, ExportSystem system)
    {
        var path = ExchangeFiles.PathOrSkip(name);
        var reading = (await DialectScene.TryAsync(await File.ReadAllBytesAsync(path), Path.GetFileName(path))).Required;
        await KnowAsync(reading.Facts.Links.SelectMany(link => new[] { link.Source, link.Target }));
        var first = (await scene.LinksAsync(path))!;

        var (text, report) = await scene.ExportAsync(ExportContent.Links, system);

        var again = (await scene.LinksAsync(await scene.FileAsync(text)))!;
        Assert.Equal((0, 0, 0), (again.New, again.Changed, again.Wrong));
        Assert.Equal(first.New, again.Same);
        Assert.Empty(report.LeftOut);
    }

    [StudioFact]
    public async Task UnknownColumns_ComeBackUntouched_AndOnlyWhatChangedIsWrittenAgain()
    {
        await scene.ProductsAsync(await scene.FileAsync(
            "ID,Type,SKU,Name,Published,Regular price,Meta: _lens,Purchase note,Upsells\n"
            + "7,\"simple, virtual\",A,Aa,1,\"19,50\",\"a,b\"\"c\",ask jo@shop.test,\"B, id:9\"\n"
            + "8,simple,B,Bb,1,\"5,00\",,,\n9,simple,,Cc,-1,\"3,00\",x,,\n"));
        await scene.EditAsync("B", product => Assert.True(product.Edit(
            new ProductEdit(product.Version, "Better", null, null, null, ProductStatus.Active), TestStudio.Start).IsDone));
        await scene.Studio.WriteAsync(async session =>
        {
            var a = await session.Db.Products.SingleAsync(product => product.Sku == "A");
            var listing = await session.Db.Listings.SingleAsync(one => one.ProductId == a.Id);
            Assert.True(listing.Edit(new ListingEdit(listing.Version, 2100, null, null, null, true)).IsDone);
        });

        var (text, _) = await scene.ExportAsync(ExportContent.Products, ExportSystem.WooCommerce);

        // An address of a person is never kept; links that were not imported are still the shop's.
        Assert.Equal(
            "ID,Type,SKU,Name,Published,Regular price,Meta: _lens,Purchase note,Upsells\n"
            + "7,\"simple, virtual\",A,Aa,1,\"21,00\",\"a,b\"\"c\",,\"B, id:9\"\n8,simple,B,Better,1,\"5,00\",,,\n9,simple,,Cc,'-1,\"3,00\",x,,\n", text);
    }

    private async Task KnowAsync(IEnumerable<string> skus)
    {
        var text = new StringBuilder("sku,name\n");
        foreach (var sku in skus.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            text.Append(CultureInfo.InvariantCulture, $"{sku},{sku}\n");
        }

        var known = await scene.ProductsAsync(await scene.FileAsync(text.ToString()));
        Assert.Equal(0, known.Wrong);
    }

    private async Task AssertUnchangedAsync(string file)
    {
        var products = await scene.ProductsAsync(file);
        Assert.Equal((0, 0), (products.New, products.Changed));
        Assert.True(products.Same > 0);
        var links = await scene.LinksAsync(file);
        Assert.True(links is null or { New: 0, Changed: 0 }, $"{links?.New} links new, {links?.Changed} changed");
        var bundles = await scene.BundlesAsync(file);
        Assert.True(bundles is null or { New: 0, Changed: 0 }, $"{bundles?.New} bundles new, {bundles?.Changed} changed");
    }
}
