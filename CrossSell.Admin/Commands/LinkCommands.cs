using System.CommandLine;
using System.Globalization;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;

namespace CrossSell.Admin.Commands;

/// <summary>Links on the command line: in and out, in the native format.</summary>
internal static class LinkCommands
{
    public static Command Import()
    {
        var file = new Argument<FileInfo>("file") { Description = "A CSV file, optionally gzipped; commas, semicolons and tabs are detected." };
        var format = new Option<string>("--format") { Description = ImportedRows.Formats, DefaultValueFactory = _ => "auto" };
        var json = ImportedRows.Json();
        var channel = new Option<string?>("--channel") { Description = "Channel code; links are of every shop unless their row says otherwise." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only check the file and report what would change." };
        var strict = new Option<bool>("--strict") { Description = "Import nothing if any row has errors." };
        var replace = new Option<bool>("--replace") { Description = "Remove links of a product and type of the file that the file does not name." };
        var errors = new Option<FileInfo?>("--errors") { Description = "Write rows with errors to this file, to correct and import again." };
        var command = new Command(
            "links", "Import links. Blank cells change nothing; importing the same file twice changes nothing.")
        { file, format, channel, dryRun, json, strict, replace, errors };
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            (services, stop) => ImportAsync(
                services,
                parsed.GetValue(file)!,
                parsed.GetValue(format)!,
                new LinkImportOptions
                {
                    DryRun = parsed.GetValue(dryRun), Strict = parsed.GetValue(strict), Replace = parsed.GetValue(replace),
                    ChannelCode = parsed.GetValue(channel),
                },
                parsed.GetValue(json),
                parsed.GetValue(errors),
                stop),
            cancellation));
        return command;
    }

    private static async Task<Outcome> ImportAsync(
        IServiceProvider services, FileInfo file, string format, LinkImportOptions options, bool json, FileInfo? errors, CancellationToken cancellation)
    {
        var (import, mappings) = (services.GetRequiredService<LinkImport>(), services.GetRequiredService<ImportMappings>());
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
            return await DialectFacts.TellAsync(services, file, ExchangeKind.Links, dialect, null, cancellation);
        }

        options = options with
        {
            AsNative = dialect == Dialect.Native,
            Dialect = dialect,
            Reading = dialect is not null ? null : (await ImportedRows.ReadingAsync(mappings, file, null, [ExchangeKind.Links], cancellation)).Reading,
        };
        await using var wrong = ErrorFile.At(errors);
        var outcome = options.DryRun
            ? await import.ImportAsync(Actor.CommandLine, file.FullName, options, wrong, cancellation: cancellation)
            : await AsJobAsync(import, services.GetRequiredService<OutsideJobs>(), file, options, wrong, cancellation);
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
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  rows        {report.Rows:N0} read, {report.Wrong:N0} skipped"));
        if (report.Ignored.Count > 0)
        {
            Console.WriteLine($"  ignored     columns {string.Join(", ", report.Ignored)}");
        }

        if (report.ChangeSets.Count > 0)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  steps       {report.ChangeSets.Count:N0}; others waited up to {report.Held.TotalSeconds:0.0} s"));
        }

        return report.CalledOff
            ? new Refusal("import.stopped", string.Create(
                CultureInfo.InvariantCulture,
                $"Stopped with {report.NotReached:N0} rows not imported. What was imported is kept; the same command imports the rest."))
            : report.IsFailure ? ImportedRows.Nothing(report.Rows, report.Faults.Count) : Outcome.Done;
    }

    /// <summary>Imports under a job's row of its own, so that its steps are seen, and undone, as one.</summary>
    private static async Task<Outcome<LinkImportReport>> AsJobAsync(
        LinkImport import, OutsideJobs jobs, FileInfo file, LinkImportOptions options, TextWriter? wrong, CancellationToken cancellation)
    {
        var input = new ImportInput(file.Name, file.Name, ExchangeKind.Links, DryRun: false, options.Strict) { Mapping = options.Reading?.Mapping };
        if ((await jobs.BeginAsync(ImportJobs.Kind, $"Import {file.Name}", input, Actor.CommandLine, cancellation)).IsRefused(out var refusal, out var job))
        {
            return refusal;
        }

        JobReport? said = null;
        try
        {
            var outcome = await import.ImportAsync(Actor.CommandLine, file.FullName, options with { JobId = job }, wrong, cancellation: cancellation);
            said = outcome.Value is { CalledOff: false } report ? JobReport.Just(InWords(report) + ".") : null;
            return outcome;
        }
        finally
        {
            await jobs.EndAsync(job, said);
        }
    }

    private static string InWords(LinkImportReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(report.DryRun ? "Would import" : "Imported")} {(report.IsOfTypes ? "link types" : "links")}: {report.New:N0} new, {report.Changed:N0} changed, {report.Removed:N0} removed, {report.Same:N0} unchanged");
}
