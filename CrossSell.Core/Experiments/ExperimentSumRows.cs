using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Experiments;

/// <summary>Puts the sums of an experiment in the place of those before: only days that changed are written.</summary>
internal static class ExperimentSumRows
{
    private const int DaysAtOnce = 500;

    /// <param name="live">Of the visitors that are kept.</param>
    /// <param name="gone">Of those that count no longer: added to what is sealed. Null for none.</param>
    /// <param name="leaving">First exposed before this, in Unix milliseconds, and how many they are; who was not seen since is forgotten.</param>
    public static async Task ReplaceAsync(
        StudioStore store, ReadingTerms terms, VisitorDays live, VisitorDays? gone, (long Before, int Count, DateTimeOffset NotSeenSince) leaving,
        CancellationToken cancellation)
    {
        await using var db = store.OpenUnaudited(inBackground: true);
        await using var transaction = await db.BeginAloneAsync(cancellation);
        const int isSealed = (int)VisitorMarks.Sealed;
        var visitors = db.ExperimentVisitors.Where(visitor => visitor.ExperimentId == terms.ExperimentId);
        if (gone is not null)
        {
            var before = DateTimeOffset.FromUnixTimeMilliseconds(leaving.Before);
            // Nothing is left of the visitor but that there was one.
            var left = await visitors.Where(visitor => visitor.FirstAt < before && (visitor.Marks & isSealed) == 0).ExecuteUpdateAsync(
                update => update.SetProperty(visitor => visitor.Marks, isSealed).SetProperty(visitor => visitor.Events, 0)
                    .SetProperty(visitor => visitor.Device, 0).SetProperty(visitor => visitor.Source, 0), cancellation);
            if (left != leaving.Count)
            {
                // Another instance was quicker, or somebody was forgotten meanwhile; nothing is committed, and the next turn sums up again.
                return;
            }

            await SealAsync(db, terms, gone, cancellation);
        }

        await visitors.Where(visitor => (visitor.Marks & isSealed) != 0 && visitor.LastAt < leaving.NotSeenSince).ExecuteDeleteAsync(cancellation);
        await ChangeAsync(db, terms, live.Build(), cancellation);
        await db.ExperimentExclusions.Where(row => row.ExperimentId == terms.ExperimentId && !row.IsSealed).ExecuteDeleteAsync(cancellation);
        db.ExperimentExclusions.AddRange(live.Excluded.Select(pair => Row(terms, pair.Key, pair.Value, isSealed: false)));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task ChangeAsync(
        StudioDb db, ReadingTerms terms, IReadOnlyDictionary<DayKey, MetricSums> sums, CancellationToken cancellation)
    {
        var known = (await db.ExperimentDays.AsNoTracking().Where(day => day.ExperimentId == terms.ExperimentId && !day.IsSealed).ToListAsync(cancellation))
            .ToDictionary(day => DayKey.Of(day));
        foreach (var part in known.Where(pair => !sums.TryGetValue(pair.Key, out var now) || now != MetricSums.Of(pair.Value))
            .Select(pair => pair.Value.Id).Chunk(DaysAtOnce))
        {
            await db.ExperimentDays.Where(day => part.Contains(day.Id)).ExecuteDeleteAsync(cancellation);
        }

        db.ExperimentDays.AddRange(sums.Where(pair => !known.TryGetValue(pair.Key, out var before) || MetricSums.Of(before) != pair.Value)
            .Select(pair => pair.Value.ToDay(terms, pair.Key, isSealed: false)));
    }

    private static async Task SealAsync(StudioDb db, ReadingTerms terms, VisitorDays gone, CancellationToken cancellation)
    {
        var days = new Dictionary<DayKey, MetricSums>(gone.Build());
        foreach (var day in await db.ExperimentDays.AsNoTracking().Where(day => day.ExperimentId == terms.ExperimentId && day.IsSealed)
            .ToListAsync(cancellation))
        {
            var key = DayKey.Of(day);
            days[key] = days.GetValueOrDefault(key) + MetricSums.Of(day);
        }

        var excluded = new Dictionary<ExclusionReason, (long Count, long Amount)>(gone.Excluded);
        foreach (var row in await db.ExperimentExclusions.AsNoTracking().Where(row => row.ExperimentId == terms.ExperimentId && row.IsSealed)
            .ToListAsync(cancellation))
        {
            var (count, amount) = excluded.GetValueOrDefault(row.Reason);
            excluded[row.Reason] = (count + row.Count, amount + row.Amount);
        }

        await db.ExperimentDays.Where(day => day.ExperimentId == terms.ExperimentId && day.IsSealed).ExecuteDeleteAsync(cancellation);
        await db.ExperimentExclusions.Where(row => row.ExperimentId == terms.ExperimentId && row.IsSealed).ExecuteDeleteAsync(cancellation);
        db.ExperimentDays.AddRange(days.Select(pair => pair.Value.ToDay(terms, pair.Key, isSealed: true)));
        db.ExperimentExclusions.AddRange(excluded.Select(pair => Row(terms, pair.Key, pair.Value, isSealed: true)));
    }

    private static ExperimentExclusion Row(ReadingTerms terms, ExclusionReason reason, (long Count, long Amount) value, bool isSealed) => new()
    {
        ExperimentId = terms.ExperimentId, ChannelId = terms.ChannelId, Reason = reason, IsSealed = isSealed, Count = value.Count, Amount = value.Amount,
    };
}
