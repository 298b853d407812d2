using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Insights;
using CrossSell.Core.Jobs;
using CrossSell.Core.Mining;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.QuickStart;
using CrossSell.Core.Undo;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.QuickStart;

/// <summary>An empty studio with an administrator, files of a shop, and what imports them.</summary>
internal sealed class QuickStartScene : IAsyncDisposable
{
    public const string ProductHeader =
        "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Price,Status,Complementary products (product.metafields.shopify--discovery--product_recommendation.complementary_products)";

    public const string OrderHeader =
        "Name,Email,Financial Status,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing Phone,Cancelled at";

    private QuickStartScene(TestStudio studio)
    {
        Studio = studio;
        Queue = new JobQueue(studio.Store, studio.Time);
        Imports = new ImportWork(
            studio.Data, new CatalogImport(studio.Store, studio.Data, studio.Time), new OrderImport(studio.Store, studio.Data), Queue,
            new LinkImport(studio.Store), new BundleImport(studio.Store));
        Series = new ImportSeries(studio.Data, Imports);
        Panels = new PanelService(studio.Store, studio.Time);
        var drafts = new ImportDrafts(studio.Data);
        Recognition = new ImportRecognition(studio.Store, studio.Data, new ImportMappings(studio.Store));
        Finder = new QuickStartFiles(Recognition, drafts);
        Jobs = new QuickStartJobs(studio.Store, Queue, new ChannelService(studio.Store));
        Work = new QuickStartWork(studio.Store, Series, new MiningService(studio.Store, studio.Time), Panels, studio.Time);
        Verdicts = new ShopVerdictQuery(studio.Store, new InsightsQuery(studio.Store, Panels, studio.Time), Panels);
    }

    public TestStudio Studio { get; }

    public JobQueue Queue { get; }

    public ImportWork Imports { get; }

    public ImportSeries Series { get; }

    public ImportRecognition Recognition { get; }

    public PanelService Panels { get; }

    public QuickStartFiles Finder { get; }

    public QuickStartJobs Jobs { get; }

    public QuickStartWork Work { get; }

    public ShopVerdictQuery Verdicts { get; }

    public Actor Me { get; } = TestStudio.Administrator;

    public static async Task<QuickStartScene> CreateAsync()
    {
        var studio = await TestStudio.CreateAsync();
        await studio.AddAsync(TestStudio.UserOf(TestStudio.Administrator, Role.Administrator));
        return new QuickStartScene(studio);
    }

    /// <summary>A camera shop: a body, a lens that goes with it, a bag that its file links, and a tripod that is bought alone.</summary>
    public static IEnumerable<string> Products() =>
    [
        ProductHeader,
        "body,Camera body,,Acme,,,TRUE,Title,Default Title,BODY,900.00,active,bag",
        "lens,Lens,,Acme,,,TRUE,Title,Default Title,LENS,640.00,active,",
        "bag,Camera bag,,Acme,,,TRUE,Title,Default Title,BAG,80.00,active,",
        "tripod,Tripod,,Acme,,,TRUE,Title,Default Title,TRIPOD,120.00,active,",
        "strap,Strap,,Acme,,,TRUE,Title,Default Title,STRAP,15.00,active,",
    ];

    /// <summary>Orders in which the lens goes with the body; the tripod is bought alone.</summary>
    public static IEnumerable<string> Orders(int count = 200) =>
    [
        OrderHeader,
        .. Enumerable.Range(0, count).SelectMany(number => (number % 4) switch
        {
            0 or 1 => Order(number, "BODY", "LENS"), 2 => Order(number, "TRIPOD"), _ => Order(number, "STRAP"),
        }),
    ];

    public async Task<Channel> ShopAsync(string currency = "EUR")
    {
        var id = (await Jobs.AddShopAsync(new ShopSettings("Own shop", currency, "en-GB", "Europe/London"), null, Me)).Required;
        return (await Jobs.ShopsAsync(ReadScope.Everything)).Single(shop => shop.Id == id);
    }

    public async Task<Outcome<ExchangeFile>> BringAsync(string name, IEnumerable<string> lines)
    {
        var kept = ImportDrafts.NewFile();
        await File.WriteAllLinesAsync(Path.Combine(Studio.Data.Exchange, kept), lines);
        return await Finder.RecogniseAsync(kept, name, Me);
    }

    public async Task<Job> RunAsync(Channel shop, params ExchangeFile[] files)
    {
        var id = (await Jobs.StartAsync(ImportTurns.Of(files, shop.Code, newAreActive: true), shop.Code, Me)).Required;
        Assert.True(await Execution().RunNextAsync());
        return (await Queue.FindAsync(id, Actor.CommandLine))!;
    }

    public async Task UndoAsync(long job)
    {
        Assert.True((await new JobUndo(Studio.Store, Queue).StartAsync(job, Me)).IsDone);
        Assert.True(await Execution().RunNextAsync());
    }

    public JobExecution Execution() => new(Studio.Store, Queue, [Work, Imports, new JobUndoWork(Studio.Store, Studio.Undo)], Studio.Time);

    public async ValueTask DisposeAsync()
    {
        Panels.Dispose();
        await Studio.DisposeAsync();
    }

    private static IEnumerable<string> Order(int number, params string[] skus) => skus.Select((sku, at) => string.Create(
        CultureInfo.InvariantCulture,
        $"#{1000 + number},{(at == 0 ? $"buyer{number % 50}@example.com" : "")},{(at == 0 ? "paid,EUR" : ",")},2026-{1 + (number % 9):00}-10 10:00:00 +0100,1,{NameOf(sku)},{PriceOf(sku)},{sku},Ann Buyer,+31612345678,"));

    private static string NameOf(string sku) => sku switch { "BODY" => "Camera body", "LENS" => "Lens", "TRIPOD" => "Tripod", _ => "Strap" };

    private static string PriceOf(string sku) => sku switch { "BODY" => "900.00", "LENS" => "640.00", "TRIPOD" => "120.00", _ => "15.00" };
}
