using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>What later rooms keep of a channel, asked by table: this room stands before them.</summary>
internal static class ChannelUseSql
{
    public static Task<bool> HasOrdersAsync(StudioDb db, int channelId, CancellationToken cancellation) =>
        db.Database.SqlQuery<int>($"""SELECT 1 AS "Value" FROM "Orders" WHERE "ChannelId" = {channelId} LIMIT 1""").AnyAsync(cancellation);
}
