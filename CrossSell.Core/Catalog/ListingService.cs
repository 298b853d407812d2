using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>Lists products in shops and takes them out, and edits the figures of several products of one shop at once.</summary>
public sealed class ListingService(StudioStore store)
{
    /// <summary>Lists a product in a shop. Needs the right in that shop.</summary>
    /// <returns>The change set, for undo.</returns>
    public async Task<Outcome<long>> ListAsync(int productId, int channelId, ListingEdit edit, Actor actor, CancellationToken cancellation = default)
    {
        if (actor.Deny(Permission.EditCatalog, channelId) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, "Listed a product", cancellation);
        var name = await session.Db.Products.Where(item => item.Id == productId).Select(item => item.Name).SingleOrDefaultAsync(cancellation);
        var channel = await session.Db.Channels.Where(item => item.Id == channelId).Select(item => item.Name).SingleOrDefaultAsync(cancellation);
        if (name is null || channel is null)
        {
            return Refusal.NotFound(L["The product or the shop no longer exists."]);
        }

        if (await session.Db.Listings.AnyAsync(listing => listing.ProductId == productId && listing.ChannelId == channelId, cancellation))
        {
            return Refusal.Stale(L["{0} is already listed in {1}. Reload and try again.", name, channel]);
        }

        var listing = new Listing { ProductId = productId, ChannelId = channelId };
        if (listing.Edit(edit).IsRefused(out var wrong))
        {
            return wrong;
        }

        session.Db.Add(listing);
        session.Purpose = $"Listed {name} in {channel}";
        return await session.CommitAsync(cancellation);
    }

    /// <summary>Takes a product out of a shop. Needs the right in that shop.</summary>
    /// <param name="version">Of the listing as the person saw it.</param>
    /// <returns>The change set, for undo.</returns>
    public async Task<Outcome<long>> UnlistAsync(int productId, int channelId, int version, Actor actor, CancellationToken cancellation = default)
    {
        if (actor.Deny(Permission.EditCatalog, channelId) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, "Removed a product from a shop", cancellation);
        var listing = await session.Db.Listings.SingleOrDefaultAsync(item => item.ProductId == productId && item.ChannelId == channelId, cancellation);
        if (listing is null)
        {
            return Refusal.NotFound(L["This product is no longer listed here."]);
        }

        var name = await session.Db.Products.Where(item => item.Id == productId).Select(item => item.Name).SingleAsync(cancellation);
        if (listing.Version != version)
        {
            return await ProductWrite.StaleAsync(session, nameof(Listing), ProductWrite.Key(productId, channelId), name, cancellation);
        }

        var channel = await session.Db.Channels.Where(item => item.Id == channelId).Select(item => item.Name).SingleAsync(cancellation);
        session.Db.Remove(listing);
        session.Purpose = $"Removed {name} from {channel}";
        return await session.CommitAsync(cancellation);
    }

    /// <summary>Changes the figures of several products in one shop, all or none: a matrix of variants. Needs the right in that shop.</summary>
    /// <returns>The change set, for undo.</returns>
    public async Task<Outcome<long>> EditManyAsync(
        int channelId, IReadOnlyDictionary<int, ListingEdit> edits, Actor actor, CancellationToken cancellation = default)
    {
        if (actor.Deny(Permission.EditCatalog, channelId) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, "Edited listings", cancellation);
        var ids = edits.Keys.ToList();
        var listings = await session.Db.Listings.Where(listing => listing.ChannelId == channelId && ids.Contains(listing.ProductId))
            .ToDictionaryAsync(listing => listing.ProductId, cancellation);
        var names = await session.Db.Products.Where(product => ids.Contains(product.Id))
            .ToDictionaryAsync(product => product.Id, product => product.Name, cancellation);
        foreach (var (id, edit) in edits)
        {
            if (!listings.TryGetValue(id, out var listing))
            {
                return Refusal.NotFound(L["{0} is no longer listed here.", names.GetValueOrDefault(id, L["One of these products"].Value)]);
            }

            if (listing.Version != edit.Version)
            {
                return await ProductWrite.StaleAsync(session, nameof(Listing), ProductWrite.Key(id, channelId), names[id], cancellation);
            }

            if (listing.Edit(edit).IsRefused(out var wrong))
            {
                return wrong with { Message = $"{names[id]}: {wrong.Message}" };
            }
        }

        var channel = await session.Db.Channels.Where(item => item.Id == channelId).Select(item => item.Name).SingleAsync(cancellation);
        session.Purpose = edits.Count == 1 ? $"Edited {names.Values.Single()} in {channel}" : $"Edited {English.Count(edits.Count, "product")} in {channel}";
        return await session.CommitAsync(cancellation);
    }
}
