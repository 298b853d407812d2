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
            Unpack(stream, file), file.Decoder, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
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

    /// <summary>The text that lies in the file. The stream belongs to what comes back, or is closed.</summary>
    private static Stream Unpack(Stream stream, SniffedFile file)
    {
        switch (file)
        {
            case { Container: FileContainer.None }:
                return stream;
            case { Container: FileContainer.Gzip }:
                return new GZipStream(stream, CompressionMode.Decompress);
            case { Unpacked: { } text }:
                stream.Dispose();
                return text.Open();
            default:
                return new UnpackedText(stream, file.Container, long.MaxValue).Open();
        }
    }

    /// <summary>The one table in a zip; null when there are none or several. What systems put beside files is none.</summary>
    internal static ZipArchiveEntry? OnlyEntry(ZipArchive archive)
    {
        var entries = archive.Entries.Where(entry => entry.Length > 0 && !entry.Name.StartsWith('.')
            && !entry.FullName.StartsWith("__MACOSX", StringComparison.Ordinal)).Take(2).ToList();
        return entries.Count == 1 ? entries[0] : null;
    }

    /// <summary>Writes what lies in a zip or a workbook, and stops behind <paramref name="most"/> bytes.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    internal static void Take(Stream stream, FileContainer container, Stream text, long most)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        if (container == FileContainer.Workbook)
        {
            Workbook.Write(archive, text, most);
        }
        else if (OnlyEntry(archive) is { } entry)
        {
            using var packed = entry.Open();
            var buffer = new byte[1 << 16];
            while (text.Length <= most && packed.Read(buffer) is > 0 and var read)
            {
                text.Write(buffer, 0, read);
            }
        }
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
