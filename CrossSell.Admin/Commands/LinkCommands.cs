using System.CommandLine;
using System.Globalization;
using System.Text;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.People;

namespace CrossSell.Admin.Commands;

/// <summary>Links on the command line: in and out, in the native format.</summary>
internal static class LinkCommands
{
    private const int ErrorsShown = 10;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static Command Import()
    {
        var file = new Argument<FileInfo>("file") { Description = "A CSV file, packed by gzip or not; semicolons and tabs are found out." };
        var format = new Option<string>("--format") { Description = "auto (by the header) or native.", DefaultValueFactory = _ => "auto" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would happen." };
        var strict = new Option<bool>("--strict") { Description = "Bring in nothing when one row is wrong." };
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

    public static Command Export()
    {
        var format = new Option<string>("--format") { Description = "csv.", DefaultValueFactory = _ => "csv" };
        var output = new Option<FileInfo?>("--out") { Description = "The file; without it, to stdout." };
        var command = new Command("links", "All links as CSV, as import reads it.") { format, output };
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            async (services, stop) =>
            {
                if (!parsed.GetValue(format)!.Equals("csv", StringComparison.OrdinalIgnoreCase))
                {
                    return new Refusal("format.unknown", $"\"{parsed.GetValue(format)}\" is no format to export to. Known is csv.", "format");
                }

                var target = parsed.GetValue(output);
                await using var writer = target is null
                    ? new StreamWriter(Console.OpenStandardOutput(), Utf8)
                    : new StreamWriter(target.FullName, append: false, Utf8);
                var rows = await services.GetRequiredService<LinkExport>().WriteAsync(ReadScope.Everything, writer, cancellation: stop);
                if (target is not null)
                {
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Wrote {rows:N0} links to {target.Name}."));
                }

                return Outcome.Done;
            },
            cancellation));
        return command;
    }

    private static async Task<Outcome> ImportAsync(
        LinkImport import, FileInfo file, string format, LinkImportOptions options, FileInfo? errors, CancellationToken cancellation)
    {
        if (!file.Exists)
        {
            return Refusal.NotFound($"There is no file {file.FullName}.", "file");
        }

        if (ErrorFile.Deny(errors, file) is { } same)
        {
            return same;
        }

        if (!format.Equals("auto", StringComparison.OrdinalIgnoreCase) && !format.Equals("native", StringComparison.OrdinalIgnoreCase))
        {
            return new Refusal("format.unknown", $"\"{format}\" is no format of links. Known are auto and native.", "format");
        }

        options = options with { AsNative = format.Equals("native", StringComparison.OrdinalIgnoreCase) };
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

        foreach (var error in report.Errors.Take(ErrorsShown))
        {
            await Console.Error.WriteLineAsync(error.Message);
        }

        if (report.Errors.Count > ErrorsShown)
        {
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"... and {report.Errors.Count - ErrorsShown:N0} more{(errors is null ? "; --errors FILE writes them all" : "")}."));
        }

        if (report.Stopped is { } stopped)
        {
            await Console.Error.WriteLineAsync(stopped);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(report.DryRun ? "Would import" : "Imported")} links: {report.New:N0} new, {report.Changed:N0} changed, {report.Removed:N0} removed, {report.Same:N0} as they were\n  rows        {report.Rows:N0} read, {report.Wrong:N0} were left out"));
        if (report.Ignored.Count > 0)
        {
            Console.WriteLine($"  left aside  columns {string.Join(", ", report.Ignored)}");
        }

        return report.IsFailure ? ImportCommand.Nothing(report.Rows, report.Faults.Count) : Outcome.Done;
    }
}
