using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Backups.BackupsTexts;

namespace CrossSell.Core.Backups;

/// <summary>Makes a backup as a job, then deletes those that are no longer kept. Broken off, it leaves nothing, and is begun again.</summary>
public sealed class BackupWork(BackupService backups, BackupSettingsService settings) : JobWork
{
    public const string JobKind = JobAccess.BackupKind;

    public override string Kind => JobKind;

    public override bool IsRestartable => true;

    public override JobLane Lane => JobLane.Backup;

    public override async Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
    {
        var folder = settings.FolderOf(await settings.FindAsync(cancellation));
        if (!Directory.Exists(folder))
        {
            BackupFolders.CreatePrivateFolder(folder);
        }

        var made = await backups.CreateAsync(
            folder, run.Actor, new Relay<BackupProgress>(progress => run.Report(progress.Done, progress.Total, progress.Step)), cancellation);
        if (made.IsRefused(out var refusal, out var copy) || (await backups.ExpireAsync(run.Actor, cancellation)).IsRefused(out refusal, out var expired))
        {
            return refusal;
        }

        return JobReport.Saying(
            () => L["Made the backup {0} ({1}) and checked it", copy.Name, FileSize.Of(copy.Bytes)],
            [new("rows", copy.Manifest!.Rows), new("files", copy.Manifest.Files.Count), new("older backups deleted", expired)],
            []);
    }
}

/// <summary>Reads a backup again as a job.</summary>
public sealed class BackupCheckWork(BackupService backups) : JobWork
{
    public const string JobKind = JobAccess.BackupCheckKind;

    public override string Kind => JobKind;

    protected override Type? InputType => typeof(BackupJobs.Named);

    public override bool IsRestartable => true;

    public override JobLane Lane => JobLane.Backup;

    public override async Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
    {
        var asked = run.Input<BackupJobs.Named>();
        var outcome = await backups.CheckAsync(
            asked.Name, run.Actor, new Relay<BackupProgress>(progress => run.Report(progress.Done, progress.Total, progress.Step)), cancellation);
        return outcome.IsRefused(out var refusal, out var copy) ? refusal
            : copy.Problem is { } problem ? JobReport.Just(problem) with { Failed = true }
            : JobReport.Saying(() => L["The backup {0} is whole: all of it is what was written", copy.Name], [], []);
    }
}

/// <summary>Starts backups as jobs, one at a time: by a person, or when it is time.</summary>
public sealed class BackupJobs(StudioStore store, JobQueue queue, BackupSettingsService settings, TimeProvider time)
{
    /// <summary>Who makes backups when no person asked for one.</summary>
    public static readonly Actor Clock = Actor.Job("schedule");

    private const string Title = "Back up the studio";

    /// <param name="Name">Of the backup's file.</param>
    internal sealed record Named(string Name);

    /// <returns>The job; the one that waits or runs already when there is one.</returns>
    public async Task<Outcome<long>> StartAsync(Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Deny(Permission.Administer, null) is { } denied
            ? denied
            : await queue.StartSingleAsync(BackupWork.JobKind, Title, new { }, actor, [], cancellation);
    }

    /// <summary>Begins to read a backup again.</summary>
    public async Task<Outcome<long>> StartCheckAsync(string name, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Deny(Permission.Administer, null) is { } denied
            ? denied
            : await queue.StartSingleAsync(BackupCheckWork.JobKind, $"Check the backup {name}", new Named(name), actor, [], cancellation);
    }

    /// <summary>The backup that waits or runs, no matter who started it; null when none does.</summary>
    public Task<long?> CurrentAsync(CancellationToken cancellation = default) => queue.FindOpenAsync(BackupWork.JobKind, new { }, cancellation);

    /// <summary>Starts one when it is time.</summary>
    /// <returns>The job, or null when none was due.</returns>
    public async Task<long?> StartDueAsync(CancellationToken cancellation = default)
    {
        var current = await settings.FindAsync(cancellation);
        if (!current.IsOn || await queue.LookAsync(BackupWork.JobKind, new { }, cancellation) is not { } look)
        {
            return null;
        }

        await using var db = store.Read();
        // Whatever became of it: one that fails is said, and tried again the next day or by hand, not every minute.
        var last = await db.Jobs.Where(job => job.Kind == BackupWork.JobKind).MaxAsync(job => (DateTimeOffset?)job.CreatedAt, cancellation);
        return BackupTimetable.IsDue(current, time.LocalTimeZone, last, time.GetUtcNow())
            ? (await queue.StartDueAsync(look, BackupWork.JobKind, Title, new { }, Clock, [], cancellation)).Required
            : null;
    }
}
