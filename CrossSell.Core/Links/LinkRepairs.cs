using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Links.LinksTexts;

namespace CrossSell.Core.Links;

/// <summary>What is done about broken links.</summary>
public enum LinkRepair
{
    Remove,

    Pause,

    /// <summary>Links to what the archived target says takes its place.</summary>
    Successor,

    /// <summary>Makes the reverse link that is missing.</summary>
    Pair,

    /// <summary>Lets it go on for longer.</summary>
    Extend,
}

/// <param name="LinkIds">Those that were picked; null is every link with the problem, as it is when the job runs.</param>
/// <param name="Until">For <see cref="LinkRepair.Extend"/>: exclusive; null is without an end.</param>
public sealed record LinkRepairInput(LinkRepair Repair, LinkProblem Problem, int ChannelId, IReadOnlyList<int>? LinkIds, DateTimeOffset? Until = null);

/// <summary>Fixes many links as one job that can be undone.</summary>
public sealed class LinkRepairs(JobQueue queue, TimeProvider time)
{
    /// <summary>Name of the kind of job.</summary>
    public const string Kind = "repair-links";

    /// <summary>Links that one job fixes at most.</summary>
    public const int Most = 50_000;

    /// <summary>What helps against a problem, the first being what is most often meant.</summary>
    public static IReadOnlyList<LinkRepair> Of(LinkProblem problem) => problem switch
    {
        LinkProblem.Dead => [LinkRepair.Successor, LinkRepair.Pause, LinkRepair.Remove],
        LinkProblem.OutOfStock => [LinkRepair.Pause, LinkRepair.Successor, LinkRepair.Remove],
        LinkProblem.Expired => [LinkRepair.Remove, LinkRepair.Extend, LinkRepair.Pause],
        LinkProblem.Asymmetric => [LinkRepair.Pair, LinkRepair.Remove],
        _ => [LinkRepair.Remove, LinkRepair.Pause],
    };

    /// <param name="count">Of the links, for the job's title.</param>
    /// <returns>The id of the job.</returns>
    public async Task<Outcome<long>> StartAsync(LinkRepairInput input, int count, Actor actor, CancellationToken cancellation = default)
    {
        if (!actor.CanAnywhere(Permission.EditLinks))
        {
            return actor.Deny(Permission.EditLinks, null)!;
        }

        if (count == 0)
        {
            return new Refusal("repair.none", L["Select at least one link."], "links");
        }

        return input.Repair == LinkRepair.Extend && input.Until <= time.GetUtcNow()
            ? new Refusal("repair.until", L["Choose a future date."], "until")
            : await queue.StartAsync(Kind, Texts.InEnglish(() => Sentence(input.Repair, count)), input, actor, cancellation);
    }

    internal static string Sentence(LinkRepair repair, int count) => repair switch
    {
        LinkRepair.Pause => L.Counted(count, "Pause {0} link", "Pause {0} links"),
        LinkRepair.Successor => L.Counted(count, "Replace the target of {0} link by its successor", "Replace the target of {0} links by its successor"),
        LinkRepair.Pair => L.Counted(count, "Create the reverse of {0} link", "Create the reverse of {0} links"),
        LinkRepair.Extend => L.Counted(count, "Extend {0} link", "Extend {0} links"),
        _ => L.Counted(count, "Remove {0} link", "Remove {0} links"),
    };
}

/// <inheritdoc cref="LinkRepairs"/>
public sealed class LinkRepairWork(StudioStore store, LinkHealth health) : JobWork
{
    private const int Chunk = 500;

    public override string Kind => LinkRepairs.Kind;

    protected override Type? InputType => typeof(LinkRepairInput);

    // What is fixed is not found again, and a link that is gone is skipped.
    public override bool IsRestartable => true;

    public override async Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
    {
        var input = run.Input<LinkRepairInput>();
        run.Report(0, 0, "Finding the links");
        var ids = input.LinkIds ?? await health.IdsAsync(run.Actor.Reads, input.ChannelId, input.Problem, LinkRepairs.Most, cancellation);
        var problems = new JobProblems();
        var (done, repaired) = (0, 0);
        foreach (var chunk in ids.Chunk(Chunk))
        {
            if (cancellation.IsCancellationRequested)
            {
                break;
            }

            await using var session = await store.WriteAsync(run.Actor, "Repaired links", CancellationToken.None);
            session.JobId = run.JobId;
            var links = await session.Db.Links.Where(link => chunk.Contains(link.Id)).OrderBy(link => link.Id).ToListAsync(CancellationToken.None);
            problems.Add("already removed", count: chunk.Length - links.Count);
            if ((await RepairAsync(session, input, links, problems)).IsRefused(out var refusal, out var changed))
            {
                return repaired == 0 ? refusal : Report(refusal.Message);
            }

            if (changed > 0)
            {
                session.Purpose = Texts.InEnglish(() => LinkRepairs.Sentence(input.Repair, changed));
                if ((await session.CommitAsync(CancellationToken.None)).IsRefused(out refusal, out _))
                {
                    return repaired == 0 ? refusal : Report(refusal.Message);
                }
            }

            repaired += changed;
            done += chunk.Length;
            run.Report(done, ids.Count, "Repairing");
        }

        return Report(null);

        JobReport Report(string? stopped) => JobReport.Saying(
            () => JobSentences.TaskOver(LinkRepairs.Sentence(input.Repair, repaired), stopped, done < ids.Count),
            [new("repaired", repaired), new("skipped", problems.Count), .. done < ids.Count
                ? [new JobFigure("not reached", ids.Count - done)]
                : Array.Empty<JobFigure>()],
            [.. problems.All.Where(problem => problem.Count > 0)]);
    }

    private static async Task<Outcome<int>> RepairAsync(WriteSession session, LinkRepairInput input, List<ProductLink> links, JobProblems problems)
    {
        var batch = await LinkBatch.LoadAsync(session.Db, links.SelectMany(link => new[] { link.SourceId, link.TargetId }).ToHashSet(), session.Actor);
        var allowed = links.Where(link => batch.Deny(link) is null).ToList();
        problems.Add("of another shop, whose links you may not edit", count: links.Count - allowed.Count);
        if (input.Repair == LinkRepair.Successor)
        {
            return await SucceedAsync(session, allowed, problems);
        }

        var partners = await LinkRepairRows.PartnersAsync(session.Db, allowed);
        switch (input.Repair)
        {
            case LinkRepair.Pair:
                var pairable = new List<ProductLink>(allowed.Count);
                foreach (var link in allowed)
                {
                    if (batch.AddReverse(link) is { } unpaired)
                    {
                        problems.Add(LinkReasons.Of(unpaired), unpaired.Message);
                    }
                    else
                    {
                        pairable.Add(link);
                    }
                }

                return await LinkRepairRows.PairAsync(session, pairable);
            case LinkRepair.Remove:
                session.Db.Links.RemoveRange(allowed.Concat(partners).Distinct());
                return (await session.SaveAsync()).IsRefused(out var refusal)
                    || (await LinkWriter.RenumberAsync(session, allowed.Concat(partners).Select(link => link.SourceId).ToHashSet())).IsRefused(out refusal)
                    ? refusal
                    : allowed.Count;
            case LinkRepair.Pause:
                var active = allowed.Where(link => link.State == LinkState.Active).ToList();
                foreach (var link in active.Concat(partners))
                {
                    link.Pause();
                }

                return active.Count;
            default:
                return await ExtendAsync(session, input.Until, allowed, partners, problems);
        }
    }

    private static async Task<int> ExtendAsync(
        WriteSession session, DateTimeOffset? until, List<ProductLink> links, List<ProductLink> partners, JobProblems problems)
    {
        var types = await session.Db.LinkTypes.ToDictionaryAsync(type => type.Id);
        var byPair = partners.Where(partner => partner.PairId is not null).ToLookup(partner => partner.PairId!.Value);
        var extended = 0;
        foreach (var link in links)
        {
            List<ProductLink> rows = [link, .. link.PairId is { } pair ? byPair[pair] : []];
            if (rows.Select(row => LinkRules.RefuseTerms(types[row.TypeId], row.Quantity, row.ValidFrom, until))
                .FirstOrDefault(refusal => refusal is not null) is { } refusal)
            {
                problems.Add(LinkReasons.Of(refusal), refusal.Message);
                continue;
            }

            rows.ForEach(row => row.EndAt(types[row.TypeId], until));
            extended++;
        }

        return extended;
    }

    private static async Task<Outcome<int>> SucceedAsync(WriteSession session, List<ProductLink> links, JobProblems problems)
    {
        var targets = links.Select(link => link.TargetId).Distinct().ToArray();
        var successors = await session.Db.Products.Where(product => targets.Contains(product.Id) && product.SuccessorId != null)
            .ToDictionaryAsync(product => product.Id, product => product.SuccessorId!.Value);
        var wanted = links.Where(link => successors.ContainsKey(link.TargetId))
            .Select(link => new LinkReplacement(link.Id, link.SourceId, successors[link.TargetId])).ToList();
        problems.Add("the product has no successor", count: links.Count - wanted.Count);
        if ((await LinkReplace.WriteAsync(session, wanted, keep: false, CancellationToken.None)).IsRefused(out var refusal, out var verdicts))
        {
            return refusal;
        }

        foreach (var verdict in verdicts.Where(verdict => verdict is { Made: false, Removed: false }))
        {
            problems.Add(LinkReasons.Of(verdict.Refusal!), verdict.Refusal!.Message);
        }

        return verdicts.Count(verdict => verdict.Made || verdict.Removed);
    }
}
