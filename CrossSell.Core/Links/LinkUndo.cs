using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Links;

/// <summary>Links need the right where they were shown and where they shall be again; the lists that they stood on are made whole.</summary>
internal sealed class LinkUndo : UndoRule
{
    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(ProductLink)];

    public override async Task<Refusal?> DenyAsync(StudioDb db, IReadOnlyList<Change> changes, Actor actor, CancellationToken cancellation)
    {
        if (actor.Can(Permission.EditLinks, null))
        {
            return null;
        }

        var ids = changes.Select(change => change.KeyPart()).ToArray();
        var links = await db.Links.AsNoTracking().Where(link => ids.Contains(link.Id)).ToDictionaryAsync(link => link.Id, cancellation);
        var reaches = changes.Select(change => ReachOf(change, links.GetValueOrDefault(change.KeyPart()))).ToList();
        var shops = await ProductChannels.OfManyAsync(
            db, [.. reaches.Where(reach => reach.ChannelIds.Count == 0).Select(reach => reach.SourceId).Distinct()], cancellation);
        return reaches.Select(reach => LinkRights.Deny(actor, reach.ChannelIds, [.. shops[reach.SourceId]])).FirstOrDefault(denied => denied is not null);
    }

    private static (int SourceId, IReadOnlyCollection<int> ChannelIds) ReachOf(Change change, ProductLink? now)
    {
        // A link that says nothing of channels is for every shop.
        var told = new[] { now?.ChannelIds, Channels(change.Before), Channels(change.After) }.OfType<List<int>>().ToList();
        return (change.Number(nameof(ProductLink.SourceId)) ?? now?.SourceId ?? 0,
            told.Count == 0 || told.Exists(ids => ids.Count == 0) ? [] : [.. told.SelectMany(ids => ids).Distinct()]);
    }

    public override async Task<Outcome> RepairAsync(WriteSession session, IReadOnlyList<Change> changes, CancellationToken cancellation)
    {
        var ids = changes.Select(change => change.KeyPart()).ToArray();
        var existing = await session.Db.Links.Where(link => ids.Contains(link.Id)).Select(link => link.SourceId).Distinct().ToListAsync(cancellation);
        return await LinkWriter.RenumberAsync(
            session, [.. existing.Union(changes.Select(change => change.Number(nameof(ProductLink.SourceId))).OfType<int>())], cancellation);
    }

    private static List<int>? Channels(string? side) => Change.Value<List<int>>(side, nameof(ProductLink.ChannelIds));
}

/// <summary>When a type is what it was, its links follow back.</summary>
internal sealed class LinkTypeUndo : UndoRule
{
    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(LinkType)];

    public override Task<Refusal?> DenyAsync(StudioDb db, IReadOnlyList<Change> changes, Actor actor, CancellationToken cancellation) =>
        Task.FromResult(actor.Deny(Permission.Administer, null));

    public override Task<Outcome> RepairAsync(WriteSession session, IReadOnlyList<Change> changes, CancellationToken cancellation)
    {
        var concerned = changes.Where(change => change.Kind == ChangeKind.Added
            || change.IsEditOf(nameof(LinkType.Direction), nameof(LinkType.InverseTypeId), nameof(LinkType.FillsPanel)))
            .Select(change => change.KeyPart()).ToList();
        return concerned.Count == 0 ? Task.FromResult(Outcome.Done) : LinkTypeChange.FollowAsync(session, concerned, cancellation);
    }
}
