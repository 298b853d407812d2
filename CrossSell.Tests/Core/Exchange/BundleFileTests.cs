using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using CrossSell.Tests.Core.Bundles;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Exchange;

/// <summary>Bundles in and out by file.</summary>
[Trait("Kind", "Slow")]
public sealed class BundleFileTests
{
    private const string Header = "bundle,name,kind,pricing,amount,channels,valid_from,valid_to,slot,required,component_sku,quantity,discount\n";

    [StudioFact]
    public async Task Import_OfAnExport_ChangesNothing_AndBringsEverythingBackElsewhere()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        var everything = kit.Content with
        {
            Kind = BundleKind.Choice,
            Name = "=Kit, \"all\" of it",
            Text = "Two words",
            Note = "-note",
            Pricing = PricingKind.BuyNPayM,
            BuyQuantity = 3,
            PayQuantity = 2,
            Rounding = PriceRounding.To95,
            StartsAt = new DateTime(2026, 11, 27),
            EndsAt = new DateTime(2026, 12, 1, 23, 59, 30),
            StacksWithCodes = true,
            IsComposite = true,
            Locales = [new("de", "Satz"), new("nl-BE", null, "Tekst")],
            Slots =
            [
                new("bag", "Bag", 1, 2, IsRequired: false) { MayRepeat = true, Titles = new([KeyValuePair.Create("de", "Tasche")]) },
                new("more", "More", Condition: new AllOf([new PriceBetween(1, 99.5m), new Tagged(["a|b", "c"])]), Limit: 4)
                {
                    Order = SlotOrder.Newest, DiscountBasisPoints = 1250, Comparisons = [new SameBrand(), new PricedAtMost(40)],
                },
            ],
            Components =
            [
                new(kit.Body.Id, 2)
                {
                    MinQuantity = 1, MaxQuantity = 4, Titles = new([KeyValuePair.Create("", "The body"), KeyValuePair.Create("de", "Gehäuse")]),
                },
                new(kit.Card.Id, 1, 505, Leads: true) { IsRequired = false, Replacements = [kit.Bag.Id, kit.Body.Id] },
                new(kit.Bag.Id) { SlotKey = "bag", PriceDelta = -250, Variants = [new(kit.Card.Id, 199), new(kit.Body.Id)] },
            ],
        };
        Assert.Null((await kit.SaveAsync(everything)).Refusal);
        var second = (await kit.Bundles.CreateAsync("Percent", kit.Channel.Id, [kit.Card.Id], TestStudio.Merchandiser)).Required;
        await kit.ReloadAsync();
        var file = await ExportAsync(studio);
        var before = await studio.Store.StateAsync(Stop);

        var same = (await ImportAsync(studio, file, TestStudio.Manager)).Required;

        Assert.Equal((0, 0, 2, 0), (same.New, same.Changed, same.Same, same.Wrong));
        Assert.Equal(before, await studio.Store.StateAsync(Stop));

        // The same content under other codes: everything of it came over.
        var copy = (await ImportAsync(studio, file.Replace($"\n{kit.Bundle.Code},", "\nnew-kit,", StringComparison.Ordinal)
            .Replace($"\n{second},", "\nnew-percent,", StringComparison.Ordinal), TestStudio.Manager)).Required;

        Assert.Equal((2, 0, 0, 0), (copy.New, copy.Changed, copy.Same, copy.Wrong));
        Assert.Equal(RowsOf(file, kit.Bundle.Code), RowsOf(await ExportAsync(studio), "new-kit"));
        Assert.Equal(5, RowsOf(file, kit.Bundle.Code).Count());

        static IEnumerable<string> RowsOf(string text, string code) =>
            text.Split('\n').Where(line => line.StartsWith(code + ",", StringComparison.Ordinal)).Select(line => line[code.Length..]);
    }

    [StudioFact]
    public async Task Import_MakesDraftsOfWhoImports_WhoMayNotApproveThem_AndIsUndoneAsOne()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.ApproveAsync();
        var file = Header
            + $"{kit.Bundle.Code},,,percent-off,15,,,,,,,,\n"
            + "summer,Summer set,,fixed-price,99.95,camera,2027-06-01,,,,cam-d7,1,\nsummer,,,,,,,,,no,card-128,2,\n";
        var dry = (await ImportAsync(studio, file, TestStudio.Manager, new BundleImportOptions { DryRun = true })).Required;
        var job = await JobAsync(studio);

        var report = (await ImportAsync(studio, file, TestStudio.Manager, new BundleImportOptions { JobId = job })).Required;

        Assert.Equal((1, 1, 0, 0, 3), (report.New, report.Changed, report.Same, report.Wrong, report.Rows));
        Assert.Equal((dry.New, dry.Changed, dry.Same, dry.Wrong), (report.New, report.Changed, report.Same, report.Wrong));
        var summer = (await new BundleList(studio.Store).FindAsync(ReadScope.Everything, "summer"))!;
        var draft = Assert.Single(summer.Revisions);
        var content = BundleContent.Of(draft);
        Assert.Equal(
            (RevisionState.Draft, "Summer set", PricingKind.FixedPrice, 9995L, new DateTime(2027, 6, 1)),
            (draft.State, content.Name, content.Pricing, content.Amount, content.StartsAt!.Value));
        Assert.Equal(
            [(kit.Body.Id, 1, true), (kit.Card.Id, 2, false)], content.Components.Select(part => (part.ProductId, part.Quantity, part.IsRequired)));
        Assert.Equal(TestStudio.Manager.Id, summer.OwnerId);
        await kit.ReloadAsync();
        Assert.Equal(
            [RevisionState.Approved, RevisionState.Draft], kit.Bundle.Revisions.OrderBy(revision => revision.Number).Select(revision => revision.State));
        Assert.Equal((PricingKind.PercentOff, 1500, 3), (kit.Content.Pricing, kit.Content.PercentBasisPoints, kit.Content.Components.Count));

        foreach (var set in report.ChangeSets.Reverse())
        {
            Assert.Null((await studio.Undo.UndoAsync(set, TestStudio.Manager, Stop)).Refusal);
        }

        await kit.ReloadAsync();
        Assert.Equal(RevisionState.Approved, Assert.Single(kit.Bundle.Revisions).State);
        Assert.Null(await new BundleList(studio.Store).FindAsync(ReadScope.Everything, "summer"));

        // Nobody approves what they imported.
        Assert.Equal(1, (await ImportAsync(studio, file, TestStudio.Manager)).Required.New);
        draft = (await new BundleList(studio.Store).FindAsync(ReadScope.Everything, "summer"))!.Revisions[0];
        Assert.Null((await kit.Bundles.SubmitAsync(draft.Id, draft.Version, TestStudio.Manager)).Refusal);
        draft = (await new BundleList(studio.Store).FindAsync(ReadScope.Everything, "summer"))!.Revisions[0];
        Assert.NotNull((await kit.Reviews.ApproveAsync(draft.Id, draft.Version, TestStudio.Manager)).Refusal);
    }

    [StudioFact]
    public async Task Import_OfWrongRows_SaysEach_LeavesTheirBundlesOut_AndTheRestLands()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.SubmitAsync();
        var file = Header
            + "good,Good,,,,camera,,,,,cam-d7,1,\n"
            + "bad,Bad,odd,percent-off,120,moon,yesterday,,,maybe,nothing,0,x\nbad,,,,,,,,,,bag-15,1,\n"
            + $"{kit.Bundle.Code},Other,,,,,,,,,,,\n"
            + "Not A Code,Name,,,,camera,,,,,bag-15,1,\n"
            + "nameless,,,,,camera,,,,,bag-15,1,\n";
        using var errors = new StringWriter();

        var report = (await ImportAsync(studio, file, TestStudio.Manager, errors: errors)).Required;

        Assert.Equal((1, 0, 0, 5), (report.New, report.Changed, report.Same, report.Wrong));
        Assert.Equal(
            new[] { "kind", "amount", "channels", "valid_from", "component_sku" }.Order(),
            report.Errors.Where(error => error.Line == 3).Select(error => error.Column!).Order());
        Assert.Contains("in review", Assert.Single(report.Errors, error => error.Line == 5).Message, StringComparison.Ordinal);
        Assert.Contains("code", Assert.Single(report.Errors, error => error.Line == 6).Message, StringComparison.Ordinal);
        Assert.Contains("name", Assert.Single(report.Errors, error => error.Line == 7).Message, StringComparison.Ordinal);
        Assert.Equal(6, errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal("import.strict", (await ImportAsync(studio, file, TestStudio.Manager, new BundleImportOptions { Strict = true })).Refusal!.Code);
        var local = TestStudio.Person("lo", Role.Merchandiser, (await studio.ChannelAsync("other")).Id);
        var denied = (await ImportAsync(studio, Header + "mine,Mine,,,,camera,,,,,cam-d7,1,\n", local)).Required;
        Assert.Equal((0, 1), (denied.New, denied.Wrong));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<long> JobAsync(TestStudio studio)
    {
        var queue = new JobQueue(studio.Store, studio.Time);
        var input = new ImportInput("f", "f", ExchangeKind.Bundles, DryRun: false);
        return (await queue.StartAsync(ImportJobs.Kind, "Import", input, TestStudio.Manager, Stop)).Required;
    }

    private static async Task<string> ExportAsync(TestStudio studio)
    {
        using var writer = new StringWriter();
        await new BundleExport(studio.Store).WriteAsync(ReadScope.Everything, writer, cancellation: Stop);
        return writer.ToString();
    }

    private static async Task<Outcome<BundleImportReport>> ImportAsync(
        TestStudio studio, string text, Actor actor, BundleImportOptions? options = null, TextWriter? errors = null)
    {
        var path = Path.Combine(studio.Data.Exchange, "bundles.csv");
        await File.WriteAllTextAsync(path, text, Stop);
        return await new BundleImport(studio.Store).ImportAsync(actor, path, options ?? new BundleImportOptions(), errors, cancellation: Stop);
    }
}
