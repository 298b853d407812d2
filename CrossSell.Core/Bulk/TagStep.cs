using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Bulk.BulkTexts;

namespace CrossSell.Core.Bulk;

/// <summary>Adds or takes off one tag.</summary>
internal sealed class TagStep(Actor actor, string tag, bool adds) : BulkEditStep(actor)
{
    private const int MostTags = 50;

    public override Type[] Touches => [typeof(Product), typeof(Listing)];

    public override string Sentence(int count) => adds
        ? L.Plural(count, Written(count), "Tag {0} product with {1}", "Tag {0} products with {1}", tag)
        : L.Plural(count, Written(count), "Remove the tag {1} from {0} product", "Remove the tag {1} from {0} products", tag);

    public override async Task DecideAsync(StudioDb db, int[] ids, BulkVerdict verdict, CancellationToken cancellation)
    {
        ids = await AllowedAsync(db, ids, verdict, cancellation);
        foreach (var product in await db.Products.Where(product => ids.Contains(product.Id)).Select(product => new { product.Id, product.Tags })
            .ToListAsync(cancellation))
        {
            if (Has(product.Tags) == adds)
            {
                verdict.Unchanged++;
            }
            else if (adds && product.Tags.Count >= MostTags)
            {
                verdict.Refuse(product.Id, L["has {0} tags, which is the most a product may have", MostTags]);
            }
            else
            {
                verdict.Changing.Add(product.Id);
                verdict.Words[product.Id] = (Words(product.Tags), Words(After(product.Tags)));
            }
        }
    }

    public override async Task ApplyAsync(WriteSession session, BulkVerdict verdict, CancellationToken cancellation)
    {
        // Few different lists stand on many products: each is written once.
        var products = await session.Db.Products.Where(product => verdict.Changing.Contains(product.Id)).Select(product => new { product.Id, product.Tags })
            .ToListAsync(cancellation);
        foreach (var list in products.GroupBy(product => string.Join('\n', product.Tags), StringComparer.Ordinal))
        {
            var ids = list.Select(product => product.Id).ToList();
            var tags = After(list.First().Tags);
            await session.Db.Products.Where(product => ids.Contains(product.Id))
                .ExecuteUpdateAsync(
                    update => update.SetProperty(product => product.Tags, tags).SetProperty(product => product.UpdatedAt, session.Now), cancellation);
        }
    }

    private bool Has(List<string> tags) => tags.Contains(tag, StringComparer.OrdinalIgnoreCase);

    private List<string> After(List<string> tags) => adds ? [.. tags, tag] : [.. tags.Where(other => !other.Equals(tag, StringComparison.OrdinalIgnoreCase))];

    private static string Words(List<string> tags) => tags.Count == 0 ? L["no tags"] : string.Join(", ", tags);
}
