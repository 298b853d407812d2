using System.IO.Compression;

namespace CrossSell.Core.Exchange;

/// <summary>Opens a file as text by what <see cref="FileSniffer"/> found: unpacked, decoded, and past what stands before the header.</summary>
public static class TextSource
{
    private const char Mark = '\uFEFF';

    /// <summary>A reader that stands at the header. The stream belongs to it from here on.</summary>
    public static async Task<StreamReader> OpenAsync(Stream stream, SniffedFile file, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(file);
        var reader = new StreamReader(
            file.IsPacked ? new GZipStream(stream, CompressionMode.Decompress) : stream, file.Decoder, detectEncodingFromByteOrderMarks: true,
            bufferSize: 1 << 16);
        for (var line = 1; line < file.HeaderLine; line++)
        {
            await reader.ReadLineAsync(cancellation);
        }

        while (reader.Peek() == Mark)
        {
            reader.Read();
        }

        return reader;
    }

    /// <summary>
    /// How many letters stand before the header that are none of it: a blank line, a comment or Excel's <c>sep=;</c>, with its line break; 0 when it begins
    /// here.
    /// </summary>
    internal static int Skipped(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf('\n');
        if (end < 0)
        {
            return 0;
        }

        var line = text[..end].Trim().Trim(Mark).Trim();
        return line.IsEmpty || line[0] == '#' || Separator(line) is not null ? end + 1 : 0;
    }

    /// <summary>The delimiter that Excel's first line names, or null when it is no such line.</summary>
    internal static char? Separator(ReadOnlySpan<char> line)
    {
        line = line.Trim(" \r\n\"\uFEFF");
        return line.Length == 5 && line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) ? line[4] : null;
    }
}
