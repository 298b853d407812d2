using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Suggestions.SuggestionsTexts;

namespace CrossSell.Core.Suggestions;

/// <summary>
/// People's verdicts on mined pairs. A verdict is written with the evidence of its moment, and an acceptance with its link in the same
/// transaction. Anyone who comes second to a pair that was just decided is told so instead of overwriting.
/// </summary>
public sealed class SuggestionService(StudioStore store)
{
    public const int ReasonLength = 200;
    public const int LongestSnoozeDays = 365;

    /// <summary>Links the anchor to the companion. The answer is the change set, which can be undone: link and verdict together.</summary>
    /// <param name="bothWays">Also from the companion to the anchor, for types that know no reverse link of their own.</param>
    public async Task<Outcome<long>> AcceptAsync(
        Actor actor, int channelId, int anchorId, int companionId, string typeCode, bool bothWays = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.Deny(Permission.DecideSuggestions, channelId) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, "Accepted a suggestion", cancellation);
        var found = await FindAsync(session, channelId, anchorId, companionId, cancellation);
        if (found.IsRefused(out var refusal, out var pair))
        {
            return refusal;
        }

        var batch = await LinkBatch.LoadAsync(session.Db, [anchorId, companionId], actor, cancellation: cancellation);
        var type = batch.Types.FirstOrDefault(candidate => candidate.Code == typeCode);
        var link = new NewLink(anchorId, companionId, typeCode, LinkOrigin.Suggestion, pair.Evidence.Words)
        {
            ChannelIds = batch.ShopsOfSuggested(anchorId, companionId, channelId),
        };
        // The answer has no place for a warning.
        if (batch.Add(link, isSeen: false).Refusal is { } notLinked)
        {
            return notLinked;
        }

        if (bothWays && type?.Direction == LinkDirection.OneWay
            && batch.Add(link with { SourceId = companionId, TargetId = anchorId, Evidence = pair.BackEvidence.Words }, isSeen: false).Refusal is { } noReverse)
        {
            return noReverse;
        }

        if ((await batch.WriteAsync(session, cancellation)).IsRefused(out refusal, out _))
        {
            return refusal;
        }

        Decide(session, pair, SuggestionDecision.Accepted, null, null);
        session.Purpose = $"Accepted {pair.Companion} with {pair.Anchor} as {type?.Name.ToLowerInvariant() ?? typeCode}";
        return await session.CommitAsync(cancellation);
    }

    /// <summary>
    /// Keeps the pair away until its evidence has changed materially (<see cref="SuggestionRules.Stands(SuggestionVerdict, PairCount, DateTimeOffset)"/>).
    /// </summary>
    /// <param name="reason">Why, in a few words; it is shown when the pair ever comes back.</param>
    /// <param name="thisWayOnly">The companion could still be an anchor for the other.</param>
    public async Task<Outcome<long>> RejectAsync(
        Actor actor, int channelId, int anchorId, int companionId, string reason, bool thisWayOnly = false, CancellationToken cancellation = default)
    {
        reason = (reason ?? "").Trim();
        if (reason.Length is 0 or > ReasonLength)
        {
            return new Refusal("suggestion.reason", L["Enter a reason of 1 to {0} characters.", ReasonLength], "reason");
        }

        return await DecideAsync(actor, channelId, anchorId, companionId, SuggestionDecision.Rejected, reason, null, thisWayOnly, cancellation);
    }

    /// <summary>Puts the pair off for some days, both ways.</summary>
    public async Task<Outcome<long>> SnoozeAsync(
        Actor actor, int channelId, int anchorId, int companionId, int days, CancellationToken cancellation = default) =>
        days is < 1 or > LongestSnoozeDays
            ? new Refusal("suggestion.snooze", L["Snooze for 1 to {0} days.", LongestSnoozeDays], "days")
            : await DecideAsync(actor, channelId, anchorId, companionId, SuggestionDecision.Snoozed, null, days, thisWayOnly: false, cancellation);

    private async Task<Outcome<long>> DecideAsync(
        Actor actor, int channelId, int anchorId, int companionId, SuggestionDecision decision, string? reason, int? days, bool thisWayOnly,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.Deny(Permission.DecideSuggestions, channelId) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, "Decided on a suggestion", cancellation);
        var found = await FindAsync(session, channelId, anchorId, companionId, cancellation);
        if (found.IsRefused(out var refusal, out var pair))
        {
            return refusal;
        }

        var until = days is { } count ? session.Now.AddDays(count) : (DateTimeOffset?)null;
        Decide(session, pair, decision, reason, until);
        // What somebody decided in reverse keeps its reason and its name while it stands.
        if (!thisWayOnly && (pair.Back is null || !SuggestionRules.Stands(pair.Back, pair.BackEvidence.Count, pair.BackEvidence.Lift, session.Now)))
        {
            Decide(session, pair.Reversed(), decision, reason, until);
        }

        session.Purpose = decision == SuggestionDecision.Snoozed
            ? $"Snoozed {pair.Companion} with {pair.Anchor} for {English.Count(days ?? 0, "day")}"
            : $"Rejected {pair.Companion} with {pair.Anchor}: {reason}";
        return await session.CommitAsync(cancellation);
    }

    /// <summary>The pair with its evidence, whichever way it was stored, and the verdicts that stand on it; refused when it cannot be decided on now.</summary>
    private static async Task<Outcome<OpenPair>> FindAsync(WriteSession session, int channelId, int anchorId, int companionId, CancellationToken cancellation)
    {
        var reader = await SuggestionEvidenceReader.LoadAsync(session.Db, channelId, [anchorId, companionId], cancellation);
        if (reader.Of(anchorId, companionId) is not { } evidence || reader.Of(companionId, anchorId) is not { } backEvidence)
        {
            return Refusal.NotFound(L["The orders no longer show these two together. Reload the suggestions."]);
        }

        var names = await session.Db.Products.Where(product => product.Id == anchorId || product.Id == companionId)
            .ToDictionaryAsync(product => product.Id, product => product.Name, cancellation);
        var verdicts = await session.Db.SuggestionVerdicts
            .Where(verdict => verdict.ChannelId == channelId
                && ((verdict.AnchorId == anchorId && verdict.CompanionId == companionId)
                    || (verdict.AnchorId == companionId && verdict.CompanionId == anchorId)))
            .ToListAsync(cancellation);
        var there = verdicts.Find(verdict => verdict.AnchorId == anchorId);
        if (there is not null && SuggestionRules.Stands(there, evidence.Count, evidence.Lift, session.Now))
        {
            return Refusal.Stale(there.Decision switch
            {
                SuggestionDecision.Accepted => L["{0} has already decided on this pair (accepted).", there.DecidedBy],
                SuggestionDecision.Rejected => L["{0} has already decided on this pair (rejected).", there.DecidedBy],
                _ => L["{0} has already decided on this pair (snoozed).", there.DecidedBy],
            });
        }

        return new OpenPair(
            channelId, anchorId, companionId, names[anchorId], names[companionId], evidence, backEvidence, there,
            verdicts.Find(verdict => verdict.AnchorId == companionId));
    }

    private static void Decide(WriteSession session, OpenPair pair, SuggestionDecision decision, string? reason, DateTimeOffset? until)
    {
        var verdict = pair.There;
        if (verdict is null)
        {
            verdict = new SuggestionVerdict { ChannelId = pair.ChannelId, AnchorId = pair.AnchorId, CompanionId = pair.CompanionId, DecidedBy = "" };
            session.Db.Add(verdict);
        }

        verdict.Decision = decision;
        verdict.Reason = reason;
        verdict.Until = until;
        verdict.PairBaskets = pair.Evidence.Count;
        verdict.Lift = pair.Evidence.Lift;
        verdict.DecidedBy = session.Actor.Name;
        verdict.DecidedAt = session.Now;
    }

    /// <param name="Anchor">Its name.</param>
    /// <param name="There">The verdict on anchor to companion so far, tracked, or null.</param>
    /// <param name="Back">The verdict in reverse.</param>
    private sealed record OpenPair(
        int ChannelId, int AnchorId, int CompanionId, string Anchor, string Companion, SuggestionEvidence Evidence, SuggestionEvidence BackEvidence,
        SuggestionVerdict? There, SuggestionVerdict? Back)
    {
        public OpenPair Reversed() => new(ChannelId, CompanionId, AnchorId, Companion, Anchor, BackEvidence, Evidence, Back, There);
    }
}
