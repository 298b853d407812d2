using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Browse;

/// <summary>Takes back any change of a product, whatever it touched, with what follows from it put right: completeness, positions of links and of pictures.</summary>
public sealed class ProductUndo(StudioStore store, UndoService undo)
{
    private static readonly string[] OfProduct = [nameof(Product), nameof(Listing), nameof(ProductText), nameof(AttributeValue), nameof(ProductCategory)];

    public async Task<Outcome<UndoResult>> UndoAsync(long changeSetId, Actor actor, CancellationToken cancellation = default)
    {
        List<Change> changes;
        await using (var db = store.Read())
        {
            changes = await db.Changes.Where(change => change.ChangeSetId == changeSetId).ToListAsync(cancellation);
        }

        var products = changes.Where(change => OfProduct.Contains(change.Entity)).Select(change => Part(change.EntityId))
            .Concat(Owners(changes, nameof(ProductMedia), "ProductId")).ToHashSet();
        var linkIds = changes.Where(change => change.Entity == nameof(ProductLink)).Select(change => Part(change.EntityId)).ToList();
        var undone = await undo.UndoAsync(
            changeSetId, actor,
            async session =>
            {
                await RepairMediaAsync(session, [.. changes.Where(change => change.Entity == nameof(ProductMedia)).Select(change => Part(change.EntityId))], products, cancellation);
                if (linkIds.Count > 0)
                {
                    var sources = await session.Db.Links.Where(link => linkIds.Contains(link.Id)).Select(link => link.SourceId).ToListAsync(cancellation);
                    await LinkWriter.RenumberAsync(session, [.. sources.Concat(Owners(changes, nameof(ProductLink), nameof(ProductLink.SourceId))).Distinct()], cancellation);
                }

                var touched = await session.Db.Products.Where(product => products.Contains(product.Id) || (product.ParentId != null && products.Contains(product.ParentId.Value)))
                    .Select(product => product.Id).ToListAsync(cancellation);
                foreach (var id in touched)
                {
                    await CompletenessUpdate.WriteAsync(session, id, cancellation);
                }
            },
            cancellation);
        return undone.IsRefused(out var refusal, out var result)
            ? refusal
            : result with { Conflicts = [.. result.Conflicts.Where(conflict => !conflict.StartsWith("Position of ", StringComparison.Ordinal))] };
    }

    private static async Task RepairMediaAsync(WriteSession session, List<int> mediaIds, HashSet<int> products, CancellationToken cancellation)
    {
        if (mediaIds.Count == 0)
        {
            return;
        }

        products.UnionWith(await session.Db.ProductMedia.Where(media => mediaIds.Contains(media.Id)).Select(media => media.ProductId).ToListAsync(cancellation));
        foreach (var pictures in (await session.Db.ProductMedia.Where(media => products.Contains(media.ProductId)).ToListAsync(cancellation)).GroupBy(media => media.ProductId))
        {
            foreach (var (media, position) in pictures.OrderBy(media => media.Position).ThenBy(media => media.Id).Select((media, index) => (media, index)))
            {
                media.Position = position;
            }
        }

        await session.SaveAsync(cancellation);
    }

    private static IEnumerable<int> Owners(IEnumerable<Change> changes, string entity, string field) => changes
        .Where(change => change.Entity == entity && change.Kind != ChangeKind.Edited)
        .Select(change => JsonSerializer.Deserialize<JsonElement>(change.Before ?? change.After!).GetProperty(field).GetInt32()).ToList();

    private static int Part(string entityId) => int.Parse(entityId.Split('/')[0], CultureInfo.InvariantCulture);
}
