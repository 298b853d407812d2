using CrossSell.Admin.Features.Settings;
using CrossSell.Admin.Hosting;
using CrossSell.Core.Backups;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Admin.Settings;

/// <summary>What is said to whom about the state of a studio: pure, from its facts.</summary>
public sealed class SystemWarningsTests
{
    private static readonly SystemFacts Well = new()
    {
        Version = "1.0", Runtime = ".NET", Environment = "Production", Machine = "Linux", Provider = "Sqlite", DataFolder = "/var/lib/crosssell",
        DatabaseBytes = 100 << 20, Migration = "Initial", CatalogAge = TimeSpan.Zero, PanelsAge = TimeSpan.Zero, Memory = 300L << 20, MemoryLimit = 4L << 30,
        DiskFree = 50L << 30, DiskSize = 100L << 30, Now = TestStudio.Start, LastBackup = TestStudio.Start.AddHours(-10),
        Backups = new BackupSettings { IsOn = true },
    };

    [Fact]
    public void Studio_ThatIsWell_NeedsNothing() => Assert.Empty(SystemWarnings.Of(Well));

    [Fact]
    public void EachTrouble_IsSaidWithHowToFixIt()
    {
        (SystemArea Area, SystemFacts Facts, string Words)[] troubles =
        [
            (SystemArea.Database, Well with { DatabaseProblem = StorageTrouble.ReadOnly }, "read-only"),
            (SystemArea.Migrations, Well with { PendingMigrations = 2 }, "2 migrations"),
            (SystemArea.Index, Well with { CatalogProblem = new InvalidOperationException("No room.") }, "No room."),
            (SystemArea.Index, Well with { PanelsAge = TimeSpan.FromMinutes(3) }, "3 min 00 s ago"),
            (SystemArea.Disk, Well with { DiskFree = 900L << 20 }, "Only 900 MB are free"),
            (SystemArea.Disk, Well with { DatabaseBytes = 30L << 30 }, "Only 50 GB are free"),
            (SystemArea.Backup, Well with { LastBackup = null }, "no backup"),
            (SystemArea.Backup, Well with { LastBackup = TestStudio.Start.AddHours(-37) }, "37 hours ago"),
            (SystemArea.Jobs, Well with { WaitingSince = TestStudio.Start.AddHours(-3) }, "waited for 3 hours"),
            (SystemArea.Jobs, Well with { JobsFailed = 1 }, "1 job failed"),
            (SystemArea.Memory, Well with { Memory = 4L << 30 }, "holds 4 GB of the 4 GB"),
            (SystemArea.Setup, Well with { IsClockSet = true }, "CrossSell__Now"),
            (SystemArea.Setup, Well with { Environment = "Development" }, "Development"),
        ];

        Assert.All(troubles, trouble =>
        {
            var warning = Assert.Single(SystemWarnings.Of(trouble.Facts));
            Assert.Equal(trouble.Area, warning.Area);
            Assert.Contains(trouble.Words, warning.Message, StringComparison.Ordinal);
            Assert.NotEmpty(warning.Fix);
        });
    }

    [Fact]
    public void Backup_YoungerThanConfigured_IsNoWarning() =>
        Assert.Empty(SystemWarnings.Of(Well with { LastBackup = TestStudio.Start.AddHours(-60), Backups = new BackupSettings { WarnAfterHours = 61 } }));

    [Fact]
    public void Facts_AreSaidInGroups()
    {
        var lines = SystemWords.Groups(Well).SelectMany(group => group.Lines).ToDictionary(line => line.Name, line => line.Value);

        Assert.Equal("100 MB", lines["Size"]);
        Assert.Equal("up to date", lines["Panels"]);
        Assert.Equal("50 GB free of 100 GB", lines["Disk"]);
        Assert.EndsWith("10 h 00 min ago", lines["Last backup"], StringComparison.Ordinal);
    }
}
