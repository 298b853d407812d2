using CrossSell.Core.Affinity;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Suggestions;

public sealed class SuggestionServiceTests
{
    [StudioFact]
    public async Task Accept_WritesLinkAndVerdictTogetherWithTheEvidence()
    {
        await using var shop = await MinedShop.CreateAsync();

        var accepted = await shop.Service
            .AcceptAsync(TestStudio.Merchandiser, shop.Channel.Id, shop.Body.Id, shop.Card.Id, LinkType.CrossSell, cancellation: Stop);

        Assert.True(accepted.IsDone);
        await using var db = shop.Studio.Store.Read();
        var link = await db.Links.SingleAsync(Stop);
        Assert.Equal((shop.Body.Id, shop.Card.Id, LinkOrigin.Suggestion, "Eva"), (link.SourceId, link.TargetId, link.Origin, link.CreatedBy));
        Assert.Equal("Bought together in 30 of 40 baskets; 2.3x more than expected", link.Evidence);
        var verdict = await db.SuggestionVerdicts.SingleAsync(Stop);
        Assert.Equal((SuggestionDecision.Accepted, 30, "Eva"), (verdict.Decision, verdict.PairBaskets, verdict.DecidedBy));
        Assert.DoesNotContain(shop.Pair, await shop.WaitingAsync());
        var set = await db.ChangeSets.SingleAsync(item => item.Id == accepted.Required, Stop);
        Assert.Equal("Accepted Card with Body as cross-sell", set.Purpose);
    }

    [StudioFact]
    public async Task Accept_Undone_TakesLinkAndVerdictBackTogether()
    {
        await using var shop = await MinedShop.CreateAsync();
        var accepted = (await shop.Service
            .AcceptAsync(TestStudio.Merchandiser, shop.Channel.Id, shop.Body.Id, shop.Card.Id, LinkType.CrossSell, cancellation: Stop)).Required;

        var undone = await shop.Studio.Undo.UndoAsync(accepted, TestStudio.Merchandiser, Stop);

        Assert.Empty(undone.Required.Conflicts);
        await using var db = shop.Studio.Store.Read();
        Assert.False(await db.Links.AnyAsync(Stop));
        Assert.False(await db.SuggestionVerdicts.AnyAsync(Stop));
        Assert.Contains(shop.Pair, await shop.WaitingAsync());
    }

    [StudioTheory]
    [InlineData(LinkType.CrossSell, false, new[] { LinkType.CrossSell }, new string[0])]
    [InlineData(LinkType.CrossSell, true, new[] { LinkType.CrossSell }, new[] { LinkType.CrossSell })]
    [InlineData(LinkType.Accessory, true, new[] { LinkType.Accessory }, new[] { LinkType.Fits })]
    [InlineData(LinkType.Substitute, false, new[] { LinkType.Substitute }, new[] { LinkType.Substitute })]
    public async Task Accept_AsAType_LinksThereAndBackAsTheTypeAsks(string type, bool bothWays, string[] there, string[] back)
    {
        await using var shop = await MinedShop.CreateAsync();

        Assert.True((await shop.Service.AcceptAsync(TestStudio.Merchandiser, shop.Channel.Id, shop.Body.Id, shop.Card.Id, type, bothWays, Stop)).IsDone);

        await using var db = shop.Studio.Store.Read();
        var codes = await db.LinkTypes.ToDictionaryAsync(item => item.Id, item => item.Code, Stop);
        var links = await db.Links.ToListAsync(Stop);
        Assert.Equal(there, links.Where(link => link.SourceId == shop.Body.Id).Select(link => codes[link.TypeId]));
        Assert.Equal(back, links.Where(link => link.SourceId == shop.Card.Id).Select(link => codes[link.TypeId]));
    }

    [StudioFact]
    public async Task Accept_WhenTheLinkIsRefused_WritesNoVerdictEither()
    {
        await using var shop = await MinedShop.CreateAsync();

        var refused = await shop.Service.AcceptAsync(TestStudio.Merchandiser, shop.Channel.Id, shop.Body.Id, shop.Card.Id, "nonsense", cancellation: Stop);

        Assert.Equal("link.type", refused.Refusal?.Code);
        await using var db = shop.Studio.Store.Read();
        Assert.False(await db.SuggestionVerdicts.AnyAsync(Stop));
    }

    [StudioFact]
    public async Task Reject_KeepsThePairAwayBothWays_AlsoAfterMiningAgain()
    {
        await using var shop = await MinedShop.CreateAsync();

        Assert.True((await shop.RejectAsync()).IsDone);
        await shop.MineAsync();

        Assert.DoesNotContain(shop.Pair, await shop.WaitingAsync());
        Assert.DoesNotContain((shop.Card.Id, shop.Body.Id), await shop.WaitingAsync());
    }

    [StudioFact]
    public async Task Reject_ThisWayOnly_LeavesTheReverseLink()
    {
        await using var shop = await MinedShop.CreateAsync();

        await shop.Service
            .RejectAsync(TestStudio.Merchandiser, shop.Channel.Id, shop.Body.Id, shop.Card.Id, "Wrong direction", thisWayOnly: true, cancellation: Stop);

        Assert.Contains((shop.Card.Id, shop.Body.Id), await shop.WaitingAsync());
        Assert.DoesNotContain(shop.Pair, await shop.WaitingAsync());
    }

    [StudioFact]
    public async Task Reject_WhenTheEvidenceGrowsMaterially_ComesBackWithTheOldVerdict()
    {
        await using var shop = await MinedShop.CreateAsync();
        await shop.RejectAsync();

        await shop.SellAsync(100, shop.Body, shop.Card);
        await shop.SellAsync(900, shop.Bag);
        await shop.MineAsync();

        var back = Assert.Single(await shop.AllAsync(), item => item.Anchor.Id == shop.Body.Id && item.Companion.Id == shop.Card.Id);
        Assert.Equal((SuggestionDecision.Rejected, "Not a fit", "Eva"), (back.Before!.Decision, back.Before.Reason, back.Before.DecidedBy));
        Assert.True((await shop.RejectAsync()).IsDone);
        Assert.DoesNotContain(shop.Pair, await shop.WaitingAsync());
    }

    [StudioFact]
    public async Task Snooze_EndsAtItsInstant()
    {
        await using var shop = await MinedShop.CreateAsync();
        Assert.True((await shop.Service.SnoozeAsync(TestStudio.Merchandiser, shop.Channel.Id, shop.Body.Id, shop.Card.Id, 7, Stop)).IsDone);

        shop.Studio.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        Assert.DoesNotContain(shop.Pair, await shop.WaitingAsync());
        shop.Studio.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains(shop.Pair, await shop.WaitingAsync());
    }

    [StudioFact]
    public async Task Decide_AfterSomebodyElse_IsRefusedWithTheirName()
    {
        await using var shop = await MinedShop.CreateAsync();
        await shop.RejectAsync();

        var second = await shop.Service.AcceptAsync(TestStudio.Manager, shop.Channel.Id, shop.Body.Id, shop.Card.Id, LinkType.CrossSell, cancellation: Stop);

        Assert.Equal((Refusal.StaleCode, "Eva has already decided on this pair (rejected)."), (second.Refusal?.Code, second.Refusal?.Message));
        await using var db = shop.Studio.Store.Read();
        Assert.False(await db.Links.AnyAsync(Stop));
    }

    [StudioFact]
    public async Task Decide_WithoutTheRightInTheChannel_IsRefused()
    {
        await using var shop = await MinedShop.CreateAsync();
        var elsewhere = TestStudio.Person("eva", Role.Merchandiser, shop.Channel.Id + 1);
        foreach (var actor in new[] { TestStudio.Viewer, elsewhere })
        {
            Assert.Equal(
                Refusal.ForbiddenCode,
                (await shop.Service.AcceptAsync(actor, shop.Channel.Id, shop.Body.Id, shop.Card.Id, LinkType.CrossSell, cancellation: Stop)).Refusal?.Code);
            Assert.Equal(
                Refusal.ForbiddenCode,
                (await shop.Service.RejectAsync(actor, shop.Channel.Id, shop.Body.Id, shop.Card.Id, "no", cancellation: Stop)).Refusal?.Code);
            Assert.Equal(Refusal.ForbiddenCode, (await shop.Service.SnoozeAsync(actor, shop.Channel.Id, shop.Body.Id, shop.Card.Id, 7, Stop)).Refusal?.Code);
        }
    }

    [StudioTheory]
    [InlineData("", "suggestion.reason")]
    [InlineData("   ", "suggestion.reason")]
    public async Task Reject_WithoutAReason_IsRefused(string reason, string code)
    {
        await using var shop = await MinedShop.CreateAsync();

        Assert.Equal(
            code,
            (await shop.Service.RejectAsync(TestStudio.Merchandiser, shop.Channel.Id, shop.Body.Id, shop.Card.Id, reason, cancellation: Stop)).Refusal?.Code);
    }

    [StudioFact]
    public async Task Decide_OnAPairThatTheOrdersDoNotShow_IsRefused()
    {
        await using var shop = await MinedShop.CreateAsync();

        var refused = await shop.Service.SnoozeAsync(TestStudio.Merchandiser, shop.Channel.Id, shop.Body.Id, shop.Body.Id, 7, Stop);

        Assert.Equal("The orders no longer show these two together. Reload the suggestions.", refused.Refusal?.Message);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
