using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>Where a category goes.</summary>
/// <param name="ParentId">Null is the top of the tree.</param>
/// <param name="BeforeId">The sibling it comes to stand before; null puts it last.</param>
public sealed record CategoryPlace(int? ParentId, int? BeforeId = null);

/// <summary>
/// The category tree as people change it: for administrators, against the version they saw. Paths and positions of whole subtrees follow in the same write.
/// </summary>
public sealed class CategoryService(StudioStore store)
{
    public const int NameLength = 80;

    // More rows than this are moved by one statement, which records no row and so cannot be undone.
    private const int MostUndone = 5000;

    /// <summary>A new category, last among its siblings.</summary>
    /// <param name="code">Null makes one from the name.</param>
    /// <returns>The category and the change set, for undo.</returns>
    public async Task<Outcome<(int Id, long ChangeSetId)>> AddAsync(
        string name, int? parentId, string picture, Actor actor, string? code = null, CancellationToken cancellation = default)
    {
        if (Wrong(actor, name, picture) is { } wrong)
        {
            return wrong;
        }

        await using var session = await store.WriteAsync(actor, $"Added the category {name.Trim()}", cancellation);
        var all = await session.Db.Categories.AsTracking().ToListAsync(cancellation);
        if (parentId is not null && !all.Exists(category => category.Id == parentId))
        {
            return Gone;
        }

        if (code is not null && (!CatalogCode.IsCode(code) || all.Exists(category => category.Code == code)))
        {
            return new Refusal("category.code", L["A code has lower-case letters, digits and hyphens, and no other category has it."], "Code");
        }

        var added = new Category
        {
            Code = code ?? CatalogCode.Of(name, all.Select(category => category.Code)),
            Name = name.Trim(),
            ParentId = parentId,
            Position = all.Count(category => category.ParentId == parentId),
            Picture = picture,
        };
        session.Db.Add(added);
        return (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out var id) ? refusal : (added.Id, id);
    }

    /// <summary>Changes name and picture.</summary>
    public async Task<Outcome<long>> EditAsync(int id, int version, string name, string picture, Actor actor, CancellationToken cancellation = default)
    {
        if (Wrong(actor, name, picture) is { } wrong)
        {
            return wrong;
        }

        await using var session = await store.WriteAsync(actor, "Edited a category", cancellation);
        if ((await FindAsync(session, id, version, cancellation)).IsRefused(out var refusal, out var category))
        {
            return refusal;
        }

        session.Purpose = category.Name == name.Trim() ? $"Changed the picture of {category.Name}" : $"Renamed the category {category.Name} to {name.Trim()}";
        (category.Name, category.Picture) = (name.Trim(), picture);
        return await session.CommitAsync(cancellation);
    }

    /// <summary>Moves a category with everything below it.</summary>
    public async Task<Outcome<long>> MoveAsync(int id, int version, CategoryPlace place, Actor actor, CancellationToken cancellation = default)
    {
        if (actor.Deny(Permission.Administer, null) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, "Moved a category", cancellation);
        if ((await FindAsync(session, id, version, cancellation)).IsRefused(out var refusal, out var category))
        {
            return refusal;
        }

        var all = await session.Db.Categories.AsTracking().ToListAsync(cancellation);
        var parent = all.Find(other => other.Id == place.ParentId);
        var before = all.Find(other => other.Id == place.BeforeId);
        if ((place.ParentId is not null && parent is null) || (place.BeforeId is not null && before?.ParentId != place.ParentId))
        {
            return Refusal.Stale(L["The category tree was changed by someone else. Reload and try again."]);
        }

        if (parent is not null && parent.Path.StartsWith(category.Path, StringComparison.Ordinal))
        {
            return new Refusal("category.circle", L["{0} cannot be moved into itself.", category.Name]);
        }

        var siblings = all.Where(other => other.ParentId == place.ParentId && other.Id != id).OrderBy(other => other.Position).ThenBy(other => other.Id)
            .ToList();
        siblings.Insert(before is null ? siblings.Count : Math.Max(0, siblings.IndexOf(before)), category);
        session.Purpose = category.ParentId == place.ParentId
            ? $"Moved {category.Name} within its level"
            : $"Moved {category.Name} to {parent?.Name ?? "the top"}";
        category.ParentId = place.ParentId;
        for (var position = 0; position < siblings.Count; position++)
        {
            siblings[position].Position = position;
        }

        return session.Db.ChangeTracker.HasChanges()
            ? await session.CommitAsync(cancellation)
            : new Refusal("category.same", L["{0} is already there.", category.Name]);
    }

    /// <summary>Removes a category. Its products and the categories below it go to another one.</summary>
    /// <param name="targetId">Null is allowed for a category without products: what lies below it then goes to the top.</param>
    public async Task<Outcome<long>> DeleteAsync(int id, int version, int? targetId, Actor actor, CancellationToken cancellation = default)
    {
        if (actor.Deny(Permission.Administer, null) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, "Removed a category", cancellation);
        if ((await FindAsync(session, id, version, cancellation)).IsRefused(out var refusal, out var category))
        {
            return refusal;
        }

        var all = await session.Db.Categories.AsTracking().ToListAsync(cancellation);
        var target = all.Find(other => other.Id == targetId);
        if (targetId is not null && target is null)
        {
            return Gone;
        }

        if (target is not null && target.Path.StartsWith(category.Path, StringComparison.Ordinal))
        {
            return new Refusal("category.target", L["Choose a category outside {0}.", category.Name], "Target");
        }

        var db = session.Db;
        var products = await db.Products.CountAsync(product => product.CategoryId == id, cancellation)
            + await db.ProductCategories.CountAsync(place => place.CategoryId == id, cancellation);
        if (products > 0 && target is null)
        {
            return new Refusal("category.products", L["{0} has {1} products. Choose where they go.", category.Name, $"{products:N0}"], "Target");
        }

        session.Purpose = target is null
            ? $"Removed the category {category.Name}"
            : $"Removed the category {category.Name}, its products moved to {target.Name}";
        if (target is not null)
        {
            await MoveProductsAsync(session, id, target.Id, products, cancellation);
        }

        var next = all.Count(other => other.ParentId == targetId);
        foreach (var child in all.Where(other => other.ParentId == id).OrderBy(other => other.Position))
        {
            (child.ParentId, child.Position) = (targetId, next++);
        }

        // Named in the change set, so that an undo brings them back.
        db.RemoveRange(await db.CategoryOwners.AsTracking().Where(owner => owner.CategoryId == id).ToListAsync(cancellation));
        if ((await session.SaveAsync(cancellation)).IsRefused(out refusal))
        {
            return refusal;
        }

        db.Remove(category);
        return await session.CommitAsync(cancellation);
    }

    private static Refusal Gone => Refusal.Stale(L["This category no longer exists. Reload the tree."]);

    private static Refusal? Wrong(Actor actor, string name, string picture) =>
        actor.Deny(Permission.Administer, null)
        ?? (string.IsNullOrWhiteSpace(name) || name.Trim().Length > NameLength
            ? new Refusal("category.name", L["A category needs a name of at most {0} characters.", NameLength], "Name")
            : !Pictogram.TryParse(picture, out _) ? new Refusal("category.picture", L["This picture does not exist."], "Picture")
            : null);

    private static async Task<Outcome<Category>> FindAsync(WriteSession session, int id, int version, CancellationToken cancellation)
    {
        if (await session.Db.Categories.AsTracking().SingleOrDefaultAsync(item => item.Id == id, cancellation) is not { } category)
        {
            return Gone;
        }

        return category.Version == version
            ? category
            : Refusal.Stale(L["{0} or its neighbours were changed by someone else. Reload and try again.", category.Name]);
    }

    private static async Task MoveProductsAsync(WriteSession session, int id, int targetId, int count, CancellationToken cancellation)
    {
        var db = session.Db;
        if (count > MostUndone)
        {
            session.CanUndo = false;
            await db.Products.Where(product => product.CategoryId == id)
                .ExecuteUpdateAsync(
                    update => update.SetProperty(product => product.CategoryId, targetId).SetProperty(product => product.UpdatedAt, session.Now), cancellation);
            await db.ProductCategories.Where(place => place.CategoryId == id
                && db.Set<ProductCategory>().Any(other => other.ProductId == place.ProductId && other.CategoryId == targetId))
                .ExecuteDeleteAsync(cancellation);
            await db.ProductCategories.Where(place => place.CategoryId == id)
                .ExecuteUpdateAsync(update => update.SetProperty(place => place.CategoryId, targetId), cancellation);
            return;
        }

        foreach (var product in await db.Products.AsTracking().Where(product => product.CategoryId == id).ToListAsync(cancellation))
        {
            product.MoveTo(targetId);
            product.Touch(session.Now);
        }

        var there = await db.ProductCategories.Where(place => place.CategoryId == targetId).Select(place => place.ProductId).ToHashSetAsync(cancellation);
        foreach (var place in await db.ProductCategories.AsTracking().Where(place => place.CategoryId == id).ToListAsync(cancellation))
        {
            db.Remove(place);
            if (there.Add(place.ProductId))
            {
                db.Add(new ProductCategory { ProductId = place.ProductId, CategoryId = targetId });
            }
        }
    }
}
