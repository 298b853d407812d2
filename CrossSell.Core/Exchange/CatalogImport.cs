using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Brings a file of products or listings into the catalogue: read and compared without holding a lock, then written step by step (<see cref="CatalogWrite"/>,
/// decision 0023). Rows that cannot be read are reported and the rest lands; a blank cell never deletes; the same file twice changes nothing, so that an
/// import that was broken off is finished by beginning it again.
/// </summary>
/// <param name="steps">How much is written at once; <see cref="WriteSteps.Usual"/> when nobody says.</param>
public sealed class CatalogImport(StudioStore store, DataDirectory data, TimeProvider time, ImportLimits? limits = null, WriteSteps? steps = null)
{
    // Somebody changed a product of the file between reading and writing: it is read again, so often.
    private const int Attempts = 4;

    /// <param name="path">Read several times, so it must be a file.</param>
    /// <param name="errors">Gets the rows that were left out, as a file of the same format; null when nobody wants them.</param>
    /// <param name="cancellation">Ends it between two steps; then the report says what was written. Before the first one it is an exception.</param>
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

        if (!options.AsNative && await ForeignAsync(actor, path, options, errors, progress, cancellation) is { } foreign)
        {
            return foreign;
        }

        var sets = await SetsOfAsync(options, cancellation);
        var held = TimeSpan.Zero;
        for (var attempt = 1; ; attempt++)
        {
            var since = await store.StateAsync(cancellation);
            await using var db = store.Read();
            await using var stage = new CatalogStage(db, data);
            if ((await StageAsync(db, stage, actor, path, options, sets, progress, cancellation)).IsRefused(out var refusal, out var staged))
            {
                return sets.Count == 0 ? refusal : Broken(refusal);
            }

            var report = staged.Report;
            // Who wants all or nothing has had all of it looked at before the first step.
            if (options.Strict && sets.Count == 0 && report.Faults.Count == 0 && (report.Wrong > 0 || report.Stopped is not null))
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

            if (options.DryRun || report.New + report.Changed <= staged.Before.New + staged.Before.Changed)
            {
                // The same file again, or one with a wrong header: no change, and so no entry in the history either.
                await WriteErrorsAsync(staged, errors);
                return options.DryRun ? report : await EndedAsync(report with { ChangeSets = [.. sets], Locked = held }, staged, path, cancellation);
            }

            var write = new CatalogWrite(store, steps ?? WriteSteps.Usual, actor, options, progress);
            var outcome = await write.RunAsync(stage, staged, since, cancellation);
            sets.AddRange(write.Sets);
            held = write.Held > held ? write.Held : held;
            if (outcome.IsRefused(out refusal, out var to))
            {
                return sets.Count == 0 ? refusal : Broken(refusal);
            }

            report = report with { ChangeSets = [.. sets], Locked = held };
            if (to == WrittenTo.ReadAgain)
            {
                if (attempt < Attempts)
                {
                    continue;
                }

                refusal = Refusal.Stale("Products of this file were changed repeatedly while it was imported. Try again when the other changes are done.");
                return sets.Count == 0 ? refusal : Broken(refusal);
            }

            await WriteErrorsAsync(staged, errors);
            if (to == WrittenTo.CalledOff)
            {
                if (sets.Count == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }

                var (added, changed) = (staged.Before.New + write.New, staged.Before.Changed + write.Changed);
                return report with
                {
                    New = added,
                    Changed = changed,
                    CalledOff = true,
                    NotReached = report.New + report.Changed - added - changed,
                    Pictures = 0,
                };
            }

            if (report.ChangeSets.Count > 1)
            {
                await OptimizeAsync();
            }

            return await EndedAsync(report, staged, path, cancellation);
        }
    }

    /// <summary>A file of another system, translated and imported as one of ours; null for one that is.</summary>
    private async Task<Outcome<CatalogImportReport>?> ForeignAsync(
        Actor actor, string path, CatalogImportOptions options, TextWriter? errors, IProgress<CatalogImportProgress>? progress, CancellationToken cancellation)
    {
        if ((await FileSniffer.SniffAsync(path, limits, cancellation)).IsRefused(out var refusal, out var found)
            || found.With(options.Reading).IsRefused(out refusal, out var sniffed))
        {
            return refusal;
        }

        var kind = options.Kind == CatalogFileKind.Listings || (options.Kind is null && sniffed.Dialect?.Content == DialectContent.Listings)
            ? ExchangeKind.Listings : ExchangeKind.Products;
        await using var stream = File.OpenRead(path);
        var source = new ForeignSource(
            store, stream, options.FileName ?? Path.GetFileName(path), sniffed, options.Dialect, kind, options.ChannelCode, options.Strict, errors);
        return await source.BringAsync(
            file => ImportAsync(
                actor, file.Path,
                options with
                {
                    AsNative = true,
                    Reading = null,
                    Kind = kind == ExchangeKind.Listings ? CatalogFileKind.Listings : CatalogFileKind.Products,
                    ChannelCode = null,
                    NewAreActive = true,
                },
                null, progress, cancellation),
            report => report.Errors,
            (file, report, all) => report with
            {
                Rows = file.Reading.Facts.Rows,
                Wrong = file.Wrong(report.Errors),
                Errors = all,
                Ignored = file.Reading.Facts.LeftAside,
                Delimiter = sniffed.Delimiter,
                Stopped = file.Reading.Stopped,
            },
            cancellation,
            async (file, report) =>
            {
                if (!options.DryRun && !report.IsFailure && kind == ExchangeKind.Products)
                {
                    await KeptSourceRows.SaveAsync(
                        store, file.Reading, options.ChannelCode, stream, cancellation.IsCancellationRequested ? CancellationToken.None : cancellation);
                }
            });
    }

    /// <summary>Lets the planner look at tables that grew by more than one step, when everything is in.</summary>
    private async Task OptimizeAsync()
    {
        try
        {
            await store.OptimizeAsync(CancellationToken.None);
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is not null)
        {
            // Busy: it is done every hour besides. What was imported is in, and is worth no refusal.
        }
    }

    /// <summary>What the job wrote before the server stopped.</summary>
    private async Task<List<long>> SetsOfAsync(CatalogImportOptions options, CancellationToken cancellation)
    {
        if (options.JobId is not { } job || options.DryRun)
        {
            return [];
        }

        await using var db = store.Read();
        return await db.ChangeSets.Where(set => set.JobId == job).OrderBy(set => set.Id).Select(set => set.Id).ToListAsync(cancellation);
    }

    private static Refusal Broken(Refusal refusal) => refusal with
    {
        Message = $"{refusal.Message} What was imported until then is kept and can be undone; import the file again for the rest.",
    };

    private async Task<Outcome<StagedCatalog>> StageAsync(
        StudioDb db, CatalogStage stage, Actor actor, string path, CatalogImportOptions options, IReadOnlyCollection<long> sets,
        IProgress<CatalogImportProgress>? progress, CancellationToken cancellation)
    {
        if ((await FileSniffer.SniffAsync(path, limits, cancellation)).IsRefused(out var refusal, out var found)
            || found.With(options.Reading).IsRefused(out refusal, out var sniffed))
        {
            return refusal;
        }

        if (sniffed.Mapping is null && OrderFile.Recognise(sniffed.Names) is { } format)
        {
            return new Refusal("file.orders", $"This is a file of orders ({OrderFile.NameOf(format)}), not of products. Import it as orders.", "file");
        }

        if ((options.Kind ?? CatalogHeader.Recognise(sniffed.Fields)) is not { } kind)
        {
            return new Refusal(
                "file.unknown",
                "The header was not recognised. Products need sku and name, brand, status and the like; listings need sku, channel and price, cost or stock.",
                "file");
        }

        if (CatalogHeader.Of(sniffed.Fields, kind, await db.Attributes.ToListAsync(cancellation), options.ChannelCode).IsRefused(out refusal, out var header))
        {
            return refusal;
        }

        header.Mapping = sniffed.Mapping;
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var diff = await CatalogDiff.PrepareAsync(db, actor, header, stage, now, sets, cancellation);
        diff.NewAreActive = options.NewAreActive;
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
        await using (var changes = options.ChangesPath is { } changed ? new ImportChangeWriter(changed) : null)
        {
            diff.Note(changes);
            await diff.ReadAsync(file, progress, cancellation);
            if (diff.LacksRecords && !(await TableFile.OpenAsync(path, sniffed, cancellation)).IsRefused(out _, out var again))
            {
                await using (again)
                {
                    await diff.RecordsAsync(again, cancellation);
                }
            }

            // What a file with a wrong header would do is not said: it does nothing.
            var isWhole = header.Faults.Count == 0;
            return new StagedCatalog(
                new CatalogImportReport(
                    header.Kind, file.Delimiter, diff.Rows, isWhole ? diff.New : 0, isWhole ? diff.Changed : 0, isWhole ? diff.Same : 0,
                    diff.WrongRows, diff.Errors, isWhole ? [.. diff.CategoryPathsMade] : [],
                    [.. header.Ignored, .. sniffed.Mapping?.LeftAside ?? []], options.DryRun,
                    Stopped: file.Stopped, Pictures: isWhole ? diff.Pictures.Sum(product => product.Value.Addresses.Count) : 0)
                {
                    Faults = header.Faults,
                },
                diff.CategoriesMade,
                diff.Ahead,
                diff.Families.Successors,
                diff.Pictures,
                sniffed,
                diff.Before);
        }
    }

    // Columns that are nothing to this studio are kept, for the export; a file of another system keeps its rows itself.
    private async Task<CatalogImportReport> EndedAsync(CatalogImportReport report, StagedCatalog staged, string path, CancellationToken cancellation)
    {
        if (report is { Kind: CatalogFileKind.Products, IsFailure: false, Ignored.Count: > 0 })
        {
            await KeptColumns.SaveAsync(store, path, staged.File, report.Ignored, cancellation.IsCancellationRequested ? CancellationToken.None : cancellation);
        }

        return await WithPicturesAsync(report, staged, cancellation);
    }

    // What was imported is in: the list of what is to be fetched is worth no refusal.
    private async Task<CatalogImportReport> WithPicturesAsync(CatalogImportReport report, StagedCatalog staged, CancellationToken cancellation) =>
        report.Pictures == 0 ? report : report with { PictureFile = await PictureList.WriteAsync(data, staged.Pictures, cancellation) };

    private static async Task WriteErrorsAsync(StagedCatalog staged, TextWriter? errors)
    {
        if (errors is null || staged.Report.Errors.Count == 0)
        {
            return;
        }

        var rows = new ErrorRows(errors, staged.Report.Delimiter, staged.File.Names);
        foreach (var row in staged.Report.Errors.GroupBy(error => error.Line))
        {
            await rows.AddAsync(string.Join(' ', row.Select(error => error.Message)), row.First().Record);
        }
    }
}

/// <summary>What a file was found to say, before anything is written.</summary>
/// <param name="Ahead">What completeness was worked out by.</param>
/// <param name="File">As it was recognised, with what somebody said of its columns.</param>
/// <param name="Before">Rows that earlier steps of the same import wrote.</param>
internal sealed record StagedCatalog(
    CatalogImportReport Report, IReadOnlyList<Category> Categories, CompletenessPreview Ahead, FileSuccessors Successors,
    IReadOnlyDictionary<int, (string Sku, IReadOnlyList<string> Addresses)> Pictures, SniffedFile File, (int New, int Changed) Before);
