using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Bulk.BulkTexts;

namespace CrossSell.Core.Bulk;

/// <summary>Sets the status of products; archived ones may get a successor.</summary>
internal sealed class StatusStep(Actor actor, SetStatus edit) : BulkEditStep(actor)
{
    public override Type[] Touches => [typeof(Product)];

    public override string Sentence(int count) => edit.Status switch
    {
        ProductStatus.Active => L.Plural(count, Written(count), "Activate {0} product", "Activate {0} products"),
        ProductStatus.Archived => L.Plural(count, Written(count), "Archive {0} product", "Archive {0} products"),
        _ => L.Plural(count, Written(count), "Set {0} product to draft", "Set {0} products to draft"),
    };

    public override async Task DecideAsync(StudioDb db, int[] ids, BulkVerdict verdict, CancellationToken cancellation)
    {
        ids = await AllowedAsync(db, ids, verdict, cancellation);
        foreach (var product in await db.Products.Where(product => ids.Contains(product.Id))
            .Select(product => new { product.Id, product.Status, product.SuccessorId }).ToListAsync(cancellation))
        {
            if (product.Id == edit.SuccessorId)
            {
                verdict.Refuse(product.Id, L["cannot replace itself"]);
            }
            else if (product.Status == edit.Status && (product.SuccessorId == Successor(product.SuccessorId)))
            {
                verdict.Unchanged++;
            }
            else
            {
                verdict.Changing.Add(product.Id);
                verdict.Words[product.Id] = (Words(product.Status), Words(edit.Status));
            }
        }
    }

    public override Task ApplyAsync(WriteSession session, BulkVerdict verdict, CancellationToken cancellation)
    {
        var products = session.Db.Products.Where(product => verdict.Changing.Contains(product.Id));
        // A product that is not archived has no successor.
        return edit is { Status: ProductStatus.Archived, SuccessorId: null }
            ? products.ExecuteUpdateAsync(
                update => update.SetProperty(product => product.Status, edit.Status).SetProperty(product => product.UpdatedAt, session.Now), cancellation)
            : products.ExecuteUpdateAsync(
                update => update.SetProperty(product => product.Status, edit.Status).SetProperty(product => product.SuccessorId, Successor(null))
                    .SetProperty(product => product.UpdatedAt, session.Now), cancellation);
    }

    private static string Words(ProductStatus status) => status switch
    {
        ProductStatus.Active => L["active"],
        ProductStatus.Archived => L["archived"],
        _ => L["draft"],
    };

    private int? Successor(int? existing) => edit.Status != ProductStatus.Archived ? null : edit.SuccessorId ?? existing;
}
