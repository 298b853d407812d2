using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Bulk.BulkTexts;

namespace CrossSell.Core.Bulk;

/// <summary>Sets or clears one attribute of products.</summary>
internal sealed class AttributeStep(Actor actor, AttributeDefinition attribute, string? text, double? number) : BulkEditStep(actor)
{
    public override Type[] Touches => [typeof(Product), typeof(AttributeValue), typeof(Listing)];

    public override string Sentence(int count) => text is null
        ? L.Plural(count, Written(count), "Clear {1} of {0} product", "Clear {1} of {0} products", attribute.Name)
        : L.Plural(count, Written(count), "Set {1} of {0} product", "Set {1} of {0} products", attribute.Name);

    public override async Task DecideAsync(StudioDb db, int[] ids, BulkVerdict verdict, CancellationToken cancellation)
    {
        ids = await AllowedAsync(db, ids, verdict, cancellation);
        var types = (await db.Set<ProductTypeAttribute>().Where(place => place.AttributeId == attribute.Id).Select(place => place.ProductTypeId)
            .ToListAsync(cancellation)).ToHashSet();
        var existing = await db.AttributeValues.Where(value => value.AttributeId == attribute.Id && ids.Contains(value.ProductId))
            .Select(value => new { value.ProductId, value.Text }).ToDictionaryAsync(value => value.ProductId, value => value.Text, cancellation);
        var products = await (
            from product in db.Products
            where ids.Contains(product.Id)
            join family in db.Products on product.ParentId equals (int?)family.Id into families
            from family in families.DefaultIfEmpty()
            select new { product.Id, Type = product.ProductTypeId ?? family.ProductTypeId }).ToListAsync(cancellation);
        foreach (var product in products)
        {
            if (existing.GetValueOrDefault(product.Id) == text)
            {
                verdict.Unchanged++;
            }
            else if (text is not null && (product.Type is not { } type || !types.Contains(type)))
            {
                verdict.Refuse(product.Id, L["has no attribute {0}: its product type does not give it one", attribute.Name]);
            }
            else
            {
                verdict.Changing.Add(product.Id);
                verdict.Words[product.Id] = (Words(existing.GetValueOrDefault(product.Id)), Words(text));
            }
        }
    }

    public override async Task ApplyAsync(WriteSession session, BulkVerdict verdict, CancellationToken cancellation)
    {
        if (text is null)
        {
            await session.Db.AttributeValues.Where(value => value.AttributeId == attribute.Id && verdict.Changing.Contains(value.ProductId))
                .ExecuteDeleteAsync(cancellation);
        }
        else
        {
            await BulkEditSql.SetAttributeAsync(session, attribute.Id, text, number, verdict.Changing, cancellation);
        }

        await StampAsync(session, verdict.Changing, cancellation);
    }

    private string Words(string? value) => value is null
        ? L["none"]
        : value.Replace(AttributeValue.Separator.ToString(), ", ", StringComparison.Ordinal) + (attribute.Unit is { } unit ? $" {unit}" : "");
}
