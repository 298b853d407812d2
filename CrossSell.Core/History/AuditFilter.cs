using System.Linq.Expressions;
using CrossSell.Core.Affinity;
using CrossSell.Core.Audit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Core.Rules;
using CrossSell.Core.SavedViews;

namespace CrossSell.Core.History;

/// <summary>What a write was about.</summary>
public enum AuditKind
{
    Products,
    PricesAndStock,
    Links,
    Suggestions,
    Rules,
    Bundles,
    Reviews,
    Catalogue,
    Shops,
    Accounts,
    ApiKeys,
    SavedViews,
}

/// <summary>Which writes are asked for.</summary>
/// <param name="Text">Part of what was done or of who did it; null for all.</param>
/// <param name="ActorId">The person; null for everybody.</param>
/// <param name="Actors">Only writers of this sort; null for all.</param>
/// <param name="ChannelId">Only what was recorded for this shop alone: prices, stock, settings, decisions.</param>
/// <param name="From">The first instant.</param>
/// <param name="Until">The first instant that is no longer asked for.</param>
public sealed record AuditFilter(
    string? Text = null, string? ActorId = null, ActorKind? Actors = null, AuditKind? Kind = null, int? ChannelId = null, DateTimeOffset? From = null,
    DateTimeOffset? Until = null);

/// <summary>Names of the entities of each kind, and which of their rows belong to one shop.</summary>
internal static class AuditKinds
{
    public static IReadOnlyList<string> EntitiesOf(AuditKind kind) => kind switch
    {
        AuditKind.Products => [nameof(Product), nameof(ProductText), nameof(AttributeValue), nameof(ProductCategory), nameof(ProductMedia)],
        AuditKind.PricesAndStock => [nameof(Listing)],
        AuditKind.Links => [nameof(ProductLink), nameof(PanelOverride)],
        AuditKind.Suggestions => [nameof(SuggestionVerdict)],
        AuditKind.Rules => [nameof(Rule)],
        AuditKind.Bundles => [nameof(Bundle), nameof(BundleRevision), nameof(BundleComponent), nameof(BundleChannel), nameof(RevisionAuthor)],
        AuditKind.Reviews => [nameof(ReviewVerdict), nameof(ReviewComment)],
        AuditKind.Catalogue => [nameof(Category), nameof(AttributeDefinition), nameof(ProductType), nameof(ProductTypeAttribute), nameof(LinkType)],
        AuditKind.Shops => [nameof(Channel), nameof(TaxRate), nameof(Segment), nameof(PanelSettings), nameof(MiningPolicy)],
        AuditKind.Accounts => [nameof(User)],
        AuditKind.ApiKeys => [nameof(ApiKey)],
        _ => [nameof(SavedView)],
    };

    // Keyed by the shop itself.
    private static readonly string[] ByShop = [nameof(Channel), nameof(PanelSettings), nameof(MiningPolicy)];

    // The shop is the last part of the key.
    private static readonly string[] EndingWithShop = [nameof(Listing), nameof(BundleChannel)];

    /// <summary>Rows of one shop alone, by their keys; of the rest, those that tell their shop as they were added or removed.</summary>
    public static Expression<Func<Change, bool>> OfShop(int channelId)
    {
        var id = channelId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var (end, start, told, last, text) = ($"/{id}", $"{id}/", $"\"ChannelId\":{id},", $"\"ChannelId\":{id}}}", $"\"ChannelId\":\"{id}\"");
#pragma warning disable CA1307, CA1310 // The database compares bytes; this form is the one that it is given.
        return change =>
            (EndingWithShop.Contains(change.Entity) && change.EntityId.EndsWith(end))
            || (ByShop.Contains(change.Entity) && change.EntityId == id)
            || (change.Entity == nameof(TaxRate) && change.EntityId.StartsWith(start))
            || (change.After != null && (change.After.Contains(told) || change.After.Contains(last) || change.After.Contains(text)))
            || (change.Before != null && (change.Before.Contains(told) || change.Before.Contains(last) || change.Before.Contains(text)));
#pragma warning restore CA1307, CA1310
    }
}
