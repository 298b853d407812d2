using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Links.LinksTexts;

namespace CrossSell.Core.Links;

/// <summary>One product to another.</summary>
public sealed record LinkEnds(int SourceId, int TargetId);

/// <summary>Every source to every target, as one wish. Kept as the input of a job.</summary>
/// <param name="LeftOut">Pairs that the person took out.</param>
public sealed record BulkLinks(
    IReadOnlyList<int> SourceIds, IReadOnlyList<int> TargetIds, string TypeCode, int Quantity = 1, string? Note = null, IReadOnlyList<LinkEnds>? LeftOut = null)
{
    /// <summary>How many pairs it is before anything is left out.</summary>
    public int Pairs => SourceIds.Distinct().Count() * TargetIds.Distinct().Count();
}

/// <summary>One pair of a preview.</summary>
/// <param name="Problem">Why it cannot be made; null when it can.</param>
/// <param name="TakenOut">By the person.</param>
public sealed record BulkLinksRow(int SourceId, int TargetId, string? Problem, string? Warning, bool TakenOut);

/// <param name="Making">Links that would be made, without their reverse links.</param>
/// <param name="Warned">Of those, the ones to look at again.</param>
/// <param name="TakenOut">By the person.</param>
/// <param name="Problems">Pairs that cannot be made, by reason.</param>
/// <param name="Rows">The first of what was asked for.</param>
/// <param name="Matching">How many rows there are in all.</param>
/// <param name="BackName">The reverse type; null for one-way types.</param>
public sealed record BulkLinksPreview(
    int Pairs, int Making, int Warned, int TakenOut, IReadOnlyList<(string Reason, int Count)> Problems, IReadOnlyList<BulkLinksRow> Rows, int Matching,
    string? BackName);

/// <summary>Links many products to many: previewed pair by pair, then made as one job that can be undone.</summary>
public sealed class BulkLinksService(StudioStore store, JobQueue queue)
{
    /// <summary>Name of the kind of job.</summary>
    public const string Kind = "link-many";

    /// <summary>Pairs that one wish may hold.</summary>
    public const int MostPairs = 100_000;

    /// <param name="take">Rows to show.</param>
    /// <param name="onlyProblems">Show what cannot be made or should be looked at again, instead of all.</param>
    public async Task<Outcome<BulkLinksPreview>> PreviewAsync(
        BulkLinks wanted, Actor actor, int take = 100, bool onlyProblems = false, CancellationToken cancellation = default)
    {
        if (Wrong(wanted, actor) is { } wrong)
        {
            return wrong;
        }

        await using var db = store.Read();
        var batch = await LinkBatch.LoadAsync(db, [.. wanted.SourceIds, .. wanted.TargetIds], actor, cancellation: cancellation);
        if (batch.Types.FirstOrDefault(type => type.Code == wanted.TypeCode) is not { } type)
        {
            return new Refusal("link.type", L["There is no link type \"{0}\".", wanted.TypeCode], "type");
        }

        var takenOut = (wanted.LeftOut ?? []).ToHashSet();
        var problems = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new List<BulkLinksRow>();
        var (making, warned, taken, matching) = (0, 0, 0, 0);
        foreach (var ends in Pairs(wanted))
        {
            var isOut = takenOut.Contains(ends);
            var verdict = isOut ? null : batch.Add(New(wanted, ends));
            taken += isOut ? 1 : 0;
            if (verdict is { Refusal: { } refusal })
            {
                var reason = LinkReasons.Of(refusal);
                problems[reason] = problems.GetValueOrDefault(reason) + 1;
            }
            else if (verdict is not null)
            {
                making++;
                warned += verdict.Warning is null ? 0 : 1;
            }

            if (onlyProblems && verdict is { Refusal: null, Warning: null })
            {
                continue;
            }

            matching++;
            if (rows.Count < take)
            {
                rows.Add(new BulkLinksRow(ends.SourceId, ends.TargetId, verdict?.Refusal?.Message, verdict?.Warning, isOut));
            }
        }

        return new BulkLinksPreview(
            wanted.Pairs, making, warned, taken, [.. problems.OrderByDescending(pair => pair.Value).Select(pair => (pair.Key, pair.Value))], rows, matching,
            LinkRules.ReverseTypeOf(type, [.. batch.Types])?.Name);
    }

    /// <returns>The id of the job that makes them.</returns>
    public async Task<Outcome<long>> StartAsync(BulkLinks wanted, Actor actor, CancellationToken cancellation = default)
    {
        if (Wrong(wanted, actor) is { } wrong)
        {
            return wrong;
        }

        await using var db = store.Read();
        var type = await db.LinkTypes.SingleOrDefaultAsync(item => item.Code == wanted.TypeCode, cancellation);
        return type is null
            ? new Refusal("link.type", L["There is no link type \"{0}\".", wanted.TypeCode], "type")
            : await queue.StartAsync(Kind, Sentence(wanted, type.Name), wanted, actor, cancellation);
    }

    internal static string Sentence(BulkLinks wanted, string type) =>
        $"Link {English.Count(wanted.SourceIds.Distinct().Count(), "product")} to {English.Count(wanted.TargetIds.Distinct().Count(), "product")} as {type.ToLowerInvariant()}";

    internal static IEnumerable<LinkEnds> Pairs(BulkLinks wanted)
    {
        var targets = wanted.TargetIds.Distinct().ToArray();
        return wanted.SourceIds.Distinct().SelectMany(source => targets.Select(target => new LinkEnds(source, target)));
    }

    internal static NewLink New(BulkLinks wanted, LinkEnds ends) =>
        new(ends.SourceId, ends.TargetId, wanted.TypeCode, Note: string.IsNullOrWhiteSpace(wanted.Note) ? null : wanted.Note.Trim(), Quantity: wanted.Quantity);

    private static Refusal? Wrong(BulkLinks wanted, Actor actor)
    {
        var pairs = (long)wanted.SourceIds.Distinct().Count() * wanted.TargetIds.Distinct().Count();
        return !actor.CanAnywhere(Permission.EditLinks) ? actor.Deny(Permission.EditLinks, null)
            : wanted.SourceIds.Count == 0 ? new Refusal("link.none", L["Add at least one product to link from."], "sources")
            : wanted.TargetIds.Count == 0 ? new Refusal("link.none", L["Add at least one product to link to."], "targets")
            : pairs > MostPairs
                ? new Refusal(
                    "link.many",
                    L["That is {0} pairs; at most {1} pairs can be linked at once. Select fewer products.", Said.Whole(pairs), Said.Whole(MostPairs)],
                    "sources")
            : null;
    }
}

/// <inheritdoc cref="BulkLinksService"/>
public sealed class BulkLinksWork(StudioStore store) : JobWork
{
    // A change set of so many is written in well under a second: nobody who edits one product meanwhile notices.
    private const int Chunk = 1_000;

    public override string Kind => BulkLinksService.Kind;

    protected override Type? InputType => typeof(BulkLinks);

    // What is linked already is left as it is.
    public override bool IsRestartable => true;

    public override async Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
    {
        var wanted = run.Input<BulkLinks>();
        var left = (wanted.LeftOut ?? []).ToHashSet();
        var pairs = BulkLinksService.Pairs(wanted).Where(ends => !left.Contains(ends)).ToList();
        var problems = new JobProblems();
        var (done, made) = (0, 0);
        run.Report(0, pairs.Count, "Linking");
        foreach (var chunk in pairs.Chunk(Chunk))
        {
            if (cancellation.IsCancellationRequested)
            {
                break;
            }

            await using var session = await store.WriteAsync(run.Actor, "Linked products", CancellationToken.None);
            session.JobId = run.JobId;
            var batch = await LinkBatch.LoadAsync(
                session.Db, [.. chunk.Select(ends => ends.SourceId), .. chunk.Select(ends => ends.TargetId)], run.Actor, cancellation: CancellationToken.None);
            var type = batch.Types.FirstOrDefault(item => item.Code == wanted.TypeCode);
            foreach (var ends in chunk)
            {
                if (batch.Add(BulkLinksService.New(wanted, ends)) is { Refusal: { } refused })
                {
                    problems.Add(LinkReasons.Of(refused), refused.Message);
                }
            }

            if (batch.Count > 0)
            {
                session.Purpose = BulkLinksService.Sentence(wanted, type?.Name ?? wanted.TypeCode);
                if ((await batch.WriteAsync(session, CancellationToken.None)).IsRefused(out var refusal, out _)
                    || (await session.CommitAsync(CancellationToken.None)).IsRefused(out refusal, out _))
                {
                    return made == 0 ? refusal : Report(refusal.Message);
                }
            }

            made += batch.Count;
            done += chunk.Length;
            run.Report(done, pairs.Count, "Linking");
        }

        return Report(null);

        JobReport Report(string? stopped) => JobReport.Saying(
            () => JobSentences.Over(L.Counted(made, "Created {0} link", "Created {0} links"), stopped, done < pairs.Count),
            [new("links created", made), new("skipped", problems.Count), new("excluded", left.Count), .. done < pairs.Count
                ? [new JobFigure("not reached", pairs.Count - done)]
                : Array.Empty<JobFigure>()],
            problems.All);
    }
}
