using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Bulk.BulkTexts;

namespace CrossSell.Core.Bulk;

/// <summary>
/// Does a bulk edit step by step (<see cref="WriteSteps"/>), each a change set of its own, so that others go on working meanwhile and a cancel leaves whole
/// steps.
/// </summary>
/// <param name="steps">How much is written at once; <see cref="WriteSteps.Usual"/> when nobody says.</param>
public sealed class BulkEditWork(StudioStore store, BulkEditService service, BundleService bundles, WriteSteps? steps = null) : JobWork
{
    private const int LinkChunk = 250;

    // What follows from other fields: a product whose completeness moved with its family's was not edited for that.
    private static readonly string[] Derived = [nameof(Listing.Completeness), nameof(Listing.Missing), nameof(Product.UpdatedAt)];
    private static readonly string[] Parts = [.. ProductAuditSql.Entities.Select(entity => entity.Name)];

    public override string Kind => BulkEditService.Kind;

    protected override Type? InputType => typeof(BulkEditInput);

    // What a run before this one wrote is left out: no price is raised twice. A link that is there is not made again.
    public override bool IsRestartable => true;

    public override async Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
    {
        var input = run.Input<BulkEditInput>();
        run.Report(0, 0, "Finding the products");
        var ids = await service.IdsAsync(run.Actor.Reads, input.Selection, cancellation);
        return input.Edit switch
        {
            LinkTo link => await LinkAsync(run, ids, link, cancellation),
            AddToBundle add => await BundleAsync(run, ids, add.Code, cancellation),
            _ => await EditAsync(run, ids, input.Edit, cancellation),
        };
    }

    private async Task<Outcome<JobReport>> EditAsync(JobRun run, IReadOnlyList<int> ids, BulkEdit edit, CancellationToken cancellation)
    {
        var written = await WrittenAsync(run.JobId, cancellation);
        var left = ids.Where(id => !written.Contains(id)).ToList();
        var counts = new Counts(left.Count + written.Count);
        counts.Add(written.Count, written.Count, unchanged: 0);
        var pace = steps ?? WriteSteps.Usual;
        var rows = pace.First;
        for (var at = 0; at < left.Count && !cancellation.IsCancellationRequested;)
        {
            var chunk = left.Skip(at).Take(rows).ToArray();
            await using var session = await store.WriteAsync(run.Actor, "Edited products", CancellationToken.None);
            var began = store.Time.GetTimestamp();
            // Asked for each chunk again: the channel, the attribute or the right may have gone since the last.
            if ((await BulkEditService.StepAsync(session.Db, edit, run.Actor, CancellationToken.None)).IsRefused(out var refusal, out var step))
            {
                return counts.Done == 0 ? refusal : counts.Report(step: null, refusal.Message);
            }

            counts.Step = step;
            var verdict = new BulkVerdict();
            await step.DecideAsync(session.Db, chunk, verdict, CancellationToken.None);
            await BulkEditService.ExplainAsync(session.Db, verdict, counts.Problems, CancellationToken.None);
            if (verdict.Changing.Count > 0)
            {
                session.JobId = run.JobId;
                session.Purpose = BulkEditService.Sentence(step, verdict.Changing.Count);
                var audit = await ProductAuditSql.WatchAsync(session, verdict.Changing, CancellationToken.None, step.Touches);
                await step.ApplyAsync(session, verdict, CancellationToken.None);
                if (step.Completes)
                {
                    await CompletenessUpdate.WriteAsync(session, verdict.Changing, record: false, CancellationToken.None);
                }

                await audit.RecordAsync(CancellationToken.None);
                if ((await session.CommitAsync(CancellationToken.None)).IsRefused(out refusal, out _))
                {
                    return counts.Done == 0 ? refusal : counts.Report(step, refusal.Message);
                }
            }

            at += chunk.Length;
            rows = pace.After(chunk.Length, store.Time.GetElapsedTime(began));
            counts.Add(chunk.Length, verdict.Changing.Count, verdict.Unchanged);
            run.Report(counts.Done, counts.Total, "Writing");
            await session.DisposeAsync();
            await store.LetOthersAsync(CancellationToken.None);
        }

        if (counts.Step is null && written.Count > 0)
        {
            // Everything was written before the server stopped; only the report was not.
            await using var db = store.Read();
            counts.Step = (await BulkEditService.StepAsync(db, edit, run.Actor, cancellation)).Value;
        }

        return counts.Report(counts.Step, null);
    }

    /// <summary>The products that this job edited before the server stopped. Each chunk stands in its history or was not written at all.</summary>
    private async Task<HashSet<int>> WrittenAsync(long jobId, CancellationToken cancellation)
    {
        await using var db = store.Read();
        var changes =
            from set in db.ChangeSets
            where set.JobId == jobId
            join change in db.Changes on set.Id equals change.ChangeSetId
            where Parts.Contains(change.Entity)
            select change;
        var written = new HashSet<int>();
        await foreach (var change in changes.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (!change.IsEditOfOnly(Derived))
            {
                written.Add(change.KeyPart());
            }
        }

        return written;
    }

    private async Task<Outcome<JobReport>> LinkAsync(JobRun run, IReadOnlyList<int> ids, LinkTo link, CancellationToken cancellation)
    {
        var counts = new Counts(ids.Count);
        var links = 0;
        string sentence;
        await using (var db = store.Read())
        {
            if ((await OneByOne.SentenceAsync(db, link, ids.Count, run.Actor, cancellation)).IsRefused(out var refusal, out var said))
            {
                return refusal;
            }

            sentence = Texts.InEnglish(said);
        }

        foreach (var chunk in ids.Chunk(Math.Max(1, LinkChunk / Math.Max(1, link.TargetIds.Count))))
        {
            if (cancellation.IsCancellationRequested)
            {
                break;
            }

            await using var session = await store.WriteAsync(run.Actor, sentence, CancellationToken.None);
            session.JobId = run.JobId;
            var (verdict, batch) = await LinkToJudge.JudgeAsync(session.Db, chunk, link, run.Actor, CancellationToken.None);
            await BulkEditService.ExplainAsync(session.Db, verdict, counts.Problems, CancellationToken.None);
            if (batch.Count > 0
                && ((await batch.WriteAsync(session, CancellationToken.None)).IsRefused(out var wrong, out _)
                    || (await session.CommitAsync(CancellationToken.None)).IsRefused(out wrong, out _)))
            {
                return links == 0
                    ? wrong
                    : counts.Report(null, wrong.Message, () => Linked(counts.Changed), new JobFigure("links created", links));
            }

            await session.DisposeAsync();
            await store.LetOthersAsync(CancellationToken.None);
            links += batch.Count;
            counts.Add(chunk.Length, verdict.Changing.Count, verdict.Unchanged);
            run.Report(counts.Done, ids.Count, "Linking");
        }

        return counts.Report(null, null, () => Linked(counts.Changed), new JobFigure("links created", links));
    }

    private async Task<Outcome<JobReport>> BundleAsync(JobRun run, IReadOnlyList<int> ids, string code, CancellationToken cancellation)
    {
        await using var db = store.Read();
        if ((await OneByOne.SentenceAsync(db, new AddToBundle(code), ids.Count, run.Actor, cancellation)).IsRefused(out var refusal, out _))
        {
            return refusal;
        }

        var draft = (await OneByOne.DraftAsync(db, code, cancellation))!;
        var content = BundleContent.Of(draft);
        var added = ids.Except(content.Components.Select(component => component.ProductId)).ToList();
        if (added.Count > 0
            && (await bundles.SaveAsync(
                draft.Id, draft.Version, content with { Components = [.. content.Components, .. added.Select(id => new ComponentContent(id))] }, run.Actor,
                run.JobId, cancellation)).IsRefused(out refusal, out _))
        {
            return refusal;
        }

        run.Report(ids.Count, ids.Count, "Added");
        var counts = new Counts(ids.Count);
        counts.Add(ids.Count, added.Count, ids.Count - added.Count);
        return counts.Report(
            null, null, () => L.Counted(added.Count, "Added {0} product to {1}", "Added {0} products to {1}", draft.Name));
    }

    private sealed class Counts(int total)
    {
        public JobProblems Problems { get; } = new();

        public int Total => total;

        public BulkEditStep? Step { get; set; }

        public int Done { get; private set; }

        public int Changed { get; private set; }

        private int Unchanged { get; set; }

        public void Add(int done, int changed, int unchanged) => (Done, Changed, Unchanged) = (Done + done, Changed + changed, Unchanged + unchanged);

        public JobReport Report(BulkEditStep? step, string? stopped, Func<string>? done = null, params JobFigure[] more)
        {
            var left = total - Done;
            return JobReport.Saying(
                () =>
                {
                    var summary = done?.Invoke() ?? Summary(step);
                    return stopped is null && left > 0
                        ? L.Counted(left, "{1}. Cancelled with {0} product unchanged.", "{1}. Cancelled with {0} products unchanged.", summary)
                        : JobSentences.Over(summary, stopped, isCutShort: false);
                },
                [new JobFigure("changed", Changed), new JobFigure("unchanged", Unchanged), new JobFigure("skipped", Done - Changed - Unchanged), .. left > 0
                    ? [new JobFigure("not reached", left)]
                    : Array.Empty<JobFigure>(), .. more],
                Problems.All);
        }

        private string Summary(BulkEditStep? step) => step is null
            ? L.Counted(Changed, "Changed {0} product", "Changed {0} products") : L["{0}: done", step.Sentence(Changed)];
    }

    private static string Linked(int products) => L.Counted(products, "Linked {0} product", "Linked {0} products");
}
