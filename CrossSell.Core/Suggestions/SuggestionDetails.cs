using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Orders;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Suggestions;

/// <summary>A real order that holds both, without a word about who bought it.</summary>
public sealed record BasketSample(DateTimeOffset At, IReadOnlyList<BasketLine> Lines);

/// <param name="Role">1 for the anchor's family, 2 for the companion's, 0 for what else lay in it.</param>
public sealed record BasketLine(string Sku, string Name, int Quantity, int Role);

/// <summary>What stands behind a suggestion, looked up only when a person asks.</summary>
/// <param name="Baskets">Orders with both, cancelled ones aside.</param>
/// <param name="Newest">The newest of them.</param>
/// <param name="Months">Every month of the shop's orders with the baskets that hold both.</param>
/// <param name="Now">The anchor's panel as it is; null when the channel does not list the anchor.</param>
/// <param name="With">The same with the link.</param>
public sealed record SuggestionDetails(
    int Baskets, IReadOnlyList<BasketSample> Newest, IReadOnlyList<PairMonth> Months, PairSeason? Season, Panel? Now, Panel? With);

/// <summary>Reads <see cref="SuggestionDetails"/>.</summary>
public sealed class SuggestionDetailsQuery(StudioStore store, PanelService panels)
{
    private const int Samples = 6;

    public async Task<SuggestionDetails> LoadAsync(
        ReadScope scope, string channelCode, int anchorId, int companionId, string typeCode, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        await db.Database.OpenConnectionAsync(cancellation);
        var channel = await db.Channels.SingleAsync(item => item.Code == channelCode, cancellation);
        var family = await db.Products
            .Where(product => product.Id == anchorId || product.Id == companionId || product.ParentId == anchorId || product.ParentId == companionId)
            .Select(product => new { product.Id, product.ParentId, product.Sku }).ToListAsync(cancellation);
        int[] anchors = [.. family.Where(member => (member.ParentId ?? member.Id) == anchorId).Select(member => member.Id)];
        int[] companions = [.. family.Where(member => (member.ParentId ?? member.Id) == companionId).Select(member => member.Id)];
        var orders = (await PairOrders.Of(db, channel.Id, anchors, companions).ToListAsync(cancellation)).OrderByDescending(order => order.OrderedAt)
            .ThenByDescending(order => order.Id).ToList();
        var newest = orders.Take(Samples).Select(order => order.Id).ToArray();
        var lines = (await (
            from line in db.Set<OrderLine>()
            where newest.Contains(line.OrderId)
            join product in db.Products on line.ProductId equals product.Id into products
            from product in products.DefaultIfEmpty()
            select new { line.Id, line.OrderId, line.Sku, line.Quantity, line.ProductId, Name = product == null ? null : product.Name })
                .ToListAsync(cancellation)).ToLookup(line => line.OrderId);
        var months = await PairOrders.MonthsAsync(db, channel.Id, channel.Zone, [.. orders.Select(order => order.OrderedAt)], cancellation);
        var sku = family.Find(member => member.Id == anchorId)?.Sku;
        (PanelAnswer Now, PanelAnswer With)? assumed = null;
        if (sku is not null
            && (await panels.AssumeAsync(scope, new PanelQuery(sku, channelCode), companionId, typeCode, cancellation)) is { IsDone: true } answer)
        {
            assumed = answer.Required;
        }

        return new SuggestionDetails(
            orders.Count,
            [
                .. orders.Take(Samples).Select(order => new BasketSample(
                    order.OrderedAt,
                    [
                        .. lines[order.Id].OrderBy(line => line.Id).Select(line => new BasketLine(
                            line.Sku, line.Name ?? line.Sku, line.Quantity,
                            line.ProductId is not { } id ? 0 : anchors.Contains(id) ? 1 : companions.Contains(id) ? 2 : 0)),
                    ])),
            ],
            months,
            PairSeason.Of(months),
            assumed?.Now.Panel,
            assumed?.With.Panel);
    }
}
