using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Rules;

public sealed class RuleServiceTests : IAsyncDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private TestStudio studio = null!;
    private RuleService rules = null!;
    private RuleList list = null!;

    public static TheoryData<string, string> Wrong => new()
    {
        { "name", "name" }, { "limit", "limit" }, { "dates", "validTo" }, { "no anchors", "anchors" }, { "empty groups", "companions" }, { "many", "anchors" },
        { "deep", "companions" },
        { "range", "anchors" }, { "open range", "anchors" }, { "no brand", "companions" }, { "percent", "comparisons" }, { "twice", "comparisons" },
        { "both categories", "comparisons" },
        { "channel", "channels" }, { "category", "anchors" }, { "attribute", "companions" }, { "compared", "comparisons" }, { "sku", "anchors" },
        { "type", "companions" },
    };

    [StudioFact]
    public async Task Create_OfAWholeRule_KeepsAllOfItBehindTheOthers()
    {
        await StartAsync();
        var first = (await rules.CreateAsync(Content("First"), TestStudio.Merchandiser, Token)).Required;
        var content = Content("  Boots -> socks ") with
        {
            Note = "Say which",
            Comparisons = [new SameBrand(), new PricedAtMost(30)],
            Order = RuleOrder.PriceLow,
            Limit = 3,
            ChannelIds = [1],
            Segment = "hikers",
            ValidFrom = TestStudio.Start,
            ValidTo = TestStudio.Start.AddDays(3),
            Enabled = true,
            Anchors = new AllOf([new OfBrand(["Lumen"]), new NoneOf([new PriceBetween(null, 5.5m), new AnyOf([new StockBetween(1, null)])])]),
        };

        var made = (await rules.CreateAsync(content, TestStudio.Merchandiser, Token)).Required;

        var stored = await list.FindAsync(ReadScope.Everything, made.Id, Token);
        Assert.Equal(content with { Name = "Boots -> socks", Version = made.Version }, stored);
        Assert.Equal([(first.Id, 0), (made.Id, 1)], (await list.LoadAsync(ReadScope.Everything, cancellation: Token)).Select(row => (row.Id, row.Priority)));
    }

    [StudioTheory]
    [MemberData(nameof(Wrong))]
    public async Task Create_OfAWrongRule_NamesTheField(string what, string field)
    {
        await StartAsync();
        Condition deep = new OfBrand(["Lumen"]);
        for (var level = 0; level < 9; level++)
        {
            deep = new AllOf([deep]);
        }

        var good = Content("Rule");
        var content = what switch
        {
            "name" => good with { Name = " " },
            "limit" => good with { Limit = 25 },
            "dates" => good with { ValidFrom = TestStudio.Start, ValidTo = TestStudio.Start },
            "no anchors" => good with { Anchors = new AllOf([]) },
            "empty groups" => good with { Companions = new AllOf([new AnyOf([]), new NoneOf([])]) },
            "many" => good with { Anchors = new AnyOf([.. Enumerable.Range(0, 101).Select(_ => new OfBrand(["Lumen"]))]) },
            "deep" => good with { Companions = deep },
            "range" => good with { Anchors = new PriceBetween(5, 4) },
            "open range" => good with { Anchors = new StockBetween(null, null) },
            "no brand" => good with { Companions = new OfBrand([]) },
            "percent" => good with { Comparisons = [new PricedAtMost(0)] },
            "twice" => good with { Comparisons = [new SameBrand(), new SameBrand()] },
            "both categories" => good with { Comparisons = [new SameCategory(), new OtherCategory()] },
            "channel" => good with { ChannelIds = [99] },
            "category" => good with { Anchors = new InCategory([99]) },
            "attribute" => good with { Companions = new AttributeIs(99, []) },
            "compared" => good with { Comparisons = [new AttributeMatches(99, 99)] },
            "sku" => good with { Anchors = new HasSku(["GONE"]) },
            _ => good with { Companions = new OfType([99]) },
        };

        var outcome = await rules.CreateAsync(content, TestStudio.Administrator, Token);

        Assert.Equal(field, outcome.Refusal?.Field);
        Assert.Empty(await list.LoadAsync(ReadScope.Everything, cancellation: Token));
    }

    [StudioFact]
    public async Task Write_ByWhoMayNotEditLinksInAllItsChannels_IsRefused()
    {
        await StartAsync();
        var one = TestStudio.Person("ida", Role.Merchandiser, 1);
        var made = (await rules.CreateAsync(Content("Here") with { ChannelIds = [1] }, one, Token)).Required;
        var everywhere = (await rules.CreateAsync(Content("Everywhere"), TestStudio.Merchandiser, Token)).Required;
        var content = (await list.FindAsync(ReadScope.Everything, made.Id, Token))!;

        Assert.Equal(Refusal.ForbiddenCode, (await rules.CreateAsync(Content("Everywhere"), one, Token)).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await rules.SaveAsync(made.Id, content with { ChannelIds = [1, 2] }, one, Token)).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await rules.SetEnabledAsync(everywhere.Id, true, one, Token)).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await rules.RemoveAsync(everywhere.Id, one, Token)).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await rules.MoveAsync(made.Id, null, TestStudio.Viewer, Token)).Refusal?.Code);
        Assert.True((await rules.SaveAsync(made.Id, content with { Limit = 2 }, one, Token)).IsDone);
    }

    [StudioFact]
    public async Task Save_OverSomebodyElsesChange_IsRefusedAsStale()
    {
        await StartAsync();
        var made = (await rules.CreateAsync(Content("Rule"), TestStudio.Merchandiser, Token)).Required;
        var content = (await list.FindAsync(ReadScope.Everything, made.Id, Token))!;
        Assert.True((await rules.SaveAsync(made.Id, content with { Limit = 2 }, TestStudio.Manager, Token)).IsDone);

        var outcome = await rules.SaveAsync(made.Id, content with { Limit = 9 }, TestStudio.Merchandiser, Token);

        Assert.Equal(Refusal.StaleCode, outcome.Refusal?.Code);
    }

    [StudioFact]
    public async Task MoveRemoveAndDuplicate_KeepPrioritiesWithoutGaps_AndAreUndone()
    {
        await StartAsync();
        foreach (var name in new[] { "A", "B", "C" })
        {
            await rules.CreateAsync(Content(name) with { Enabled = true }, TestStudio.Merchandiser, Token);
        }

        var ids = (await list.LoadAsync(ReadScope.Everything, cancellation: Token)).Select(row => row.Id).ToArray();
        var moved = (await rules.MoveAsync(ids[2], ids[0], TestStudio.Merchandiser, Token)).Required;
        Assert.Equal("C0 A1 B2", await NamesAsync());
        var copied = (await rules.DuplicateAsync(ids[0], TestStudio.Merchandiser, Token)).Required;
        Assert.Equal("C0 A1 A (copy)2 B3", await NamesAsync());
        Assert.False((await list.FindAsync(ReadScope.Everything, copied.Id, Token))!.Enabled);
        var removed = (await rules.RemoveAsync(ids[2], TestStudio.Merchandiser, Token)).Required;
        Assert.Equal("A0 A (copy)1 B2", await NamesAsync());

        var undo = studio.Undo;
        foreach (var (set, expected) in new[] { (removed, "C0 A1 A (copy)2 B3"), (copied, "C0 A1 B2"), (moved, "A0 B1 C2") })
        {
            Assert.Empty((await undo.UndoAsync(set.ChangeSetId, TestStudio.Merchandiser, cancellation: Token)).Required.Conflicts);
            Assert.Equal(expected, await NamesAsync());
        }
    }

    [StudioFact]
    public async Task Undo_OfASave_BringsTheTreesBack()
    {
        await StartAsync();
        var made = (await rules.CreateAsync(Content("Rule"), TestStudio.Merchandiser, Token)).Required;
        var before = (await list.FindAsync(ReadScope.Everything, made.Id, Token))!;
        var saved = (await rules.SaveAsync(
            made.Id, before with { Anchors = new AnyOf([new OfBrand(["Orbis"])]), Comparisons = [new OtherCategory()] }, TestStudio.Merchandiser,
            Token)).Required;

        Assert.Empty((await studio.Undo.UndoAsync(saved.ChangeSetId, TestStudio.Merchandiser, cancellation: Token)).Required.Conflicts);

        Assert.Equal(before, (await list.FindAsync(ReadScope.Everything, made.Id, Token))! with { Version = before.Version });
        var stranger = TestStudio.Person("ida", Role.Manager, 1);
        Assert.Equal(Refusal.ForbiddenCode, (await studio.Undo.UndoAsync(made.ChangeSetId, stranger, cancellation: Token)).Refusal?.Code);
    }

    [StudioFact]
    public async Task List_SaysWhatARuleIsNow()
    {
        await StartAsync();
        await rules.CreateAsync(Content("off"), TestStudio.Merchandiser, Token);
        await rules.CreateAsync(Content("live") with { Enabled = true, ValidFrom = TestStudio.Start, ChannelIds = [2] }, TestStudio.Merchandiser, Token);
        await rules.CreateAsync(Content("scheduled") with { Enabled = true, ValidFrom = TestStudio.Start.AddDays(1) }, TestStudio.Merchandiser, Token);
        await rules.CreateAsync(Content("expired") with { Enabled = true, ValidTo = TestStudio.Start }, TestStudio.Merchandiser, Token);

        Assert.Equal(
            [RuleState.Off, RuleState.Live, RuleState.Scheduled, RuleState.Expired],
            (await list.LoadAsync(ReadScope.Everything, cancellation: Token)).Select(row => row.State));
        Assert.DoesNotContain(await list.LoadAsync(ReadScope.Everything, 1, Token), row => row.Name == "live");
    }

    public async ValueTask DisposeAsync() => await studio.DisposeAsync();

    private static RuleContent Content(string name) =>
        new() { Name = name, Anchors = new AllOf([new OfBrand(["Lumen"])]), Companions = new AllOf([new Tagged(["new"])]) };

    private async Task StartAsync()
    {
        studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync();
        await studio.ChannelAsync("outdoor");
        await studio.AddAsync(new Segment { ChannelId = 1, Code = "hikers", Name = "Hikers" });
        (rules, list) = (new RuleService(studio.Store), new RuleList(studio.Store, studio.Time));
    }

    private async Task<string> NamesAsync() =>
        string.Join(' ', (await list.LoadAsync(ReadScope.Everything, cancellation: Token)).Select(row => $"{row.Name}{row.Priority}"));
}
