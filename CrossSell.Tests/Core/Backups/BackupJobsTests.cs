using System.Globalization;
using CrossSell.Core.Backups;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Backups;

public sealed class BackupJobsTests : IAsyncLifetime
{
    private static readonly TimeZoneInfo Amsterdam = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    private BackupScene scene = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => scene = await BackupScene.CreateAsync();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Theory]
    // Amsterdam is an hour ahead of UTC in winter, two in summer; at 2 in the morning of 25 October 2026 its clocks go back.
    [InlineData("2026-11-24T01:30:00Z", "2026-11-24T00:30:00Z", true)]
    [InlineData("2026-11-24T00:59:00Z", "2026-11-23T01:01:00Z", false)]
    [InlineData("2026-11-24T01:30:00Z", "2026-11-24T01:01:00Z", false)]
    [InlineData("2026-10-25T12:00:00Z", "2026-10-24T12:00:00Z", true)]
    [InlineData("2026-11-24T12:00:00Z", null, true)]
    public void Timetable_AtTwoAtNight_StrikesOnce(string now, string? last, bool due) =>
        Assert.Equal(due, BackupTimetable.IsDue(On(), Amsterdam, last is null ? null : At(last), At(now)));

    [Fact]
    public void Timetable_SwitchedOff_NeverStrikes()
    {
        Assert.False(BackupTimetable.IsDue(new BackupSettings(), Amsterdam, null, TestStudio.Start));
        Assert.Null(BackupTimetable.Next(new BackupSettings(), Amsterdam, TestStudio.Start));
    }

    [Fact]
    public void Timetable_Next_IsTheNextNight() =>
        Assert.Equal(At("2026-11-21T01:00:00Z"), BackupTimetable.Next(On(), Amsterdam, TestStudio.Start));

    [Fact]
    public void Retention_OfAYearOfNights_KeepsDaysWeeksAndMonths_AndAllOfTheLastDay()
    {
        var now = At("2026-11-20T12:00:00Z");
        var nights = Enumerable.Range(0, 365).Select(night => At("2026-11-20T01:00:00Z").AddDays(-night)).ToList();
        var today = new[] { now.AddHours(-2), now.AddHours(-1) };

        var kept = nights.Concat(today).Except(BackupTimetable.Expired(nights.Concat(today), On(), Amsterdam, now)).OrderDescending()
            .Select(at => at.ToString("MM-dd HH", CultureInfo.InvariantCulture));

        // Three days, then Sundays of the week before and the one before that, then ends of October and September.
        Assert.Equal(["11-20 11", "11-20 10", "11-20 01", "11-19 01", "11-18 01", "11-15 01", "11-08 01", "10-31 01", "09-30 01"], kept);
    }

    [Fact]
    public void Retention_OfWhatIsOldAndAlone_KeepsIt() =>
        Assert.Empty(BackupTimetable.Expired([At("2020-01-01T00:00:00Z")], On(), Amsterdam, TestStudio.Start));

    [Fact]
    public async Task Due_RunsAsOneJob_MakesABackup_AndIsNotDueAgainThatDay()
    {
        var settings = On();
        settings.Folder = scene.At("kept");
        Assert.True((await scene.Settings.SaveAsync(settings, TestStudio.Administrator, Stop)).IsDone);

        var job = await scene.Jobs.StartDueAsync(Stop);
        Assert.NotNull(job);
        Assert.Null(await scene.Jobs.StartDueAsync(Stop));
        Assert.Equal(job, (await scene.Jobs.StartAsync(TestStudio.Administrator, Stop)).Required);
        Assert.True(await scene.Execution.RunNextAsync(JobLane.Backup, Stop));

        var done = (await scene.Queue.FindAsync(job.Value, TestStudio.Administrator, Stop))!;
        Assert.True(done.State == JobState.Done, done.Problem);
        var copy = Assert.Single((await scene.Backups.ListAsync(TestStudio.Administrator, Stop)).Required);
        Assert.Equal(("crosssell-2026-11-20-120000.zip", TestStudio.Start, null), (copy.Name, copy.At, copy.Problem));
        Assert.Equal(TestStudio.Start, await scene.Backups.LastAsync(Stop));
        scene.Studio.Time.Advance(TimeSpan.FromDays(1));
        Assert.NotNull(await scene.Jobs.StartDueAsync(Stop));
    }

    [Fact]
    public async Task Backup_ThatRuns_HoldsUpNoOtherJob()
    {
        await scene.Jobs.StartAsync(TestStudio.Administrator, Stop);

        Assert.False(await scene.Execution.RunNextAsync(JobLane.Main, Stop));
        Assert.False(await scene.Execution.RunNextAsync(JobLane.Background, Stop));
        Assert.True(await scene.Execution.RunNextAsync(JobLane.Backup, Stop));
    }

    [Fact]
    public async Task Backup_OfEachDay_LeavesAsManyAsAreKept()
    {
        var settings = On();
        (settings.KeepDaily, settings.KeepWeekly, settings.KeepMonthly) = (2, 0, 0);
        await scene.Settings.SaveAsync(settings, TestStudio.Administrator, Stop);

        for (var day = 0; day < 4; day++)
        {
            scene.Studio.Time.Advance(TimeSpan.FromDays(1));
            Assert.NotNull(await scene.Jobs.StartDueAsync(Stop));
            Assert.True(await scene.Execution.RunNextAsync(JobLane.Backup, Stop));
        }

        Assert.Equal(
            ["crosssell-2026-11-24-120000.zip", "crosssell-2026-11-23-120000.zip"],
            (await scene.Backups.ListAsync(TestStudio.Administrator, Stop)).Required.Select(copy => copy.Name));
        Assert.Equal(2, Directory.EnumerateFiles(scene.Studio.Data.Backups).Count());
    }

    [Fact]
    public async Task Check_OfACopyThatWasChangedSince_SaysSo_AndRetentionLeavesIt()
    {
        await scene.Jobs.StartAsync(BackupJobs.Clock, Stop);
        Assert.True(await scene.Execution.RunNextAsync(JobLane.Backup, Stop));
        var copy = Assert.Single((await scene.Backups.ListAsync(TestStudio.Administrator, Stop)).Required);
        await using (var file = new FileStream(copy.Path, FileMode.Open))
        {
            file.Position = file.Length / 2;
            file.Write([1, 2, 3, 4, 5, 6, 7, 8]);
        }

        var job = (await scene.Jobs.StartCheckAsync(copy.Name, BackupJobs.Clock, Stop)).Required;
        Assert.True(await scene.Execution.RunNextAsync(JobLane.Backup, Stop));

        Assert.Equal(JobState.Failed, (await scene.Queue.FindAsync(job, TestStudio.Administrator, Stop))!.State);
        Assert.Contains("damaged", Assert.Single((await scene.Backups.ListAsync(TestStudio.Administrator, Stop)).Required).Problem, StringComparison.Ordinal);
        Assert.Null(await scene.Backups.LastAsync(Stop));
    }

    [Fact]
    public async Task Download_StandsInTheAuditLog()
    {
        await scene.Jobs.StartAsync(BackupJobs.Clock, Stop);
        Assert.True(await scene.Execution.RunNextAsync(JobLane.Backup, Stop));

        Assert.Equal(Refusal.ForbiddenCode, (await scene.Backups.DownloadAsync("crosssell-2026-11-20-120000.zip", TestStudio.Manager, Stop)).Refusal?.Code);
        Assert.Equal("not-found", (await scene.Backups.DownloadAsync("../crosssell.db", TestStudio.Administrator, Stop)).Refusal?.Code);
        Assert.True((await scene.Backups.DownloadAsync("crosssell-2026-11-20-120000.zip", TestStudio.Administrator, Stop)).IsDone);

        await using var db = scene.Studio.Store.Read();
        var set = await db.ChangeSets.OrderBy(set => set.Id).LastAsync(Stop);
        Assert.Equal(("Downloaded the backup crosssell-2026-11-20-120000.zip", "Olaf", false), (set.Purpose, set.ActorName, set.CanUndo));
    }

    [Theory]
    [InlineData("atHour", 24, 7, null)]
    [InlineData("keepDaily", 2, 0, null)]
    [InlineData("folder", 2, 7, "backups")]
    [InlineData("folder", 2, 7, "/proc/crosssell")]
    public async Task Settings_ThatCannotBe_AreRefusedAtTheirField(string field, int hour, int daily, string? folder) =>
        Assert.Equal(
            field,
            (await scene.Settings.SaveAsync(new BackupSettings { AtHour = hour, KeepDaily = daily, Folder = folder }, TestStudio.Administrator, Stop))
                .Refusal?.Field);

    [Theory]
    [InlineData("media")]
    [InlineData("media/ab/backups")]
    [InlineData("backups/../keys")]
    [InlineData("exchange")]
    public async Task Folder_OfTheStudiosOwnFiles_IsRefused(string folder) =>
        Assert.Equal("folder", (await FolderAsync(Path.Combine(scene.Studio.Data.Root, folder))).Refusal?.Field);

    [Fact]
    public async Task Folder_ThatIsALinkToTheStudiosOwnFiles_IsRefused()
    {
        Directory.CreateSymbolicLink(scene.At("link"), scene.Studio.Data.Media);

        Assert.Equal("folder", (await FolderAsync(scene.At("link/inner"))).Refusal?.Field);
        Assert.False(Directory.Exists(Path.Combine(scene.Studio.Data.Media, "inner")));
    }

    [Fact]
    public async Task Retention_LeavesTheBackupsOfOtherStudiosInTheSameFolder()
    {
        var folder = scene.At("shared");
        await using (var other = await BackupScene.CreateAsync())
        {
            Directory.CreateDirectory(folder);
            Assert.Null((await other.Backups.CreateAsync(folder, TestStudio.Administrator, cancellation: Stop)).Refusal);
        }

        var settings = On();
        (settings.KeepDaily, settings.KeepWeekly, settings.KeepMonthly, settings.Folder) = (1, 0, 0, folder);
        Assert.Null((await scene.Settings.SaveAsync(settings, TestStudio.Administrator, Stop)).Refusal);
        scene.Studio.Time.Advance(TimeSpan.FromDays(3));
        Assert.Null((await scene.Backups.CreateAsync(folder, TestStudio.Administrator, cancellation: Stop)).Refusal);

        Assert.Equal(0, (await scene.Backups.ExpireAsync(TestStudio.Administrator, Stop)).Required);
        Assert.Equal(2, Directory.EnumerateFiles(folder).Count());
    }

    [Fact]
    public async Task Settings_AreAudited_AndTakenBack()
    {
        var set = (await scene.Settings.SaveAsync(On(), TestStudio.Administrator, Stop)).Required;
        Assert.True((await scene.Settings.FindAsync(Stop)).IsOn);
        Assert.Null((await scene.Settings.SaveAsync(await scene.Settings.FindAsync(Stop), TestStudio.Administrator, Stop)).Required);

        Assert.True((await scene.Studio.Undo.UndoAsync(set!.Value, TestStudio.Administrator, Stop)).IsDone);

        Assert.False((await scene.Settings.FindAsync(Stop)).IsOn);
        Assert.Equal(Refusal.ForbiddenCode, (await scene.Settings.SaveAsync(new BackupSettings(), TestStudio.Manager, Stop)).Refusal?.Code);
    }

    private Task<Outcome<long?>> FolderAsync(string folder) =>
        scene.Settings.SaveAsync(new BackupSettings { Folder = folder }, TestStudio.Administrator, Stop);

    private static BackupSettings On() => new() { IsOn = true, AtHour = 2, KeepDaily = 3, KeepWeekly = 3, KeepMonthly = 3 };

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
