using CrossSell.Core.Affinity;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Panels;
using CrossSell.Core.Rules;
using CrossSell.Core.Storage;
using CrossSell.Tests.Core.Common;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Panels;

public sealed class PanelCacheTests
{
    private static readonly string[] Anchors = ["ANCHOR", "ANCHOR-S", "ANCHOR-M", "SIMPLE", "PART", "LAST"];

    public static TheoryData<string> Writes => [.. Changes.Keys];

    private static Dictionary<string, Func<WriteSession, Task>> Changes { get; } = new()
    {
        ["price"] = session => ListingAsync(session, "MINED", listing => listing.Set(it => it.Price, 4_321)),
        ["stock of a variant"] = session => ListingAsync(session, "COVER-M", listing => listing.Set(it => it.Stock, 0)),
        ["stock of a bundle's part"] = session => ListingAsync(session, "PART", listing => listing.Set(it => it.Stock, 0)),
        ["price of a bundle's part"] = session => ListingAsync(session, "PART", listing => listing.Set(it => it.Price, 7_777)),
        ["completeness"] = session => ListingAsync(Plain(session), "LINKED", listing => listing.Set(it => it.Completeness, 10).Set(it => it.Missing, "gtin")),
        ["name"] = session => ProductAsync(session, "LINKED", product => product.Set(it => it.Name, "Another name")),
        ["status"] = session => ProductAsync(session, "MINED", product => product.Set(it => it.Status, ProductStatus.Archived)),
        ["category"] = session => ProductAsync(
            session, "BEST", product => product.Set(it => it.CategoryId, session.Db.Categories.First(category => category.Code == "other").Id)),
        ["price of a category pair"] = session => ListingAsync(session, "PAIR", listing => listing.Set(it => it.Price, 777)),
        ["category of a category pair"] = session => ProductAsync(
            session, "PAIR", product => product.Set(it => it.CategoryId, session.Db.Categories.First(category => category.Code == "main").Id)),
        ["a rule that compares what differs"] = session => AddAsync(session, new Rule
        {
            Name = "Batteries", Anchors = new AllOf([]), Companions = new HasSku(["NOBODY"]), CreatedBy = "Eva", CreatedAt = TestStudio.Start, Enabled = true,
            Limit = 2,
            Comparisons = [new AttributeMatches(BatteryOf(session), BatteryOf(session))],
        }),
        ["the anchor's own category"] = session => ProductAsync(session, "SIMPLE", product => product.Set(it => it.CategoryId, null)),
        ["sku"] = session => ProductAsync(session, "SIMPLE", product => product.Set(it => it.Sku, "RENAMED")),
        ["no longer listed"] = async session => session.Db.Listings
            .Remove(await session.Db.Listings.SingleAsync(listing => listing.ProductId == IdOf(session, "LINKED"))),
        ["listed after all"] = session => AddAsync(
            session, new Listing { ProductId = IdOf(session, "ELSEWHERE"), ChannelId = 1, Price = 500, Published = true, Stock = 3, Completeness = 100 }),
        ["link"] = session => AddAsync(session, Link(session, "SIMPLE", "LINKED")),
        ["link of the family"] = session => AddAsync(session, Link(session, "ANCHOR", "LAST")),
        ["paused link"] = async session => (await session.Db.Links.FirstAsync(link => link.TargetId == IdOf(session, "LINKED"))).Pause(),
        ["removed link"] = async session => session.Db.Links.Remove(await session.Db.Links.FirstAsync(link => link.TargetId == IdOf(session, "COVER"))),
        ["renamed type"] = async session => (await session.Db.LinkTypes.FirstAsync(type => type.Code == LinkType.CrossSell)).FillsPanel = false,
        ["verdict"] = session => AddAsync(session, new SuggestionVerdict
        {
            ChannelId = 1, AnchorId = IdOf(session, "SIMPLE"), CompanionId = IdOf(session, "MINED"), Decision = SuggestionDecision.Rejected, DecidedBy = "Eva",
            DecidedAt = TestStudio.Start,
        }),
        ["new variant"] = async session =>
        {
            var variant = new Product
            {
                Sku = "EMPTY-2", Name = "Empty 2", Kind = ProductKind.Variant, ParentId = IdOf(session, "EMPTY"), Status = ProductStatus.Active
            };
            session.Db.Add(variant);
            await session.SaveAsync();
            session.Db.Add(new Listing { ProductId = variant.Id, ChannelId = 1, Price = 900, Published = true, Completeness = 100 });
        },
        ["attribute"] = async session => (await session.Db.AttributeValues
            .FirstAsync(value => value.ProductId == IdOf(session, "COVER-M") && value.Text == "M")).Text = "S",
        ["pin"] = session => AddAsync(
            session, new PanelOverride { Scope = OverrideScope.Channel, TargetId = IdOf(session, "LAST"), Action = OverrideAction.Pin }),
        ["settings"] = session => AddAsync(session, new PanelSettings { ChannelId = 1, MaxSlots = 1 }),
        ["threshold"] = async session => (await session.Db.Channels.SingleAsync()).CompletenessThreshold = 100,
        ["retired bundle"] = async session => (await session.Db.Bundles.SingleAsync()).Set(it => it.RetiredAt, TestStudio.Start),
        ["mining"] = async session =>
        {
            await session.Db.Affinities.ExecuteUpdateAsync(set => set.SetProperty(pair => pair.PairBaskets, pair => pair.PairBaskets - 30));
        },
    };

    [StudioTheory]
    [MemberData(nameof(Writes))]
    public async Task Refresh_AfterAWrite_AnswersAsAFreshReadDoes(string what)
    {
        await using var studio = await StudioAsync();
        using var old = new PanelService(studio.Store, studio.Time);
        await old.RefreshAsync(TestContext.Current.CancellationToken);
        var before = Anchors.Select(sku => Words(old, sku)).ToArray();

        await studio.WriteAsync(async session => await Changes[what](session));
        Assert.True(await old.RefreshAsync(TestContext.Current.CancellationToken));
        using var fresh = new PanelService(studio.Store, studio.Time);
        await fresh.RefreshAsync(TestContext.Current.CancellationToken);

        var after = Anchors.Select(sku => Words(fresh, sku)).ToArray();
        Assert.Equal(after, Anchors.Select(sku => Words(old, sku)));
        Assert.NotEqual(before, after);
    }

    [StudioFact]
    public async Task Family_ThatNoShopSold_IsKnownOnceAVariantIsListed()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var studio = await StudioAsync();
        var family = new Product { Sku = "UNSOLD", Name = "Unsold", Kind = ProductKind.Parent, Status = ProductStatus.Active };
        await studio.AddAsync(family);
        var variant = new Product { Sku = "UNSOLD-S", Name = "Unsold S", Kind = ProductKind.Variant, ParentId = family.Id, Status = ProductStatus.Active };
        await studio.AddAsync(variant);
        using var old = new PanelService(studio.Store, studio.Time);
        await old.RefreshAsync(stop);
        Assert.True(old.Resolve(new PanelQuery("UNSOLD", "camera")).IsRefused(out _, out _));

        await studio.AddAsync(new Listing { ProductId = variant.Id, ChannelId = 1, Price = 900, Published = true, Completeness = 100 });
        await old.RefreshAsync(stop);

        using var fresh = new PanelService(studio.Store, studio.Time);
        await fresh.RefreshAsync(stop);
        Assert.False(fresh.Resolve(new PanelQuery("UNSOLD", "camera")).IsRefused(out _, out _));
        Assert.Equal(Words(fresh, "UNSOLD"), Words(old, "UNSOLD"));
    }

    [StudioFact]
    public async Task Refresh_AfterAWriteElsewhere_KeepsWhatItDidNotTouch()
    {
        await using var studio = await StudioAsync();
        using var panels = new PanelService(studio.Store, studio.Time);
        await panels.RefreshAsync(TestContext.Current.CancellationToken);
        Assert.True(panels.Resolve(new PanelQuery("SIMPLE")).IsDone);
        var held = panels.Kept;

        await studio.WriteAsync(session => ListingAsync(session, "LAST", listing => listing.Set(it => it.Price, 1)));
        await panels.RefreshAsync(TestContext.Current.CancellationToken);
        Assert.Equal((1, held), (held, panels.Kept));

        await studio.WriteAsync(session => ListingAsync(session, "MINED", listing => listing.Set(it => it.Price, 1)));
        await panels.RefreshAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, panels.Kept);
    }

    /// <summary>In a shop where somebody always edits, nothing would ever be kept again otherwise.</summary>
    [StudioFact]
    public async Task Facts_ReadBesideAWriteThatIsNotKnownYet_AreKept_UntilItIs()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var studio = await StudioAsync();
        using var panels = new PanelService(studio.Store, studio.Time);
        await panels.RefreshAsync(stop);

        await studio.WriteAsync(session => ListingAsync(session, "LINKED", listing => listing.Set(it => it.Price, 1_111)));
        _ = (Words(panels, "SIMPLE"), Words(panels, "ANCHOR"));
        Assert.Equal(2, panels.Kept);

        await panels.RefreshAsync(stop);
        Assert.Equal(1, panels.Kept);
    }

    /// <summary>What a rule offers is found out by what its companions say: a product that becomes one is named by nothing yet.</summary>
    [StudioFact]
    public async Task Facts_OfARule_ReadBesideAWriteThatIsNotKnownYet_AreNotKept()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var studio = await StudioAsync();
        await studio.WriteAsync(session => AddAsync(session, new Rule
        {
            Name = "Expensive", Anchors = new HasSku(["LAST"]), Companions = new PriceBetween(500, null), CreatedBy = "Eva", CreatedAt = TestStudio.Start,
            Enabled = true, Limit = 2,
        }));
        using var panels = new PanelService(studio.Store, studio.Time);
        await panels.RefreshAsync(stop);

        await studio.WriteAsync(session => ListingAsync(session, "MINED", listing => listing.Set(it => it.Price, 1_111)));
        _ = Words(panels, "LAST");
        Assert.Equal(0, panels.Kept);

        await studio.WriteAsync(session => ListingAsync(session, "CARD", listing => listing.Set(it => it.Price, 60_000)));
        await panels.RefreshAsync(stop);
        using var fresh = new PanelService(studio.Store, studio.Time);
        await fresh.RefreshAsync(stop);
        Assert.Equal(Words(fresh, "LAST"), Words(panels, "LAST"));
    }

    [StudioFact]
    public async Task Panel_AskedInAnotherLocale_HoldsBackWhatIsIncompleteThereAndSaysWhatIsMissing()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync(completenessThreshold: 80);
        await studio.WriteAsync(async session => (await session.Db.Channels.SingleAsync()).Locales = ["nl-NL", "en"]);
        var anchor = await studio.ProductAsync("ANCHOR", channel);
        var linked = await studio.ProductAsync("LINKED", channel);
        await studio.WriteAsync(session =>
        {
            session.Db.Add(new AttributeDefinition { Code = "mount", Name = "Mount" });
            session.Db.Add(Link(session, "ANCHOR", "LINKED"));
            return Task.CompletedTask;
        });
        await studio.WriteAsync(async session =>
        {
            await session.Db.LocaleCompleteness.ExecuteDeleteAsync();
            session.Db.Add(
                new LocaleCompleteness { ProductId = linked.Id, ChannelId = channel.Id, Locale = "en", Percent = 60, Missing = "description,attr:mount" });
            session.Db.Add(new LocaleCompleteness { ProductId = anchor.Id, ChannelId = channel.Id, Locale = "en", Percent = 100 });
        });
        using var panels = new PanelService(studio.Store, studio.Time);
        await panels.RefreshAsync(TestContext.Current.CancellationToken);

        Assert.Single(panels.Resolve(new PanelQuery("ANCHOR")).Required.Panel.Companions);
        Assert.Single(panels.Resolve(new PanelQuery("ANCHOR", Locale: "nl-NL")).Required.Panel.Companions);
        // What is kept for the next reader is nobody's language.
        Assert.EndsWith("; es fehlt: Beschreibung, Mount", SpokenTextsTests.In("de", Dropped).Sentence, StringComparison.Ordinal);
        var dropped = Dropped();
        Assert.Equal(PanelFilter.Incomplete, dropped.Filter);
        Assert.Equal("complete 60 % in en, the shop requires 80 %; missing: Description, Mount", dropped.Sentence);

        TraceEntry Dropped() => panels.Resolve(new PanelQuery("ANCHOR", Locale: "EN")).Required.Panel.Trace.Single();
    }

    private static string Words(PanelService panels, string sku)
    {
        var outcome = panels.Resolve(new PanelQuery(sku, "camera", Cart: ["CARD"]));
        return outcome.IsRefused(out var refusal, out var answer)
            ? refusal.Message
            : $"{sku} {answer.Panel.Version} {answer.Panel.Offer?.SetPrice} {string.Join(" | ", answer.Panel.Trace.Select(entry => $"{entry.Code} {entry.ChosenId} {entry.Name} {entry.Verdict} {entry.Sentence}"))}";
    }

    /// <summary>A shop with something of each layer: families, links, orders, category pairs, bestsellers and a bundle.</summary>
    internal static async Task<TestStudio> StudioAsync()
    {
        var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync(completenessThreshold: 50);
        Assert.Equal(1, channel.Id);
        var category = new Category { Code = "main", Name = "Main", Path = "1/" };
        await studio.AddAsync(category);
        await studio.AddAsync(new Category { Code = "other", Name = "Other", Path = "2/" });
        await studio.AddAsync(new AttributeDefinition { Code = "size", Name = "Size" });
        var battery = new AttributeDefinition { Code = "battery", Name = "Battery" };
        await studio.AddAsync(battery);
        var family = await studio.ProductAsync("ANCHOR", channel, kind: ProductKind.Parent, price: 9_000, category: category);
        await studio.ProductAsync("ANCHOR-S", channel, parent: family, price: 9_000, category: category);
        await studio.ProductAsync("ANCHOR-M", channel, parent: family, price: 9_500, category: category);
        var simple = await studio.ProductAsync("SIMPLE", channel, price: 12_000, category: category);
        var cover = await studio.ProductAsync("COVER", channel, kind: ProductKind.Parent);
        var small = await studio.ProductAsync("COVER-S", channel, parent: cover);
        var medium = await studio.ProductAsync("COVER-M", channel, parent: cover);
        await studio.ProductAsync("LINKED", channel, completeness: 90);
        var empty = await studio.ProductAsync("EMPTY", channel, kind: ProductKind.Parent);
        await studio.ProductAsync("EMPTY-1", channel, parent: empty, stock: 0);
        var mined = await studio.ProductAsync("MINED", channel);
        var part = await studio.ProductAsync("PART", channel, price: 3_000);
        var best = await studio.ProductAsync("BEST", channel, price: 800, category: category);
        var elsewhere = await studio.ProductAsync("ELSEWHERE");
        var pair = await studio.ProductAsync("PAIR", channel, price: 600);
        var last = await studio.ProductAsync("LAST", channel, price: 700);
        await studio.ProductAsync("CARD", channel);
        await studio.WriteAsync(async session =>
        {
            session.RunsWriteHooks = false;
            var size = await session.Db.Attributes.SingleAsync(attribute => attribute.Code == "size");
            foreach (var (product, value) in new[] { (IdOf(session, "ANCHOR-S"), "S"), (IdOf(session, "ANCHOR-M"), "M"), (small.Id, "S"), (medium.Id, "M") })
            {
                session.Db.Add(new AttributeValue { ProductId = product, AttributeId = size.Id, Text = value });
            }

            session.Db.Add(Link(session, "ANCHOR", "LINKED"));
            session.Db.Add(Link(session, "ANCHOR-M", "COVER"));
            session.Db.Add(Link(session, "SIMPLE", "ELSEWHERE"));
            session.Db.Add(Link(session, "LAST", "EMPTY"));
            var run = new MiningRun { ChannelId = channel.Id, StartedAt = TestStudio.Start, FinishedAt = TestStudio.Start };
            session.Db.Add(run);
            await session.SaveAsync();
            foreach (var (anchor, companion) in new[] { (simple.Id, mined.Id), (family.Id, part.Id), (last.Id, best.Id) })
            {
                session.Db.Add(new ProductAffinity
                {
                    ChannelId = channel.Id, AnchorId = anchor, CompanionId = companion, RunId = run.Id, Rank = 1, PairBaskets = 40, AnchorBaskets = 100,
                    CompanionBaskets = 90,
                    Baskets = 1000, Score = 0.4, Lift = 4, LogLikelihood = 60,
                });
            }

            session.Db.Add(new CategoryAffinity
            {
                ChannelId = channel.Id, CategoryId = category.Id, CompanionId = pair.Id, RunId = run.Id, PairBaskets = 40, CategoryBaskets = 100,
                CompanionBaskets = 90, Baskets = 1000, Score = 0.4,
            });
            foreach (var (product, value) in new[] { (simple.Id, "LP-E6"), (pair.Id, "NP-100") })
            {
                session.Db.Add(new AttributeValue { ProductId = product, AttributeId = battery.Id, Text = value });
            }

            session.Db.Add(new PanelSettings { ChannelId = channel.Id, AllowFallback = true });
            var revision = new BundleRevision
            {
                Number = 1, Name = "Kit", State = RevisionState.Approved, Pricing = PricingKind.PercentOff, PercentBasisPoints = 1000,
                UpdatedAt = TestStudio.Start
            };
            revision.Components.Add(new BundleComponent { ProductId = simple.Id });
            revision.Components.Add(new BundleComponent { ProductId = part.Id, Position = 1 });
            revision.Channels.Add(new BundleChannel { ChannelId = channel.Id });
            var bundle = new Bundle { Code = "kit", OwnerId = "eva", CreatedAt = TestStudio.Start };
            bundle.Revisions.Add(revision);
            session.Db.Add(bundle);
        });
        Assert.NotEqual(0, elsewhere.Id);
        return studio;
    }

    private static int BatteryOf(WriteSession session) => session.Db.Attributes.Single(attribute => attribute.Code == "battery").Id;

    private static WriteSession Plain(WriteSession session)
    {
        // What a figure would follow from is not what this is about.
        session.RunsWriteHooks = false;
        return session;
    }

    internal static int IdOf(WriteSession session, string sku) => session.Db.Products.Single(product => product.Sku == sku).Id;

    private static ProductLink Link(WriteSession session, string source, string target) =>
        new() { SourceId = IdOf(session, source), TargetId = IdOf(session, target), TypeId = 1, CreatedBy = "Eva", CreatedAt = TestStudio.Start };

    private static Task AddAsync(WriteSession session, object row)
    {
        if (row is PanelSettings settings && session.Db.PanelSettings.Find(settings.ChannelId) is { } known)
        {
            known.MaxSlots = settings.MaxSlots;
        }
        else
        {
            session.Db.Add(row);
        }

        return Task.CompletedTask;
    }

    private static async Task ListingAsync(WriteSession session, string sku, Action<Listing> edit) =>
        edit(await session.Db.Listings.SingleAsync(listing => listing.ProductId == IdOf(session, sku)));

    private static async Task ProductAsync(WriteSession session, string sku, Action<Product> edit) =>
        edit(await session.Db.Products.SingleAsync(product => product.Sku == sku));
}
