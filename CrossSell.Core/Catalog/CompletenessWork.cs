using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>Works out completeness again for all that a changed type or channel concerns, when that is too much for the write that changed it.</summary>
public sealed class CompletenessWork(StudioStore store) : JobWork
{
    public const string JobKind = "completeness";

    // Long enough not to make every cache look again hundreds of times, short enough not to keep others from writing.
    private const int PerWrite = 10_000;

    public override string Kind => JobKind;

    public override bool IsRestartable => true;

    /// <summary>Whose completeness is worked out: products of these types, and products that these channels list.</summary>
    public sealed record Scope(IReadOnlyList<int> TypeIds, IReadOnlyList<int> ChannelIds);

    public override async Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
    {
        var scope = run.Input<Scope>();
        var ids = await IdsAsync(scope, cancellation);
        var (done, changed) = (0, 0);
        foreach (var chunk in ids.Chunk(PerWrite))
        {
            run.Report(done, ids.Count, "Calculating completeness");
            cancellation.ThrowIfCancellationRequested();
            await using var session = await store.WriteAsync(run.Actor, "Recalculated completeness", cancellation);
            (session.CanUndo, session.JobId) = (false, run.JobId);
            // A write without a change is not committed: it would make everybody look again for nothing.
            if (await CompletenessUpdate.WriteAsync(session, chunk, cancellation) is var some and > 0)
            {
                changed += some;
                if ((await session.CommitAsync(cancellation)).IsRefused(out var refusal, out _))
                {
                    return refusal;
                }
            }

            done += chunk.Length;
        }

        run.Report(ids.Count, ids.Count, "Calculating completeness");
        return new JobReport(
            $"Calculated the completeness of {English.Count(ids.Count, "product")}", [new("products", ids.Count), new("listings changed", changed)],
            []);
    }

    internal static IQueryable<int> Products(StudioDb db, Scope scope) => db.Products
        .Where(product => (product.ProductTypeId != null && scope.TypeIds.Contains(product.ProductTypeId.Value))
            || db.Set<Listing>().Any(listing => listing.ProductId == product.Id && scope.ChannelIds.Contains(listing.ChannelId)))
        .Select(product => product.Id);

    private async Task<List<int>> IdsAsync(Scope scope, CancellationToken cancellation)
    {
        await using var db = store.Read();
        return await Products(db, scope).OrderBy(id => id).ToListAsync(cancellation);
    }
}
