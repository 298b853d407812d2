using System.CommandLine;
using System.Globalization;
using System.Text;
using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.People;

namespace CrossSell.Admin.Commands;

/// <summary>Files on the command line, as each system takes them: what was left out is said at the end, on stderr.</summary>
internal static class ExportCommand
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static Command Create()
    {
        var command = new Command("export", "Export files.");
        foreach (var content in Enum.GetValues<ExportContent>())
        {
            command.Add(Of(content));
        }

        return command;
    }

    private static Command Of(ExportContent content)
    {
        var systems = Enum.GetValues<ExportSystem>().Where(system => ExportRequest.Fits(content, system)).Select(ExportRequest.NameOf).ToList();
        var format = new Option<string>("--format")
        {
            Description = $"{string.Join(", ", systems)}{(systems[0] == "native" ? " (or csv), as import reads it" : "")}.",
            DefaultValueFactory = _ => systems[0],
        };
        var channel = new Option<string?>("--channel")
        {
            Description = "Channel code: the shop whose prices, links and panels are written; of native links those that are on there.",
        };
        var address = new Option<Uri?>("--address")
        {
            Description = "Of bundles for google and meta: where pictures are reached, such as https://studio.example.com.",
        };
        var output = new Option<FileInfo?>("--out") { Description = "Output file; by default stdout." };
        var command = new Command(NameOf(content), Say(content)) { format, channel, address, output };
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            async (services, stop) => ExportRequest.ByName(parsed.GetValue(format)!) is not { } system || !ExportRequest.Fits(content, system)
                ? new Refusal(
                    "format.unknown", $"\"{parsed.GetValue(format)}\" is no format of {NameOf(content)}. The formats are {string.Join(", ", systems)}.",
                    "format")
                : await RunAsync(
                    services.GetRequiredService<StudioExport>(), new ExportRequest(content, system, parsed.GetValue(channel)), parsed.GetValue(address),
                    parsed.GetValue(output), stop),
            cancellation));
        return command;
    }

    private static async Task<Outcome> RunAsync(StudioExport export, ExportRequest request, Uri? address, FileInfo? target, CancellationToken cancellation)
    {
        Func<string, string>? pictureAt = address is null ? null : hash => new Uri(address, Addresses.Media(hash)).AbsoluteUri;
        // A file that was there stays until the new one is whole.
        await using var writer = new WholeFile(target);
        if ((await export.WriteAsync(ReadScope.Everything, request, writer.Text, pictureAt, cancellation: cancellation))
            .IsRefused(out var refusal, out var report))
        {
            return refusal;
        }

        await writer.EndAsync();
        foreach (var left in report.LeftOut)
        {
            var more = left.Count > left.Examples.Count ? ", ..." : "";
            var examples = left.Examples.Count > 0 ? $": {string.Join(", ", left.Examples)}{more}" : "";
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Left out: {left.Count:N0} × {left.Sentence}{examples}."));
        }

        if (target is not null)
        {
            var one = request.System == ExportSystem.Native && request.Content != ExportContent.Panels ? NameOf(request.Content)[..^1] : "row";
            Console.WriteLine($"Wrote {English.Count(report.Rows, one)} to {target.Name}.");
        }

        return Outcome.Done;
    }

    private static string NameOf(ExportContent content) => content.ToString().ToLowerInvariant();

    private static string Say(ExportContent content) => content switch
    {
        ExportContent.Products => "All products as CSV, as import or another system reads it.",
        ExportContent.Listings => "Prices, costs and stock of all channels as CSV, as import reads it.",
        ExportContent.Models => "Families as product models of Akeneo.",
        ExportContent.Links => "All links as CSV, as import or another system reads it.",
        ExportContent.Bundles => "All bundles as CSV, as import or another system reads it, or the sets on sale as a feed.",
        _ => "What each product page of a shop shows: a row a recommended product, or lists of links for another system.",
    };

    /// <summary>Writes beside the file, and in its place when all is written.</summary>
    private sealed class WholeFile(FileInfo? target) : IAsyncDisposable
    {
        private readonly string? part = target is null ? null : $"{target.FullName}.part";
        private StreamWriter? writer;

        public TextWriter Text => writer ??= part is null ? new StreamWriter(Console.OpenStandardOutput(), Utf8) : new StreamWriter(part, append: false, Utf8);

        public async Task EndAsync()
        {
            await Text.FlushAsync();
            if (part is not null)
            {
                await Text.DisposeAsync();
                writer = null;
                File.Move(part, target!.FullName, overwrite: true);
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (writer is not null)
            {
                await writer.DisposeAsync();
                if (part is not null)
                {
                    File.Delete(part);
                }
            }
        }
    }
}
