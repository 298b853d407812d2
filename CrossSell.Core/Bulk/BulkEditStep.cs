using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Bulk.BulkTexts;

namespace CrossSell.Core.Bulk;

/// <summary>What an edit makes of some products, before it is done: which change, which are so already, which it must leave and why.</summary>
internal sealed class BulkVerdict
{
    public List<int> Changing { get; } = [];

    public int Unchanged { get; set; }

    public List<(int Id, string Reason)> Refused { get; } = [];

    /// <summary>New prices, for a price formula.</summary>
    public Dictionary<int, (long Price, long? CompareAt)> Prices { get; } = [];

    /// <summary>Before and after of a price, for a price formula.</summary>
    public Dictionary<int, BulkPrices> Amounts { get; } = [];

    /// <summary>Before and after of one that changes, in words.</summary>
    public Dictionary<int, (string Before, string After)> Words { get; } = [];

    public void Refuse(int id, string reason) => Refused.Add((id, reason));
}

/// <summary>
/// One edit on some thousand products: decided by what stands in the database, then written by statements. What an edit needs beside products
/// (names, the checked value) is loaded once and checked with the actor's rights.
/// </summary>
internal abstract class BulkEditStep(Actor actor)
{
    /// <summary>What the write touches, for <see cref="BulkAudit"/>.</summary>
    public abstract Type[] Touches { get; }

    /// <summary>What it does to so many products, in the language of who reads it: "Archive 1,204 products".</summary>
    public abstract string Sentence(int count);

    /// <summary>Whether completeness may change.</summary>
    public virtual bool Completes => Touches.Length > 1 || Touches[0] == typeof(Listing);

    protected Actor Actor => actor;

    protected static string Written(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public abstract Task DecideAsync(StudioDb db, int[] ids, BulkVerdict verdict, CancellationToken cancellation);

    public abstract Task ApplyAsync(WriteSession session, BulkVerdict verdict, CancellationToken cancellation);

    /// <summary>Ids that the actor may edit as products; the others are refused in the verdict.</summary>
    protected async Task<int[]> AllowedAsync(StudioDb db, int[] ids, BulkVerdict verdict, CancellationToken cancellation)
    {
        if (actor.Can(Permission.EditCatalog, null))
        {
            return ids;
        }

        var channels = await ProductChannels.OfManyAsync(db, ids, cancellation);
        var allowed = new List<int>(ids.Length);
        foreach (var id in ids)
        {
            if (actor.CanInEach(Permission.EditCatalog, [.. channels[id]]))
            {
                allowed.Add(id);
            }
            else
            {
                verdict.Refuse(id, L["{0} may not edit products in every shop that lists this one", actor.Name]);
            }
        }

        return [.. allowed];
    }

    protected static Task StampAsync(WriteSession session, List<int> ids, CancellationToken cancellation) =>
        session.Db.Products.Where(product => ids.Contains(product.Id))
            .ExecuteUpdateAsync(update => update.SetProperty(product => product.UpdatedAt, session.Now), cancellation);
}
