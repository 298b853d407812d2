using System.Globalization;
using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>What an import of links wrote, or would write.</summary>
/// <param name="New">Links that were not there, without reverse links that came with them.</param>
/// <param name="Removed">Because a row says so, or because the file replaces and does not name them.</param>
/// <param name="Rows">Rows that did something.</param>
internal readonly record struct WrittenLinks(int New, int Changed, int Removed, int Rows)
{
    public static WrittenLinks operator +(WrittenLinks left, WrittenLinks right) =>
        new(left.New + right.New, left.Changed + right.Changed, left.Removed + right.Removed, left.Rows + right.Rows);

    public static WrittenLinks Of(LinkImportPlan plan) =>
        plan.Fates.Values.Aggregate(new WrittenLinks(0, 0, plan.Replaced.Values.Sum(), 0), (sum, fate) => sum + Of(fate));

    public static WrittenLinks Of(LinkFate fate) => fate switch
    {
        LinkFate.New => new(1, 0, 0, 1),
        LinkFate.Changed => new(0, 1, 0, 1),
        LinkFate.Removed => new(0, 0, 1, 1),
        _ => default,
    };
}

/// <summary>
/// Writes what a plan found, step by step (<see cref="WriteSteps"/>): the rows of some products, planned again by what is there then, in a transaction and a
/// change set of its own that tells how much it wrote, so that an import that was broken off counts on from there. A row that has no room before a later one
/// removes something has its turn once more at the end.
/// </summary>
/// <param name="plan">Of the whole file.</param>
/// <param name="errors">Gets rows that somebody's change since the plan has made impossible.</param>
/// <param name="progress">How much is written, from 0 to 1.</param>
internal sealed class LinkWrite(
    StudioStore store, WriteSteps steps, Actor actor, LinkImportOptions options, LinkImportPlan plan, List<RowError> errors, IProgress<double>? progress)
{
    // What a step wrote, as its change set tells it.
    private const string Told = LinkWriter.Imported;
    private const string ToldRows = "Rows";

    private readonly List<long> sets = [];
    private readonly HashSet<int> counted = [];
    private readonly HashSet<int> replaced = [];
    private int rows = steps.First;

    /// <summary>How much was written by this run.</summary>
    public WrittenLinks Written { get; private set; }

    /// <summary>Of each step that wrote something.</summary>
    public IReadOnlyList<long> ChangeSets => sets;

    /// <summary>The longest time for which a step kept others from writing.</summary>
    public TimeSpan Held { get; private set; }

    /// <summary>What the same job wrote before it was broken off.</summary>
    public static async Task<WrittenLinks> BeforeAsync(StudioDb db, long? jobId, CancellationToken cancellation)
    {
        if (jobId is not { } job)
        {
            return default;
        }

        var told = await db.ChangeSets.Where(set => set.JobId == job)
            .Join(db.Changes.Where(change => change.Entity == Told), set => set.Id, change => change.ChangeSetId, (_, change) => change.After)
            .ToListAsync(cancellation);
        return told.Aggregate(default(WrittenLinks), (sum, after) => sum + new WrittenLinks(
            Number(after, nameof(WrittenLinks.New)), Number(after, nameof(WrittenLinks.Changed)), Number(after, nameof(WrittenLinks.Removed)),
            Number(after, ToldRows)));
    }

    /// <returns>Whether it came to its end, and was not called off.</returns>
    public async Task<Outcome<bool>> WriteAsync(CancellationToken cancellation)
    {
        var parts = plan.Parts().Where(part => part.IsPlacedAgain || plan.Replaced.ContainsKey(part.SourceId)
            || part.Rows.Any(row => plan.Fates.GetValueOrDefault(row.Line) != LinkFate.Same)).ToList();
        var last = parts.Where(part => part.IsPlacedAgain).ToHashSet();
        var first = await WriteAsync(parts, part => last.Add(part), cancellation);
        return first.Value ? await WriteAsync([.. parts.Where(last.Contains)], later: null, cancellation) : first;
    }

    /// <param name="later">Takes what cannot be written yet; null when it is the last time, and what cannot be written is an error.</param>
    private async Task<Outcome<bool>> WriteAsync(List<LinkRows> parts, Action<LinkRows>? later, CancellationToken cancellation)
    {
        for (var at = 0; at < parts.Count;)
        {
            if (cancellation.IsCancellationRequested)
            {
                return false;
            }

            var step = new List<LinkRows>();
            for (var taken = 0; at < parts.Count && (taken == 0 || taken + parts[at].Rows.Count <= rows); at++)
            {
                step.Add(parts[at]);
                taken += parts[at].Rows.Count;
            }

            if ((await StepAsync(step, later)).IsRefused(out var refusal))
            {
                return refusal;
            }

            progress?.Report((double)at / parts.Count);
        }

        return true;
    }

    private async Task<Outcome> StepAsync(List<LinkRows> parts, Action<LinkRows>? later)
    {
        var wrong = new List<RowError>();
        await using (var session = await store.WriteAsync(actor, "Imported links", CancellationToken.None))
        {
            var began = store.Time.GetTimestamp();
            session.JobId = options.JobId;
            var made = new LinkImportPlan(session.Db, actor, session.Now, options, wrong, plan.Named);
            await made.MakeAsync([.. parts.SelectMany(part => part.Rows)], CancellationToken.None);
            var written = Count(parts, made);
            session.Db.Links.RemoveRange(made.Gone);
            // What goes is written first: the same two products may be linked again.
            if (made.Gone.Count > 0 && (await session.SaveAsync(CancellationToken.None)).IsRefused(out var stale))
            {
                return stale;
            }

            session.Db.Links.AddRange(made.Added);
            if (made.Gone.Count > 0 || session.Db.ChangeTracker.HasChanges())
            {
                if ((await CommitAsync(session, written)).IsRefused(out var refusal))
                {
                    return refusal;
                }

                var held = store.Time.GetElapsedTime(began);
                Held = held > Held ? held : Held;
                rows = steps.After(parts.Sum(part => part.Rows.Count), held);
            }

            Written += written;
        }

        Refuse(parts, wrong, later);
        await store.LetOthersAsync(CancellationToken.None);
        return Outcome.Done;
    }

    private async Task<Outcome> CommitAsync(WriteSession session, WrittenLinks written)
    {
        session.Purpose = string.Create(
            CultureInfo.InvariantCulture, $"Imported {written.New + written.Changed + written.Removed:N0} links ({written.New:N0} new)");
        session.Tell(Change.Told(Told, string.Create(CultureInfo.InvariantCulture, $"{options.JobId ?? 0}"), null, new Dictionary<string, string?>
        {
            [nameof(WrittenLinks.New)] = Text(written.New), [nameof(WrittenLinks.Changed)] = Text(written.Changed),
            [nameof(WrittenLinks.Removed)] = Text(written.Removed), [ToldRows] = Text(written.Rows),
        }));
        if ((await session.CommitAsync(CancellationToken.None)).IsRefused(out var refusal, out var set))
        {
            return refusal;
        }

        sets.Add(set);
        return Outcome.Done;
    }

    /// <summary>What the step does of what the plan said: a row that an earlier step has brought along counts as what it was before.</summary>
    private WrittenLinks Count(List<LinkRows> parts, LinkImportPlan made)
    {
        var written = default(WrittenLinks);
        foreach (var (line, fate) in made.Fates)
        {
            if (counted.Add(line))
            {
                written += WrittenLinks.Of(plan.Fates.GetValueOrDefault(line, fate));
            }
        }

        var gone = parts.Where(part => replaced.Add(part.SourceId)).Sum(part => plan.Replaced.GetValueOrDefault(part.SourceId));
        return written with { Removed = written.Removed + gone };
    }

    private void Refuse(List<LinkRows> parts, List<RowError> wrong, Action<LinkRows>? later)
    {
        // What the plan found wrong is known already.
        var refused = wrong.Where(error => plan.Fates.ContainsKey(error.Line)).ToList();
        if (later is null)
        {
            errors.AddRange(refused);
            return;
        }

        var lines = refused.Select(error => error.Line).ToHashSet();
        foreach (var part in parts.Where(part => part.Rows.Any(row => lines.Contains(row.Line))))
        {
            later(part);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string? after, string field) => int.Parse(Change.Value<string>(after, field) ?? "0", CultureInfo.InvariantCulture);
}

/// <summary>What a step told of itself stays told when its links are taken back.</summary>
internal sealed class WrittenLinksUndo : UndoRule
{
    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(WrittenLinks)];

    public override bool Stays(Change change) => true;

    public override Task<Refusal?> DenyAsync(StudioDb db, IReadOnlyList<Change> changes, Actor actor, CancellationToken cancellation) =>
        Task.FromResult<Refusal?>(null);
}
