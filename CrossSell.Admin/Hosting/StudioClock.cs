using System.Globalization;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// The studio's clock. It is the machine's, unless <c>CrossSell:Now</c> names an instant (ISO 8601): the studio then starts at that instant and
/// goes on at the usual speed. For tests, and for looking at a demo as it will be on another day.
/// </summary>
internal sealed class StudioClock : TimeProvider
{
    internal const string Setting = "CrossSell:Now";

    private readonly DateTimeOffset start;
    private readonly long started;

    private StudioClock(DateTimeOffset start)
    {
        this.start = start;
        started = GetTimestamp();
    }

    /// <exception cref="InvalidOperationException">The setting is no instant; the message says how to write one.</exception>
    public static TimeProvider From(IConfiguration configuration)
    {
        if (configuration[Setting] is not { Length: > 0 } text)
        {
#pragma warning disable RS0030 // The one place where the studio takes the machine's clock; everything else is given it.
            return System;
#pragma warning restore RS0030
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var start)
            ? new StudioClock(start)
            : throw new InvalidOperationException(
                $"CrossSell__Now is \"{text}\"; write an instant such as 2028-02-29T12:00:00Z, or leave it out to use the system clock.");
    }

    // Measured by the timestamp, which no change of the machine's date moves.
    public override DateTimeOffset GetUtcNow() => start + GetElapsedTime(started);
}
