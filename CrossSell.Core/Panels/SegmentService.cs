using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>What a person writes about a segment.</summary>
/// <param name="Id">Null makes a new one.</param>
/// <param name="Code">Blank makes one from the name.</param>
public sealed record SegmentEdit(int? Id, int Version, int ChannelId, string Code, string Name, string? Note = null);

/// <summary>What names a segment.</summary>
/// <param name="Bundles">Code and name.</param>
/// <param name="Rules">Id and name.</param>
public sealed record SegmentUse(IReadOnlyList<(string Code, string Name)> Bundles, IReadOnlyList<(int Id, string Name)> Rules, int Links)
{
    public static readonly SegmentUse None = new([], [], 0);

    public bool IsUsed => Bundles.Count + Rules.Count + Links > 0;

    /// <summary>"the bundle First cup set, the rule Gear and 2 links"; empty for nothing.</summary>
    public string Words
    {
        get
        {
            string[] parts =
            [
                .. Bundles.Select(bundle => L["the bundle {0}", bundle.Name].Value),
                .. Rules.Select(rule => L["the rule {0}", rule.Name].Value),
                .. Links == 0 ? Array.Empty<string>() : [L.Plural(Links, PanelContext.Number(Links), "{0} link", "{0} links")],
            ];
            return Texts.And(parts);
        }
    }
}

/// <summary>The segments that each shop defines: for administrators. One that a bundle, a rule or a link names keeps its code and is not deleted.</summary>
public sealed class SegmentService(StudioStore store)
{
    public const int NameLength = 60;
    public const int NoteLength = 200;

    /// <summary>Of one shop, or of all, by name.</summary>
    public async Task<IReadOnlyList<Segment>> ListAsync(ReadScope scope, int? channelId = null, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return [.. (await Segments.LoadAsync(db, cancellation)).Where(segment => channelId is null || segment.ChannelId == channelId)];
    }

    /// <summary>What names each segment of the shop, by its id.</summary>
    public async Task<IReadOnlyDictionary<int, SegmentUse>> UseAsync(ReadScope scope, int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var use = new Dictionary<int, SegmentUse>();
        foreach (var segment in await db.Segments.Where(segment => segment.ChannelId == channelId).ToListAsync(cancellation))
        {
            use[segment.Id] = await UseAsync(db, segment, cancellation);
        }

        return use;
    }

    /// <summary>Adds or changes a segment.</summary>
    public async Task<Outcome<(int Id, long ChangeSetId)>> SaveAsync(SegmentEdit edit, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(edit);
        if ((actor.Deny(Permission.Administer, null) ?? Wrong(edit)) is { } wrong)
        {
            return wrong;
        }

        var name = edit.Name.Trim();
        await using var session = await store.WriteAsync(actor, $"Added the segment {name}", cancellation);
        var db = session.Db;
        if (await db.Channels.Where(channel => channel.Id == edit.ChannelId).Select(channel => channel.Name).SingleOrDefaultAsync(cancellation) is not { } shop)
        {
            return Refusal.NotFound(L["This shop no longer exists."]);
        }

        var all = await db.Segments.AsTracking().Where(segment => segment.ChannelId == edit.ChannelId).ToListAsync(cancellation);
        var segment = all.Find(item => item.Id == edit.Id);
        if (edit.Id is not null && segment is null)
        {
            return Gone;
        }

        if (segment is not null && segment.Version != edit.Version)
        {
            return Stale(segment);
        }

        var others = all.Where(other => other != segment).ToList();
        var code = string.IsNullOrWhiteSpace(edit.Code) ? CatalogCode.Of(name, others.Select(other => other.Code)) : edit.Code.Trim();
        // What came from before there were settings for it keeps the code that the storefront sends.
        if (code != segment?.Code && (!CatalogCode.IsCode(code) || others.Exists(other => Segments.IsSame(other.Code, code))))
        {
            return new Refusal(
                "segment.code", L["A code has lower-case letters, digits and hyphens, and no other segment of {0} has it.", shop], nameof(SegmentEdit.Code));
        }

        if (others.Exists(other => string.Equals(other.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            return new Refusal("segment.name", L["{0} already has a segment {1}.", shop, name], nameof(SegmentEdit.Name));
        }

        if (segment is null)
        {
            segment = new Segment { ChannelId = edit.ChannelId, Code = code, Name = name };
            db.Add(segment);
            session.Purpose = $"Added the segment {name} of {shop}";
        }
        else
        {
            if (segment.Code != code && await UseAsync(db, segment, cancellation) is { IsUsed: true } use)
            {
                return new Refusal("segment.code", L["The code cannot change while {0} is used by {1}.", segment.Name, use.Words], nameof(SegmentEdit.Code));
            }

            session.Purpose = $"Edited the segment {name} of {shop}";
        }

        (segment.Code, segment.Name, segment.Note) = (code, name, string.IsNullOrWhiteSpace(edit.Note) ? null : edit.Note.Trim());
        return (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out var set) ? refusal : (segment.Id, set);
    }

    /// <summary>Removes a segment that nothing names.</summary>
    public async Task<Outcome<long>> DeleteAsync(int id, int version, Actor actor, CancellationToken cancellation = default)
    {
        if (actor.Deny(Permission.Administer, null) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, "Deleted a segment", cancellation);
        if (await session.Db.Segments.AsTracking().SingleOrDefaultAsync(item => item.Id == id, cancellation) is not { } segment)
        {
            return Gone;
        }

        if (segment.Version != version)
        {
            return Stale(segment);
        }

        if (await UseAsync(session.Db, segment, cancellation) is { IsUsed: true } use)
        {
            return Used(segment, use);
        }

        session.Purpose = $"Deleted the segment {segment.Name}";
        session.Db.Remove(segment);
        return await session.CommitAsync(cancellation);
    }

    private static Refusal Gone => Refusal.NotFound(L["This segment no longer exists."]);

    private static Refusal Stale(Segment segment) => Refusal.Stale(L["{0} was changed by someone else. Reload and try again.", segment.Name]);

    internal static Refusal Used(Segment segment, SegmentUse use) =>
        new("segment.used", L["{0} is used by {1}. Choose another segment there first.", segment.Name, use.Words]);

    private static Refusal? Wrong(SegmentEdit edit) =>
        string.IsNullOrWhiteSpace(edit.Name) || edit.Name.Trim().Length > NameLength
            ? new Refusal("segment.name", L["A segment needs a name of at most {0} characters.", NameLength], nameof(SegmentEdit.Name))
            : edit.Note?.Trim().Length > NoteLength
                ? new Refusal("segment.note", L["The description has at most {0} characters.", NoteLength], nameof(SegmentEdit.Note))
                : null;

    internal static async Task<SegmentUse> UseAsync(StudioDb db, Segment segment, CancellationToken cancellation)
    {
        var code = segment.Code.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // The database compares.
        var bundles = await (
            from bundle in db.Bundles
            where bundle.RetiredAt == null
            join revision in db.BundleRevisions on bundle.Id equals revision.BundleId
            where revision.State != RevisionState.Superseded && revision.Segment != null && revision.Segment.ToLower() == code
                && (!revision.Channels.Any() || revision.Channels.Any(place => place.ChannelId == segment.ChannelId))
            orderby revision.Number descending
            select new { bundle.Code, revision.Name }).ToListAsync(cancellation);
        var rules = await db.Rules.Where(rule => rule.Segment != null && rule.Segment.ToLower() == code).OrderBy(rule => rule.Priority)
            .Select(rule => new { rule.Id, rule.Name, rule.ChannelIds }).ToListAsync(cancellation);
        var links = await db.Links.Where(link => link.Segment != null && link.Segment.ToLower() == code).Select(link => link.ChannelIds)
            .ToListAsync(cancellation);
#pragma warning restore CA1304, CA1311, CA1862
        return new SegmentUse(
            [.. bundles.DistinctBy(bundle => bundle.Code).Select(bundle => (bundle.Code, bundle.Name))],
            [.. rules.Where(rule => Serves(rule.ChannelIds)).Select(rule => (rule.Id, rule.Name))],
            links.Count(Serves));

        bool Serves(List<int> channelIds) => channelIds.Count == 0 || channelIds.Contains(segment.ChannelId);
    }
}
