using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>A variant that a person adds to a family.</summary>
/// <param name="Name">Blank takes the family's.</param>
/// <param name="Values">What sets it apart, by attribute code.</param>
/// <param name="LikeId">The sibling whose listings it begins with; null takes the first that has some.</param>
public sealed record NewVariant(string Sku, string? Name, IReadOnlyDictionary<string, string?> Values, int? LikeId = null);

/// <summary>Makes families, and moves products in and out of them. A family is one level deep: a parent has no parent.</summary>
public sealed class FamilyService(StudioStore store)
{
    public const int MaxVariants = 500;

    /// <summary>A new family around a simple product, which becomes its first variant and keeps its orders, links and listings.</summary>
    /// <param name="version">Of the product as the person saw it.</param>
    public async Task<Outcome<ProductCreated>> MakeFamilyAsync(
        int productId, string sku, string name, int version, Actor actor, CancellationToken cancellation = default)
    {
        (sku, name) = (sku.Trim(), name.Trim());
        await using var session = await store.WriteAsync(actor, "Created a family", cancellation);
        if ((await ProductWrite.LoadAsync(session, productId, version, cancellation)).IsRefused(out var refusal, out var product))
        {
            return refusal;
        }

        if (product.Kind != ProductKind.Simple)
        {
            return InFamily(product);
        }

        if (await ProductCreation.WrongAsync(session.Db, sku, name, cancellation) is { } wrong)
        {
            return wrong;
        }

        if ((await AddParentAsync(session, product, sku, name, cancellation)).IsRefused(out refusal, out var parent))
        {
            return refusal;
        }

        Join(session, product, parent, 0);
        session.Purpose = $"Made {name} a family with {product.Name}";
        return await ProductCreation.FinishAsync(session, parent, cancellation);
    }

    /// <summary>Adds a variant with the family's content, what sets it apart, and listings as a sibling has them (stock begins at none).</summary>
    /// <param name="version">Of the family as the person saw it.</param>
    public async Task<Outcome<ProductCreated>> AddVariantAsync(
        int familyId, NewVariant request, int version, Actor actor, CancellationToken cancellation = default)
    {
        var sku = request.Sku.Trim();
        await using var session = await store.WriteAsync(actor, "Added a variant", cancellation);
        if ((await LoadParentAsync(session, familyId, version, cancellation)).IsRefused(out var refusal, out var parent))
        {
            return refusal;
        }

        var name = string.IsNullOrWhiteSpace(request.Name) ? parent.Name : request.Name.Trim();
        var siblings = await session.Db.Products.Where(item => item.ParentId == familyId).OrderBy(item => item.Id).Select(item => item.Id)
            .ToListAsync(cancellation);
        if (await ProductCreation.WrongAsync(session.Db, sku, name, cancellation) is { } wrong)
        {
            return wrong;
        }

        if (siblings.Count >= MaxVariants)
        {
            return new Refusal("family.full", L["A family has at most {0} variants.", MaxVariants]);
        }

        var variant = ProductCopy.Of(parent, sku, name, session.Now);
        variant.JoinFamily(parent.Id, await NextPlaceAsync(session, parent.Id, cancellation));
        ProductWrite.Touch(session, parent);
        session.Db.Add(variant);
        if ((await session.SaveAsync(cancellation)).IsRefused(out refusal))
        {
            return refusal;
        }

        if ((await ProductAttributeService.WriteValuesAsync(session, variant.Id, request.Values, cancellation)).IsRefused(out var value))
        {
            return value;
        }

        if (await DuplicateAsync(session, variant, siblings, cancellation) is { } duplicate)
        {
            return duplicate;
        }

        var like = request.LikeId is { } asked && siblings.Contains(asked) ? asked
            : await session.Db.Listings.Where(listing => siblings.Contains(listing.ProductId)).OrderBy(listing => listing.ProductId)
                .Select(listing => (int?)listing.ProductId).FirstOrDefaultAsync(cancellation)
            ?? parent.Id;
        await ProductCopy.CategoriesAsync(session, parent.Id, variant.Id, cancellation);
        await ProductCopy.TextsAsync(session, parent.Id, variant.Id, cancellation);
        await ProductCopy.ListingsAsync(session, like, variant.Id, id => actor.Can(Permission.EditCatalog, id), published: true, cancellation);
        session.Purpose = $"Added {sku} to {parent.Name}";
        return await ProductCreation.FinishAsync(session, variant, cancellation);
    }

    /// <summary>Makes a simple product a variant of a family.</summary>
    /// <param name="version">Of the product as the person saw it.</param>
    /// <returns>The change set, for undo.</returns>
    public async Task<Outcome<long>> JoinAsync(int productId, string familySku, int version, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Joined a family", cancellation);
        if ((await ProductWrite.LoadAsync(session, productId, version, cancellation)).IsRefused(out var refusal, out var product))
        {
            return refusal;
        }

        if (product.Kind != ProductKind.Simple)
        {
            return InFamily(product);
        }

        var familyId = await session.Db.Products.Where(item => item.Sku == familySku).Select(item => item.ParentId ?? item.Id)
            .SingleOrDefaultAsync(cancellation);
        if ((await LoadParentAsync(session, familyId, null, cancellation)).IsRefused(out refusal, out var parent))
        {
            return refusal;
        }

        Join(session, product, parent, await NextPlaceAsync(session, parent.Id, cancellation));
        ProductWrite.Touch(session, parent);
        session.Purpose = $"Made {product.Name} a variant of {parent.Name}";
        return await session.CommitAsync(cancellation);
    }

    /// <summary>Makes a variant a product of its own, with what it had from its family.</summary>
    /// <param name="version">Of the variant as the person saw it.</param>
    /// <returns>The change set, for undo.</returns>
    public async Task<Outcome<long>> DetachAsync(int variantId, int version, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Detached a variant", cancellation);
        if ((await ProductWrite.LoadAsync(session, variantId, version, cancellation)).IsRefused(out var refusal, out var variant))
        {
            return refusal;
        }

        if (variant.ParentId is not { } parentId)
        {
            return new Refusal("family.not-variant", L["{0} is not a variant.", variant.Name]);
        }

        if ((await ProductWrite.LoadAsync(session, parentId, null, cancellation)).IsRefused(out refusal, out var parent))
        {
            return refusal;
        }

        await ProductCopy.AttributesAsync(session, parentId, variantId, cancellation);
        variant.LeaveFamily(parent);
        ProductWrite.Touch(session, variant);
        ProductWrite.Touch(session, parent);
        session.Purpose = $"Detached {variant.Name} from {parent.Name}";
        return await session.CommitAsync(cancellation);
    }

    /// <summary>Moves some variants of a family into a new one.</summary>
    /// <param name="version">Of the family as the person saw it.</param>
    public async Task<Outcome<ProductCreated>> SplitAsync(
        int familyId, IReadOnlyCollection<int> variantIds, string sku, string name, int version, Actor actor, CancellationToken cancellation = default)
    {
        (sku, name) = (sku.Trim(), name.Trim());
        await using var session = await store.WriteAsync(actor, "Split a family", cancellation);
        if ((await LoadParentAsync(session, familyId, version, cancellation)).IsRefused(out var refusal, out var family))
        {
            return refusal;
        }

        if (await ProductCreation.WrongAsync(session.Db, sku, name, cancellation) is { } wrong)
        {
            return wrong;
        }

        var moving = await session.Db.Products.Where(item => item.ParentId == familyId && variantIds.Contains(item.Id)).ToListAsync(cancellation);
        if (moving.Count == 0 || moving.Count != variantIds.Count)
        {
            return new Refusal("family.split", L["Choose the variants that move into the new family."]);
        }

        if ((await AddParentAsync(session, family, sku, name, cancellation)).IsRefused(out refusal, out var parent))
        {
            return refusal;
        }

        foreach (var variant in moving)
        {
            Join(session, variant, parent, variant.VariantPosition);
        }

        ProductWrite.Touch(session, family);
        session.Purpose = $"Split {name} from {family.Name}";
        return await ProductCreation.FinishAsync(session, parent, cancellation);
    }

    /// <summary>Moves all variants of another family here; that one is archived with this as its successor.</summary>
    /// <param name="version">Of the family as the person saw it.</param>
    /// <returns>The change set, for undo.</returns>
    public async Task<Outcome<long>> MergeAsync(int familyId, string otherSku, int version, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Merged families", cancellation);
        if ((await LoadParentAsync(session, familyId, version, cancellation)).IsRefused(out var refusal, out var family))
        {
            return refusal;
        }

        var otherId = await session.Db.Products.Where(item => item.Sku == otherSku).Select(item => item.ParentId ?? item.Id).SingleOrDefaultAsync(cancellation);
        if (otherId == familyId)
        {
            return new Refusal("family.self", L["{0} is already in this family.", otherSku]);
        }

        if ((await LoadParentAsync(session, otherId, null, cancellation)).IsRefused(out refusal, out var other))
        {
            return refusal;
        }

        var moving = await session.Db.Products.Where(item => item.ParentId == other.Id).OrderBy(item => item.VariantPosition).ThenBy(item => item.Id)
            .ToListAsync(cancellation);
        if (await session.Db.Products.CountAsync(item => item.ParentId == familyId, cancellation) + moving.Count > MaxVariants)
        {
            return new Refusal("family.full", L["A family has at most {0} variants.", MaxVariants]);
        }

        var place = await NextPlaceAsync(session, familyId, cancellation);
        foreach (var variant in moving)
        {
            // What they had from their family they keep as their own; where this one is in order by hand, they come behind it.
            await ProductCopy.AttributesAsync(session, other.Id, variant.Id, cancellation);
            Join(session, variant, family, place == 0 ? 0 : place++);
        }

        other.Archive();
        other.ReplaceWith(family.Id);
        ProductWrite.Touch(session, other);
        ProductWrite.Touch(session, family);
        session.Purpose = $"Merged {other.Name} into {family.Name}";
        return await session.CommitAsync(cancellation);
    }

    /// <summary>
    /// Puts the variants of a family in this order, for every list and panel; those that are not named stay behind them. None gives the order back to what sets
    /// them apart.
    /// </summary>
    /// <param name="version">Of the family as the person saw it.</param>
    /// <returns>The change set, for undo.</returns>
    public async Task<Outcome<long>> ArrangeAsync(
        int familyId, IReadOnlyList<int> variantIds, int version, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Reordered variants", cancellation);
        if ((await LoadParentAsync(session, familyId, version, cancellation)).IsRefused(out var refusal, out var family))
        {
            return refusal;
        }

        var variants = await session.Db.Products.AsTracking().Where(item => item.ParentId == familyId).OrderBy(item => item.VariantPosition)
            .ThenBy(item => item.Id).ToListAsync(cancellation);
        var places = variantIds.Select((id, place) => (id, place)).DistinctBy(pair => pair.id).ToDictionary(pair => pair.id, pair => pair.place);
        if (places.Count != variantIds.Count || places.Keys.Except(variants.Select(variant => variant.Id)).Any())
        {
            return new Refusal("family.order", L["One of these variants is no longer in the family. Reload and try again."]);
        }

        var next = variantIds.Count;
        foreach (var variant in variants)
        {
            variant.PlaceAt(places.TryGetValue(variant.Id, out var place) ? place : next == 0 ? 0 : next++);
        }

        ProductWrite.Touch(session, family);
        session.Purpose = variantIds.Count == 0 ? $"Reset the order of the variants of {family.Name}" : $"Reordered the variants of {family.Name}";
        return await session.CommitAsync(cancellation);
    }

    private static async Task<Outcome<Product>> LoadParentAsync(WriteSession session, int familyId, int? version, CancellationToken cancellation)
    {
        if ((await ProductWrite.LoadAsync(session, familyId, version, cancellation)).IsRefused(out var refusal, out var parent))
        {
            return refusal.Code is Refusal.ForbiddenCode or Refusal.StaleCode ? refusal : Refusal.NotFound(L["There is no such family."]);
        }

        return parent.Kind == ProductKind.Parent ? parent : new Refusal("family.not-family", L["{0} is not a family. Make it a family first.", parent.Name]);
    }

    private static async Task<Outcome<Product>> AddParentAsync(WriteSession session, Product like, string sku, string name, CancellationToken cancellation)
    {
        var parent = ProductCopy.Of(like, sku, name, session.Now, like.Status);
        parent.BecomeFamily();
        session.Db.Add(parent);
        if ((await session.SaveAsync(cancellation)).IsRefused(out var refusal))
        {
            return refusal;
        }

        await ProductCopy.CategoriesAsync(session, like.Id, parent.Id, cancellation);
        await ProductCopy.TextsAsync(session, like.Id, parent.Id, cancellation);
        if (like.Kind == ProductKind.Parent)
        {
            await ProductCopy.AttributesAsync(session, like.Id, parent.Id, cancellation);
        }

        return parent;
    }

    /// <summary>Behind those that somebody put in order; 0 where nobody did.</summary>
    internal static async Task<int> NextPlaceAsync(WriteSession session, int familyId, CancellationToken cancellation) =>
        await session.Db.Products.Where(item => item.ParentId == familyId).MaxAsync(item => (int?)item.VariantPosition, cancellation) is > 0 and var last
            ? last + 1
            : 0;

    private static void Join(WriteSession session, Product product, Product parent, int place)
    {
        product.JoinFamily(parent.Id, place);
        ProductWrite.Touch(session, product);
    }

    private static Refusal InFamily(Product product) =>
        new("family.member", product.Kind == ProductKind.Parent
            ? L["{0} is a family itself.", product.Name]
            : L["{0} is already a variant. Detach it first.", product.Name]);

    // Two variants that nothing sets apart cannot be told from one another by a shopper.
    private static async Task<Refusal?> DuplicateAsync(WriteSession session, Product variant, List<int> siblings, CancellationToken cancellation)
    {
        // Compared is what counts: the own value, else the family's.
        var ids = siblings.Append(variant.Id).Append(variant.ParentId!.Value).ToList();
        var values = (await session.Db.AttributeValues.AsNoTracking().Where(value => ids.Contains(value.ProductId)).ToListAsync(cancellation))
            .ToDictionary(value => (value.ProductId, value.AttributeId), value => value.Text);
        foreach (var value in session.Db.ChangeTracker.Entries<AttributeValue>().Select(entry => entry.Entity).Where(value => value.ProductId == variant.Id))
        {
            values[(value.ProductId, value.AttributeId)] = value.Text;
        }

        string? Counts(int id, int attribute) => values.GetValueOrDefault((id, attribute)) ?? values.GetValueOrDefault((variant.ParentId!.Value, attribute));
        var attributes = values.Keys.Select(key => key.AttributeId).Distinct().ToList();
        var duplicate = siblings.FirstOrDefault(id => attributes.TrueForAll(attribute => Counts(id, attribute) == Counts(variant.Id, attribute)));
        if (duplicate != 0)
        {
            var name = await session.Db.Products.Where(item => item.Id == duplicate).Select(item => item.Name).SingleAsync(cancellation);
            return new Refusal(
                "family.same", L["{0} already has the same values. Enter a variant attribute, such as a size or colour.", name], nameof(NewVariant.Values));
        }

        return !values.Keys.Any(key => key.ProductId == variant.Id) && siblings.Count > 0
            ? new Refusal("family.same", L["Enter a variant attribute, such as a size or colour."], nameof(NewVariant.Values))
            : null;
    }
}
