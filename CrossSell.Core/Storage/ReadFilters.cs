using CrossSell.Core.Affinity;
using CrossSell.Core.Audit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.Panels;
using CrossSell.Core.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CrossSell.Core.Storage;

/// <summary>
/// What a reader of some channels does not see, said once for every question: whatever belongs to a channel. A new entity with a channel gets its line here,
/// and <c>ReadScopeTests</c> fails until it has one. Readers of everything get a model without filters, so that their statements are what they always were.
/// What belongs to a product for all shops (texts, attributes, pictures, categories) is the shared catalogue and open to all readers.
/// </summary>
internal static class ReadFilters
{
    /// <param name="builder">Of the model.</param>
    /// <param name="db">The context whose model it is; the filters ask whichever context puts the question.</param>
    public static void Apply(ModelBuilder builder, StudioDb db)
    {
        builder.Entity<Channel>().HasQueryFilter(channel => db.Readable.Contains(channel.Id));
        builder.Entity<TaxRate>().HasQueryFilter(rate => db.Readable.Contains(rate.ChannelId));
        builder.Entity<Listing>().HasQueryFilter(listing => db.Readable.Contains(listing.ChannelId));
        builder.Entity<LocaleCompleteness>().HasQueryFilter(score => db.Readable.Contains(score.ChannelId));
        builder.Entity<Segment>().HasQueryFilter(segment => db.Readable.Contains(segment.ChannelId));
        builder.Entity<Order>().HasQueryFilter(order => db.Readable.Contains(order.ChannelId));
        builder.Entity<MiningRun>().HasQueryFilter(run => db.Readable.Contains(run.ChannelId));
        builder.Entity<MiningPolicy>().HasQueryFilter(policy => db.Readable.Contains(policy.ChannelId));
        builder.Entity<ProductAffinity>().HasQueryFilter(pair => db.Readable.Contains(pair.ChannelId));
        builder.Entity<CategoryAffinity>().HasQueryFilter(pair => db.Readable.Contains(pair.ChannelId));
        builder.Entity<PairObservation>().HasQueryFilter(pair => db.Readable.Contains(pair.ChannelId));
        builder.Entity<CartWeight>().HasQueryFilter(weight => db.Readable.Contains(weight.ChannelId));
        builder.Entity<ContentCompanion>().HasQueryFilter(companion => db.Readable.Contains(companion.ChannelId));
        builder.Entity<SuggestionVerdict>().HasQueryFilter(verdict => db.Readable.Contains(verdict.ChannelId));
        builder.Entity<ReviewVerdict>().HasQueryFilter(verdict => db.Readable.Contains(verdict.ChannelId));
        builder.Entity<PanelOverride>().HasQueryFilter(item => item.ChannelId == null || db.Readable.Contains(item.ChannelId.Value));
        builder.Entity<PanelSettings>().HasQueryFilter(settings => db.Readable.Contains(settings.ChannelId));
        // For no channel by name is for every one.
        builder.Entity<ProductLink>().HasQueryFilter(link => link.ChannelIds.Count == 0 || link.ChannelIds.Any(id => db.Readable.Contains(id)));
        builder.Entity<Rule>().HasQueryFilter(rule => rule.ChannelIds.Count == 0 || rule.ChannelIds.Any(id => db.Readable.Contains(id)));
        // Where a revision is sold is told by its channels, which stay readable: whoever may see it in one shop is told that others sell it too.
        builder.Entity<BundleRevision>()
            .HasQueryFilter(revision => !revision.Channels.Any() || revision.Channels.Any(place => db.Readable.Contains(place.ChannelId)));
        builder.Entity<Bundle>().HasQueryFilter(bundle => bundle.Revisions.Any());
        // The history of another shop's prices and stock.
#pragma warning disable CA1310 // The database compares bytes; this form is the one that it is given.
        builder.Entity<Change>().HasQueryFilter(change => change.Entity != nameof(Listing) || db.ReadableEnds.Any(end => change.EntityId.EndsWith(end)));
#pragma warning restore CA1310
    }

    /// <summary>Two models: with the filters, and without.</summary>
    internal sealed class ModelKey : IModelCacheKeyFactory
    {
        public object Create(DbContext context, bool designTime) => (context.GetType(), designTime, context is StudioDb { Scope.IsEverything: false });
    }
}
