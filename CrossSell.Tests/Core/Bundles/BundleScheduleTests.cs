using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Bundles;

public sealed class BundleScheduleTests
{
    private static readonly TimeZoneInfo Amsterdam = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    [StudioTheory]
    [InlineData("2026-11-27T00:00", "2026-11-26T23:00Z")]
    [InlineData("2026-07-01T00:00", "2026-06-30T22:00Z")]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:30Z")] // Skipped: 02:00 jumps to 03:00.
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30Z")] // Comes twice: the first.
    public void WallTime_OfAChannel_IsOneInstant(string wall, string instant) =>
        Assert.Equal(
            DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture),
            BundleSchedule.ToInstant(DateTime.Parse(wall, System.Globalization.CultureInfo.InvariantCulture), Amsterdam).ToUniversalTime());

    [StudioFact]
    public void Schedule_IsWallTimeInEachShop()
    {
        var revision = new BundleRevision { Name = "Kit", StartsAt = new DateTime(2026, 11, 27), EndsAt = new DateTime(2026, 12, 1) };
        var midnightInAmsterdam = new DateTimeOffset(2026, 11, 26, 23, 0, 0, TimeSpan.Zero);

        Assert.Equal(BundlePhase.Live, BundleSchedule.PhaseAt(revision, Shop("Europe/Amsterdam"), midnightInAmsterdam));
        Assert.Equal(BundlePhase.Scheduled, BundleSchedule.PhaseAt(revision, Shop("America/New_York"), midnightInAmsterdam));
        Assert.Equal(BundlePhase.Ended, BundleSchedule.PhaseAt(revision, Shop("Europe/Amsterdam"), new(2026, 11, 30, 23, 0, 0, TimeSpan.Zero)));
    }

    [StudioFact]
    public async Task Approved_RevisionThatStartsLater_TakesOverFromTheOlderWhenItStarts()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.ApproveAsync();
        await kit.Bundles.ReviseAsync(kit.Bundle.Id, TestStudio.Merchandiser);
        await kit.ReloadAsync();
        await kit.SaveAsync(kit.Content with { StartsAt = new DateTime(2026, 11, 27), EndsAt = new DateTime(2026, 12, 1) });
        await kit.ReloadAsync();
        await kit.ApproveAsync();

        await using var db = studio.Store.Read();
        var approved = await BundleQuotes.LoadApprovedAsync(db, kit.Channel.Id);

        int[] LiveAt(DateTimeOffset now) => [.. approved.Where(bundle => bundle.PhaseAt(now) == BundlePhase.Live).Select(bundle => bundle.Revision)];
        Assert.Equal([1], LiveAt(TestStudio.Start));
        Assert.Equal([2], LiveAt(new(2026, 11, 26, 23, 0, 0, TimeSpan.Zero)));
        Assert.Empty(LiveAt(new(2026, 11, 30, 23, 0, 0, TimeSpan.Zero)));
    }

    private static Channel Shop(string zone) => new() { Code = "x", Name = "X", CurrencyCode = "EUR", TimeZone = zone };
}
