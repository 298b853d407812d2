using System.Globalization;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Orders;
using CrossSell.Tests.Core.Exchange;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Dialects;

/// <summary>Files of other shops come in through the importers that there are: once, whole, and with errors of their own lines and columns.</summary>
public sealed class DialectImportTests : IAsyncLifetime
{
    private TestStudio studio = null!;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync("camera");
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public async Task Shopify_ProductsPricesAndLinks_ComeIn_AndTheSameFileAgainChangesNothing()
    {
        var file = ExchangeFiles.PathOrSkip("own/shopify-current.csv");

        var trial = await ProductsAsync(file, isTrial: true);
        Assert.Equal((4, 4, 0), (trial.Rows, trial.New, trial.Wrong));
        var done = await ProductsAsync(file);
        Assert.Equal((4, 4, 0, 3), (done.Rows, done.New, done.Wrong, done.Pictures));
        Assert.Equal(
            ["LS-M Linen Shirt - M Variant Active 5990 0", "LS-S Linen Shirt - S Variant Active 5990 4", "leather-belt Leather Belt Simple Draft 3500 12",
                "linen-shirt Linen Shirt Parent Active - -"], await WordsAsync());
        var links = await LinksAsync(file);
        Assert.Equal((2, 2, 1), (links.New, links.Errors.Count, links.Wrong));
        Assert.False(links.IsFailure);
        Assert.Contains("sun-hat", links.Errors[0].Message, StringComparison.Ordinal);
        Assert.Equal((2, "Complementary products"), (links.Errors[0].Line, links.Errors[0].Column![..22]));

        var state = await studio.Store.StateAsync();
        Assert.Equal((0, 0, 4), (await ProductsAsync(file)) is var again ? (again.New, again.Changed, again.Same) : default);
        Assert.Equal((0, 0), (await LinksAsync(file)) is var same ? (same.New, same.Changed) : default);
        Assert.Equal(state, await studio.Store.StateAsync());
    }

    [StudioFact]
    public async Task Magento_BundleBecomesADraft_OfItsParts()
    {
        var file = ExchangeFiles.PathOrSkip("magento/import_bundle_product.csv");
        await ProductsAsync(file);
        var import = new BundleImport(studio.Store);

        var report = (await import.ImportAsync(TestStudio.Administrator, file, new BundleImportOptions { ChannelCode = "camera" })).Required;

        Assert.Equal((4, 1, 0), (report.Rows, report.New, report.Wrong));
        Assert.Equal(1, (await import.ImportAsync(TestStudio.Administrator, file, new BundleImportOptions { ChannelCode = "camera" })).Required.Same);
        await using var db = studio.Store.Read();
        Assert.Equal("import-product-bundle", (await db.Bundles.SingleAsync()).Code);
    }

    [StudioFact]
    public async Task ShopifyOrders_ComeInOnce_AndNoFileOrTableKnowsWhoBought()
    {
        var path = ExchangeFiles.PathOrSkip("own/shopify-orders.csv");
        await ProductsAsync(ExchangeFiles.PathOrSkip("own/shopify-current.csv"));
        var import = new OrderImport(studio.Store, studio.Data);

        var report = (await import.ImportAsync(TestStudio.Administrator, File.OpenRead(path), new OrderImportOptions { ChannelCode = "camera" })).Required;

        Assert.Equal((4, 1, 0, 1), (report.Tally.Rows, report.OrdersNew, report.Tally.Unreadable, report.Tally.Aside));
        var again = (await import.ImportAsync(TestStudio.Administrator, File.OpenRead(path), new OrderImportOptions { ChannelCode = "camera" })).Required;
        Assert.Equal((0, 0, 1), (again.OrdersNew, again.OrdersChanged, again.OrdersSame));
        await using var db = studio.Store.Read();
        Assert.Equal(
            ["LEATHER-BELT", "LS-M", "LS-M"], (await db.OrderLines.Select(line => line.Sku).ToListAsync()).Select(sku => sku.ToUpperInvariant()).Order());
        Assert.DoesNotContain("@", (await db.Orders.SingleAsync()).CustomerHash, StringComparison.Ordinal);
    }

    [StudioFact]
    public async Task Errors_NameLineColumnAndValueOfTheFileItself_AndStrictBringsNothing()
    {
        var path = Path.Combine(studio.Data.Exchange, "shop.csv");
        await File.WriteAllTextAsync(
            path,
            "URL handle,Title,Description,SKU,Option1 name,Option1 value,Price\na,Aa,\"one\ntwo\",A,Title,Default Title,1.00\n"
            + "b,Bb,,B,Title,Default Title,cheap\nc,Cc,,C,Title,Default Title,1.005\n");
        using var errors = new StringWriter(CultureInfo.InvariantCulture);

        var report = await ProductsAsync(path, errors: errors);

        Assert.Equal((3, 1, 2), (report.Rows, report.New, report.Wrong));
        Assert.Equal([(4, "Price"), (5, "Price")], report.Errors.Select(error => (error.Line, error.Column!)));
        Assert.StartsWith("Line 4: Price is \"cheap\"", report.Errors[0].Message, StringComparison.Ordinal);
        var rows = errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, rows.Length);
        Assert.StartsWith("error,\"URL handle\"", rows[0], StringComparison.Ordinal);
        Assert.EndsWith("b,Bb,,B,Title,Default Title,cheap", rows[1], StringComparison.Ordinal);

        var strict = await new CatalogImport(studio.Store, studio.Data, studio.Time).ImportAsync(
            TestStudio.Administrator, path, new CatalogImportOptions { Strict = true, ChannelCode = "camera", Kind = CatalogFileKind.Products });
        Assert.Equal("import.strict", strict.Refusal?.Code);
    }

    [StudioFact]
    public async Task PriceInAnotherCurrency_IsSaid_AndNotTakenForTheShops()
    {
        var path = Path.Combine(studio.Data.Exchange, "feed.csv");
        await File.WriteAllTextAsync(
            path,
            "id,title,link,image_link,availability,price,brand\nA,Aa,https://x.test/a,,in_stock,19.99 USD,Acme\nB,Bb,https://x.test/b,,in_stock,9.99 EUR,Acme\n");

        var report = await ProductsAsync(path);

        Assert.Contains("The price is in USD; ", Assert.Single(report.Errors).Message, StringComparison.Ordinal);
        await using var db = studio.Store.Read();
        Assert.Equal(999, Assert.Single(await db.Listings.ToListAsync()).Price);
    }

    /// <summary>What lies behind a quotation mark that never closes is not there: it is said, and all or nothing is nothing.</summary>
    [StudioFact]
    public async Task OrderFileThatBreaksOff_IsSaid_AndStrictBringsNothing()
    {
        const string head = "Name,Email,Financial Status,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku\n";
        var broken = $"{head}#1,a@x.test,paid,EUR,2026-01-03 10:00:00 +0100,1,Tee,5.00,T-1\n#2,a@x.test,paid,EUR,2026-01-04 10:00:00 +0100,1,\"Tee"
            + new string('x', 1_100_000);
        var import = new OrderImport(studio.Store, studio.Data);
        Task<Outcome<OrderImportReport>> RunAsync(bool strict) => import.ImportAsync(
            TestStudio.Administrator, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(broken)),
            new OrderImportOptions { ChannelCode = "camera", Strict = strict, FileName = "orders.csv" });

        Assert.Equal("import.strict", (await RunAsync(strict: true)).Refusal?.Code);
        var report = (await RunAsync(strict: false)).Required;

        Assert.NotNull(report.Tally.Stopped);
        Assert.Equal(1, report.OrdersNew);
    }

    [StudioFact]
    public async Task FileWithoutTheKind_SaysWhatItHolds()
    {
        var outcome = await new LinkImport(studio.Store).ImportAsync(
            TestStudio.Administrator, ExchangeFiles.PathOrSkip("other/sylius-products.csv"), new LinkImportOptions());

        Assert.Equal("file.kind", outcome.Refusal?.Code);
        Assert.Contains("It holds products", outcome.Refusal!.Message, StringComparison.Ordinal);
    }

    private async Task<CatalogImportReport> ProductsAsync(string path, bool isTrial = false, TextWriter? errors = null) =>
        (await new CatalogImport(studio.Store, studio.Data, studio.Time).ImportAsync(
            TestStudio.Administrator, path, new CatalogImportOptions { Kind = CatalogFileKind.Products, DryRun = isTrial, ChannelCode = "camera" }, errors))
        .Required;

    private async Task<LinkImportReport> LinksAsync(string path) =>
        (await new LinkImport(studio.Store).ImportAsync(TestStudio.Administrator, path, new LinkImportOptions())).Required;

    private async Task<List<string>> WordsAsync()
    {
        await using var db = studio.Store.Read();
        var listings = await db.Listings.ToDictionaryAsync(listing => listing.ProductId);
        return
        [
            .. (await db.Products.ToListAsync()).OrderBy(product => product.Sku, StringComparer.Ordinal).Select(
                product => $"{product.Sku} {product.Name} {product.Kind} {product.Status} {Prices(product.Id)}"),
        ];

        string Prices(int id) => !listings.TryGetValue(id, out var listing) ? "- -"
            : string.Create(CultureInfo.InvariantCulture, $"{listing.Price} {listing.Stock}");
    }
}
