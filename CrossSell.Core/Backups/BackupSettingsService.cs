using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Backups.BackupsTexts;

namespace CrossSell.Core.Backups;

/// <summary>Sets when backups are made and how many are kept.</summary>
public sealed class BackupSettingsService(StudioStore store, DataDirectory data)
{
    private const int MostHours = 24 * 90;

    /// <summary>The settings; the defaults, of version 0, where nobody set any.</summary>
    public async Task<BackupSettings> FindAsync(CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await db.BackupSettings.SingleOrDefaultAsync(settings => settings.Id == BackupSettings.TheId, cancellation) ?? new BackupSettings();
    }

    /// <summary>Where backups are kept.</summary>
    public string FolderOf(BackupSettings settings) => settings?.Folder ?? data.Backups;

    /// <summary>Whether they lie on the disk of the data itself, which may be lost together with them.</summary>
    public bool IsBesideTheData(BackupSettings settings) => RootOf(FolderOf(settings)) == RootOf(data.Root);

    /// <summary>Writes all of it; its version is that of the row that was looked at, 0 for none.</summary>
    /// <returns>The change set, or null when nothing differs.</returns>
    public async Task<Outcome<long?>> SaveAsync(BackupSettings settings, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Folder = string.IsNullOrWhiteSpace(settings.Folder) ? null : settings.Folder.Trim();
        if ((actor.Deny(Permission.Administer, null) ?? Wrong(settings)) is { } refused)
        {
            return refused;
        }

        await using var session = await store.WriteAsync(actor, "Changed the backup settings", cancellation);
        var existing = await session.Db.BackupSettings.AsTracking().SingleOrDefaultAsync(row => row.Id == BackupSettings.TheId, cancellation);
        if ((existing?.Version ?? 0) != settings.Version)
        {
            return Refusal.Stale(L["Someone else changed these settings since you opened them. Reload and try again."]);
        }

        if (existing is null)
        {
            settings.Version = 1;
            session.Db.Add(settings);
        }
        else
        {
            session.Db.Entry(existing).CurrentValues.SetValues(settings);
        }

        if (!session.Db.ChangeTracker.HasChanges())
        {
            return (long?)null;
        }

        return (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out var id) ? refusal : (long?)id;
    }

    private Refusal? Wrong(BackupSettings settings) => settings switch
    {
        { AtHour: < 0 or > 23 } => new Refusal("backup.hour", L["The hour is 0 to 23."], "atHour"),
        { KeepDaily: < 1 or > 366 } => new Refusal("backup.daily", L["Keep the backups of 1 to 366 days."], "keepDaily"),
        { KeepWeekly: < 0 or > 260 } => new Refusal("backup.weekly", L["Keep the backups of 0 to 260 weeks."], "keepWeekly"),
        { KeepMonthly: < 0 or > 120 } => new Refusal("backup.monthly", L["Keep the backups of 0 to 120 months."], "keepMonthly"),
        { WarnAfterHours: < 1 or > MostHours } => new Refusal("backup.warn", L["Warn after 1 to {0} hours.", $"{MostHours:N0}"], "warnAfterHours"),
        { Folder: { } folder } => WrongFolder(folder),
        _ => null,
    };

    private Refusal? WrongFolder(string folder)
    {
        if (folder.Length > 400 || !Path.IsPathFullyQualified(folder))
        {
            return new Refusal("backup.folder", L["Write the whole path of a folder on the server, such as /var/backups/crosssell."], "folder");
        }

        string[] own = [data.Media, data.Keys, data.Exchange, data.Insights];
        if (own.Any(place => BackupFolders.IsWithin(folder, place)))
        {
            return new Refusal(
                "backup.folder", L["The studio keeps its own files in this folder: backups there would be backed up again, or deleted. Name another one."],
                "folder");
        }

        try
        {
            // Tried, not asked: only so is it known on every kind of disk.
            BackupFolders.CreatePrivateFolder(folder);
            var probe = Path.Combine(folder, $".crosssell-{Guid.NewGuid():N}{BackupWriter.PartialEnding}");
            BackupFolders.CreatePrivate(probe).Dispose();
            File.Delete(probe);
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new Refusal(
                "backup.folder",
                L["The server cannot write to {0}: {1} Give its account write access there, or name another folder.", folder, problem.Message], "folder");
        }
    }

    private static string? RootOf(string folder) => DriveInfo.GetDrives().Select(drive => drive.RootDirectory.FullName)
        .Where(root => Path.GetFullPath(folder).StartsWith(root, StringComparison.Ordinal)).MaxBy(root => root.Length);
}
