using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>What a person writes into the attributes of a product.</summary>
/// <param name="Version">Of the product as the person saw it.</param>
/// <param name="TypeId">Its product type from now on; null for none.</param>
/// <param name="Values">By attribute code, several parted by <see cref="AttributeValue.Separator"/>; blank takes the product's own value away, what is not
/// named stays.</param>
public sealed record AttributesEdit(int Version, int? TypeId, IReadOnlyDictionary<string, string?> Values);

/// <summary>
/// Writes product types and typed attribute values. Values that a new type does not have are kept: they stand there again when the old type returns.
/// </summary>
public sealed class ProductAttributeService(StudioStore store)
{
    /// <summary>Needs the right in one of the shops that list the product.</summary>
    /// <returns>The change set, for undo.</returns>
    public async Task<Outcome<long>> EditAsync(int productId, AttributesEdit edit, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Edited attributes", cancellation);
        if ((await ProductWrite.LoadAsync(session, productId, edit.Version, cancellation)).IsRefused(out var refusal, out var product))
        {
            return refusal;
        }

        if (edit.TypeId is { } typeId && !await session.Db.ProductTypes.AnyAsync(type => type.Id == typeId, cancellation))
        {
            return Refusal.NotFound(L["This product type no longer exists."], nameof(AttributesEdit.TypeId));
        }

        product.ChangeType(edit.TypeId);
        if ((await WriteValuesAsync(session, productId, edit.Values, cancellation)).IsRefused(out var wrong))
        {
            return wrong;
        }

        ProductWrite.Touch(session, product);
        session.Purpose = $"Edited attributes of {product.Name}";
        return await session.CommitAsync(cancellation);
    }

    /// <summary>Checks and writes values inside another write.</summary>
    internal static async Task<Outcome> WriteValuesAsync(
        WriteSession session, int productId, IReadOnlyDictionary<string, string?> values, CancellationToken cancellation)
    {
        var codes = values.Keys.ToList();
        var attributes = (await session.Db.Attributes.AsNoTracking().Where(attribute => codes.Contains(attribute.Code)).ToListAsync(cancellation))
            .ToDictionary(attribute => attribute.Code, StringComparer.Ordinal);
        var existing = await session.Db.AttributeValues.Where(value => value.ProductId == productId)
            .ToDictionaryAsync(value => value.AttributeId, cancellation);
        var skus = await SkusAsync(session.Db, values, attributes, cancellation);
        foreach (var (code, typed) in values)
        {
            if (!attributes.TryGetValue(code, out var attribute))
            {
                return Refusal.NotFound(L["The attribute {0} no longer exists.", code], Completeness.AttributePrefix + code);
            }

            var value = existing.GetValueOrDefault(attribute.Id);
            if (string.IsNullOrWhiteSpace(typed))
            {
                if (value is not null)
                {
                    session.Db.Remove(value);
                }

                continue;
            }

            if (value is not null && value.Text == typed)
            {
                continue; // An option that the shop has taken away since stays where nobody touches it.
            }

            var check = AttributeRules.Check(attribute, typed, skus);
            if (check.Refusal is { } wrong)
            {
                return wrong;
            }

            if (value is null)
            {
                session.Db.Add(new AttributeValue { ProductId = productId, AttributeId = attribute.Id, Text = check.Value.Text, Number = check.Value.Number });
            }
            else
            {
                (value.Text, value.Number) = check.Value;
            }
        }

        return Outcome.Done;
    }

    private static async Task<IReadOnlyDictionary<string, string>> SkusAsync(
        StudioDb db, IReadOnlyDictionary<string, string?> values, Dictionary<string, AttributeDefinition> attributes, CancellationToken cancellation)
    {
        var named = values.Where(value => value.Value is not null && attributes.GetValueOrDefault(value.Key)?.Kind == AttributeKind.Products)
            .SelectMany(value => AttributeRules.Parts(value.Value!)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var found = named.Count == 0
            ? []
            : await db.Products.Where(product => named.Contains(product.Sku)).Select(product => product.Sku).ToListAsync(cancellation);
        return found.ToDictionary(sku => sku, StringComparer.OrdinalIgnoreCase);
    }
}
