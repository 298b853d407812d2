using System.Globalization;
using System.Text;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Dialects;

/// <summary>A catalogue that was never in another shop, written as each shop takes it.</summary>
[Trait("Kind", "Slow")]
public sealed class DialectExportTests : IAsyncLifetime
{
    private static readonly string[] Words =
    [
        "Größe „M“", "a, b; c | d", "say \"yes\"", "=1+1", "-5", "@home", "+ more", "5 € – “ok”", "x=1 y=2", "0", "007",
        "Émile", "100 %", "two\nlines", "a\\b", "'quoted",
    ];

    private RoundTripScene scene = null!;

    public async ValueTask InitializeAsync() => scene = await RoundTripScene.CreateAsync();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    /// <summary>Whatever a catalogue holds: what a system's file can say of it is read back the same, and what it cannot say takes nothing away.</summary>
    [StudioTheory]
    [InlineData(ExportSystem.Shopify)]
    [InlineData(ExportSystem.WooCommerce)]
    [InlineData(ExportSystem.Magento)]
    [InlineData(ExportSystem.Akeneo)]
    [InlineData(ExportSystem.Google)]
    [InlineData(ExportSystem.Meta)]
    public async Task AnyCatalogue_WrittenForASystem_AndReadBack_IsTheSame(ExportSystem system)
    {
        await MakeAsync(new Random(20261130));

        var (text, report) = await scene.ExportAsync(ExportContent.Products, system);

        var file = await scene.FileAsync(text);
        var products = await scene.ProductsAsync(file);
        Assert.Empty(products.Errors.Select(error => error.Message));
        Assert.Equal((0, 0), (products.New, products.Changed));
        Assert.True(report.Products > 20);
        var links = await scene.LinksAsync(file);
        Assert.True(links is null or { New: 0, Changed: 0, Wrong: 0 }, links?.Errors.FirstOrDefault()?.Message);
    }

    [StudioFact]
    public async Task Shopify_WritesHandlesOptionsAndRelations_AndSaysWhatItLeavesOut()
    {
        await SmallAsync();

        var (text, report) = await scene.ExportAsync(ExportContent.Products, ExportSystem.Shopify);

        Assert.Equal(
            "Title,URL handle,Status,SKU,Option1 name,Option1 value,Price,Compare-at price,Inventory tracker,Inventory quantity,"
            + "Complementary products (product.metafields.shopify--discovery--product_recommendation.complementary_products)\n"
            + "Belt,belt,Active,BELT,Title,Default Title,35.00,,shopify,12,\n"
            + "Shirt,shirt,Active,SHIRT-M,Size,M,59.90,,,,belt\n,shirt,,SHIRT-S,,S,59.90,69.90,shopify,4,\n", text);
        Assert.Equal((3, 2), (report.Rows, report.Products));
        // What the belt is an accessory of, and the reverse of it.
        Assert.Equal([(ExportLoss.LinkOfVariant, 2L)], report.LeftOut.Select(left => (left.Loss, left.Count)));
        Assert.Equal(["BELT", "SHIRT-S"], report.LeftOut[0].Examples.Order());
    }

    [StudioFact]
    public async Task WooMagentoAndAkeneo_WriteTheSameLinksTheirWay()
    {
        await SmallAsync();

        var woo = (await scene.ExportAsync(ExportContent.Links, ExportSystem.WooCommerce)).Text;
        var magento = (await scene.ExportAsync(ExportContent.Links, ExportSystem.Magento)).Text;
        var akeneo = (await scene.ExportAsync(ExportContent.Links, ExportSystem.Akeneo)).Text;

        Assert.Equal("Type,SKU,Name,Cross-sells\nvariable,SHIRT,Shirt,BELT\n", woo);
        Assert.Equal("sku,crosssell_skus,crosssell_position\nSHIRT,BELT,1\n", magento);
        // The family is a model, which has a file of its own.
        Assert.Equal("sku;ACCESSORY-products;FITS-products\nBELT;SHIRT-S;\nSHIRT-S;;BELT\n", akeneo);
    }

    [StudioFact]
    public async Task Native_LinksOfAShop_AreThoseThatAreOnThere()
    {
        await SmallAsync();
        await scene.Studio.WriteAsync(async session => (await session.Db.Links.FirstAsync()).Pause());

        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        var report = (await scene.Export.WriteAsync(
            ReadScope.Everything, new ExportRequest(ExportContent.Links, ExportSystem.Native, "camera"), writer)).Required;

        Assert.Equal(2, report.Rows);
        Assert.Equal(3, (await scene.ExportAsync(ExportContent.Links, ExportSystem.Native)).Report.Rows);
    }

    [StudioFact]
    public async Task Panels_GoOutFlat_AndAsAListForAShopThatKnowsNoPanels()
    {
        await SmallAsync();

        var (flat, _) = await scene.ExportAsync(ExportContent.Panels, ExportSystem.Native);
        var (list, _) = await scene.ExportAsync(ExportContent.Panels, ExportSystem.WooCommerce);

        Assert.StartsWith("sku,position,companion,bundle,name,price,currency,origin,reason\n", flat, StringComparison.Ordinal);
        Assert.Contains("SHIRT-S,1,BELT,,Belt,35.00,EUR,", flat, StringComparison.Ordinal);
        Assert.Contains(list.Split('\n'), line => line.Contains(",SHIRT,", StringComparison.Ordinal) && line.EndsWith("BELT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatASystemDoesNotHold_IsRefused_AndSoIsAnUnknownShop()
    {
        async Task<string?> CodeAsync(ExportRequest request) =>
            (await scene.Export.WriteAsync(ReadScope.Everything, request, TextWriter.Null)).Refusal?.Code;

        Assert.Equal("export.content", await CodeAsync(new ExportRequest(ExportContent.Bundles, ExportSystem.Shopify)));
        Assert.Equal("export.content", await CodeAsync(new ExportRequest(ExportContent.Links, ExportSystem.Google)));
        Assert.Equal("not-found", await CodeAsync(new ExportRequest(ExportContent.Products, ExportSystem.Magento, "moon")));
        await scene.Studio.ChannelAsync("second");
        Assert.Equal("channel.needed", await CodeAsync(new ExportRequest(ExportContent.Products, ExportSystem.Magento)));
    }

    /// <summary>CROSSSELL_EXPORT=100000 measures; in a suite it proves that batches join without a seam.</summary>
    [Theory]
    [InlineData(ExportSystem.Shopify)]
    [InlineData(ExportSystem.WooCommerce)]
    [InlineData(ExportSystem.Magento)]
    [InlineData(ExportSystem.Akeneo)]
    public async Task ManyProducts_AreStreamed_EachOnce(ExportSystem system)
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("CROSSSELL_EXPORT") ?? "1100", CultureInfo.InvariantCulture);
        var path = Path.Combine(scene.Studio.Data.Exchange, "many.csv");
        await using (var writer = new StreamWriter(path))
        {
            await writer.WriteLineAsync("URL handle,Title,Description,Vendor,Tags,SKU,Option1 name,Option1 value,Price,Status,SEO title");
            for (var number = 0; number < count; number++)
            {
                await writer.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"p-{number},Product {number},A description of some length,Acme,\"a, b\",S-{number},Title,Default Title,19.90,Active,Seo {number}"));
            }
        }

        await scene.ProductsAsync(path);
        GC.Collect();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var target = Path.Combine(scene.Studio.Data.Exchange, "many-out.csv");
        ExportReport report;
        await using (var writer = new StreamWriter(target))
        {
            report = (await scene.Export.WriteAsync(ReadScope.Everything, new ExportRequest(ExportContent.Products, system), writer)).Required;
        }

        TestContext.Current.SendDiagnosticMessage(
            "{0}: {1} rows in {2} ms, {3} MB held", system, report.Rows, clock.ElapsedMilliseconds, GC.GetTotalMemory(false) / 1_000_000);
        Assert.Equal(count, report.Rows);
        Assert.Equal(count, File.ReadLines(target).Skip(1).Distinct(StringComparer.Ordinal).Count());
        if (system == ExportSystem.Shopify)
        {
            Assert.Equal(File.ReadLines(path), File.ReadLines(target));
        }
    }

    /// <summary>A belt, and a shirt in two sizes that is shown with it.</summary>
    private async Task SmallAsync()
    {
        await scene.Studio.AddAsync(new AttributeDefinition { Code = "size", Name = "Size" });
        var file = await scene.FileAsync(
            "sku,name,status,kind,parent,attr:size,channel,price,compare_at_price,stock,published\nSHIRT,Shirt,active,parent,,,,,,,\n"
            + "SHIRT-S,Shirt - S,active,variant,SHIRT,S,camera,59.90,69.90,4,yes\nSHIRT-M,Shirt - M,active,variant,SHIRT,M,camera,59.90,,,yes\n"
            + "BELT,Belt,active,,,,camera,35.00,,12,yes\n");
        Assert.Equal(4, (await scene.ProductsAsync(file)).New);
        var links = await scene.LinksAsync(await scene.FileAsync("source_sku,target_sku,type\nSHIRT,BELT,cross-sell\nBELT,SHIRT-S,accessory\n"));
        Assert.Equal(0, links!.Wrong);
    }

    private async Task MakeAsync(Random dice)
    {
        await scene.Studio.AddAsync(
            new AttributeDefinition { Code = "size", Name = "Size" }, new AttributeDefinition { Code = "color", Name = "Colour" },
            new AttributeDefinition { Code = "care", Name = "Care", Kind = AttributeKind.Choices, Options = ["wash", "dry, flat", "iron"] });
        var text = new StringBuilder(
            "sku,name,brand,status,kind,parent,categories,gtin,description,tags,attr:size,attr:color,attr:care,"
            + "channel,price,compare_at_price,cost,stock,published\n");
        var skus = new List<string>();
        for (var number = 0; number < 30; number++)
        {
            var isFamily = number % 3 == 0;
            var sku = string.Create(CultureInfo.InvariantCulture, $"{(isFamily ? "Fam" : "P")}-{number}");
            Row(sku, isFamily ? "parent" : "simple", "", "", number % 11 == 10 ? "archived" : number % 7 == 6 ? "draft" : "active");
            for (var variant = 0; isFamily && variant < 3; variant++)
            {
                Row($"{sku}-{"SML"[variant]}", "variant", sku, $"{"SML"[variant]}", number % 7 == 6 || variant == 2 ? "draft" : "active");
            }
        }

        var made = await scene.ProductsAsync(await scene.FileAsync(text.ToString()));
        Assert.Empty(made.Errors.Select(error => error.Message));
        var links = new StringBuilder("source_sku,target_sku,type\n");
        string[] types = [LinkType.CrossSell, LinkType.UpSell, LinkType.Accessory, LinkType.Substitute];
        for (var number = 0; number < 60; number++)
        {
            links.Append(CultureInfo.InvariantCulture, $"{skus[dice.Next(skus.Count)]},{skus[dice.Next(skus.Count)]},{types[dice.Next(types.Length)]}\n");
        }

        await scene.LinksAsync(await scene.FileAsync(links.ToString()));

        void Row(string sku, string kind, string parent, string size, string status)
        {
            skus.Add(sku);
            string[] cells =
            [
                sku, $"N {Pick()}", Pick(), status, kind, parent, dice.Next(3) switch { 0 => "Wear > Tops", 1 => "Wear > Tops|Sale", _ => "" }, "", Pick(),
                dice.Next(2) == 0 ? "summer|linen" : "", size, kind == "parent" ? "" : dice.Next(2) == 0 ? "red" : "",
                dice.Next(3) == 0 ? "wash|dry, flat" : "",
                .. kind == "parent" ? ["", "", "", "", "", ""] : new[]
                {
                    "camera", "19.90", dice.Next(2) == 0 ? "29.90" : "", dice.Next(2) == 0 ? "7.15" : "",
                    dice.Next(3) switch { 0 => "", 1 => "0", _ => "12" }, "yes",
                },
            ];
            text.AppendJoin(',', cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append('\n');
        }

        string Pick() => Words[dice.Next(Words.Length)];
    }
}
