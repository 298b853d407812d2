using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Tests.Core.Bundles;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Review;

/// <summary>Verdicts as policies want them: taken back in time, by two people, for some shops, at once by two managers; and back to what was before.</summary>
public sealed class VerdictTests
{
    [StudioFact]
    public async Task TakenBack_WithinTenSeconds_IsAsIfItHadNotBeenGiven()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.ApproveAsync();
        await NextAsync(kit, content => content with { Pricing = PricingKind.PercentOff, PercentBasisPoints = 500 });
        await kit.SubmitAsync();
        await ApproveAsync(kit, TestStudio.Manager);
        Assert.Equal([RevisionState.Superseded, RevisionState.Approved], States(kit));
        studio.Time.Advance(ReviewRules.UndoWithin);

        // Only by the reviewer who gave it.
        Assert.NotNull((await kit.Reviews.TakeBackAsync(kit.Revision.Id, TestStudio.Administrator)).Refusal);
        Assert.Null((await kit.Reviews.TakeBackAsync(kit.Revision.Id, TestStudio.Manager)).Refusal);

        await kit.ReloadAsync();
        Assert.Equal([RevisionState.Approved, RevisionState.InReview], States(kit));
        await using var db = studio.Store.Read();
        Assert.Equal(1, Assert.Single(await BundleQuotes.LoadApprovedAsync(db, kit.Channel.Id)).Revision);
        Assert.Empty(await db.ReviewVerdicts.Where(verdict => verdict.RevisionId == kit.Revision.Id).ToListAsync());
        Assert.NotNull((await kit.Reviews.TakeBackAsync(kit.Revision.Id, TestStudio.Manager)).Refusal);
        await ApproveAsync(kit, TestStudio.Manager);
        studio.Time.Advance(ReviewRules.UndoWithin + TimeSpan.FromMilliseconds(1));
        Assert.Equal("review.late", (await kit.Reviews.TakeBackAsync(kit.Revision.Id, TestStudio.Manager)).Refusal?.Code);
    }

    [StudioFact]
    public async Task SendingBack_TakenBack_TakesItsReasonAlong_ButNotOnceTheAuthorWorks()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.SubmitAsync();
        Assert.Null((await kit.Reviews.RequestChangesAsync(kit.Revision.Id, kit.Revision.Version, "Smaller bag", TestStudio.Manager)).Refusal);
        Assert.Null((await kit.Reviews.TakeBackAsync(kit.Revision.Id, TestStudio.Manager)).Refusal);
        await kit.ReloadAsync();
        Assert.Equal(RevisionState.InReview, kit.Revision.State);
        Assert.Empty((await new ReviewQueue(studio.Store).FindAsync(ReadScope.Everything, kit.Revision.Id))!.Comments);

        Assert.Null((await kit.Reviews.RejectAsync(kit.Revision.Id, kit.Revision.Version, "No", TestStudio.Manager)).Refusal);
        await kit.ReloadAsync();
        Assert.Equal(RevisionState.Rejected, kit.Revision.State);
        await NextAsync(kit, content => content with { Note = "Once more" });
        Assert.Equal([RevisionState.Rejected, RevisionState.Draft], States(kit));
        Assert.Equal(Refusal.StaleCode, (await kit.Reviews.TakeBackAsync(kit.Bundle.Revisions[0].Id, TestStudio.Manager)).Refusal?.Code);
    }

    [StudioFact]
    public async Task TwoApprovers_AreTwoDifferentPeople()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await studio.AddAsync(new ReviewPolicy { ChannelId = kit.Channel.Id, TwoApprovers = true });
        await kit.SubmitAsync();

        Assert.False((await kit.Reviews.ApproveAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Manager)).Required);
        Assert.Equal("review.second", (await kit.Reviews.ApproveAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Manager)).Refusal?.Code);
        var row = Assert.Single(await new ReviewQueue(studio.Store).LoadAsync(TestStudio.Manager, studio.Time.GetUtcNow()));
        Assert.Equal((true, "You approved it. A second person has to approve it too."), (row.HasFirstWord, row.CannotApprove));

        Assert.True((await kit.Reviews.ApproveAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Administrator)).Required);
        // The first word is taken back: the second one alone is not enough.
        Assert.Null((await kit.Reviews.TakeBackAsync(kit.Revision.Id, TestStudio.Manager)).Refusal);
        await kit.ReloadAsync();
        Assert.Equal(RevisionState.InReview, kit.Revision.State);
    }

    [StudioFact]
    public async Task SomeShops_AreApproved_AndWhatIsSoldInTheOthersStays()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        var other = await studio.ChannelAsync("outdoor");
        await studio.AddAsync(
            new Listing { ProductId = kit.Body.Id, ChannelId = other.Id, Price = 1000, Published = true },
            new Listing { ProductId = kit.Card.Id, ChannelId = other.Id, Price = 1000, Published = true },
            new Listing { ProductId = kit.Bag.Id, ChannelId = other.Id, Price = 1000, Published = true });
        await kit.SaveAsync(kit.Content with { ChannelIds = [kit.Channel.Id, other.Id] });
        await kit.ReloadAsync();
        await kit.ApproveAsync();
        await NextAsync(kit, content => content with { Pricing = PricingKind.PercentOff, PercentBasisPoints = 500 });
        await kit.SubmitAsync();

        Assert.True((await kit.Reviews.ApproveAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Manager, [kit.Channel.Id])).Required);

        await using var db = studio.Store.Read();
        Assert.Equal((2, 1), (await LiveAsync(kit.Channel.Id), await LiveAsync(other.Id)));

        async Task<int> LiveAsync(int channelId) => (await BundleQuotes.LoadApprovedAsync(db, channelId))
            .Single(bundle => bundle.PhaseAt(TestStudio.Start) == BundlePhase.Live).Revision;
    }

    /// <summary>Who sees only the shop that was left out sees that it was; and to roll back to it leaves that shop what it sells.</summary>
    [StudioFact]
    public async Task LeftOutShop_SeesItsVerdict_AndKeepsItsSetWhenARollBackComesToIt()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        var other = await studio.ChannelAsync("outdoor");
        await studio.AddAsync(
            new Listing { ProductId = kit.Body.Id, ChannelId = other.Id, Price = 1000, Published = true },
            new Listing { ProductId = kit.Card.Id, ChannelId = other.Id, Price = 1000, Published = true },
            new Listing { ProductId = kit.Bag.Id, ChannelId = other.Id, Price = 1000, Published = true });
        await kit.SaveAsync(kit.Content with { ChannelIds = [kit.Channel.Id, other.Id] });
        await kit.ReloadAsync();
        await kit.ApproveAsync();
        await NextAsync(kit, content => content with { Pricing = PricingKind.PercentOff, PercentBasisPoints = 500 });
        await kit.SubmitAsync();
        Assert.True((await kit.Reviews.ApproveAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Manager, [kit.Channel.Id])).Required);
        await using (var db = studio.Store.Read(ReadScope.Only([other.Id])))
        {
            Assert.Contains(await db.GivenVerdicts.ToListAsync(), verdict => verdict.RevisionId == kit.Revision.Id);
        }

        await NextAsync(kit, content => content with { PercentBasisPoints = 300 });
        await kit.ApproveAsync();
        Assert.Equal((3, 3), await LiveAsync());

        var done = (await new RollBackService(studio.Store).RollBackAsync(kit.Bundle.Id, 2, TestStudio.Manager)).Required;

        Assert.Equal(RevisionState.Approved, done.State);
        Assert.Equal((4, 3), await LiveAsync());

        async Task<(int Here, int There)> LiveAsync()
        {
            await using var db = studio.Store.Read();
            async Task<int> In(int channelId) => (await BundleQuotes.LoadApprovedAsync(db, channelId))
                .Single(bundle => bundle.PhaseAt(TestStudio.Start) == BundlePhase.Live).Revision;
            return (await In(kit.Channel.Id), await In(other.Id));
        }
    }

    [StudioFact]
    public async Task TwoManagersAtOnce_GiveOneVerdict()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.SubmitAsync();
        var (id, version) = (kit.Revision.Id, kit.Revision.Version);
        var there = new ReviewService(studio.OtherProcess());

        var approving = Task.Run(async () => (await kit.Reviews.ApproveAsync(id, version, TestStudio.Manager)).Refusal);
        var rejecting = Task.Run(async () => (await there.RejectAsync(id, version, "No", TestStudio.Administrator)).Refusal);
        var refusals = await Task.WhenAll(approving, rejecting);

        Assert.Equal(Refusal.StaleCode, Assert.Single(refusals.OfType<Refusal>()).Code);
        await kit.ReloadAsync();
        Assert.Equal(refusals[0] is null ? RevisionState.Approved : RevisionState.Rejected, kit.Revision.State);
        await using var db = studio.Store.Read();
        Assert.Single(await db.GivenVerdicts.ToListAsync());
        Assert.Single(await db.ReviewVerdicts.ToListAsync());
    }

    [StudioFact]
    public async Task WhatNeedsNoReview_GoesLiveBySubmission_ButNotOverTheLimit()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await studio.AddAsync(new ReviewPolicy { ChannelId = kit.Channel.Id, ReviewsAll = false, DiscountAboveBasisPoints = 500 });

        Assert.Equal(RevisionState.Approved, (await kit.Bundles.SubmitAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Merchandiser)).Required.State);

        await NextAsync(kit, content => content with { Pricing = PricingKind.PercentOff, PercentBasisPoints = 600 });
        Assert.Equal(RevisionState.InReview, (await kit.Bundles.SubmitAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Merchandiser)).Required.State);
        await using var db = studio.Store.Read();
        var verdict = await db.ReviewVerdicts.SingleAsync();
        Assert.Equal((GivenVerdict.ByPolicy, 148790L), (verdict.ReviewerId, verdict.SetPrice));
    }

    [StudioFact]
    public async Task RollBack_ByAManager_IsOnSaleAtOnce_ByAMerchandiserItIsReviewed()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.ApproveAsync();
        await NextAsync(kit, content => content with { Pricing = PricingKind.PercentOff, PercentBasisPoints = 500 });
        await kit.SubmitAsync();
        await ApproveAsync(kit, TestStudio.Manager);
        var service = new RollBackService(studio.Store);
        Assert.NotNull((await service.RollBackAsync(kit.Bundle.Id, 1, TestStudio.Viewer)).Refusal);

        var asked = (await service.RollBackAsync(kit.Bundle.Id, 1, TestStudio.Merchandiser)).Required;
        Assert.Equal((3, RevisionState.InReview), (asked.Number, asked.State));
        Assert.Equal("bundle.open", (await service.RollBackAsync(kit.Bundle.Id, 1, TestStudio.Manager)).Refusal?.Code);
        await kit.ReloadAsync();
        Assert.Null((await kit.Bundles.WithdrawAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Merchandiser)).Refusal);
        await kit.ReloadAsync();
        Assert.Null((await new BundleDrafts(studio.Store).DeleteAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Merchandiser)).Refusal);

        var done = (await service.RollBackAsync(kit.Bundle.Id, 1, TestStudio.Manager)).Required;

        await kit.ReloadAsync();
        Assert.Equal((RevisionState.Approved, PricingKind.SumOfParts), (done.State, kit.Content.Pricing));
        await using var db = studio.Store.Read();
        Assert.Equal(done.Number, Assert.Single(await BundleQuotes.LoadApprovedAsync(db, kit.Channel.Id)).Revision);
        Assert.Equal(
            "Rolled D7 kit back to revision 1, as revision 3",
            await db.ChangeSets.OrderByDescending(set => set.Id).Select(set => set.Purpose).FirstAsync());
    }

    [StudioFact]
    public async Task RollBack_ToMoreThanTheManagerMayApproveToday_IsReviewed()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.SaveAsync(kit.Content with { Pricing = PricingKind.PercentOff, PercentBasisPoints = 2000 });
        await kit.ReloadAsync();
        await kit.ApproveAsync();
        await NextAsync(kit, content => content with { PercentBasisPoints = 500 });
        await kit.ApproveAsync();
        Assert.Null((await new ReviewPolicyService(studio.Store).SaveAsync(
            new ReviewPolicy { ChannelId = kit.Channel.Id, ManagerDiscountBasisPoints = 1000 }, TestStudio.Administrator)).Refusal);

        var done = (await new RollBackService(studio.Store).RollBackAsync(kit.Bundle.Id, 1, TestStudio.Manager)).Required;

        Assert.Equal((3, RevisionState.InReview), (done.Number, done.State));
        await using var db = studio.Store.Read();
        Assert.Equal(2, Assert.Single(await BundleQuotes.LoadApprovedAsync(db, kit.Channel.Id)).Revision);
    }

    /// <summary>What is live follows from the instant: nobody has to be awake, and a restart in between changes nothing.</summary>
    [StudioFact]
    public async Task Schedule_BeginsAndEndsOnce_AlsoAfterARestart()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        // 27 November 00:00 to 1 December 00:00 in Amsterdam.
        var (from, until) = (new DateTimeOffset(2026, 11, 26, 23, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 30, 23, 0, 0, TimeSpan.Zero));
        await kit.SaveAsync(kit.Content with
        {
            StartsAt = new DateTime(2026, 11, 27),
            EndsAt = new DateTime(2026, 12, 1),
            Pricing = PricingKind.PercentOff,
            PercentBasisPoints = 500,
        });
        await kit.ReloadAsync();
        await kit.ApproveAsync();
        using var running = new PanelService(studio.Store, studio.Time);
        var writes = await studio.Store.StateAsync();
        foreach (var (at, isLive) in new[]
        {
            (from - TimeSpan.FromTicks(1), false), (from, true), (until - TimeSpan.FromTicks(1), true), (until, false), (until.AddDays(30), false),
        })
        {
            studio.Time.SetUtcNow(at);
            using var restarted = new PanelService(studio.OtherProcess(), studio.Time);
            foreach (var panels in new[] { running, restarted })
            {
                var panel = (await panels.ResolveFreshAsync(ReadScope.Everything, new PanelQuery(kit.Body.Sku, kit.Channel.Code))).Required.Panel;
                Assert.Equal(isLive ? "d7-kit" : null, panel.Offer?.Code);
            }
        }

        Assert.Equal(writes, await studio.Store.StateAsync());
    }

    [StudioFact]
    public async Task Comment_OnAComponent_KeepsIt_AndOnAnotherProductIsRefused()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);

        Assert.Null((await kit.Reviews.CommentAsync(kit.Revision.Id, "Is there a smaller one?", TestStudio.Manager, kit.Bag.Id)).Refusal);
        Assert.Equal(Refusal.NotFoundCode, (await kit.Reviews.CommentAsync(kit.Revision.Id, "Hm", TestStudio.Manager, 999)).Refusal?.Code);
        Assert.Equal(kit.Bag.Id, Assert.Single((await new ReviewQueue(studio.Store).FindAsync(ReadScope.Everything, kit.Revision.Id))!.Comments).ProductId);
    }

    [StudioFact]
    public async Task Policy_IsSetByManagers_ButNotWhatTheyMayApprove()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var service = new ReviewPolicyService(studio.Store);

        Assert.Equal(Refusal.ForbiddenCode, (await service.SaveAsync(new ReviewPolicy { ChannelId = channel.Id }, TestStudio.Merchandiser)).Refusal?.Code);
        var limitless = new ReviewPolicy { ChannelId = channel.Id, ReviewsAll = false };
        Assert.Equal("policy.none", (await service.SaveAsync(limitless, TestStudio.Manager)).Refusal?.Code);
        var forManagers = new ReviewPolicy { ChannelId = channel.Id, TwoApprovers = true };
        Assert.Equal(Refusal.ForbiddenCode, (await service.SaveAsync(forManagers, TestStudio.Manager)).Refusal?.Code);
        Assert.NotNull((await service.SaveAsync(
            new ReviewPolicy { ChannelId = channel.Id, ReviewsAll = false, DiscountAboveBasisPoints = 1000, WithinHours = 24 }, TestStudio.Manager)).Value);
        Assert.Equal(24, (await service.FindAsync(ReadScope.Everything, channel.Id)).WithinHours);
    }

    private static async Task NextAsync(KitScene kit, Func<BundleContent, BundleContent> edit)
    {
        Assert.Null((await kit.Bundles.ReviseAsync(kit.Bundle.Id, TestStudio.Merchandiser)).Refusal);
        await kit.ReloadAsync();
        Assert.Null((await kit.SaveAsync(edit(kit.Content))).Refusal);
        await kit.ReloadAsync();
    }

    private static async Task ApproveAsync(KitScene kit, Actor reviewer)
    {
        await kit.ReloadAsync();
        Assert.True((await kit.Reviews.ApproveAsync(kit.Revision.Id, kit.Revision.Version, reviewer)).Required);
        await kit.ReloadAsync();
    }

    private static IEnumerable<RevisionState> States(KitScene kit) =>
        kit.Bundle.Revisions.OrderBy(revision => revision.Number).Select(revision => revision.State);
}
