using System.Globalization;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Backups.BackupsTexts;

namespace CrossSell.Core.Backups;

/// <summary>Makes backups, lists, checks and deletes them.</summary>
public sealed class BackupService(
    StudioStore store, IDatabaseCopy database, DataDirectory data, BackupSettingsService settings, TimeProvider time)
{
    /// <summary>Code of the refusal that the backup folder cannot be read.</summary>
    public const string FolderCode = "backup.folder";

    private const string Prefix = "crosssell-";
    private const string Ending = ".zip";
    private const string Pattern = Prefix + "*" + Ending;

    private static Refusal Gone => Refusal.NotFound(L["This backup is no longer there. Reload the list."]);

    /// <summary>Makes one. An existing folder gets a file named by the instant.</summary>
    /// <param name="file">Must not exist yet.</param>
    public async Task<Outcome<BackupCopy>> CreateAsync(
        string file, Actor actor, IProgress<BackupProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.Deny(Permission.Administer, null) is { } denied)
        {
            return denied;
        }

        file = Path.GetFullPath(file);
        file = Directory.Exists(file) ? Path.Combine(file, NameNow()) : file;
        if (File.Exists(file))
        {
            return new Refusal("backup.exists", $"{file} exists already and was not changed. Choose another name.");
        }

        try
        {
            BackupFolders.CreatePrivateFolder(Path.GetDirectoryName(file)!);
            RemoveLeftovers(file);
            // As it is before it is packed: how well it packs is not known before.
            var needed = database.Bytes() * 2;
            if (new DriveInfo(Path.GetDirectoryName(file)!).AvailableFreeSpace is var free && free < needed)
            {
                return new Refusal(
                    "backup.space", $"A backup may take {FileSize.Of(needed)} while it is made, and only {FileSize.Of(free)} are free. Free some space.");
            }

            if ((await new BackupWriter(database, data, time).WriteAsync(file, progress, cancellation)).IsRefused(out var refusal, out var manifest))
            {
                return refusal;
            }

            var record = new BackupRecord
            {
                At = manifest.At, File = file, Bytes = new FileInfo(file).Length, Rows = manifest.Rows, MadeBy = actor.Name, CheckedAt = Now(),
            };
            await using var session = await store.WriteAsync(actor, $"Made the backup {Path.GetFileName(file)}", cancellation);
            session.CanUndo = false;
            session.Db.Backups.Add(record);
            return (await session.CommitAsync(cancellation)).Refusal is { } unrecorded
                ? unrecorded
                : new BackupCopy(Path.GetFileName(file), file, record.Bytes, record.At, record.CheckedAt, null) { Manifest = manifest };
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is { } trouble)
        {
            return trouble;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new Refusal("backup.disk", $"The backup could not be written to {file}: {problem.Message}");
        }
    }

    /// <summary>The backups in the configured folder, the newest first.</summary>
    public async Task<Outcome<IReadOnlyList<BackupCopy>>> ListAsync(Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.Deny(Permission.Administer, null) is { } denied)
        {
            return denied;
        }

        var folder = settings.FolderOf(await settings.FindAsync(cancellation));
        if (!Directory.Exists(folder))
        {
            return Outcome.Of<IReadOnlyList<BackupCopy>>([]);
        }

        await using var db = store.Read();
        var records = (await db.Backups.Where(record => record.File.StartsWith(folder)).ToListAsync(cancellation))
            .GroupBy(record => record.File, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.MaxBy(record => record.Id)!);
        var copies = new List<BackupCopy>();
        string[] files;
        try
        {
            files = Directory.GetFiles(folder, Pattern);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new Refusal(FolderCode, L["The backup folder {0} cannot be read: {1} An operator can correct its rights.", folder, problem.Message]);
        }

        foreach (var file in files)
        {
            copies.Add(await CopyAsync(file, records.GetValueOrDefault(file), cancellation));
        }

        return Outcome.Of<IReadOnlyList<BackupCopy>>(
            [.. copies.OrderByDescending(copy => copy.At).ThenByDescending(copy => copy.Name, StringComparer.Ordinal)]);
    }

    /// <summary>One of the list.</summary>
    public async Task<Outcome<BackupCopy>> FindAsync(string name, Actor actor, CancellationToken cancellation = default) =>
        (await ListAsync(actor, cancellation)).IsRefused(out var refusal, out var copies) ? refusal
            : copies.FirstOrDefault(copy => copy.Name == name) is { } found ? found : Gone;

    /// <summary>Says in the audit log who has taken a backup away, with all that is in it.</summary>
    /// <returns>The backup.</returns>
    public async Task<Outcome<BackupCopy>> DownloadAsync(string name, Actor actor, CancellationToken cancellation = default)
    {
        if ((await FindAsync(name, actor, cancellation)).IsRefused(out var refusal, out var copy))
        {
            return refusal;
        }

        await using var session = await store.WriteAsync(actor, $"Downloaded the backup {copy.Name}", cancellation);
        session.CanUndo = false;
        (await RecordAsync(session, copy, cancellation)).DownloadedAt = session.Now;
        return (await session.CommitAsync(cancellation)).Refusal is { } refused ? refused : copy;
    }

    /// <summary>Reads one again and compares all of it with its manifest.</summary>
    public async Task<Outcome<BackupCopy>> CheckAsync(
        string name, Actor actor, IProgress<BackupProgress>? progress = null, CancellationToken cancellation = default)
    {
        if ((await FindAsync(name, actor, cancellation)).IsRefused(out var refusal, out var copy))
        {
            return refusal;
        }

        var done = 0L;
        var problem = (await BackupReader.CheckAsync(
            copy.Path, new Relay<long>(bytes => progress?.Report(new BackupProgress(done += bytes, 0, "Reading the backup"))), cancellation)).Refusal?.Message;
        await using var session = await store.WriteAsync(actor, $"Checked the backup {copy.Name}", cancellation);
        session.CanUndo = false;
        var record = await RecordAsync(session, copy, cancellation);
        (record.CheckedAt, record.Problem) = (session.Now, problem);
        if ((await session.CommitAsync(cancellation)).IsRefused(out refusal, out _))
        {
            return refusal;
        }

        return copy with { CheckedAt = record.CheckedAt, Problem = problem };
    }

    /// <summary>
    /// Deletes what <see cref="BackupTimetable.Expired"/> lets go of what this studio made: others may have theirs in the same folder. What is damaged stays:
    /// it tells that something is wrong with the disk.
    /// </summary>
    /// <returns>How many were deleted.</returns>
    public async Task<Outcome<int>> ExpireAsync(Actor actor, CancellationToken cancellation = default)
    {
        if ((await ListAsync(actor, cancellation)).IsRefused(out var refusal, out var copies))
        {
            return refusal;
        }

        var whole = new List<BackupCopy>();
        foreach (var copy in copies.Where(copy => copy.Problem is null))
        {
            var manifest = (await BackupReader.ReadManifestAsync(copy.Path, cancellation)).Value;
            // Earlier versions did not say whose a backup is: in the data folder it is this studio's.
            if (manifest is not null && (manifest.Studio is { } made ? made == data.StudioId() : BackupFolders.IsWithin(copy.Path, data.Root)))
            {
                whole.Add(copy);
            }
        }

        var expired = BackupTimetable.Expired(
            whole.Select(copy => copy.At), await settings.FindAsync(cancellation), time.LocalTimeZone, time.GetUtcNow());
        var gone = whole.Where(copy => expired.Contains(copy.At)).ToList();
        foreach (var copy in gone)
        {
            File.Delete(copy.Path);
        }

        return gone.Count;
    }

    /// <summary>When a backup was last made, by whichever door; null when there was none.</summary>
    public async Task<DateTimeOffset?> LastAsync(CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await db.Backups.Where(record => record.Problem == null).MaxAsync(record => (DateTimeOffset?)record.At, cancellation);
    }

    // One that another studio made has no row here yet.
    private static async Task<BackupRecord> RecordAsync(WriteSession session, BackupCopy copy, CancellationToken cancellation)
    {
        var record = await session.Db.Backups.AsTracking().Where(row => row.File == copy.Path).OrderByDescending(row => row.Id)
            .FirstOrDefaultAsync(cancellation);
        if (record is null)
        {
            record = new BackupRecord { At = copy.At, File = copy.Path, Bytes = copy.Bytes, MadeBy = session.Actor.Name };
            session.Db.Backups.Add(record);
        }

        return record;
    }

    private static async Task<BackupCopy> CopyAsync(string file, BackupRecord? record, CancellationToken cancellation)
    {
        var there = new FileInfo(file);
        if (record is not null && record.Bytes == there.Length)
        {
            return new BackupCopy(there.Name, file, there.Length, record.At, record.CheckedAt, record.Problem);
        }

        // Made by another studio, or no longer what was made here.
        return (await BackupReader.ReadManifestAsync(file, cancellation)).IsRefused(out var refusal, out var manifest)
            ? new BackupCopy(there.Name, file, there.Length, new DateTimeOffset(there.LastWriteTimeUtc), null, refusal.Message)
            : new BackupCopy(there.Name, file, there.Length, manifest.At, null, null);
    }

    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    private string NameNow() => Prefix + time.GetUtcNow().ToString("yyyy-MM-dd-HHmmss", CultureInfo.InvariantCulture) + Ending;

    // Of a process that was killed. One that is still at work keeps its file open; on the systems we run on it may lose its name, and then says so.
    private static void RemoveLeftovers(string file)
    {
        foreach (var left in Directory.EnumerateFiles(Path.GetDirectoryName(file)!, Prefix + "*" + BackupWriter.PartialEnding + "*"))
        {
            File.Delete(left);
        }
    }
}

/// <summary>A backup that is there.</summary>
/// <param name="At">As of when the database in it is.</param>
/// <param name="CheckedAt">When all of it was last read and compared; null when this studio never did.</param>
/// <param name="Problem">Why it cannot be used; null when nothing is known against it.</param>
public sealed record BackupCopy(string Name, string Path, long Bytes, DateTimeOffset At, DateTimeOffset? CheckedAt, string? Problem)
{
    /// <summary>Of one that was just made.</summary>
    public BackupManifest? Manifest { get; init; }
}
