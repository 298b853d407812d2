using System.Globalization;
using System.Text;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Exchange;

/// <summary>
/// Files in the shop's own form: recognised, mapped, remembered, checked field by field, corrected in place and imported by the very same readers.
/// </summary>
public sealed class MappedImportTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private Channel camera = null!;
    private JobQueue queue = null!;
    private ImportMappings mappings = null!;
    private ImportRecognition recognition = null!;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        camera = await studio.ChannelAsync("camera");
        await studio.ProductAsync("A-1", camera, price: 100_00, stock: 1, name: "Lens");
        await studio.ProductAsync("A-2", camera, price: 59_99, stock: 3, name: "Strap");
        await studio.AddAsync(TestStudio.UserOf(TestStudio.Merchandiser, Role.Merchandiser));
        queue = new JobQueue(studio.Store, studio.Time);
        mappings = new ImportMappings(studio.Store);
        recognition = new ImportRecognition(studio.Store, studio.Data, mappings);
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public async Task PriceFile_InTheShopsOwnForm_IsImported_AndTheSameFileAgainChangesNothing()
    {
        var file = await BringAsync("Artikelnummer;Bezeichnung;VK-Preis;Bestand", "A-1;Objektiv;1.299,00;12,00", "A-2;Gurt;59,99;3");

        Assert.Equal((ExchangeKind.Listings, "price", MappingOrigin.Guessed, Sureness.Sure), (file.Kind, file.ChannelFor, file.Origin, file.Sureness));
        var trial = await RunAsync(file, isTrial: true);
        Assert.Equal((1, 1), (Figure(trial, "changed"), Figure(trial, "unchanged")));
        Assert.Equal(["A-1 10000 1", "A-2 5999 3"], await PricesAsync());
        var changes = (await Checks.ChangesAsync(trial.Id, null, TestStudio.Merchandiser))!;
        Assert.Equal(
            [("A-1", "price", "100.00 EUR", "1299.00 EUR"), ("A-1", "stock", "1", "12")],
            changes.Rows.Select(change => (change.Sku, change.Field, change.Old, change.New)));
        Assert.Equal(1, (await Checks.ChangesAsync(trial.Id, "stock", TestStudio.Merchandiser))!.Total);

        var done = await RunAsync(file, isTrial: false);
        Assert.Equal(JobState.Done, done.State);
        Assert.Equal(["A-1 129900 12", "A-2 5999 3"], await PricesAsync());
        await using (var db = studio.Store.Read())
        {
            Assert.Equal("Lens", (await db.Products.SingleAsync(product => product.Sku == "A-1")).Name);
        }

        file = await BringAsync("Artikelnummer;Bezeichnung;VK-Preis;Bestand", "A-1;Objektiv;1.299,00;12,00", "A-2;Gurt;59,99;3");
        var again = await RunAsync(file, isTrial: true);
        Assert.Equal(0, JobReport.Of(again)!.Changes);
    }

    [StudioFact]
    public async Task Mapping_IsRememberedForTheColumns_ByShop_AndAnotherOneReplacesIt()
    {
        var file = await BringAsync("Artikelnummer;VK-Preis", "A-1;1,00");
        Assert.True((await mappings.RememberAsync(file.Mapping, "a.csv", "camera", TestStudio.Merchandiser)).IsDone);
        var state = await studio.Store.StateAsync();
        Assert.True((await mappings.RememberAsync(file.Mapping, "b.csv", "camera", TestStudio.Merchandiser)).IsDone);

        Assert.Equal(state, await studio.Store.StateAsync());
        var next = await BringAsync("ARTIKELNUMMER ;VK-Preis", "A-1;1,00");
        Assert.Equal((MappingOrigin.Remembered, "camera", "sku price"), (next.Origin, next.Channel, Fields(next.Mapping)));
        Assert.Equal("ARTIKELNUMMER", next.Mapping.Columns[0].Name);

        var cost = next.Mapping with { Columns = [next.Mapping.Columns[0], next.Mapping.Columns[1] with { Field = "cost" }] };
        Assert.True((await mappings.RememberAsync(cost, "a.csv", "camera", TestStudio.Merchandiser)).IsDone);
        Assert.Equal("sku cost", Fields((await BringAsync("Artikelnummer;VK-Preis", "A-1;1,00")).Mapping));
        Assert.Equal(MappingOrigin.Guessed, (await BringAsync("Artikelnummer;VK-Preis;EK", "A-1;1,00;0,50")).Origin);
    }

    [StudioFact]
    public async Task Mapping_IsRememberedByThoseOnly_WhoMayEditTheShop()
    {
        var other = await studio.ChannelAsync("outdoor");
        var file = await BringAsync("Artikelnummer;VK-Preis", "A-1;1,00");
        var ofCamera = TestStudio.Person("cam", Role.Merchandiser, camera.Id);

        Assert.True((await mappings.RememberAsync(file.Mapping, "a.csv", other.Code, ofCamera)).IsRefused(out _));
        Assert.True((await mappings.RememberAsync(file.Mapping, "a.csv", other.Code, TestStudio.Merchandiser)).IsDone);
        Assert.Null(await mappings.FindAsync(["Artikelnummer", "VK-Preis"], null, ofCamera));
        Assert.Null(await mappings.FindAsync(["Artikelnummer", "VK-Preis"], null, TestStudio.Viewer));
        Assert.NotNull(await mappings.FindAsync(["Artikelnummer", "VK-Preis"], null, TestStudio.Merchandiser));
    }

    [StudioFact]
    public async Task Errors_CallTheColumnAsTheFileDoes_AndAreCorrectedInPlace_OrLeftOut()
    {
        string[] lines = ["Artikelnummer;VK-Preis;Bestand", "A-1;teuer;5", "NONE;1,00;1", "A-2;60,00;viel"];
        var file = await BringAsync(lines);
        var trial = await RunAsync(file, isTrial: true);
        var problems = await Checks.ProblemsAsync(trial.Id, TestStudio.Merchandiser);

        Assert.Equal(
            [(2, 1, "VK-Preis", "teuer"), (3, 0, "Artikelnummer", "NONE"), (4, 2, "Bestand", "viel")],
            problems.Rows.Select(row => (row.Line, row.Column, row.Name, row.Value)));
        Assert.Equal("VK-Preis is \"teuer\"; write a number such as 12.95.", problems.Rows[0].Message);
        Assert.Equal(3, problems.Total);
        Assert.Equal(RowProblems.None, await Checks.ProblemsAsync(trial.Id, TestStudio.Viewer));

        var corrections = RowCorrections.None.With(2, 1, "1.250,00").With(4, 2, "7").LeaveOut(3, true);
        var second = await RunAsync(file, isTrial: true, corrections);
        Assert.Equal((2, 2, 0), (Figure(second, "rows"), Figure(second, "changed"), Figure(second, "wrong")));
        Assert.Equal(["A-1 10000 1", "A-2 5999 3"], await PricesAsync());
        await RunAsync(file, isTrial: false, corrections);
        Assert.Equal(["A-1 125000 5", "A-2 6000 7"], await PricesAsync());
    }

    [StudioFact]
    public async Task Mapped_AndCalledAsOurs_ComeToTheSame()
    {
        string[] rows = ["N-1;Eins;1.299,00;4;ja", "N-2;Zwei;10,00;;nein", "A-1;Objektiv;59,99;2;ja", "A-2;;kaputt;1;ja"];
        var own = (await ImportAsync(null, ["sku;name;price;stock;published", .. rows.Select(row => row.Replace("ja", "yes", StringComparison.Ordinal)
            .Replace("nein", "no", StringComparison.Ordinal))])).Required;
        var mapping = new FileMapping(ExchangeKind.Products,
            [new("Nr", "sku"), new("Text", "name"), new("Preis", "price"), new("Lager", "stock", ColumnForm.DecimalComma), new("Online", "published")]);
        var mapped = (await ImportAsync(mapping, ["Nr;Text;Preis;Lager;Online", .. rows])).Required;

        Assert.Equal((own.Rows, own.New, own.Changed, own.Same, own.Wrong), (mapped.Rows, mapped.New, mapped.Changed, mapped.Same, mapped.Wrong));
        Assert.Equal((5, "price"), (own.Errors[0].Line, own.Errors[0].Column));
        Assert.Equal((5, "Preis", "A-2;;kaputt;1;ja"), (mapped.Errors[0].Line, mapped.Errors[0].Column, mapped.Errors[0].Record));
    }

    [StudioFact]
    public async Task Mapping_OfOtherColumns_IsRefused()
    {
        var refused = await ImportAsync(new FileMapping(ExchangeKind.Products, [new("Nr", "sku")]), ["Nr;Preis", "A-1;1,00"]);

        Assert.Equal("file.mapping", refused.Refusal!.Code);
    }

    [StudioFact]
    public async Task Orders_OfAShopsOwnForm_AreRead_WithoutWhatHasAUsualValue()
    {
        var file = await BringAsync(
            "Belegnummer;Belegdatum;Artikelnummer;Menge;Einzelpreis", "1001;24.12.2026 18:05;A-1;2,00;1.299,00", "1001;24.12.2026 18:05;A-2;1;59,99");
        Assert.Equal((ExchangeKind.Orders, "order_id"), (file.Kind, file.ChannelFor));

        var done = await RunAsync(file, isTrial: false);

        Assert.Equal((JobState.Done, 1), (done.State, Figure(done, "new")));
        await using var db = studio.Store.Read();
        var lines = await db.OrderLines.OrderBy(line => line.Sku).ToListAsync();
        Assert.Equal([("A-1", 2, 129_900L), ("A-2", 1, 5_999L)], lines.Select(line => (line.Sku, line.Quantity, line.UnitPrice)));
        Assert.Equal(new DateTimeOffset(2026, 12, 24, 17, 5, 0, TimeSpan.Zero), (await db.Orders.SingleAsync()).OrderedAt);
    }

    [StudioFact]
    public async Task ForeignFile_IsReadAsItsSystemMeansIt_OrColumnByColumnWhereAPersonSaysSo()
    {
        var file = await BringAsync("sku;categories;enabled;family;groups;name-en_US;price", "A-1;bags,summer;1;bags;;Bag;10.00");

        Assert.Equal(("Akeneo", true, ExchangeKind.Products, "price"), (file.Dialect!.System, file.IsWhole, file.Kind, file.ChannelFor));
        Assert.Equal((1, 0, "groups"), (file.Summary!.Products, file.Summary.Refused, string.Join(' ', file.Summary.LeftAside)));
        Assert.Null(file.Told);
        var done = await RunAsync(file, isTrial: false);
        Assert.Equal((JobState.Done, 1), (done.State, Figure(done, "changed")));
        await using (var db = studio.Store.Read())
        {
            Assert.Equal("Bag", (await db.Products.SingleAsync(product => product.Sku == "A-1")).Name);
        }

        // Then only what means the same everywhere is guessed.
        file = await BringAsync("sku;categories;enabled;family;groups;name-en_US;price", "A-1;bags,summer;1;bags;;Bag;10.00");
        Assert.Equal("sku - - - - - price", string.Join(' ', file.Mapping.Columns.Select(column => column.Field ?? "-")));
        file = file.With(file.Mapping);
        Assert.Equal((false, file.Mapping), (file.IsWhole, file.Told!));
        Assert.Equal(JobState.Done, (await RunAsync(file, isTrial: true)).State);
    }

    [StudioFact]
    public async Task OwnFile_IsReadByItsHeader_AndAskedForNothing()
    {
        var file = await BringAsync("sku;name;color", "A-9;Nine;red");

        Assert.Equal((ExchangeKind.Products, MappingOrigin.Own, (FileMapping?)null, (string?)null), (file.Kind, file.Origin, file.Told, file.ChannelFor));
        Assert.Null(file.Mapping.Columns[2].Field);
    }

    [Fact]
    public async Task Draft_IsItsBringersAlone_AndComesBackAsItWasLeft()
    {
        var drafts = new ImportDrafts(studio.Data);
        var name = ImportDrafts.NewFile();
        var draft = new ImportDraft(name, "prices.csv", TestStudio.Merchandiser.Id)
        {
            Mapping = new FileMapping(ExchangeKind.Listings, [new("Nr", "sku"), new("VK", "price", ColumnForm.DecimalComma)]),
            Channel = "camera",
            Corrections = RowCorrections.None.With(2, 1, "1,00").LeaveOut(3, true),
            TrialJob = 7,
            IsStale = true,
        };
        await drafts.SaveAsync(draft, TestStudio.Merchandiser);

        var found = (await drafts.FindAsync(name, TestStudio.Merchandiser))!;
        Assert.Equal(draft.Mapping.Columns, found.Mapping!.Columns);
        Assert.Equal((draft.Channel, draft.TrialJob, draft.IsStale, "1,00"), (found.Channel, found.TrialJob, found.IsStale, found.Corrections.Of(2, 1)));
        Assert.Null(await drafts.FindAsync(name, TestStudio.Manager));
        Assert.Null(await drafts.FindAsync("../secret", TestStudio.Merchandiser));
        await Assert.ThrowsAsync<InvalidOperationException>(() => drafts.SaveAsync(draft, TestStudio.Manager));
    }

    private ImportChecks Checks => new(studio.Data, queue);

    private async Task<ExchangeFile> BringAsync(params string[] lines)
    {
        var name = ImportDrafts.NewFile();
        await File.WriteAllLinesAsync(Path.Combine(studio.Data.Exchange, name), lines);
        return (await recognition.RecogniseAsync(name, "prices.csv", TestStudio.Merchandiser)).Required;
    }

    private async Task<Job> RunAsync(ExchangeFile file, bool isTrial, RowCorrections? corrections = null)
    {
        var jobs = new ImportJobs(studio.Data, queue);
        var input = new ImportInput(file.File, file.OriginalName, file.Kind, isTrial, Channel: "camera") { Mapping = file.Told, Corrections = corrections };
        var id = (await jobs.StartAsync(input, TestStudio.Merchandiser)).Required;
        var work = new ImportWork(
            studio.Data, new CatalogImport(studio.Store, studio.Data, studio.Time), new OrderImport(studio.Store, studio.Data), queue,
            new LinkImport(studio.Store), new BundleImport(studio.Store));
        Assert.True(await new JobExecution(studio.Store, queue, [work], studio.Time).RunNextAsync());
        return (await queue.FindAsync(id, Actor.CommandLine))!;
    }

    private async Task<Outcome<CatalogImportReport>> ImportAsync(FileMapping? mapping, string[] lines)
    {
        var path = Path.Combine(studio.Data.Exchange, "file.csv");
        await File.WriteAllLinesAsync(path, lines, Encoding.Latin1);
        return await new CatalogImport(studio.Store, studio.Data, studio.Time).ImportAsync(
            TestStudio.Merchandiser, path,
            new CatalogImportOptions
            {
                ChannelCode = "camera", DryRun = true, Reading = mapping is null ? null : new FileReading { Mapping = mapping },
            });
    }

    private async Task<List<string>> PricesAsync()
    {
        await using var db = studio.Store.Read();
        var rows = await (from listing in db.Listings
                          join product in db.Products on listing.ProductId equals product.Id
                          orderby product.Sku
                          select new
                          {
                              product.Sku, listing.Price, listing.Stock
                          }).ToListAsync();
        return [.. rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Sku} {row.Price} {row.Stock}"))];
    }

    private static long Figure(Job job, string name) => JobReport.Of(job)!.Figures.Single(figure => figure.Name == name).Count;

    private static string Fields(FileMapping mapping) => string.Join(' ', mapping.Columns.Select(column => column.Field ?? "-"));
}
