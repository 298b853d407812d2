using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

/// <summary>What a shop has reviewed before it goes live, and who may approve it.</summary>
public sealed partial class ReviewPolicyPage
{
    [Inject]
    private ReviewPolicyService Policies { get; set; } = default!;

    protected override bool Edits(Channel channel, Actor actor) => actor.Can(Permission.Review, channel.Id);

    protected override async Task<ReviewPolicyForm> FindAsync(Channel channel, Actor actor) =>
        new(await Policies.FindAsync(actor.Reads, channel.Id), channel.Currency);

    protected override async Task<Outcome<long?>> SaveAsync(ReviewPolicyForm form, Actor actor) =>
        form.ToPolicy().IsRefused(out var unread, out ReviewPolicy? policy) ? unread : await Policies.SaveAsync(policy, actor);

    protected override string Saved(Channel channel) => L["Saved the review policy of {0}.", channel.Name];
}
