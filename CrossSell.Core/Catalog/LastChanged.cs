using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>
/// When a product was changed last (<see cref="Product.UpdatedAt"/>) follows from every write, no matter who or what wrote: a price or a stock moves it like
/// a text, and what is undone is changed now, not as long ago as it once was. It is no change of the product itself: anyone who edits its texts meanwhile is
/// not told that they are stale.
/// </summary>
internal sealed class LastChanged : IWriteFollowUp
{
    private static readonly string[] Parts = [nameof(Product), nameof(ProductText), nameof(ProductCategory), nameof(AttributeValue), nameof(Listing)];

    // What follows from other fields: nobody changed anything.
    private static readonly string[] Derived = [nameof(Listing.Completeness), nameof(Listing.Missing)];

    public async Task<Outcome> FollowAsync(WriteSession session, WrittenRows written, CancellationToken cancellation)
    {
        // Services that write the product itself say so; of an undo the former instant has just been restored.
        string[] parts = session.UndoOf is null ? [nameof(Listing)] : Parts;
        var ids = written.Changes.Where(change => parts.Contains(change.Entity) && !change.IsEditOfOnly(Derived)).Select(change => change.KeyPart()).Distinct()
            .ToArray();
        if (ids.Length > 0)
        {
            await StampAsync(session, session.Db.Products.Where(product => ids.Contains(product.Id)), cancellation);
        }

        if (written.BulkSet is { } set)
        {
            var touched = LastChangedSql.Touched(session.Db, set, parts, Derived);
            await StampAsync(session, session.Db.Products.Where(product => touched.Contains(product.Id)), cancellation);
        }

        return Outcome.Done;
    }

    private static Task<int> StampAsync(WriteSession session, IQueryable<Product> products, CancellationToken cancellation) =>
        products.Where(product => product.UpdatedAt < session.Now)
            .ExecuteUpdateAsync(update => update.SetProperty(product => product.UpdatedAt, session.Now), cancellation);
}
