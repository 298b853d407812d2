using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;

namespace CrossSell.Admin.Commands;

/// <summary>Bundles on the command line: in and out, in the native format.</summary>
internal static class BundleCommands
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static Command Import()
    {
        var file = new Argument<FileInfo>("file") { Description = "A CSV file, optionally gzipped; commas, semicolons and tabs are detected." };
        var format = new Option<string>("--format") { Description = ImportedRows.Formats, DefaultValueFactory = _ => "auto" };
        var channel = new Option<string?>("--channel") { Description = "Channel code: the shop in which another system's bundles are offered." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only check the file and report what would change." };
        var strict = new Option<bool>("--strict") { Description = "Import nothing if any row has errors." };
        var json = new Option<bool>("--json") { Description = "Print what was imported as JSON; with --dry-run, what the file says." };
        var errors = new Option<FileInfo?>("--errors") { Description = "Write rows with errors to this file, to correct and import again." };
        var command = new Command(
            "bundles", "Import bundles as drafts. Blank cells change nothing; importing the same file twice changes nothing.")
        { file, format, channel, dryRun, strict, json, errors };
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            (services, stop) => ImportAsync(
                services,
                parsed.GetValue(file)!,
                parsed.GetValue(format)!,
                new BundleImportOptions { DryRun = parsed.GetValue(dryRun), Strict = parsed.GetValue(strict), ChannelCode = parsed.GetValue(channel) },
                parsed.GetValue(json),
                parsed.GetValue(errors),
                stop),
            cancellation));
        return command;
    }

    private static async Task<Outcome> ImportAsync(
        IServiceProvider services, FileInfo file, string format, BundleImportOptions options, bool json, FileInfo? errors, CancellationToken cancellation)
    {
        var (import, mappings) = (services.GetRequiredService<BundleImport>(), services.GetRequiredService<ImportMappings>());
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
            return await DialectFacts.TellAsync(services, file, ExchangeKind.Bundles, dialect, options.ChannelCode, cancellation);
        }

        options = options with
        {
            AsNative = dialect == Dialect.Native,
            Dialect = dialect,
            Reading = dialect is not null ? null : (await ImportedRows.ReadingAsync(mappings, file, null, [ExchangeKind.Bundles], cancellation)).Reading,
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
        Console.WriteLine(json ? AsJson(report) : InWords(report));
        return report.CalledOff
            ? new Refusal("import.stopped", "Stopped with bundles not imported. What was imported is kept; the same command imports the rest.")
            : report.IsFailure ? ImportedRows.Nothing(report.Rows, report.Faults.Count) : Outcome.Done;
    }

    /// <summary>Imports under a job's row of its own, so that its drafts are seen, and undone, as one.</summary>
    private static async Task<Outcome<BundleImportReport>> AsJobAsync(
        BundleImport import, OutsideJobs jobs, FileInfo file, BundleImportOptions options, TextWriter? wrong, CancellationToken cancellation)
    {
        var input = new ImportInput(file.Name, file.Name, ExchangeKind.Bundles, DryRun: false, options.Strict) { Mapping = options.Reading?.Mapping };
        if ((await jobs.BeginAsync(ImportJobs.Kind, $"Import {file.Name}", input, Actor.CommandLine, cancellation)).IsRefused(out var refusal, out var job))
        {
            return refusal;
        }

        JobReport? said = null;
        try
        {
            var outcome = await import.ImportAsync(Actor.CommandLine, file.FullName, options with { JobId = job }, wrong, cancellation: cancellation);
            said = outcome.Value is { CalledOff: false } report ? JobReport.Just(InWords(report).Split('\n')[0].TrimEnd() + ".") : null;
            return outcome;
        }
        finally
        {
            await jobs.EndAsync(job, said);
        }
    }

    private static string InWords(BundleImportReport report) => string.Create(
            CultureInfo.InvariantCulture,
            $"{(report.DryRun ? "Would import" : "Imported")} bundles: {report.New:N0} new, {report.Changed:N0} changed, {report.Same:N0} unchanged")
        + string.Create(CultureInfo.InvariantCulture, $"\n  rows        {report.Rows:N0} read, {report.Wrong:N0} skipped")
        + (report.Ignored.Count > 0 ? $"\n  ignored     columns {string.Join(", ", report.Ignored)}" : "");

    private static string AsJson(BundleImportReport report) => JsonSerializer.Serialize(
        new
        {
            report.DryRun, report.Rows, report.New, report.Changed, report.Same, report.Wrong, report.Ignored, report.Faults, report.Stopped, report.CalledOff,
            Errors = report.Errors.Select(error => new { error.Line, error.Column, error.Message }),
        },
        Web);
}
