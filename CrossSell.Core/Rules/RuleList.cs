using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Rules;

/// <summary>Whether a rule works now; it follows from its switch and its dates.</summary>
public enum RuleState
{
    Live,
    Off,

    /// <summary>Switched on, and not yet valid.</summary>
    Scheduled,

    /// <summary>Switched on, and no longer valid.</summary>
    Expired,
}

/// <summary>One rule in the list, in the order in which they fill.</summary>
/// <param name="ChannelIds">Empty means every channel.</param>
public sealed record RuleRow(
    int Id, string Name, string? Note, bool Enabled, RuleState State, int Priority, IReadOnlyList<int> ChannelIds, RuleOrder Order, int Limit, string? Segment,
    DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo, string CreatedBy, DateTimeOffset CreatedAt, int Version, RuleContent Content);

/// <param name="Anchors">Products that it fills panels of, their variants counted each.</param>
/// <param name="Companions">Products, or families as one, that it offers.</param>
public sealed record RuleCounts(int Anchors, int Companions);

/// <param name="ChannelIds">Empty means every channel.</param>
public sealed record RuleName(int Id, string Name, IReadOnlyList<int> ChannelIds);

/// <summary>The rules as people see them.</summary>
public sealed class RuleList(StudioStore store, TimeProvider time)
{
    /// <summary>By priority.</summary>
    /// <param name="channelId">Null for those of all channels.</param>
    public async Task<IReadOnlyList<RuleRow>> LoadAsync(ReadScope readable, int? channelId = null, CancellationToken cancellation = default)
    {
        await using var db = store.Read(readable);
        var now = time.GetUtcNow();
        var rules = await db.Rules.OrderBy(rule => rule.Priority).ThenBy(rule => rule.Id).ToListAsync(cancellation);
        return [.. rules.Where(rule => channelId is not { } channel || rule.Serves(channel)).Select(rule => new RuleRow(
            rule.Id, rule.Name, rule.Note, rule.Enabled, rule.StateAt(now), rule.Priority, rule.ChannelIds, rule.Order, rule.Limit, rule.Segment,
            rule.ValidFrom, rule.ValidTo, rule.CreatedBy, rule.CreatedAt, rule.Version, RuleContent.Of(rule)))];
    }

    /// <summary>What finds a rule by its name, in the order in which rules fill.</summary>
    public async Task<IReadOnlyList<RuleName>> NamesAsync(ReadScope readable, CancellationToken cancellation = default)
    {
        await using var db = store.Read(readable);
        return [.. (await db.Rules.OrderBy(rule => rule.Priority).ThenBy(rule => rule.Id).Select(rule => new { rule.Id, rule.Name, rule.ChannelIds })
            .ToListAsync(cancellation)).Select(rule => new RuleName(rule.Id, rule.Name, rule.ChannelIds))];
    }

    /// <summary>Null when it is gone.</summary>
    public async Task<RuleContent?> FindAsync(ReadScope readable, int id, CancellationToken cancellation = default)
    {
        await using var db = store.Read(readable);
        return await db.Rules.SingleOrDefaultAsync(rule => rule.Id == id, cancellation) is { } rule ? RuleContent.Of(rule) : null;
    }

    /// <summary>What each rule finds in a channel, one after the other as they are known, so that a list can be drawn before.</summary>
    public async IAsyncEnumerable<(int RuleId, RuleCounts Counts)> CountsAsync(
        ReadScope readable, int channelId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var db = store.Read(readable);
        if (await ConditionScope.LoadAsync(db, channelId, cancellation) is not { } scope)
        {
            yield break;
        }

        foreach (var rule in await db.Rules.OrderBy(rule => rule.Priority).ThenBy(rule => rule.Id).ToListAsync(cancellation))
        {
            if (rule.Serves(channelId))
            {
                yield return (rule.Id, new RuleCounts(
                    await scope.Anchors(db, rule.Anchors).CountAsync(cancellation),
                    await scope.Companions(db, rule.Companions).CountAsync(cancellation)));
            }
        }
    }
}
