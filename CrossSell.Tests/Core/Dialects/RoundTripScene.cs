using System.Globalization;
using System.Text;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Dialects;

/// <summary>A studio with one shop into which files come and from which they go.</summary>
internal sealed class RoundTripScene : IAsyncDisposable
{
    private int files;

    private RoundTripScene(TestStudio studio)
    {
        Studio = studio;
        var panels = new PanelService(studio.Store, studio.Time);
        Panels = panels;
        Export = new StudioExport(
            studio.Store, new CatalogExport(studio.Store), new LinkExport(studio.Store), new BundleExport(studio.Store),
            new PanelExport(studio.Store, new DeliveryFeeds(studio.Store, panels)), new MerchantFeed(studio.Store), new DialectExport(studio.Store, panels));
    }

    public TestStudio Studio { get; }

    public StudioExport Export { get; }

    private PanelService Panels { get; }

    public static async Task<RoundTripScene> CreateAsync()
    {
        var studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync("camera");
        return new RoundTripScene(studio);
    }

    public async Task<string> FileAsync(string text, string name = "file")
    {
        var path = Path.Combine(Studio.Data.Exchange, string.Create(CultureInfo.InvariantCulture, $"{name}-{++files}.csv"));
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    public async Task<CatalogImportReport> ProductsAsync(string path, CatalogFileKind kind = CatalogFileKind.Products) =>
        (await new CatalogImport(Studio.Store, Studio.Data, Studio.Time).ImportAsync(
            TestStudio.Administrator, path, new CatalogImportOptions { Kind = kind, ChannelCode = "camera" })).Required;

    /// <summary>What the import of the links came to; null for a file that has none.</summary>
    public async Task<LinkImportReport?> LinksAsync(string path)
    {
        var outcome = await new LinkImport(Studio.Store).ImportAsync(TestStudio.Administrator, path, new LinkImportOptions());
        return outcome.IsRefused(out var refusal, out var report) ? refusal.Code == "file.kind" ? null : throw new InvalidOperationException(refusal.Message)
            : report;
    }

    public async Task<BundleImportReport?> BundlesAsync(string path)
    {
        var outcome = await new BundleImport(Studio.Store)
            .ImportAsync(TestStudio.Administrator, path, new BundleImportOptions { ChannelCode = "camera" });
        return outcome.IsRefused(out var refusal, out var report) ? refusal.Code == "file.kind" ? null : throw new InvalidOperationException(refusal.Message)
            : report;
    }

    public async Task<(string Text, ExportReport Report)> ExportAsync(ExportContent content, ExportSystem system)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        var report = (await Export.WriteAsync(ReadScope.Everything, new ExportRequest(content, system), writer)).Required;
        return (writer.ToString(), report);
    }

    /// <summary>The products by SKU as the database has them.</summary>
    public async Task<Product> ProductAsync(string sku)
    {
        await using var db = Studio.Store.Read();
        return await db.Products.SingleAsync(product => product.Sku == sku);
    }

    public async Task EditAsync(string sku, Action<Product> change) => await Studio.WriteAsync(async session =>
        change(await session.Db.Products.SingleAsync(product => product.Sku == sku)));

    public async ValueTask DisposeAsync()
    {
        Panels.Dispose();
        await Studio.DisposeAsync();
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
