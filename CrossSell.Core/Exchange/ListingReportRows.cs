using System.Globalization;
using System.Text;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// As of when listings of one channel are reported (<see cref="ListingReport"/>): compared and kept in the very transaction that writes them, so that of two
/// instances that are sent reports of the same listing the newer report stands, whichever writes first.
/// </summary>
/// <param name="sent">As of when the listing of each product is reported.</param>
internal sealed class ListingReportRows(int channelId, IReadOnlyDictionary<int, DateTimeOffset> sent)
{
    private const int RowsAtOnce = 250;

    // More are told as one: everything is looked at again.
    private const int MostTold = 200;

    // Clocks of instances differ: what grows too old within this may have grown too old for another one.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>Products whose listings were written.</summary>
    public HashSet<int> Written { get; } = [];

    /// <summary>Products whose listings would have been written, but for a newer report, with whether they would have been new.</summary>
    public Dictionary<int, bool> Outdated { get; } = [];

    /// <summary>As of when the listings of these products were reported last, for those that ever were.</summary>
    public static async Task<Dictionary<int, DateTimeOffset>> ReadAsync(
        StudioDb db, int channelId, IEnumerable<int> products, CancellationToken cancellation)
    {
        var ids = products.ToList();
        return ids.Count == 0 ? [] : await db.Set<ListingReport>()
            .Where(report => report.ChannelId == channelId && EF.Parameter(ids).Contains(report.ProductId))
            .ToDictionaryAsync(report => report.ProductId, report => report.AsOf, cancellation);
    }

    /// <summary>What a file, or a person by it, says of listings that were ever reported is as good as a report. In the write of its step.</summary>
    public static Task RefreshAsync(WriteSession session, int after, int last, CancellationToken cancellation) => BulkSql.RunAsync(
        session,
        $"""
        UPDATE "ListingReports" SET "AsOf" = @p2
        FROM {session.Sql.Staged("Touched")} t JOIN {session.Sql.Staged("Listings")} n ON n."ProductId" = t."Id"
        WHERE "ListingReports"."ProductId" = n."ProductId" AND "ListingReports"."ChannelId" = n."ChannelId" AND "ListingReports"."AsOf" < @p2
            AND t."Turn" > @p0 AND t."Turn" <= @p1
        """,
        cancellation, after, last, session.Now);

    /// <summary>Takes out of a step of an import what a newer report has said meanwhile.</summary>
    public async Task LeaveOutdatedAsync(WriteSession session, int after, int last, CancellationToken cancellation)
    {
        var step = await StepAsync(session, after, last, cancellation);
        var known = await KnownAsync(session, [.. step.Keys], cancellation);
        var newer = step.Where(row => known.TryGetValue(row.Key, out var asOf) && asOf > sent[row.Key]).ToList();
        if (newer.Count == 0)
        {
            return;
        }

        newer.ForEach(row => Outdated[row.Key] = row.Value);
        await BulkSql.RunAsync(
            session, $"DELETE FROM {session.Sql.Staged("Touched")} WHERE \"Id\" IN (SELECT i.value FROM {session.Sql.Numbers("@p0", "i")})", cancellation,
            BulkSql.Array(newer.Select(row => row.Key)));
    }

    /// <summary>Keeps as of when the listings of a step are reported, which is written with them.</summary>
    public async Task KeepAsync(WriteSession session, int after, int last, CancellationToken cancellation)
    {
        var step = await StepAsync(session, after, last, cancellation);
        Written.UnionWith(step.Keys);
        await KeepAsync(session, step.Keys, cancellation);
    }

    /// <summary>
    /// Keeps as of when listings were reported that are as they were. Where panels go by the age of reports, those are told that have not been fresh: nothing
    /// else says that they are again.
    /// </summary>
    /// <param name="before">Of them, as it was when they were compared.</param>
    /// <returns>Those that others have reported meanwhile too, by an older report: they have to be compared again. A newer one makes them outdated.</returns>
    public async Task<Outcome<int[]>> KeepUnchangedAsync(
        StudioStore store, Actor actor, IReadOnlyCollection<int> products, IReadOnlyDictionary<int, DateTimeOffset> before, CancellationToken cancellation)
    {
        if (products.Count == 0)
        {
            return Array.Empty<int>();
        }

        await using var session = await store.WriteAsync(actor, "", cancellation);
        var known = await KnownAsync(session, products, cancellation);
        DateTimeOffset? Last(int product) => known.TryGetValue(product, out var asOf) ? asOf : null;
        DateTimeOffset? First(int product) => before.TryGetValue(product, out var asOf) ? asOf : null;
        foreach (var product in products.Where(product => Last(product) > sent[product]))
        {
            Outdated[product] = false;
        }

        int[] again = [.. products.Where(product => !Outdated.ContainsKey(product) && Last(product) != First(product))];
        int[] kept = [.. products.Where(product => !Outdated.ContainsKey(product)).Except(again)];
        kept = [.. await BulkSql.ListAsync(
            session, $"SELECT \"Id\" FROM \"Products\" WHERE \"Id\" IN (SELECT i.value FROM {session.Sql.Numbers("@p0", "i")})", row => row.GetInt32(0),
            cancellation, BulkSql.Array(kept))];
        await KeepAsync(session, kept, cancellation);
        if (await session.Db.Set<PanelSettings>().Where(settings => settings.ChannelId == channelId).Select(settings => settings.MaxReportHours)
            .FirstOrDefaultAsync(cancellation) is { } hours
            && kept.Where(product => !(Last(product) > session.Now.AddHours(-hours) + Margin)).ToArray() is { Length: > 0 } fresh)
        {
            session.Purpose = $"Price and stock of {English.Count(fresh.Length, "product")} are reported again";
            Array.ForEach(
                fresh.Length > MostTold ? [0] : fresh,
                product => session.Tell(Change.Told(
                    nameof(ListingReport), string.Create(CultureInfo.InvariantCulture, $"{product}/{channelId}"), null, new Dictionary<string, string?>())));
            if ((await session.CommitAsync(cancellation)).IsRefused(out var refusal, out _))
            {
                return refusal;
            }
        }
        else
        {
            await session.CommitBareAsync(cancellation);
        }

        return again;
    }

    /// <returns>The products of the step, each with whether its listing is new.</returns>
    private async Task<Dictionary<int, bool>> StepAsync(WriteSession session, int after, int last, CancellationToken cancellation) =>
        (await BulkSql.ListAsync(
            session,
            $"""
            SELECT t."Id", n."Base" IS NULL FROM {session.Sql.Staged("Touched")} t {session.Sql.ThenJoin} {session.Sql.Staged("Listings")} n
            ON n."ProductId" = t."Id" WHERE t."Turn" > @p0 AND t."Turn" <= @p1 AND n."ChannelId" = @p2
            """,
            row => (Id: row.GetInt32(0), IsNew: row.GetBoolean(1)), cancellation, after, last, channelId))
        .Where(row => sent.ContainsKey(row.Id)).ToDictionary(row => row.Id, row => row.IsNew);

    private async Task<Dictionary<int, DateTimeOffset>> KnownAsync(WriteSession session, IReadOnlyCollection<int> products, CancellationToken cancellation) =>
        (await BulkSql.ListAsync(
            session,
            $"""
            SELECT "ProductId", "AsOf" FROM "ListingReports"
            WHERE "ChannelId" = @p0 AND "ProductId" IN (SELECT i.value FROM {session.Sql.Numbers("@p1", "i")})
            """,
            row => (Id: row.GetInt32(0), AsOf: DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1))), cancellation, channelId, BulkSql.Array(products)))
        .ToDictionary(row => row.Id, row => row.AsOf);

    private async Task KeepAsync(WriteSession session, IEnumerable<int> products, CancellationToken cancellation)
    {
        foreach (var chunk in products.Chunk(RowsAtOnce))
        {
            var rows = new StringBuilder();
            foreach (var product in chunk)
            {
                rows.Append(rows.Length > 0 ? ", " : "")
                    .Append(CultureInfo.InvariantCulture, $"({product}, {channelId}, {sent[product].ToUnixTimeMilliseconds()})");
            }

            await BulkSql.RunAsync(
                session,
                $"""
                INSERT INTO "ListingReports" ("ProductId", "ChannelId", "AsOf") VALUES {rows}
                ON CONFLICT ("ProductId", "ChannelId") DO UPDATE SET "AsOf" = excluded."AsOf" WHERE excluded."AsOf" > "ListingReports"."AsOf"
                """,
                cancellation);
        }
    }
}
