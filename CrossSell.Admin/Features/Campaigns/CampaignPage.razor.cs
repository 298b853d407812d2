using CrossSell.Admin.Shared;
using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Campaigns;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Campaigns.CampaignsTexts;

namespace CrossSell.Admin.Features.Campaigns;

/// <summary>One campaign: its schedule, what is in it, the panels that it changes, and the one verdict on all of it.</summary>
public sealed partial class CampaignPage
{
    private CampaignDetail? detail;
    private IReadOnlyList<BundleName> bundles = [];
    private ProductSummary? source;
    private HashSet<int> shops = [];
    private string name = "";
    private string note = "";
    private string reason = "";
    private string? problem;
    private string? opened;
    private DateTime? starts;
    private DateTime? ends;
    private bool mayEdit;
    private bool mayReview;
    private bool isLoading = true;
    private bool isApproving;
    private bool isSendingBack;
    private bool isRollingBack;

    [Parameter]
    public string Code { get; set; } = "";

    [Inject]
    private CampaignList List { get; set; } = default!;

    [Inject]
    private CampaignService Campaigns { get; set; } = default!;

    [Inject]
    private CampaignReview Review { get; set; } = default!;

    [Inject]
    private BundleList BundleNames { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    protected override bool HasUnsaved => detail is { Campaign: { } stored } && CanEdit
        && (name != stored.Name || note != (stored.Note ?? "") || starts != stored.StartsAt || ends != stored.EndsAt
            || !shops.SetEquals(stored.ChannelIds));

    private bool CanEdit => mayEdit && detail is { Campaign.IsEditable: true };

    // What is over has nothing left to take back.
    private bool IsOver => detail!.Channels.All(shop => detail.Campaign.PhaseAt(shop, Time.GetUtcNow()) == BundlePhase.Ended);

    private bool IsMine => Me is { } me && detail!.Campaign.AuthorIds.Contains(me.Id);

    private (string Tone, string Name) StateWords => CampaignWords.Of(
        detail!.Campaign, detail.Channels.FirstOrDefault(shop => shop.Id == Session.Channel?.Id) ?? detail.Channels.FirstOrDefault(), Time.GetUtcNow());

    private IReadOnlyList<Choice<string>> Choices => [.. bundles
        .Where(bundle => detail!.Members.All(member => member.Code != bundle.Code) && bundle.ChannelIds.Any(detail.Campaign.ChannelIds.Contains))
        .Select(bundle => new Choice<string>(bundle.Code, bundle.Name))];

    protected override async Task OnParametersSetAsync()
    {
        if (opened != Code)
        {
            (opened, isLoading, detail) = (Code, true, null);
            await OpenAsync(async () =>
            {
                await LoadAsync();
                isLoading = false;
                return detail is null ? null : $"campaign:{Code}";
            });
        }
    }

    protected override async Task CatchUpAsync()
    {
        var before = detail?.Campaign.Version;
        await LoadAsync();
        if (detail?.Campaign.Version != before && before is not null)
        {
            Notice = L["Someone else changed this campaign meanwhile."];
        }
    }

    private async Task LoadAsync()
    {
        var keep = HasUnsaved;
        detail = await List.FindAsync(Session.Reads, Code);
        if (detail is not { Campaign: { } campaign })
        {
            return;
        }

        var actor = await CurrentActor.GetAsync();
        mayEdit = campaign.ChannelIds.TrueForAll(id => actor.Can(Permission.EditBundles, id));
        mayReview = campaign.ChannelIds.TrueForAll(id => actor.Can(Permission.Review, id));
        bundles = CanEdit ? await BundleNames.NamesAsync(Session.Reads) : [];
        if (!keep)
        {
            (name, note, starts, ends) = (campaign.Name, campaign.Note ?? "", campaign.StartsAt, campaign.EndsAt);
            shops = [.. campaign.ChannelIds];
        }
    }

    private void Toggle(int shopId, bool isIn) => _ = isIn ? shops.Add(shopId) : shops.Remove(shopId);

    private Task SaveAsync() => BusyAsync(async () => await SaveTermsAsync());

    private async Task<bool> SaveTermsAsync()
    {
        problem = null;
        if (!HasUnsaved)
        {
            return true;
        }

        var campaign = detail!.Campaign;
        var terms = new CampaignTerms(name, note, starts, ends, [.. shops]);
        if ((await Campaigns.EditAsync(campaign.Id, campaign.Version, terms, await CurrentActor.GetAsync())).IsRefused(out var refusal))
        {
            problem = refusal.Message;
            return false;
        }

        (name, note) = (name.Trim(), note.Trim());
        await LoadAsync();
        Feedback.Say(L["Saved {0}.", terms.Name.Trim()]);
        return true;
    }

    private Task AddBundleAsync(string? code) => code is null ? Task.CompletedTask : DoAsync((campaign, actor) =>
        Campaigns.AddBundleAsync(campaign.Id, campaign.Version, code, actor));

    private Task RemoveBundleAsync(CampaignMember member) => DoAsync((campaign, actor) =>
        Campaigns.RemoveBundleAsync(campaign.Id, campaign.Version, member.RevisionId, actor));

    private async Task PickAsync(ProductSummary product, bool isSource)
    {
        if (isSource)
        {
            source = product;
            return;
        }

        var from = source!.Id;
        await DoAsync((campaign, actor) => Campaigns.AddLinkAsync(campaign.Id, campaign.Version, from, product.Id, actor));
    }

    private Task MoveAsync(CampaignPair pair, int by) => DoAsync((campaign, actor) =>
        Campaigns.MoveLinkAsync(campaign.Id, campaign.Version, pair.Id, by, actor));

    private Task RemoveLinkAsync(CampaignPair pair) => DoAsync((campaign, actor) =>
        Campaigns.RemoveLinkAsync(campaign.Id, campaign.Version, pair.Id, actor));

    private Task SubmitAsync() => DoAsync((campaign, actor) => Review.SubmitAsync(campaign.Id, campaign.Version, actor), L["Submitted {0}.", name.Trim()]);

    private Task WithdrawAsync() => DoAsync((campaign, actor) => Review.WithdrawAsync(campaign.Id, campaign.Version, actor), L["Withdrew {0}.", name.Trim()]);

    private Task ApproveAsync() => DoAsync((campaign, actor) =>
    {
        isApproving = false;
        return Review.ApproveAsync(campaign.Id, campaign.Version, actor);
    }, L["Approved {0}.", name.Trim()]);

    private Task SendBackAsync() => DoAsync(async (campaign, actor) =>
    {
        var outcome = await Review.SendBackAsync(campaign.Id, campaign.Version, reason, actor);
        (isSendingBack, reason) = outcome.IsDone ? (false, "") : (true, reason);
        return outcome;
    }, L["Sent {0} back.", name.Trim()]);

    private Task RollBackAsync() => DoAsync(async (campaign, actor) =>
    {
        isRollingBack = false;
        return await Review.RollBackAsync(campaign.Id, campaign.Version, actor);
    }, L["Rolled back {0}.", name.Trim()]);

    // What is typed is saved first: the person means the campaign that they see.
    private Task DoAsync(Func<Campaign, Actor, Task<Outcome>> gesture, string? said = null) => BusyAsync(async () =>
    {
        if (!await SaveTermsAsync())
        {
            return;
        }

        if (Feedback.Accepted(await gesture(detail!.Campaign, await CurrentActor.GetAsync())) && said is not null)
        {
            Feedback.Say(said);
        }

        await LoadAsync();
    });
}
