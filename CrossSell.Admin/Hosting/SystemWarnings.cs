using CrossSell.Admin.Shared;
using static CrossSell.Admin.Hosting.HostingTexts;

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
            yield return new(SystemArea.Database, problem.Message, L["See Troubleshooting in docs/operations.md."]);
        }

        if (facts.PendingMigrations > 0)
        {
            yield return new(
                SystemArea.Migrations,
                L.Count(
                    facts.PendingMigrations, "The database lacks {0} migration of this version.",
                    "The database lacks {0} migrations of this version."),
                L["Restart CrossSell to update it, or run `migrate`."]);
        }
    }

    private static IEnumerable<SystemWarning> Index(SystemFacts facts)
    {
        if (facts.CatalogProblem is { } problem)
        {
            yield return new(
                SystemArea.Index,
                L["The catalogue could not be read again: {0} Lists show the previous state.", problem.Message],
                L["It is tried again each second. If it stays, check the log and restart CrossSell."]);
        }
        else if (facts.CatalogAge > OldIndex || facts.PanelsAge > OldIndex)
        {
            var age = facts.CatalogAge > facts.PanelsAge ? facts.CatalogAge : facts.PanelsAge;
            yield return new(
                SystemArea.Index, L["Lists and panels show the state of {0} ago.", Formats.Duration(age ?? OldIndex)],
                L["A large import is being read, or the database is busy. If it stays, check the log."]);
        }
    }

    private static IEnumerable<SystemWarning> Disk(SystemFacts facts)
    {
        var needed = Math.Max(LowDiskBytes, 2 * facts.DatabaseBytes);
        if (facts.DiskFree < needed)
        {
            yield return new(
                SystemArea.Disk,
                L["Only {0} are free on the disk of the data folder.", Formats.Size(facts.DiskFree)],
                L["Free some space, or move the data folder to a larger disk: {0} leave room for growth and for making a backup.", Formats.Size(needed)]);
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
                SystemArea.Backup, L["There is no backup yet."], L["Switch the daily backup on, or make one now."], Addresses.SettingsBackups);
        }
        else if (facts.Now - facts.LastBackup > TimeSpan.FromHours(facts.Backups.WarnAfterHours))
        {
            yield return new(
                SystemArea.Backup, L["The last backup was made {0} ago.", Ago(facts.Now - facts.LastBackup.Value)],
                facts.Backups.IsOn ? L["Look at its last job, and make one now."] : L["Switch the daily backup on, or make one now."],
                facts.Backups.IsOn ? Addresses.SettingsJobs : Addresses.SettingsBackups);
        }
    }

    private static IEnumerable<SystemWarning> Jobs(SystemFacts facts)
    {
        if (facts.WaitingSince is { } since && facts.Now - since > LongWait)
        {
            yield return new(
                SystemArea.Jobs, L["A job has waited for {0}.", Ago(facts.Now - since)],
                L["See what runs before it, and cancel it if it does not go on."], Addresses.SettingsJobs);
        }

        if (facts.JobsFailed > 0)
        {
            yield return new(
                SystemArea.Jobs,
                L.Count(facts.JobsFailed, "{0} job failed in the last 24 hours.", "{0} jobs failed in the last 24 hours."),
                L["Each says why, and how to go on."],
                Addresses.SettingsJobs);
        }
    }

    private static IEnumerable<SystemWarning> Memory(SystemFacts facts)
    {
        if (facts.MemoryLimit > 0 && facts.Memory > facts.MemoryLimit / 10 * 9)
        {
            yield return new(
                SystemArea.Memory,
                L["The studio holds {0} of the {1} that it may have.", Formats.Size(facts.Memory), Formats.Size(facts.MemoryLimit)],
                L["Give the machine or the container more memory; docs/operations.md says how much for how many products."]);
        }
    }

    private static IEnumerable<SystemWarning> SetUp(SystemFacts facts)
    {
        if (facts.IsClockSet)
        {
            yield return new(
                SystemArea.Setup, L["The clock is set by CrossSell__Now: schedules and panels use it."],
                L["Remove that setting where people work, and restart."]);
        }

        if (facts.Environment == Environments.Development)
        {
            yield return new(
                SystemArea.Setup, L["The studio runs as Development, with the demo and details of errors."],
                L["Set ASPNETCORE_ENVIRONMENT=Production where people work, and restart."]);
        }
    }

    /// <summary>"3 days", "26 hours", "under 1 s".</summary>
    private static string Ago(TimeSpan age) => age switch
    {
        { TotalDays: >= 2 } => L.Count((long)age.TotalDays, "{0} day", "{0} days"),
        { TotalHours: >= 1 } => L.Count((long)age.TotalHours, "{0} hour", "{0} hours"),
        _ => Formats.Duration(age),
    };
}
