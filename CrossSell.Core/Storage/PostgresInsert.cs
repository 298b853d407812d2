using System.Runtime.CompilerServices;
using System.Text;
using Npgsql;

namespace CrossSell.Core.Storage;

/// <inheritdoc/>
/// <remarks>
/// Rows are gathered and sent by <c>COPY</c>, which has the connection to itself: those of all tables that are filled side by side go together, table by
/// table in the order in which their inserts were made, so that a row never comes before the one that it points to.
/// </remarks>
internal sealed class PostgresInsert : RowInsert
{
    private const int MostCharacters = 1 << 20;

    // A planner that still takes the table for empty joins row by row; below, it matters to nobody.
    private const int ManyRows = 1_000;

    private static readonly ConditionalWeakTable<NpgsqlConnection, List<PostgresInsert>> Open = [];

    private readonly NpgsqlConnection connection;
    private readonly List<PostgresInsert> together;
    private readonly string table;
    private readonly string columns;
    private readonly bool hasIds;
    private readonly StringBuilder rows = new();
    private int written;
    private bool failed;

    private PostgresInsert(NpgsqlConnection connection, string table, string columns, bool hasIds)
    {
        (this.connection, this.table, this.columns, this.hasIds) = (connection, table, columns, hasIds);
        together = Open.GetOrCreateValue(connection);
        together.Add(this);
    }

    public static PostgresInsert Of(NpgsqlConnection connection, string table, ReadOnlySpan<string> columns)
    {
        var names = new List<string>(columns.Length);
        foreach (var column in columns)
        {
            names.Add($"\"{column}\"");
        }

        return new PostgresInsert(connection, table, string.Join(", ", names), columns.Contains("Id"));
    }

    public override void Add(ReadOnlySpan<object?> values)
    {
        for (var at = 0; at < values.Length; at++)
        {
            if (at > 0)
            {
                rows.Append('\t');
            }

            PostgresText.Write(rows, values[at]);
        }

        rows.Append('\n');
        written++;
        if (rows.Length >= MostCharacters)
        {
            together.ForEach(insert => insert.Send());
        }
    }

    public override void Dispose()
    {
        if (!together.Contains(this))
        {
            return;
        }

        if (failed)
        {
            // The transaction is over: what went wrong is on its way, and nothing may come in front of it.
            together.Remove(this);
            return;
        }

        together.ForEach(insert => insert.Send());
        together.Remove(this);
        if (written > 0 && hasIds)
        {
            Run(PostgresDialect.NextId(table));
        }

        if (written >= ManyRows)
        {
            Run($"ANALYZE \"{table}\"");
        }
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // Names come from the model.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private void Send()
    {
        if (rows.Length == 0)
        {
            return;
        }

        try
        {
            using var copy = connection.BeginTextImport($"COPY \"{table}\" ({columns}) FROM STDIN");
            foreach (var chunk in rows.GetChunks())
            {
                copy.Write(chunk.Span);
            }
        }
        catch
        {
            together.ForEach(insert => insert.failed = true);
            throw;
        }

        rows.Clear();
    }
}
