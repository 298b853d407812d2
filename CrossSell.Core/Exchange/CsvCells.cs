using Sylvan.Data.Csv;

namespace CrossSell.Core.Exchange;

/// <summary>
/// The one place that quotes cells of a file, for exports, rows to correct and lists alike. Text that a spreadsheet would run as a formula is guarded
/// (<see cref="SheetGuard"/>); this studio reads it back unchanged.
/// </summary>
public static class CsvCells
{
    /// <summary>Writes a row of an export, each cell quoted where it has to be.</summary>
    public static Task WriteLineAsync(TextWriter writer, IEnumerable<string?> cells) => writer.WriteAsync(string.Join(',', cells.Select(Cell)) + "\n");

    /// <summary>Quoted always: for cells beside others whose delimiter may be any.</summary>
    public static string Quoted(string text) => $"\"{SheetGuard.Close(text).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>
    /// The row that was read last, as it was, for a file of errors. What a spreadsheet would run as a formula is guarded, and reads back as it was; what shows
    /// people where none are expected is hidden.
    /// </summary>
    /// <param name="isPersonal">The columns in which nothing is hidden; null hides nothing anywhere.</param>
    internal static string Record(CsvDataReader csv, char delimiter, Func<int, bool>? isPersonal = null)
    {
        var cells = new string[csv.RowFieldCount];
        var isAsItWas = true;
        for (var column = 0; column < cells.Length; column++)
        {
            var cell = csv.GetFieldSpan(column).ToString();
            var shown = isPersonal?.Invoke(column) == false ? PersonalData.Hide(cell) : cell;
            // A negative number is none to a spreadsheet either.
            cells[column] = SheetGuard.IsNumber(shown) ? shown : SheetGuard.Close(shown);
            isAsItWas &= cells[column] == cell;
        }

        return isAsItWas
            ? csv.GetRawRecordSpan().TrimEnd("\r\n").ToString()
            : string.Join(delimiter, cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
    }

    private static string? Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var guarded = SheetGuard.Close(text);
        return guarded.AsSpan().IndexOfAny(",\"\r\n") >= 0 || char.IsWhiteSpace(guarded[0]) || char.IsWhiteSpace(guarded[^1]) ? Quoted(text) : guarded;
    }
}

/// <summary>
/// Rows of a file that could not be used, as a file of the same form: each as it was, behind a column that says what is wrong with it, so that it can be
/// corrected there and read again. Of a file that was corrected before, the column of errors is written again.
/// </summary>
/// <param name="columns">Of the file; written before the first row, so that a file without errors stays empty.</param>
internal sealed class ErrorRows(TextWriter writer, char delimiter, IEnumerable<string> columns)
{
    private bool hasHeader;

    public async Task AddAsync(string message, string record)
    {
        if (!hasHeader)
        {
            hasHeader = true;
            await writer.WriteAsync($"error{delimiter}{string.Join(delimiter, columns.Select(CsvCells.Quoted))}\n");
        }

        await writer.WriteAsync($"{CsvCells.Quoted(message)}{delimiter}{record}\n");
    }
}
