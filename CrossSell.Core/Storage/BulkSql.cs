using System.Data.Common;
using System.Globalization;
using System.Text;

namespace CrossSell.Core.Storage;

/// <summary>
/// Statements inside a write, with places for values by number: <c>@p0</c>, <c>@p1</c>. Names in them come from the model and this assembly's constants only.
/// </summary>
internal static class BulkSql
{
    public static async Task<int> RunAsync(WriteSession session, string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = Command(session, sql, values);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task<long> CountAsync(WriteSession session, string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = Command(session, sql, values);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation) ?? 0L, CultureInfo.InvariantCulture);
    }

    public static async Task<List<T>> ListAsync<T>(
        WriteSession session, string sql, Func<DbDataReader, T> row, CancellationToken cancellation, params object?[] values)
    {
        await using var command = Command(session, sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    /// <summary>How much of the database the write's connection may keep in memory from now on, in KB; null gives back what connections usually keep.</summary>
    public static Task<int> KeepAsync(WriteSession session, int? kilobytes, CancellationToken cancellation) =>
        RunAsync(session, string.Create(CultureInfo.InvariantCulture, $"PRAGMA cache_size = -{kilobytes ?? 16_000}"), cancellation);

    /// <summary>Numbers as the text of a JSON array, for <c>json_each</c>.</summary>
    public static string Array(IEnumerable<int> ids)
    {
        var text = new StringBuilder("[");
        foreach (var id in ids)
        {
            text.Append(text.Length > 1 ? "," : "").Append(CultureInfo.InvariantCulture, $"{id}");
        }

        return text.Append(']').ToString();
    }

    public static async Task AttachAsync(DbConnection connection, string path, string name, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"ATTACH DATABASE @path AS {name}";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@path", path);
        command.Parameters.Add(parameter);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task DetachAsync(DbConnection connection, string name)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"DETACH DATABASE {name}";
        await command.ExecuteNonQueryAsync();
    }

    private static DbCommand Command(WriteSession session, string sql, object?[] values)
    {
        var command = session.Connection.CreateCommand();
        command.Transaction = session.Transaction;
        command.CommandTimeout = 0;
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var at = 0; at < values.Length; at++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@p" + at.ToString(CultureInfo.InvariantCulture);
            parameter.Value = values[at] switch
            {
                null => DBNull.Value,
                DateTimeOffset instant => instant.ToUnixTimeMilliseconds(),
                Enum name => name.ToString(),
                var value => value,
            };
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
