using System.Reflection;
using System.Runtime.InteropServices;
using CrossSell.Admin.Shared;
using CrossSell.Core.Backups;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Admin.Hosting;

/// <summary>What the studio runs on and how it is, as of now.</summary>
public sealed record SystemFacts
{
    public required string Version { get; init; }

    public required string Runtime { get; init; }

    public required string Environment { get; init; }

    public required string Machine { get; init; }

    public TimeSpan Uptime { get; init; }

    /// <summary>Of the database.</summary>
    public required string Provider { get; init; }

    public long DatabaseBytes { get; init; }

    /// <summary>Paths are for administrators.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The newest one that was applied.</summary>
    public string? Migration { get; init; }

    /// <summary>That this version has and the database has not.</summary>
    public int PendingMigrations { get; init; }

    /// <summary>That the database has and this version does not know: a newer one works beside it, or has worked before it.</summary>
    public int NewerMigrations { get; init; }

    /// <summary>What keeps the database from being read or written; null when nothing does.</summary>
    public Refusal? DatabaseProblem { get; init; }

    public TimeSpan? CatalogAge { get; init; }

    public TimeSpan? PanelsAge { get; init; }

    public Exception? CatalogProblem { get; init; }

    /// <summary>Products read so far while the catalogue is read for the first time; null afterwards.</summary>
    public int? CatalogReading { get; init; }

    public int CircuitsOpen { get; init; }

    public int CircuitsConnected { get; init; }

    /// <summary>What the process holds, in bytes.</summary>
    public long Memory { get; init; }

    /// <summary>What of it are objects.</summary>
    public long ObjectMemory { get; init; }

    /// <summary>What the machine, or its container, lets it have.</summary>
    public long MemoryLimit { get; init; }

    public long DiskFree { get; init; }

    public long DiskSize { get; init; }

    public DateTimeOffset Now { get; init; }

    public DateTimeOffset? LastBackup { get; init; }

    public required BackupSettings Backups { get; init; }

    /// <summary>The warehouse that counts the orders of some shops, with their codes; null where the studio counts all of them.</summary>
    public string? Warehouse { get; init; }

    public int JobsWaiting { get; init; }

    public int JobsRunning { get; init; }

    /// <summary>When the oldest job that waits was queued.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>Jobs that failed within a day.</summary>
    public int JobsFailed { get; init; }

    /// <summary>Whether the clock is another than the machine's (CrossSell__Now).</summary>
    public bool IsClockSet { get; init; }
}

/// <summary>Gathers <see cref="SystemFacts"/>: for the system page and for the health check.</summary>
public sealed class SystemStatus(
    StudioStore store, DataDirectory data, IDatabaseCopy database, BackupService backups, BackupSettingsService settings, CatalogIndex catalog,
    PanelService panels, CircuitCount circuits, TimeProvider time, IHostEnvironment environment)
{
    private readonly long started = time.GetTimestamp();

    /// <summary>For a person: administrators of every shop only.</summary>
    public async Task<Outcome<SystemFacts>> LoadAsync(Actor actor, CancellationToken cancellation = default) =>
        actor.Deny(Permission.Administer, null) is { } denied ? denied : await LoadAsync(cancellation);

    /// <summary>For the health check, which says no paths. What the database cannot answer stays empty, with its problem.</summary>
    internal async Task<SystemFacts> LoadAsync(CancellationToken cancellation)
    {
        var problem = await store.CheckAsync(cancellation);
        var disk = new DriveInfo(data.Root);
        var collector = GC.GetGCMemoryInfo();
        var facts = new SystemFacts
        {
            Version = typeof(SystemStatus).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "",
            Runtime = RuntimeInformation.FrameworkDescription,
            Environment = environment.EnvironmentName,
            Machine = $"{RuntimeInformation.OSDescription}, {Formats.Count(Environment.ProcessorCount, "core")}",
            Uptime = time.GetElapsedTime(started),
            Provider = database.Provider,
            DataFolder = data.Root,
            DatabaseProblem = problem,
            CatalogAge = catalog.Age,
            PanelsAge = panels.Age,
            CatalogProblem = catalog.Problem,
            CatalogReading = catalog.Reading,
            CircuitsOpen = circuits.Open,
            CircuitsConnected = circuits.Connected,
            Memory = Environment.WorkingSet,
            ObjectMemory = collector.HeapSizeBytes,
            MemoryLimit = collector.TotalAvailableMemoryBytes,
            DiskFree = disk.AvailableFreeSpace,
            DiskSize = disk.TotalSize,
            Now = time.GetUtcNow(),
            Backups = new BackupSettings(),
            IsClockSet = time is StudioClock,
        };
        try
        {
            return await AskAsync(facts, cancellation);
        }
        catch (Exception trouble) when (StorageTrouble.Of(trouble) is { } refusal)
        {
            return facts with { DatabaseProblem = problem ?? refusal };
        }
    }

    private async Task<SystemFacts> AskAsync(SystemFacts facts, CancellationToken cancellation)
    {
        await using var db = store.Read();
        var (known, applied) = (db.Database.GetMigrations().ToList(), (await db.Database.GetAppliedMigrationsAsync(cancellation)).ToList());
        var dayAgo = facts.Now.AddDays(-1);
        return facts with
        {
            DatabaseBytes = database.Bytes(),
            Migration = applied.LastOrDefault(),
            PendingMigrations = known.Except(applied, StringComparer.Ordinal).Count(),
            NewerMigrations = applied.Except(known, StringComparer.Ordinal).Count(),
            Backups = await settings.FindAsync(cancellation),
            LastBackup = await backups.LastAsync(cancellation),
            JobsWaiting = await db.Jobs.CountAsync(job => job.State == JobState.Waiting, cancellation),
            JobsRunning = await db.Jobs.CountAsync(job => job.State == JobState.Running, cancellation),
            JobsFailed = await db.Jobs.CountAsync(job => job.State == JobState.Failed && job.FinishedAt >= dayAgo, cancellation),
            WaitingSince = await db.Jobs.Where(job => job.State == JobState.Waiting).MinAsync(job => (DateTimeOffset?)job.CreatedAt, cancellation),
        };
    }
}
