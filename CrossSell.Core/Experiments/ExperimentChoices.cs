using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Experiments;

/// <summary>A rule or a bundle that an experiment can be about.</summary>
public sealed record ExperimentSubject(int Id, string Name);

/// <summary>What an experiment of one shop can be about.</summary>
/// <param name="Layers">As the shop's panels have them, in their order.</param>
/// <param name="Segments">Of the shop.</param>
public sealed record ExperimentOptions(
    IReadOnlyList<ExperimentSubject> Rules, IReadOnlyList<ExperimentSubject> Bundles, IReadOnlyList<PanelLayerPlace> Layers, IReadOnlyList<Segment> Segments);

/// <summary>Reads what experiments can be about: what the set-up offers.</summary>
public sealed class ExperimentChoices(StudioStore store, SegmentService segments, PanelLayers layers)
{
    /// <summary>Rules and bundles of the shop by name; nothing where the reader may not look into it.</summary>
    public async Task<ExperimentOptions> LoadAsync(ReadScope scope, int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var rules = (await db.Rules.OrderBy(rule => rule.Name).Select(rule => new { rule.Id, rule.Name, rule.ChannelIds }).ToListAsync(cancellation))
            .Where(rule => rule.ChannelIds.Count == 0 || rule.ChannelIds.Contains(channelId)).Select(rule => new ExperimentSubject(rule.Id, rule.Name));
        // The newest revision names a bundle and says where it is sold.
        var bundles = await (
            from revision in db.BundleRevisions
            join bundle in db.Bundles on revision.BundleId equals bundle.Id
            where bundle.RetiredAt == null && revision.Channels.Any(place => place.ChannelId == channelId)
                && !db.Set<BundleRevision>().Any(other => other.BundleId == revision.BundleId && other.Number > revision.Number)
            orderby revision.Name
            select new ExperimentSubject(bundle.Id, revision.Name)).ToListAsync(cancellation);
        var settings = await db.PanelSettings.AsNoTracking().SingleOrDefaultAsync(item => item.ChannelId == channelId, cancellation) ?? new PanelSettings();
        return new ExperimentOptions(
            [.. rules], bundles, PanelPolicies.OfShop(settings, layers), await segments.ListAsync(scope, channelId, cancellation));
    }
}
