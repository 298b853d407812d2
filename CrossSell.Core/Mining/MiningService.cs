using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Warehouse;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Mining.MiningTexts;

namespace CrossSell.Core.Mining;

/// <summary>What mining one channel gave.</summary>
/// <param name="Stored">Ordered pairs that were kept for suggestions and panels.</param>
public sealed record MinedChannel(string Channel, PairTotals Totals, int Stored)
{
    /// <summary>Distinct codes in the warehouse that are no product; 0 for stored orders, whose import said it.</summary>
    public int UnknownCodes { get; init; }

    /// <summary>What the follow-ups did with it.</summary>
    public EquatableList<JobFigure> FollowUps { get; init; } = [];
}

/// <summary>How far mining is.</summary>
/// <param name="Share">0 to 1, over all channels.</param>
/// <param name="Step">What is being done, in words.</param>
public sealed record MiningProgress(string Channel, double Share, string Step);

/// <summary>The steps of mining a channel in words, each with the share of the whole at which it begins, 0 to 1.</summary>
internal static class MiningSteps
{
    public static readonly (string Step, double Share) Reading = ("Reading the orders", 0);
    public static readonly (string Step, double Share) Counting = ("Counting pairs", 0.35);
    public static readonly (string Step, double Share) ComingBack = ("Finding repeat purchases", 0.55);
    public static readonly (string Step, double Share) Solving = ("Training on whole carts", 0.6);
    public static readonly (string Step, double Share) Storing = ("Storing the result", 0.75);
}

/// <summary>
/// Turns a channel's stored orders into affinities. The new ones are stored beside the old and take their place at once: readers see a whole run, the old or
/// the new (<see cref="MiningWriter"/>). Then each follow-up has its turn, whether a job, the command line or the demo mined.
/// </summary>
/// <param name="steps">How much is stored at once; <see cref="WriteSteps.Usual"/> when nobody says.</param>
public sealed class MiningService(
    StudioStore store, TimeProvider time, IEnumerable<MiningFollowUp>? followUps = null, ShopWarehouse? warehouse = null, WriteSteps? steps = null)
{
    /// <summary>Mines a channel, or all, by its id: a channel may get another code while its job waits. Refused without the right to bring orders in.</summary>
    /// <param name="jobId">The job that it is done for.</param>
    public async Task<Outcome<IReadOnlyList<MinedChannel>>> MineAsync(
        Actor actor, int? channelId, IProgress<MiningProgress>? progress = null, long? jobId = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var channels = await ChannelsAsync(channel => channelId == null || channel.Id == channelId, cancellation);
        return channelId is not null && channels.Count == 0
            ? Refusal.NotFound(L["This shop no longer exists."], "channel")
            : await MineAsync(actor, channels, settings: null, progress, jobId, cancellation);
    }

    /// <summary>Mines the named channel, or all; by channel code. Refused without the right to bring orders in.</summary>
    /// <param name="settings">Null takes each channel's own policy.</param>
    /// <param name="jobId">The job that it is done for.</param>
    public async Task<Outcome<IReadOnlyList<MinedChannel>>> MineAsync(
        Actor actor,
        string? channelCode = null,
        MiningSettings? settings = null,
        IProgress<MiningProgress>? progress = null,
        long? jobId = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (settings?.Wrong() is { } wrong)
        {
            return wrong;
        }

        var channels = await ChannelsAsync(channel => channelCode == null || channel.Code == channelCode, cancellation);
        return channelCode is not null && channels.Count == 0
            ? Refusal.NotFound(L["There is no channel \"{0}\".", channelCode], "channel")
            : await MineAsync(actor, channels, settings, progress, jobId, cancellation);
    }

    private async Task<List<Channel>> ChannelsAsync(Expression<Func<Channel, bool>> wanted, CancellationToken cancellation)
    {
        await using var db = store.Read();
        return await db.Channels.Where(wanted).OrderBy(channel => channel.Code).ToListAsync(cancellation);
    }

    private async Task<Outcome<IReadOnlyList<MinedChannel>>> MineAsync(
        Actor actor, List<Channel> channels, MiningSettings? settings, IProgress<MiningProgress>? progress, long? jobId, CancellationToken cancellation)
    {
        foreach (var channel in channels)
        {
            if (actor.Deny(Permission.ImportOrders, channel.Id) is { } refusal)
            {
                return refusal;
            }
        }

        Dictionary<int, MiningPolicy> policies;
        await using (var db = store.Read())
        {
            policies = await db.MiningPolicies.ToDictionaryAsync(policy => policy.ChannelId, cancellation);
        }

        var mined = new List<MinedChannel>(channels.Count);
        foreach (var channel in channels)
        {
            var done = mined.Count;
            var share = progress is null
                ? null
                : new Relay<(string Step, double Share)>(
                    part => progress.Report(new MiningProgress(channel.Code, (done + part.Share) / channels.Count, part.Step)));
            var outcome = await MineAsync(actor, channel, settings ?? MiningSettings.Of(policies.GetValueOrDefault(channel.Id)), jobId, share, cancellation);
            if (outcome.IsRefused(out var refusal, out var result))
            {
                return refusal;
            }

            mined.Add(result.Channel with { FollowUps = await AfterAsync(channel, jobId, cancellation) });
            if ((await CompleteAsync(result.RunId, cancellation)).IsRefused(out refusal))
            {
                return refusal;
            }
        }

        await store.OptimizeAsync(cancellation);
        return Outcome.Of<IReadOnlyList<MinedChannel>>(mined);
    }

    /// <summary>Last of all: what was killed before is seen to be incomplete by <see cref="MiningRun.CompletedAt"/>, and done again.</summary>
    private async Task<Outcome> CompleteAsync(int runId, CancellationToken cancellation)
    {
        try
        {
            // How far a run came is no change of the catalogue, like the rows of jobs.
            await using var db = store.OpenUnaudited(inBackground: true);
            DateTimeOffset? now = time.GetUtcNow();
            await db.MiningRuns.Where(run => run.Id == runId).ExecuteUpdateAsync(update => update.SetProperty(run => run.CompletedAt, now), cancellation);
            return Outcome.Done;
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is { } trouble)
        {
            return trouble;
        }
    }

    private async Task<EquatableList<JobFigure>> AfterAsync(Channel channel, long? jobId, CancellationToken cancellation)
    {
        var figures = new List<JobFigure>();
        foreach (var followUp in followUps ?? [])
        {
            if (await followUp.AfterAsync(channel.Code, jobId, cancellation) is { } figure)
            {
                figures.Add(figure);
            }
        }

        return [.. figures];
    }

    private async Task<Outcome<(MinedChannel Channel, int RunId)>> MineAsync(
        Actor actor, Channel channel, MiningSettings settings, long? jobId, Relay<(string Step, double Share)>? progress, CancellationToken cancellation)
    {
        var started = time.GetUtcNow();
        progress?.Report(MiningSteps.Reading);
        Dictionary<int, int> categoryOf;
        await using (var db = store.Read())
        {
            categoryOf = await OrderBaskets.CategoriesAsync(db, cancellation);
        }

        MiningSource source = warehouse?.Has(channel.Code) == true ? new WarehouseOrders(store, warehouse, time) : new StoredOrders(store);
        if ((await source.FindAsync(channel, settings, categoryOf, progress, cancellation)).IsRefused(out var refusal, out var findings))
        {
            return refusal;
        }

        IReadOnlyList<ContentSuggestion> contentSuggestions;
        await using (var db = store.Read())
        {
            contentSuggestions = await ContentSuggestions.FindAsync(db, channel.Id, findings, categoryOf, cancellation);
        }

        var totals = findings.Totals;

        progress?.Report(MiningSteps.Storing);
        var writer = new MiningWriter(store, steps ?? WriteSteps.Usual, actor, channel.Id, () => progress?.Report(MiningSteps.Storing));
        var stored = await writer.StoreAsync(findings, contentSuggestions, settings.Keep, cancellation);
        var (stayed, before) = await writer.CompareAsync(cancellation);
        var run = new MiningRun
        {
            ChannelId = channel.Id,
            StartedAt = started,
            FinishedAt = time.GetUtcNow(),
            MinBaskets = settings.MinBaskets,
            Baskets = totals.Baskets,
            Products = totals.Products,
            Lines = totals.Lines,
            Pairs = totals.Pairs,
            CountSum = totals.CountSum,
            BestLiftSum = totals.BestLiftSum,
            Settings = JsonSerializer.Serialize(settings),
            LeftOut = findings.LeftOut.ToDictionary(),
            StartedBy = actor.Name,
            LastOrderId = findings.LastOrderId,
            Source = findings.Source,
            SourceMilliseconds = findings.Source is null ? null : (long)findings.SourceTook.TotalMilliseconds,
            UnknownCodes = findings.UnknownCodes,
            PairsNew = stored - stayed,
            PairsGone = before - stayed,
        };
        await using (var session = await store.WriteAsync(
            actor, string.Create(CultureInfo.InvariantCulture, $"Mined {totals.Baskets:N0} baskets of {channel.Name}"), cancellation))
        {
            (session.CanUndo, session.JobId) = (false, jobId);
            if ((await writer.SwapAsync(session, run, cancellation)).IsRefused(out refusal)
                || (await session.CommitAsync(cancellation)).IsRefused(out refusal, out _))
            {
                return refusal;
            }
        }

        await SweepAsync(writer, cancellation);
        return (new MinedChannel(channel.Code, totals, stored) { UnknownCodes = findings.UnknownCodes }, run.Id);
    }

    /// <summary>Takes away what the run replaced. Nobody sees it any more: where that fails the next run does it.</summary>
    private static async Task SweepAsync(MiningWriter writer, CancellationToken cancellation)
    {
        try
        {
            await writer.SweepAsync(cancellation);
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is not null)
        {
            // Busy or full: what was found counts already.
        }
    }
}
