using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Exchange;

public sealed class CatalogImportTests : CatalogImportScene
{
    [StudioFact]
    public async Task Products_OfAFile_LandWithAllThatTheySay()
    {
        var report = (await RunAsync(
            "sku;name;brand;status;kind;parent;product_type;categories;gtin;description;tags;attr:focal;attr:mount;name@de;channel;price;cost;stock",
            "L-50-RED;Lumen 50 red;Lumen;active;;L-50;lens;Lenses > Prime|New;4006381333931;\"Bright; light\";red,new;50,5;rf|EF;Lumen 50 rot;camera;199,00;80;5",
            "L-50;Lumen 50;Lumen;active;;;lens;Lenses > Prime;;;;;;;;;;")).Required;

        Assert.Equal((2, 2, 0, 0, ';'), (report.Rows, report.New, report.Changed, report.Wrong, report.Delimiter));
        Assert.Equal(["Lenses", "Lenses > Prime", "New"], report.CategoriesMade);
        await using var db = Studio.Store.Read();
        var family = await db.Products.SingleAsync(product => product.Sku == "L-50");
        var variant = await db.Products.SingleAsync(product => product.Sku == "L-50-RED");
        Assert.Equal((ProductKind.Parent, ProductKind.Variant, family.Id), (family.Kind, variant.Kind, variant.ParentId));
        Assert.Equal((ProductStatus.Active, "4006381333931", "Bright; light"), (variant.Status, variant.Gtin, variant.Description));
        Assert.Equal(["red", "new"], variant.Tags);
        var listing = await db.Listings.SingleAsync();
        Assert.Equal((19_900, 8_000L, 5, true), (listing.Price, listing.Cost!.Value, listing.Stock!.Value, listing.Published));
        Assert.Equal([("50.5", (double?)50.5), ("EF\nRF", null)], await db.AttributeValues.OrderBy(value => value.AttributeId)
            .Select(value => new ValueTuple<string, double?>(value.Text, value.Number)).ToListAsync());
        Assert.Equal("Lumen 50 rot", (await db.ProductTexts.SingleAsync()).Name);
        var path = await db.Categories.SingleAsync(category => category.Name == "Prime");
        Assert.Equal(path.Id, variant.CategoryId);
        Assert.Equal($"{path.ParentId}/{path.Id}/", path.Path);
        Assert.Equal(
            "New",
            await (from place in db.ProductCategories join category in db.Categories on place.CategoryId equals category.Id select category.Name)
                .SingleAsync());
    }

    [StudioFact]
    public async Task SameFileTwice_ChangesNothing_AndABlankCellNeverDeletes()
    {
        string[] lines =
        [
            "sku,name,brand,categories,tags,attr:focal,description@de,channel,price,stock",
            "A-1,One,Lumen,Bags,soft,12,Tasche,camera,10.00,3",
        ];
        await RunAsync(lines);
        var state = await Studio.Store.StateAsync();

        var again = (await RunAsync(lines)).Required;
        var blank = (await RunAsync(lines[0], "a-1,,,,,,,,,")).Required;

        Assert.Equal((0, 0, 1), (again.New, again.Changed, again.Same));
        Assert.Equal((0, 0, 1), (blank.New, blank.Changed, blank.Same));
        Assert.Equal(state, await Studio.Store.StateAsync());
    }

    [StudioFact]
    public async Task Rows_ThatAreWrong_AreNamedByLineAndField_AndTheRestLands()
    {
        var errors = new StringWriter(CultureInfo.InvariantCulture);
        var report = (await RunAsync(
            errors,
            "sku,name,status,gtin,product_type,parent,attr:focal,attr:mount,channel,price,stock",
            "OK,Fine,active,,,,,,camera,1.00,1",
            "BAD-1,Two,sleeping,123,lense,,long,XY,camera,dear,-1",
            ",No code,,,,,,,,,",
            "BAD-2,Orphan,,,,NOWHERE,,,,,",
            "BAD-3,Priced,,,,,,,moon,1.00,",
            "BAD-4,Decimals,,,,,,,camera,1.005,",
            "OK,Twice,,,,,,,,,",
            "BAD-5,too few")).Required;

        Assert.Equal((8, 1, 7), (report.Rows, report.New, report.Wrong));
        Assert.Equal(
            [(3, "status"), (3, "price"), (3, "stock"), (4, "sku"), (5, "parent"), (6, "channel"), (7, "price"), (8, "sku"), (9, null)],
            report.Errors.Select(error => (error.Line, error.Column)));
        Assert.Contains("Line 5: there is no product NOWHERE", report.Errors[4].Message, StringComparison.Ordinal);
        var lines = errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(8, lines.Length);
        Assert.StartsWith("error,\"sku\",\"name\"", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("BAD-1,Two,sleeping,123,lense,,long,XY,camera,dear,-1", lines[1], StringComparison.Ordinal);
        await using var db = Studio.Store.Read();
        Assert.Equal("OK", (await db.Products.SingleAsync()).Sku);
    }

    [StudioFact]
    public async Task Values_ThatNeedLookingUp_AreCheckedByTheirKind()
    {
        var report = (await RunAsync(
            "sku,name,gtin,product_type,attr:focal,attr:mount,attr:fits,tax_class",
            "A,One,4006381333932,lense,long,XY,NONE,luxury")).Required;

        Assert.Equal(["gtin", "product_type", "tax_class", "attr:focal", "attr:mount", "attr:fits"], report.Errors.Select(error => error.Column));
    }

    [StudioFact]
    public async Task Strict_WithOneWrongRow_BringsNothingIn()
    {
        var refused = await RunAsync(new CatalogImportOptions { Strict = true }, null, "sku,name,status", "A,One,active", "B,Two,asleep");

        Assert.Equal("import.strict", refused.Refusal?.Code);
        Assert.Contains("Line 3", refused.Refusal!.Message, StringComparison.Ordinal);
        await using var db = Studio.Store.Read();
        Assert.False(await db.Products.AnyAsync());
    }

    [StudioFact]
    public async Task UnknownAttribute_IsRefusedWithAHint_AndUnknownColumnsAreNamed()
    {
        var refused = (await RunAsync("sku,name,attr:focl", "A,One,50")).Required;
        Assert.Contains("attr:focal", Assert.Single(refused.Faults), StringComparison.Ordinal);
        Assert.Equal((true, 0), (refused.IsFailure, refused.New));
        Assert.Equal(["colour"], (await RunAsync("sku,name,colour", "A,One,red")).Required.Ignored);
        Assert.Equal("file.columns", (await RunAsync(new CatalogImportOptions { Kind = CatalogFileKind.Products }, null, "name,price", "One,1")).Refusal?.Code);
    }

    [StudioFact]
    public async Task Family_ThatIsWrong_TakesItsVariantsAlong()
    {
        var report = (await RunAsync("sku,name,parent,gtin", "V-1,Small,F,", "F,Family,,12", "V-2,Large,F,")).Required;

        Assert.Equal((0, 3), (report.New, report.Wrong));
        await using var db = Studio.Store.Read();
        Assert.False(await db.Products.AnyAsync());
    }

    [StudioFact]
    public async Task Product_MovedIntoAFamilyWhoseRowIsWrong_StaysWhereItIs_AndTheTrialSaysSo()
    {
        await RunAsync("sku,name,brand", "V,Small,Old", "S,Simple,");
        string[] lines = ["sku,name,parent,gtin,brand", "V,Small,F,,New", "F,Family,,12,", "W,Large,S,,", "S,Simple,,12,"];

        var dry = (await RunAsync(new CatalogImportOptions { DryRun = true }, null, lines)).Required;
        var report = (await RunAsync(lines)).Required;

        Assert.Equal((0, 0, 4), (dry.New, dry.Changed, dry.Wrong));
        Assert.Equal((0, 0, 4), (report.New, report.Changed, report.Wrong));
        Assert.Equal(dry.Errors, report.Errors);
        await using var db = Studio.Store.Read();
        Assert.Equal(
            [("S", ProductKind.Simple), ("V", ProductKind.Simple)],
            (await db.Products.OrderBy(product => product.Sku).ToListAsync()).Select(product => (product.Sku, product.Kind)));
    }

    [StudioFact]
    public async Task Category_ThatOnlyWrongRowsName_IsNotMade()
    {
        var report = (await RunAsync(
            "sku,name,categories,channel,price", "A,One,Bags > Soft,camera,1.00", "B,Two,Bags > Hard,camera,1.005", "C,,Shoes,,")).Required;

        Assert.Equal((1, 2), (report.New, report.Wrong));
        Assert.Equal(["Bags", "Bags > Soft"], report.CategoriesMade);
        await using var db = Studio.Store.Read();
        Assert.Equal(["Bags", "Soft"], await db.Categories.OrderBy(category => category.Name).Select(category => category.Name).ToListAsync());
    }

    [StudioTheory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("new")]
    public async Task Sku_ThatIsTheAddressOfAPage_IsRefused(string sku)
    {
        var report = (await RunAsync("sku,name", $"{sku},One")).Required;

        Assert.Equal("sku", Assert.Single(report.Errors).Column);
    }

    [StudioFact]
    public async Task StudioThatStarts_LeavesTheStageOfARunningImport_AndSweepsWhatACrashLeft()
    {
        var left = Path.Combine(Studio.Data.Exchange, "stage-left.db");
        await File.WriteAllTextAsync(left, "of a process that is gone");
        var path = await FileAsync("sku,name", "A,One");
        var swept = false;

        var report = (await Import.ImportAsync(TestStudio.Merchandiser, path, new CatalogImportOptions(), null, new Relay<CatalogImportProgress>(_ =>
        {
            if (!swept)
            {
                swept = true;
                ImportSweep.Of(Studio);
            }
        }))).Required;

        Assert.Equal(1, report.New);
        Assert.False(File.Exists(left));
        Assert.Equal([path], Directory.GetFiles(Studio.Data.Exchange));
    }

    [StudioFact]
    public async Task Listings_OfAFile_ChangePricesWhereTheyDiffer()
    {
        await Studio.ProductAsync("A", Camera, price: 1000, stock: 4);
        await Studio.ProductAsync("B");
        var report = (await RunAsync(
            "sku\tchannel\tprice\tcompare_at_price\tstock\tpublished", "A\tcamera\t10.00\t12.00\t\t", "B\tcamera\t5.00\t\t\tno", "C\tcamera\t1.00\t\t\t",
            "A\tcamera\t9.00\t\t\t")).Required;

        Assert.Equal((CatalogFileKind.Listings, 1, 1, 2), (report.Kind, report.New, report.Changed, report.Wrong));
        await using var db = Studio.Store.Read();
        Assert.Equal(
            [(1000, 1200L, 4, true), (500, null, null, false)],
            (await db.Listings.OrderBy(listing => listing.ProductId).ToListAsync())
                .Select(listing => (listing.Price, listing.CompareAtPrice, listing.Stock, listing.Published)));
    }

    [StudioFact]
    public async Task Import_ByAPersonOfOneShop_LeavesTheRowsOfOthers()
    {
        var other = await Studio.ChannelAsync("outdoor");
        await Studio.ProductAsync("MINE", Camera);
        await Studio.ProductAsync("THEIRS", other);
        var kim = TestStudio.Person("kim", Role.Merchandiser, Camera.Id);

        var report = (await RunAsync(kim, new(), null, "sku,name,categories", "MINE,Mine again,", "THEIRS,Theirs again,", "NEW,New,Made up")).Required;

        Assert.Equal([(3, "sku"), (4, "categories")], report.Errors.Select(error => (error.Line, error.Column)));
        Assert.Equal(Refusal.ForbiddenCode, (await RunAsync(TestStudio.Viewer, new(), null, "sku,name", "A,One")).Refusal?.Code);
        await using var db = Studio.Store.Read();
        Assert.Equal(["Mine again", "Product THEIRS"], await db.Products.OrderBy(product => product.Sku).Select(product => product.Name).ToListAsync());
    }

    [StudioFact]
    public async Task Undo_OfALargeImport_RestoresExactly()
    {
        var old = await Studio.ProductAsync("P-1", Camera, price: 100, name: "Old name");
        var before = await DumpAsync();
        var lines = Enumerable.Range(1, 400)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"P-{number},Pröduct {number},Bags > Soft,{number},camera,{number}.00"))
            .Prepend("sku,name,categories,attr:focal,channel,price").ToArray();
        Studio.Time.Advance(TimeSpan.FromHours(1));
        var report = (await RunAsync(lines)).Required;
        Assert.Equal((399, 1), (report.New, report.Changed));

        var undone = (await Studio.Undo.UndoAsync(Assert.Single(report.ChangeSets), TestStudio.Merchandiser)).Required;

        Assert.Empty(undone.Conflicts);
        Assert.Equal(before, await DumpAsync());
        Assert.Equal((await RunAsync(lines)).Required with
        {
            ChangeSets = report.ChangeSets,
            Errors = report.Errors,
            CategoriesMade = report.CategoriesMade,
            Ignored = report.Ignored,
            Faults = report.Faults
        }, report);
        _ = old;
    }

    [StudioFact]
    public async Task Cancel_BeforeTheFirstStep_LeavesNothing()
    {
        using var stop = new CancellationTokenSource();
        var lines = Enumerable.Range(1, 300).Select(number => $"P-{number},Product {number},camera,1.00").Prepend("sku,name,channel,price").ToArray();
        var path = await FileAsync(lines);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Import.ImportAsync(
            TestStudio.Merchandiser, path, new CatalogImportOptions(), null, new Relay<CatalogImportProgress>(_ => stop.Cancel()), stop.Token));

        await using var db = Studio.Store.Read();
        Assert.False(await db.Products.AnyAsync());
        Assert.False(await db.Changes.AnyAsync(change => change.Entity == nameof(Product)));
        Assert.Single(Directory.GetFiles(Studio.Data.Exchange));
    }

    [StudioFact]
    public async Task SomebodyWhoWritesMeanwhile_IsNotOverwritten()
    {
        await Studio.ProductAsync("A", Camera, price: 100, name: "One");
        var path = await FileAsync("sku,channel,price", "A,camera,2.00");
        var wrote = false;

        var report = (await Import.ImportAsync(
            TestStudio.Merchandiser, path, new CatalogImportOptions(), null, new Relay<CatalogImportProgress>(_ =>
            {
                if (!wrote)
                {
                    wrote = true;
                    Studio.WriteAsync(async session => (await session.Db.Listings.SingleAsync()).Set(it => it.Stock, 77)).GetAwaiter().GetResult();
                }
            }))).Required;

        Assert.Equal(1, report.Changed);
        await using var db = Studio.Store.Read();
        var listing = await db.Listings.SingleAsync();
        Assert.Equal((200, 77), (listing.Price, listing.Stock!.Value));
    }

    [StudioFact]
    public async Task Completeness_OfNewProducts_IsWhatIsWorkedOutAfterwards()
    {
        await AskAsync("name", "brand", "description", "picture", "category", "type", "gtin", "price", "cost", "tags", "attr:mount");
        await Studio.WriteAsync(async session => session.Db.Add(new ProductTypeAttribute
        {
            ProductTypeId = (await session.Db.ProductTypes.SingleAsync()).Id,
            AttributeId = (await session.Db.Attributes.SingleAsync(attribute => attribute.Code == "focal")).Id, Required = true,
        }));

        var report = (await RunAsync(
            "sku,name,brand,parent,product_type,categories,gtin,description,tags,attr:focal,attr:mount,name@de,description@de,channel,price,cost",
            "V,Variant,,F,,,,,,,,,,camera,1.00,",
            "F,Family,Lumen,,lens,A,,Words,,50,,Familie,,camera,,",
            "W,Wide,Lumen,F,,,,,,,RF,,Worte,camera,2.00,",
            "X,Extra,,F,,B,,Words,,,,,,camera,3.00,1.00",
            "S,Single,Lumen,,lens,A|B,4006381333931,Words,red,50,EF,Eins,Worte,camera,1.00,0.50",
            "T,Typed,,,lens,,,<p></p>,,,EF,,Worte,camera,1.00,",
            "P,Plain,Lumen,,,,,,,50,,,,camera,0.00,")).Required;

        Assert.Equal((7, 0), (report.New, report.Wrong));
        await using var db = Studio.Store.Read();
        Assert.Equal(7, await db.Set<LocaleCompleteness>().CountAsync());
        Assert.True(await db.Listings.Select(listing => listing.Completeness).Distinct().CountAsync() > 3);
        var before = await ScoresAsync();
        await Studio.WriteAsync(async session => Assert.Equal(
            0, await CompletenessUpdate.WriteAsync(session, await session.Db.Products.Select(product => product.Id).ToListAsync())));
        Assert.Equal(before, await ScoresAsync());
    }

    [StudioFact]
    public async Task Completeness_WhenTheShopAsksForMoreMeanwhile_FollowsTheShop()
    {
        await AskAsync("name");
        var path = await FileAsync("sku,name,channel,price", "A,One,camera,2.00");
        var wrote = false;

        _ = (await Import.ImportAsync(
            TestStudio.Merchandiser, path, new CatalogImportOptions(), null, new Relay<CatalogImportProgress>(_ =>
            {
                if (!wrote)
                {
                    wrote = true;
                    AskAsync("name", "brand").GetAwaiter().GetResult();
                }
            }))).Required;

        await using var db = Studio.Store.Read();
        Assert.Equal((50, "brand"), await db.Listings.Select(listing => new ValueTuple<int, string>(listing.Completeness, listing.Missing)).SingleAsync());
    }

    [StudioFact]
    public async Task Variant_OfAFamilyInOrder_ComesLast_AndTheOrderOutlivesAnImport()
    {
        await RunAsync("sku,name,kind,parent", "F,F,parent,", "F-1,One,,F", "F-2,Two,,F");
        await Studio.WriteAsync(async session => (await session.Db.Products.SingleAsync(product => product.Sku == "F-1")).Set(it => it.VariantPosition, 1));

        await RunAsync("sku,name,parent", "F-0,Zero,F", "F-1,First,F");

        await using var db = Studio.Store.Read();
        Assert.Equal(["F-2", "F-1", "F-0"], await db.Products.Where(product => product.ParentId != null).OrderBy(product => product.VariantPosition)
            .Select(product => product.Sku).ToListAsync());
    }

    private Task AskAsync(params List<string> fields) => Studio.WriteAsync(async session => (await session.Db.Channels.SingleAsync()).RequiredFields = fields);

    private async Task<List<string>> ScoresAsync()
    {
        await using var db = Studio.Store.Read();
        return
        [
            .. await db.Listings.OrderBy(listing => listing.ProductId).Select(listing => $"{listing.ProductId} {listing.Completeness} {listing.Missing}")
                .ToListAsync(),
            .. await db.Set<LocaleCompleteness>().OrderBy(score => score.ProductId)
                .Select(score => $"{score.ProductId} {score.Locale} {score.Percent} {score.Missing}").ToListAsync(),
        ];
    }
}

/// <summary>What a studio does with the exchange folder when it starts.</summary>
internal static class ImportSweep
{
    public static void Of(TestStudio studio) =>
        new ImportJobs(studio.Data, new CrossSell.Core.Jobs.JobQueue(studio.Store, studio.Time)).Sweep(studio.Time.GetUtcNow());
}
