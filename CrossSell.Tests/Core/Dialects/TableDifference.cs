using System.Globalization;
using System.Text;
using CrossSell.Core.Exchange;

namespace CrossSell.Tests.Core.Dialects;

/// <summary>Compares two files as tables, row by row and column by column, and names what differs.</summary>
internal static class TableDifference
{
    /// <summary>
    /// <c>row 2, Price: 59.90 → 61.00</c>; rows in their order, columns by name without regard to case. A column that only one of them has differs where it
    /// says something.
    /// </summary>
    public static async Task<IReadOnlyList<string>> BetweenAsync(byte[] one, byte[] other)
    {
        var (left, right) = (await ReadAsync(one), await ReadAsync(other));
        var found = new List<string>();
        if (left.Count != right.Count)
        {
            found.Add(string.Create(CultureInfo.InvariantCulture, $"{left.Count} rows → {right.Count}"));
        }

        for (var row = 0; row < Math.Min(left.Count, right.Count); row++)
        {
            foreach (var column in left[row].Keys.Concat(right[row].Keys).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                var (was, now) = (left[row].GetValueOrDefault(column, ""), right[row].GetValueOrDefault(column, ""));
                if (was != now)
                {
                    found.Add(string.Create(CultureInfo.InvariantCulture, $"row {row + 1}, {column}: {Short(was)} → {Short(now)}"));
                }
            }
        }

        return found;
    }

    private static string Short(string cell) => cell.Length <= 60 ? cell : cell[..60];

    private static async Task<List<Dictionary<string, string>>> ReadAsync(byte[] bytes)
    {
        await using var stream = new MemoryStream(bytes);
        var file = (await FileSniffer.SniffAsync(stream)).Required;
        using var text = new StreamReader(new MemoryStream(bytes), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        var records = Records(await text.ReadToEndAsync(), file.Delimiter);
        return
        [
            .. records.Skip(1).Select(record => records[0].Select((name, at) => (Name: name.Trim(), Cell: at < record.Count ? record[at].Trim() : ""))
                .DistinctBy(cell => cell.Name, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(cell => cell.Name, cell => cell.Cell, StringComparer.OrdinalIgnoreCase)),
        ];
    }

    /// <summary>A reader of its own, so that no fault of the studio's reader hides one of its writer.</summary>
    private static List<List<string>> Records(string text, char delimiter)
    {
        var records = new List<List<string>>();
        var (record, cell, isQuoted) = (new List<string>(), new StringBuilder(), false);
        var whole = text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n') + "\n";
        for (var at = 0; at < whole.Length; at++)
        {
            var letter = whole[at];
            if (isQuoted)
            {
                if (letter != '"')
                {
                    cell.Append(letter);
                }
                else if (whole[at + 1] == '"')
                {
                    cell.Append('"');
                    at++;
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (letter == '"' && cell.Length == 0)
            {
                isQuoted = true;
            }
            else if (letter == delimiter || letter == '\n')
            {
                record.Add(cell.ToString());
                cell.Clear();
                if (letter == '\n')
                {
                    records.Add(record);
                    record = [];
                }
            }
            else
            {
                cell.Append(letter);
            }
        }

        return records;
    }
}
