using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Exchange;

/// <summary>A camera shop with a type of product and its attributes, and files that are imported line by line.</summary>
public abstract class CatalogImportScene : IAsyncLifetime
{
    protected TestStudio Studio { get; private set; } = null!;

    protected CatalogImport Import { get; private set; } = null!;

    protected Channel Camera { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Studio = await TestStudio.CreateAsync();
        Import = new CatalogImport(Studio.Store, Studio.Data, Studio.Time);
        Camera = await Studio.ChannelAsync("camera");
        await Studio.WriteAsync(async session => (await session.Db.Channels.SingleAsync()).Locales = ["en", "de"]);
        var lens = new ProductType { Code = "lens", Name = "Lens" };
        await Studio.AddAsync(
            lens,
            new AttributeDefinition { Code = "focal", Name = "Focal length", Kind = AttributeKind.Number, Unit = "mm" },
            new AttributeDefinition { Code = "mount", Name = "Mount", Kind = AttributeKind.Choices, Options = ["EF", "RF", "Z"], Position = 1 },
            new AttributeDefinition { Code = "fits", Name = "Fits", Kind = AttributeKind.Products, Position = 2 });
    }

    public async ValueTask DisposeAsync()
    {
        await Studio.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected Task<Outcome<CatalogImportReport>> RunAsync(params string[] lines) => RunAsync(new CatalogImportOptions(), null, lines);

    protected Task<Outcome<CatalogImportReport>> RunAsync(TextWriter errors, params string[] lines) => RunAsync(new CatalogImportOptions(), errors, lines);

    protected Task<Outcome<CatalogImportReport>> RunAsync(CatalogImportOptions options, TextWriter? errors, params string[] lines) =>
        RunAsync(TestStudio.Merchandiser, options, errors, lines);

    protected async Task<Outcome<CatalogImportReport>> RunAsync(Actor actor, CatalogImportOptions options, TextWriter? errors, params string[] lines) =>
        await Import.ImportAsync(actor, await FileAsync(lines), options, errors);

    protected async Task<string> FileAsync(params string[] lines)
    {
        var path = Path.Combine(Studio.Data.Exchange, "file.csv");
        await File.WriteAllLinesAsync(path, lines);
        return path;
    }

    protected async Task<string> DumpAsync()
    {
        await using var db = Studio.Store.Read();
        return string.Join('\n',
        [
            .. (await db.Products.OrderBy(item => item.Id).ToListAsync()).Select(item => $"{item.Sku} {item.Name} {item.CategoryId}"),
            .. (await db.Listings.OrderBy(item => item.ProductId).ToListAsync()).Select(item => $"{item.ProductId} {item.Price} {item.Stock} {item.Published}"),
            .. (await db.AttributeValues.ToListAsync()).Select(item => $"{item.ProductId} {item.Text}"),
            .. (await db.Categories.ToListAsync()).Select(item => item.Name),
        ]);
    }
}
