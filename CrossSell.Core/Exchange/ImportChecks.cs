using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Exchange;

/// <summary>What is wrong with a row of a file that was tried.</summary>
/// <param name="Column">From 0; -1 where the row as a whole is wrong and no single value would put it right.</param>
/// <param name="Name">Of the column, as the file calls it; null where the row as a whole is wrong.</param>
/// <param name="Value">What the cell says, or what a person wrote over it.</param>
/// <param name="Message">What is wrong and what to write.</param>
public sealed record RowProblem(int Line, int Column, string? Name, string Value, string Message);

/// <summary>The first rows that are wrong.</summary>
/// <param name="Total">Of all rows that are.</param>
public sealed record RowProblems(IReadOnlyList<RowProblem> Rows, int Total)
{
    public static readonly RowProblems None = new([], 0);
}

/// <summary>What a trial of a file found: rows that are wrong, and every field that would change. For those whom <see cref="JobAccess"/> lets.</summary>
public sealed class ImportChecks(DataDirectory data, JobQueue queue)
{
    /// <summary>Changes shown at once; the file has all.</summary>
    public const int ChangesShown = 200;

    // More are corrected in the file itself.
    private const int ProblemsKept = 200;

    /// <summary>Name of the file of changes of a trial.</summary>
    internal static string ChangesFileOf(long job) => string.Create(CultureInfo.InvariantCulture, $"changes-{job}.csv");

    /// <summary>None for a job that is none of the actor's, or whose files were swept.</summary>
    public async Task<RowProblems> ProblemsAsync(long job, Actor actor, CancellationToken cancellation = default)
    {
        if (await queue.FindAsync(job, actor, cancellation) is null || ImportJobs.PathOf(data, ProblemsFileOf(job)) is var path && !File.Exists(path))
        {
            return RowProblems.None;
        }

        await using var file = File.OpenRead(path);
        return await JsonSerializer.DeserializeAsync<RowProblems>(file, cancellationToken: cancellation) ?? RowProblems.None;
    }

    /// <param name="field">Only changes of this field; null for all.</param>
    /// <returns>Null where there are none: of links and orders, of another's job, and after a week.</returns>
    public async Task<ImportChangePage?> ChangesAsync(long job, string? field, Actor actor, CancellationToken cancellation = default) =>
        await queue.FindAsync(job, actor, cancellation) is not null && ImportJobs.PathOf(data, ChangesFileOf(job)) is var path && File.Exists(path)
            ? await ImportChanges.ReadAsync(path, field, ChangesShown, leapsFirst: true, cancellation)
            : null;

    /// <summary>Keeps what is wrong with rows beside the file, with the cells that are: the job's report has only a few in words.</summary>
    /// <param name="rows">That are wrong, of which <paramref name="errors"/> may hold the first ones only.</param>
    internal static async Task KeepAsync(
        DataDirectory data, long job, ImportInput input, string path, IReadOnlyList<RowError> errors, int rows, CancellationToken cancellation)
    {
        if (errors.Count == 0 || (await FileSniffer.SniffAsync(path, cancellation: cancellation)).IsRefused(out _, out var sniffed)
            || (await TableFile.OpenAsync(path, sniffed, cancellation)).IsRefused(out _, out var table))
        {
            return;
        }

        await using (table)
        {
            var first = errors.Take(ProblemsKept).ToLookup(error => error.Line);
            var last = first.Max(line => line.Key);
            var problems = new List<RowProblem>();
            await foreach (var _ in table.RowsAsync(cancellation))
            {
                foreach (var error in first[table.Line])
                {
                    var column = error.Column is { } name ? ColumnOf(table.Names, name) : -1;
                    var value = column < 0 ? "" : input.Corrections?.Of(error.Line, column) ?? table.Raw(column);
                    // What a cell shows of people is said nowhere else either.
                    value = input.Kind == ExchangeKind.Orders ? PersonalData.Hide(value) : value;
                    problems.Add(new RowProblem(error.Line, table.Wrong is null ? column : -1, error.Column, value, Sentence(error)));
                }

                if (table.Line >= last)
                {
                    break;
                }
            }

            await File.WriteAllTextAsync(
                ImportJobs.PathOf(data, ProblemsFileOf(job)), JsonSerializer.Serialize(new RowProblems(problems, rows)), cancellation);
        }
    }

    private static string ProblemsFileOf(long job) => string.Create(CultureInfo.InvariantCulture, $"rows-{job}.json");

    private static int ColumnOf(IReadOnlyList<string> names, string name) =>
        names.Index().Where(column => column.Item.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(column => column.Index).DefaultIfEmpty(-1).First();

    // The line stands in a column of its own.
    private static string Sentence(RowError error)
    {
        var line = $"Line {error.Line.ToString(CultureInfo.InvariantCulture)}: ";
        return error.Message.StartsWith(line, StringComparison.Ordinal) ? error.Message[line.Length..] : error.Message;
    }
}
