using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using static CrossSell.Core.Backtesting.BacktestingTexts;

namespace CrossSell.Core.Backtesting;

/// <summary>What asking the past gave for one channel: the scores, the panel as it is configured, and where the two differ.</summary>
/// <param name="Panels">Null when there was no case to ask.</param>
public sealed record BacktestResult(DateTimeOffset At, string By, BacktestReport Report, ReplayedPanels? Panels)
{
    /// <summary>All rows: the panels first.</summary>
    [JsonIgnore]
    public IReadOnlyList<BacktestScore> Scores => [.. Panels?.Scores ?? [], .. Report.Scores];
}

/// <summary>The newest result of each channel, as a file in the data folder: it can always be worked out again, so it is no part of the database.</summary>
public sealed class BacktestResults(DataDirectory data)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        // A file of a version that wrote otherwise is none: what it does not say must not become null.
        RespectRequiredConstructorParameters = true, Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Null when the channel was never asked, or by a version that wrote otherwise.</summary>
    public async Task<BacktestResult?> FindAsync(int channelId, CancellationToken cancellation = default)
    {
        try
        {
            await using var file = File.OpenRead(PathOf(channelId));
            return await JsonSerializer.DeserializeAsync<BacktestResult>(file, Json, cancellation);
        }
        catch (Exception problem) when (problem is IOException or JsonException)
        {
            return null;
        }
    }

    internal async Task KeepAsync(int channelId, BacktestResult result, CancellationToken cancellation)
    {
        var fresh = PathOf(channelId) + ".new";
        await using (var file = File.Create(fresh))
        {
            await JsonSerializer.SerializeAsync(file, result, Json, cancellation);
        }

        // Readers see the old one or the new one, never a part.
        File.Move(fresh, PathOf(channelId), overwrite: true);
    }

    private string PathOf(int channelId) => Path.Combine(data.Insights, string.Create(CultureInfo.InvariantCulture, $"backtest-{channelId}.json"));
}

/// <summary>Runs a backtest as a job. It writes nothing but its result, so it may be done again.</summary>
public sealed class BacktestWork(OrderBaskets orders, PanelBacktest panels, BacktestResults results, TimeProvider time) : JobWork
{
    public const string JobKind = "backtest";

    /// <summary>Who may change panels may ask what they are worth; everybody may look at the answer.</summary>
    public const Permission Needs = Permission.EditLinks;

    // What the parts take, roughly: reading, scores, panels.
    private const int Read = 100;
    private const int Scored = 600;
    private const int All = 1000;

    public override string Kind => JobKind;

    protected override Type? InputType => typeof(Scope);

    public override bool IsRestartable => true;

    public sealed record Scope(int ChannelId);

    public override async Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
    {
        run.Report(0, All, "Reading the orders");
        if ((await orders.LoadAsync(run.Input<Scope>().ChannelId, cancellation)).IsRefused(out var refusal, out var history))
        {
            return refusal;
        }

        if (run.Actor.Deny(Needs, history.Channel.Id) is { } denied)
        {
            return denied;
        }

        var options = new BacktestOptions { Revenue = history.Revenue };
        run.Report(Read, All, "Training on older orders");
        var result = await Task.Run(
            async () =>
            {
                var split = BacktestSplit.Of(history.Baskets, options, cancellation);
                var scoring = new Relay<(string Score, double Share)>(
                    step => run.Report(Read + (long)((Scored - Read) * step.Share), All, $"Testing {step.Score}"));
                var report = Backtest.Run(split, options, scoring, cancellation);
                var trying = new Relay<double>(share => run.Report(Scored + (long)((All - Scored) * share), All, "Testing current panels"));
                return new BacktestResult(
                    time.GetUtcNow(), run.Actor.Name, report, report.Cases == 0 ? null : await panels.TryAsync(history, split, trying, cancellation));
            },
            cancellation);
        await results.KeepAsync(history.Channel.Id, result, cancellation);
        run.Report(All, All, "Testing current panels");
        return JobReport.Saying(
            () => result.Report.IsEnough ? L["Backtest finished"] : L["Backtest finished: not enough data to compare scores"],
            [new("cases", result.Report.Cases), new("older baskets", result.Report.TrainBaskets), new("newest baskets", result.Report.TestBaskets)],
            []);
    }
}

/// <summary>Starts asking the past, one job a channel.</summary>
public sealed class BacktestJobs(JobQueue queue)
{
    /// <returns>The job; the one that waits or runs already when there is one.</returns>
    public async Task<Outcome<long>> StartAsync(Channel channel, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return actor.Deny(BacktestWork.Needs, channel.Id) is { } refusal
            ? refusal
            : await queue.StartSingleAsync(
                BacktestWork.JobKind, $"Run backtest for {channel.Name}", new BacktestWork.Scope(channel.Id), actor, [channel.Id], cancellation);
    }

    /// <summary>The job of the channel that waits or runs; null when none does.</summary>
    public Task<long?> CurrentAsync(Channel channel, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return queue.FindOpenAsync(BacktestWork.JobKind, new BacktestWork.Scope(channel.Id), cancellation);
    }
}
