using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>
/// Edits of products and their listings by people: with the right for them, against the version that the person saw, and with completeness kept true.
/// </summary>
public sealed class ProductService(StudioStore store)
{
    // Longer chains are a mistake somewhere, and nobody follows them.
    private const int LongestChain = 100;

    /// <summary>Changes what holds for the product in every shop. Needs the right in one of the shops that list it.</summary>
    /// <returns>The change set, for undo.</returns>
    public async Task<Outcome<long>> EditAsync(int productId, ProductEdit edit, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Edited a product", cancellation);
        if ((await ProductWrite.LoadAsync(session, productId, edit.Version, cancellation)).IsRefused(out var refusal, out var product))
        {
            return refusal;
        }

        var before = product.Sku;
        if (product.Edit(edit, session.Now).IsRefused(out var wrong) || (await CheckAsync(session, product, edit, before, cancellation)).IsRefused(out wrong))
        {
            return wrong;
        }

        if (!string.Equals(before, product.Sku, StringComparison.OrdinalIgnoreCase))
        {
            await RenameReferencesAsync(session, before, product.Sku, cancellation);
        }

        ProductWrite.Touch(session, product);
        session.Purpose = $"Edited {product.Name}";
        return await session.CommitAsync(cancellation);
    }

    /// <summary>
    /// Changes name and description in a locale other than the default; both blank takes them away. Needs the right in one of the shops that list it.
    /// </summary>
    /// <returns>The change set, for undo.</returns>
    public async Task<Outcome<long>> EditTextAsync(int productId, ProductTextEdit edit, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Edited a text", cancellation);
        if ((await ProductWrite.LoadAsync(session, productId, edit.Version, cancellation)).IsRefused(out var refusal, out var product))
        {
            return refusal;
        }

        var (name, description) = (string.IsNullOrWhiteSpace(edit.Name) ? null : edit.Name.Trim(), RichText.Clean(edit.Description));
        if ((name is null ? null : ProductRules.WrongName(name)) is { } wrong)
        {
            return wrong;
        }

        if (ProductRules.WrongDescription(description) is { } tooLong)
        {
            return tooLong;
        }

        var channels = await session.Db.Channels.AsNoTracking().ToListAsync(cancellation);
        if (!channels.Exists(channel => channel.Locales.Contains(edit.Locale)))
        {
            return new Refusal("product.locale", L["No shop sells in {0}.", edit.Locale], nameof(ProductTextEdit.Locale));
        }

        var text = await session.Db.ProductTexts.SingleOrDefaultAsync(item => item.ProductId == productId && item.Locale == edit.Locale, cancellation);
        if (name is null && description is null)
        {
            if (text is not null)
            {
                session.Db.Remove(text);
            }
        }
        else if (text is null)
        {
            session.Db.Add(new ProductText { ProductId = productId, Locale = edit.Locale, Name = name, Description = description });
        }
        else
        {
            (text.Name, text.Description) = (name, description);
        }

        ProductWrite.Touch(session, product);
        session.Purpose = $"Edited {product.Name} in {edit.Locale}";
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
            return Refusal.NotFound(L["This product is no longer listed here."]);
        }

        if (listing.Version != edit.Version)
        {
            return await ProductWrite.StaleAsync(session, nameof(Listing), ProductWrite.Key(productId, channelId), product.Name, cancellation);
        }

        if (listing.Edit(edit).IsRefused(out var refusal))
        {
            return refusal;
        }

        var channel = await session.Db.Channels.SingleAsync(item => item.Id == channelId, cancellation);
        session.Purpose = $"Edited {product.Name} in {channel.Name}";
        return await session.CommitAsync(cancellation);
    }

    /// <summary>Names of the other products with this GTIN: allowed (a set and its only part may share one), but worth a warning.</summary>
    public async Task<IReadOnlyList<string>> OthersWithGtinAsync(string? gtin, int productId, CancellationToken cancellation = default)
    {
        if (string.IsNullOrWhiteSpace(gtin) || !ProductRules.IsGtin(gtin.Trim()))
        {
            return [];
        }

        await using var db = store.Read();
        return await ProductLookupRows.WithGtinAsync(db, gtin.Trim(), productId, cancellation);
    }

    /// <summary>Brands in use that begin with what was typed, by name.</summary>
    public async Task<IReadOnlyList<string>> BrandsAsync(string? typed, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await ProductLookupRows.BrandsAsync(db, typed ?? "", cancellation);
    }

    private static async Task<Outcome> CheckAsync(WriteSession session, Product product, ProductEdit edit, string skuBefore, CancellationToken cancellation)
    {
        if (product.Sku != skuBefore && await ProductWrite.SkuTakenAsync(session.Db, product.Sku, product.Id, cancellation) is { } taken)
        {
            return taken;
        }

        if (session.Db.Entry(product).Property(item => item.TaxClass).IsModified
            && !await session.Db.TaxRates.AnyAsync(rate => rate.TaxClass == product.TaxClass, cancellation))
        {
            return new Refusal("product.tax-class", L["No shop has a tax class {0}.", product.TaxClass], nameof(ProductEdit.TaxClass));
        }

        if (product.Status == ProductStatus.Archived && edit.SuccessorSku is { } typed)
        {
            if ((await SuccessorAsync(session.Db, product, typed.Trim(), cancellation)).IsRefused(out var refusal, out var successor))
            {
                return refusal;
            }

            product.ReplaceWith(successor == 0 ? null : successor);
        }

        return Outcome.Done;
    }

    /// <returns>The successor's id; 0 for none.</returns>
    private static async Task<Outcome<int>> SuccessorAsync(StudioDb db, Product product, string sku, CancellationToken cancellation)
    {
        if (sku.Length == 0)
        {
            return 0;
        }

        var successor = await db.Products.AsNoTracking().Where(other => other.Sku == sku).Select(other => new { other.Id, other.Name, other.SuccessorId })
            .SingleOrDefaultAsync(cancellation);
        if (successor is null)
        {
            return Refusal.NotFound(L["There is no product {0} to replace it.", sku], nameof(ProductEdit.SuccessorSku));
        }

        if (successor.Id == product.Id)
        {
            return new Refusal("product.successor-self", L["A product cannot replace itself."], nameof(ProductEdit.SuccessorSku));
        }

        var (next, steps) = (successor.SuccessorId, 0);
        while (next is { } id && steps++ < LongestChain)
        {
            if (id == product.Id)
            {
                return new Refusal(
                    "product.successor-loop", L["{0} is itself replaced by {1}. Choose a product that is still sold.", successor.Name, product.Name],
                    nameof(ProductEdit.SuccessorSku));
            }

            next = await db.Products.Where(other => other.Id == id).Select(other => other.SuccessorId).SingleOrDefaultAsync(cancellation);
        }

        return successor.Id;
    }

    // Attributes that name products do so by SKU: a new one must not leave them pointing at nothing.
    private static async Task RenameReferencesAsync(WriteSession session, string before, string after, CancellationToken cancellation)
    {
        var kinds = await session.Db.Attributes.Where(attribute => attribute.Kind == AttributeKind.Products).Select(attribute => attribute.Id)
            .ToListAsync(cancellation);
        foreach (var value in await session.Db.AttributeValues.Where(value => kinds.Contains(value.AttributeId) && value.Text.Contains(before))
            .ToListAsync(cancellation))
        {
            value.Text = string
                .Join(AttributeValue.Separator, value.Parts.Select(part => part.Equals(before, StringComparison.OrdinalIgnoreCase) ? after : part));
        }
    }
}
