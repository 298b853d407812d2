using System.Globalization;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>
/// Edits single fields from lists: with the right for them, never over a value that the person has not seen, and with completeness kept true.
/// </summary>
public sealed class ProductFieldService(StudioStore store)
{
    // Further back than anybody's open editor.
    private const int ChangesLookedAt = 50;

    /// <summary>
    /// Changes one field. Another person's edit of another field stays as it is; of the same field, it comes back as a conflict and nothing is written.
    /// </summary>
    public async Task<Outcome<FieldEdited>> EditAsync(ProductFieldEdit edit, Actor actor, CancellationToken cancellation = default)
    {
        var wanted = Clean(edit.Wanted);
        if (Unreadable(edit.Field, wanted) is { } unreadable)
        {
            return unreadable;
        }

        await using var session = await store.WriteAsync(actor, "Edited a product", cancellation);
        if (await session.Db.Products.AsTracking().SingleOrDefaultAsync(item => item.Id == edit.ProductId, cancellation) is not { } product)
        {
            return Refusal.NotFound(L["This product no longer exists."]);
        }

        var listings = await session.Db.Listings.AsTracking().Where(listing => listing.ProductId == product.Id).ToListAsync(cancellation);
        var listing = listings.Find(item => item.ChannelId == edit.ChannelId);
        if (await DenyAsync(session.Db, edit, actor, cancellation) is { } denied)
        {
            return denied;
        }

        if (edit.Field.IsOfListing() && listing is null)
        {
            return Refusal.NotFound(L["This product is no longer listed here."]);
        }

        var now = edit.Field.IsOfListing() ? ProductFields.Of(listing!, edit.Field) : ProductFields.Of(product, edit.Field);
        if (now == wanted)
        {
            return new FieldEdited(null);
        }

        if (now != Clean(edit.Seen))
        {
            var (entity, id) = edit.Field.IsOfListing() ? (nameof(Listing), Key(product.Id, listing!.ChannelId)) : (nameof(Product), Key(product.Id));
            return new FieldEdited(
                null, new FieldConflict(edit.Field, wanted, now, await AuthorAsync(session.Db, entity, id, [edit.Field.ToString()], cancellation)));
        }

        if (Apply(session, product, listing, edit.Field, wanted).IsRefused(out var refusal))
        {
            return refusal;
        }

        session.Purpose = edit.Field.IsOfListing()
            ? $"Edited {product.Name} in {await session.Db.Channels.Where(channel => channel.Id == edit.ChannelId).Select(channel => channel.Name).SingleAsync(cancellation)}"
            : $"Edited {product.Name}";
        if ((await session.SaveAsync(cancellation)).IsRefused(out refusal))
        {
            return refusal;
        }

        await CompletenessUpdate.WriteAsync(session, product.Id, cancellation);
        return (await session.CommitAsync(cancellation)).IsRefused(out refusal, out var changeSet) ? refusal : new FieldEdited(changeSet);
    }

    /// <summary>
    /// Who changed one of these fields last; null when that was never recorded. The entity is <c>Product</c> with its id, or <c>Listing</c> with product and
    /// channel joined by a slash.
    /// </summary>
    public async Task<FieldAuthor?> AuthorAsync(string entity, string id, IReadOnlyCollection<string> fields, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await AuthorAsync(db, entity, id, fields, cancellation);
    }

    private static async Task<FieldAuthor?> AuthorAsync(
        StudioDb db, string entity, string id, IReadOnlyCollection<string> fields, CancellationToken cancellation)
    {
        var changes = await (
            from change in db.Changes
            join set in db.ChangeSets on change.ChangeSetId equals set.Id
            where change.Entity == entity && change.EntityId == id && change.After != null
            orderby change.Id descending
            select new { Change = change, set.ActorName, set.At }).Take(ChangesLookedAt).ToListAsync(cancellation);
        return changes.Where(item => item.Change.Tells(fields)).Select(item => new FieldAuthor(item.ActorName, item.At)).FirstOrDefault();
    }

    private static async Task<Refusal?> DenyAsync(StudioDb db, ProductFieldEdit edit, Actor actor, CancellationToken cancellation) => edit.Field.IsOfListing()
        ? actor.Deny(Permission.EditCatalog, edit.ChannelId)
        : await ProductWrite.DenyAsync(db, actor, edit.ProductId, cancellation);

    private static Outcome Apply(WriteSession session, Product product, Listing? listing, ProductField field, string? value) => field.IsOfListing()
        ? listing!.Edit(ProductFields.With(
            new ListingEdit(listing.Version, listing.Price, listing.CompareAtPrice, listing.Cost, listing.Stock, listing.Published), field, value))
        : product.Edit(ProductFields.With(
            new ProductEdit(product.Version, product.Name, product.Brand, product.Gtin, product.Description, product.Status), field, value), session.Now);

    private static Refusal? Unreadable(ProductField field, string? value) => field switch
    {
        ProductField.Status when !Enum.TryParse<ProductStatus>(value, out _) =>
            new Refusal("product.status", L["A product is draft, active or archived."], nameof(Product.Status)),
        ProductField.Price when value is null => new Refusal("listing.price", L["A listing needs a price."], nameof(Listing.Price)),
        ProductField.Price or ProductField.CompareAtPrice or ProductField.Cost or ProductField.Stock
            when value is not null && !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) =>
            new Refusal("listing.number", L["This is not a whole number of minor units or pieces."], field.ToString()),
        _ => null,
    };

    private static string? Clean(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static string Key(params ReadOnlySpan<int> ids) => string.Join('/', ids.ToArray().Select(id => id.ToString(CultureInfo.InvariantCulture)));
}
