using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Orders;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Panels;

/// <summary>What was written since some state, as far as panels care, where it is told row by row.</summary>
/// <param name="Products">Whose own facts, or what stands for them, may have changed.</param>
/// <param name="Rows">Of entities that layers read themselves, by class name.</param>
public sealed record PanelWrites(IReadOnlySet<int> Products, ILookup<string, Change> Rows);

/// <summary>What written rows tell together.</summary>
public static class ChangedRow
{
    /// <summary>The products that rows name in a field: told by those that were added or removed, looked up for those that were edited.</summary>
    /// <param name="find">Finds what the rows of some ids name; one that is gone again was told of by its removal.</param>
    /// <returns>Null when a row does not tell it.</returns>
    public static async Task<IReadOnlyCollection<int>?> NamedAsync(IReadOnlyList<Change> changes, string field, Func<List<int>, Task<List<int>>> find)
    {
        var (named, edited) = (new HashSet<int>(), new List<int>());
        foreach (var change in changes)
        {
            if (change.Kind == ChangeKind.Edited)
            {
                edited.Add(change.KeyPart());
            }
            else if (change.Number(field) is { } product)
            {
                named.Add(product);
            }
            else
            {
                return null;
            }
        }

        if (edited.Count > 0)
        {
            named.UnionWith(await find(edited));
        }

        return named;
    }
}

/// <summary>
/// Which products the writes since some state touched, as far as panels care. When a write is not told row by row (a mining run, an import), is large, or
/// touches what all panels share, everything counts as touched: a panel must never be older than that second.
/// </summary>
internal static class PanelInvalidation
{
    private const int MostChanges = 500;

    private static readonly HashSet<string> NotForShoppers =
        [.. typeof(INotForShoppers).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(INotForShoppers))).Select(type => type.Name)];

    /// <param name="arms">Class name of experiments, which are read beside; null where there are none.</param>
    /// <returns>Null for everything.</returns>
    public static async Task<PanelWrites?> SinceAsync(
        StudioDb db, long from, long to, PanelLayers layers, string? arms, CancellationToken cancellation)
    {
        var sets = await db.ChangeSets.CountAsync(set => set.Id > from && set.Id <= to, cancellation);
        var changes = await db.Changes.Where(change => change.ChangeSetId > from && change.ChangeSetId <= to).Take(MostChanges + 1).ToListAsync(cancellation);
        if (changes.Count > MostChanges || changes.Select(change => change.ChangeSetId).Distinct().Count() < sets)
        {
            return null;
        }

        var (products, rows) = (new HashSet<int>(), new List<Change>());
        foreach (var change in changes)
        {
            var isRead = change.Entity == arms || layers.Any(layer => layer.Entities.Contains(change.Entity));
            if (isRead)
            {
                rows.Add(change);
            }

            switch (change.Entity)
            {
                case nameof(Product):
                    products.Add(change.KeyPart());
                    if (change.IsEditOf(nameof(Product.ParentId), nameof(Product.Kind)))
                    {
                        return null;
                    }

                    if (change.Number(nameof(Product.ParentId)) is { } parent)
                    {
                        products.Add(parent);
                    }

                    break;
                case nameof(Listing) or nameof(AttributeValue) or nameof(ProductText) or nameof(ProductCategory):
                    products.Add(change.KeyPart());
                    break;
                case nameof(ListingReport) when change.KeyPart() == 0:
                    return null; // Too many to be told one by one.
                case nameof(ListingReport):
                    products.Add(change.KeyPart());
                    break;
                case nameof(ProductMedia) when change.Number(nameof(ProductMedia.ProductId)) is { } owner:
                    products.Add(owner);
                    break;
                case var other when isRead || NotForShoppers.Contains(other):
                    break;
                case OrderWritten.Told when !OrderWritten.MadeProducts(change):
                    break; // What shops sold changes no panel before it is mined.
                default:
                    return null;
            }
        }

        foreach (var layer in layers)
        {
            Change[] own = [.. rows.Where(change => layer.Entities.Contains(change.Entity))];
            if (own.Length == 0)
            {
                continue;
            }

            // What a wider layer offers is kept by category, which no anchor tells.
            if (layer.IsWider || await layer.TouchedAsync(db, own, cancellation) is not { } touched)
            {
                return null;
            }

            products.UnionWith(touched);
        }

        return new PanelWrites(products, rows.ToLookup(change => change.Entity));
    }
}
