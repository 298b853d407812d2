using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CrossSell.Core.Storage;

/// <summary>
/// Brings the tables of a stage file, which is SQLite's, to a PostgreSQL connection as temporary tables with the same columns, declared types and indexes.
/// Done before the write takes its lock, so that nobody waits for the copying.
/// </summary>
internal static class PostgresStage
{
    public static async Task<IAsyncDisposable> CopyAsync(
        NpgsqlConnection connection, string stageFile, Func<string, string> name, CancellationToken cancellation)
    {
        await using var stage = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = stageFile, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        await stage.OpenAsync(cancellation);
        var shown = new Shown(connection);
        try
        {
            foreach (var table in Texts(stage, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"))
            {
                await CopyAsync(stage, connection, table, name(table), shown, cancellation);
            }

            return shown;
        }
        catch
        {
            await shown.DisposeAsync();
            throw;
        }
    }

    private static async Task CopyAsync(
        SqliteConnection stage, NpgsqlConnection connection, string table, string target, Shown shown, CancellationToken cancellation)
    {
        var columns = Texts(stage, $"SELECT name FROM pragma_table_info('{table}') ORDER BY cid");
        var types = Texts(stage, $"SELECT type FROM pragma_table_info('{table}') ORDER BY cid");
        var declared = string.Join(", ", columns.Zip(types, (column, type) => $"\"{column}\" {type}"));
        await RunAsync(connection, $"CREATE TEMP TABLE {Bare(target)} ({declared})", cancellation);
        shown.Tables.Add(target);
        await using (var copy = await connection.BeginTextImportAsync($"COPY {target} FROM STDIN", cancellation))
        {
            await using var command = stage.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var line = new StringBuilder();
            while (await reader.ReadAsync(cancellation))
            {
                for (var at = 0; at < columns.Count; at++)
                {
                    line.Append(at > 0 ? "\t" : "");
                    PostgresText.Write(line, reader.GetValue(at));
                }

                line.Append('\n');
                if (line.Length > 1 << 16)
                {
                    await copy.WriteAsync(line, cancellation);
                    line.Clear();
                }
            }

            await copy.WriteAsync(line, cancellation);
        }

        await IndexAsync(stage, connection, table, target, cancellation);
        await RunAsync(connection, $"ANALYZE {target}", cancellation);
    }

    private static async Task IndexAsync(SqliteConnection stage, NpgsqlConnection connection, string table, string target, CancellationToken cancellation)
    {
        // A table's own key comes as an index too, but for a single whole number, which SQLite keeps without one.
        var keys = Texts(stage, $"SELECT name FROM pragma_index_list('{table}')")
            .ConvertAll(index => Texts(stage, $"SELECT name FROM pragma_index_info('{index}') ORDER BY seqno"));
        var own = Texts(stage, $"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk");
        if (own.Count == 1 && !keys.Exists(key => key.SequenceEqual(own)))
        {
            keys.Add(own);
        }

        foreach (var key in keys)
        {
            await RunAsync(connection, $"CREATE INDEX ON {target} ({string.Join(", ", key.Select(column => $"\"{column}\""))})", cancellation);
        }
    }

    private static List<string> Texts(SqliteConnection stage, string sql)
    {
        using var command = stage.CreateCommand();
#pragma warning disable CA2100 // The stage's own names.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
        {
            texts.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return texts;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // The stage's own names.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellation);
    }

    // Temporary tables are made without their schema.
    private static string Bare(string target) => target[(target.IndexOf('.', StringComparison.Ordinal) + 1)..];

    private sealed class Shown(NpgsqlConnection connection) : IAsyncDisposable
    {
        public List<string> Tables { get; } = [];

        public async ValueTask DisposeAsync()
        {
            if (Tables.Count > 0 && connection.FullState.HasFlag(System.Data.ConnectionState.Open))
            {
                await RunAsync(connection, $"DROP TABLE IF EXISTS {string.Join(", ", Tables)}", CancellationToken.None);
            }
        }
    }
}
