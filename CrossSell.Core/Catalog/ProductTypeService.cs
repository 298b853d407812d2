using System.Globalization;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>What a person writes about a product type.</summary>
/// <param name="Id">Null makes a new one.</param>
/// <param name="Code">Blank makes one from the name.</param>
/// <param name="Attributes">In the order in which they are asked for.</param>
public sealed record ProductTypeEdit(int? Id, int Version, string Code, string Name, IReadOnlyList<(int AttributeId, bool Required)> Attributes);

/// <summary>
/// Which attributes kinds of products have and need: for administrators. Completeness of the type's products follows in the same write, or by a job when they
/// are many.
/// </summary>
public sealed class ProductTypeService(StudioStore store)
{
    public const int NameLength = 60;

    public async Task<Outcome<(int Id, long ChangeSetId)>> SaveAsync(ProductTypeEdit edit, Actor actor, CancellationToken cancellation = default)
    {
        if (actor.Deny(Permission.Administer, null) is { } denied)
        {
            return denied;
        }

        var name = edit.Name.Trim();
        if (name.Length is 0 or > NameLength)
        {
            return new Refusal("type.name", L["A product type needs a name of at most {0} characters.", NameLength], nameof(ProductTypeEdit.Name));
        }

        await using var session = await store.WriteAsync(actor, $"Added the product type {name}", cancellation);
        var db = session.Db;
        var others = await db.ProductTypes.Where(other => other.Id != edit.Id).Select(other => other.Code).ToListAsync(cancellation);
        var code = string.IsNullOrWhiteSpace(edit.Code) ? CatalogCode.Of(name, others) : edit.Code.Trim();
        if (!CatalogCode.IsCode(code) || others.Contains(code))
        {
            return new Refusal(
                "type.code", L["A code has lower-case letters, digits and hyphens, and no other product type has it."], nameof(ProductTypeEdit.Code));
        }

        var wanted = edit.Attributes.Select(place => place.AttributeId).ToHashSet();
        if (wanted.Count < edit.Attributes.Count || await db.Attributes.CountAsync(attribute => wanted.Contains(attribute.Id), cancellation) < wanted.Count)
        {
            return Refusal.Stale(L["The attributes were changed by someone else. Reload and try again."]);
        }

        var type = new ProductType { Code = code, Name = name };
        if (edit.Id is { } id)
        {
            if (await db.ProductTypes.AsTracking().Include(item => item.Attributes).SingleOrDefaultAsync(item => item.Id == id, cancellation) is not { } found)
            {
                return Refusal.NotFound(L["This product type no longer exists."]);
            }

            if (found.Version != edit.Version)
            {
                return Refusal.Stale(L["{0} was changed by someone else. Reload and try again.", found.Name]);
            }

            if (found.Code != code && await db.Products.AnyAsync(product => product.ProductTypeId == id, cancellation))
            {
                return new Refusal("type.code", L["The code is already used in files and addresses, so it cannot change."], nameof(ProductTypeEdit.Code));
            }

            (type, session.Purpose) = (found, $"Edited the product type {name}");
            (type.Code, type.Name) = (code, name);
            // Its attributes are rows of their own; the version guards the whole.
            db.Entry(type).Property(item => item.Name).IsModified = true;
        }
        else
        {
            db.Add(type);
        }

        type.Attributes.RemoveAll(place => !wanted.Contains(place.AttributeId));
        for (var position = 0; position < edit.Attributes.Count; position++)
        {
            var (attributeId, required) = edit.Attributes[position];
            if (type.Attributes.Find(place => place.AttributeId == attributeId) is { } place)
            {
                (place.Position, place.Required) = (position, required);
            }
            else
            {
                type.Attributes.Add(new ProductTypeAttribute { AttributeId = attributeId, Position = position, Required = required });
            }
        }

        return (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out var set) ? refusal : (type.Id, set);
    }

    /// <summary>Removes a type that no product has.</summary>
    public async Task<Outcome<long>> DeleteAsync(int id, int version, Actor actor, CancellationToken cancellation = default)
    {
        if (actor.Deny(Permission.Administer, null) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, "Removed a product type", cancellation);
        if (await session.Db.ProductTypes.AsTracking().Include(item => item.Attributes)
            .SingleOrDefaultAsync(item => item.Id == id, cancellation) is not { } type)
        {
            return Refusal.NotFound(L["This product type no longer exists."]);
        }

        if (type.Version != version)
        {
            return Refusal.Stale(L["{0} was changed by someone else. Reload and try again.", type.Name]);
        }

        if (await session.Db.Products.CountAsync(product => product.ProductTypeId == id, cancellation) is var products and > 0)
        {
            var number = products.ToString("N0", CultureInfo.InvariantCulture);
            return new Refusal(
                "type.used", L.Plural(
                    products, number, "{0} product is of the type {1}. Change their type first.",
                    "{0} products are of the type {1}. Change their type first.", type.Name));
        }

        session.Purpose = $"Removed the product type {type.Name}";
        session.Db.Remove(type);
        return await session.CommitAsync(cancellation);
    }
}
