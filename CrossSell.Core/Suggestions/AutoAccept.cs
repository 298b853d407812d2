using System.Globalization;
using CrossSell.Core.Affinity;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Suggestions;

/// <summary>The links that a count accepted automatically.</summary>
/// <param name="Remaining">Of them, those that are still there.</param>
/// <param name="Revoked">Whether the batch was taken back.</param>
public sealed record AutoBatch(long ChangeSetId, DateTimeOffset At, int Links, int Remaining, bool Revoked);

/// <summary>
/// Accepts what waits without asking, where a channel's policy allows it: only what baskets show, only within its thresholds, caps and categories, never what
/// a person has rejected, snoozed or excluded, nor what was returned together. One change set, marked, and revoked as one.
/// </summary>
public sealed class AutoAccept(StudioStore store, SuggestionInbox inbox) : MiningFollowUp
{
    /// <summary>Who accepts; the policy that an administrator switched on is the permission.</summary>
    public static readonly Actor Lane = Actor.Job("auto-accept");

    /// <inheritdoc/>
    /// <returns>How many links it made; null when the policy is off.</returns>
    public override async Task<JobFigure?> AfterAsync(string channelCode, long? jobId, CancellationToken cancellation)
    {
        int channelId;
        await using (var db = store.Read())
        {
            channelId = await db.Channels.Where(channel => channel.Code == channelCode).Select(channel => channel.Id).SingleAsync(cancellation);
        }

        return await RunAsync(channelId, jobId, cancellation) is { } made ? new JobFigure("links accepted automatically", made) : null;
    }

    /// <summary>Accepts by the policy of the channel, once for its newest count.</summary>
    /// <returns>How many links it made; null when the policy is off or the count was served before.</returns>
    public async Task<int?> RunAsync(int channelId, long? jobId = null, CancellationToken cancellation = default)
    {
        MiningPolicy? policy;
        MiningRun? run;
        await using (var db = store.Read())
        {
            policy = await db.MiningPolicies.SingleOrDefaultAsync(item => item.ChannelId == channelId, cancellation);
            run = await db.MiningRuns.Where(item => item.ChannelId == channelId).OrderByDescending(item => item.Id).FirstOrDefaultAsync(cancellation);
        }

        if (policy is not { AutoAccept: true } || run is null || run.AutoChangeSetId is not null)
        {
            return null;
        }

        var query = new SuggestionQuery(channelId)
        {
            Source = SuggestionSource.Baskets, MinBaskets = policy.AutoMinBaskets, MinLift = policy.AutoMinLift,
            Within = policy.AutoCategories.Count > 0 ? [.. policy.AutoCategories] : null
        };
        var wanted = (await inbox.AllAsync(query, fresh: true, cancellation: cancellation)).Where(item => Allows(policy, item)).ToList();
        if (wanted.Count == 0)
        {
            return 0;
        }

        await using var session = await store.WriteAsync(Lane, "Accepted suggestions by policy", cancellation);
        session.JobId = jobId;
        var batch = await LinkBatch.LoadAsync(
            session.Db, wanted.SelectMany(item => new[] { item.Anchor.Id, item.Companion.Id }).ToHashSet(), Lane, cancellation: cancellation);
        var perAnchor = new Dictionary<int, int>();
        var made = new List<Suggestion>();
        foreach (var item in wanted)
        {
            if (made.Count == policy.AutoPerRun)
            {
                break;
            }

            var link = new NewLink(item.Anchor.Id, item.Companion.Id, policy.AutoType, LinkOrigin.Suggestion, $"Accepted by policy. {item.Evidence}");
            if (perAnchor.GetValueOrDefault(item.Anchor.Id) < policy.AutoPerProduct && batch.Add(link, isSeen: false).Refusal is null)
            {
                perAnchor[item.Anchor.Id] = perAnchor.GetValueOrDefault(item.Anchor.Id) + 1;
                made.Add(item);
            }
        }

        if (made.Count == 0 || !(await batch.WriteAsync(session, cancellation)).IsDone)
        {
            return 0;
        }

        await SuggestionVerdicts.WriteAsync(
            session, channelId, [.. made.Select(item => (item.Anchor.Id, item.Companion.Id, item.Found))], SuggestionDecision.Accepted, "By policy", null,
            cancellation);
        session.Purpose = $"Accepted {English.Count(made.Count, "suggestion")} by policy";
        if (!(await session.SaveAsync(cancellation)).IsDone)
        {
            return 0;
        }

        // In the same transaction: a count is served once, whatever happens in between.
        var set = await session.OpenSetAsync(cancellation);
        await session.Db.MiningRuns.Where(item => item.Id == run.Id)
            .ExecuteUpdateAsync(update => update.SetProperty(item => item.AutoChangeSetId, set), cancellation);
        return (await session.CommitAsync(cancellation)).IsDone ? made.Count : 0;
    }

    /// <summary>The newest batch of the channel; null when there never was one.</summary>
    public async Task<AutoBatch?> LastAsync(int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        if (await db.MiningRuns.Where(run => run.ChannelId == channelId && run.AutoChangeSetId != null).OrderByDescending(run => run.Id)
            .Select(run => run.AutoChangeSetId).FirstOrDefaultAsync(cancellation) is not { } id
            || await db.ChangeSets.SingleOrDefaultAsync(set => set.Id == id, cancellation) is not { } found)
        {
            return null;
        }

        var links = await db.Changes.Where(change => change.ChangeSetId == id && change.Entity == nameof(ProductLink) && change.Kind == ChangeKind.Added)
            .Select(change => change.EntityId).ToListAsync(cancellation);
        var ids = links.Select(link => int.Parse(link, CultureInfo.InvariantCulture)).ToArray();
        return new AutoBatch(id, found.At, ids.Length, await db.Links.CountAsync(link => ids.Contains(link.Id), cancellation), found.UndoneById is not null);
    }

    private static bool Allows(MiningPolicy policy, Suggestion item) =>
        item is { Observed.ReturnedTogether: null, Before: null, IsPopularRegardless: false } && item.Companion.InStock
        && AffinityScore.Confidence(item.Pair) * 100 >= policy.AutoMinConfidence;
}
