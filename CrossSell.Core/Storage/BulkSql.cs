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
        if (sql.Length == 0)
        {
            return 0;
        }

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

    /// <summary>Numbers as the text of a JSON array, for <see cref="SqlDialect.Numbers"/>.</summary>
    public static string Array(IEnumerable<int> ids)
    {
        var text = new StringBuilder("[");
        foreach (var id in ids)
        {
            text.Append(text.Length > 1 ? "," : "").Append(CultureInfo.InvariantCulture, $"{id}");
        }

        return text.Append(']').ToString();
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
