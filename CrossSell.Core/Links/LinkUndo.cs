using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Links.LinksTexts;

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

    /// <summary>
    /// A link that was removed comes back only if it may be made: somebody may have drawn it again, made the two one family, or used up what the type allows.
    /// </summary>
    public override async Task<IReadOnlyDictionary<long, string>> ConflictsAsync(
        WriteSession session, IReadOnlyList<Change> changes, CancellationToken cancellation)
    {
        var conflicts = new Dictionary<long, string>();
        var removed = changes.Where(change => change.Kind == ChangeKind.Removed).OrderBy(change => change.Id).Select(ReturningLink.Of).ToList();
        if (removed.Count == 0)
        {
            return conflicts;
        }

        var batch = await LinkBatch.LoadAsync(
            session.Db, removed.SelectMany(link => new[] { link.SourceId, link.TargetId }).ToHashSet(), session.Actor,
            [.. changes.Where(change => change.Kind == ChangeKind.Added).Select(change => change.KeyPart())], cancellation: cancellation);
        // Both rows of a pair return together or not at all.
        foreach (var pair in removed.GroupBy(link => link.PairId ?? $"row {link.Change.Id}"))
        {
            var link = pair.First();
            if (batch.Types.FirstOrDefault(type => type.Id == link.TypeId) is { } type
                && batch.Add(new NewLink(link.SourceId, link.TargetId, type.Code) { ChannelIds = link.ChannelIds, State = link.State, IsReturning = true })
                    .Refusal is { Code: not "not-found" } refusal)
            {
                foreach (var row in pair)
                {
                    conflicts.Add(row.Change.Id, L["A link cannot return. {0}", refusal.Message]);
                }
            }
        }

        return conflicts;
    }

    public override async Task<Outcome> RepairAsync(WriteSession session, IReadOnlyList<Change> changes, CancellationToken cancellation)
    {
        var ids = changes.Select(change => change.KeyPart()).ToArray();
        var existing = await session.Db.Links.Where(link => ids.Contains(link.Id)).Select(link => link.SourceId).Distinct().ToListAsync(cancellation);
        return await LinkWriter.RenumberAsync(
            session, [.. existing.Union(changes.Select(change => change.Number(nameof(ProductLink.SourceId))).OfType<int>())], cancellation);
    }

    private static List<int>? Channels(string? side) => Change.Value<List<int>>(side, nameof(ProductLink.ChannelIds));

    /// <summary>A row that was removed, as its change tells.</summary>
    private sealed record ReturningLink(Change Change, int SourceId, int TargetId, int TypeId, string? PairId, IReadOnlyList<int> ChannelIds, LinkState State)
    {
        public static ReturningLink Of(Change change) => new(
            change, Change.Value<int>(change.Before, nameof(ProductLink.SourceId)), Change.Value<int>(change.Before, nameof(ProductLink.TargetId)),
            Change.Value<int>(change.Before, nameof(ProductLink.TypeId)), Change.Value<string>(change.Before, nameof(ProductLink.PairId)),
            Channels(change.Before) ?? [], Change.Value<LinkState>(change.Before, nameof(ProductLink.State)));
    }
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
