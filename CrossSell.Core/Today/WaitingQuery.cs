using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Notifications;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Today;

/// <summary>A bundle of the person's own that needs a hand.</summary>
public sealed record WaitingBundle(string Code, string Name);

/// <summary>What waits for one person.</summary>
/// <param name="Reviews">Those that the person may approve.</param>
/// <param name="SentBack">Bundles that the person worked on and that were returned for changes.</param>
/// <param name="Drifted">Bundles that the person looks after and that have changed since their approval.</param>
/// <param name="Mentions">Unread.</param>
public sealed record Waiting(
    IReadOnlyList<ReviewRow> Reviews, IReadOnlyList<WaitingBundle> SentBack, IReadOnlyList<WaitingBundle> Drifted, IReadOnlyList<Notification> Mentions)
{
    /// <summary>Campaigns that the person may approve.</summary>
    public IReadOnlyList<ReviewCampaign> Campaigns { get; init; } = [];

    public int Count => Reviews.Count + Campaigns.Count + SentBack.Count + Drifted.Count + Mentions.Count;
}

/// <summary>Gathers what waits for one person, over all shops that they see.</summary>
public sealed class WaitingQuery(StudioStore store, ReviewQueue queue)
{
    public async Task<Waiting> LoadAsync(Actor actor, CancellationToken cancellation = default)
    {
        var reviews = actor.CanAnywhere(Permission.Review)
            ? (await queue.LoadAsync(actor, store.Time.GetUtcNow(), cancellation)).Where(row => row.CannotApprove is null).ToList()
            : [];
        var campaigns = actor.CanAnywhere(Permission.Review)
            ? (await queue.CampaignsAsync(actor, store.Time.GetUtcNow(), cancellation)).Where(campaign => campaign.CannotApprove is null).ToList()
            : [];
        await using var db = store.Read(actor.Reads);
        var returned = await (
            from revision in db.BundleRevisions
            where revision.State == RevisionState.ChangesRequested && revision.Authors.Any(author => author.ActorId == actor.Id)
            join bundle in db.Bundles on revision.BundleId equals bundle.Id
            where bundle.RetiredAt == null
            orderby revision.Id
            select new WaitingBundle(bundle.Code, revision.Name)).ToListAsync(cancellation);
        var mentions = await db.Notifications
            .Where(item => item.RecipientId == actor.Id && item.ReadAt == null && item.Kind == NotificationKind.Mentioned)
            .OrderByDescending(item => item.Id).ToListAsync(cancellation);
        return new Waiting(reviews, returned, await DriftedAsync(db, actor, cancellation), mentions) { Campaigns = campaigns };
    }

    // Managers see them on Today; a message is for who can do something about it.
    private static async Task<IReadOnlyList<WaitingBundle>> DriftedAsync(StudioDb db, Actor actor, CancellationToken cancellation)
    {
        var open = await (
            from drift in db.BundleDrifts
            where drift.ClearedAt == null
            join bundle in db.Bundles on drift.BundleId equals bundle.Id
            join revision in db.BundleRevisions on drift.RevisionId equals revision.Id
            orderby drift.Id
            select new
            {
                bundle.Code, bundle.OwnerId, revision.Name, drift.ChannelId, Parts = revision.Components.Select(part => part.ProductId).ToList(),
            }).ToListAsync(cancellation);
        if (open.Count == 0)
        {
            return [];
        }

        var ownership = await CategoryOwnerService.OwnershipAsync(db, cancellation);
        var categories = ownership.IsEmpty
            ? new Dictionary<int, int>()
            : await BundleOwners.CategoriesAsync(db, [.. open.SelectMany(drift => drift.Parts).Distinct()], cancellation);
        bool IsOwner(int productId, int channelId) =>
            categories.TryGetValue(productId, out var category) && ownership.Of(category, channelId)?.UserId == actor.Id;
        return [.. open.Where(drift => drift.OwnerId == actor.Id || drift.Parts.Exists(part => IsOwner(part, drift.ChannelId)))
            .Select(drift => new WaitingBundle(drift.Code, drift.Name)).Distinct()];
    }
}
