using System.CommandLine;
using System.Globalization;
using System.Text;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;

namespace CrossSell.Admin.Commands;

/// <summary>Products and listings on the command line: in, from any system.</summary>
internal static class CatalogCommands
{
    public static Command Import(CatalogFileKind kind)
    {
        var file = new Argument<FileInfo>("file") { Description = "A CSV file, optionally gzipped; commas, semicolons and tabs are detected." };
        var format = new Option<string>("--format") { Description = ImportedRows.Formats, DefaultValueFactory = _ => "auto" };
        var json = ImportedRows.Json();
        var dryRun = new Option<bool>("--dry-run") { Description = "Only check the file and report what would change." };
        var strict = new Option<bool>("--strict") { Description = "Import nothing if any row has errors." };
        var channel = new Option<string?>("--channel")
        {
            Description = "Channel code for rows without one: for a price file without a column channel."
        };
        var errors = new Option<FileInfo?>("--errors") { Description = "Write rows with errors to this file, to correct and import again." };
        var command = new Command(NameOf(kind), kind == CatalogFileKind.Products
            ? "Import products. Blank cells change nothing; importing the same file twice changes nothing."
            : "Import prices, costs and stock per channel.")
        { file, format, channel, dryRun, json, strict, errors };
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            (services, stop) => ImportAsync(
                services,
                parsed.GetValue(file)!,
                parsed.GetValue(format)!,
                new CatalogImportOptions
                {
                    Kind = kind, ChannelCode = parsed.GetValue(channel), DryRun = parsed.GetValue(dryRun), Strict = parsed.GetValue(strict)
                },
                parsed.GetValue(json),
                parsed.GetValue(errors),
                stop),
            cancellation));
        return command;
    }

    private static async Task<Outcome> ImportAsync(
        IServiceProvider services, FileInfo file, string format, CatalogImportOptions options, bool json, FileInfo? errors, CancellationToken cancellation)
    {
        var (import, mappings) = (services.GetRequiredService<CatalogImport>(), services.GetRequiredService<ImportMappings>());
        if (ImportedRows.Deny(file, errors) is { } denied)
        {
            return denied;
        }

        if (ImportedRows.DialectOf(format).IsRefused(out var unknown, out var dialect))
        {
            return unknown;
        }

        if (json && options.DryRun)
        {
            var kind = options.Kind == CatalogFileKind.Listings ? ExchangeKind.Listings : ExchangeKind.Products;
            return await DialectFacts.TellAsync(services, file, kind, dialect, options.ChannelCode, cancellation);
        }

        options = options with { AsNative = dialect == Dialect.Native, Dialect = dialect };
        if (dialect is null)
        {
            // A price file that was mapped as such is one, whichever of the two verbs brings it.
            var (reading, channel) = await ImportedRows.ReadingAsync(
                mappings, file, options.ChannelCode, [ExchangeKind.Products, ExchangeKind.Listings], cancellation);
            options = reading is null ? options : options with
            {
                Reading = reading,
                ChannelCode = channel,
                Kind = reading.Mapping!.Kind == ExchangeKind.Listings ? CatalogFileKind.Listings : CatalogFileKind.Products,
            };
        }

        await using var wrong = ErrorFile.At(errors);
        var outcome = options.DryRun
            ? await import.ImportAsync(Actor.CommandLine, file.FullName, options, wrong, new Relay<CatalogImportProgress>(Tell), cancellation)
            : await AsJobAsync(import, services.GetRequiredService<OutsideJobs>(), file, options, wrong, cancellation);
        if (!Console.IsErrorRedirected)
        {
            await Console.Error.WriteLineAsync();
        }

        if (outcome.IsRefused(out var refusal, out var report))
        {
            return ImportedRows.Advise(refusal);
        }

        foreach (var fault in report.Faults)
        {
            await Console.Error.WriteLineAsync(fault);
        }

        await ImportedRows.TellAsync(report.Errors, report.Errors.Count, errors, report.Stopped);
        Console.WriteLine(InWords(report));
        if (report.IsFailure)
        {
            return ImportedRows.Nothing(report.Rows, report.Faults.Count);
        }

        if (report.CalledOff)
        {
            return new Refusal("import.stopped", string.Create(
                CultureInfo.InvariantCulture,
                $"Stopped with {report.NotReached:N0} rows not imported. What was imported is kept; the same command imports the rest."));
        }

        return report.PictureFile is { } list ? await FetchAsync(services.GetRequiredService<PictureImport>(), list, cancellation) : Outcome.Done;
    }

    /// <summary>Imports under a job's row of its own, so that it is undone as one although it is written in steps.</summary>
    private static async Task<Outcome<CatalogImportReport>> AsJobAsync(
        CatalogImport import, OutsideJobs jobs, FileInfo file, CatalogImportOptions options, TextWriter? wrong, CancellationToken cancellation)
    {
        var kind = options.Kind == CatalogFileKind.Listings ? ExchangeKind.Listings : ExchangeKind.Products;
        var input = new ImportInput(file.Name, file.Name, kind, DryRun: false, options.Strict, options.ChannelCode) { Mapping = options.Reading?.Mapping };
        if ((await jobs.BeginAsync(ImportJobs.Kind, $"Import {file.Name}", input, Actor.CommandLine, cancellation)).IsRefused(out var refusal, out var job))
        {
            return refusal;
        }

        JobReport? said = null;
        var isTold = false;
        try
        {
            var progress = new Relay<CatalogImportProgress>(at =>
            {
                if (at.Stage == CatalogImportStage.Writing && !isTold)
                {
                    // Said before it may be killed.
                    isTold = true;
                    Console.Error.WriteLine("Writing in steps: what is written stays if this is stopped, and the same command imports the rest.");
                }

                Tell(at);
            });
            var outcome = await import.ImportAsync(Actor.CommandLine, file.FullName, options with { JobId = job }, wrong, progress, cancellation);
            said = outcome.Value is { CalledOff: false } report ? JobReport.Just(InWords(report).Split('\n')[0].TrimEnd() + ".") : null;
            return outcome;
        }
        finally
        {
            await jobs.EndAsync(job, said);
        }
    }

    private static async Task<Outcome> FetchAsync(PictureImport pictures, string list, CancellationToken cancellation)
    {
        // What failed is named below, address by address.
        await using var failed = new StringWriter(CultureInfo.InvariantCulture);
        var progress = new Relay<(int Done, int Total)>(at =>
        {
            if (!Console.IsErrorRedirected)
            {
                Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r  {at.Done:N0} of {at.Total:N0} pictures"));
            }
        });
        var outcome = await pictures.FetchAsync(new PictureInput(list, null), Actor.CommandLine, failed, progress, cancellation);
        if (!Console.IsErrorRedirected)
        {
            await Console.Error.WriteLineAsync();
        }

        if (outcome.IsRefused(out var refusal, out var report))
        {
            return refusal;
        }

        await Console.Error.WriteAsync(failed.ToString());
        Console.WriteLine(report.Summary);
        return Outcome.Done;
    }

    private static string InWords(CatalogImportReport report)
    {
        var text = new StringBuilder();
        Line(
            $"{(report.DryRun ? "Would import" : "Imported")} {NameOf(report.Kind)}: {report.New:N0} new, {report.Changed:N0} changed, {report.Same:N0} unchanged");
        Line($"  rows        {report.Rows:N0} read, {report.Wrong:N0} skipped");
        if (report.CategoriesMade.Count > 0)
        {
            Line(
                $"  categories  {report.CategoriesMade.Count:N0} {(report.DryRun ? "would be made" : "made")}: {string.Join("; ", report.CategoriesMade.Take(5))}{(report.CategoriesMade.Count > 5 ? "; ..." : "")}");
        }

        if (report.Ignored.Count > 0)
        {
            Line($"  ignored     columns {string.Join(", ", report.Ignored)}");
        }

        if (report.Pictures > 0)
        {
            Line($"  pictures    {report.Pictures:N0} {(report.DryRun ? "would be fetched afterwards" : "are fetched now")}");
        }

        if (report.ChangeSets is [var first, ..] and [.., var last])
        {
            Line(
                $"  history     {(first == last ? "change" : $"changes {first} to")} {last}, undone as one under Jobs; others waited up to {report.Locked.TotalSeconds:0.0} s");
        }

        return text.ToString().TrimEnd();

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }

    private static string NameOf(CatalogFileKind kind) => kind == CatalogFileKind.Products ? "products" : "listings";

    private static void Tell(CatalogImportProgress progress)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"\r{(progress.Stage == CatalogImportStage.Reading ? "reading" : "writing")}  {progress.Done:N0} of {progress.Total:N0}  "));
        }
    }
}
