using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace CrossSell.Core.Exchange;

/// <summary>
/// A workbook (.xlsx) as text: the first of its sheets that holds anything, and behind it those with the very same header (a sheet for each year), cell by cell
/// as a spreadsheet would save them as CSV in UTF-8. Numbers lose no digit that Excel shows and get no mark between thousands; dates are written 2026-12-24. A
/// formula is what it came to when the workbook was saved.
/// </summary>
internal static partial class Workbook
{
    /// <summary>What parts the cells of the text.</summary>
    public const char Delimiter = ',';

    private const int DigitsShown = 15;
    private const int MostColumns = 16_384;

    // What a sheet writes around a byte of text, at most: a cell that holds one letter takes some forty.
    private const int MarkupPerByte = 64;
    private const long LeastMarkup = 64L << 20;

    // Built-in formats of numbers that are dates or times.
    private static readonly HashSet<int> Dates = [14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57];

    public static bool Is(ZipArchive archive) => archive.GetEntry("xl/workbook.xml") is not null || archive.GetEntry("xl/worksheets/sheet1.xml") is not null;

    /// <summary>
    /// Writes the sheet, a line for each of its rows, blank ones too, and stops behind <paramref name="most"/> bytes. Of the sheets behind it only rows that
    /// hold anything.
    /// </summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static void Write(ZipArchive archive, Stream target, long most)
    {
        try
        {
            var texts = Texts(archive, most);
            var styles = Styles(archive);
            using var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
            List<string>? header = null;
            long written = 0;
            foreach (var sheet in Sheets(archive))
            {
                if (header is null)
                {
                    header = WriteSheet(sheet, writer, texts, styles, most, ref written);
                }
                else
                {
                    WriteMore(sheet, writer, texts, styles, most, header, ref written);
                }
            }
        }
        catch (Exception broken) when (broken is XmlException or FormatException or OverflowException or ArgumentException)
        {
            throw new InvalidDataException("The workbook is damaged.", broken);
        }
    }

    /// <returns>Its header; null for a sheet without anything in it.</returns>
    private static List<string>? WriteSheet(
        ZipArchiveEntry sheet, StreamWriter writer, List<string> texts, List<bool> dates, long most, ref long written)
    {
        using var xml = Reader(sheet, most);
        List<string>? header = null;
        var lastRow = 0;
        while (written <= most && Next(xml, "row"))
        {
            var number = int.TryParse(xml.GetAttribute("r"), CultureInfo.InvariantCulture, out var told) ? told : lastRow + 1;
            var cells = Cells(xml, texts, dates);
            if (header is null && cells.TrueForAll(cell => cell.Length == 0))
            {
                continue;
            }

            // Rows that nobody wrote in are blank lines, so that a line is a row of the sheet.
            for (var blank = lastRow + 1; blank < number && blank - lastRow < MostColumns; blank++)
            {
                writer.Write('\n');
            }

            header ??= [.. cells];
            lastRow = number;
            WriteRow(writer, cells, header.Count, ref written);
        }

        return header;
    }

    /// <summary>Goes on with a sheet that has the same header, and leaves any other aside.</summary>
    private static void WriteMore(
        ZipArchiveEntry sheet, StreamWriter writer, List<string> texts, List<bool> dates, long most, List<string> header, ref long written)
    {
        using var xml = Reader(sheet, most);
        var isSame = false;
        while (written <= most && Next(xml, "row"))
        {
            var cells = Cells(xml, texts, dates);
            if (cells.TrueForAll(cell => cell.Length == 0))
            {
                continue;
            }

            if (isSame)
            {
                WriteRow(writer, cells, header.Count, ref written);
            }
            else if (header.SequenceEqual(cells, StringComparer.OrdinalIgnoreCase))
            {
                isSame = true;
            }
            else
            {
                return;
            }
        }
    }

    private static void WriteRow(StreamWriter writer, List<string> cells, int width, ref long written)
    {
        while (cells.Count < width)
        {
            cells.Add("");
        }

        var line = string.Join(Delimiter, cells.Select(Quoted));
        written += line.Length + 1;
        writer.Write(line);
        writer.Write('\n');
    }

    private static List<string> Cells(XmlReader xml, List<string> texts, List<bool> dates)
    {
        var cells = new List<string>();
        if (xml.IsEmptyElement)
        {
            return cells;
        }

        using var row = xml.ReadSubtree();
        while (Next(row, "c"))
        {
            var at = row.GetAttribute("r") is { } place ? ColumnOf(place) : cells.Count;
            while (cells.Count < at)
            {
                cells.Add("");
            }

            var type = row.GetAttribute("t");
            var style = int.TryParse(row.GetAttribute("s"), CultureInfo.InvariantCulture, out var number) ? number : -1;
            var value = Value(row, type, style >= 0 && style < dates.Count && dates[style], texts);
            if (at == cells.Count)
            {
                cells.Add(value);
            }
        }

        // Formats without a value stand at the end of many rows.
        while (cells.Count > 0 && cells[^1].Length == 0)
        {
            cells.RemoveAt(cells.Count - 1);
        }

        return cells;
    }

    private static string Value(XmlReader row, string? type, bool isDate, List<string> texts)
    {
        if (row.IsEmptyElement)
        {
            return "";
        }

        var (value, inline) = ("", new StringBuilder());
        using var cell = row.ReadSubtree();
        cell.Read();
        while (cell.Read())
        {
            if (cell is { NodeType: XmlNodeType.Element, LocalName: "v" })
            {
                value = cell.ReadString();
            }
            else if (cell is { NodeType: XmlNodeType.Element, LocalName: "t" })
            {
                inline.Append(cell.ReadString());
            }
        }

        return type switch
        {
            "s" => int.TryParse(value, CultureInfo.InvariantCulture, out var at) && at >= 0 && at < texts.Count ? texts[at] : "",
            "inlineStr" => inline.ToString(),
            "str" => value,
            "b" => value == "1" ? "TRUE" : "FALSE",
            "e" => "",
            _ => Number(value, isDate),
        };
    }

    /// <summary>As Excel shows it, of whose numbers fifteen digits are true: 19.99 for 19.989999999999998.</summary>
    private static string Number(string value, bool isDate)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || Math.Abs(number) >= 1e15)
        {
            return value;
        }

        if (isDate && number is >= 1 and < 2_958_466)
        {
            var moment = DateTime.FromOADate(number);
            return moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        }

        var shown = number.ToString($"G{DigitsShown}", CultureInfo.InvariantCulture);
        return shown.Contains('E') ? decimal.Parse(shown, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) : shown;
    }

    /// <summary>"AB12" is the 28th column.</summary>
    private static int ColumnOf(string place)
    {
        var column = 0;
        foreach (var letter in place)
        {
            if (!char.IsAsciiLetterUpper(letter))
            {
                break;
            }

            column = (column * 26) + letter - 'A' + 1;
        }

        return column is > 0 and <= MostColumns ? column - 1 : throw new InvalidDataException("A cell stands beyond the last column of a sheet.");
    }

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(Delimiter, '"', '\n') < 0 && !cell.Contains('\r') ? cell
        : $"\"{cell.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static List<string> Texts(ZipArchive archive, long most)
    {
        var texts = new List<string>();
        if (archive.GetEntry("xl/sharedStrings.xml") is not { } entry)
        {
            return texts;
        }

        using var xml = Reader(entry, most);
        long read = 0;
        while (read <= most && Next(xml, "si"))
        {
            var text = new StringBuilder();
            if (!xml.IsEmptyElement)
            {
                using var item = xml.ReadSubtree();
                item.Read();
                while (item.Read())
                {
                    while (item is { NodeType: XmlNodeType.Element, LocalName: "rPh" })
                    {
                        // How it is pronounced, which nobody sees.
                        item.Skip();
                    }

                    if (item is { NodeType: XmlNodeType.Element, LocalName: "t" })
                    {
                        text.Append(item.ReadString());
                    }
                }
            }

            texts.Add(text.ToString());
            read += text.Length;
        }

        return texts;
    }

    /// <summary>Of each style, whether its numbers are dates.</summary>
    private static List<bool> Styles(ZipArchive archive)
    {
        var (styles, own) = (new List<bool>(), new HashSet<int>());
        if (archive.GetEntry("xl/styles.xml") is not { } entry)
        {
            return styles;
        }

        using var xml = Reader(entry);
        var isCells = false;
        while (xml.Read())
        {
            if (xml.LocalName == "cellXfs")
            {
                isCells = xml.NodeType == XmlNodeType.Element;
            }

            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            var format = int.TryParse(xml.GetAttribute("numFmtId"), CultureInfo.InvariantCulture, out var number) ? number : 0;
            if (xml.LocalName == "numFmt" && xml.GetAttribute("formatCode") is { } code && IsDate(code))
            {
                own.Add(format);
            }
            else if (isCells && xml.LocalName == "xf")
            {
                styles.Add(Dates.Contains(format) || own.Contains(format));
            }
        }

        return styles;
    }

    // In "[$-407]d. mmmm yyyy" the language in brackets is no part of what is shown, nor is what is quoted.
    private static bool IsDate(string code)
    {
        var shown = Aside().Replace(code, "");
        return !shown.Contains('#') && !shown.Contains('0') && shown.Contains('y', StringComparison.OrdinalIgnoreCase)
            && shown.Contains('d', StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex("""\[[^\]]*\]|"[^"]*"|\\.""")]
    private static partial Regex Aside();

    /// <summary>The sheets in the order in which their tabs stand.</summary>
    private static IEnumerable<ZipArchiveEntry> Sheets(ZipArchive archive)
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        if (archive.GetEntry("xl/_rels/workbook.xml.rels") is { } relations)
        {
            using var xml = Reader(relations);
            while (Next(xml, "Relationship"))
            {
                if (xml.GetAttribute("Id") is { } id && xml.GetAttribute("Target") is { } target)
                {
                    targets[id] = target.StartsWith('/') ? target[1..] : $"xl/{target}";
                }
            }
        }

        var found = new List<ZipArchiveEntry>();
        if (archive.GetEntry("xl/workbook.xml") is { } workbook)
        {
            using var xml = Reader(workbook);
            while (Next(xml, "sheet"))
            {
                if (xml.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships") is { } id
                    && targets.GetValueOrDefault(id) is { } target && archive.GetEntry(target) is { } sheet)
                {
                    found.Add(sheet);
                }
            }
        }

        return found.Count > 0 ? found
            : archive.Entries.Where(entry => entry.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)
                && entry.FullName.EndsWith(".xml", StringComparison.Ordinal)).OrderBy(entry => entry.FullName, StringComparer.Ordinal);
    }

    /// <param name="most">Bytes of text that are wanted: behind many times as much markup the sheet is no table.</param>
    private static XmlReader Reader(ZipArchiveEntry entry, long most = LeastMarkup) => XmlReader.Create(
        entry.Open(), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit, CloseInput = true,
            MaxCharactersInDocument = Math.Max(LeastMarkup, most > long.MaxValue / MarkupPerByte ? long.MaxValue : most * MarkupPerByte),
        });

    // By the name alone: some programs write a prefix before it, and workbooks of the strict kind have another namespace.
    private static bool Next(XmlReader xml, string name)
    {
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == name)
            {
                return true;
            }
        }

        return false;
    }
}
