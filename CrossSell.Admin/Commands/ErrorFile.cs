using System.Text;
using CrossSell.Core.Common;

namespace CrossSell.Admin.Commands;

/// <summary>
/// The file for rows that are wrong, written as they come. It is made with its first row: a file without wrong rows leaves whatever is there alone.
/// </summary>
internal sealed class ErrorFile(FileInfo file) : TextWriter
{
    private StreamWriter? writer;

    public override Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Why the wrong rows cannot go where the rows come from; null when they can.</summary>
    public static Refusal? Deny(FileInfo? errors, FileInfo from) => string.Equals(errors?.FullName, from.FullName, StringComparison.Ordinal)
        ? new Refusal("errors.same", $"Rows with errors cannot be written to {from.Name} while it is read. Use another file for --errors.", "errors")
        : null;

    /// <summary>Null where nobody asked for one.</summary>
    public static ErrorFile? At(FileInfo? file) => file is null ? null : new ErrorFile(file);

    public override void Write(char value) => Opened().Write(value);

    public override void Write(string? value) => Opened().Write(value);

    public override Task WriteAsync(string? value) => Opened().WriteAsync(value);

    public override async ValueTask DisposeAsync()
    {
        if (writer is not null)
        {
            await writer.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        writer?.Dispose();
        base.Dispose(disposing);
    }

    private StreamWriter Opened() => writer ??= new StreamWriter(file.FullName, append: false, Encoding);
}
