using System.Data.Common;
using System.Globalization;
using System.Text;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CrossSell.Core.Events;

/// <summary>Puts events into their table, many with a statement; those that are there already stay as they are.</summary>
internal static class EventRows
{
    // A parameter is found by its name among all of its statement: more rows with one cost more each.
    private const int AtOnce = 40;

    private static readonly string[] Columns =
    [
        "ChannelId", "EventId", "Type", "At", "ReceivedAt", "RecommendationId", "PanelVersion", "Placement", "Arm", "Anchor", "Sku", "BundleCode",
        "Position", "Visitor", "Device", "Source", "Traffic",
    ];

    private static readonly string Whole = Statement(AtOnce);

    /// <param name="events">Each id of a channel once.</param>
    /// <returns>Those that were not there.</returns>
    public static async Task<HashSet<(int ChannelId, string EventId)>> InsertAsync(
        StudioDb db, IDbContextTransaction transaction, IReadOnlyList<ShopEvent> events, CancellationToken cancellation)
    {
        var added = new HashSet<(int, string)>();
        foreach (var chunk in events.Chunk(AtOnce))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = transaction.GetDbTransaction();
            command.CommandTimeout = StudioDb.BackgroundWaitSeconds;
#pragma warning disable CA2100 // This class's own words only.
            command.CommandText = chunk.Length == AtOnce ? Whole : Statement(chunk.Length);
#pragma warning restore CA2100
            foreach (var item in chunk)
            {
                Bind(command, item);
            }

            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                added.Add((reader.GetInt32(0), reader.GetString(1)));
            }
        }

        return added;
    }

    private static void Bind(DbCommand command, ShopEvent item)
    {
        foreach (var value in new object?[]
        {
            item.ChannelId, item.EventId, item.Type.ToString(), item.At.ToUnixTimeMilliseconds(), item.ReceivedAt.ToUnixTimeMilliseconds(),
            item.RecommendationId, item.PanelVersion, item.Placement.ToString(), item.Arm, item.Anchor, item.Sku, item.BundleCode, item.Position,
            item.Visitor, item.Device, item.Source, item.Traffic,
        })
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@p" + command.Parameters.Count.ToString(CultureInfo.InvariantCulture);
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }
    }

    // Without the cast a server takes a number that is missing for a text.
    private static string Place(string column, int at) => column == "Position"
        ? string.Create(CultureInfo.InvariantCulture, $"CAST(@p{at} AS INTEGER)")
        : string.Create(CultureInfo.InvariantCulture, $"@p{at}");

    private static string Statement(int rows)
    {
        var text = new StringBuilder("INSERT INTO \"ShopEvents\" (").AppendJoin(", ", Columns.Select(column => $"\"{column}\"")).Append(") VALUES ");
        for (var row = 0; row < rows; row++)
        {
            text.Append(row > 0 ? ", (" : "(").AppendJoin(", ", Columns.Select((column, at) => Place(column, (row * Columns.Length) + at))).Append(')');
        }

        return text.Append(" ON CONFLICT (\"ChannelId\", \"EventId\") DO NOTHING RETURNING \"ChannelId\", \"EventId\"").ToString();
    }
}
