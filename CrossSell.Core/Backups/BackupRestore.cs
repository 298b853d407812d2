using CrossSell.Core.Common;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Backups;

/// <summary>
/// Puts a backup into an empty folder, or one that does not exist yet, as a data folder. It is unpacked and checked beside its place and then moved there,
/// the database last: killed at any moment, it leaves no folder that looks like a studio and is not whole.
/// </summary>
/// <param name="databaseAt">The copy of a database at this path.</param>
public sealed class BackupRestore(Func<string, IDatabaseCopy> databaseAt)
{
    // Inside the folder where it exists: it may be a mount, or its parent not ours to write to.
    private const string Inside = ".restoring";

    private static readonly Refusal Unfinished = new(
        "backup.unfinished",
        "This data folder holds a restore that was interrupted. Run the restore again, or delete what is in the folder to start with an empty studio.");

    /// <summary>Why a folder must not be used as it is; null when no restore was broken off in it.</summary>
    public static Refusal? UnfinishedIn(string folder) => IsBrokenOff(folder) ? Unfinished : null;

    // What is moved last leaves an empty folder behind.
    private static bool IsBrokenOff(string folder) =>
        Path.Combine(folder, Inside) is var inside && Directory.Exists(inside) && Directory.EnumerateFileSystemEntries(inside).Any();

    /// <param name="file">The backup.</param>
    /// <param name="folder">Empty, or not there yet. One in which a restore was broken off counts as empty.</param>
    public async Task<Outcome<BackupManifest>> RunAsync(
        string file, string folder, IProgress<BackupProgress>? progress, CancellationToken cancellation)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        try
        {
            if (RefusalOf(folder) is { } refused)
            {
                return refused;
            }

            // Before anything is written: most of what is no backup is found here.
            if ((await BackupReader.ReadManifestAsync(file, cancellation)).IsRefused(out var refusal, out var manifest))
            {
                return refusal;
            }

            var staging = Directory.Exists(folder) ? Path.Combine(folder, Inside) : folder + Inside;
            if (Directory.Exists(folder))
            {
                Clear(folder);
            }
            else if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }

            BackupFolders.CreatePrivateFolder(staging);
            try
            {
                if ((await FillAsync(file, staging, manifest, progress, cancellation)).IsRefused(out refusal)
                    || (await databaseAt(staging).AdoptAsync(Path.Combine(staging, manifest.Database), cancellation)).IsRefused(out refusal))
                {
                    return refusal;
                }

                Move(staging, folder, manifest.Database);
                return manifest;
            }
            finally
            {
                if (Directory.Exists(staging))
                {
                    Directory.Delete(staging, recursive: true);
                }
            }
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is { } trouble)
        {
            return trouble;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new Refusal("backup.disk", $"The backup could not be restored to {folder}: {problem.Message} Nothing was left there.");
        }
    }

    private async Task<Outcome> FillAsync(
        string file, string staging, BackupManifest manifest, IProgress<BackupProgress>? progress, CancellationToken cancellation)
    {
        var copy = databaseAt(Path.Combine(staging, manifest.Database));
        if (!copy.Provider.Equals(manifest.Provider, StringComparison.OrdinalIgnoreCase))
        {
            return new Refusal(
                "backup.provider", $"This backup is of a {manifest.Provider} database, and this studio is configured for {copy.Provider} (Database__Provider).");
        }

        var (done, total) = (0L, manifest.Files.Sum(item => item.Bytes));
        if (new DriveInfo(staging).AvailableFreeSpace is var free && free < total)
        {
            return new Refusal(
                "backup.space", $"The backup takes {FileSize.Of(total)} when unpacked, and only {FileSize.Of(free)} are free there. Free some space.");
        }

        var unpacked = await BackupReader.UnpackAsync(
            file, staging, new Relay<long>(bytes => progress?.Report(new BackupProgress(done += bytes, total, "Unpacking"))), cancellation);
        if (unpacked.IsRefused(out var refusal, out _))
        {
            return refusal;
        }

        progress?.Report(new BackupProgress(total, total, "Checking the database"));
        if ((await copy.InspectAsync(Path.Combine(staging, manifest.Database), thoroughly: true, cancellation)).IsRefused(out refusal, out var facts))
        {
            return refusal;
        }

        var different = manifest.Tables.Keys.Union(facts.Tables.Keys)
            .FirstOrDefault(table => manifest.Tables.GetValueOrDefault(table, -1) != facts.Tables.GetValueOrDefault(table, -1));
        return different is null
            ? Outcome.Done
            : new Refusal("backup.damaged", $"{file} is damaged: the table {different} has other rows than were backed up. Use another backup.");
    }

    private static Refusal? RefusalOf(string folder)
    {
        if (File.Exists(folder))
        {
            return new Refusal("backup.target", $"{folder} is a file. Name a folder that is empty or does not exist yet.");
        }

        if (!Directory.Exists(folder))
        {
            return null;
        }

        if (Directory.EnumerateFiles(folder, "*.db").FirstOrDefault() is { } studio)
        {
            return new Refusal(
                "backup.target",
                $"{folder} is in use: it holds a studio ({Path.GetFileName(studio)}). Stop the studio and move the folder away, or name another one with --to.");
        }

        return IsBrokenOff(folder) || Directory.EnumerateFileSystemEntries(folder).FirstOrDefault(path => Path.GetFileName(path) != Inside) is not { } other
            ? null
            : new Refusal(
                "backup.target", $"{folder} is not empty (it holds {Path.GetFileName(other)}). Name a folder that is empty or does not exist yet with --to.");
    }

    private static void Clear(string folder)
    {
        foreach (var left in Directory.EnumerateFileSystemEntries(folder).Where(path => Path.GetFileName(path) != Inside).ToList())
        {
            if (Directory.Exists(left))
            {
                Directory.Delete(left, recursive: true);
            }
            else
            {
                File.Delete(left);
            }
        }

        // Last, so that a folder that was broken off in is known as such until it is empty.
        if (Directory.Exists(Path.Combine(folder, Inside)))
        {
            Directory.Delete(Path.Combine(folder, Inside), recursive: true);
        }
    }

    private static void Move(string staging, string folder, string database)
    {
        if (!Directory.Exists(folder))
        {
            Directory.Move(staging, folder);
            return;
        }

        foreach (var entry in Directory.EnumerateFileSystemEntries(staging).OrderBy(path => Path.GetFileName(path) == database).ToList())
        {
            Directory.Move(entry, Path.Combine(folder, Path.GetFileName(entry)));
        }
    }
}
