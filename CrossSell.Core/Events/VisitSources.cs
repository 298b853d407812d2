using CrossSell.Core.Common;

namespace CrossSell.Core.Events;

/// <summary>
/// Makes of what a page says of where its visit came from the kind of place that is kept (<see cref="ShopEvent.Source"/>). The place itself is looked at and
/// forgotten: no address, no name of a campaign, no fingerprint.
/// </summary>
[Engine]
public static class VisitSources
{
    // utm_medium as Google Analytics groups it (support.google.com/analytics/answer/9756891), and the marks that Google and Microsoft put on paid clicks.
    private static readonly string[] Paid =
        ["gclid", "msclkid", "ppc", "cpc", "cpm", "cpv", "cpa", "retargeting", "display", "banner", "interstitial", "ads", "ad"];

    private static readonly string[] Mail = ["email", "e-mail", "e_mail", "mail", "newsletter"];
    private static readonly string[] Social = ["social", "social-network", "social-media", "social_media", "sm"];

    // A name that is one of the words between the dots of a host, so that google.co.uk is Google and notgoogle.com is not.
    private static readonly string[] Engines =
        ["google", "bing", "duckduckgo", "ecosia", "yahoo", "yandex", "baidu", "qwant", "startpage", "seznam", "search", "kagi"];

    private static readonly string[] Networks =
        ["facebook", "instagram", "tiktok", "pinterest", "linkedin", "reddit", "youtube", "twitter", "snapchat", "threads", "whatsapp", "telegram", "mastodon"];

    private static readonly string[] ShortNetworks = ["t.co", "x.com", "fb.com", "lnkd.in", "youtu.be", "wa.me", "t.me"];
    private static readonly string[] MailHosts = ["mail", "outlook", "webmail", "com.google.android.gm"];
    private static readonly string[] AdHosts = ["doubleclick", "googleadservices", "googlesyndication"];

    /// <summary>The event with its source, where the page names none itself.</summary>
    /// <param name="shop">Host of the shop's own pages; null where it is not known.</param>
    public static SentEvent Of(SentEvent sent, string? shop)
    {
        ArgumentNullException.ThrowIfNull(sent);
        return string.IsNullOrEmpty(sent.Source) ? sent with { Source = KindOf(sent.Referrer, sent.Medium, shop) } : sent;
    }

    /// <summary>One of the kinds; null where it is not known, such as on the second page of a visit.</summary>
    /// <param name="referrer">Host of the page before, with its port or without; empty where there was none, null where nobody says.</param>
    /// <param name="medium">The visit's utm_medium, gclid or msclkid; null for none.</param>
    /// <param name="shop">Host of the shop's own pages; null where it is not known.</param>
    public static string? KindOf(string? referrer, string? medium, string? shop)
    {
        var word = medium?.Trim().ToLowerInvariant() ?? "";
        if (Paid.Contains(word) || word.StartsWith("paid", StringComparison.Ordinal))
        {
            return "ad";
        }

        if (Mail.Contains(word) || Social.Contains(word) || word is "organic" or "referral" or "affiliate")
        {
            return Mail.Contains(word) ? "mail" : Social.Contains(word) ? "social" : word == "organic" ? "search" : "referral";
        }

        if (referrer is null)
        {
            return null;
        }

        var (host, own) = (HostOf(referrer), HostOf(shop ?? ""));
        return host.Length == 0 ? "direct" : own.Length > 0 && IsOneSite(host, own) ? null : PlaceOf(host);
    }

    private static string PlaceOf(string host)
    {
        var parts = host.Split('.');
        bool Has(string[] words) => words.Contains(host) || parts.Intersect(words).Any();
        return Has(AdHosts) ? "ad" : Has(MailHosts) ? "mail" : Has(ShortNetworks) || Has(Networks) ? "social" : Has(Engines) ? "search" : "referral";
    }

    private static bool IsOneSite(string one, string other) =>
        one == other || one.EndsWith("." + other, StringComparison.Ordinal) || other.EndsWith("." + one, StringComparison.Ordinal);

    private static string HostOf(string host)
    {
        var name = host.Trim().ToLowerInvariant().Split(':')[0];
        return name.StartsWith("www.", StringComparison.Ordinal) ? name[4..] : name;
    }
}
