using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Insights;

/// <summary>What one main product earns, and how many products are recommended beside it.</summary>
/// <param name="FamilyId">The product, or its family.</param>
/// <param name="Revenue">Its own over the period, in minor units, returned units taken off.</param>
/// <param name="Recommended">Products that its panel shows, a bundle that leads it counted as its parts.</param>
public readonly record struct MainRevenue(int FamilyId, long Revenue, int Recommended, bool IsFull);

/// <summary>The main products of a shop by what they earn: those with the most revenue of its last year of orders.</summary>
/// <param name="Orders">In the period.</param>
/// <param name="Slots">Companions of a full panel.</param>
/// <param name="Products">The most revenue first.</param>
public sealed record MainProducts(InsightPeriod Period, long Orders, Currency Currency, int Slots, IReadOnlyList<MainRevenue> Products);

public sealed partial class InsightsQuery
{
    /// <summary>
    /// The main products over the year that ends with the newest order; null when the reader may not look into the shop, and while it has no order.
    /// </summary>
    public async Task<MainProducts?> MainsAsync(ReadScope scope, int channelId, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (!scope.Includes(channelId))
        {
            return null;
        }

        await using var db = store.Read(scope);
        if (await db.Channels.AsNoTracking().SingleOrDefaultAsync(item => item.Id == channelId, cancellation) is not { } channel)
        {
            return null;
        }

        var book = await books.GetAsync(channelId, cancellation);
        if (book.LastDay is not { } last)
        {
            return null;
        }

        var period = InsightPeriod.LastYear(last);
        return new MainProducts(
            period, book.Sum(period).Orders, channel.Currency, book.Slots,
            [
                .. book.ProductsIn(period).Where(product => product.Value.Revenue > 0).Select(product => book.Panels[product.Key] is var panel
                    ? new MainRevenue(product.Key, product.Value.Revenue, panel.Recommended.Count, panel.IsFull)
                    : default)
                .OrderByDescending(product => product.Revenue).ThenBy(product => product.FamilyId),
            ]);
    }
}
