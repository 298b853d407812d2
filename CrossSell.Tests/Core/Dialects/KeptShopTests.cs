using System.Globalization;
using CrossSell.Core.Exchange;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Dialects;

/// <summary>What is kept of files belongs to the shop that they are of: another shop of the same system has its own IDs, columns and links.</summary>
public sealed class KeptShopTests : IAsyncLifetime
{
    private const string Header = "ID,Type,SKU,Name,Published,Regular price,Cross-sells,Meta: seo\n";
    private const string Camera = Header + "11,simple,A,Lens,1,20.00,,of camera\n12,simple,B,Strap,1,5.00,,strap of camera\n";
    private const string Outdoor = Header + "901,simple,A,Lens,1,20.00,B,of outdoor\n902,simple,B,Strap,1,5.00,,strap of outdoor\n";

    private RoundTripScene scene = null!;

    public async ValueTask InitializeAsync()
    {
        scene = await RoundTripScene.CreateAsync();
        await scene.Studio.ChannelAsync("outdoor");
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [StudioFact]
    public async Task TwoShopsOfOneSystem_WithTheSameSkus_EachGetTheirOwnFileBack()
    {
        await ImportAsync(Camera, "camera");
        await ImportAsync(Outdoor, "outdoor");

        Assert.Equal(Camera, await ExportAsync("camera"));
        Assert.Equal(Outdoor, await ExportAsync("outdoor"));

        await ImportAsync(Camera.Replace("of camera", "changed", StringComparison.Ordinal), "camera");
        Assert.Equal(Outdoor, await ExportAsync("outdoor"));
    }

    [StudioFact]
    public async Task LinksThatWereImportedForOneShop_AreTakenAwayThere_AndStayInTheOthersFile()
    {
        var linked = Camera.Replace("20.00,,", "20.00,B,", StringComparison.Ordinal);
        await ImportAsync(linked, "camera");
        await ImportAsync(Outdoor, "outdoor");
        var links = await new LinkImport(scene.Studio.Store).ImportAsync(
            TestStudio.Administrator, await scene.FileAsync(linked), new LinkImportOptions { ChannelCode = "camera" });
        Assert.Equal(1, links.Required.New);
        await scene.Studio.WriteAsync(async session => session.Db.Links.RemoveRange(await session.Db.Links.ToListAsync()));

        Assert.Equal(Camera, await ExportAsync("camera"));
        Assert.Equal(Outdoor, await ExportAsync("outdoor"));
    }

    [StudioFact]
    public async Task RowsOfNoShop_AsOlderVersionsKeptThem_GoBackToAnyShop_UntilItsOwnAreThere()
    {
        await ImportAsync(Camera, "camera");
        await scene.Studio.WriteAsync(async session =>
        {
            var rows = await session.Db.Set<KeptRows>().ToListAsync();
            session.Db.RemoveRange(rows);
            session.Db.AddRange(rows.Select(one => new KeptRows
            {
                ProductId = one.ProductId, System = "woocommerce", FileId = one.FileId, Position = one.Position, Name = one.Name, Rows = one.Rows,
            }));
        });
        Assert.Equal(Camera, await ExportAsync("camera"));
        Assert.Equal(Camera.Replace("20.00", "", StringComparison.Ordinal).Replace("5.00", "", StringComparison.Ordinal), (await ExportAsync("outdoor"))
            .Replace("20.00", "", StringComparison.Ordinal).Replace("5.00", "", StringComparison.Ordinal));

        await ImportAsync(Outdoor, "outdoor");

        Assert.Equal(Outdoor, await ExportAsync("outdoor"));
        Assert.Equal(Camera, await ExportAsync("camera"));
    }

    [StudioFact]
    public async Task FilesOfTheSameColumns_ThatComeInAtOnce_ShareThem_AndNoneFails()
    {
        // Products that are there as the files say, so that nothing else is written at once.
        var numbers = Enumerable.Range(1, 6).ToList();
        var rows = string.Concat(numbers.Select(number => $"S-{number},Part {number},active,camera,5.00\n"));
        await ImportAsync($"sku,name,status,channel,price\n{rows}", "camera");
        var files = new List<string>();
        foreach (var number in numbers)
        {
            files.Add(await scene.FileAsync($"{Header}{number},simple,S-{number},Part {number},1,5.00,,seo {number}\n"));
        }

        var imported = await Task.WhenAll(files.Select(file => Task.Run(() => ImportFileAsync(file, "camera"))));

        Assert.All(imported, report => Assert.Equal((1, 0, 0), (report.Same, report.New, report.Changed)));
        await using var db = scene.Studio.Store.Read();
        Assert.Equal((1, 6), (await db.Set<KeptFile>().CountAsync(), await db.Set<KeptRows>().CountAsync()));
    }

    private async Task ImportAsync(string text, string shop)
    {
        var report = await ImportFileAsync(await scene.FileAsync(text), shop);
        Assert.Empty(report.Errors.Select(error => error.Message));
    }

    private async Task<CatalogImportReport> ImportFileAsync(string path, string shop) =>
        (await new CatalogImport(scene.Studio.Store, scene.Studio.Data, scene.Studio.Time).ImportAsync(
            TestStudio.Administrator, path, new CatalogImportOptions { Kind = CatalogFileKind.Products, ChannelCode = shop })).Required;

    private async Task<string> ExportAsync(string shop)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        Assert.True((await scene.Export.WriteAsync(
            ReadScope.Everything, new ExportRequest(ExportContent.Products, ExportSystem.WooCommerce, shop), writer)).IsDone);
        return writer.ToString();
    }
}
