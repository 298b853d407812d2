using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Panels;

/// <summary>Reads what panels of all anchors share: channels, policies, the catalogue's vocabulary, exclusions, and what each layer shares.</summary>
internal static class PanelIndexReader
{
    /// <param name="source">Reads open experiments; null where there are none.</param>
    public static async Task<PanelIndex> ReadAsync(StudioDb db, PanelLayers layers, PanelArmsSource? source, CancellationToken cancellation)
    {
        // One snapshot: a write that lands in between is seen whole the next time.
        await db.Database.OpenConnectionAsync(cancellation);
        await using var snapshot = await StudioStore.SnapshotAsync(db, cancellation);
        var state = await db.ChangeSets.MaxAsync(set => (long?)set.Id, cancellation) ?? 0;
        var channels = await db.Channels.Include(channel => channel.TaxRates).OrderBy(channel => channel.Id).ToListAsync(cancellation);
        var exclusions = await db.PanelOverrides.Where(item => item.Action == OverrideAction.Exclude).ToListAsync(cancellation);
        var catalog = await CatalogAsync(db, cancellation);
        var segments = await Segments.LoadAsync(db, cancellation);
        var read = new List<ChannelPanels>();
        foreach (var channel in channels)
        {
            read.Add(await ChannelAsync(
                db, channel, [.. exclusions.Where(item => item.ChannelId is null || item.ChannelId == channel.Id)],
                [.. segments.Where(segment => segment.ChannelId == channel.Id)], catalog, layers, cancellation));
        }

        var shared = new List<LayerShared>();
        foreach (var layer in layers)
        {
            if (await layer.ShareAsync(db, channels, cancellation) is { } own)
            {
                shared.Add(own);
            }
        }

        var channelPanels = await WithArmsAsync(db, read, source, cancellation);
        return new PanelIndex(state, channelPanels, catalog) { Layers = layers, Shared = shared };
    }

    /// <summary>The channels with the experiments that are open now.</summary>
    public static async Task<IReadOnlyList<ChannelPanels>> WithArmsAsync(
        StudioDb db, IReadOnlyList<ChannelPanels> channels, PanelArmsSource? source, CancellationToken cancellation)
    {
        var arms = source is null ? [] : await source.ReadAsync(db, cancellation);
        return [.. channels.Select(channel => channel.With(arms.FirstOrDefault(own => own.ChannelId == channel.Channel.Id)))];
    }

    private static async Task<PanelCatalog> CatalogAsync(StudioDb db, CancellationToken cancellation)
    {
        var categories = await db.Categories.ToDictionaryAsync(category => category.Id, cancellation);
        var attributes = await db.Attributes.ToListAsync(cancellation);
        return new PanelCatalog(
            categories,
            categories.Keys.ToDictionary(id => id, IReadOnlyList<int> (id) => PathOf(id, categories)),
            attributes.ToDictionary(attribute => attribute.Id, attribute => attribute.Code),
            attributes.ToDictionary(attribute => attribute.Code, attribute => attribute.Name, StringComparer.Ordinal),
            await db.LinkTypes.ToDictionaryAsync(type => type.Id, cancellation));
    }

    private static async Task<ChannelPanels> ChannelAsync(
        StudioDb db, Channel channel, List<PanelOverride> exclusions, List<Segment> segments, PanelCatalog catalog, PanelLayers layers,
        CancellationToken cancellation)
    {
        var settings = await db.PanelSettings.SingleOrDefaultAsync(item => item.ChannelId == channel.Id, cancellation) ?? new PanelSettings();
        var scopes = await db.PanelScopeSettings.Where(item => item.ChannelId == channel.Id).ToListAsync(cancellation);
        return new ChannelPanels
        {
            Channel = channel,
            Fact = new ChannelFact(channel.Id, channel.Code, channel.Name, channel.Currency, channel.CompletenessThreshold, BundleSchedule.ZoneOf(channel))
            {
                Locale = channel.Locales.FirstOrDefault(),
                SegmentNames = segments.DistinctBy(segment => segment.Code, StringComparer.OrdinalIgnoreCase)
                    .ToDictionary(segment => segment.Code, segment => segment.Name, StringComparer.OrdinalIgnoreCase),
            },
            Segments = segments,
            Policies = new ChannelPolicies(settings, scopes, catalog.CategoryPaths, layers),
            Exclusions = ExclusionsOf(exclusions),
        };
    }

    /// <summary>The channels with the exclusions that are stored now, and the places of each where these are others than before.</summary>
    public static async Task<(IReadOnlyList<ChannelPanels> Channels, HashSet<PanelPlace> Moved)> WithExclusionsAsync(
        StudioDb db, IReadOnlyList<ChannelPanels> channels, CancellationToken cancellation)
    {
        var stored = await db.PanelOverrides.Where(item => item.Action == OverrideAction.Exclude).ToListAsync(cancellation);
        var (after, moved) = (new List<ChannelPanels>(), new HashSet<PanelPlace>());
        foreach (var channel in channels)
        {
            var id = channel.Channel.Id;
            var exclusions = ExclusionsOf(stored.Where(item => item.ChannelId is null || item.ChannelId == id));
            moved.UnionWith(PanelPlace.Moved(id, channel.Exclusions, exclusions));
            after.Add(channel.With(exclusions));
        }

        return (after, moved);
    }

    private static ILookup<(OverrideScope Scope, int Id), ExclusionFact> ExclusionsOf(IEnumerable<PanelOverride> exclusions) =>
        exclusions.ToLookup(PlaceOf, item => new ExclusionFact(item.TargetId, item.Scope, new ValidityFact(item.ValidFrom, item.ValidTo)));

    /// <summary>Where an override stands: what a channel has of its own under 0.</summary>
    public static (OverrideScope Scope, int Id) PlaceOf(PanelOverride item) => (item.Scope, item.Scope == OverrideScope.Channel ? 0 : item.ScopeId);

    private static List<int> PathOf(int id, Dictionary<int, Category> categories)
    {
        var path = new List<int>();
        for (int? next = id; next is { } current && categories.TryGetValue(current, out var category) && !path.Contains(current); next = category.ParentId)
        {
            path.Add(current);
        }

        return path;
    }
}
