using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Canvas;

/// <summary>
/// Remembers where people put products on an anchor's canvas, for everybody. It is how the picture looks, no data of the shop: not audited, not undone, but
/// told by "tidy up".
/// </summary>
public sealed class CanvasPlaces(StudioStore store)
{
    /// <summary>No card stands further from the anchor; what is dragged beyond stays at the border.</summary>
    public const double Reach = 20_000;

    /// <summary>By product; the middle of the card from the anchor's middle.</summary>
    public async Task<IReadOnlyDictionary<int, CanvasPoint>> OfAsync(int anchorId, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await OfAsync(db, anchorId, cancellation);
    }

    /// <summary>One gesture, however many cards it moved. A product that is gone meanwhile is left out.</summary>
    public async Task<Outcome> PlaceAsync(int anchorId, IReadOnlyDictionary<int, CanvasPoint> places, Actor actor, CancellationToken cancellation = default)
    {
        await using var db = store.OpenUnaudited();
        if (await DenyAsync(db, anchorId, actor, cancellation) is { } forbidden)
        {
            return forbidden;
        }

        var ids = places.Keys.Where(id => id != anchorId).ToArray();
        var known = await db.Products.Where(product => ids.Contains(product.Id)).Select(product => product.Id).ToListAsync(cancellation);
        var existing = await db.CanvasPlaces.Where(place => place.AnchorId == anchorId && ids.Contains(place.ProductId))
            .ToDictionaryAsync(place => place.ProductId, cancellation);
        foreach (var id in known)
        {
            if (!existing.TryGetValue(id, out var place))
            {
                db.CanvasPlaces.Add(place = new CanvasPlace { AnchorId = anchorId, ProductId = id });
            }

            (place.X, place.Y) = (Within(places[id].X), Within(places[id].Y));
        }

        await db.SaveChangesAsync(cancellation);
        return Outcome.Done;
    }

    /// <summary>Forgets the arrangement: every card goes back to where the layout puts it.</summary>
    public async Task<Outcome> TidyAsync(int anchorId, Actor actor, CancellationToken cancellation = default)
    {
        await using var db = store.OpenUnaudited();
        if (await DenyAsync(db, anchorId, actor, cancellation) is { } forbidden)
        {
            return forbidden;
        }

        await db.CanvasPlaces.Where(place => place.AnchorId == anchorId).ExecuteDeleteAsync(cancellation);
        return Outcome.Done;
    }

    internal static async Task<Dictionary<int, CanvasPoint>> OfAsync(StudioDb db, int anchorId, CancellationToken cancellation) =>
        await db.CanvasPlaces.AsNoTracking().Where(place => place.AnchorId == anchorId)
            .ToDictionaryAsync(place => place.ProductId, place => new CanvasPoint(place.X, place.Y), cancellation);

    private static double Within(double value) => double.IsFinite(value) ? Math.Round(Math.Clamp(value, -Reach, Reach), 1) : 0;

    private static async Task<Refusal?> DenyAsync(StudioDb db, int anchorId, Actor actor, CancellationToken cancellation) =>
        actor.DenyInEach(Permission.EditLinks, await ProductChannels.OfAsync(db, anchorId, cancellation));
}
