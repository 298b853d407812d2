using System.Globalization;
using System.Text;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Exchange;

/// <summary>Files as people bring them: with prices as they see them, without a column that nobody told them of, and with more than one fault.</summary>
public sealed class ImportFileTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private CatalogImport import = null!;
    private Channel camera = null!;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        import = new CatalogImport(studio.Store, studio.Data, studio.Time);
        camera = await studio.ChannelAsync("camera");
        await studio.ChannelAsync("kuwait", currency: "KWD");
        foreach (var sku in new[] { "A", "B", "C", "D" })
        {
            await studio.ProductAsync(sku);
        }
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public async Task Prices_AsThePagesShowThem_AreRead_AndAColumnDecidesWhatOneCellCannot()
    {
        var report = (await RunAsync(
            "sku;channel;price;cost", "A;camera;1.249,00;1,000.00", "B;camera;€ 59,99;5", "C;camera;1.249;12.5", "D;camera;2.500 EUR;1,250")).Required;

        Assert.Empty(report.Errors);
        Assert.Equal(["A 124900 100000", "B 5999 500", "C 124900 1250", "D 250000 125000"], await PricesAsync());
    }

    [StudioFact]
    public async Task Price_ThatMayMeanTwoThings_IsNamedAndRefused()
    {
        var alone = (await RunAsync("sku,channel,price", "A,camera,1.249", "B,camera,2.500", "C,camera,12")).Required;
        var mixed = (await RunAsync("sku;channel;price", "A;camera;59,99", "B;camera;59.99", "C;camera;1.249")).Required;

        Assert.Equal([(2, "price"), (3, "price")], alone.Errors.Select(error => (error.Line, error.Column)));
        Assert.Contains("\"1.249\", which may be 1249 or 1.249: no other cell of the column shows", alone.Errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("a point here and a comma there", Assert.Single(mixed.Errors).Message, StringComparison.Ordinal);
        Assert.Equal(["A 5999", "B 5999", "C 1200"], await PricesAsync());
    }

    [StudioFact]
    public async Task Price_InAnotherCurrency_IsRefused_AndThreeDecimalsOfACurrencyAreDecimals()
    {
        var report = (await RunAsync("sku;channel;price", "A;camera;59.00 USD", "B;kuwait;12.500 KWD", "C;camera;$ 5")).Required;

        Assert.Equal([2, 4], report.Errors.Select(error => error.Line));
        Assert.Contains("sells in EUR", report.Errors[0].Message, StringComparison.Ordinal);
        Assert.Equal(["B 12500"], await PricesAsync());
    }

    [StudioFact]
    public async Task Price_InACurrencyWithoutDecimals_HasThousandsOnly()
    {
        await studio.ChannelAsync("japan", currency: "JPY");
        var report = (await RunAsync("sku,channel,price", "A,japan,\"1,249\"", "B,japan,\"12,500\"")).Required;

        Assert.Empty(report.Errors);
        Assert.Equal(["A 1249", "B 12500"], await PricesAsync());
    }

    [StudioFact]
    public async Task Export_OfAnyPrices_ImportsBackUnchanged()
    {
        await RunAsync(
            "sku,channel,price,compare_at_price,cost", "A,camera,1249.00,2500.10,1.00", "B,kuwait,12.500,,1.250", "C,camera,0.10,,",
            "D,kuwait,1249.125,,0.001");
        using var listings = new StringWriter(CultureInfo.InvariantCulture);
        await new CatalogExport(studio.Store).ListingsAsync(ReadScope.Everything, listings);

        var back = (await RunAsync(listings.ToString().Split('\n')[..^1])).Required;

        Assert.Equal((4, 0, 0, 4, 0), (back.Rows, back.New, back.Changed, back.Same, back.Wrong));
    }

    [StudioFact]
    public async Task PriceFile_WithoutAShop_AsksForIt_AndTakesItsAnswer()
    {
        string[] lines = ["sku;price;stock", "A;10,00;5", "B;12,50;"];

        var asked = await RunAsync(lines);
        var answered = (await RunAsync(new CatalogImportOptions { ChannelCode = "camera" }, lines)).Required;

        Assert.Equal("file.channel", asked.Refusal?.Code);
        Assert.Contains("--channel", asked.Refusal!.Message, StringComparison.Ordinal);
        Assert.Equal((CatalogFileKind.Listings, 2, 0), (answered.Kind, answered.New, answered.Wrong));
        Assert.Equal(["A 1000", "B 1250"], await PricesAsync());
        Assert.Equal("not-found", (await RunAsync(new CatalogImportOptions { ChannelCode = "moon" }, lines)).Refusal?.Code);
        Assert.Equal(
            Refusal.ForbiddenCode,
            (await RunAsync(TestStudio.Person("kim", Role.Merchandiser, camera.Id), new CatalogImportOptions { ChannelCode = "kuwait" }, lines)).Refusal?.Code);
    }

    [StudioFact]
    public async Task ProductFile_WithPricesAndAnAnswer_GivesRowsWithoutAShopThatOne()
    {
        var report = (await RunAsync(
            new CatalogImportOptions { ChannelCode = "camera" }, "sku,name,price,channel", "E,Five,10.00,", "F,Six,,", "G,Seven,1.500,kuwait")).Required;

        Assert.Equal((3, 0), (report.New, report.Wrong));
        Assert.Equal(["E 1000", "G 1500"], await PricesAsync());
    }

    [StudioFact]
    public async Task FileWithSeveralFaults_NamesThemAllAtOnce_AndBringsNothingIn()
    {
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        var report = (await RunAsync(
            TestStudio.Merchandiser, new CatalogImportOptions(), errors,
            "sku,name,attr:weight,attr:colour,name@fr,name,status", "A,One,,,Un,,active", "B,Two,,,,,asleep", "too,few", "C,Three,,,,,gone,one,two")).Required;

        Assert.Equal(4, report.Faults.Count);
        Assert.Contains("attr:weight", report.Faults[0], StringComparison.Ordinal);
        Assert.Contains("attr:colour", report.Faults[1], StringComparison.Ordinal);
        Assert.Contains("name appears twice, as column 2 and 6", report.Faults[2], StringComparison.Ordinal);
        Assert.Contains("locale fr", report.Faults[3], StringComparison.Ordinal);
        Assert.Equal([(3, "status"), (4, null), (5, null)], report.Errors.Select(error => (error.Line, error.Column)));
        Assert.Equal((true, 0, 0), (report.IsFailure, report.New, report.Changed));
        Assert.Equal(4, errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [StudioFact]
    public async Task DamagedLine_IsAnError_AndTheRestLandsAsItIsWritten()
    {
        var path = Path.Combine(studio.Data.Exchange, "damaged.csv");
        await File.WriteAllBytesAsync(path, [.. Encoding.UTF8.GetBytes("sku,name\nE,Größe\nF,Gr"), 0xF6, .. "sse\nG,Süß\n"u8]);

        var report = (await import.ImportAsync(TestStudio.Merchandiser, path, new CatalogImportOptions())).Required;

        Assert.Equal((2, 1), (report.New, report.Wrong));
        Assert.Contains("Line 3 is not valid UTF-8 text", Assert.Single(report.Errors).Message, StringComparison.Ordinal);
        await using var db = studio.Store.Read();
        Assert.Equal(["Größe", "Süß"], await db.Products.Where(product => product.Sku == "E" || product.Sku == "G").OrderBy(product => product.Sku)
            .Select(product => product.Name).ToListAsync());
    }

    [StudioFact]
    public async Task FileOfAnotherSystem_IsNotReadAsOurs_UnlessSaidSo()
    {
        string[] lines = ["sku;categories;enabled;family;groups;name-en_US", "bag;bags,summer;1;accessories;;Bag"];

        var read = (await RunAsync(new CatalogImportOptions { DryRun = true }, lines)).Required;

        Assert.Equal((1, 1, 0), (read.Rows, read.New, read.Wrong));
        Assert.Equal(["groups"], read.Ignored);
        Assert.Equal(["bags", "summer"], read.CategoriesMade.Order());
        Assert.Equal("file.foreign", (await RunAsync("code;is_two_way;is_quantified", "X_SELL;0;0")).Refusal?.Code);
        Assert.Equal(
            ["enabled", "family", "groups", "name-en_US"],
            (await RunAsync(new CatalogImportOptions { AsNative = true, DryRun = true }, lines)).Required.Ignored);
        await using var db = studio.Store.Read();
        Assert.False(await db.Categories.AnyAsync());
    }

    [StudioFact]
    public async Task FileOfOrders_GivenAsProducts_IsNamedForWhatItIs() => Assert.Equal(
        "file.orders",
        (await RunAsync(
            new CatalogImportOptions { Kind = CatalogFileKind.Products }, "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
            "1,A,X,1,2010-12-01,1,1,UK")).Refusal?.Code);

    [StudioFact]
    public async Task Locale_WrittenInCapitals_IsTheShopsOwn_AndTheSameFileTwiceChangesNothing()
    {
        await studio.WriteAsync(async session => (await session.Db.Channels.FirstAsync()).Locales = ["en", "de"]);
        string[] lines = ["sku,name@DE", "A,Eins"];

        var first = (await RunAsync(lines)).Required;
        var again = (await RunAsync(lines)).Required;

        Assert.Equal((1, 0, 1), (first.Changed, again.Changed, again.Same));
    }

    [StudioTheory]
    [InlineData("sku,name,status\nX,One,asleep\nY,,active\n", JobState.Failed, "Nothing was imported: all 2 rows have errors.")]
    [InlineData("sku,name,status\nX,One,asleep\n", JobState.Failed, "Nothing was imported: the only row has errors.")]
    [InlineData("sku,name,attr:none\nX,One,\n", JobState.Failed, "Nothing was imported: 1 problem with the columns. There is no attribute")]
    [InlineData("sku,name,status\nX,One,asleep\nY,Two,active\n", JobState.Done, "1 added, 0 updated. 1 row with errors was skipped.")]
    [InlineData("sku,name\n", JobState.Done, "The file has a header and no rows.")]
    [InlineData("source_sku,target_sku\nA,NONE\n", JobState.Failed, "Nothing was imported: the only row has errors.")]
    [InlineData(
        "order_id,ordered_at,channel,customer,status,sku,quantity,unit_price\n1,never,camera,,,A,1,1\n", JobState.Failed,
        "Nothing was imported: the only row has errors.")]
    public async Task Job_OfAFileOfWhichNothingCanBeUsed_HasFailed_AndKeepsItsReport(string text, JobState state, string words)
    {
        await studio.AddAsync(TestStudio.UserOf(TestStudio.Merchandiser, Role.Merchandiser));
        var queue = new JobQueue(studio.Store, studio.Time);
        var jobs = new ImportJobs(studio.Data, queue);
        await File.WriteAllTextAsync(Path.Combine(studio.Data.Exchange, "upload-1"), text);
        var file = (await Recognition.RecogniseAsync("upload-1", "mine.csv", TestStudio.Merchandiser)).Required;
        var id = (await jobs.StartAsync(new ImportInput("upload-1", "mine.csv", file.Kind, DryRun: false), TestStudio.Merchandiser)).Required;

        var work = new ImportWork(
            studio.Data, import, new OrderImport(studio.Store, studio.Data), queue, new LinkImport(studio.Store), new BundleImport(studio.Store));
        Assert.True(await new JobExecution(studio.Store, queue, [work], studio.Time).RunNextAsync());

        var job = (await queue.FindAsync(id, Actor.CommandLine))!;
        Assert.Equal(state, job.State);
        Assert.StartsWith(words, JobReport.Of(job)!.Summary, StringComparison.Ordinal);
        Assert.Equal(state == JobState.Failed ? JobReport.Of(job)!.Summary : null, job.Problem);
    }

    [StudioTheory]
    [InlineData("sku;price\nA;1,00\n", ExchangeKind.Listings, "price")]
    [InlineData("sku;name;cost\nA;One;1,00\n", ExchangeKind.Products, "cost")]
    [InlineData("sku;channel;price\nA;camera;1,00\n", ExchangeKind.Listings, null)]
    public async Task Recognised_WithoutAShop_SaysWhatItIsAskedFor(string text, ExchangeKind kind, string? column)
    {
        await File.WriteAllTextAsync(Path.Combine(studio.Data.Exchange, "upload-1"), text);

        var file = (await Recognition.RecogniseAsync("upload-1", "mine.csv", TestStudio.Merchandiser)).Required;

        Assert.Equal((kind, column), (file.Kind, file.ChannelFor));
    }

    private ImportRecognition Recognition => new(studio.Store, studio.Data, new ImportMappings(studio.Store));

    /// <summary>"A 1000 500": minor units of price and cost.</summary>
    private async Task<List<string>> PricesAsync()
    {
        await using var db = studio.Store.Read();
        var rows = await (from listing in db.Listings
                          join product in db.Products on listing.ProductId equals product.Id
                          orderby product.Sku
                          select new
                          {
                              product.Sku, listing.Price, listing.Cost
                          }).ToListAsync();
        return [.. rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Sku} {row.Price} {row.Cost}").TrimEnd())];
    }

    private Task<Outcome<CatalogImportReport>> RunAsync(params string[] lines) => RunAsync(new CatalogImportOptions(), lines);

    private Task<Outcome<CatalogImportReport>> RunAsync(CatalogImportOptions options, params string[] lines) =>
        RunAsync(TestStudio.Merchandiser, options, lines);

    private Task<Outcome<CatalogImportReport>> RunAsync(Actor actor, CatalogImportOptions options, params string[] lines) =>
        RunAsync(actor, options, null, lines);

    private async Task<Outcome<CatalogImportReport>> RunAsync(Actor actor, CatalogImportOptions options, TextWriter? errors, params string[] lines)
    {
        var path = Path.Combine(studio.Data.Exchange, "file.csv");
        await File.WriteAllLinesAsync(path, lines);
        return await import.ImportAsync(actor, path, options, errors);
    }
}
