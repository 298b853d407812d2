using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Mining;

/// <summary>The rows that runs leave, beside one another: which of them count, and how those that do not are taken away.</summary>
internal static class MiningSql
{
    /// <summary>The tables that a run fills, each with the first part of its key behind the channel.</summary>
    public static readonly IReadOnlyList<(string Table, string First)> Results =
    [
        ("Affinities", "AnchorId"), ("PairObservations", "AnchorId"), ("CartWeights", "FromId"), ("CategoryAffinities", "CategoryId"),
        ("ContentCompanions", "AnchorId"),
    ];

    /// <summary>Whether a row is of a run that is whole and that no newer one took the place of: what readers see.</summary>
    public static string InUse(string alias) => $"""EXISTS (SELECT 1 FROM "MiningRuns" r WHERE r."Id" = {alias}."RunId" AND NOT r."Superseded")""";

    /// <summary>Keeps the next run's id for it: its rows are there before it is.</summary>
    public static async Task<int> ReserveAsync(WriteSession session, CancellationToken cancellation)
    {
        var id = (int)(await LastIdAsync(session, cancellation) + 1);
        await BulkSql.RunAsync(session, session.Sql.SetLastId("MiningRuns", id), cancellation);
        return id;
    }

    /// <summary>The highest id that was given to a run, or kept for one.</summary>
    public static async Task<long> LastIdAsync(WriteSession session, CancellationToken cancellation)
    {
        var stored = await BulkSql.CountAsync(session, "SELECT coalesce(max(\"Id\"), 0) FROM \"MiningRuns\"", cancellation);
        var given = await BulkSql.ListAsync(
            session, session.Sql.LastId("MiningRuns"), reader => reader.IsDBNull(0) ? 0 : reader.GetInt64(0), cancellation);
        return Math.Max(stored, given.Count == 0 ? 0 : given[0]);
    }

    /// <summary>Of these ids of a table, those that are not there.</summary>
    public static async Task<HashSet<int>> MissingAsync(WriteSession session, string table, IEnumerable<int> ids, CancellationToken cancellation) =>
        [.. await BulkSql.ListAsync(
            session,
            $"SELECT i.value FROM {session.Sql.Numbers("@p0", "i")} WHERE NOT EXISTS (SELECT 1 FROM \"{table}\" t WHERE t.\"Id\" = i.value)",
            reader => reader.GetInt32(0), cancellation, BulkSql.Array(ids))];

    /// <summary>How many rows of a run there are in all tables.</summary>
    public static Task<long> CountAsync(WriteSession session, int channelId, int runId, CancellationToken cancellation) => BulkSql.CountAsync(
        session,
        $"SELECT {string.Join(" + ", Results.Select(result => $"(SELECT count(*) FROM \"{result.Table}\" WHERE \"ChannelId\" = @p0 AND \"RunId\" = @p1)"))}",
        cancellation, channelId, runId);

    /// <summary>The last key of the next so many rows, behind a key, of runs before one that nobody sees any more; null where there are none.</summary>
    public static async Task<int?> NextToSweepAsync(
        StudioDb db, string table, string first, int channelId, int after, int runId, int rows, CancellationToken cancellation)
    {
        // Names of this class only.
        var text =
            $$"""
            SELECT max(s.last) AS "Value" FROM (
                SELECT t."{{first}}" AS last FROM "{{table}}" t WHERE t."ChannelId" = {0} AND t."{{first}}" > {1} AND t."RunId" < {2} AND NOT {{InUse("t")}}
                ORDER BY t."{{first}}" LIMIT {3}) AS s
            """;
        return (await db.Database.SqlQueryRaw<int?>(text, channelId, after, runId, rows).ToListAsync(cancellation))[0];
    }

    /// <summary>Takes those rows away.</summary>
    public static Task<int> SweepAsync(
        WriteSession session, string table, string first, int channelId, int after, int upTo, int runId, CancellationToken cancellation) => BulkSql.RunAsync(
        session,
        $"DELETE FROM \"{table}\" AS t WHERE t.\"ChannelId\" = @p0 AND t.\"{first}\" > @p1 AND t.\"{first}\" <= @p2 AND t.\"RunId\" < @p3 AND NOT {InUse("t")}",
        cancellation, channelId, after, upTo, runId);
}
