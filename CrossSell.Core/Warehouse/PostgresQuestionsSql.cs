using System.Globalization;
using Npgsql;

namespace CrossSell.Core.Warehouse;

/// <summary>Values and tables are parameters; the view's name is checked and quoted.</summary>
internal sealed class PostgresQuestions(NpgsqlConnection connection, NpgsqlTransaction transaction, WarehouseSettings settings) : WarehouseQuestions
{
    /// <summary>A table that travels: arrays side by side, which a user who only reads may send, on a replica too.</summary>
    public static string Sent(SentTable table) =>
        $"unnest({string.Join(", ", Columns(table).Select(column => $"@{table.Name}_{column}"))}) AS {table.Name}({string.Join(", ", Columns(table))})";

    /// <summary>Sets what holds for this transaction alone. A nested loop over arrays whose size nobody knows would take hours.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Whole numbers of the configuration.
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = {(long)settings.Patience.TotalMilliseconds}; SET LOCAL work_mem = '{Math.Max(settings.MemoryMegabytes / 4, 4)}MB'; SET LOCAL enable_nestloop = off; SET LOCAL jit = off; SET LOCAL timezone = 'UTC'");
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public override async Task<IReadOnlyDictionary<string, string>> ColumnsAsync(CancellationToken cancellation)
    {
        await using var command = Command($"SELECT * FROM {Quoted(settings.View)} LIMIT 0");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, reader.GetDataTypeName, StringComparer.OrdinalIgnoreCase);
    }

    public override async Task ReadAsync(string question, int columns, Action<long[]> row, CancellationToken cancellation)
    {
        await using var command = Command(question);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var values = new long[columns];
        while (await reader.ReadAsync(cancellation))
        {
            for (var column = 0; column < columns; column++)
            {
                values[column] = reader.GetInt64(column);
            }

            row(values);
        }
    }

    public override async Task ReadTextsAsync(string question, Action<string, long> row, CancellationToken cancellation)
    {
        await using var command = Command(question);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            row(reader.GetString(0), reader.GetInt64(1));
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    /// <summary>The name of a view as PostgreSQL takes it to the letter.</summary>
    internal static string Quoted(string view) =>
        string.Join('.', view.Split('.').Select(part => $"\"{part.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));

    private static IEnumerable<string> Columns(SentTable table) => table.TextColumn is { } text ? table.Columns.Prepend(text) : table.Columns;

    private NpgsqlCommand Command(string question)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Words of this program; what comes from outside is a parameter.
        command.CommandText = question;
#pragma warning restore CA2100
        foreach (var (name, value) in Values.Where(value => question.Contains($"@{value.Key}", StringComparison.Ordinal)))
        {
            command.Parameters.AddWithValue(name, value);
        }

        foreach (var table in Tables.Values.Where(table => question.Contains($"@{table.Name}_", StringComparison.Ordinal)))
        {
            if (table.TextColumn is { } text)
            {
                command.Parameters.AddWithValue($"{table.Name}_{text}", table.Texts!.ToArray());
            }

            for (var column = 0; column < table.Columns.Count; column++)
            {
                command.Parameters.AddWithValue($"{table.Name}_{table.Columns[column]}", table.Numbers[column]);
            }
        }

        return command;
    }
}
