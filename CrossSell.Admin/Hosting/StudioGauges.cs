using System.Diagnostics.Metrics;
using CrossSell.Core.Backups;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Mining;
using CrossSell.Core.Panels;
using CrossSell.Core.Search;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// Gauges of how old things are and how much waits. A gauge is read synchronously, so what stands in the database is asked for beforehand, every 15 seconds and
/// only while somebody listens.
/// </summary>
internal sealed class StudioGauges : Recurring
{
    private readonly StudioStore store;
    private readonly BackupService backups;
    private readonly TimeProvider time;
    private readonly Meter meter;
    private readonly Instrument[] ofDatabase;
    private volatile Asked asked = new([], 0, null);

    public StudioGauges(
        StudioStore store, BackupService backups, CatalogIndex catalog, PanelService panels, CircuitCount circuits, TimeProvider time,
        ILogger<StudioGauges> logger)
        : base(TimeSpan.FromSeconds(15), time, logger)
    {
        (this.store, this.backups, this.time) = (store, backups, time);
        meter = new Meter(Telemetry.Name);
        meter.CreateObservableGauge(
            "crosssell.index.age", () => Ages(("catalog", catalog.Age), ("panels", panels.Age)), "s", "Time since an index was last known to be up to date.");
        meter.CreateObservableGauge("crosssell.circuits", () => circuits.Open, "{circuit}", "Pages that are open.");
        meter.CreateObservableGauge("crosssell.panel.memory", () => panels.FinishedBytes, "By", "Memory that finished panels take.");
        ofDatabase =
        [
            meter.CreateObservableGauge(
                "crosssell.mining.age", () => asked.Mined.Select(run => new Measurement<double>(Since(run.At), Tag("channel", run.Channel))), "s",
                "Time since the orders of a shop were last calculated."),
            meter.CreateObservableGauge("crosssell.jobs.waiting", () => asked.Waiting, "{job}", "Jobs that wait for their turn."),
            meter.CreateObservableGauge(
                "crosssell.backup.age", () => asked.Backup is { } at ? [new Measurement<double>(Since(at))] : Array.Empty<Measurement<double>>(),
                "s", "Time since the last backup."),
        ];
    }

    protected override bool AtOnce => true;

    // The gauges say what they said before; the health check says what is wrong.
    protected override string Failure => "Figures for telemetry could not be read.";

    private DateTimeOffset Now => time.GetUtcNow();

    // In seconds. What a clock that was set back since puts into the future is new.
    private double Since(DateTimeOffset at) => Math.Max(0, (Now - at).TotalSeconds);

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    /// <summary>Asks the database for what the gauges say.</summary>
    public async Task AskAsync(CancellationToken cancellation)
    {
        await using var db = store.Read();
        var runs = await db.MiningRuns.GroupBy(run => run.ChannelId).Select(group => new { Channel = group.Key, At = group.Max(run => run.FinishedAt) })
            .ToListAsync(cancellation);
        var codes = await db.Set<Core.Catalog.Channel>().ToDictionaryAsync(channel => channel.Id, channel => channel.Code, cancellation);
        asked = new Asked(
            [.. runs.Where(run => codes.ContainsKey(run.Channel)).Select(run => (codes[run.Channel], run.At))],
            await db.Jobs.CountAsync(job => job.State == JobState.Waiting, cancellation),
            await backups.LastAsync(cancellation));
    }

    protected override Task TurnAsync(CancellationToken cancellation) =>
        ofDatabase.Any(instrument => instrument.Enabled) ? AskAsync(cancellation) : Task.CompletedTask;

    private static IEnumerable<Measurement<double>> Ages(params (string Index, TimeSpan? Age)[] ages) =>
        ages.Where(item => item.Age is not null).Select(item => new Measurement<double>(item.Age!.Value.TotalSeconds, Tag("index", item.Index)));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private sealed record Asked(IReadOnlyList<(string Channel, DateTimeOffset At)> Mined, int Waiting, DateTimeOffset? Backup);
}
