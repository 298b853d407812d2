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
    public static Command Import(CatalogFileKind kind)
    {
        var file = new Argument<FileInfo>("file") { Description = "A CSV file, optionally gzipped; commas, semicolons and tabs are detected." };
        var format = new Option<string>("--format") { Description = "auto (by the header) or native.", DefaultValueFactory = _ => "auto" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only check the file and report what would change." };
        var strict = new Option<bool>("--strict") { Description = "Import nothing if any row has errors." };
        var channel = new Option<string?>("--channel")
        {
            Description = "Channel code for rows without one: for a price file without a column channel."
        };
        var errors = new Option<FileInfo?>("--errors") { Description = "Write rows with errors to this file, to correct and import again." };
        var command = new Command(NameOf(kind), kind == CatalogFileKind.Products
            ? "Import products. Blank cells change nothing; importing the same file twice changes nothing."
            : "Import prices, costs and stock per channel.") { file, format, channel, dryRun, strict, errors };
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
        new("export", "Export files.") { Export(CatalogFileKind.Products), Export(CatalogFileKind.Listings), LinkCommands.Export() };

    private static Command Export(CatalogFileKind kind) => ExportedRows.Of(NameOf(kind), (services, writer, stop) => kind == CatalogFileKind.Products
        ? services.GetRequiredService<CatalogExport>().ProductsAsync(ReadScope.Everything, writer, cancellation: stop)
        : services.GetRequiredService<CatalogExport>().ListingsAsync(ReadScope.Everything, writer, cancellation: stop));

    private static async Task<Outcome> ImportAsync(
        CatalogImport import, PictureImport pictures, FileInfo file, string format, CatalogImportOptions options, FileInfo? errors,
        CancellationToken cancellation)
    {
        if (ImportedRows.Deny(file, errors) is { } denied)
        {
            return denied;
        }

        if (ImportedRows.IsNative(format, "products").IsRefused(out var unknown, out var isNative))
        {
            return unknown;
        }

        options = options with { AsNative = isNative };
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

        await ImportedRows.TellAsync(report.Errors, report.Errors.Count, errors, report.Stopped);
        Console.WriteLine(InWords(report));
        if (report.IsFailure)
        {
            return ImportedRows.Nothing(report.Rows, report.Faults.Count);
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

        if (report.ChangeSetId is { } id)
        {
            Line($"  history     change {id}, others waited up to {report.Locked.TotalSeconds:0.0} s");
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
