using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>A product that a person begins. It starts as a draft, so that no shopper sees it half done.</summary>
/// <param name="Listings">The figures by channel id; empty lists it nowhere yet.</param>
public sealed record NewProduct(string Sku, string Name, string? Brand, int? TypeId, int? CategoryId, IReadOnlyDictionary<int, ListingEdit> Listings);

/// <summary>A product that was made.</summary>
/// <param name="ChangeSetId">What undo takes.</param>
public sealed record ProductCreated(int Id, string Sku, long ChangeSetId);

/// <summary>Makes products: from nothing, or after another.</summary>
public sealed class ProductCreation(StudioStore store)
{
    /// <summary>Needs the right in every shop that is to list it; in any, when none is.</summary>
    public async Task<Outcome<ProductCreated>> CreateAsync(NewProduct request, Actor actor, CancellationToken cancellation = default)
    {
        if (actor.DenyInEach(Permission.EditCatalog, []) is { } denied)
        {
            return denied;
        }

        if (request.Listings.Keys.Select(id => actor.Deny(Permission.EditCatalog, id)).FirstOrDefault(refusal => refusal is not null) is { } elsewhere)
        {
            return elsewhere;
        }

        var (sku, name) = (request.Sku.Trim(), request.Name.Trim());
        var brand = string.IsNullOrWhiteSpace(request.Brand) ? null : request.Brand.Trim();
        if (brand is { Length: > ProductEdit.BrandLength })
        {
            return new Refusal("product.brand", L["A brand has at most {0} characters.", ProductEdit.BrandLength], nameof(NewProduct.Brand));
        }

        await using var session = await store.WriteAsync(actor, $"Created {name}", cancellation);
        if (await WrongAsync(session.Db, sku, name, cancellation) is { } wrong)
        {
            return wrong;
        }

        if (request.TypeId is { } type && !await session.Db.ProductTypes.AnyAsync(item => item.Id == type, cancellation))
        {
            return Refusal.NotFound(L["This product type no longer exists."], nameof(NewProduct.TypeId));
        }

        if (request.CategoryId is { } category && !await session.Db.Categories.AnyAsync(item => item.Id == category, cancellation))
        {
            return Refusal.NotFound(L["This category no longer exists."], nameof(NewProduct.CategoryId));
        }

        var product = new Product
        {
            Sku = sku, Name = name, Brand = brand, ProductTypeId = request.TypeId, CategoryId = request.CategoryId,
            Status = ProductStatus.Draft, CreatedAt = session.Now, UpdatedAt = session.Now,
        };
        session.Db.Add(product);
        if ((await session.SaveAsync(cancellation)).IsRefused(out var refusal))
        {
            return refusal;
        }

        foreach (var (channelId, edit) in request.Listings)
        {
            var listing = new Listing { ProductId = product.Id, ChannelId = channelId };
            if (listing.Edit(edit).IsRefused(out var figure))
            {
                return figure;
            }

            session.Db.Add(listing);
        }

        return await FinishAsync(session, product, cancellation);
    }

    /// <summary>
    /// A draft like another product, with its texts, attributes, categories and, unpublished, its listings in the actor's shops. A duplicated variant joins the
    /// same family.
    /// </summary>
    public async Task<Outcome<ProductCreated>> DuplicateAsync(int productId, string sku, string name, Actor actor, CancellationToken cancellation = default)
    {
        (sku, name) = (sku.Trim(), name.Trim());
        await using var session = await store.WriteAsync(actor, "Duplicated a product", cancellation);
        if ((await ProductWrite.LoadAsync(session, productId, null, cancellation)).IsRefused(out var refusal, out var from))
        {
            return refusal;
        }

        if (await WrongAsync(session.Db, sku, name, cancellation) is { } wrong)
        {
            return wrong;
        }

        var copy = ProductCopy.Of(from, sku, name, session.Now);
        if (from.ParentId is { } family)
        {
            copy.JoinFamily(family, await FamilyService.NextPlaceAsync(session, family, cancellation));
        }
        else if (from.Kind == ProductKind.Parent)
        {
            copy.BecomeFamily();
        }

        session.Db.Add(copy);
        if ((await session.SaveAsync(cancellation)).IsRefused(out refusal))
        {
            return refusal;
        }

        await ProductCopy.CategoriesAsync(session, from.Id, copy.Id, cancellation);
        await ProductCopy.TextsAsync(session, from.Id, copy.Id, cancellation);
        await ProductCopy.AttributesAsync(session, from.Id, copy.Id, cancellation);
        await ProductCopy.ListingsAsync(session, from.Id, copy.Id, id => actor.Can(Permission.EditCatalog, id), published: false, cancellation);
        session.Purpose = $"Duplicated {from.Name} as {name}";
        return await FinishAsync(session, copy, cancellation);
    }

    internal static async Task<Refusal?> WrongAsync(StudioDb db, string sku, string name, CancellationToken cancellation) =>
        ProductRules.WrongSku(sku) ?? ProductRules.WrongName(name) ?? await ProductWrite.SkuTakenAsync(db, sku, 0, cancellation);

    internal static async Task<Outcome<ProductCreated>> FinishAsync(WriteSession session, Product product, CancellationToken cancellation) =>
        (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out var id) ? refusal : new ProductCreated(product.Id, product.Sku, id);
}
