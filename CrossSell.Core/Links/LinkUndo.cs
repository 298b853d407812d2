using System.Text.Json;
using CrossSell.Core.Audit;
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

    public override async Task<Refusal?> DenyAsync(StudioDb db, Change change, Actor actor, CancellationToken cancellation)
    {
        if (actor.Can(Permission.EditLinks, null))
        {
            return null;
        }

        var id = change.KeyPart();
        var now = await db.Links.Where(link => link.Id == id).Select(link => new { link.SourceId, link.ChannelIds }).SingleOrDefaultAsync(cancellation);
        // A link that says nothing of channels is for every shop.
        var told = new[] { now?.ChannelIds, Channels(change.Before), Channels(change.After) }.OfType<List<int>>().ToList();
        IReadOnlyCollection<int> reach = told.Count == 0 || told.Exists(ids => ids.Count == 0) ? [] : [.. told.SelectMany(ids => ids).Distinct()];
        return await LinkRights.DenyAsync(db, actor, change.Number(nameof(ProductLink.SourceId)) ?? now?.SourceId ?? 0, reach, cancellation);
    }

    public override async Task<Outcome> RepairAsync(WriteSession session, IReadOnlyList<Change> changes, CancellationToken cancellation)
    {
        var ids = changes.Select(change => change.KeyPart()).ToArray();
        var existing = await session.Db.Links.Where(link => ids.Contains(link.Id)).Select(link => link.SourceId).Distinct().ToListAsync(cancellation);
        return await LinkWriter.RenumberAsync(
            session, [.. existing.Union(changes.Select(change => change.Number(nameof(ProductLink.SourceId))).OfType<int>())], cancellation);
    }

    private static List<int>? Channels(string? json)
    {
        using var fields = JsonDocument.Parse(json ?? "{}");
        return fields.RootElement.TryGetProperty(nameof(ProductLink.ChannelIds), out var ids) ? ids.Deserialize<List<int>>() : null;
    }
}

/// <summary>When a type is what it was, its links follow back.</summary>
internal sealed class LinkTypeUndo : UndoRule
{
    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(LinkType)];

    public override Task<Refusal?> DenyAsync(StudioDb db, Change change, Actor actor, CancellationToken cancellation) =>
        Task.FromResult(actor.Deny(Permission.Administer, null));

    public override Task<Outcome> RepairAsync(WriteSession session, IReadOnlyList<Change> changes, CancellationToken cancellation)
    {
        var concerned = changes.Where(change => change.Kind == ChangeKind.Added
            || change.IsEditOf(nameof(LinkType.Direction), nameof(LinkType.InverseTypeId), nameof(LinkType.FillsPanel)))
            .Select(change => change.KeyPart()).ToList();
        return concerned.Count == 0 ? Task.FromResult(Outcome.Done) : LinkTypeChange.FollowAsync(session, concerned, cancellation);
    }
}
