using CrossSell.Admin.Hosting;
using CrossSell.Admin.Shared;

namespace CrossSell.Admin.Features.Settings;

/// <summary>The facts of the system as people read them.</summary>
internal static class SystemWords
{
    public static string ToneOf(SystemArea area) => area is SystemArea.Database or SystemArea.Migrations ? "error" : "warning";

    public static string NameOf(SystemArea area) => area switch
    {
        SystemArea.Setup => "set-up",
        _ => area.ToString().ToLowerInvariant(),
    };

    public static string PageOf(string address) => address switch
    {
        Addresses.SettingsBackups => "Backups",
        Addresses.SettingsJobs => "Jobs",
        _ => address,
    };

    /// <summary>Cards with lines, in the order in which they are looked for.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<(string Name, string Value)> Lines)> Groups(SystemFacts facts) =>
    [
        ("CrossSell",
        [
            ("Version", facts.Version), ("Environment", facts.Environment), ("Running for", Formats.Duration(facts.Uptime)), ("Runtime", facts.Runtime),
            ("Machine", facts.Machine),
        ]),
        ("Database",
        [
            ("Provider", facts.Provider), ("Size", Formats.Size(facts.DatabaseBytes)), ("Data folder", facts.DataFolder),
            ("Schema", facts.PendingMigrations > 0 ? $"{Formats.Count(facts.PendingMigrations, "migration")} pending"
                : facts.NewerMigrations > 0 ? $"{facts.Migration}, of a newer version" : facts.Migration ?? "none"),
            ("State", facts.DatabaseProblem?.Message ?? "can be read and written"),
        ]),
        ("This instance",
        [
            ("Open pages", $"{Formats.Count(facts.CircuitsOpen)}, {Formats.Count(facts.CircuitsConnected)} of them connected"),
            ("Product list", facts.CatalogReading is { } read ? $"being read, {Formats.Count(read)} products so far" : Fresh(facts.CatalogAge)),
            ("Panels", Fresh(facts.PanelsAge)),
            ("Orders", facts.Warehouse is { } warehouse ? $"counted in the warehouse ({warehouse})" : "counted from what is imported"),
            ("Jobs", $"{Formats.Count(facts.JobsRunning)} running, {Formats.Count(facts.JobsWaiting)} waiting"),
            ("Last backup", facts.LastBackup is { } at ? $"{Formats.Moment(at)}, {Formats.Duration(facts.Now - at)} ago" : "never"),
        ]),
        ("Resources",
        [
            ("Memory", $"{Formats.Size(facts.Memory)} of {Formats.Size(facts.MemoryLimit)}, {Formats.Size(facts.ObjectMemory)} of it objects"),
            ("Disk", $"{Formats.Size(facts.DiskFree)} free of {Formats.Size(facts.DiskSize)}"),
        ]),
    ];

    private static string Fresh(TimeSpan? age) => age switch
    {
        null => "not read yet",
        { TotalSeconds: < 10 } => "up to date",
        { } old => $"as of {Formats.Duration(old)} ago",
    };
}
