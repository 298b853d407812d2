using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Tests.Core.Bundles;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Review;

public sealed class ReviewServiceTests
{
    [StudioFact]
    public async Task Approve_ByAManager_PutsTheSetOnSaleAndRecordsWhatWasSeen()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.SubmitAsync();

        Assert.True((await kit.Reviews.ApproveAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Manager)).Required);

        await using var db = studio.Store.Read();
        var verdict = Assert.Single(await db.ReviewVerdicts.ToListAsync());
        Assert.Equal((ReviewDecision.Approved, "Mark", 148790, 84000), (verdict.Decision, verdict.ReviewerName, verdict.SetPrice, verdict.Cost!.Value));
        var live = Assert.Single(await BundleQuotes.LoadApprovedAsync(db, kit.Channel.Id));
        Assert.Equal(BundlePhase.Live, live.PhaseAt(TestStudio.Start));
    }

    [StudioFact]
    public async Task Approve_ByAnAuthor_IsRefusedEvenToAnAdministrator()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        Assert.Null((await kit.SaveAsync(kit.Content with { Note = "Looks fine" }, TestStudio.Administrator)).Refusal);
        await kit.ReloadAsync();
        await kit.SubmitAsync();

        var refused = await kit.Reviews.ApproveAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Administrator);

        Assert.Equal(Refusal.ForbiddenCode, refused.Refusal?.Code);
        await kit.ReloadAsync();
        Assert.Equal(RevisionState.InReview, kit.Revision.State);
    }

    [StudioFact]
    public async Task Decide_WithoutTheRight_IsRefused()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.SubmitAsync();
        var elsewhere = TestStudio.Person("pim", Role.Manager, channelId: 999);

        foreach (var actor in new[] { TestStudio.Viewer, TestStudio.Person("noor", Role.Merchandiser), elsewhere })
        {
            Assert.Equal(Refusal.ForbiddenCode, (await kit.Reviews.ApproveAsync(kit.Revision.Id, kit.Revision.Version, actor)).Refusal?.Code);
            Assert.Equal(Refusal.ForbiddenCode, (await kit.Reviews.RequestChangesAsync(kit.Revision.Id, kit.Revision.Version, "No", actor)).Refusal?.Code);
        }
    }

    [StudioFact]
    public async Task Verdict_OnAVersionThatChanged_IsStale()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.SubmitAsync();
        var seen = kit.Revision.Version;
        await kit.Bundles.WithdrawAsync(kit.Revision.Id, seen, TestStudio.Merchandiser);
        Assert.Equal(Refusal.StaleCode, (await kit.Reviews.ApproveAsync(kit.Revision.Id, seen, TestStudio.Manager)).Refusal?.Code);
        await kit.ReloadAsync();
        await kit.SaveAsync(kit.Content with { Components = [.. kit.Content.Components.Take(2)] });
        await kit.ReloadAsync();
        await kit.SubmitAsync();

        Assert.Equal(Refusal.StaleCode, (await kit.Reviews.ApproveAsync(kit.Revision.Id, seen, TestStudio.Manager)).Refusal?.Code);
        Assert.True((await kit.Reviews.ApproveAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Manager)).IsDone);
    }

    [StudioFact]
    public async Task Approve_Twice_DecidesOnce()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.SubmitAsync();

        Assert.True((await kit.Reviews.ApproveAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Manager)).IsDone);
        Assert.Equal(Refusal.StaleCode, (await kit.Reviews.ApproveAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Manager)).Refusal?.Code);
    }

    [StudioFact]
    public async Task SendBack_NeedsAReasonAndKeepsItInTheConversationAfterTheNextRound()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.SubmitAsync();
        Assert.Equal("review.reason", (await kit.Reviews.RequestChangesAsync(kit.Revision.Id, kit.Revision.Version, " ", TestStudio.Manager)).Refusal?.Code);

        Assert.True((await kit.Reviews.RequestChangesAsync(kit.Revision.Id, kit.Revision.Version, "Swap the bag", TestStudio.Manager)).IsDone);

        await kit.ReloadAsync();
        Assert.Equal(RevisionState.ChangesRequested, kit.Revision.State);
        await kit.SaveAsync(kit.Content with { Components = [new(kit.Body.Id), new(kit.Card.Id)] });
        await kit.ReloadAsync();
        await kit.ApproveAsync();
        var detail = (await new ReviewQueue(studio.Store).FindAsync(ReadScope.Everything, kit.Revision.Id))!;
        Assert.Equal("Changes requested: Swap the bag", Assert.Single(detail.Comments).Text);
        Assert.Equal(ReviewDecision.Approved, Assert.Single(detail.Verdicts).Decision);
    }

    [StudioFact]
    public async Task Approval_InTwoChannels_NeedsTheWordOfBothReviewers()
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
        await kit.SubmitAsync();

        Assert.False((await kit.Reviews.ApproveAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Person("cam", Role.Manager, kit.Channel.Id))).Required);
        await kit.ReloadAsync();
        Assert.Equal(RevisionState.InReview, kit.Revision.State);
        Assert.True((await kit.Reviews.ApproveAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Person("out", Role.Manager, other.Id))).Required);
    }

    [StudioFact]
    public async Task Approval_OfANewRevision_SupersedesTheOlder()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.ApproveAsync();
        await kit.Bundles.ReviseAsync(kit.Bundle.Id, TestStudio.Merchandiser);
        await kit.ReloadAsync();
        await kit.SaveAsync(
            kit.Content with { Components = [new(kit.Body.Id), new(kit.Card.Id, 2)], Pricing = PricingKind.PercentOff, PercentBasisPoints = 500 });
        await kit.ReloadAsync();
        await kit.SubmitAsync();

        var detail = (await new ReviewQueue(studio.Store).FindAsync(ReadScope.Everything, kit.Revision.Id))!;
        Assert.Equal(
            [
                (ReviewField.Component, "Carry All 15", null), (ReviewField.Quantity, (object?)1, (object?)2),
                (ReviewField.Pricing, PricingKind.SumOfParts, PricingKind.PercentOff), (ReviewField.Percent, null, 500),
            ],
            detail.Changes.Select(change => (change.Field, change.Before, change.After)));
        Assert.Equal(148790, detail.Live[kit.Channel.Id].Price!.SetPrice.Minor);
        Assert.True((await kit.Reviews.ApproveAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Manager)).IsDone);
        await kit.ReloadAsync();
        Assert.Equal(
            [RevisionState.Superseded, RevisionState.Approved], kit.Bundle.Revisions.OrderBy(revision => revision.Number).Select(revision => revision.State));
    }

    [StudioFact]
    public async Task Queue_PutsRiskFirstAndSaysWhoMayNotApprove()
    {
        await using var studio = await TestStudio.CreateAsync();
        var calm = await KitScene.CreateAsync(studio);
        await calm.SaveAsync(calm.Content with { Pricing = PricingKind.PercentOff, PercentBasisPoints = 500 });
        await calm.ReloadAsync();
        await calm.SubmitAsync();
        studio.Time.Advance(TimeSpan.FromHours(1));
        var code = (await calm.Bundles.CreateAsync("Cheap kit", calm.Channel.Id, [calm.Body.Id, calm.Card.Id], TestStudio.Merchandiser)).Required;
        await calm.ReloadAsync(code);
        await calm.SaveAsync(calm.Content with { Pricing = PricingKind.PercentOff, PercentBasisPoints = 5000 });
        await calm.ReloadAsync();
        await calm.SubmitAsync();
        var queue = new ReviewQueue(studio.Store);

        var rows = await queue.LoadAsync(TestStudio.Manager, studio.Time.GetUtcNow());

        Assert.Equal(["Cheap kit", "D7 kit"], rows.Select(row => row.Name));
        Assert.Equal([["below cost"], []], rows.Select(row => row.Risks));
        Assert.All(rows, row => Assert.Null(row.CannotApprove));
        Assert.All(
            await queue.LoadAsync(TestStudio.Merchandiser, studio.Time.GetUtcNow()),
            row => Assert.Equal("Only a manager can approve it.", row.CannotApprove));
        Assert.Equal(2, await queue.CountAsync(ReadScope.Everything));
    }

    [StudioFact]
    public async Task Comment_ByAViewer_IsRefused()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);

        Assert.Equal(Refusal.ForbiddenCode, (await kit.Reviews.CommentAsync(kit.Revision.Id, "Hm", TestStudio.Viewer)).Refusal?.Code);
        Assert.True((await kit.Reviews.CommentAsync(kit.Revision.Id, "Hm", TestStudio.Merchandiser)).IsDone);
    }
}
