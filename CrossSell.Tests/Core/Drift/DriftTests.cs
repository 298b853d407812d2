using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Drift;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Today;
using CrossSell.Tests.Core.Bundles;
using CrossSell.Tests.Core.Notifications;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Drift;

/// <summary>A kit of body, card and bag (129900, 4990 and 13900, sum 148790) that was approved, in a shop whose limits are 5 %, 3 points and 2 days.</summary>
public sealed class DriftTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private KitScene kit = null!;
    private DriftService drifts = null!;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        await NotificationScene.AddPeopleAsync(studio);
        kit = await KitScene.CreateAsync(studio);
        drifts = new DriftService(studio.Store);
        await kit.ApproveAsync();
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public async Task WhatStaysWithinTheLimits_IsNoDrift()
    {
        Assert.Equal(0, await drifts.CheckAsync());
        await ListAsync(kit.Bag, listing => listing.Set(it => it.Price, 13900 + 695)); // 5 %
        await ListAsync(kit.Body, listing => listing.Set(it => it.Cost, 78000 - 3900L));

        Assert.Equal(0, await drifts.CheckAsync());
        Assert.Empty(await drifts.ListAsync(ReadScope.Everything));
    }

    [StudioFact]
    public async Task PriceAndCost_PastTheLimit_AreNamedWithFromAndTo_AndToldOnce()
    {
        await ListAsync(kit.Bag, listing => listing.Set(it => it.Price, 13900 + 696));
        await ListAsync(kit.Card, listing => listing.Set(it => it.Cost, 2400L));
        var before = (await NotificationScene.ToldAsync(studio, TestStudio.Merchandiser)).Count;

        Assert.Equal(1, await drifts.CheckAsync());
        Assert.Equal(0, await drifts.CheckAsync());
        Assert.Equal(0, await new DriftService(studio.OtherProcess()).CheckAsync());

        var drift = Assert.Single(await drifts.ListAsync(ReadScope.Everything)).Drift;
        Assert.Equal(
            [new DriftMove(DriftKind.Cost, kit.Card.Id, kit.Card.Name, 1600, 2400), new DriftMove(DriftKind.Price, kit.Bag.Id, kit.Bag.Name, 13900, 14596)],
            drift.Moves);
        Assert.Equal((TestStudio.Start, false), (drift.SeenAt, drift.IsPaused));
        Assert.Equal(before + 1, (await NotificationScene.ToldAsync(studio, TestStudio.Merchandiser)).Count);
        Assert.Equal("D7 kit has changed since its approval in Camera shop", (await NotificationScene.ToldAsync(studio, TestStudio.Manager))[^1]);

        // It moves on, and more moves: on the page, and nobody is told again.
        await ListAsync(kit.Body, listing => listing.Set(it => it.Price, 150000));
        Assert.Equal(1, await drifts.CheckAsync());
        Assert.Contains((await drifts.ListAsync(ReadScope.Everything))[0].Drift.Moves, move => move is { Kind: DriftKind.SetPrice, From: 148790, To: 169586 });
        Assert.Equal(before + 1, (await NotificationScene.ToldAsync(studio, TestStudio.Merchandiser)).Count);
    }

    [StudioFact]
    public async Task Replacement_ThatStandsIn_IsNamedWithWhatItStandsInForAndSinceWhen_AndIsNoFault()
    {
        var sling = await studio.ProductAsync("SLING", kit.Channel, 12900, 4100, 9, "Sling 6");
        Assert.Null((await kit.Bundles.ReviseAsync(kit.Bundle.Id, TestStudio.Merchandiser)).Refusal);
        await kit.ReloadAsync();
        Assert.Null((await kit.SaveAsync(kit.Content with
        {
            Components = [.. kit.Content.Components.Select(part => part.ProductId == kit.Bag.Id ? part with { Replacements = [sling.Id] } : part)],
        })).Refusal);
        await kit.ReloadAsync();
        await kit.ApproveAsync();
        var broken = new BrokenBundles(studio.Store, studio.Time);
        Assert.Empty(await broken.LoadAsync(kit.Channel.Id));

        studio.Time.Advance(TimeSpan.FromHours(5));
        await ListAsync(kit.Bag, listing => listing.Set(it => it.Stock, 0));
        await drifts.CheckAsync();
        studio.Time.Advance(TimeSpan.FromDays(3));
        await drifts.CheckAsync();

        var found = Assert.Single(await broken.LoadAsync(kit.Channel.Id));
        Assert.False(found.NeedsAttention);
        Assert.Equal(
            [new BundleStandIn(sling.Id, "SLING", "Sling 6", kit.Bag.Id, kit.Bag.Name, TestStudio.Start.AddHours(5))], found.StandIns);
        Assert.Superset(new HashSet<int> { kit.Body.Id, kit.Bag.Id, sling.Id }, found.ProductIds.ToHashSet());

        // Back in stock it is what was approved; with neither of the two the set is broken, and nothing stands in.
        await ListAsync(sling, listing => listing.Set(it => it.Stock, 0));
        found = Assert.Single(await broken.LoadAsync(kit.Channel.Id));
        Assert.True(found.NeedsAttention);
        Assert.Empty(found.StandIns);
        await ListAsync(kit.Bag, listing => listing.Set(it => it.Stock, 9));
        Assert.Empty(await broken.LoadAsync(kit.Channel.Id));
    }

    [StudioFact]
    public async Task Margin_FallingByMoreThanThePoints_IsDrift()
    {
        // Net 122967; cost 84000 leaves 31.7 %, 87200 leaves 29.1 %: each cost moves by less than 5 %.
        await ListAsync(kit.Body, listing => listing.Set(it => it.Cost, 81000L));
        await ListAsync(kit.Bag, listing => listing.Set(it => it.Cost, 4600L));

        Assert.Equal(0, await drifts.CheckAsync());
        await PolicyAsync(policy => policy.MarginPoints = 2);

        Assert.Equal(1, await drifts.CheckAsync());
        Assert.Equal(DriftKind.Margin, Assert.Single((await drifts.ListAsync(ReadScope.Everything))[0].Drift.Moves).Kind);
    }

    [StudioFact]
    public async Task Stock_MissingForMoreDaysThanAllowed_IsDrift_AndGoneWhenItIsBack()
    {
        await ListAsync(kit.Card, listing => listing.Set(it => it.Stock, 0));
        Assert.Equal(1, await drifts.CheckAsync()); // Remembers since when.
        Assert.Empty(await drifts.ListAsync(ReadScope.Everything));
        studio.Time.Advance(TimeSpan.FromDays(2) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await drifts.CheckAsync());

        studio.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await drifts.CheckAsync());
        Assert.Equal(
            new DriftMove(DriftKind.Stock, kit.Card.Id, kit.Card.Name, 0, 2), Assert.Single((await drifts.ListAsync(ReadScope.Everything))[0].Drift.Moves));

        await ListAsync(kit.Card, listing => listing.Set(it => it.Stock, 5));
        Assert.Equal(1, await drifts.CheckAsync());
        Assert.Empty(await drifts.ListAsync(ReadScope.Everything));
        await using var db = studio.Store.Read();
        Assert.Equal(studio.Time.GetUtcNow(), (await db.BundleDrifts.SingleAsync()).ClearedAt);
    }

    [StudioFact]
    public async Task StatusAndCompleteness_AreDriftAtOnce()
    {
        await using (var session = await studio.Store.WriteAsync(TestStudio.Administrator, "Threshold"))
        {
            (await session.Db.Channels.AsTracking().SingleAsync()).CompletenessThreshold = 60;
            session.RunsWriteHooks = false;
            Assert.Null((await session.CommitAsync()).Refusal);
        }

        await ListAsync(kit.Bag, listing => listing.Set(it => it.Published, false));
        await ListAsync(kit.Card, listing => listing.Set(it => it.Completeness, 40));

        Assert.Equal(1, await drifts.CheckAsync());
        Assert.Equal(
            [DriftKind.Completeness, DriftKind.Status],
            (await drifts.ListAsync(ReadScope.Everything))[0].Drift.Moves.Select(move => move.Kind).Order());
    }

    [StudioFact]
    public async Task PausedUntilGone_IsInNoPanel_AndResumesByItself()
    {
        await PolicyAsync(policy => policy.Pause = DriftPause.UntilGone);
        Assert.True(await IsShownAsync());
        await ListAsync(kit.Bag, listing => listing.Set(it => it.Price, 15000));

        Assert.Equal(1, await drifts.CheckAsync());
        Assert.False(await IsShownAsync());
        Assert.Equal("D7 kit is paused in Camera shop: it has changed since its approval", (await NotificationScene.ToldAsync(studio, TestStudio.Manager))[^1]);
        Assert.True(Assert.Single(await new BrokenBundles(studio.Store, studio.Time).LoadAsync(kit.Channel.Id)).IsPaused);

        await ListAsync(kit.Bag, listing => listing.Set(it => it.Price, 13900));
        Assert.Equal(1, await drifts.CheckAsync());
        Assert.True(await IsShownAsync());
        Assert.Equal("D7 kit is on sale again in Camera shop, as it was approved", (await NotificationScene.ToldAsync(studio, TestStudio.Manager))[^1]);
    }

    /// <summary>A manager accepts where it stands, not wherever it goes.</summary>
    [StudioFact]
    public async Task Released_TheSameCauseMovesOnPastTheLimit_PausesAgain()
    {
        await PolicyAsync(policy => policy.Pause = DriftPause.UntilReleased);
        await ListAsync(kit.Bag, listing => listing.Set(it => it.Cost, 5000L));
        Assert.Equal(1, await drifts.CheckAsync());
        var open = Assert.Single(await drifts.ListAsync(ReadScope.Everything)).Drift;
        Assert.Null((await drifts.ReleaseAsync(open.Id, TestStudio.Manager)).Refusal);
        Assert.Equal(0, await drifts.CheckAsync());

        await ListAsync(kit.Bag, listing => listing.Set(it => it.Cost, 5200L)); // 4 % more.
        Assert.Equal(1, await drifts.CheckAsync());
        Assert.True(await IsShownAsync());

        await ListAsync(kit.Bag, listing => listing.Set(it => it.Cost, 13000L));
        Assert.Equal(1, await drifts.CheckAsync());
        Assert.False(await IsShownAsync());
        Assert.Equal(0, await drifts.CheckAsync());
    }

    [StudioFact]
    public async Task PolicyThatBeginsToPause_PausesWhatIsOpen()
    {
        await ListAsync(kit.Bag, listing => listing.Set(it => it.Price, 15000));
        await drifts.CheckAsync();
        Assert.True(await IsShownAsync());

        await PolicyAsync(policy => policy.Pause = DriftPause.UntilGone);

        Assert.Equal(1, await drifts.CheckAsync());
        Assert.False(await IsShownAsync());
        Assert.Equal(0, await drifts.CheckAsync());
    }

    /// <summary>What makes way for a while keeps its pause; and what is to come is looked at before it comes.</summary>
    [StudioFact]
    public async Task Paused_MakesWayForANewerRevisionWithASchedule_AndStaysPaused()
    {
        await PolicyAsync(policy => policy.Pause = DriftPause.UntilReleased);
        Assert.Null((await kit.Bundles.ReviseAsync(kit.Bundle.Id, TestStudio.Merchandiser)).Refusal);
        await kit.ReloadAsync();
        Assert.Null((await kit.SaveAsync(kit.Content with { StartsAt = new DateTime(2027, 2, 1, 0, 0, 0, DateTimeKind.Unspecified) })).Refusal);
        await kit.ReloadAsync();
        await kit.ApproveAsync();
        await ListAsync(kit.Bag, listing => listing.Set(it => it.Price, 15000));

        Assert.Equal(1, await drifts.CheckAsync());

        Assert.Equal([true, true], (await drifts.ListAsync(ReadScope.Everything)).Select(drift => drift.Drift.IsPaused));
        Assert.Single(await new BrokenBundles(studio.Store, studio.Time).LoadAsync(kit.Channel.Id));
        Assert.Equal(0, await drifts.CheckAsync());
    }

    [StudioFact]
    public async Task PausedUntilReleased_WaitsForAManagersWord_AndIsPausedAgainWhenMoreMoves()
    {
        await PolicyAsync(policy => policy.Pause = DriftPause.UntilReleased);
        await ListAsync(kit.Bag, listing => listing.Set(it => it.Price, 15000));
        await drifts.CheckAsync();
        await ListAsync(kit.Bag, listing => listing.Set(it => it.Price, 13900));
        await drifts.CheckAsync();
        var open = Assert.Single(await drifts.ListAsync(ReadScope.Everything)).Drift;
        Assert.Equal((0, true), (open.Moves.Count, open.IsPaused));
        Assert.Equal(0, await drifts.CheckAsync());
        Assert.False(await IsShownAsync());

        Assert.Equal(Refusal.ForbiddenCode, (await drifts.ReleaseAsync(open.Id, TestStudio.Merchandiser)).Refusal?.Code);
        Assert.Null((await drifts.ReleaseAsync(open.Id, TestStudio.Manager)).Refusal);
        Assert.Empty(await drifts.ListAsync(ReadScope.Everything));
        Assert.True(await IsShownAsync());

        await ListAsync(kit.Bag, listing => listing.Set(it => it.Price, 15000));
        await drifts.CheckAsync();
        open = Assert.Single(await drifts.ListAsync(ReadScope.Everything)).Drift;
        Assert.Null((await drifts.ReleaseAsync(open.Id, TestStudio.Manager)).Refusal);
        Assert.Equal(0, await drifts.CheckAsync());
        Assert.True(await IsShownAsync());
        Assert.Equal("Mark", Assert.Single(await drifts.ListAsync(ReadScope.Everything)).Drift.ReleasedBy);

        await ListAsync(kit.Card, listing => listing.Set(it => it.Price, 6000));
        await drifts.CheckAsync();
        Assert.False(await IsShownAsync());
    }

    [StudioFact]
    public async Task ARevisionThatIsNoLongerSold_EndsItsDrift()
    {
        await ListAsync(kit.Bag, listing => listing.Set(it => it.Price, 15000));
        await drifts.CheckAsync();

        Assert.Null((await kit.Bundles.RetireAsync(kit.Bundle.Id, TestStudio.Merchandiser)).Refusal);
        await drifts.CheckAsync();

        Assert.Empty(await drifts.ListAsync(ReadScope.Everything));
    }

    [StudioFact]
    public async Task OneApprovedBeforeTermsWereKept_IsComparedWithItsVerdictsPrice_AndWatchedFromThenOn()
    {
        await using (var db = studio.Store.OpenForIdentity())
        {
            await db.ApprovedTerms.ExecuteDeleteAsync();
        }

        await ListAsync(kit.Body, listing => listing.Set(it => it.Price, 150000));
        Assert.Equal(1, await drifts.CheckAsync());

        var drift = Assert.Single(await drifts.ListAsync(ReadScope.Everything)).Drift;
        Assert.Equal(DriftKind.SetPrice, Assert.Single(drift.Moves).Kind);
        Assert.Equal(0, await drifts.CheckAsync());
        await using var read = studio.Store.Read();
        Assert.Equal(148790, (await read.ApprovedTerms.SingleAsync()).SetPrice);
    }

    [StudioFact]
    public async Task IsTouched_ByWhatCanMoveABundle_AndByNothingElse()
    {
        var state = await studio.Store.StateAsync();
        Assert.Null((await kit.Reviews.CommentAsync(kit.Revision.Id, "Good", TestStudio.Manager)).Refusal);
        Assert.False(await drifts.IsTouchedAsync(state));

        await ListAsync(kit.Bag, listing => listing.Set(it => it.Stock, 8));
        Assert.True(await drifts.IsTouchedAsync(state));
    }

    private async Task ListAsync(Product product, Action<Listing> change) => await studio.WriteAsync(async session =>
    {
        session.RunsWriteHooks = false;
        change(await session.Db.Listings.AsTracking().SingleAsync(listing => listing.ProductId == product.Id));
    });

    private async Task PolicyAsync(Action<DriftPolicy> change)
    {
        var policy = new DriftPolicy { ChannelId = kit.Channel.Id };
        change(policy);
        Assert.Null((await new DriftPolicyService(studio.Store).SaveAsync(policy, TestStudio.Administrator)).Refusal);
    }

    private async Task<bool> IsShownAsync()
    {
        using var panels = new PanelService(studio.Store, studio.Time);
        await panels.RefreshAsync();
        return panels.Resolve(new PanelQuery(kit.Body.Sku, kit.Channel.Code)).Required.Panel.Offer is not null;
    }
}
