using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Workbench;

/// <summary>Takes back any change of a product, whatever it touched, with the positions of links and of pictures put right.</summary>
public sealed class ProductUndo(StudioStore store, UndoService undo)
{
    public async Task<Outcome<UndoResult>> UndoAsync(long changeSetId, Actor actor, CancellationToken cancellation = default)
    {
        List<Change> changes;
        await using (var db = store.Read())
        {
            changes = await db.Changes.Where(change => change.ChangeSetId == changeSetId).ToListAsync(cancellation);
        }

        var linkIds = changes.Where(change => change.Entity == nameof(ProductLink)).Select(change => Part(change.EntityId)).ToList();
        var mediaIds = changes.Where(change => change.Entity == nameof(ProductMedia)).Select(change => Part(change.EntityId)).ToList();
        return await undo.UndoAsync(
            changeSetId, actor,
            async session =>
            {
                var shown = await session.Db.ProductMedia.Where(media => mediaIds.Contains(media.Id)).Select(media => media.ProductId)
                    .ToListAsync(cancellation);
                foreach (var productId in shown.Concat(Owners(changes, nameof(ProductMedia), nameof(ProductMedia.ProductId))).Distinct().ToList())
                {
                    await ProductPictures.RenumberAsync(session, productId, cancellation);
                }

                if (linkIds.Count > 0)
                {
                    var sources = await session.Db.Links.Where(link => linkIds.Contains(link.Id)).Select(link => link.SourceId).ToListAsync(cancellation);
                    await LinkWriter.RenumberAsync(
                        session, [.. sources.Concat(Owners(changes, nameof(ProductLink), nameof(ProductLink.SourceId))).Distinct()], cancellation);
                }
            },
            cancellation);
    }

    private static List<int> Owners(IEnumerable<Change> changes, string entity, string field) =>
    [
        .. changes.Where(change => change.Entity == entity && change.Kind != ChangeKind.Edited)
            .Select(change => JsonSerializer.Deserialize<JsonElement>(change.Before ?? change.After!).GetProperty(field).GetInt32()),
    ];

    private static int Part(string entityId) => int.Parse(entityId.Split('/')[0], CultureInfo.InvariantCulture);
}
