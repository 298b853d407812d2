using System.Globalization;
using System.IO.Compression;
using CrossSell.Core.Common;
using static CrossSell.Core.Exchange.ExchangeTexts;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Finds out what a dropped file is, in one pass over its bytes and before any reader opens it: its container, how it is written, what parts its columns,
/// and whose columns they are. What is no table of text is refused by what it is, with what to do.
/// </summary>
public static class FileSniffer
{
    private const int HeadBytes = 1 << 14;

    /// <param name="stream">Must be able to seek; stands at its beginning afterwards.</param>
    public static async Task<Outcome<SniffedFile>> SniffAsync(Stream stream, ImportLimits? limits = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var packed = new byte[HeadBytes];
        stream.Position = 0;
        var head = packed.AsMemory(0, await stream.ReadAtLeastAsync(packed, HeadBytes, throwOnEndOfStream: false, cancellation));
        stream.Position = 0;
        try
        {
            var container = FileContainer.None;
            if (head.Span is [0x1f, 0x8b, ..])
            {
                container = FileContainer.Gzip;
            }
            else if (head.Span is [(byte)'P', (byte)'K', 3 or 5, ..])
            {
                if (Zipped(stream).IsRefused(out var denied, out container))
                {
                    return denied;
                }
            }
            else if (Container(head.Span) is { } refused)
            {
                return refused;
            }

            return await TextAsync(stream, container, limits ?? ImportLimits.Default, cancellation);
        }
        finally
        {
            stream.Position = 0;
        }
    }

    /// <inheritdoc cref="SniffAsync(Stream, ImportLimits?, CancellationToken)"/>
    public static async Task<Outcome<SniffedFile>> SniffAsync(string path, ImportLimits? limits = null, CancellationToken cancellation = default)
    {
        await using var stream = File.OpenRead(path);
        return await SniffAsync(stream, limits, cancellation);
    }

    /// <summary>What a zip is: a workbook, or a table that was packed.</summary>
    private static Outcome<FileContainer> Zipped(Stream stream)
    {
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (Workbook.Is(archive))
            {
                return FileContainer.Workbook;
            }

            return archive.GetEntry("mimetype") is not null && archive.GetEntry("content.xml") is not null
                ? new Refusal(
                    "file.ods",
                    L["This is an OpenDocument spreadsheet (.ods), which is not supported. Open it in a spreadsheet and save the sheet as CSV (UTF-8)."],
                    "file")
                : TextSource.OnlyEntry(archive) is null
                    ? new Refusal(
                        "file.zip", L["This zip file holds no file, or several. Unpack it and import them one after the other, the products first."], "file")
                : FileContainer.Zip;
        }
        catch (InvalidDataException)
        {
            return new Refusal("file.damaged", L["The compressed file is damaged. Download or export it again."], "file");
        }
        finally
        {
            stream.Position = 0;
        }
    }

    private static async Task<Outcome<SniffedFile>> TextAsync(Stream stream, FileContainer container, ImportLimits limits, CancellationToken cancellation)
    {
        var bytes = new ByteTally();
        var head = new byte[HeadBytes];
        int length;
        UnpackedText? text = null;
        try
        {
            text = container is FileContainer.Zip or FileContainer.Workbook
                ? new UnpackedText(new Unclosed(stream), container, limits.MaxUnpackedBytes) : null;
        }
        catch (InvalidDataException)
        {
            return new Refusal("file.damaged", L["The compressed file is damaged. Download or export it again."], "file");
        }

        await using (var unpacked = text?.Open() ?? (container == FileContainer.Gzip
            ? new GZipStream(new Unclosed(stream), CompressionMode.Decompress) : new Unclosed(stream)))
        {
            try
            {
                length = await unpacked.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancellation);
            }
            catch (InvalidDataException)
            {
                return new Refusal("file.damaged", L["The compressed file is damaged. Download or export it again."], "file");
            }

            if (head.AsSpan(0, length).IndexOfAnyExcept(" \t\r\n"u8) < 0)
            {
                return container == FileContainer.Workbook
                    ? new Refusal("file.empty", L["The workbook has nothing in any of its sheets."], "file")
                    : new Refusal("file.empty", L["The file is empty."], "file");
            }

            if (Container(head.AsSpan(0, length)) is { } inside)
            {
                return inside;
            }

            bytes.Add(head.AsSpan(0, length));
            if (await RestAsync(unpacked, bytes, limits, cancellation) is { } tooLarge)
            {
                return tooLarge;
            }
        }

        bytes.End();
        var marked = EncodingOf(head.AsSpan(0, length));
        if (marked is null or FileEncoding.Utf8 && bytes.FirstNul is { } nul)
        {
            return new Refusal(
                "file.nul",
                L["The file is damaged: line {0} contains NUL bytes. This happens when a file is incomplete or damaged. Export it again.", nul],
                "file");
        }

        // Accidental UTF-8 is rare in other text, and one spoilt letter is no other encoding.
        var encoding = marked ?? (bytes.Invalid > bytes.Valid ? FileEncoding.Windows1252 : FileEncoding.Utf8);
        var file = new SniffedFile
        {
            Container = container,
            Encoding = encoding,
            Delimiter = ',',
            HeaderLine = 1,
            Names = [],
            UnpackedBytes = bytes.Count,
            Unpacked = text,
            DamagedLines = encoding == FileEncoding.Utf8 ? bytes.InvalidLines : [],
        };
        (var delimiter, var line) = HeaderOf(file.Decoder.GetString(head, 0, length));
        file = file with { Delimiter = delimiter, HeaderLine = line };
        stream.Position = 0;
        if ((await TableFile.NamesAsync(stream, file, cancellation)).IsRefused(out var refusal, out var names))
        {
            return refusal;
        }

        if (file.DamagedLines.Contains(line))
        {
            return new Refusal(
                "file.damaged",
                L["Line {0}, the header, is not valid UTF-8 text. Save the file again as CSV UTF-8.", line],
                "file");
        }

        return file with { Names = names, Dialect = ForeignDialect.Of(names) };
    }

    private static async Task<Refusal?> RestAsync(Stream unpacked, ByteTally bytes, ImportLimits limits, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (await unpacked.ReadAsync(buffer, cancellation) is > 0 and var read)
            {
                bytes.Add(buffer.AsSpan(0, read));
                if (bytes.Count > limits.MaxUnpackedBytes)
                {
                    return new Refusal(
                        "file.too-large",
                        L[
                            "Unpacked, the file has more than {0} MB, which is the limit. Split it into several files, or raise CrossSell:MaxUnpackedMegabytes.",
                            (limits.MaxUnpackedBytes >> 20).ToString("N0", CultureInfo.InvariantCulture)],
                        "file");
                }
            }
        }
        catch (InvalidDataException)
        {
            // Broken off in its packing: what came before is good, and the reader says where it ends.
        }

        return null;
    }

    /// <summary>What the first bytes say that is no table of text.</summary>
    private static Refusal? Container(ReadOnlySpan<byte> head)
    {
        if (head is [(byte)'P', (byte)'K', 3 or 5, ..])
        {
            return new Refusal("file.zip", L["This file is packed twice. Unpack it once and import what is inside."], "file");
        }

        if (head is [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..])
        {
            return new Refusal(
                "file.xls", L["This is an old Excel workbook (.xls), whatever its name says. Open it in a spreadsheet and save the sheet as CSV (UTF-8)."],
                "file");
        }

        if (head.StartsWith("%PDF"u8))
        {
            return new Refusal("file.pdf", L["This is a PDF, which contains no readable table. Export the table as CSV."], "file");
        }

        // Markup in any encoding: the letters of UTF-16 without their zeros.
        Span<byte> letters = stackalloc byte[128];
        var count = 0;
        foreach (var letter in head)
        {
            if (count == letters.Length)
            {
                break;
            }

            if (letter is > 0x20 and < 0x7F)
            {
                letters[count++] = (byte)char.ToLowerInvariant((char)letter);
            }
        }

        var text = letters[..count];
        return text.StartsWith("<!doctypehtml"u8) || text.StartsWith("<html"u8)
            ? new Refusal(
                "file.html",
                L["This is a web page, not a table: often the sign-in page that came instead of the export. Sign in there and export again as CSV."],
                "file")
            : text.StartsWith("<?xml"u8) || (text.Length > 1 && text[0] == (byte)'<' && char.IsAsciiLetter((char)text[1]))
                ? new Refusal(
                    "file.xml",
                    L["This is an XML file, not a table. Export it from the other system as CSV; an Excel sheet saved as XML is saved again as CSV (UTF-8)."],
                    "file")
            : text.StartsWith("{\""u8) || text.StartsWith("[{"u8)
                ? new Refusal("file.json", L["This is a JSON file, not a table. Export it from the other system as CSV."], "file")
            : null;
    }

    /// <summary>UTF-16 by its mark or by its zeros, UTF-8 by its mark; else null.</summary>
    private static FileEncoding? EncodingOf(ReadOnlySpan<byte> head)
    {
        if (head is [0xFF, 0xFE, ..])
        {
            return FileEncoding.Utf16LittleEndian;
        }

        if (head is [0xFE, 0xFF, ..])
        {
            return FileEncoding.Utf16BigEndian;
        }

        if (head is [0xEF, 0xBB, 0xBF, ..] && !head.Contains((byte)0))
        {
            return FileEncoding.Utf8;
        }

        // Without a mark every other byte of western text is zero, and none of the others.
        var (even, odd) = (0, 0);
        for (var at = 0; at < head.Length; at++)
        {
            if (head[at] == 0)
            {
                (even, odd) = at % 2 == 0 ? (even + 1, odd) : (even, odd + 1);
            }
        }

        var half = head.Length / 2;
        return odd > half * 0.6 && even <= half * 0.02 ? FileEncoding.Utf16LittleEndian
            : even > half * 0.6 && odd <= half * 0.02 ? FileEncoding.Utf16BigEndian
            : null;
    }

    /// <summary>What parts the columns, and on which line the header is.</summary>
    private static (char Delimiter, int Line) HeaderOf(string head)
    {
        var line = 1;
        char? told = null;
        var rest = head.AsSpan();
        while (TextSource.Skipped(rest) is var skipped and > 0)
        {
            var lead = rest[..skipped];
            told = TextSource.Separator(lead) ?? told;
            line += lead.Count('\n');
            rest = rest[skipped..];
        }

        return (told ?? DelimiterOf(rest), line);
    }

    /// <summary>The delimiter that the header holds most often outside quotation marks; a comma where there is none.</summary>
    private static char DelimiterOf(ReadOnlySpan<char> head)
    {
        const string delimiters = ",;\t|";
        Span<int> counts = stackalloc int[delimiters.Length];
        counts.Clear();
        var quoted = false;
        foreach (var letter in head)
        {
            if (letter == '\n' && !quoted)
            {
                break;
            }

            quoted ^= letter == '"';
            var at = quoted ? -1 : delimiters.IndexOf(letter);
            if (at >= 0)
            {
                counts[at]++;
            }
        }

        var most = 0;
        for (var at = 1; at < counts.Length; at++)
        {
            most = counts[at] > counts[most] ? at : most;
        }

        return delimiters[most];
    }
}
