using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>How far the writing of a stage came.</summary>
internal enum WrittenTo
{
    End,

    /// <summary>Something that was looked at changed meanwhile: the file has to be read again for the rows that are not written.</summary>
    ReadAgain,

    /// <summary>It was called off, between two steps.</summary>
    CalledOff,
}

/// <summary>
/// Writes what was gathered of a catalogue file, step by step (<see cref="WriteSteps"/>), each a change set of its own in a transaction of its own: others
/// write in between, and a step that is written stays. Each checks that nothing that it goes by has changed since.
/// </summary>
internal sealed class CatalogWrite(StudioStore store, WriteSteps steps, Actor actor, CatalogImportOptions options, IProgress<CatalogImportProgress>? progress)
{
    // Categories are written one by one.
    private const int CategoriesAtOnce = 250;

    /// <summary>The change sets that were written, the oldest first.</summary>
    public List<long> Sets { get; } = [];

    public int New { get; private set; }

    public int Changed { get; private set; }

    /// <summary>The longest time for which a step kept others from writing.</summary>
    public TimeSpan Held { get; private set; }

    public async Task<Outcome<WrittenTo>> RunAsync(CatalogStage stage, StagedCatalog staged, long since, CancellationToken cancellation)
    {
        await using var view = await stage.ShowAsync(store, cancellation);
        // From here on whatever is begun is brought to its end: a step is written or is not.
        var step = new CatalogStepSql(stage, staged.Report.Kind);
        var categories = new Queue<Category[]>(staged.Categories.Chunk(CategoriesAtOnce));
        var (after, rows, done, total, left) = (0, steps.First, 0, 0, 0);
        for (var isFirst = true; ; isFirst = false)
        {
            if (cancellation.IsCancellationRequested)
            {
                return WrittenTo.CalledOff;
            }

            await using var session = await view.WriteAsync(actor, Sentence(staged.Report.Kind, 0, 0), CancellationToken.None);
            var began = store.Time.GetTimestamp();
            session.JobId = options.JobId;
            if (await IsStaleAsync(session, staged, since, isFirst))
            {
                return WrittenTo.ReadAgain;
            }

            CatalogStep written;
            try
            {
                if (categories.TryDequeue(out var made))
                {
                    session.Db.Categories.AddRange(made);
                    if ((await session.SaveAsync(CancellationToken.None)).IsRefused(out var wrong))
                    {
                        return wrong;
                    }
                }

                if (isFirst)
                {
                    total = await CatalogStepSql.CountAsync(session, CancellationToken.None);
                    await CatalogStepSql.ReserveAsync(session, CancellationToken.None);
                }

                // Products stand in categories, so those come first, and with the last of them the first products.
                var last = categories.Count > 0 ? after : await CatalogStepSql.LastAsync(session, after, rows, CancellationToken.None);
                if (last is not { } upTo)
                {
                    return left > 0 ? WrittenTo.ReadAgain : WrittenTo.End;
                }

                left += await CatalogStepSql.LeaveStaleAsync(session, after, upTo, CancellationToken.None);
                written = await WriteAsync(session, step, after, upTo);
                after = upTo;
                if (written.Products > 0 || made is not null)
                {
                    session.Purpose = Sentence(staged.Report.Kind, written.New + written.Changed, written.New);
                    if ((await session.CommitAsync(CancellationToken.None)).IsRefused(out var refusal, out var set))
                    {
                        return refusal;
                    }

                    Sets.Add(set);
                    since = set;
                }
            }
            catch (Exception problem) when (StorageTrouble.IsConflict(problem))
            {
                // What a row names is gone, or is there by now.
                return WrittenTo.ReadAgain;
            }

            var held = store.Time.GetElapsedTime(began);
            (New, Changed, done) = (New + written.New, Changed + written.Changed, done + written.Products);
            Held = held > Held ? held : Held;
            rows = written.Products > 0 ? steps.After(rows, held) : rows;
            await session.DisposeAsync();
            ImportMemory.LetGo();
            progress?.Report(new CatalogImportProgress(CatalogImportStage.Writing, done, total));
            await store.LetOthersAsync(CancellationToken.None);
        }
    }

    private async Task<CatalogStep> WriteAsync(WriteSession session, CatalogStepSql step, int after, int upTo)
    {
        if (options.Reports is null)
        {
            await ListingReportRows.RefreshAsync(session, after, upTo, CancellationToken.None);
            return await step.WriteAsync(session, after, upTo, CancellationToken.None);
        }

        await options.Reports.LeaveOutdatedAsync(session, after, upTo, CancellationToken.None);
        var written = await step.WriteAsync(session, after, upTo, CancellationToken.None);
        await options.Reports.KeepAsync(session, after, upTo, CancellationToken.None);
        return written;
    }

    private static async Task<bool> IsStaleAsync(WriteSession session, StagedCatalog staged, long since, bool isFirst) =>
        (isFirst && await CategoriesMovedAsync(session, staged.Categories))
        || await staged.Ahead.IsStaleAsync(session, CancellationToken.None) || await staged.Successors.IsStaleAsync(session, since, CancellationToken.None);

    /// <summary>Categories were planned with ids of their own: others may have made some meanwhile.</summary>
    private static async Task<bool> CategoriesMovedAsync(WriteSession session, IReadOnlyList<Category> made)
    {
        var codes = made.Select(category => category.Code).ToArray();
        var least = made.Count == 0 ? int.MaxValue : made.Min(category => category.Id);
        return made.Count > 0 && await session.Db.Categories.AnyAsync(category => category.Id >= least || codes.Contains(category.Code));
    }

    private static string Sentence(CatalogFileKind kind, int rows, int added) => string.Create(
        CultureInfo.InvariantCulture, $"Imported {English.Count(rows, kind == CatalogFileKind.Products ? "product" : "listing")} ({added:N0} new)");
}
