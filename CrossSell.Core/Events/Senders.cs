using CrossSell.Core.Common;

namespace CrossSell.Core.Events;

/// <summary>
/// What the browser that sends an event says of itself, as coarsely as it is of use: which kind of screen, and whether it is a machine that reads the shop.
/// Nothing else of it is looked at or kept: no fingerprint.
/// </summary>
[Engine]
public static class Senders
{
    // What machines that tell the truth of themselves are called; headless browsers and drivers of tests are none of a shop's shoppers either.
    private static readonly string[] Bots =
        ["bot", "crawl", "spider", "slurp", "headless", "lighthouse", "preview", "facebookexternalhit", "curl/", "wget/", "python-", "monitor"];

    /// <summary>The event with what the sender's user agent tells, where the page itself says nothing.</summary>
    /// <param name="userAgent">Null or empty where nobody says, and for a server that sends for others.</param>
    public static SentEvent Of(SentEvent sent, string? userAgent)
    {
        ArgumentNullException.ThrowIfNull(sent);
        return string.IsNullOrEmpty(userAgent) ? sent : sent with
        {
            Device = string.IsNullOrEmpty(sent.Device) ? DeviceOf(userAgent) : sent.Device,
            Traffic = string.IsNullOrEmpty(sent.Traffic) && IsBot(userAgent) ? "bot" : sent.Traffic,
        };
    }

    private static bool IsBot(string agent) => Array.Exists(Bots, word => agent.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string DeviceOf(string agent)
    {
        bool Says(string word) => agent.Contains(word, StringComparison.OrdinalIgnoreCase);
        // An Android that says nothing of "Mobile" is a tablet, as browsers there have it.
        return Says("iPad") || Says("Tablet") || (Says("Android") && !Says("Mobile")) ? "tablet"
            : Says("Mobi") || Says("iPhone") ? "phone"
            : "desktop";
    }
}
