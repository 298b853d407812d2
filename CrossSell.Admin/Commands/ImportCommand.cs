using System.CommandLine;
using System.Globalization;
using System.Text;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.People;

namespace CrossSell.Admin.Commands;

internal static class ImportCommand
{
    private const string Auto = "auto";
    private const int ErrorsShown = 10;

    public static Command Create() => new("import", "Bring files in.") {
        Orders(), CatalogCommands.Import(CatalogFileKind.Products), CatalogCommands.Import(CatalogFileKind.Listings), LinkCommands.Import() };

    private static Command Orders()
    {
        var file = new Argument<FileInfo>("file") { Description = "A CSV file, packed by gzip or not." };
        var format = new Option<string>("--format")
        {
            Description = $"{Auto} (by the header), {string.Join(" or ", OrderFile.FormatNames)}.",
            DefaultValueFactory = _ => Auto,
        };
        var channel = new Option<string?>("--channel") { Description = "Where orders go that name no channel themselves." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would happen." };
        var strict = new Option<bool>("--strict") { Description = "Bring in nothing when one row cannot be read." };
        var errors = new Option<FileInfo?>("--errors") { Description = "Write the rows that cannot be read to this file, to be mended and imported." };
        var command = new Command("orders", "Bring orders in. The same file twice changes nothing.") { file, format, channel, dryRun, strict, errors };
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            (services, stop) => ImportAsync(
                services.GetRequiredService<OrderImport>(),
                parsed.GetValue(file)!,
                parsed.GetValue(format)!,
                new OrderImportOptions { ChannelCode = parsed.GetValue(channel), DryRun = parsed.GetValue(dryRun), Strict = parsed.GetValue(strict) },
                parsed.GetValue(errors),
                stop),
            cancellation));
        return command;
    }

    private static async Task<Outcome> ImportAsync(
        OrderImport import, FileInfo file, string formatName, OrderImportOptions options, FileInfo? errors, CancellationToken cancellation)
    {
        if (!file.Exists)
        {
            return Refusal.NotFound($"There is no file {file.FullName}.", "file");
        }

        if (ErrorFile.Deny(errors, file) is { } same)
        {
            return same;
        }

        if (!formatName.Equals(Auto, StringComparison.OrdinalIgnoreCase))
        {
            if (OrderFile.FormatByName(formatName).IsRefused(out var unknown, out var format))
            {
                return unknown;
            }

            options = options with { Format = format };
        }

        await using var wrong = ErrorFile.At(errors);
        var outcome = await import.ImportAsync(
            Actor.CommandLine, file.OpenRead(), options, wrong, new Relay<OrderImportProgress>(Tell), cancellation);
        EndLine();
        if (outcome.IsRefused(out var refusal, out var report))
        {
            return refusal;
        }

        foreach (var error in report.Tally.Errors.Take(ErrorsShown))
        {
            await Console.Error.WriteLineAsync(error.Message);
        }

        if (report.Tally.Unreadable > ErrorsShown)
        {
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"... and {report.Tally.Unreadable - ErrorsShown:N0} more{(errors is null ? "; --errors FILE writes them all" : "")}."));
        }

        if (report.Tally.Stopped is { } stopped)
        {
            await Console.Error.WriteLineAsync(stopped.Message);
        }

        Console.WriteLine(InWords(report));
        return report.IsFailure ? Nothing(report.Tally.Rows, 0) : Outcome.Done;
    }

    /// <summary>Why a file of which nothing can be used ends with exit code 1.</summary>
    internal static Refusal Nothing(int rows, int faults) => new(
        "import.nothing",
        faults > 0 ? "Nothing can be imported while columns are wrong; see above."
            : rows == 1 ? "Nothing can be imported: the only row is wrong; see above."
            : string.Create(CultureInfo.InvariantCulture, $"Nothing can be imported: all {rows:N0} rows are wrong; see above."),
        "file");

    private static string InWords(OrderImportReport report)
    {
        var text = new StringBuilder();
        var tally = report.Tally;
        Line(
            $"{(report.DryRun ? "Would import" : "Imported")} into {(report.Channels.Count == 0 ? "no channel" : string.Join(", ", report.Channels))} (format {OrderFile.NameOf(report.Format)})");
        Line($"  rows      {tally.Rows:N0} read, {tally.Unreadable:N0} could not be");
        Line($"  orders    {report.OrdersNew:N0} new, {report.OrdersChanged:N0} changed, {report.OrdersSame:N0} as they were");
        Line(
            $"  products  {report.ProductsCreated:N0} {(report.DryRun ? "would be made" : "made")} from unknown codes; {report.UnknownSkus:N0} codes have no product");
        Line($"  mining    will count {tally.Of(Core.Mining.LineFlaw.None):N0} rows; not those");
        foreach (var flaw in tally.FlawsInWords())
        {
            Line($"            {flaw}");
        }

        return text.ToString().TrimEnd();

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
