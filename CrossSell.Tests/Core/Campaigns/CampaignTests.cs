using CrossSell.Core.Bundles;
using CrossSell.Core.Campaigns;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Tests.Core.Bundles;
using CrossSell.Tests.Core.Notifications;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Campaigns;

/// <summary>
/// A kit that is on sale at its sum, and a campaign from 27 to 30 November (wall time of the shop, an hour ahead of UTC) with its next revision at 10 % off and
/// a link from the body to the strap.
/// </summary>
public sealed class CampaignTests : IAsyncLifetime
{
    private static readonly DateTime From = new(2026, 11, 27, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly DateTime Until = new(2026, 11, 30, 0, 0, 0, DateTimeKind.Unspecified);

    private TestStudio studio = null!;
    private KitScene kit = null!;
    private Product strap = null!;
    private CampaignService campaigns = null!;
    private CampaignReview review = null!;
    private CampaignList list = null!;
    private string code = "";

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        await NotificationScene.AddPeopleAsync(studio);
        kit = await KitScene.CreateAsync(studio);
        await kit.ApproveAsync();
        strap = await studio.ProductAsync("STRAP", kit.Channel, 2900, 900, 20, "Strap");
        (campaigns, review, list) = (new CampaignService(studio.Store), new CampaignReview(studio.Store), new CampaignList(studio.Store));
        code = (await campaigns.CreateAsync("Black Friday", [kit.Channel.Id], TestStudio.Merchandiser)).Required;
        var campaign = await CampaignAsync();
        Done(await campaigns.EditAsync(
            campaign.Id, campaign.Version, new CampaignTerms("Black Friday", null, From, Until, [kit.Channel.Id]), TestStudio.Merchandiser));
        campaign = await CampaignAsync();
        Done(await campaigns.AddBundleAsync(campaign.Id, campaign.Version, kit.Bundle.Code, TestStudio.Merchandiser));
        campaign = await CampaignAsync();
        Done(await campaigns.AddLinkAsync(campaign.Id, campaign.Version, kit.Body.Id, strap.Id, TestStudio.Merchandiser));
        await kit.ReloadAsync();
        Assert.Null((await kit.SaveAsync(kit.Content with { Pricing = PricingKind.PercentOff, PercentBasisPoints = 1000 })).Refusal);
        await kit.ReloadAsync();
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public async Task Campaign_GoesLiveAndEndsAsOne_AndWhatWasSoldBeforeIsSoldAfter()
    {
        Assert.Equal((2, From, Until), (kit.Revision.Number, kit.Revision.StartsAt, kit.Revision.EndsAt));
        await SubmitAsync();
        Assert.Equal("1 -", await SoldAsync()); // Nothing of it before it is approved.
        Done(await ApproveAsync(TestStudio.Manager));

        Assert.Equal("1 -", await SoldAsync());
        MoveTo(new(2026, 11, 26, 22, 59, 59, TimeSpan.Zero));
        Assert.Equal("1 -", await SoldAsync());
        MoveTo(new(2026, 11, 26, 23, 0, 0, TimeSpan.Zero));
        Assert.Equal("2 STRAP", await SoldAsync());
        MoveTo(new(2026, 11, 29, 22, 59, 59, TimeSpan.Zero));
        Assert.Equal("2 STRAP", await SoldAsync());
        MoveTo(new(2026, 11, 29, 23, 0, 0, TimeSpan.Zero));
        Assert.Equal("1 -", await SoldAsync());
    }

    [StudioFact]
    public async Task RolledBack_EverythingStandsAsBefore_AndPeoplesLinksStay()
    {
        await SubmitAsync();
        Done(await ApproveAsync(TestStudio.Manager));
        MoveTo(new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal("2 STRAP", await SoldAsync());

        var campaign = await CampaignAsync();
        Assert.Equal(Refusal.ForbiddenCode, (await review.RollBackAsync(campaign.Id, campaign.Version, TestStudio.Merchandiser)).Refusal?.Code);
        Done(await review.RollBackAsync(campaign.Id, campaign.Version, TestStudio.Manager));

        Assert.Equal("1 -", await SoldAsync());
        await using var db = studio.Store.Read();
        Assert.Equal(
            [RevisionState.Approved, RevisionState.Superseded],
            await db.BundleRevisions.OrderBy(revision => revision.Number).Select(revision => revision.State).ToListAsync());
    }

    [StudioFact]
    public async Task ApprovedAfterItsStart_ItIsLiveAtOnce_AndTheOlderRevisionComesBackAfterIt()
    {
        await SubmitAsync();
        MoveTo(new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
        Done(await ApproveAsync(TestStudio.Manager));

        Assert.Equal("2 STRAP", await SoldAsync());
        MoveTo(new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal("1 -", await SoldAsync());
    }

    [StudioFact]
    public async Task NobodyApprovesTheirOwn_AndOneVerdictIsOnAll()
    {
        await SubmitAsync();
        Assert.Equal(["Eva submitted Black Friday for review"], (await NotificationScene.ToldAsync(studio, TestStudio.Manager)).Where(
            text => text.Contains("Black Friday", StringComparison.Ordinal)));
        var own = TestStudio.Person("eva", Role.Manager);
        Assert.Equal(Refusal.ForbiddenCode, (await ApproveAsync(own)).Refusal?.Code);
        Assert.Equal(CampaignState.InReview, (await CampaignAsync()).State);

        // The shop goes on: what may not be approved of it keeps all of it back.
        await studio.WriteAsync(async session =>
            (await session.Db.Products.AsTracking().SingleAsync(product => product.Id == kit.Bag.Id)).Set(it => it.Status, ProductStatus.Archived));
        Assert.StartsWith("D7 kit:", (await ApproveAsync(TestStudio.Manager)).Refusal?.Message, StringComparison.Ordinal);
        Assert.Equal(CampaignState.InReview, (await CampaignAsync()).State);
        await kit.ReloadAsync();
        Assert.Equal(RevisionState.InReview, kit.Revision.State);
    }

    [StudioFact]
    public async Task SentBack_ItsRevisionsAreDraftsAgain_AndItCanBeSubmittedOnceMore()
    {
        await SubmitAsync();
        var campaign = await CampaignAsync();
        Assert.Equal("campaign.reason", (await review.SendBackAsync(campaign.Id, campaign.Version, " ", TestStudio.Manager)).Refusal?.Code);
        var frozen = await campaigns.AddLinkAsync(campaign.Id, campaign.Version, kit.Bag.Id, strap.Id, TestStudio.Merchandiser);
        Assert.Equal("campaign.frozen", frozen.Refusal?.Code);
        Done(await review.SendBackAsync(campaign.Id, campaign.Version, "Too deep", TestStudio.Manager));

        campaign = await CampaignAsync();
        Assert.Equal((CampaignState.ChangesRequested, "Too deep"), (campaign.State, campaign.Reason));
        await kit.ReloadAsync();
        Assert.True(kit.Revision.IsEditable);
        await SubmitAsync();
        Done(await ApproveAsync(TestStudio.Manager));
    }

    /// <summary>A text that is corrected meanwhile neither takes the campaign's price over nor ends the campaign.</summary>
    [StudioFact]
    public async Task Revision_StartedWhileACampaignIsAhead_HasTheBundlesOwnTerms_AndLeavesTheCampaignItsDays()
    {
        await SubmitAsync();
        Done(await ApproveAsync(TestStudio.Manager));
        Assert.Null((await new BundleService(studio.Store).ReviseAsync(kit.Bundle.Id, TestStudio.Merchandiser)).Refusal);
        await kit.ReloadAsync();
        var own = kit.Bundle.Revisions.Single(revision => revision.Number == 1);
        Assert.Equal((3, own.Pricing, own.Amount, own.StartsAt), (kit.Revision.Number, kit.Revision.Pricing, kit.Revision.Amount, kit.Revision.StartsAt));
        await kit.ApproveAsync();

        Assert.StartsWith("3 ", await SoldAsync(), StringComparison.Ordinal);
        MoveTo(BundleSchedule.ToInstant(From, BundleSchedule.ZoneOf(kit.Channel)));
        Assert.Equal("2 STRAP", await SoldAsync());
        MoveTo(BundleSchedule.ToInstant(Until, BundleSchedule.ZoneOf(kit.Channel)));
        Assert.StartsWith("3 ", await SoldAsync(), StringComparison.Ordinal);
    }

    /// <summary>Else it would be approved with what its reviewer never saw, or sold outside of its days.</summary>
    [StudioFact]
    public async Task Member_GoesWithItsCampaignAlone()
    {
        var (bundles, reviews) = (new BundleService(studio.Store), new ReviewService(studio.Store));
        var alone = await bundles.SubmitAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Merchandiser);
        Assert.Equal("bundle.campaign", alone.Refusal?.Code);
        Assert.Equal(
            "bundle.campaign",
            (await new BundleDrafts(studio.Store).DeleteAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Merchandiser)).Refusal?.Code);

        await SubmitAsync();
        await kit.ReloadAsync();

        Assert.Equal(
            "bundle.campaign", (await bundles.WithdrawAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Merchandiser)).Refusal?.Code);
        Assert.Equal(
            "bundle.campaign", (await reviews.ApproveAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Manager)).Refusal?.Code);
        Done(await ApproveAsync(TestStudio.Manager));
    }

    /// <summary>The list, the page of a bundle and insights speak of what shoppers see, whatever revision is the newest.</summary>
    [StudioFact]
    public async Task List_SaysWhatIsSold_BeforeAndInTheCampaign_AndWhenItIsRolledBack()
    {
        await SubmitAsync();
        Done(await ApproveAsync(TestStudio.Manager));
        Assert.Equal("1 Live True", await ListedAsync());
        MoveTo(new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal("2 Live True", await ListedAsync());
        var campaign = await CampaignAsync();
        Done(await review.RollBackAsync(campaign.Id, campaign.Version, TestStudio.Manager));
        Assert.Equal("1 Live True", await ListedAsync());

        async Task<string> ListedAsync()
        {
            var row = Assert.Single(await new BundleList(studio.Store).LoadAsync(ReadScope.Everything, kit.Channel.Id, studio.Time.GetUtcNow()));
            return FormattableString.Invariant($"{row.Number} {row.Status} {row.IsLive}");
        }
    }

    [StudioFact]
    public async Task List_AfterTheCampaign_SaysWhatIsSoldAgain()
    {
        await SubmitAsync();
        Done(await ApproveAsync(TestStudio.Manager));
        MoveTo(new(2026, 12, 5, 12, 0, 0, TimeSpan.Zero));

        var row = Assert.Single(await new BundleList(studio.Store).LoadAsync(ReadScope.Everything, kit.Channel.Id, studio.Time.GetUtcNow()));

        Assert.Equal((1, BundleStatus.Live, true), (row.Number, row.Status, row.IsLive));
    }

    /// <summary>Its people are told of the campaign once, not of each bundle in it as well.</summary>
    [StudioFact]
    public async Task SubmittedAndApproved_EachPersonIsToldOnce()
    {
        var before = (Reviewer: await CountAsync(TestStudio.Manager), Author: await CountAsync(TestStudio.Merchandiser));
        await SubmitAsync();
        Assert.Equal(before.Reviewer + 1, await CountAsync(TestStudio.Manager));
        Done(await ApproveAsync(TestStudio.Manager));
        Assert.Equal(before.Author + 1, await CountAsync(TestStudio.Merchandiser));

        async Task<int> CountAsync(Actor who) => (await NotificationScene.ToldAsync(studio, who)).Count;
    }

    [StudioFact]
    public async Task Withdrawn_WhatThePolicyLetThroughIsForgotten_SoThatTheDraftMayBeDeleted()
    {
        await studio.AddAsync(new ReviewPolicy { ChannelId = kit.Channel.Id, ReviewsAll = false, DiscountAboveBasisPoints = 5000 });
        await SubmitAsync();
        await kit.ReloadAsync();
        Assert.Equal(RevisionState.Approved, kit.Revision.State);
        await using var db = studio.Store.Read();
        Assert.Equal(2, await db.ReviewVerdicts.CountAsync());

        var campaign = await CampaignAsync();
        Done(await review.WithdrawAsync(campaign.Id, campaign.Version, TestStudio.Merchandiser));

        Assert.Equal(1, await db.ReviewVerdicts.CountAsync());
    }

    [StudioFact]
    public async Task TryCampaign_SaysWhichPanelsChange_BeforeAndAfterItIsApproved()
    {
        Assert.Equal("CAM-D7: 148790 - -> 133911 STRAP", await TriedAsync());
        await SubmitAsync();
        Done(await ApproveAsync(TestStudio.Manager));

        Assert.Equal("CAM-D7: 148790 - -> 133911 STRAP", await TriedAsync());
    }

    private static void Done(Outcome outcome) => Assert.Null(outcome.Refusal?.Message);

    private async Task<Campaign> CampaignAsync() => (await list.FindAsync(ReadScope.Everything, code))!.Campaign;

    private async Task SubmitAsync()
    {
        var campaign = await CampaignAsync();
        Done(await review.SubmitAsync(campaign.Id, campaign.Version, TestStudio.Merchandiser));
    }

    private async Task<Outcome> ApproveAsync(Actor actor)
    {
        var campaign = await CampaignAsync();
        return await review.ApproveAsync(campaign.Id, campaign.Version, actor);
    }

    private void MoveTo(DateTimeOffset instant) => studio.Time.SetUtcNow(instant);

    /// <summary>The revision that leads the body's panel, and what is recommended beside it.</summary>
    private async Task<string> SoldAsync()
    {
        using var panels = new PanelService(studio.Store, studio.Time);
        await panels.RefreshAsync();
        var panel = panels.Resolve(new PanelQuery(kit.Body.Sku, kit.Channel.Code)).Required.Panel;
        return $"{panel.Offer?.Revision} {Companions(panel)}";
    }

    private async Task<string> TriedAsync()
    {
        using var panels = new PanelService(studio.Store, studio.Time);
        return string.Join("; ", (await panels.TryCampaignAsync(ReadScope.Everything, code, kit.Channel.Id)).Where(panel => panel.Changes).Select(panel =>
            $"{panel.Sku}: {panel.Without.Offer?.SetPrice.Minor} {Companions(panel.Without)} -> {panel.With.Offer?.SetPrice.Minor} {Companions(panel.With)}"));
    }

    private static string Companions(Panel panel) =>
        panel.Companions.Count == 0 ? "-" : string.Join(',', panel.Companions.Select(companion => companion.Product.Sku));
}
