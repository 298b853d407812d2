using System.CommandLine;
using System.Globalization;
using System.Text;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.People;

namespace CrossSell.Admin.Commands;

/// <summary>Products and listings on the command line: in and out, in the native format.</summary>
internal static class CatalogCommands
{
    private const int ErrorsShown = 10;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static Command Import(CatalogFileKind kind)
    {
        var file = new Argument<FileInfo>("file") { Description = "A CSV file, packed by gzip or not; semicolons and tabs are found out." };
        var format = new Option<string>("--format") { Description = "auto (by the header) or native.", DefaultValueFactory = _ => "auto" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would happen." };
        var strict = new Option<bool>("--strict") { Description = "Bring in nothing when one row is wrong." };
        var channel = new Option<string?>("--channel")
        {
            Description = "Code of the shop that rows are about which name none: for a file of prices without a column channel."
        };
        var errors = new Option<FileInfo?>("--errors") { Description = "Write the rows that are wrong to this file, to be corrected and imported." };
        var command = new Command(NameOf(kind), kind == CatalogFileKind.Products
            ? "Bring products in. A blank cell changes nothing; the same file twice changes nothing."
            : "Bring prices, costs and stock of products in channels in.") { file, format, channel, dryRun, strict, errors };
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            (services, stop) => ImportAsync(
                services.GetRequiredService<CatalogImport>(),
                services.GetRequiredService<PictureImport>(),
                parsed.GetValue(file)!,
                parsed.GetValue(format)!,
                new CatalogImportOptions
                {
                    Kind = kind, ChannelCode = parsed.GetValue(channel), DryRun = parsed.GetValue(dryRun), Strict = parsed.GetValue(strict)
                },
                parsed.GetValue(errors),
                stop),
            cancellation));
        return command;
    }

    public static Command Export() =>
        new("export", "Write files for others.") { Export(CatalogFileKind.Products), Export(CatalogFileKind.Listings), LinkCommands.Export() };

    private static Command Export(CatalogFileKind kind)
    {
        var format = new Option<string>("--format") { Description = "csv.", DefaultValueFactory = _ => "csv" };
        var output = new Option<FileInfo?>("--out") { Description = "The file; without it, to stdout." };
        var command = new Command(NameOf(kind), $"All {NameOf(kind)} as CSV, as import reads it.") { format, output };
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            async (services, stop) =>
            {
                if (!parsed.GetValue(format)!.Equals("csv", StringComparison.OrdinalIgnoreCase))
                {
                    return new Refusal("format.unknown", $"\"{parsed.GetValue(format)}\" is no format to export to. Known is csv.", "format");
                }

                var export = services.GetRequiredService<CatalogExport>();
                var target = parsed.GetValue(output);
                await using var writer = target is null
                    ? new StreamWriter(Console.OpenStandardOutput(), Utf8)
                    : new StreamWriter(target.FullName, append: false, Utf8);
                var rows = kind == CatalogFileKind.Products
                    ? await export.ProductsAsync(ReadScope.Everything, writer, cancellation: stop)
                    : await export.ListingsAsync(ReadScope.Everything, writer, cancellation: stop);
                if (target is not null)
                {
                    Console.WriteLine(string
                        .Create(CultureInfo.InvariantCulture, $"Wrote {rows:N0} {(rows == 1 ? NameOf(kind)[..^1] : NameOf(kind))} to {target.Name}."));
                }

                return Outcome.Done;
            },
            cancellation));
        return command;
    }

    private static async Task<Outcome> ImportAsync(
        CatalogImport import, PictureImport pictures, FileInfo file, string format, CatalogImportOptions options, FileInfo? errors,
        CancellationToken cancellation)
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
            return new Refusal("format.unknown", $"\"{format}\" is no format of products. Known are auto and native.", "format");
        }

        options = options with { AsNative = format.Equals("native", StringComparison.OrdinalIgnoreCase) };
        await using var wrong = ErrorFile.At(errors);
        var outcome = await import.ImportAsync(Actor.CommandLine, file.FullName, options, wrong, new Relay<CatalogImportProgress>(Tell), cancellation);
        if (!Console.IsErrorRedirected)
        {
            await Console.Error.WriteLineAsync();
        }

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

        Console.WriteLine(InWords(report));
        if (report.IsFailure)
        {
            return ImportCommand.Nothing(report.Rows, report.Faults.Count);
        }

        return report.PictureFile is { } list ? await FetchAsync(pictures, list, cancellation) : Outcome.Done;
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
            $"{(report.DryRun ? "Would import" : "Imported")} {NameOf(report.Kind)}: {report.New:N0} new, {report.Changed:N0} changed, {report.Same:N0} as they were");
        Line($"  rows        {report.Rows:N0} read, {report.Wrong:N0} were left out");
        if (report.CategoriesMade.Count > 0)
        {
            Line(
                $"  categories  {report.CategoriesMade.Count:N0} {(report.DryRun ? "would be made" : "made")}: {string.Join("; ", report.CategoriesMade.Take(5))}{(report.CategoriesMade.Count > 5 ? "; ..." : "")}");
        }

        if (report.Ignored.Count > 0)
        {
            Line($"  left aside  columns {string.Join(", ", report.Ignored)}");
        }

        if (report.Pictures > 0)
        {
            Line($"  pictures    {report.Pictures:N0} {(report.DryRun ? "would be fetched afterwards" : "are fetched now")}");
        }

        if (report.ChangeSetId is { } id)
        {
            Line($"  history     change {id}, others waited at most {report.Locked.TotalSeconds:0.0} s");
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
