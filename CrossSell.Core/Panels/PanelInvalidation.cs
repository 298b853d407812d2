using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Panels;

/// <summary>What was written since some state, as far as panels care, where it is told row by row.</summary>
/// <param name="Products">Whose own facts, or what stands for them, may have changed.</param>
/// <param name="Rows">Of entities that layers read themselves, by class name.</param>
public sealed record PanelWrites(IReadOnlySet<int> Products, ILookup<string, Change> Rows);

/// <summary>What a written row tells.</summary>
public static class ChangedRow
{
    /// <summary>The id, or the first of a key of several.</summary>
    public static int IdOf(Change change) => int.Parse(change.EntityId.Split('/')[0], CultureInfo.InvariantCulture);

    /// <summary>A field that holds a number, as it is or, of a removed row, was; null where the change does not tell it.</summary>
    public static int? Number(Change change, string field)
    {
        using var fields = JsonDocument.Parse(change.After ?? change.Before ?? "{}");
        return fields.RootElement.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;
    }

    /// <summary>Whether the change tells the field at all.</summary>
    public static bool Tells(Change change, string field) => (change.After ?? change.Before)?.Contains($"\"{field}\"", StringComparison.Ordinal) ?? false;

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
                edited.Add(IdOf(change));
            }
            else if (Number(change, field) is { } product)
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

    // No panel shows anything of these; saved views belong to a feature that panels do not know.
    private static readonly HashSet<string> Elsewhere =
        ["SavedView", nameof(ReviewComment), nameof(User), nameof(RoleGrant), nameof(ApiKey), nameof(MediaFile)];

    /// <returns>Null for everything.</returns>
    public static async Task<PanelWrites?> SinceAsync(StudioDb db, long from, long to, PanelLayers layers, CancellationToken cancellation)
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
            switch (change.Entity)
            {
                case nameof(Product):
                    products.Add(ChangedRow.IdOf(change));
                    if (change.Kind == ChangeKind.Edited
                        && (ChangedRow.Tells(change, nameof(Product.ParentId)) || ChangedRow.Tells(change, nameof(Product.Kind))))
                    {
                        return null;
                    }

                    if (ChangedRow.Number(change, nameof(Product.ParentId)) is { } parent)
                    {
                        products.Add(parent);
                    }

                    break;
                case nameof(Listing) or nameof(AttributeValue) or nameof(ProductText) or nameof(ProductCategory):
                    products.Add(ChangedRow.IdOf(change));
                    break;
                case nameof(ProductMedia) when ChangedRow.Number(change, nameof(ProductMedia.ProductId)) is { } owner:
                    products.Add(owner);
                    break;
                case var other when layers.Any(layer => layer.Entities.Contains(other)):
                    rows.Add(change);
                    break;
                case var other when Elsewhere.Contains(other):
                    break;
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

            if (await layer.TouchedAsync(db, own, cancellation) is not { } touched)
            {
                return null;
            }

            products.UnionWith(touched);
        }

        return new PanelWrites(products, rows.ToLookup(change => change.Entity));
    }
}
