using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Core.Bundles;

/// <summary>Where an approved revision stands in time. Follows from the instant, and is never stored.</summary>
public enum BundlePhase
{
    Scheduled,
    Live,
    Ended,
}

/// <summary>Turns the wall time of a schedule ("27 Nov 00:00 in each shop") into instants of one channel. The end is exclusive.</summary>
[Engine]
public static class BundleSchedule
{
    private static readonly DateTime Earliest = new(1900, 1, 1);
    private static readonly DateTime Latest = new(2200, 1, 1);

    /// <summary>The channel's time zone; UTC when this machine does not know it.</summary>
    public static TimeZoneInfo ZoneOf(Channel channel) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(channel.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>A wall time that the clocks skip is as much later as they skip; one that comes twice means the first.</summary>
    public static DateTimeOffset ToInstant(DateTime wall, TimeZoneInfo zone)
    {
        // The first and last days of the calendar have no instant in every zone.
        wall = DateTime.SpecifyKind(wall < Earliest ? Earliest : wall > Latest ? Latest : wall, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(wall))
        {
            // The offset that held before the jump.
            return new DateTimeOffset(wall, zone.GetUtcOffset(wall.AddHours(-3)));
        }

        var offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset);
    }

    /// <summary>From when until when the revision is on sale in the channel; null is open.</summary>
    public static (DateTimeOffset? From, DateTimeOffset? Until) Window(BundleRevision revision, Channel channel)
    {
        var zone = ZoneOf(channel);
        return (revision.StartsAt is { } from ? ToInstant(from, zone) : null, revision.EndsAt is { } until ? ToInstant(until, zone) : null);
    }

    public static BundlePhase PhaseAt(BundleRevision revision, Channel channel, DateTimeOffset now)
    {
        var (from, until) = Window(revision, channel);
        return until <= now ? BundlePhase.Ended : from > now ? BundlePhase.Scheduled : BundlePhase.Live;
    }
}
