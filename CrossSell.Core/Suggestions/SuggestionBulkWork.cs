using CrossSell.Core.Affinity;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Suggestions;

/// <inheritdoc cref="SuggestionBulk"/>
public sealed class SuggestionBulkWork(StudioStore store, SuggestionInbox inbox, SuggestionBulk bulk) : JobWork
{
    // So many are written in well under a second: others go on deciding meanwhile.
    private const int Chunk = 500;

    public override string Kind => SuggestionBulk.Kind;

    protected override Type? InputType => typeof(SuggestionBulkInput);

    // What is decided waits no longer, and is left out the second time.
    public override bool IsRestartable => true;

    public override async Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
    {
        var input = run.Input<SuggestionBulkInput>();
        run.Report(0, input.Pairs.Count, "Checking pairs");
        var pairs = await inbox.PairsAsync(input.ChannelId, fresh: true, CancellationToken.None);
        var problems = new JobProblems();
        var (done, decided, links) = (0, 0, 0);
        string? type = null;
        foreach (var chunk in input.Pairs.Chunk(Chunk))
        {
            if (cancellation.IsCancellationRequested)
            {
                break;
            }

            // Asked for each chunk again: the right or the type may have gone since the last.
            if (await bulk.WrongAsync(input.ChannelId, input.Choice, run.Actor, CancellationToken.None) is { } wrong)
            {
                return decided == 0 ? wrong : Report(wrong.Message);
            }

            await using var session = await store.WriteAsync(run.Actor, "Decided on suggestions", CancellationToken.None);
            session.JobId = run.JobId;
            var judge = await SuggestionJudge.LoadAsync(session.Db, inbox, pairs, chunk, input.Choice, run.Actor, CancellationToken.None);
            type = judge.Type?.Name;
            var items = new List<Suggestion>();
            foreach (var pick in chunk)
            {
                if (judge.Take(pick).IsRefused(out var refusal, out var item))
                {
                    problems.Add(refusal.Message, judge.Name(pick));
                }
                else
                {
                    items.Add(item);
                }
            }

            if (items.Count > 0 && await WriteAsync(session, input, judge, items) is { } failed)
            {
                return decided == 0 ? failed : Report(failed.Message);
            }

            links += judge.Links;
            decided += items.Count;
            done += chunk.Length;
            run.Report(done, input.Pairs.Count, "Deciding");
        }

        return Report(null);

        JobReport Report(string? stopped) => JobReport.Saying(
            () => JobSentences.TaskOver(SuggestionBulk.Sentence(input.Choice, decided, type), stopped, done < input.Pairs.Count),
            [
                new("pairs decided", decided),
                .. input.Choice.Decision == SuggestionDecision.Accepted ? [new JobFigure("links created", links)] : Array.Empty<JobFigure>(),
                new("skipped", problems.Count),
                .. done < input.Pairs.Count ? [new JobFigure("not reached", input.Pairs.Count - done)] : Array.Empty<JobFigure>(),
            ],
            problems.All);
    }

    private static async Task<Refusal?> WriteAsync(WriteSession session, SuggestionBulkInput input, SuggestionJudge judge, List<Suggestion> items)
    {
        var choice = input.Choice;
        session.Purpose = Texts.InEnglish(() => SuggestionBulk.Sentence(choice, items.Count, judge.Type?.Name));
        if (judge.Links > 0 && (await judge.Batch.WriteAsync(session, CancellationToken.None)).IsRefused(out var refusal, out _))
        {
            return refusal;
        }

        // As for a single one: accepting is about one way, the others about both unless somebody has said otherwise.
        var ways = choice.Decision == SuggestionDecision.Accepted || choice.ThisWayOnly
            ? items
            : items.Concat(items.Where(judge.IsBackOpen).Select(item => item.Swapped()));
        await SuggestionVerdicts.WriteAsync(
            session, input.ChannelId, [.. ways.Select(item => (item.Anchor.Id, item.Companion.Id, item.Found))], choice.Decision, choice.Reason?.Trim(),
            choice.Until, CancellationToken.None);
        return (await session.CommitAsync(CancellationToken.None)).IsRefused(out refusal, out _) ? refusal : null;
    }
}
