using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Browse;

/// <summary>Edits of many products at once: previewed with counts, then done as a job.</summary>
public sealed class BulkEditService(StudioStore store, CatalogList list, JobQueue queue)
{
    /// <summary>What the edit would change and what it would have to leave, without changing anything.</summary>
    public Task<Outcome<BulkPreview>> PreviewAsync(ProductSelection selection, BulkEdit edit, Actor actor, CancellationToken cancellation = default) =>
        throw new NotSupportedException($"{store} {list}");

    /// <returns>The id of the job that does it.</returns>
    public Task<Outcome<long>> StartAsync(ProductSelection selection, BulkEdit edit, Actor actor, CancellationToken cancellation = default) =>
        throw new NotSupportedException(queue.ToString());
}
