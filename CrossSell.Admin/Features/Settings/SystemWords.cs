using CrossSell.Admin.Hosting;
using CrossSell.Admin.Shared;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

/// <summary>The facts of the system as people read them.</summary>
internal static class SystemWords
{
    public static string ToneOf(SystemArea area) => area is SystemArea.Database or SystemArea.Migrations ? "error" : "warning";

    public static string NameOf(SystemArea area) => area switch
    {
        SystemArea.Database => L["database"].Value,
        SystemArea.Migrations => L["migrations"].Value,
        SystemArea.Index => L["index"].Value,
        SystemArea.Disk => L["disk"].Value,
        SystemArea.Backup => L["backup"].Value,
        SystemArea.Jobs => L["jobs"].Value,
        SystemArea.Memory => L["memory"].Value,
        _ => L["set-up"].Value,
    };

    public static string PageOf(string address) => address switch
    {
        Addresses.SettingsBackups => L["Backups"].Value,
        Addresses.SettingsJobs => L["Jobs"].Value,
        _ => address,
    };

    /// <summary>Cards with lines, in the order in which they are looked for.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<(string Name, string Value)> Lines)> Groups(SystemFacts facts) =>
    [
        ("CrossSell",
        [
            (L["Version"].Value, facts.Version), (L["Environment"].Value, facts.Environment),
            (L["Running for"].Value, Formats.Duration(facts.Uptime)), (L["Runtime"].Value, facts.Runtime), (L["Machine"].Value, facts.Machine),
        ]),
        (L["Database"].Value,
        [
            (L["Provider"].Value, facts.Provider), (L["Size"].Value, Formats.Size(facts.DatabaseBytes)), (L["Data folder"].Value, facts.DataFolder),
            (L["Schema"].Value, facts.PendingMigrations > 0
                ? L.Count(facts.PendingMigrations, "{0} migration pending", "{0} migrations pending")
                : facts.NewerMigrations > 0 ? L["{0}, of a newer version", facts.Migration ?? ""].Value
                : facts.Migration ?? L["none"].Value),
            (L["State"].Value, facts.DatabaseProblem?.Message ?? L["can be read and written"].Value),
        ]),
        (L["This instance"].Value,
        [
            (L["Open pages"].Value, L["{0}, {1} of them connected", Formats.Count(facts.CircuitsOpen), Formats.Count(facts.CircuitsConnected)].Value),
            (L["Product list"].Value, facts.CatalogReading is { } read
                ? L["being read, {0} products so far", Formats.Count(read)].Value
                : Fresh(facts.CatalogAge)),
            (L["Panels"].Value, Fresh(facts.PanelsAge)),
            (L["Orders"].Value, facts.Warehouse is { } warehouse
                ? L["counted in the warehouse ({0})", warehouse].Value
                : L["counted from what is imported"].Value),
            (L["Jobs"].Value, L["{0} running, {1} waiting", Formats.Count(facts.JobsRunning), Formats.Count(facts.JobsWaiting)].Value),
            (L["Last backup"].Value, facts.LastBackup is { } at
                ? L["{0}, {1} ago", Formats.Moment(at), Formats.Duration(facts.Now - at)].Value
                : L["never"].Value),
        ]),
        (L["Resources"].Value,
        [
            (L["Memory"].Value,
                L["{0} of {1}, {2} of it objects", Formats.Size(facts.Memory), Formats.Size(facts.MemoryLimit), Formats.Size(facts.ObjectMemory)].Value),
            (L["Disk"].Value, L["{0} free of {1}", Formats.Size(facts.DiskFree), Formats.Size(facts.DiskSize)].Value),
        ]),
    ];

    private static string Fresh(TimeSpan? age) => age switch
    {
        null => L["not read yet"].Value,
        { TotalSeconds: < 10 } => L["up to date"].Value,
        { } old => L["as of {0} ago", Formats.Duration(old)].Value,
    };
}
