using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>Works out completeness again for all that a changed type or channel concerns, when that is too much for the write that changed it.</summary>
/// <param name="steps">How much is written at once; <see cref="WriteSteps.Usual"/> when nobody says.</param>
public sealed class CompletenessWork(StudioStore store, WriteSteps? steps = null) : JobWork
{
    public const string JobKind = "completeness";

    public override string Kind => JobKind;

    protected override Type? InputType => typeof(Scope);

    public override bool IsRestartable => true;

    /// <summary>Whose completeness is worked out: products of these types, and products that these channels list.</summary>
    public sealed record Scope(IReadOnlyList<int> TypeIds, IReadOnlyList<int> ChannelIds);

    public override async Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
    {
        var scope = run.Input<Scope>();
        var ids = await IdsAsync(scope, cancellation);
        var (done, changed) = (0, 0);
        var pace = steps ?? WriteSteps.Usual;
        for (var rows = pace.First; done < ids.Count;)
        {
            run.Report(done, ids.Count, "Calculating completeness");
            cancellation.ThrowIfCancellationRequested();
            var chunk = ids.GetRange(done, Math.Min(rows, ids.Count - done));
            await using var session = await store.WriteAsync(run.Actor, "Recalculated completeness", cancellation);
            var began = store.Time.GetTimestamp();
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

            done += chunk.Count;
            rows = pace.After(chunk.Count, store.Time.GetElapsedTime(began));
            await session.DisposeAsync();
            await store.LetOthersAsync(cancellation);
        }

        run.Report(ids.Count, ids.Count, "Calculating completeness");
        return JobReport.Saying(
            () => L.Counted(ids.Count, "Calculated the completeness of {0} product", "Calculated the completeness of {0} products"),
            [new("products", ids.Count), new("listings changed", changed)], []);
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
