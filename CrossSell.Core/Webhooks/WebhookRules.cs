using System.Globalization;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;

namespace CrossSell.Core.Webhooks;

/// <summary>What writes are about, and when an address is tried again.</summary>
[Engine]
public static class WebhookRules
{
    private static readonly HashSet<string> OfLinks = [nameof(ProductLink), nameof(LinkType), LinkWriter.Imported];

    private static readonly HashSet<string> OfBundles =
        [nameof(Bundle), nameof(BundleRevision), nameof(BundleComponent), nameof(BundleChannel), nameof(BundleDrift), nameof(Campaign)];

    private static readonly HashSet<string> OfProducts =
        [nameof(Product), nameof(ProductText), nameof(AttributeValue), nameof(ProductCategory), nameof(ProductMedia), nameof(Listing)];

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6),
        TimeSpan.FromHours(12),
    ];

    /// <summary>What a write is about for one shop.</summary>
    /// <param name="rows">
    /// Class names and keys of what was written. None is a write that is not told row by row (a mining run, an import): it may change anything.
    /// </param>
    /// <param name="silent">Class names on which nothing depends that a shopper sees.</param>
    public static WebhookTopics TopicsOf(IReadOnlyCollection<(string Entity, string Id)> rows, int channelId, IReadOnlySet<string> silent)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(silent);
        if (rows.Count == 0)
        {
            return WebhookTopics.All;
        }

        var topics = WebhookTopics.None;
        var ofShop = string.Create(CultureInfo.InvariantCulture, $"/{channelId}");
        foreach (var (entity, id) in rows.Where(row => !silent.Contains(row.Entity)))
        {
            // The key of a listing, and of its report, ends with its shop's.
            if (entity is nameof(Listing) or nameof(ListingReport) && !id.EndsWith(ofShop, StringComparison.Ordinal))
            {
                continue;
            }

            topics |= WebhookTopics.Panels | (OfLinks.Contains(entity) ? WebhookTopics.Links : OfBundles.Contains(entity) ? WebhookTopics.Bundles
                : OfProducts.Contains(entity) ? WebhookTopics.Products : WebhookTopics.None);
        }

        return topics;
    }

    /// <summary>How long to wait after so many attempts that failed; null to give up.</summary>
    public static TimeSpan? WaitAfter(int attempts) => attempts > Waits.Length ? null : Waits[attempts - 1];

    /// <summary>The words of topics, as they are told: <c>panels</c>.</summary>
    public static IReadOnlyList<string> Words(WebhookTopics topics) =>
        [.. Each.Where(topic => topics.HasFlag(topic)).Select(topic => topic.ToString().ToLowerInvariant())];

    /// <summary>One by one.</summary>
    public static IReadOnlyList<WebhookTopics> Each { get; } = [WebhookTopics.Panels, WebhookTopics.Links, WebhookTopics.Bundles, WebhookTopics.Products];
}
