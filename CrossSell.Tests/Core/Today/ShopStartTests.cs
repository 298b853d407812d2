using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.Mining;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Suggestions;
using CrossSell.Core.Today;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Today;

/// <summary>A shop from nothing to its first panel, by the services and jobs that the page of these steps asks.</summary>
public sealed class ShopStartTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [StudioFact]
    public async Task Shop_FromNothing_ByTwoFilesAndOneCount_HasSuggestionsAndAPanelOfItsBestseller()
    {
        await using var studio = await TestStudio.CreateAsync();
        var olaf = TestStudio.Administrator;
        await studio.AddAsync(TestStudio.UserOf(olaf, Role.Administrator));
        var made = (await new ChannelService(studio.Store).SaveAsync(
            new ChannelEdit(
                null, 0, "", "Own shop", "EUR", ["nl-NL"], "Europe/Amsterdam", true, new Dictionary<string, int> { ["standard"] = 2100 }, 0, null, 0,
                ["name", "price"]), olaf, Stop)).Required;
        var start = new ShopStartQuery(studio.Store);
        Assert.Equal(new ShopStart(0, 0, false, null), await start.LoadAsync(ReadScope.Everything, made.Id, Stop));

        var queue = new JobQueue(studio.Store, studio.Time);
        var imports = new ImportJobs(studio.Data, queue);
        var recognition = new ImportRecognition(studio.Store, studio.Data, new ImportMappings(studio.Store));
        var mining = new MiningService(studio.Store, studio.Time);
        var jobs = new JobExecution(studio.Store, queue,
        [
            new ImportWork(
                studio.Data, new CatalogImport(studio.Store, studio.Data, studio.Time), new OrderImport(studio.Store, studio.Data), queue,
                new LinkImport(studio.Store), new BundleImport(studio.Store)),
            new MiningWork(mining),
        ], studio.Time);

        await ImportAsync(
            "products.csv", ExchangeKind.Products,
            ["Artikelnummer;Bezeichnung;VK-Preis;Bestand", "BODY;Camera;900,00;5", "CARD;Card;40,00;50", "BAG;Bag;80,00;9", "CLOTH;Cloth;5,00;90"]);
        Assert.Equal(4, (await start.LoadAsync(ReadScope.Everything, made.Id, Stop)).Products);

        // The card goes with the body; the cloth with anything.
        await ImportAsync("orders.csv", ExchangeKind.Orders,
        [
            "order_id,ordered_at,channel,customer,status,sku,quantity,unit_price",
            .. Enumerable.Range(0, 200).SelectMany(number => (number % 4) switch
            {
                0 => Lines(number, "BODY", "CARD"), 1 => Lines(number, "BAG"), 2 => Lines(number, "BAG", "CLOTH"), _ => Lines(number, "CLOTH", "BODY", "CARD"),
            }),
        ]);
        Assert.Equal((200, false), await HeldAsync());

        Assert.True((await new MiningJobs(studio.Store, queue, studio.Time).StartAsync("own-shop", olaf, Stop)).IsDone);
        Assert.True(await jobs.RunNextAsync(Stop));

        Assert.Equal((200, true), await HeldAsync());
        Assert.True(await new SuggestionInbox(studio.Store, studio.Time).CountAsync(made.Id, Stop) > 0);
        var best = (await start.LoadAsync(ReadScope.Everything, made.Id, Stop)).BestSeller;
        Assert.Equal("BODY", best);
        using var panels = new PanelService(studio.Store, studio.Time);
        await panels.RefreshAsync(Stop);
        Assert.Equal(["CARD"], panels.Resolve(new PanelQuery(best!, "own-shop")).Required.Panel.Companions.Select(companion => companion.Product.Sku));

        async Task ImportAsync(string name, ExchangeKind kind, string[] lines)
        {
            await File.WriteAllLinesAsync(Path.Combine(studio.Data.Exchange, name), lines, Stop);
            var file = (await recognition.RecogniseAsync(name, name, olaf, kind == ExchangeKind.Orders ? null : kind, cancellation: Stop)).Required;
            Assert.Equal(kind, file.Kind);
            foreach (var dryRun in (bool[])[true, false])
            {
                var input = new ImportInput(name, name, kind, dryRun, Channel: "own-shop", NewAreActive: true) { Mapping = file.Told };
                var id = (await imports.StartAsync(input, olaf, Stop)).Required;
                Assert.True(await jobs.RunNextAsync(Stop));
                var job = (await queue.FindAsync(id, olaf, Stop))!;
                Assert.Equal((JobState.Done, null), (job.State, job.Problem));
                Assert.Equal(input with { Mapping = null }, ImportJobs.InputOf(job)! with { Mapping = null });
                Assert.Equal(dryRun, imports.IsKept(name));
            }
        }

        async Task<(int, bool)> HeldAsync()
        {
            var held = await start.LoadAsync(ReadScope.Everything, made.Id, Stop);
            return (held.Orders, held.IsMined);
        }
    }

    private static IEnumerable<string> Lines(int number, params string[] skus)
    {
        var at = TestStudio.Start.AddDays(-1 - (number / 4));
        return skus.Select(sku => $"O{number},{at:yyyy-MM-dd'T'HH:mm:ss'Z'},,C{number},placed,{sku},1,{(sku == "BODY" ? "900.00" : "10.00")}");
    }
}
