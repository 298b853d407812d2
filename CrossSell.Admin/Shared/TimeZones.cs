namespace CrossSell.Admin.Shared;

/// <summary>The time zones that are offered.</summary>
internal static class TimeZones
{
    /// <summary>IANA names such as Europe/Amsterdam, in order.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        .. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => id.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];
}
