using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Undo.UndoTexts;

namespace CrossSell.Core.Undo;

/// <summary>Takes back all that a job wrote, as a job of its own: its change sets newest first, and in each field by field what nobody changed since.</summary>
public sealed class JobUndo(StudioStore store, JobQueue queue)
{
    /// <summary>Name of the kind of job.</summary>
    public const string Kind = "undo-job";

    /// <summary>How many change sets of the job can be taken back; 0 when there is nothing (any more).</summary>
    public async Task<int> CountAsync(long jobId, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await Open(db, jobId).CountAsync(cancellation);
    }

    /// <returns>The id of the job that takes it back.</returns>
    public async Task<Outcome<long>> StartAsync(long jobId, Actor actor, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        if (await db.Jobs.SingleOrDefaultAsync(job => job.Id == jobId, cancellation) is not { } job)
        {
            return Refusal.NotFound(L["There is no such job."]);
        }

        if (!job.IsOver)
        {
            return new Refusal("undo.running", L["This job is still running. Cancel it first."]);
        }

        if (!JobAccess.May(actor, job))
        {
            return Refusal.Forbidden(L["This is {0}'s job. {0} or a manager of every shop that it concerns can undo it.", job.ActorName]);
        }

        return await Open(db, jobId).AnyAsync(cancellation)
            ? await queue.StartAsync(Kind, $"Undo: {job.Title}", new JobUndoInput(jobId), actor, job.ChannelIds, cancellation)
            : new Refusal("undo.already", L["There is nothing left to undo."]);
    }

    internal static IQueryable<ChangeSet> Open(StudioDb db, long jobId) =>
        db.ChangeSets.Where(set => set.JobId == jobId && set.CanUndo && set.UndoneById == null);
}

/// <param name="JobId">The job that is taken back.</param>
public sealed record JobUndoInput(long JobId);

/// <inheritdoc cref="JobUndo"/>
public sealed class JobUndoWork(StudioStore store, UndoService undo) : JobWork
{
    public override string Kind => JobUndo.Kind;

    protected override Type? InputType => typeof(JobUndoInput);

    // What was taken back is marked, so a second run goes on with the rest.
    public override bool IsRestartable => true;

    public override async Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
    {
        List<long> sets;
        await using (var db = store.Read())
        {
            sets = await JobUndo.Open(db, run.Input<JobUndoInput>().JobId).OrderByDescending(set => set.Id).Select(set => set.Id).ToListAsync(cancellation);
        }

        var problems = new JobProblems();
        var (done, refused) = (0, new List<Refusal>());
        foreach (var set in sets)
        {
            if (cancellation.IsCancellationRequested)
            {
                break;
            }

            run.Report(done, sets.Count, "Undoing");
            var outcome = await undo.UndoAsync(set, run.Actor, run.JobId, CancellationToken.None);
            if (outcome.IsRefused(out var refusal, out var result))
            {
                problems.Add(refusal.Message);
                refused.Add(refusal);
            }
            else
            {
                foreach (var conflict in result.Conflicts)
                {
                    problems.Add("was skipped, because someone changed it since", conflict);
                }
            }

            done++;
            await store.LetOthersAsync(CancellationToken.None);
        }

        run.Report(done, sets.Count, "Undone");
        var undone = done - refused.Count;
        return JobReport.Saying(
            () => undone == 0 && refused.Count > 0 ? $"{L["Nothing was undone."]} {refused[0].Message}"
                : done == 0 && sets.Count > 0 ? L["Cancelled; nothing was undone."]
                : problems.Count == 0 && done == sets.Count ? L["All changes were undone."]
                : done < sets.Count ? L["Cancelled; only the newest changes were undone."]
                : L["Undone, except what is listed."],
            [new JobFigure("changes undone", undone), new JobFigure("changes left", sets.Count - undone)], problems.All) with
        {
            Failed = undone == 0 && refused.Count > 0,
        };
    }
}
