using System.CommandLine;
using System.Text;
using CrossSell.Core.Common;

namespace CrossSell.Admin.Commands;

/// <summary>A verb that writes rows as CSV, to a file or to stdout.</summary>
internal static class ExportedRows
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes to a file, or to stdout where none is named.</summary>
    public static StreamWriter WriterTo(FileInfo? target) => target is null
        ? new StreamWriter(Console.OpenStandardOutput(), Utf8)
        : new StreamWriter(target.FullName, append: false, Utf8);

    /// <param name="name">Of the verb and of what it writes, in the plural: products.</param>
    /// <param name="write">Writes the file and returns the number of rows.</param>
    public static Command Of(string name, Func<IServiceProvider, TextWriter, CancellationToken, Task<int>> write)
    {
        var format = new Option<string>("--format") { Description = "csv.", DefaultValueFactory = _ => "csv" };
        var output = new Option<FileInfo?>("--out") { Description = "Output file; by default stdout." };
        var command = new Command(name, $"All {name} as CSV, as import reads it.") { format, output };
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            async (services, stop) =>
            {
                if (!parsed.GetValue(format)!.Equals("csv", StringComparison.OrdinalIgnoreCase))
                {
                    return new Refusal("format.unknown", $"\"{parsed.GetValue(format)}\" is not an export format. The only format is csv.", "format");
                }

                var target = parsed.GetValue(output);
                await using var writer = WriterTo(target);
                var rows = await write(services, writer, stop);
                if (target is not null)
                {
                    Console.WriteLine($"Wrote {English.Count(rows, name[..^1])} to {target.Name}.");
                }

                return Outcome.Done;
            },
            cancellation));
        return command;
    }
}
