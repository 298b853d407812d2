using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>How a file of links is to be imported.</summary>
public sealed record LinkImportOptions
{
    /// <summary>What the columns become and what was corrected; null for a file that is read by its header.</summary>
    public FileReading? Reading { get; init; }

    /// <summary>Only say what would happen.</summary>
    public bool DryRun { get; init; }

    /// <summary>Bring in nothing when one row is wrong.</summary>
    public bool Strict { get; init; }

    /// <summary>Read as one of ours, also when the columns look like another system's.</summary>
    public bool AsNative { get; init; }

    /// <summary>The system whose file it is, where somebody said; null to go by the columns.</summary>
    public Dialect? Dialect { get; init; }

    /// <summary>What the file was called where it came from; null where it still is.</summary>
    public string? FileName { get; init; }

    /// <summary>Code of the shop that the file is of, so that its links are known to be in; null takes the only one. Links are of every shop.</summary>
    public string? ChannelCode { get; init; }

    /// <summary>Links of a product and type of the file that the file does not name are removed.</summary>
    public bool Replace { get; init; }

    /// <summary>The job that imports, so that it is undone as one.</summary>
    public long? JobId { get; init; }
}

/// <summary>What an import of links did, or would do.</summary>
/// <param name="New">Links that were not there, without reverse links that came with them.</param>
/// <param name="Same">Stood there already, just so.</param>
/// <param name="Stopped">Why reading ended before the end of the file, or null.</param>
public sealed record LinkImportReport(
    int Rows, int New, int Changed, int Removed, int Same, int Wrong, IReadOnlyList<RowError> Errors, IReadOnlyList<string> Ignored, bool DryRun,
    string? Stopped = null)
{
    /// <summary>What was written by this run, step by step: undo takes them from the last to the first.</summary>
    public IReadOnlyList<long> ChangeSets { get; init; } = [];

    /// <summary>The longest time for which a step kept others from writing.</summary>
    public TimeSpan Held { get; init; }

    /// <summary>It was called off between two steps; what was written by then stays.</summary>
    public bool CalledOff { get; init; }

    /// <summary>Rows that would have changed something and had not had their turn when it was called off.</summary>
    public int NotReached { get; init; }

    /// <summary>The file defines types of links: these are what was counted.</summary>
    public bool IsOfTypes { get; init; }

    /// <summary>What is wrong with the file as a whole, each as a sentence. While there is one, nothing is imported.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Nothing of the file could be imported: its columns are wrong, or all of its rows.</summary>
    public bool IsFailure => Faults.Count > 0 || (Rows > 0 && Wrong == Rows && New + Changed + Removed + Same == 0);
}

/// <summary>
/// Brings a file of links in, by the same invariants as by hand: rows that cannot be are reported and the rest lands step by step (<see cref="LinkWrite"/>).
/// A blank cell never deletes; the same file twice changes nothing.
/// </summary>
/// <param name="steps">How much is written at once; <see cref="WriteSteps.Usual"/> when nobody says.</param>
public sealed class LinkImport(StudioStore store, ImportLimits? limits = null, WriteSteps? steps = null)
{
    private const int Batch = 5_000;

    /// <param name="errors">Gets the rows that were left out, as a file of the same format; null when nobody wants them.</param>
    /// <param name="progress">How much of the file is written, from 0 to 1.</param>
    public async Task<Outcome<LinkImportReport>> ImportAsync(
        Actor actor, string path, LinkImportOptions options, TextWriter? errors = null, IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        if (!actor.CanAnywhere(Permission.EditLinks))
        {
            return actor.Deny(Permission.EditLinks, null)!;
        }

        if ((await FileSniffer.SniffAsync(path, limits, cancellation)).IsRefused(out var refusal, out var found)
            || found.With(options.Reading).IsRefused(out refusal, out var sniffed))
        {
            return refusal;
        }

        if (!options.AsNative && await ForeignAsync(actor, path, sniffed, options, errors, progress, cancellation) is { } foreign)
        {
            return foreign;
        }

        if (!LinkFile.Recognise(sniffed.Fields))
        {
            return new Refusal("file.columns", "A file of links needs the columns source_sku and target_sku.", "file");
        }

        if ((await TableFile.OpenAsync(path, sniffed, cancellation)).IsRefused(out refusal, out var file))
        {
            return refusal;
        }

        var wrong = new List<RowError>();
        List<LinkRecord> rows;
        int count;
        List<string> ignored;
        await using (file)
        {
            (rows, count, ignored) = await LinkFile.ReadAsync(file, wrong, cancellation);
        }

        // A product's rows are written together, so they are judged together.
        ignored.AddRange(sniffed.Mapping?.LeftAside ?? []);
        rows = [.. rows.GroupBy(row => row.Source, StringComparer.OrdinalIgnoreCase).SelectMany(source => source)];
        var outcome = await WriteAsync(await PlanAsync());
        await WriteErrorsAsync(wrong, path, sniffed, errors, cancellation);
        return outcome;

        // As of one moment and without a lock: the file is compared while others work.
        async Task<(LinkImportPlan Plan, WrittenLinks Before)> PlanAsync()
        {
            await using var db = store.Read();
            await db.Database.OpenConnectionAsync(cancellation);
            await using var snapshot = await StudioStore.SnapshotAsync(db, cancellation);
            var plan = new LinkImportPlan(db, actor, store.Time.GetUtcNow(), options, wrong);
            await plan.MakeAsync(rows, cancellation);
            return (plan, await LinkWrite.BeforeAsync(db, options.JobId, cancellation));
        }

        async Task<Outcome<LinkImportReport>> WriteAsync((LinkImportPlan Plan, WrittenLinks Before) made)
        {
            var (plan, before) = made;
            var planned = WrittenLinks.Of(plan);
            // What a file with a wrong header would do is not said: it does nothing.
            var faults = LinkFile.Faults(sniffed.Fields);
            var report = Report(faults.Count == 0 ? planned : default, faults.Count == 0 ? plan.Fates.Count - planned.Rows : 0) with { Faults = faults };
            if (Strict(options, report) is { } refused)
            {
                return refused;
            }

            if (options.DryRun || faults.Count > 0)
            {
                return report;
            }

            var write = new LinkWrite(store, steps ?? WriteSteps.Usual, actor, options, plan, wrong, progress);
            if ((await write.WriteAsync(cancellation)).IsRefused(out refused, out var isWhole))
            {
                return refused;
            }

            var same = plan.Fates.Count - planned.Rows - before.Rows;
            return Report(write.Written + before, same) with
            {
                ChangeSets = write.ChangeSets,
                Held = write.Held,
                CalledOff = !isWhole,
                NotReached = isWhole ? 0 : planned.Rows - write.Written.Rows,
            };
        }

        LinkImportReport Report(WrittenLinks written, int same)
        {
            wrong.Sort((one, other) => one.Line.CompareTo(other.Line));
            var said = sniffed.Mapping is { } mapping ? [.. wrong.Select(mapping.Said)] : wrong;
            return new LinkImportReport(
                count, written.New, written.Changed, written.Removed, same, said.Select(error => error.Line).Distinct().Count(), said, ignored,
                options.DryRun, file.Stopped);
        }
    }

    /// <summary>A file of another system, translated and imported as one of ours; null for one that is.</summary>
    private async Task<Outcome<LinkImportReport>?> ForeignAsync(
        Actor actor, string path, SniffedFile sniffed, LinkImportOptions options, TextWriter? errors, IProgress<double>? progress,
        CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(path);
        if (sniffed is { Mapping: null, Dialect: { Content: DialectContent.Other } types } && (options.Dialect ?? types.Dialect) == types.Dialect)
        {
            return await new LinkTypeImport(store, actor, options).ImportAsync(
                stream, options.FileName ?? Path.GetFileName(path), sniffed, errors, cancellation);
        }

        var source = new ForeignSource(
            store, stream, options.FileName ?? Path.GetFileName(path), sniffed, options.Dialect, ExchangeKind.Links, null, options.Strict, errors);
        return await source.BringAsync(
            file => ImportAsync(actor, file.Path, options with { AsNative = true, Reading = null }, null, progress, cancellation),
            report => report.Errors,
            (file, report, all) => report with
            {
                Rows = file.Reading.Facts.Rows,
                Wrong = file.Wrong(report.Errors),
                Errors = all,
                Ignored = file.Reading.Facts.LeftAside,
                Stopped = file.Reading.Stopped,
            },
            cancellation,
            async (file, report) =>
            {
                if (!options.DryRun && report is { IsFailure: false, CalledOff: false })
                {
                    await KeptSourceRows.LinksTakenAsync(store, file.Reading, options.ChannelCode, cancellation);
                }
            });
    }

    private static Refusal? Strict(LinkImportOptions options, LinkImportReport report) =>
        !options.Strict || report.Faults.Count > 0 || (report.Wrong == 0 && report.Stopped is null)
            ? null
            : new Refusal(
                "import.strict",
                report.Stopped is { } stopped ? $"Nothing was imported. {stopped}"
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"Nothing was imported: {report.Wrong:N0} of {report.Rows:N0} rows have errors. {report.Errors[0].Message}"),
                "file");

    /// <summary>Ids of products by SKU, without regard to case.</summary>
    internal static async Task<Dictionary<string, int>> ProductsAsync(StudioDb db, IEnumerable<string> skus, CancellationToken cancellation)
    {
        var found = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var chunk in skus.Distinct(StringComparer.OrdinalIgnoreCase).Chunk(Batch))
        {
            foreach (var product in await db.Products.Where(product => EF.Parameter(chunk).Contains(product.Sku))
                .Select(product => new { product.Sku, product.Id }).ToListAsync(cancellation))
            {
                found[product.Sku] = product.Id;
            }
        }

        return found;
    }

    /// <summary>The rows that were left out, fetched from the file again rather than kept: most files have none.</summary>
    private static async Task WriteErrorsAsync(List<RowError> wrong, string path, SniffedFile sniffed, TextWriter? errors, CancellationToken cancellation)
    {
        if (errors is null || wrong.Count == 0 || (await TableFile.OpenAsync(path, sniffed, cancellation)).IsRefused(out _, out var file))
        {
            return;
        }

        await using (file)
        {
            var byLine = wrong.Select(error => sniffed.Mapping?.Said(error) ?? error).ToLookup(error => error.Line, error => error.Message);
            var rows = new ErrorRows(errors, file.Delimiter, file.Names);
            await foreach (var _ in file.RowsAsync(cancellation))
            {
                if (byLine.Contains(file.Line))
                {
                    await rows.AddAsync(string.Join(' ', byLine[file.Line]), file.Record);
                }
            }
        }
    }
}
