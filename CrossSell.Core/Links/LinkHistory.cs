using System.Globalization;
using CrossSell.Core.Audit;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Links;

/// <summary>One thing that somebody did to a link.</summary>
/// <param name="What">A sentence without a subject: "Paused the link from Lumen D7 to Kite SDXC".</param>
public sealed record LinkHistoryLine(DateTimeOffset At, string Who, string What);

/// <summary>Reads what was done to links from the audit trail.</summary>
public sealed class LinkHistory(StudioStore store)
{
    private const int Most = 12;

    /// <summary>What was done to one link, the newest first.</summary>
    public async Task<IReadOnlyList<LinkHistoryLine>> OfAsync(int linkId, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        var key = linkId.ToString(CultureInfo.InvariantCulture);
        var sets = await db.Changes.Where(change => change.Entity == nameof(ProductLink) && change.EntityId == key)
            .OrderByDescending(change => change.Id).Select(change => change.ChangeSetId).Take(Most).ToListAsync(cancellation);
        return await db.ChangeSets.Where(set => sets.Contains(set.Id)).OrderByDescending(set => set.Id)
            .Select(set => new LinkHistoryLine(set.At, set.ActorName, set.Purpose)).ToListAsync(cancellation);
    }

    /// <summary>What others did to links since a state of the studio, the newest first: "Mark: Linked …".</summary>
    public async Task<IReadOnlyList<string>> OthersSinceAsync(ReadScope scope, long state, string actorId, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var sets = await db.ChangeSets
            .Where(set => set.Id > state && set.ActorId != actorId && set.Changes.Any(change => change.Entity == nameof(ProductLink)))
            .OrderByDescending(set => set.Id).Take(Most).Select(set => new { set.Id, Told = set.ActorName + ": " + set.Purpose }).ToListAsync(cancellation);
        if (scope.IsEverything || sets.Count == 0)
        {
            return [.. sets.Select(set => set.Told)];
        }

        // What was done to links of other shops is not told.
        var ids = sets.Select(set => set.Id).ToArray();
        var links = await (
            from change in db.Changes
            where ids.Contains(change.ChangeSetId) && change.Entity == nameof(ProductLink)
            select change).ToListAsync(cancellation);
        var named = links.Select(link => link.KeyPart()).Distinct().ToArray();
        var readable = (await db.Links.Where(link => named.Contains(link.Id)).Select(link => link.Id).ToListAsync(cancellation)).ToHashSet();
        var told = links.Where(link => link.Kind == ChangeKind.Removed
            ? scope.IncludesAny(ChannelsOf(link.Before))
            : readable.Contains(link.KeyPart()))
            .Select(link => link.ChangeSetId).ToHashSet();
        return [.. sets.Where(set => told.Contains(set.Id)).Select(set => set.Told)];
    }

    /// <summary>The channels of a link that is gone, as its removal tells.</summary>
    internal static IReadOnlyCollection<int> ChannelsOf(string? before) => Change.Value<int[]>(before, nameof(ProductLink.ChannelIds)) ?? [];
}
