using System.Linq.Expressions;
using CrossSell.Core.Affinity;
using CrossSell.Core.Audit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Drift;
using CrossSell.Core.Experiments;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Core.Rules;
using CrossSell.Core.SavedViews;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

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
        AuditKind.Bundles =>
        [
            nameof(Bundle), nameof(BundleRevision), nameof(BundleComponent), nameof(BundleChannel), nameof(RevisionAuthor), nameof(BundleDrift),
            nameof(Campaign), nameof(CampaignBundle), nameof(CampaignLink),
        ],
        AuditKind.Reviews => [nameof(GivenVerdict), nameof(ReviewVerdict), nameof(ReviewComment)],
        AuditKind.Catalogue =>
        [
            nameof(Category), nameof(CategoryOwner), nameof(AttributeDefinition), nameof(ProductType), nameof(ProductTypeAttribute), nameof(LinkType),
        ],
        AuditKind.Shops =>
        [
            nameof(Channel), nameof(TaxRate), nameof(Segment), nameof(PanelScopeSettings), nameof(SharedPanel), nameof(Experiment), .. ByShop.Skip(1),
        ],
        AuditKind.Accounts => [nameof(User)],
        AuditKind.ApiKeys => [nameof(ApiKey)],
        _ => [nameof(SavedView)],
    };

    // Keyed by the shop itself.
    private static readonly string[] ByShop =
        [nameof(Channel), nameof(PanelSettings), nameof(MiningPolicy), nameof(BundleSettings), nameof(ReviewPolicy), nameof(DriftPolicy)];

    // The shop is the last part of the key.
    private static readonly string[] EndingWithShop = [nameof(Listing), nameof(BundleChannel)];

    // Told by their other rows in the log, or by themselves as they are now: an edit says only what it changed.
    private static readonly string[] ToldOnce =
        [
            nameof(Segment), nameof(PanelOverride), nameof(PanelScopeSettings), nameof(SharedPanel), nameof(SuggestionVerdict), nameof(Rule),
            nameof(ProductLink), nameof(ApiKey), nameof(Experiment),
        ];

    private static readonly string[] OfRevisions = [nameof(BundleComponent), nameof(ReviewComment), nameof(GivenVerdict)];

    /// <summary>
    /// Rows that name the shop: by their keys, by what they say themselves, by what is said of the same object elsewhere in the log or in its own table, and of
    /// bundles by where the revision is sold. What holds for all shops alike (products, rules and links without shops) is not of this one.
    /// </summary>
    public static Expression<Func<Change, bool>> OfShop(StudioDb db, int channelId)
    {
        var id = channelId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var (end, start) = ($"/{id}", $"{id}/");
        var told = db.Changes.Where(Tells(id));
        var sold = db.Set<BundleChannel>().Where(place => place.ChannelId == channelId);
#pragma warning disable CA1305, CA1307, CA1310 // The database compares bytes and writes numbers; this form is the one that it is given.
        var rules = db.Set<Rule>().Where(rule => rule.ChannelIds.Contains(channelId)).Select(rule => rule.Id.ToString());
        var segments = db.Set<Segment>().Where(segment => segment.ChannelId == channelId).Select(segment => segment.Id.ToString());
        var placements = db.Set<PanelOverride>().Where(item => item.ChannelId == channelId).Select(item => item.Id.ToString());
        var scopes = db.Set<PanelScopeSettings>().Where(item => item.ChannelId == channelId).Select(item => item.Id.ToString());
        var components = db.Set<BundleComponent>().Where(item => sold.Any(place => place.RevisionId == item.RevisionId)).Select(item => item.Id.ToString());
        return change =>
            told.Any(row => row.Id == change.Id)
            || (EndingWithShop.Contains(change.Entity) && change.EntityId.EndsWith(end))
            || (ByShop.Contains(change.Entity) && change.EntityId == id)
            || (change.Entity == nameof(TaxRate) && change.EntityId.StartsWith(start))
            || (ToldOnce.Contains(change.Entity) && told.Any(row => row.Entity == change.Entity && row.EntityId == change.EntityId))
            || (change.Entity == nameof(Rule) && rules.Contains(change.EntityId))
            || (change.Entity == nameof(Segment) && segments.Contains(change.EntityId))
            || (change.Entity == nameof(PanelOverride) && placements.Contains(change.EntityId))
            || (change.Entity == nameof(PanelScopeSettings) && scopes.Contains(change.EntityId))
            || (change.Entity == nameof(BundleRevision) && sold.Any(place => change.EntityId == place.RevisionId.ToString()))
            || (change.Entity == nameof(RevisionAuthor) && sold.Any(place => change.EntityId.StartsWith(place.RevisionId.ToString() + "/")))
            || (change.Entity == nameof(BundleComponent) && components.Contains(change.EntityId))
            || (OfRevisions.Contains(change.Entity)
                && sold.Any(place => (change.After ?? change.Before)!.Contains("\"RevisionId\":" + place.RevisionId.ToString() + ",")));
#pragma warning restore CA1305, CA1307, CA1310
    }

    /// <summary>What says itself that it belongs to the shop, with one shop or with a list of them.</summary>
    private static Expression<Func<Change, bool>> Tells(string id)
    {
        var (one, last, text) = ($"\"ChannelId\":{id},", $"\"ChannelId\":{id}}}", $"\"ChannelId\":\"{id}\"");
        var (only, first) = ($"\"ChannelIds\":[{id}]", $"\"ChannelIds\":[{id},");
        // Further back in a list, which ends where the next field begins: of rules and of links.
        var (middle, end) = ($"%\"ChannelIds\":[%,{id},%],\"Companions\":%", $"%\"ChannelIds\":[%,{id}],\"Companions\":%");
        var (middleOfLink, endOfLink) = ($"%\"ChannelIds\":[%,{id},%],\"CreatedAt\":%", $"%\"ChannelIds\":[%,{id}],\"CreatedAt\":%");
#pragma warning disable CA1307, CA1310 // The database compares bytes; this form is the one that it is given.
        return change =>
            (change.After != null && (change.After.Contains(one) || change.After.Contains(last) || change.After.Contains(text)
                || change.After.Contains(only) || change.After.Contains(first)
                || EF.Functions.Like(change.After, middle) || EF.Functions.Like(change.After, end)
                || EF.Functions.Like(change.After, middleOfLink) || EF.Functions.Like(change.After, endOfLink)))
            || (change.Before != null && (change.Before.Contains(one) || change.Before.Contains(last) || change.Before.Contains(text)
                || change.Before.Contains(only) || change.Before.Contains(first)
                || EF.Functions.Like(change.Before, middle) || EF.Functions.Like(change.Before, end)
                || EF.Functions.Like(change.Before, middleOfLink) || EF.Functions.Like(change.Before, endOfLink)));
#pragma warning restore CA1307, CA1310
    }
}
