using CrossSell.Core.Storage;

namespace CrossSell.Core.Mining;

/// <summary>What one run compares with the one before it.</summary>
internal static class MiningSql
{
    /// <summary>Sets the pairs of the last run aside, inside the write that replaces them.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> RememberPairsAsync(WriteSession session, int channelId, CancellationToken cancellation)
    {
        await BulkSql.RunAsync(
            session,
            $"DROP TABLE IF EXISTS pairs_before; CREATE TEMP TABLE pairs_before (\"AnchorId\" INTEGER, \"CompanionId\" INTEGER, PRIMARY KEY (\"AnchorId\", \"CompanionId\")){session.Sql.KeyedTable}",
            cancellation);
        return await BulkSql.RunAsync(
            session,
            "INSERT INTO pairs_before SELECT \"AnchorId\", \"CompanionId\" FROM \"Affinities\" WHERE \"ChannelId\" = @p0 ORDER BY 1, 2",
            cancellation,
            channelId);
    }

    /// <summary>How many of those are there again.</summary>
    public static async Task<int> StayedPairsAsync(WriteSession session, int channelId, CancellationToken cancellation)
    {
        var stayed = await BulkSql.CountAsync(
            session,
            "SELECT count(*) FROM pairs_before b WHERE EXISTS (SELECT 1 FROM \"Affinities\" a WHERE a.\"ChannelId\" = @p0 AND a.\"AnchorId\" = b.\"AnchorId\" AND a.\"CompanionId\" = b.\"CompanionId\")",
            cancellation,
            channelId);
        await BulkSql.RunAsync(session, "DROP TABLE pairs_before", cancellation);
        return (int)stayed;
    }
}
