using System.CommandLine;
using System.Globalization;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;
using CrossSell.Core.Exchange;
using CrossSell.Core.People;

namespace CrossSell.Admin.Commands;

/// <summary>What every import of a file asks and tells on the command line.</summary>
internal static class ImportedRows
{
    private const int ErrorsShown = 10;

    /// <summary>Why a file is not read at all; null when it is.</summary>
    public static Refusal? Deny(FileInfo file, FileInfo? errors) =>
        file.Exists ? ErrorFile.Deny(errors, file) : Refusal.NotFound($"There is no file {file.FullName}.", "file");

    /// <summary>What <c>--format</c> may say, for its help.</summary>
    public static string Formats => $"auto (by the columns), {string.Join(", ", DialectNames.All)}.";

    /// <summary>The dialect that was named; null to go by the columns.</summary>
    public static Outcome<Dialect?> DialectOf(string format) =>
        format.Equals("auto", StringComparison.OrdinalIgnoreCase) ? Outcome.Of<Dialect?>(null)
        : DialectNames.ByName(format) is { } dialect ? Outcome.Of<Dialect?>(dialect)
        : new Refusal("format.unknown", $"\"{format}\" is no known format. Known are auto, {string.Join(", ", DialectNames.All)}.", "format");

    /// <summary>An option that is the same for every verb.</summary>
    public static Option<bool> Json() =>
        new("--json") { Description = "With --dry-run: print what the file says as one JSON document." };

    /// <summary>
    /// How a file of other columns than ours is read: as somebody mapped it on the page, which is said on stderr. Null for a file that is read by its header.
    /// </summary>
    /// <param name="channel">Code of the shop that was named; null when none was: then it is the remembered one.</param>
    /// <param name="kinds">What the command imports.</param>
    public static async Task<(FileReading? Reading, string? Channel)> ReadingAsync(
        ImportMappings mappings, FileInfo file, string? channel, IReadOnlyCollection<ExchangeKind> kinds, CancellationToken cancellation)
    {
        // Who runs it reads below how the columns are taken: then another shop's will do.
        var found = await mappings.FindForAsync(file.FullName, channel, Actor.CommandLine, cancellation)
            ?? (channel is null ? null : await mappings.FindForAsync(file.FullName, null, Actor.CommandLine, cancellation));
        if (found is not { } remembered || !kinds.Contains(remembered.Mapping.Kind))
        {
            return (null, channel);
        }

        var columns = remembered.Mapping.Columns.Where(column => column.Field is not null).Select(column => $"{column.Name} is {column.Field}");
        var aside = remembered.Mapping.LeftAside;
        await Console.Error.WriteLineAsync(
            $"Reading the columns as they were mapped before: {string.Join(", ", columns)}{(aside.Count > 0 ? $"; left aside: {string.Join(", ", aside)}" : "")}.");
        return (new FileReading { Mapping = remembered.Mapping }, channel ?? remembered.Channel);
    }

    /// <summary>The refusal of a file whose columns are not ours, with what else can be done with it.</summary>
    public static Refusal Advise(Refusal refusal) => refusal.Code is not ("file.unknown" or "file.columns" or "file.foreign") ? refusal : refusal with
    {
        Message = $"{refusal.Message} Or import such a file once on the page Import & export and choose there what its columns are: the command line reads the next one so.",
    };

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
