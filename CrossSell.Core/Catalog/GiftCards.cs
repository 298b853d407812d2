using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>
/// Products that stand for money. Nobody buys something with a gift card for the card's sake, so no panel of one is asked for: a product is one when its
/// product type has one of these codes.
/// </summary>
public static class GiftCards
{
    /// <summary>Codes of product types, in lower case.</summary>
    public static readonly IReadOnlyList<string> TypeCodes = ["gift-card", "voucher"];

    /// <summary>Those of some products that are gift cards.</summary>
    public static async Task<IReadOnlySet<int>> AmongAsync(StudioDb db, IReadOnlyCollection<int> productIds, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return (await Of(db).Where(id => productIds.Contains(id)).ToListAsync(cancellation)).ToHashSet();
    }

    /// <summary>Ids of all, for a query to leave them out.</summary>
    public static IQueryable<int> Of(StudioDb db)
    {
        ArgumentNullException.ThrowIfNull(db);
        var types = db.ProductTypes.Where(type => TypeCodes.Contains(type.Code)).Select(type => (int?)type.Id);
        return db.Products.Where(product => types.Contains(product.ProductTypeId)).Select(product => product.Id);
    }
}
