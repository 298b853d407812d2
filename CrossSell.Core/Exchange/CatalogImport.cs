using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Brings a file of products or listings into the catalogue: read and compared without holding a lock, then applied in one transaction, all or nothing.
/// Rows that cannot be read are reported and the rest lands; a blank cell never deletes; the same file twice changes nothing.
/// </summary>
public sealed class CatalogImport(StudioStore store, DataDirectory data, TimeProvider time, ImportLimits? limits = null)
{
    // Somebody changed a product of the file between reading and writing: it is read again, so often.
    private const int Attempts = 4;

    /// <param name="path">Read several times, so it must be a file.</param>
    /// <param name="errors">Gets the rows that were left out, as a file of the same format; null when nobody wants them.</param>
    public async Task<Outcome<CatalogImportReport>> ImportAsync(
        Actor actor,
        string path,
        CatalogImportOptions options,
        TextWriter? errors = null,
        IProgress<CatalogImportProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        if (!actor.CanAnywhere(Permission.EditCatalog))
        {
            return actor.Deny(Permission.EditCatalog, null)!;
        }

        for (var attempt = 1; ; attempt++)
        {
            await using var db = store.Read();
            await using var stage = new CatalogStage(db, data);
            if ((await StageAsync(db, stage, actor, path, options, progress, cancellation)).IsRefused(out var refusal, out var staged))
            {
                return refusal;
            }

            var report = staged.Report;
            if (options.Strict && report.Faults.Count == 0 && (report.Wrong > 0 || report.Stopped is not null))
            {
                await WriteErrorsAsync(staged, errors);
                return new Refusal(
                    "import.strict",
                    report.Stopped is { } stopped ? $"Nothing was imported. {stopped}"
                        : string.Create(
                            CultureInfo.InvariantCulture,
                            $"Nothing was imported: {report.Wrong:N0} of {report.Rows:N0} rows have errors. {report.Errors[0].Message}"),
                    "file");
            }

            if (options.DryRun || report.New + report.Changed == 0)
            {
                // The same file again, or one with a wrong header: no change, and so no entry in the history either.
                await WriteErrorsAsync(staged, errors);
                return options.DryRun ? report : await WithPicturesAsync(report, staged, cancellation);
            }

            await using var session = await stage.WriteAsync(store, actor, Sentence(report), cancellation);
            var started = time.GetTimestamp();
            if (await CatalogStage.IsStaleAsync(session, cancellation) || await CategoriesMovedAsync(session, staged.Categories, cancellation)
                || await staged.Ahead.IsStaleAsync(session, cancellation) || await staged.Successors.IsStaleAsync(session, cancellation))
            {
                if (attempt < Attempts)
                {
                    continue;
                }

                return Refusal.Stale("Products of this file were changed repeatedly while it was imported. Try again when the other changes are done.");
            }

            session.JobId = options.JobId;
            session.Db.Categories.AddRange(staged.Categories);
            if ((await session.SaveAsync(cancellation)).IsRefused(out refusal))
            {
                return refusal;
            }

            var total = report.New + report.Changed;
            await stage.ApplyAsync(
                session, progress is null ? null : new Relay<int>(done => progress.Report(new CatalogImportProgress(CatalogImportStage.Writing, done, total))),
                cancellation);
            if ((await session.CommitAsync(cancellation)).IsRefused(out refusal, out var changeSet))
            {
                return refusal;
            }

            await WriteErrorsAsync(staged, errors);
            return await WithPicturesAsync(report with { ChangeSetId = changeSet, Locked = time.GetElapsedTime(started) }, staged, cancellation);
        }
    }

    private async Task<Outcome<StagedCatalog>> StageAsync(
        StudioDb db, CatalogStage stage, Actor actor, string path, CatalogImportOptions options, IProgress<CatalogImportProgress>? progress,
        CancellationToken cancellation)
    {
        if ((await FileSniffer.SniffAsync(path, limits, cancellation)).IsRefused(out var refusal, out var sniffed))
        {
            return refusal;
        }

        if (sniffed.Dialect is { } foreign && !options.AsNative)
        {
            return foreign.Refuse();
        }

        if (OrderFile.Recognise(sniffed.Names) is { } format)
        {
            return new Refusal("file.orders", $"This is a file of orders ({OrderFile.NameOf(format)}), not of products. Import it as orders.", "file");
        }

        if ((options.Kind ?? CatalogHeader.Recognise(sniffed.Names)) is not { } kind)
        {
            return new Refusal(
                "file.unknown",
                "The header was not recognised. Products need sku and name, brand, status and the like; listings need sku, channel and price, cost or stock.",
                "file");
        }

        if (CatalogHeader.Of(sniffed.Names, kind, await db.Attributes.ToListAsync(cancellation), options.ChannelCode).IsRefused(out refusal, out var header))
        {
            return refusal;
        }

        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var diff = await CatalogDiff.PrepareAsync(db, actor, header, stage, now, cancellation);
        if (diff.Check() is { } wrong)
        {
            return wrong;
        }

        progress?.Report(new CatalogImportProgress(CatalogImportStage.Reading, 0, 0));
        await using (var stream = File.OpenRead(path))
        {
            header.Marks = await TableFile.MarksAsync(stream, sniffed, header.Amounts, cancellation);
        }

        if (diff.NeedsScan)
        {
            if ((await TableFile.OpenAsync(path, sniffed, cancellation)).IsRefused(out refusal, out var scanned))
            {
                return refusal;
            }

            await using (scanned)
            {
                await diff.ScanAsync(scanned, cancellation);
            }
        }

        if ((await TableFile.OpenAsync(path, sniffed, cancellation)).IsRefused(out refusal, out var file))
        {
            return refusal;
        }

        await using (file)
        {
            await diff.ReadAsync(file, progress, cancellation);
            // What a file with a wrong header would do is not said: it does nothing.
            var isWhole = header.Faults.Count == 0;
            return new StagedCatalog(
                new CatalogImportReport(
                    header.Kind, file.Delimiter, diff.Rows, isWhole ? diff.New : 0, isWhole ? diff.Changed : 0, isWhole ? diff.Same : 0,
                    diff.WrongRows, diff.Errors, isWhole ? [.. diff.CategoryPathsMade] : [], header.Ignored, options.DryRun,
                    Stopped: file.Stopped, Pictures: isWhole ? diff.Pictures.Sum(product => product.Value.Addresses.Count) : 0)
                {
                    Faults = header.Faults,
                },
                diff.CategoriesMade,
                diff.Ahead,
                diff.Families.Successors,
                diff.Pictures,
                file.Names);
        }
    }

    // What was imported is in: the list of what is to be fetched is worth no refusal.
    private async Task<CatalogImportReport> WithPicturesAsync(CatalogImportReport report, StagedCatalog staged, CancellationToken cancellation) =>
        report.Pictures == 0 ? report : report with { PictureFile = await PictureList.WriteAsync(data, staged.Pictures, cancellation) };

    /// <summary>Categories were planned with ids of their own: others may have made some meanwhile.</summary>
    private static async Task<bool> CategoriesMovedAsync(WriteSession session, IReadOnlyList<Category> made, CancellationToken cancellation)
    {
        var codes = made.Select(category => category.Code).ToArray();
        var least = made.Count == 0 ? int.MaxValue : made.Min(category => category.Id);
        return made.Count > 0 && await session.Db.Categories.AnyAsync(category => category.Id >= least || codes.Contains(category.Code), cancellation);
    }

    private static string Sentence(CatalogImportReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"Imported {English.Count(report.New + report.Changed, report.Kind == CatalogFileKind.Products ? "product" : "listing")} ({report.New:N0} new)");

    private static async Task WriteErrorsAsync(StagedCatalog staged, TextWriter? errors)
    {
        if (errors is null || staged.Report.Errors.Count == 0)
        {
            return;
        }

        var rows = new ErrorRows(errors, staged.Report.Delimiter, staged.Columns);
        foreach (var row in staged.Report.Errors.GroupBy(error => error.Line))
        {
            await rows.AddAsync(string.Join(' ', row.Select(error => error.Message)), row.First().Record);
        }
    }

    private sealed record StagedCatalog(
        CatalogImportReport Report, IReadOnlyList<Category> Categories, CompletenessPreview Ahead, FileSuccessors Successors,
        IReadOnlyDictionary<int, (string Sku, IReadOnlyList<string> Addresses)> Pictures, IReadOnlyList<string> Columns);
}
