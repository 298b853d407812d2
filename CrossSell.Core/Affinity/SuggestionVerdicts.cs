using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Affinity;

/// <summary>Writes many verdicts inside somebody's write, each with the evidence of its moment. Whether they may be written says the caller.</summary>
internal static class SuggestionVerdicts
{
    public static async Task WriteAsync(
        WriteSession session,
        int channelId,
        IReadOnlyList<(int AnchorId, int CompanionId, SuggestionEvidence Evidence)> pairs,
        SuggestionDecision decision,
        string? reason,
        DateTimeOffset? until,
        CancellationToken cancellation)
    {
        var anchors = pairs.Select(pair => pair.AnchorId).Distinct().ToArray();
        var existing = (await session.Db.SuggestionVerdicts.Where(verdict => verdict.ChannelId == channelId && anchors.Contains(verdict.AnchorId))
            .ToListAsync(cancellation))
            .ToDictionary(verdict => (verdict.AnchorId, verdict.CompanionId));
        foreach (var (anchorId, companionId, evidence) in pairs)
        {
            if (!existing.TryGetValue((anchorId, companionId), out var verdict))
            {
                verdict = new SuggestionVerdict { ChannelId = channelId, AnchorId = anchorId, CompanionId = companionId, DecidedBy = "" };
                existing.Add((anchorId, companionId), verdict);
                session.Db.Add(verdict);
            }

            (verdict.Decision, verdict.Reason, verdict.Until) = (decision, reason, until);
            (verdict.PairBaskets, verdict.Lift) = (evidence.Count, evidence.Lift);
            (verdict.DecidedBy, verdict.DecidedAt) = (session.Actor.Name, session.Now);
        }
    }
}
