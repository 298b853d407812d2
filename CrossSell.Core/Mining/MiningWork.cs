using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Warehouse;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Mining.MiningTexts;

namespace CrossSell.Core.Mining;

/// <summary>Mines as a job. What stands is whole until the new result replaces it in one transaction, so a broken run is simply done again.</summary>
public sealed class MiningWork(MiningService mining) : JobWork
{
    public const string JobKind = "mine";

    public override string Kind => JobKind;

    protected override Type? InputType => typeof(Scope);

    public override bool IsRestartable => true;

    /// <param name="ChannelId">Null for all channels.</param>
    public sealed record Scope(int? ChannelId);

    public override async Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
    {
        var progress = new Relay<MiningProgress>(step => run.Report((long)(step.Share * 1000), 1000, step.Step));
        if ((await mining.MineAsync(run.Actor, run.Input<Scope>().ChannelId, progress: progress, cancellation: cancellation, jobId: run.JobId))
            .IsRefused(out var refusal, out var mined))
        {
            return refusal;
        }

        run.Report(1000, 1000, MiningSteps.Storing.Step);
        return JobReport.Saying(
            () => L.Counted(mined.Sum(one => (long)one.Totals.Baskets), "Analysed {0} basket", "Analysed {0} baskets"),
            [
                new("pairs", mined.Sum(one => one.Totals.Pairs)), new("pairs stored", mined.Sum(one => (long)one.Stored)),
                .. mined.Where(one => one.UnknownCodes > 0).Select(one => new JobFigure("warehouse codes that are no product", one.UnknownCodes)),
                .. mined.SelectMany(one => one.FollowUps),
            ],
            []);
    }
}

/// <summary>Starts mining as a job: by a person, or when a channel's policy says that it is time.</summary>
public sealed class MiningJobs(StudioStore store, JobQueue queue, TimeProvider time, ShopWarehouse? warehouse = null)
{
    /// <summary>Who mines when no person asked for it.</summary>
    public static readonly Actor Clock = Actor.Job("schedule");

    /// <summary>The warehouse and the shops whose orders it counts, in words; null where there is none.</summary>
    public string? Warehouse => warehouse is null
        ? null
        : $"{warehouse.Settings.Label}: {Texts.And(warehouse.Settings.Shops.Keys.Order(StringComparer.Ordinal))}";

    /// <summary>The warehouse that counts the channel's orders, in words; null where the studio counts what it stores.</summary>
    public string? SourceOf(Channel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return warehouse?.Has(channel.Code) == true ? warehouse.Settings.Label : null;
    }

    /// <returns>The job; the one that waits or runs already when there is one.</returns>
    public async Task<Outcome<long>> StartAsync(string channelCode, Actor actor, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        if (await db.Channels.SingleOrDefaultAsync(channel => channel.Code == channelCode, cancellation) is not { } channel)
        {
            return Refusal.NotFound(L["There is no channel \"{0}\".", channelCode], "channel");
        }

        if (actor.Deny(Permission.ImportOrders, channel.Id) is { } refusal)
        {
            return refusal;
        }

        return await queue.StartSingleAsync(
            MiningWork.JobKind, TitleOf(channel), new MiningWork.Scope(channel.Id), actor, [channel.Id], cancellation);
    }

    private static string TitleOf(Channel channel) => $"Recalculate order data of {channel.Name}";

    /// <summary>The job of the channel that waits or runs, no matter who started it; null when none does.</summary>
    public Task<long?> CurrentAsync(Channel channel, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return queue.FindOpenAsync(MiningWork.JobKind, new MiningWork.Scope(channel.Id), cancellation);
    }

    /// <summary>Starts what is due by the clock or by new orders.</summary>
    /// <returns>Codes of the channels that were started.</returns>
    public async Task<IReadOnlyList<string>> StartDueAsync(CancellationToken cancellation = default)
    {
        var started = new List<string>();
        var now = time.GetUtcNow();
        await using var db = store.Read();
        var policies = await db.MiningPolicies.Where(policy => policy.Schedule != MiningSchedule.ByHand || policy.NewOrders != null).ToListAsync(cancellation);
        foreach (var policy in policies)
        {
            var channel = await db.Channels.SingleAsync(item => item.Id == policy.ChannelId, cancellation);
            // Looked before the last run: of several instances one starts it.
            var scope = new MiningWork.Scope(channel.Id);
            if (await queue.LookAsync(MiningWork.JobKind, scope, cancellation) is not { } look)
            {
                continue;
            }

            var last = await db.MiningRuns.Where(run => run.ChannelId == channel.Id).OrderByDescending(run => run.Id).FirstOrDefaultAsync(cancellation);
            var due = MiningTimetable.IsDue(policy, channel.Zone, last?.StartedAt, now)
                // What comes into a warehouse is not seen here: those shops have the clock.
                || (policy.NewOrders is { } enough && SourceOf(channel) is null && await db.Orders
                    .Where(order => order.ChannelId == channel.Id && order.Id > (last == null ? 0 : last.LastOrderId)).Take(enough)
                    .CountAsync(cancellation) >= enough);
            if (due && (await queue.StartDueAsync(look, MiningWork.JobKind, TitleOf(channel), scope, Clock, [channel.Id], cancellation)).IsDone)
            {
                started.Add(channel.Code);
            }
        }

        return started;
    }
}

/// <summary>When a policy's clock strikes. Pure.</summary>
public static class MiningTimetable
{
    /// <summary>
    /// Whether an hour of the timetable lies between the last run and now. Weekly runs are on Mondays; a channel that was never mined is due at once.
    /// </summary>
    public static bool IsDue(MiningPolicy policy, TimeZoneInfo zone, DateTimeOffset? lastRun, DateTimeOffset now)
    {
        if (policy.Schedule == MiningSchedule.ByHand || lastRun is null)
        {
            return policy.Schedule != MiningSchedule.ByHand;
        }

        var local = TimeZoneInfo.ConvertTime(now, zone);
        var scheduledAt = local.Date.AddHours(policy.AtHour);
        if (scheduledAt > local.DateTime)
        {
            scheduledAt = scheduledAt.AddDays(-1);
        }

        while (policy.Schedule == MiningSchedule.Weekly && scheduledAt.DayOfWeek != DayOfWeek.Monday)
        {
            scheduledAt = scheduledAt.AddDays(-1);
        }

        return lastRun < new DateTimeOffset(scheduledAt, zone.GetUtcOffset(scheduledAt));
    }
    /// <summary>When the clock strikes next; null when only a person or new orders start it.</summary>
    public static DateTimeOffset? Next(MiningSchedule schedule, int atHour, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (schedule == MiningSchedule.ByHand)
        {
            return null;
        }

        var local = TimeZoneInfo.ConvertTime(now, zone);
        var next = local.Date.AddHours(atHour);
        while (next <= local.DateTime || (schedule == MiningSchedule.Weekly && next.DayOfWeek != DayOfWeek.Monday))
        {
            next = next.AddDays(1);
        }

        return new DateTimeOffset(next, zone.GetUtcOffset(next));
    }
}
