using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Audit;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>
/// When a product was changed last (<see cref="Product.UpdatedAt"/>) follows from every write, whoever and whatever wrote: a price or a stock moves it like
/// a text, and what is undone is changed now, not as long ago as it once was. It is no change of the product itself: whoever edits its texts meanwhile is
/// not told that they are stale.
/// </summary>
internal static class LastChanged
{
    private static readonly string[] Parts = [nameof(Product), nameof(ProductText), nameof(ProductCategory), nameof(AttributeValue), nameof(Listing)];

    // What follows from other fields: nobody changed anything.
    private static readonly string[] Derived = [nameof(Listing.Completeness), nameof(Listing.Missing)];

    /// <param name="changes">Of tracked rows.</param>
    /// <param name="bulkSet">The change set that holds what bulk statements wrote; null for none.</param>
    public static async Task FollowAsync(WriteSession session, IReadOnlyCollection<Change> changes, long? bulkSet, CancellationToken cancellation)
    {
        // Services that write the product itself say so; of an undo the former instant has just been restored.
        string[] parts = session.UndoOf is null ? [nameof(Listing)] : Parts;
        var ids = changes.Where(change => parts.Contains(change.Entity) && !IsDerived(change))
            .Select(change => int.Parse(change.EntityId.Split('/')[0], CultureInfo.InvariantCulture)).Distinct().ToArray();
        if (ids.Length > 0)
        {
            await StampAsync(session, session.Db.Products.Where(product => ids.Contains(product.Id)), cancellation);
        }

        if (bulkSet is { } set)
        {
            var touched = LastChangedSql.Touched(session.Db, set, parts, Derived);
            await StampAsync(session, session.Db.Products.Where(product => touched.Contains(product.Id)), cancellation);
        }
    }

    private static Task<int> StampAsync(WriteSession session, IQueryable<Product> products, CancellationToken cancellation) =>
        products.Where(product => product.UpdatedAt < session.Now)
            .ExecuteUpdateAsync(update => update.SetProperty(product => product.UpdatedAt, session.Now), cancellation);

    private static bool IsDerived(Change change) => change is { Kind: ChangeKind.Edited, After: { } after }
        && JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(after)!.Keys.All(Derived.Contains);
}
