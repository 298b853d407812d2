using System.Data.Common;
using System.Globalization;

namespace CrossSell.Core.Storage;

/// <summary>Inserts many rows of one table by one prepared statement inside a write: forty times as fast as tracking them. What is written so is not audited row by row.</summary>
internal sealed class BulkInsert : IDisposable
{
    private readonly DbCommand command;

    /// <param name="table">As the model names it, with <paramref name="columns"/> in the order in which values will come.</param>
    public BulkInsert(WriteSession session, string table, params ReadOnlySpan<string> columns)
    {
        command = session.Connection.CreateCommand();
        command.Transaction = session.Transaction;
        var names = new List<string>(columns.Length);
        var places = new List<string>(columns.Length);
        foreach (var column in columns)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@p" + places.Count.ToString(CultureInfo.InvariantCulture);
            command.Parameters.Add(parameter);
            names.Add($"\"{column}\"");
            places.Add(parameter.ParameterName);
        }

        // Names come from this assembly's own constants, values only as parameters.
#pragma warning disable CA2100
        command.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", names)}) VALUES ({string.Join(", ", places)})";
#pragma warning restore CA2100
    }

    /// <summary>One row; null is NULL. Enums are written by name, instants as UTC milliseconds, as the model's converters do.</summary>
    public void Add(params ReadOnlySpan<object?> values)
    {
        for (var at = 0; at < values.Length; at++)
        {
            command.Parameters[at].Value = values[at] switch
            {
                null => DBNull.Value,
                DateTimeOffset instant => instant.ToUnixTimeMilliseconds(),
                Enum name => name.ToString(),
                var value => value,
            };
        }

        command.ExecuteNonQuery();
    }

    public void Dispose() => command.Dispose();
}
