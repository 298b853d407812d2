using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Suggestions;
using CrossSell.Core.Undo;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Suggestions;

/// <summary>One verdict on many pairs: three cameras with a companion each wait beside body and card.</summary>
[Trait("Kind", "Slow")]
public sealed class SuggestionBulkTests : IAsyncLifetime
{
    private const int Pairs = 3;
    private readonly List<Product> cameras = [];
    private readonly List<Product> lenses = [];
    private MinedShop shop = null!;
    private SuggestionBulk bulk = null!;
    private JobQueue queue = null!;
    private PanelService panels = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SuggestionQuery Cameras => new(shop.Channel.Id, "camera");

    private static SuggestionChoice Accept => new(SuggestionDecision.Accepted) { TypeCode = LinkType.CrossSell };

    private static SuggestionChoice Reject => new(SuggestionDecision.Rejected) { Reason = " Not a fit " };

    public async ValueTask InitializeAsync()
    {
        shop = await MinedShop.CreateAsync();
        await shop.Studio.AddAsync(TestStudio.UserOf(TestStudio.Merchandiser, Role.Merchandiser));
        for (var number = 0; number < Pairs; number++)
        {
            cameras.Add(await shop.Studio.ProductAsync($"CAM-{number}", shop.Channel, price: 50_000, name: $"Camera {number}"));
            lenses.Add(await shop.Studio.ProductAsync($"LNS-{number}", shop.Channel, price: 9_000, name: $"Lens {number}"));
            await shop.SellAsync(12 + number, cameras[number], lenses[number]);
        }

        await shop.SellAsync(400, shop.Bag);
        await shop.MineAsync();
        queue = new JobQueue(shop.Studio.Store, shop.Studio.Time);
        panels = new PanelService(shop.Studio.Store, shop.Studio.Time);
        bulk = new SuggestionBulk(shop.Studio.Store, shop.Inbox, panels, queue, shop.Studio.Time);
    }

    public ValueTask DisposeAsync()
    {
        panels.Dispose();
        return shop.DisposeAsync();
    }

    [StudioFact]
    public async Task Preview_SaysWhatWouldBeDecided_AndWritesNothing()
    {
        var before = await PictureAsync();

        var preview = await PreviewAsync(All(Cameras), Accept);

        Assert.Equal((Pairs, Pairs, "Accept 3 pairs as cross-sell"), (preview.Deciding, preview.Links, preview.Sentence));
        Assert.Empty(preview.LeftOut);
        Assert.Equal(["Camera 0", "Camera 1", "Camera 2"], preview.Sample.Select(item => item.Anchor.Name).Order());
        // Shown from the orders already: as links they only keep their places.
        Assert.Equal((0, Pairs, Pairs), (preview.PanelsChanging, preview.PanelsLooked, preview.Panels));
        Assert.Equal(before, await PictureAsync());
    }

    [StudioFact]
    public async Task Preview_OfARejection_CountsThePanelsThatLoseACompanion()
    {
        // The page of a lens offers no camera, which is so much dearer: it has nothing to lose.
        Assert.Equal((Pairs, 2 * Pairs), (await PreviewAsync(All(Cameras), Reject)) is var both ? (both.PanelsChanging, both.PanelsLooked) : default);
        Assert.Equal(
            (Pairs, Pairs),
            (await PreviewAsync(All(Cameras), Reject with { ThisWayOnly = true })) is var one ? (one.PanelsChanging, one.PanelsLooked) : default);
        Assert.Equal((0, 0), (await PreviewAsync(All(Cameras), Later(7)) is var later ? (later.PanelsChanging, later.Panels) : default));
    }

    [StudioTheory]
    [InlineData("")]
    [InlineData("reason")]
    [InlineData("until")]
    [InlineData("type")]
    public async Task Preview_OfNonsense_IsRefusedAtItsField(string field)
    {
        var choice = field switch
        {
            "reason" => Reject with { Reason = " " },
            "until" => Later(-1),
            "type" => Accept with { TypeCode = "nonsense" },
            _ => Accept,
        };
        var selection = field.Length == 0 ? Hand() : All(Cameras);

        Assert.Equal(field.Length == 0 ? "pairs" : field, (await bulk.PreviewAsync(selection, choice, TestStudio.Merchandiser, Stop)).Refusal?.Field);
    }

    [StudioFact]
    public async Task Deciding_IsForWhoMayDecide()
    {
        Assert.Equal(Refusal.ForbiddenCode, (await bulk.PreviewAsync(All(Cameras), Accept, TestStudio.Viewer, Stop)).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await bulk.StartAsync((await PreviewAsync(All(Cameras), Accept)).Input, TestStudio.Viewer, Stop)).Refusal?.Code);
    }

    [StudioFact]
    public async Task Accept_LinksAllThatMatch_AndUndoBringsEverythingBackExactly()
    {
        // One of them was snoozed before, so that its verdict is changed and not added.
        Assert.Null((await shop.Service.SnoozeAsync(TestStudio.Merchandiser, shop.Channel.Id, cameras[0].Id, lenses[0].Id, 1, Stop)).Refusal);
        shop.Studio.Time.Advance(TimeSpan.FromDays(2));
        // And one camera has a link already, whose place must not move.
        Assert.Null(
            (await new LinkService(shop.Studio.Store).AddAsync(new NewLink(cameras[1].Id, shop.Bag.Id, LinkType.CrossSell), TestStudio.Merchandiser)).Refusal);
        var (before, waiting) = (await PictureAsync(), await shop.WaitingAsync());

        var job = await RunAsync(All(Cameras), Accept);

        var report = JobReport.Of(job)!;
        Assert.Equal("Accept 3 pairs as cross-sell: done.", report.Summary);
        Assert.Contains(new JobFigure("links created", Pairs), report.Figures);
        Assert.Equal([shop.Pair], await shop.WaitingAsync());
        await using (var db = shop.Studio.Store.Read())
        {
            var link = await db.Links.SingleAsync(item => item.SourceId == cameras[1].Id && item.TargetId == lenses[1].Id, Stop);
            Assert.Equal((LinkOrigin.Suggestion, 1), (link.Origin, link.Position));
            Assert.StartsWith("Bought together in 13 of 13 baskets", link.Evidence, StringComparison.Ordinal);
            Assert.All(await db.SuggestionVerdicts.Where(verdict => verdict.AnchorId == cameras[0].Id)
                .ToListAsync(Stop), verdict => Assert.Equal(SuggestionDecision.Accepted, verdict.Decision));
        }

        // Not only in the seconds that a single verdict can be taken back.
        shop.Studio.Time.Advance(TimeSpan.FromDays(3));
        var undone = await UndoAsync(job.Id);

        Assert.Equal("All changes were undone.", JobReport.Of(undone)!.Summary);
        Assert.Equal(before, await PictureAsync());
        Assert.Equal(waiting, await shop.WaitingAsync());
    }

    [StudioFact]
    public async Task Undo_LeavesWhatSomebodyChangedSince()
    {
        var job = await RunAsync(All(Cameras), Later(1));
        shop.Studio.Time.Advance(TimeSpan.FromDays(2));
        Assert.Null(
            (await shop.Service.RejectAsync(TestStudio.Manager, shop.Channel.Id, cameras[0].Id, lenses[0].Id, "Not a fit", thisWayOnly: true, Stop)).Refusal);

        var report = JobReport.Of(await UndoAsync(job.Id))!;

        Assert.Contains(report.Problems, problem => problem is { Reason: "was skipped, because someone changed it since", Count: 1 });
        await using var db = shop.Studio.Store.Read();
        var left = await db.SuggestionVerdicts.SingleAsync(Stop);
        Assert.Equal((cameras[0].Id, SuggestionDecision.Rejected, TestStudio.Manager.Name), (left.AnchorId, left.Decision, left.DecidedBy));
    }

    [StudioFact]
    public async Task Undo_OfAVerdictOnAnOlderOne_NeverMixesTheTwo()
    {
        await shop.Service.SnoozeAsync(TestStudio.Merchandiser, shop.Channel.Id, cameras[0].Id, lenses[0].Id, 1, Stop);
        shop.Studio.Time.Advance(TimeSpan.FromDays(2));
        var job = await RunAsync(Hand((cameras[0], lenses[0])), Later(1));
        shop.Studio.Time.Advance(TimeSpan.FromDays(2));
        await shop.Service.RejectAsync(TestStudio.Manager, shop.Channel.Id, cameras[0].Id, lenses[0].Id, "Not a fit", cancellation: Stop);
        var before = await PictureAsync();

        Assert.Contains(JobReport.Of(await UndoAsync(job.Id))!.Problems, problem => problem.Count == 2);
        Assert.Equal(before, await PictureAsync());
    }

    [StudioFact]
    public async Task Reject_GoesBothWays_ButLeavesWhatStandsOnTheReverseLink()
    {
        await shop.Service.RejectAsync(TestStudio.Manager, shop.Channel.Id, lenses[0].Id, cameras[0].Id, "Wrong direction", thisWayOnly: true, Stop);

        await RunAsync(All(Cameras), Reject);

        await using var db = shop.Studio.Store.Read();
        var verdicts = await db.SuggestionVerdicts.ToListAsync(Stop);
        Assert.Equal(2 * Pairs, verdicts.Count);
        Assert.Equal("Wrong direction", Assert.Single(verdicts, verdict => verdict.DecidedBy == TestStudio.Manager.Name).Reason);
        Assert.All(verdicts.Where(verdict => verdict.DecidedBy != TestStudio.Manager.Name), verdict => Assert.Equal("Not a fit", verdict.Reason));
    }

    [StudioFact]
    public async Task Selection_OfAllButSome_AndSwapped_DecidesTheRest()
    {
        var selection = All(Cameras) with
        {
            Picks = [new SuggestionPick(cameras[0].Id, lenses[0].Id)],
            Turned = [new SuggestionPick(cameras[1].Id, lenses[1].Id)],
        };

        await RunAsync(selection, Accept);

        await using var db = shop.Studio.Store.Read();
        Assert.Equal([(lenses[1].Id, cameras[1].Id), (cameras[2].Id, lenses[2].Id)], (await db.Links.OrderBy(link => link.Id).ToListAsync(Stop))
            .Select(link => (link.SourceId, link.TargetId)).OrderBy(ends => ends != (lenses[1].Id, cameras[1].Id)));
    }

    [StudioFact]
    public async Task Accept_BothWays_MakesTwoLinksAPair()
    {
        var preview = await PreviewAsync(All(Cameras), Accept with { BothWays = true });
        Assert.Equal((Pairs, 2 * Pairs), (preview.Deciding, preview.Links));

        await RunAsync(All(Cameras), Accept with { BothWays = true });

        await using var db = shop.Studio.Store.Read();
        Assert.Equal(2 * Pairs, await db.Links.CountAsync(Stop));
    }

    [StudioTheory]
    [InlineData("minimum", 1)]
    [InlineData("lift", 0)]
    [InlineData("category", 1)]
    [InlineData("trend", 3)]
    public async Task Selection_ByFilter_IsWhatTheInboxShows(string filter, int expected)
    {
        var above = await shop.Studio.CategoryAsync("photo");
        var below = await shop.Studio.CategoryAsync("cameras", above);
        await shop.Studio.WriteAsync(async session => (await session.Db.Products.FindAsync([cameras[2].Id], Stop))!.Set(it => it.CategoryId, below.Id));
        var query = filter switch
        {
            "minimum" => Cameras with { MinBaskets = 14 },
            "lift" => Cameras with { MinLift = 1_000 },
            "category" => Cameras with { Within = [above.Id] },
            _ => Cameras with { Trend = CrossSell.Core.Affinity.AffinityTrend.Rising },
        };

        var page = await shop.Inbox.FindAsync(query, Stop);

        Assert.Equal(expected, page.Total);
        Assert.Equal(expected == 0 ? 0 : 1, page.ByCategory.GetValueOrDefault(below.Id));
        Assert.Equal(expected, (await bulk.PreviewAsync(All(query), Accept, TestStudio.Merchandiser, Stop)).Value?.Deciding ?? 0);
    }

    [StudioFact]
    public async Task WhatCannotBeDecided_IsCountedByReason()
    {
        var links = new LinkService(shop.Studio.Store);
        await links.AddAsync(new NewLink(cameras[0].Id, lenses[0].Id, LinkType.CrossSell), TestStudio.Merchandiser);
        await shop.Studio.WriteAsync(
            async session => (await session.Db.Products.FindAsync([lenses[1].Id], Stop))!.Set(it => it.Status, ProductStatus.Archived));
        await shop.RejectAsync();
        var selection = Hand((cameras[0], lenses[0]), (cameras[1], lenses[1]), (shop.Body, shop.Card), (shop.Body, shop.Strap), (cameras[2], lenses[2]));

        var preview = await PreviewAsync(selection, Accept);

        Assert.Equal(
            ["already decided", "already linked", "excluded, or the orders no longer show it", "one of the two is archived"],
            preview.LeftOut.Select(problem => problem.Reason).Order(StringComparer.Ordinal));
        Assert.All(preview.LeftOut, problem => Assert.Equal(1, problem.Count));
        Assert.Equal("Camera 0 with Lens 0", preview.LeftOut.Single(problem => problem.Reason == "already linked").Examples.Single());
        Assert.Equal(1, preview.Deciding);

        var report = JobReport.Of(await RunAsync(selection, Accept))!;
        Assert.Contains(new JobFigure("skipped", 4), report.Figures);
        Assert.Equal(preview.LeftOut.Select(problem => (problem.Reason, problem.Count)), report.Problems.Select(problem => (problem.Reason, problem.Count)));
    }

    [StudioFact]
    public async Task Accept_AsSubstitute_OfWhatIsAnAccessory_IsLeftOut()
    {
        var links = new LinkService(shop.Studio.Store);
        await links.AddAsync(new NewLink(cameras[0].Id, lenses[0].Id, LinkType.Accessory), TestStudio.Merchandiser);

        var preview = await PreviewAsync(Hand((cameras[0], lenses[0])), Accept with { TypeCode = LinkType.Substitute });

        Assert.Equal("would be both accessory and substitute", Assert.Single(preview.LeftOut).Reason);
    }

    [StudioFact]
    public async Task Accept_StopsAtTheCapOfTheType()
    {
        await shop.Studio
            .WriteAsync(async session => (await session.Db.LinkTypes.SingleAsync(type => type.Code == LinkType.CrossSell, Stop)).MaxPerProduct = 1);
        await shop.SellAsync(20, cameras[0], lenses[1]);
        await shop.MineAsync();

        var preview = await PreviewAsync(All(Cameras), Accept);

        Assert.Equal((Pairs, Pairs), (preview.Deciding, preview.Links));
        Assert.Equal(("the product has as many links of this type as the shop allows", 1L), (preview.LeftOut.Single().Reason, preview.LeftOut.Single().Count));
    }

    [StudioFact]
    public async Task Job_RunAgainAfterACrash_LeavesOutWhatIsDecided()
    {
        var input = (await PreviewAsync(All(Cameras), Accept)).Input;
        await RunAsync(input);
        var before = await PictureAsync();

        var again = JobReport.Of(await RunAsync(input))!;

        Assert.Contains(new JobFigure("pairs decided", 0), again.Figures);
        Assert.Contains(new JobFigure("skipped", Pairs), again.Figures);
        Assert.Equal(before, await PictureAsync());
    }

    [StudioFact]
    public async Task Job_Cancelled_SaysWhatIsLeft()
    {
        var input = (await PreviewAsync(All(Cameras), Accept)).Input;
        var before = await PictureAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var run = new JobRun(
            1, TestStudio.Merchandiser, System.Text.Json.JsonSerializer.Serialize(input, System.Text.Json.JsonSerializerOptions.Web), _ => { });
        var report = (await new SuggestionBulkWork(shop.Studio.Store, shop.Inbox, bulk).RunAsync(run, cancelled.Token)).Required;

        Assert.Contains(new JobFigure("not reached", Pairs), report.Figures);
        Assert.Equal(before, await PictureAsync());
    }

    private static SuggestionSelection All(SuggestionQuery query) => new(query, All: true, [], []);

    private SuggestionSelection Hand(params (Product Anchor, Product Companion)[] pairs) =>
        new(new SuggestionQuery(shop.Channel.Id), All: false, [.. pairs.Select(pair => new SuggestionPick(pair.Anchor.Id, pair.Companion.Id))], []);

    private SuggestionChoice Later(int days) => new(SuggestionDecision.Snoozed) { Until = shop.Studio.Time.GetUtcNow().AddDays(days) };

    private async Task<SuggestionBulkPreview> PreviewAsync(SuggestionSelection selection, SuggestionChoice choice) =>
        (await bulk.PreviewAsync(selection, choice, TestStudio.Merchandiser, Stop)).Required;

    private async Task<Job> RunAsync(SuggestionSelection selection, SuggestionChoice choice) => await RunAsync((await PreviewAsync(selection, choice)).Input);

    private async Task<Job> RunAsync(SuggestionBulkInput input) => await RunNextAsync((await bulk.StartAsync(input, TestStudio.Merchandiser, Stop)).Required);

    private async Task<Job> UndoAsync(long job) =>
        await RunNextAsync((await new JobUndo(shop.Studio.Store, queue).StartAsync(job, TestStudio.Merchandiser, Stop)).Required);

    private async Task<Job> RunNextAsync(long id)
    {
        JobWork[] works = [new SuggestionBulkWork(shop.Studio.Store, shop.Inbox, bulk), new JobUndoWork(shop.Studio.Store, shop.Studio.Undo)];
        Assert.True(await new JobExecution(shop.Studio.Store, queue, works, shop.Studio.Time).RunNextAsync(Stop));
        var job = (await queue.FindAsync(id, Actor.CommandLine, Stop))!;
        Assert.Null(job.Problem);
        return job;
    }

    /// <summary>All verdicts and links, exactly.</summary>
    private async Task<string> PictureAsync()
    {
        await using var db = shop.Studio.Store.Read();
        var verdicts = (await db.SuggestionVerdicts.OrderBy(verdict => verdict.Id).ToListAsync(Stop)).Select(verdict =>
            $"{verdict.Id} {verdict.AnchorId}>{verdict.CompanionId} {verdict.Decision} {verdict.Reason} {verdict.Until:O} {verdict.PairBaskets} {verdict.Lift:R} {verdict.DecidedBy} {verdict.DecidedAt:O}");
        var links = (await db.Links.OrderBy(link => link.Id).ToListAsync(Stop)).Select(link =>
            $"{link.Id} {link.SourceId}>{link.TargetId} {link.TypeId} @{link.Position} {link.PairId} {link.Origin} {link.State} {link.Note} {link.Evidence} {link.CreatedBy}");
        return string.Join('\n', verdicts.Concat(links));
    }
}
