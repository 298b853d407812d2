using System.Globalization;
using CrossSell.Admin.Hosting;
using CrossSell.Admin.Shared;
using CrossSell.Core.Backups;
using CrossSell.Core.Common;

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
            ("Version", facts.Version), ("Environment", facts.Environment), ("Running for", Age(facts.Uptime)), ("Runtime", facts.Runtime),
            ("Machine", facts.Machine),
        ]),
        ("Database",
        [
            ("Provider", facts.Provider), ("Size", FileSize.Of(facts.DatabaseBytes)), ("Data folder", facts.DataFolder),
            ("Schema", facts.PendingMigrations > 0 ? $"{English.Count(facts.PendingMigrations, "migration")} pending" : facts.Migration ?? "none"),
            ("State", facts.DatabaseProblem?.Message ?? "can be read and written"),
        ]),
        ("This instance",
        [
            ("Open pages", $"{facts.CircuitsOpen:N0}, {facts.CircuitsConnected:N0} of them connected"),
            ("Product list", facts.CatalogReading is { } read ? $"being read, {read:N0} products so far" : Fresh(facts.CatalogAge)),
            ("Panels", Fresh(facts.PanelsAge)),
            ("Orders", facts.Warehouse is { } warehouse ? $"counted in the warehouse ({warehouse})" : "counted from what is imported"),
            ("Jobs", $"{facts.JobsRunning:N0} running, {facts.JobsWaiting:N0} waiting"),
            ("Last backup", facts.LastBackup is { } at ? $"{JobWords.When(at)}, {Age(facts.Now - at)} ago" : "never"),
        ]),
        ("Resources",
        [
            ("Memory", $"{FileSize.Of(facts.Memory)} of {FileSize.Of(facts.MemoryLimit)}, {FileSize.Of(facts.ObjectMemory)} of it objects"),
            ("Disk", $"{FileSize.Of(facts.DiskFree)} free of {FileSize.Of(facts.DiskSize)}"),
        ]),
    ];

    private static string Fresh(TimeSpan? age) => age switch
    {
        null => "not read yet",
        { TotalSeconds: < 10 } => "up to date",
        { } old => $"as of {Age(old)} ago",
    };

    private static string Age(TimeSpan age) => age.TotalDays >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)age.TotalDays:N0} days")
        : JobWords.Duration(age < TimeSpan.Zero ? TimeSpan.Zero : age);
}
