using System.Globalization;
using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>Edits of products and their listings by people: with the right for them, against the version that the person saw, and with completeness kept true.</summary>
public sealed class ProductService(StudioStore store, UndoService undo)
{
    /// <summary>Changes what holds for the product in every shop. Needs the right in one of the shops that list it.</summary>
    /// <returns>The change set, for undo.</returns>
    public async Task<Outcome<long>> EditAsync(int productId, ProductEdit edit, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Edited a product", cancellation);
        if (await session.Db.Products.AsTracking().SingleOrDefaultAsync(item => item.Id == productId, cancellation) is not { } product)
        {
            return Refusal.NotFound("This product does not exist any more.");
        }

        var channels = await session.Db.Listings.Where(listing => listing.ProductId == productId).Select(listing => listing.ChannelId).ToListAsync(cancellation);
        if (actor.DenyInAllOf(Permission.EditCatalog, channels) is { } denied)
        {
            return denied;
        }

        if (product.Version != edit.Version)
        {
            return await StaleAsync(session, nameof(Product), Key(productId), product.Name, cancellation);
        }

        if (product.Edit(edit, session.Now).IsRefused(out var refusal))
        {
            return refusal;
        }

        session.Purpose = $"Edited {product.Name}";
        return await session.CommitAsync(cancellation);
    }

    /// <summary>Changes price, cost, stock and publication in one shop. Needs the right in that shop.</summary>
    /// <returns>The change set, for undo.</returns>
    public async Task<Outcome<long>> EditListingAsync(int productId, int channelId, ListingEdit edit, Actor actor, CancellationToken cancellation = default)
    {
        if (actor.Deny(Permission.EditCatalog, channelId) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, "Edited a listing", cancellation);
        var product = await session.Db.Products.SingleOrDefaultAsync(item => item.Id == productId, cancellation);
        var listing = await session.Db.Listings.SingleOrDefaultAsync(item => item.ProductId == productId && item.ChannelId == channelId, cancellation);
        if (product is null || listing is null)
        {
            return Refusal.NotFound("This product is not listed here any more.");
        }

        if (listing.Version != edit.Version)
        {
            return await StaleAsync(session, nameof(Listing), Key(productId, channelId), product.Name, cancellation);
        }

        if (listing.Edit(edit).IsRefused(out var refusal))
        {
            return refusal;
        }

        var channel = await session.Db.Channels.SingleAsync(item => item.Id == channelId, cancellation);
        session.Purpose = $"Edited {product.Name} in {channel.Name}";
        return await session.CommitAsync(cancellation);
    }

    /// <summary>Takes an edit back, completeness included.</summary>
    public Task<Outcome<UndoResult>> UndoAsync(long changeSetId, int productId, Actor actor, CancellationToken cancellation = default) =>
        undo.UndoAsync(changeSetId, actor, session => ProductPictures.RenumberAsync(session, productId, cancellation), cancellation);

    private static string Key(params ReadOnlySpan<int> ids) =>
        string.Join('/', ids.ToArray().Select(id => id.ToString(CultureInfo.InvariantCulture)));

    private static async Task<Refusal> StaleAsync(WriteSession session, string entity, string id, string name, CancellationToken cancellation)
    {
        var who = await (
            from change in session.Db.Changes
            join set in session.Db.ChangeSets on change.ChangeSetId equals set.Id
            where change.Entity == entity && change.EntityId == id
            orderby set.Id descending
            select set.ActorName).FirstOrDefaultAsync(cancellation);
        return Refusal.Stale($"{who ?? "Somebody"} changed {name} meanwhile. Look at the newest state and choose again.");
    }
}
