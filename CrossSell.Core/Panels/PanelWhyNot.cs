using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>One thing that would keep a product out even if something put it forward.</summary>
/// <param name="Why">"out of stock".</param>
/// <param name="Fix">Where that is changed; null where nothing is wrong with it.</param>
public sealed record PanelObstacle(PanelFilter Filter, string Why, PanelFix? Fix);

/// <summary>Why a product is not in a panel.</summary>
/// <param name="TargetId">What would be linked or pinned: the product, or its family by the parent.</param>
/// <param name="Entries">What the trace says of it or of its family; empty when nothing puts it forward.</param>
/// <param name="Obstacles">For one that nothing puts forward: what would keep it out.</param>
/// <param name="Together">Baskets with both; null where the orders do not know the pair.</param>
/// <param name="Needed">Baskets that are needed before orders put it forward.</param>
public sealed record PanelWhyNot(
    string Sku, string Name, int TargetId, IReadOnlyList<TraceEntry> Entries, IReadOnlyList<PanelObstacle> Obstacles, int? Together, int Needed)
{
    /// <summary>Whether any layer puts it forward.</summary>
    public bool IsCandidate => Entries.Count > 0;

    /// <summary>Whether it is the main product or of its family, which no panel ever shows beside it.</summary>
    public bool IsOwnFamily => Obstacles.Any(obstacle => obstacle.Filter is PanelFilter.IsAnchor or PanelFilter.AnchorFamily);
}

/// <content>Why a product is not there.</content>
public sealed partial class PanelService
{
    /// <summary>
    /// What keeps a product out of a panel, also when nothing puts it forward: then what would keep it out, and what the orders know of the pair.
    /// </summary>
    /// <param name="shown">The panel that is looked at.</param>
    /// <param name="query">What it was asked with.</param>
    /// <param name="sku">Of the product that is missed.</param>
    public async Task<Outcome<PanelWhyNot>> WhyNotAsync(
        ReadScope scope, PanelAnswer shown, PanelQuery query, string sku, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(shown);
        ArgumentNullException.ThrowIfNull(query);
        await using var db = store.Read(scope);
        if (!scope.Includes(shown.Channel.Id) || index.Channel(shown.Channel.Code) is not { } channel
            || await db.Products.SingleOrDefaultAsync(product => product.Sku == sku, cancellation) is not { } asked)
        {
            return Refusal.NotFound(L["There is no product with the SKU \"{0}\".", sku], "sku");
        }

        var family = await db.Products.Where(product => product.Id == asked.FamilyId || product.ParentId == asked.FamilyId).Select(product => product.Id)
            .ToListAsync(cancellation);
        TraceEntry[] entries = [.. shown.Panel.Trace.Where(entry => Names(entry.ProductId) || Names(entry.ChosenId))
            .OrderByDescending(entry => entry.ProductId == asked.Id || entry.ChosenId == asked.Id)];
        var anchorId = shown.Panel.Anchor.Id;
        using var reads = new PanelReads(connections, index, time.GetUtcNow());
        var facts = reads.FactsWith(anchorId, channel, channel.LocaleOf(query.Locale), [asked.Id, asked.FamilyId]);
        var together = facts is null ? null : await db.Affinities
            .Where(pair => pair.ChannelId == channel.Channel.Id && pair.AnchorId == facts.Anchor.FamilyId && pair.CompanionId == asked.FamilyId)
            .Select(pair => (int?)pair.PairBaskets).FirstOrDefaultAsync(cancellation);
        var policy = channel.Policies.Of(query.Placement, facts?.Anchor.CategoryId);
        var obstacles = new List<PanelObstacle>();
        if (facts is not null && entries.Length == 0)
        {
            var request = new PanelRequest
            {
                AnchorId = anchorId, ChannelId = channel.Channel.Id, At = shown.At, KnownAt = Sooner(shown.At, reads.Now),
                Placement = query.Placement, Locale = query.Locale,
                Segment = channel.SegmentOf(query.Segment), Cart = [.. CartLines.Of(index, channel.Channel.Id, query.Cart, reads.IdOf, shown.At)],
            };
            var context = new PanelContext(request, facts, policy);
            if (context.Find(asked.Id) is not { } product)
            {
                obstacles.Add(new(PanelFilter.NotInChannel, L["not sold in this shop"], new PanelFix(PanelFixKind.Listing, asked.Sku)));
            }
            else if (Drop(context, product) is { } drop)
            {
                obstacles.Add(new(drop.Filter, drop.Why, PanelFix.OfProduct(drop.Filter, product.Sku, product.Kind == ProductKind.Parent)
                    ?? (drop.Filter == PanelFilter.Substitute ? new PanelFix(PanelFixKind.PanelSettings) : null)));
            }
        }

        return new PanelWhyNot(asked.Sku, asked.Name, asked.Id, entries, obstacles, together, policy.MinBaskets);

        bool Names(int? id) => id is { } known && family.Contains(known);
    }

    // A family is kept out when each of its variants is; what keeps the first one out is said.
    private static PanelDrop? Drop(PanelContext context, ProductFact product)
    {
        if (product.Kind != ProductKind.Parent || product.FamilyId == context.Facts.Anchor.FamilyId)
        {
            return context.HardDrop(product, isByHand: false);
        }

        PanelDrop?[] drops = [.. product.Variants.Select(context.Find).OfType<ProductFact>().Select(variant => context.HardDrop(variant, isByHand: false))];
        return drops.Length > 0 && Array.TrueForAll(drops, drop => drop is not null) ? drops[0] : null;
    }
}
