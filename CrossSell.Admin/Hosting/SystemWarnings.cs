using CrossSell.Admin.Shared;

namespace CrossSell.Admin.Hosting;

/// <summary>What a warning is about; the health check has an entry of the same name for most.</summary>
public enum SystemArea
{
    Database,
    Migrations,
    Index,
    Disk,
    Backup,
    Jobs,
    Memory,
    Setup,
}

/// <summary>Something that somebody should look after.</summary>
/// <param name="Message">What is wrong, in a sentence.</param>
/// <param name="Fix">How to fix it, in a sentence.</param>
/// <param name="Address">Of the page where it is fixed; null when it is done on the server.</param>
public sealed record SystemWarning(SystemArea Area, string Message, string Fix, string? Address = null);

/// <summary>Judges <see cref="SystemFacts"/>. Pure.</summary>
internal static class SystemWarnings
{
    /// <summary>Below this, or the room for one backup, the disk is called full soon.</summary>
    public const long LowDiskBytes = 1L << 30;

    /// <summary>An index is asked each second: so old, something keeps it from being read.</summary>
    public static readonly TimeSpan OldIndex = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongWait = TimeSpan.FromHours(1);

    public static IReadOnlyList<SystemWarning> Of(SystemFacts facts) =>
        [.. Database(facts), .. Index(facts), .. Disk(facts), .. Backup(facts), .. Jobs(facts), .. Memory(facts), .. SetUp(facts)];

    private static IEnumerable<SystemWarning> Database(SystemFacts facts)
    {
        if (facts.DatabaseProblem is { } problem)
        {
            yield return new(SystemArea.Database, problem.Message, "See Troubleshooting in docs/operations.md.");
        }

        if (facts.PendingMigrations > 0)
        {
            yield return new(
                SystemArea.Migrations, $"The database lacks {Formats.Count(facts.PendingMigrations, "migration")} of this version.",
                "Restart CrossSell to update it, or run `migrate`.");
        }
    }

    private static IEnumerable<SystemWarning> Index(SystemFacts facts)
    {
        if (facts.CatalogProblem is { } problem)
        {
            yield return new(
                SystemArea.Index, $"The catalogue could not be read again: {problem.Message} Lists show the previous state.",
                "It is tried again each second. If it stays, check the log and restart CrossSell.");
        }
        else if (facts.CatalogAge > OldIndex || facts.PanelsAge > OldIndex)
        {
            var age = facts.CatalogAge > facts.PanelsAge ? facts.CatalogAge : facts.PanelsAge;
            yield return new(
                SystemArea.Index, $"Lists and panels show the state of {Formats.Duration(age ?? OldIndex)} ago.",
                "A large import is being read, or the database is busy. If it stays, check the log.");
        }
    }

    private static IEnumerable<SystemWarning> Disk(SystemFacts facts)
    {
        var needed = Math.Max(LowDiskBytes, 2 * facts.DatabaseBytes);
        if (facts.DiskFree < needed)
        {
            yield return new(
                SystemArea.Disk, $"Only {Formats.Size(facts.DiskFree)} are free on the disk of the data folder.",
                $"Free some space, or move the data folder to a larger disk: {Formats.Size(needed)} leave room for growth and for making a backup.");
        }
    }

    private static IEnumerable<SystemWarning> Backup(SystemFacts facts)
    {
        if (facts.DatabaseProblem is not null)
        {
            yield break;
        }

        if (facts.LastBackup is null)
        {
            yield return new(
                SystemArea.Backup, "There is no backup yet.", "Switch the daily backup on, or make one now.", Addresses.SettingsBackups);
        }
        else if (facts.Now - facts.LastBackup > TimeSpan.FromHours(facts.Backups.WarnAfterHours))
        {
            yield return new(
                SystemArea.Backup, $"The last backup was made {Ago(facts.Now - facts.LastBackup.Value)} ago.",
                facts.Backups.IsOn ? "Look at its last job, and make one now." : "Switch the daily backup on, or make one now.",
                facts.Backups.IsOn ? Addresses.SettingsJobs : Addresses.SettingsBackups);
        }
    }

    private static IEnumerable<SystemWarning> Jobs(SystemFacts facts)
    {
        if (facts.WaitingSince is { } since && facts.Now - since > LongWait)
        {
            yield return new(
                SystemArea.Jobs, $"A job has waited for {Ago(facts.Now - since)}.",
                "See what runs before it, and cancel it if it does not go on.", Addresses.SettingsJobs);
        }

        if (facts.JobsFailed > 0)
        {
            yield return new(
                SystemArea.Jobs, $"{Formats.Count(facts.JobsFailed, "job")} failed in the last 24 hours.", "Each says why, and how to go on.",
                Addresses.SettingsJobs);
        }
    }

    private static IEnumerable<SystemWarning> Memory(SystemFacts facts)
    {
        if (facts.MemoryLimit > 0 && facts.Memory > facts.MemoryLimit / 10 * 9)
        {
            yield return new(
                SystemArea.Memory, $"The studio holds {Formats.Size(facts.Memory)} of the {Formats.Size(facts.MemoryLimit)} that it may have.",
                "Give the machine or the container more memory; docs/operations.md says how much for how many products.");
        }
    }

    private static IEnumerable<SystemWarning> SetUp(SystemFacts facts)
    {
        if (facts.IsClockSet)
        {
            yield return new(
                SystemArea.Setup, "The clock is set by CrossSell__Now: schedules and panels use it.", "Remove that setting where people work, and restart.");
        }

        if (facts.Environment == Environments.Development)
        {
            yield return new(
                SystemArea.Setup, "The studio runs as Development, with the demo and details of errors.",
                "Set ASPNETCORE_ENVIRONMENT=Production where people work, and restart.");
        }
    }

    /// <summary>"3 days", "26 hours", "under 1 s".</summary>
    private static string Ago(TimeSpan age) => age switch
    {
        { TotalDays: >= 2 } => Formats.Count((long)age.TotalDays, "day"),
        { TotalHours: >= 1 } => Formats.Count((long)age.TotalHours, "hour"),
        _ => Formats.Duration(age),
    };
}
