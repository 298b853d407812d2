using System.Globalization;

namespace CrossSell.Core.Storage;

/// <summary>
/// Takes the indexes and triggers of some tables away while they are filled from nothing, and makes them again afterwards, in the same write: far
/// quicker than keeping them up row by row. What is undone takes the missing indexes along with it. Not for tables that others are reading much of.
/// </summary>
internal sealed class BulkLoad
{
    private readonly WriteSession session;
    private readonly List<(string Kind, string Name, string Sql)> taken;

    private BulkLoad(WriteSession session, List<(string Kind, string Name, string Sql)> taken) => (this.session, this.taken) = (session, taken);

    public static Task<BulkLoad> BeginAsync(WriteSession session, IReadOnlyCollection<string> tables, CancellationToken cancellation = default) =>
        BeginAsync(session, tables, [], cancellation);

    /// <param name="needed">Names of indexes that are needed while the tables are filled.</param>
    public static async Task<BulkLoad> BeginAsync(
        WriteSession session, IReadOnlyCollection<string> tables, IReadOnlyCollection<string> needed, CancellationToken cancellation)
    {
        var taken = (await RowsAsync(
            session, session.Sql.IndexesAndTriggers, cancellation))
            .Where(row => tables.Contains(row[2]) && !needed.Contains(row[1])).Select(row => (row[0], row[1], row[3])).ToList();
        foreach (var (kind, name, _) in taken)
        {
            await RunAsync(session, $"DROP {kind.ToUpperInvariant()} \"{name}\"", cancellation);
        }

        return new BulkLoad(session, taken);
    }

    /// <summary>Makes again what was taken, and tells the planner how the tables look now.</summary>
    public async Task EndAsync(IProgress<string>? progress = null, CancellationToken cancellation = default)
    {
        var indexes = taken.Where(item => item.Kind == "index").ToList();
        for (var at = 0; at < indexes.Count; at++)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(string.Create(CultureInfo.InvariantCulture, $"Making indexes: {at + 1} of {indexes.Count}"));
            await RunAsync(session, indexes[at].Sql, cancellation);
        }

        foreach (var (_, _, sql) in taken.Where(item => item.Kind == "trigger"))
        {
            await RunAsync(session, sql, cancellation);
        }

        await RunAsync(session, session.Sql.LookAtAll, cancellation);
    }

    // The text comes from the database's own schema and this class, never from a person.
#pragma warning disable CA2100
    private static async Task RunAsync(WriteSession session, string sql, CancellationToken cancellation)
    {
        await using var command = session.Connection.CreateCommand();
        command.Transaction = session.Transaction;
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<List<string[]>> RowsAsync(WriteSession session, string sql, CancellationToken cancellation)
    {
        await using var command = session.Connection.CreateCommand();
        command.Transaction = session.Transaction;
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<string[]>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }

        return rows;
    }
#pragma warning restore CA2100
}
