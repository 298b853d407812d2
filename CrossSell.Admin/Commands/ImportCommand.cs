using System.CommandLine;
using System.Globalization;
using System.Text;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;

namespace CrossSell.Admin.Commands;

internal static class ImportCommand
{
    private const string Auto = "auto";

    public static Command Create() => new("import", "Import files.")
    {
        Orders(), CatalogCommands.Import(CatalogFileKind.Products), CatalogCommands.Import(CatalogFileKind.Listings), LinkCommands.Import(),
        BundleCommands.Import(),
    };

    private static Command Orders()
    {
        var file = new Argument<FileInfo>("file") { Description = "A CSV file, optionally gzipped." };
        var format = new Option<string>("--format")
        {
            Description = $"{ImportedRows.Formats[..^1]} or {string.Join(" or ", OrderFile.FormatNames)}.",
            DefaultValueFactory = _ => Auto,
        };
        var channel = new Option<string?>("--channel") { Description = "Channel for orders without one." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only check the file and report what would change." };
        var json = ImportedRows.Json();
        var strict = new Option<bool>("--strict") { Description = "Import nothing if any row cannot be read." };
        var errors = new Option<FileInfo?>("--errors") { Description = "Write unreadable rows to this file, to correct and import again." };
        var command = new Command("orders", "Import orders. Importing the same file twice changes nothing.")
        { file, format, channel, dryRun, json, strict, errors };
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            (services, stop) => ImportAsync(
                services,
                parsed.GetValue(file)!,
                parsed.GetValue(format)!,
                new OrderImportOptions { ChannelCode = parsed.GetValue(channel), DryRun = parsed.GetValue(dryRun), Strict = parsed.GetValue(strict) },
                parsed.GetValue(json),
                parsed.GetValue(errors),
                stop),
            cancellation));
        return command;
    }

    private static async Task<Outcome> ImportAsync(
        IServiceProvider services, FileInfo file, string formatName, OrderImportOptions options, bool json, FileInfo? errors, CancellationToken cancellation)
    {
        var (import, mappings) = (services.GetRequiredService<OrderImport>(), services.GetRequiredService<ImportMappings>());
        if (ImportedRows.Deny(file, errors) is { } denied)
        {
            return denied;
        }

        var dialect = DialectNames.ByName(formatName);
        if (json && options.DryRun)
        {
            return dialect is null && ImportedRows.DialectOf(formatName).IsRefused(out var strange, out _) ? strange
                : await DialectFacts.TellAsync(services, file, ExchangeKind.Orders, dialect, options.ChannelCode, cancellation);
        }

        if (dialect is not (null or Dialect.Native or Dialect.Uci))
        {
            options = options with { Dialect = dialect };
        }
        else if (dialect == Dialect.Uci)
        {
            options = options with { Format = OrderFormat.OnlineRetail };
        }
        else if (!formatName.Equals(Auto, StringComparison.OrdinalIgnoreCase))
        {
            if (OrderFile.FormatByName(formatName).IsRefused(out var unknown, out var format))
            {
                return unknown;
            }

            options = options with { Format = format };
        }
        else
        {
            var (reading, channel) = await ImportedRows.ReadingAsync(mappings, file, options.ChannelCode, [ExchangeKind.Orders], cancellation);
            options = options with { Reading = reading, ChannelCode = channel };
        }

        await using var wrong = ErrorFile.At(errors);
        var outcome = options.DryRun
            ? await import.ImportAsync(Actor.CommandLine, file.OpenRead(), options, wrong, new Relay<OrderImportProgress>(Tell), cancellation)
            : await AsJobAsync(import, services.GetRequiredService<OutsideJobs>(), file, options, wrong, cancellation);
        EndLine();
        if (outcome.IsRefused(out var refusal, out var report))
        {
            return ImportedRows.Advise(refusal);
        }

        await ImportedRows.TellAsync(report.Tally.Errors, report.Tally.Unreadable, errors, report.Tally.Stopped?.Message);
        Console.WriteLine(InWords(report));
        return report.IsFailure ? ImportedRows.Nothing(report.Tally.Rows, 0)
            : report.CalledOff ? new Refusal("import.stopped", string.Create(
                CultureInfo.InvariantCulture,
                $"Stopped with {report.NotReached:N0} orders not imported. What was imported is kept; the same command imports the rest."))
            : Outcome.Done;
    }

    /// <summary>Imports under a job's row of its own, so that its steps are seen as one.</summary>
    private static async Task<Outcome<OrderImportReport>> AsJobAsync(
        OrderImport import, OutsideJobs jobs, FileInfo file, OrderImportOptions options, TextWriter? wrong, CancellationToken cancellation)
    {
        var input = new ImportInput(file.Name, file.Name, ExchangeKind.Orders, DryRun: false, options.Strict, options.ChannelCode)
        {
            Mapping = options.Reading?.Mapping,
        };
        if ((await jobs.BeginAsync(ImportJobs.Kind, $"Import {file.Name}", input, Actor.CommandLine, cancellation)).IsRefused(out var refusal, out var job))
        {
            return refusal;
        }

        JobReport? said = null;
        try
        {
            var outcome = await import.ImportAsync(
                Actor.CommandLine, file.OpenRead(), options with { JobId = job }, wrong, new Relay<OrderImportProgress>(Tell), cancellation);
            said = outcome.Value is { CalledOff: false } report ? JobReport.Just(InWords(report).Split('\n')[0].TrimEnd() + ".") : null;
            return outcome;
        }
        finally
        {
            await jobs.EndAsync(job, said);
        }
    }

    private static string InWords(OrderImportReport report)
    {
        var text = new StringBuilder();
        var tally = report.Tally;
        Line(
            $"{(report.DryRun ? "Would import" : "Imported")} into {(report.Channels.Count == 0 ? "no channel" : string.Join(", ", report.Channels))} (format {OrderFile.NameOf(report.Format)})");
        Line($"  rows      {tally.Rows:N0} read, {tally.Unreadable:N0} unreadable{(tally.Aside == 0 ? "" : Aside(tally.Aside))}");
        Line($"  orders    {report.OrdersNew:N0} new, {report.OrdersChanged:N0} changed, {report.OrdersSame:N0} unchanged");
        if (report.OrdersWithSets > 0)
        {
            Line($"  bundles   {English.Count(report.OrdersWithSets, "order")} sold one; stored as parts");
        }

        Line(
            $"  products  {report.ProductsCreated:N0} {(report.DryRun ? "would be created" : "created")} from unknown codes; {report.UnknownSkus:N0} codes have no product");
        Line($"  mining    will use {tally.Of(Core.Mining.LineFlaw.None):N0} rows; not those");
        foreach (var flaw in tally.FlawsInWords())
        {
            Line($"            {flaw}");
        }

        if (report.Steps > 0)
        {
            Line($"  steps     {report.Steps:N0}; others waited up to {report.Locked.TotalSeconds:0.0} s");
        }

        return text.ToString().TrimEnd();

        static string Aside(int rows) => string.Create(CultureInfo.InvariantCulture, $", {rows:N0} of cancelled or refunded orders left aside");

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }

    private static void Tell(OrderImportProgress progress)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write(progress.Stage == OrderImportStage.Reading
                ? string.Create(CultureInfo.InvariantCulture, $"\rreading  {progress.Rows:N0} rows  ")
                : string.Create(CultureInfo.InvariantCulture, $"\rwriting  {progress.Share:P0}            "));
        }
    }

    private static void EndLine()
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.WriteLine();
        }
    }
}
