using System.CommandLine;
using System.Globalization;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.People;

namespace CrossSell.Admin.Commands;

/// <summary>Links on the command line: in and out, in the native format.</summary>
internal static class LinkCommands
{
    public static Command Import()
    {
        var file = new Argument<FileInfo>("file") { Description = "A CSV file, packed by gzip or not; semicolons and tabs are found out." };
        var format = new Option<string>("--format") { Description = "auto (by the header) or native.", DefaultValueFactory = _ => "auto" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would happen." };
        var strict = new Option<bool>("--strict") { Description = "Import nothing if any row has errors." };
        var replace = new Option<bool>("--replace") { Description = "Remove links of a product and type of the file that the file does not name." };
        var errors = new Option<FileInfo?>("--errors") { Description = "Write the rows that are wrong to this file, to be mended and imported." };
        var command = new Command(
            "links", "Bring links in. A blank cell changes nothing; the same file twice changes nothing.") { file, format, dryRun, strict, replace, errors };
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            (services, stop) => ImportAsync(
                services.GetRequiredService<LinkImport>(),
                parsed.GetValue(file)!,
                parsed.GetValue(format)!,
                new LinkImportOptions { DryRun = parsed.GetValue(dryRun), Strict = parsed.GetValue(strict), Replace = parsed.GetValue(replace) },
                parsed.GetValue(errors),
                stop),
            cancellation));
        return command;
    }

    public static Command Export() => ExportedRows.Of(
        "links", (services, writer, stop) => services.GetRequiredService<LinkExport>().WriteAsync(ReadScope.Everything, writer, cancellation: stop));

    private static async Task<Outcome> ImportAsync(
        LinkImport import, FileInfo file, string format, LinkImportOptions options, FileInfo? errors, CancellationToken cancellation)
    {
        if (ImportedRows.Deny(file, errors) is { } denied)
        {
            return denied;
        }

        if (ImportedRows.IsNative(format, "links").IsRefused(out var unknown, out var isNative))
        {
            return unknown;
        }

        options = options with { AsNative = isNative };
        await using var wrong = ErrorFile.At(errors);
        var outcome = await import.ImportAsync(Actor.CommandLine, file.FullName, options, wrong, cancellation);
        if (outcome.IsRefused(out var refusal, out var report))
        {
            return refusal;
        }

        foreach (var fault in report.Faults)
        {
            await Console.Error.WriteLineAsync(fault);
        }

        await ImportedRows.TellAsync(report.Errors, report.Errors.Count, errors, report.Stopped);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(report.DryRun ? "Would import" : "Imported")} links: {report.New:N0} new, {report.Changed:N0} changed, {report.Removed:N0} removed, {report.Same:N0} as they were\n  rows        {report.Rows:N0} read, {report.Wrong:N0} were left out"));
        if (report.Ignored.Count > 0)
        {
            Console.WriteLine($"  left aside  columns {string.Join(", ", report.Ignored)}");
        }

        return report.IsFailure ? ImportedRows.Nothing(report.Rows, report.Faults.Count) : Outcome.Done;
    }
}
