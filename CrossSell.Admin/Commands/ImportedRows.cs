using System.Globalization;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;

namespace CrossSell.Admin.Commands;

/// <summary>What every import of a file asks and tells on the command line.</summary>
internal static class ImportedRows
{
    private const int ErrorsShown = 10;

    /// <summary>Why a file is not read at all; null when it is.</summary>
    public static Refusal? Deny(FileInfo file, FileInfo? errors) =>
        file.Exists ? ErrorFile.Deny(errors, file) : Refusal.NotFound($"There is no file {file.FullName}.", "file");

    /// <summary>Whether the file is to be read as the native format, or by its header.</summary>
    /// <param name="what">products, links</param>
    public static Outcome<bool> IsNative(string format, string what) =>
        format.Equals("native", StringComparison.OrdinalIgnoreCase) ? true
        : format.Equals("auto", StringComparison.OrdinalIgnoreCase) ? false
        : new Refusal("format.unknown", $"\"{format}\" is no format of {what}. Known are auto and native.", "format");

    /// <summary>Says on stderr what is wrong: the first rows in words, and how many more there are.</summary>
    /// <param name="wrong">Rows that are wrong, of which <paramref name="errors"/> may hold the first ones only.</param>
    /// <param name="file">Where they are written; null when nobody asked for that.</param>
    /// <param name="stopped">Why reading ended before the end of the file; null when it did not.</param>
    public static async Task TellAsync(IEnumerable<RowError> errors, long wrong, FileInfo? file, string? stopped)
    {
        foreach (var error in errors.Take(ErrorsShown))
        {
            await Console.Error.WriteLineAsync(error.Message);
        }

        if (wrong > ErrorsShown)
        {
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"... and {wrong - ErrorsShown:N0} more{(file is null ? "; --errors FILE writes them all" : "")}."));
        }

        if (stopped is not null)
        {
            await Console.Error.WriteLineAsync(stopped);
        }
    }

    /// <summary>Why a file of which nothing can be used ends with exit code 1.</summary>
    public static Refusal Nothing(int rows, int faults) => new(
        "import.nothing",
        faults > 0 ? "Nothing can be imported while columns are wrong; see above."
            : rows == 1 ? "Nothing can be imported: the only row has errors; see above."
            : string.Create(CultureInfo.InvariantCulture, $"Nothing can be imported: all {rows:N0} rows have errors; see above."),
        "file");
}
