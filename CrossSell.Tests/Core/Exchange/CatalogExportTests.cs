using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Demo;
using CrossSell.Core.Exchange;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Exchange;

/// <summary>What is exported is imported back unchanged.</summary>
public sealed class CatalogExportTests : CatalogImportScene
{
    [Fact]
    public async Task Export_ImportedBack_ChangesNothing_AndNoCellIsAFormula()
    {
        var first = (await RunAsync(
            "sku,name,brand,status,parent,product_type,categories,description,tags,attr:focal,attr:mount,name@de,channel,price,compare_at_price,cost,stock,published",
            "F,Family,=Brand,active,,lens,A > B,,,,,,,,,,,",
            "V,\"Vari\"\"ant, one\",'=odd,active,F,lens,A > B|C,\"<p>Two</p><p>lines</p>\",\"one, two|\",50.5,EF|RF,Variante,camera,10.00,12.00,4.00,,no",
            "S,-Single,@home,draft,,,,+1 better,x|y,,,,camera,0.00,,,7,no")).Required;
        Assert.Empty(first.Errors);
        await Studio.WriteAsync(async session => (await session.Db.Products.SingleAsync(product => product.Sku == "V")).Set(it => it.Tags, ["one, two"]));
        var export = new CatalogExport(Studio.Store);
        var (products, listings) = (new StringWriter(CultureInfo.InvariantCulture), new StringWriter(CultureInfo.InvariantCulture));
        Assert.Equal(3, await export.ProductsAsync(ReadScope.Everything, products));
        Assert.Equal(2, await export.ListingsAsync(ReadScope.Everything, listings));

        Assert.DoesNotMatch("(^|,)\"?[=+@-]", products.ToString());
        var back = (await RunAsync(products.ToString().Split('\n')[..^1])).Required;
        var figures = (await RunAsync(listings.ToString().Split('\n')[..^1])).Required;

        Assert.Equal((3, 0, 0, 3, 0), (back.Rows, back.New, back.Changed, back.Same, back.Wrong));
        Assert.Equal((2, 0, 0, 2, 0), (figures.Rows, figures.New, figures.Changed, figures.Same, figures.Wrong));
    }

    [Fact]
    public async Task Demo_ExportedAndImportedBack_ChangesNothing()
    {
        await using var demo = new DemoStudio();
        await demo.InitializeAsync();
        using var products = new StringWriter(CultureInfo.InvariantCulture);
        var count = await new CatalogExport(demo.Studio.Store).ProductsAsync(ReadScope.Everything, products);
        var path = await FileAsync(products.ToString().Split('\n')[..^1]);

        var report = (await new CatalogImport(demo.Studio.Store, demo.Studio.Data, demo.Studio.Time).ImportAsync(
            DemoLoader.Loader, path, new CatalogImportOptions { DryRun = true }, null)).Required;

        Assert.Equal((count, 0, 0, count, 0), (report.Rows, report.New, report.Changed, report.Same, report.Wrong));
    }
}
