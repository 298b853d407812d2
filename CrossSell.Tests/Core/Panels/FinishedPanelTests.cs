using System.Text;
using System.Text.Json;
using CrossSell.Admin.Api;
using CrossSell.Core.Audit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Orders;
using CrossSell.Core.Panels;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Panels;

/// <summary>Panels that are kept finished: found again without a question, and gone with what they were made of.</summary>
public sealed class FinishedPanelTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [StudioFact]
    public async Task FinishedPanel_IsFoundAgain_UntilAWriteTouchesIt()
    {
        await using var studio = await PanelCacheTests.StudioAsync();
        using var panels = await PanelsAsync(studio);
        Assert.Null(Find(panels, "SIMPLE"));
        var first = Finish(panels, "SIMPLE");

        Assert.Same(first, Find(panels, "SIMPLE"));
        Assert.Same(first, Find(panels, "simple"));
        Assert.Same(first, Finish(panels, "SIMPLE"));
        Assert.Equal(first.Body.Length, panels.FinishedBytes, 500.0);

        await studio.WriteAsync(session => PriceAsync(session, "LAST", 1));
        await panels.RefreshAsync(Stop);
        Assert.Same(first, Find(panels, "SIMPLE"));
        Assert.Equal(first.Body.Length, panels.FinishedBytes, 500.0);

        await studio.WriteAsync(session => PriceAsync(session, "MINED", 1));
        await panels.RefreshAsync(Stop);
        Assert.Null(Find(panels, "SIMPLE"));
        Assert.Equal(0, panels.FinishedBytes);
    }

    /// <summary>A shop that sends each order as it happens keeps its panels: what was sold shows only once it is counted.</summary>
    [Fact]
    public async Task Orders_ForgetNothing_UnlessProductsWereMadeOfThem()
    {
        await using var studio = await PanelCacheTests.StudioAsync();
        using var panels = await PanelsAsync(studio);
        var first = Finish(panels, "SIMPLE");
        Task TellAsync(string products) => studio.WriteAsync(session =>
        {
            session.Tell(Change.Told(OrderWritten.Told, "0", null, new Dictionary<string, string?> { ["New"] = "1", ["Products"] = products }));
            return Task.CompletedTask;
        });

        await TellAsync("0");
        await panels.RefreshAsync(Stop);
        Assert.Same(first, Find(panels, "SIMPLE"));

        await TellAsync("2");
        await panels.RefreshAsync(Stop);
        Assert.Null(Find(panels, "SIMPLE"));
    }

    [Fact]
    public async Task Questions_ThatDifferInOneWord_HaveAnswersOfTheirOwn()
    {
        await using var studio = await PanelCacheTests.StudioAsync();
        await studio.WriteAsync(async session =>
        {
            (await session.Db.Channels.SingleAsync(Stop)).Locales = ["en", "nl-NL"];
            session.Db.Add(new Segment { ChannelId = 1, Code = "vip", Name = "VIP" });
        });
        using var panels = await PanelsAsync(studio);
        PanelQuery[] questions =
        [
            new("SIMPLE", "camera"), new("SIMPLE", "camera", PanelPlacement.Cart), new("SIMPLE", "camera", Locale: "nl-NL"),
            new("SIMPLE", "camera", Locale: "en"), new("SIMPLE", "camera", Segment: "vip"), new("SIMPLE", "camera", Limit: 1),
            new("SIMPLE", "camera", OnSaleOnly: true), new("ANCHOR-M", "camera"),
        ];
        var made = questions.Select(query => Finish(panels, query)).Append(Finish(panels, questions[0], "https://other.test")).ToArray();

        Assert.Equal(made.Length, made.Distinct().Count());
        Assert.Equal(made, questions.Select(query => Find(panels, query)).Append(Find(panels, questions[0], "https://other.test")));
        // Not for now, with a cart, of no shop, or in a language that the shop does not speak: nobody else asks that.
        foreach (var odd in new[] { questions[0] with { At = TestStudio.Start }, questions[0] with { Cart = ["CARD"] }, questions[0] with { Locale = "fr" } })
        {
            Assert.NotSame(Finish(panels, odd), Finish(panels, odd));
        }

        Assert.Null(Find(panels, new PanelQuery("SIMPLE")));
        Assert.Null(Find(panels, new PanelQuery("SIMPLE", "camera"), ownChannel: 2));
    }

    /// <summary>Two writers, one made when it is compiled: they say the same.</summary>
    [Fact]
    public async Task FinishedPanel_IsWrittenAsEverythingElseOfTheApi()
    {
        await using var studio = await PanelCacheTests.StudioAsync();
        using var panels = await PanelsAsync(studio);
        foreach (var (sku, isPublic, explain) in new[] { ("SIMPLE", false, true), ("SIMPLE", true, false), ("ANCHOR-M", false, false), ("CARD", false, true) })
        {
            var answer = panels.Resolve(new PanelQuery(sku, "camera")).Required;
            Assert.Equal(
                JsonSerializer.Serialize(PanelJson.Of(answer, "https://shop.test", explain, isPublic), PanelEndpoints.Json),
                Encoding.UTF8.GetString(PanelReply.Make(answer, "https://shop.test", explain, isPublic).Body.Span));
        }
    }

    [StudioFact]
    public async Task FinishedPanel_EndsWithTheNextThingThatBeginsOrEnds()
    {
        await using var studio = await PanelCacheTests.StudioAsync();
        await studio.WriteAsync(session =>
        {
            session.Db.Add(new PanelOverride
            {
                Scope = OverrideScope.Channel, TargetId = PanelCacheTests.IdOf(session, "LAST"), Action = OverrideAction.Pin,
                ValidFrom = TestStudio.Start.AddHours(1), ValidTo = TestStudio.Start.AddHours(2),
            });
            return Task.CompletedTask;
        });
        using var panels = await PanelsAsync(studio);
        var before = Finish(panels, "SIMPLE");

        studio.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        Assert.Same(before, Find(panels, "SIMPLE"));
        studio.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(Find(panels, "SIMPLE"));
        var during = Finish(panels, "SIMPLE");
        Assert.NotEqual(before.Tag, during.Tag);
        studio.Time.Advance(TimeSpan.FromHours(1));
        Assert.Null(Find(panels, "SIMPLE"));
        Assert.Equal(before.Tag, Finish(panels, "SIMPLE").Tag);
    }

    [Fact]
    public async Task FinishedPanels_TakeNoMoreThanTheyMay_AndTheLongestUnusedGo()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        foreach (var number in Enumerable.Range(1, 30))
        {
            await studio.ProductAsync($"P-{number}", channel);
        }

        using var panels = new PanelService(studio.Store, studio.Time, memory: new FinishedPanelMemory(12_000));
        await panels.RefreshAsync(Stop);
        foreach (var number in Enumerable.Range(1, 30))
        {
            Finish(panels, $"P-{number}");
            Assert.NotNull(Find(panels, "P-1"));
            Assert.InRange(panels.FinishedBytes, 1, 12_000);
        }

        Assert.Null(Find(panels, "P-2"));
        Assert.NotNull(Find(panels, "P-30"));
    }

    /// <summary>An edit forgets what names it and nothing else: counted, as a shop has many products and edits some of them all the time.</summary>
    [StudioFact]
    public async Task Edit_ForgetsAtMostWhatItTouches()
    {
        await using var studio = await PanelCacheTests.StudioAsync();
        string[] skus = ["ANCHOR", "ANCHOR-S", "ANCHOR-M", "SIMPLE", "PART", "LAST", "LINKED", "MINED", "PAIR", "COVER", "CARD"];
        var draft = await AddDraftAsync(studio);
        using var panels = await PanelsAsync(studio);
        await CountAsync("another's price", [], session => PriceAsync(session, "CARD", 1), "CARD");
        await CountAsync(
            "stock of a companion", ["LINKED"], session => ListingAsync(session, "LINKED", item => item.Set(it => it.Stock, 1)), "ANCHOR", "ANCHOR-S",
            "ANCHOR-M");
        await CountAsync("a link", [], session =>
        {
            session.Db.Add(new ProductLink
            {
                SourceId = PanelCacheTests.IdOf(session, "LAST"), TargetId = PanelCacheTests.IdOf(session, "CARD"), TypeId = 1, CreatedBy = "Eva",
                CreatedAt = TestStudio.Start,
            });
            return Task.CompletedTask;
        }, "LAST");
        await CountAsync("price of a bundle's part", ["SIMPLE"], session => PriceAsync(session, "SIMPLE", 11_900), "PART");
        await CountAsync("a draft of a bundle", [], async session =>
            (await session.Db.BundleRevisions.SingleAsync(it => it.Id == draft, Stop)).Set(it => it.Name, "Other"));
        await CountAsync("a draft's part", [], session =>
        {
            session.Db.Add(new BundleComponent { RevisionId = draft, ProductId = PanelCacheTests.IdOf(session, "CARD"), Position = 2 });
            return Task.CompletedTask;
        });
        await CountAsync("a draft campaign", [], session =>
        {
            session.Db.Add(new Campaign { Code = "sale", Name = "Sale", OwnerId = "eva", ChannelIds = [1], CreatedAt = TestStudio.Start });
            return Task.CompletedTask;
        });
        await CountAsync("a link of a draft campaign", [], async session => session.Db.Add(new CampaignLink
        {
            CampaignId = (await session.Db.Campaigns.SingleAsync(Stop)).Id, SourceId = PanelCacheTests.IdOf(session, "SIMPLE"),
            TargetId = PanelCacheTests.IdOf(session, "CARD"),
        }));
        await CountAsync(
            "an approved campaign", [], async session => (await session.Db.Campaigns.SingleAsync(Stop)).Set(it => it.State, CampaignState.Approved), "SIMPLE");
        await CountAsync("a paused bundle", [], async session => session.Db.Add(new BundleDrift
        {
            BundleId = 1, RevisionId = (await session.Db.BundleRevisions.SingleAsync(it => it.State == RevisionState.Approved, Stop)).Id, ChannelId = 1,
            SeenAt = TestStudio.Start, PausedAt = TestStudio.Start,
        }), "SIMPLE", "PART");

        async Task CountAsync(string what, string[] itself, Func<WriteSession, Task> write, params string[] touched)
        {
            var before = skus.ToDictionary(sku => sku, sku => Finish(panels, sku));
            await studio.WriteAsync(write);
            await panels.RefreshAsync(Stop);
            var gone = skus.Where(sku => Find(panels, sku) != before[sku]).Order().ToArray();
            Assert.Equal((what, string.Join(", ", touched.Union(itself).Order())), (what, string.Join(", ", gone)));
        }
    }

    internal static FinishedPanel Finish(PanelService panels, PanelQuery query, string origin = "https://shop.test") =>
        panels.Finish(query, origin, answer => PanelReply.Make(answer, origin, isExplained: false, query.OnSaleOnly)).Required;

    internal static FinishedPanel? Find(PanelService panels, PanelQuery query, string origin = "https://shop.test", int? ownChannel = null) =>
        panels.Find(new FinishedQuery
        {
            Sku = query.Sku, OwnChannelId = ownChannel, Channel = query.Channel, Placement = query.Placement, Locale = query.Locale, Segment = query.Segment,
            Limit = query.Limit, Visitor = query.Visitor, OnSaleOnly = query.OnSaleOnly, Origin = origin,
        });

    private static FinishedPanel Finish(PanelService panels, string sku) => Finish(panels, new PanelQuery(sku, "camera"));

    private static FinishedPanel? Find(PanelService panels, string sku) => Find(panels, new PanelQuery(sku, "camera"));

    private static async Task<PanelService> PanelsAsync(TestStudio studio)
    {
        var panels = new PanelService(studio.Store, studio.Time);
        await panels.RefreshAsync(Stop);
        return panels;
    }

    private static Task PriceAsync(WriteSession session, string sku, long price) => ListingAsync(session, sku, listing => listing.Set(it => it.Price, price));

    private static async Task ListingAsync(WriteSession session, string sku, Action<Listing> edit) =>
        edit(await session.Db.Listings.SingleAsync(listing => listing.ProductId == PanelCacheTests.IdOf(session, sku), Stop));

    private static async Task<int> AddDraftAsync(TestStudio studio)
    {
        var bundle = new Bundle { Code = "draft", OwnerId = "eva", CreatedAt = TestStudio.Start };
        await studio.WriteAsync(session =>
        {
            session.RunsWriteHooks = false;
            var revision = new BundleRevision { Number = 1, Name = "Draft", UpdatedAt = TestStudio.Start };
            revision.Components.Add(new BundleComponent { ProductId = PanelCacheTests.IdOf(session, "SIMPLE") });
            revision.Components.Add(new BundleComponent { ProductId = PanelCacheTests.IdOf(session, "LAST"), Position = 1 });
            revision.Channels.Add(new BundleChannel { ChannelId = 1 });
            bundle.Revisions.Add(revision);
            session.Db.Add(bundle);
            return Task.CompletedTask;
        });
        return bundle.Revisions[0].Id;
    }
}
