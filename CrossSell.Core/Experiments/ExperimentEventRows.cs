using System.Data.Common;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CrossSell.Core.Experiments;

/// <summary>Visitors of experiments, by experiment and by the first 64 bits of their hash.</summary>
internal sealed class SeenVisitors
{
    private readonly Dictionary<(int Experiment, long Key), SeenVisitor> all = [];

    public int Count => all.Count;

    public IEnumerable<KeyValuePair<(int Experiment, long Key), SeenVisitor>> All => all;

    public void Add(int experiment, long key, SeenVisitor seen)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(all, (experiment, key), out var isKnown);
        known = isKnown ? known.And(seen) : seen;
    }

    public void Add(SeenVisitors others)
    {
        all.EnsureCapacity(Math.Max(all.Count, others.all.Count));
        foreach (var ((experiment, key), seen) in others.all)
        {
            Add(experiment, key, seen);
        }
    }
}

/// <summary>Reads events of experiments row by row, and keeps the visitors that they make: made into objects first, millions of them take minutes.</summary>
internal static class ExperimentEventRows
{
    /// <summary>Letters of a visitor's hash that its key is made of.</summary>
    public const int KeyLetters = 16;

    private const int StepRows = 20_000;

    // The plus keeps the planner from an index that would lead through the whole table in another order: the events are one range of ids.
    private const string Events =
        """
        SELECT "At", "Arm", SUBSTR("Visitor", 1, 16), "Device", "Source", "Traffic" FROM "ShopEvents"
        WHERE "Id" > @p0 AND "Id" <= @p1 AND +"ChannelId" = @p2 AND "Arm" IS NOT NULL AND "Visitor" IS NOT NULL
        """;

    private const string Kept =
        """
        SELECT "Key", "Arm", "FirstAt", "LastAt", "Events", "Device", "Source", "Marks" FROM "ExperimentVisitors" WHERE "ExperimentId" = @p0
        """;

    private const string Sample =
        """
        SELECT SUBSTR("Visitor", 1, 16), MAX("At"), MIN("At") FROM "ShopEvents"
        WHERE "Visitor" >= @p0 AND "Visitor" < @p1 AND +"ChannelId" = @p2 AND "At" >= @p3
        """;

    /// <summary>The events of a shop between two ids, the first exclusive.</summary>
    /// <param name="arms">How many arms each of the experiments has that count; words of others are passed over.</param>
    public static async Task<SeenVisitors> ReadAsync(
        StudioDb db, int channelId, long after, long upTo, IReadOnlyDictionary<int, int> arms, CancellationToken cancellation)
    {
        await using var command = await CommandAsync(db, Events, [after, upTo, channelId], cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await Task.Run(() => Read(reader, arms, cancellation), cancellation);
    }

    private static SeenVisitors Read(DbDataReader reader, IReadOnlyDictionary<int, int> arms, CancellationToken cancellation)
    {
        var seen = new SeenVisitors();
        var words = new Dictionary<string, (int Experiment, int Arm)[]>(StringComparer.Ordinal);
        for (var row = 0; reader.Read(); row++)
        {
            if (row % 65_536 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            var word = reader.GetString(1);
            if (!words.TryGetValue(word, out var named))
            {
                named = [.. ArmWord.Read(word).Select(arm => (arm.ExperimentId, Arm: arm.Arm[0] - 'a'))
                    .Where(arm => arms.TryGetValue(arm.ExperimentId, out var count) && arm.Arm >= 0 && arm.Arm < count)];
                words.Add(word, named);
            }

            if (named.Length == 0)
            {
                continue;
            }

            var key = KeyOf(reader.GetString(2));
            var device = reader.IsDBNull(3) ? 0 : VisitorGroups.PlaceOf(VisitorGroups.Devices, reader.GetString(3));
            var source = reader.IsDBNull(4) ? 0 : VisitorGroups.PlaceOf(VisitorGroups.Sources, reader.GetString(4));
            var marks = reader.IsDBNull(5) ? VisitorMarks.None : reader.GetString(5) switch
            {
                "bot" => VisitorMarks.Bot,
                "staff" => VisitorMarks.Staff,
                _ => VisitorMarks.None,
            };
            foreach (var (experiment, arm) in named)
            {
                seen.Add(experiment, key, SeenVisitor.Of(new SeenEvent(arm, reader.GetInt64(0), device, source, marks)));
            }
        }

        return seen;
    }

    /// <summary>The first 64 bits of a visitor's hash.</summary>
    public static long KeyOf(ReadOnlySpan<char> hash) =>
        ulong.TryParse(hash[..Math.Min(hash.Length, KeyLetters)], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var key)
            ? unchecked((long)key)
            : OtherKeyOf(hash);

    // Of a hash that another version wrote otherwise (FNV-1a; Fowler, Noll and Vo).
    private static long OtherKeyOf(ReadOnlySpan<char> text)
    {
        var key = 14_695_981_039_346_656_037UL;
        foreach (var letter in text)
        {
            key = unchecked((key ^ letter) * 1_099_511_628_211UL);
        }

        return unchecked((long)key);
    }

    /// <summary>The next part of what was seen, as texts of JSON for <see cref="KeepAsync"/>.</summary>
    public static IEnumerable<(int Experiment, string Rows)> Parts(SeenVisitors seen)
    {
        // One pass for each of the few experiments: put together first, millions of visitors would be in memory twice.
        foreach (var experiment in seen.All.Select(item => item.Key.Experiment).Distinct().ToList())
        {
            foreach (var part in seen.All.Where(item => item.Key.Experiment == experiment).Chunk(StepRows))
            {
                var text = new StringBuilder("[", part.Length * 64);
                foreach (var ((_, key), visitor) in part)
                {
                    text.Append(text.Length > 1 ? ",[" : "[").Append(
                        CultureInfo.InvariantCulture,
                        $"{key},{visitor.Arm},{visitor.FirstAt},{visitor.LastAt},{visitor.Events},{visitor.Device},{visitor.Source},{(int)visitor.Marks}]");
                }

                yield return (experiment, text.Append(']').ToString());
            }
        }
    }

    /// <summary>Adds what was seen to the visitors that are kept, as <see cref="SeenVisitor.And"/> does; what was added before is not added again.</summary>
    public static async Task KeepAsync(
        StudioDb db, IDbContextTransaction transaction, (int ChannelId, int Experiment, string Rows, long UpTo) part, CancellationToken cancellation)
    {
        var item = (int at) => db.Sql.Item("seen", at);
        const string isFirst =
            """
            (excluded."FirstAt" < "ExperimentVisitors"."FirstAt" OR (excluded."FirstAt" = "ExperimentVisitors"."FirstAt"
             AND (excluded."Device", excluded."Source") < ("ExperimentVisitors"."Device", "ExperimentVisitors"."Source")))
            """;
        var sql =
            $"""
             INSERT INTO "ExperimentVisitors"
                 ("ExperimentId", "ChannelId", "UpTo", "Key", "Arm", "FirstAt", "LastAt", "Events", "Device", "Source", "Marks")
             SELECT CAST(@p1 AS INTEGER), CAST(@p2 AS INTEGER), CAST(@p3 AS BIGINT),
                 {item(0)}, {item(1)}, {item(2)}, {item(3)}, {item(4)}, {item(5)}, {item(6)}, {item(7)}
             FROM {db.Sql.Rows("@p0", "seen")} WHERE true
             ON CONFLICT ("ExperimentId", "Key") DO UPDATE SET
                 "Device" = CASE WHEN {isFirst} THEN excluded."Device" ELSE "ExperimentVisitors"."Device" END,
                 "Source" = CASE WHEN {isFirst} THEN excluded."Source" ELSE "ExperimentVisitors"."Source" END,
                 "FirstAt" = CASE WHEN excluded."FirstAt" < "ExperimentVisitors"."FirstAt"
                     THEN excluded."FirstAt" ELSE "ExperimentVisitors"."FirstAt" END,
                 "LastAt" = CASE WHEN excluded."LastAt" > "ExperimentVisitors"."LastAt" THEN excluded."LastAt" ELSE "ExperimentVisitors"."LastAt" END,
                 "Events" = "ExperimentVisitors"."Events" + excluded."Events",
                 "Marks" = "ExperimentVisitors"."Marks" | excluded."Marks"
                     | CASE WHEN excluded."Arm" = "ExperimentVisitors"."Arm" THEN 0 ELSE {(int)VisitorMarks.TwoArms} END,
                 "Arm" = CASE WHEN excluded."Arm" < "ExperimentVisitors"."Arm" THEN excluded."Arm" ELSE "ExperimentVisitors"."Arm" END,
                 "UpTo" = excluded."UpTo"
             WHERE "ExperimentVisitors"."UpTo" < excluded."UpTo"
             """;
        await using var command = await CommandAsync(db, sql, [part.Rows, part.Experiment, part.ChannelId, part.UpTo], cancellation);
        command.Transaction = transaction.GetDbTransaction();
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>All that are kept of an experiment, one by one.</summary>
    public static async Task EachAsync(StudioDb db, int experiment, Action<long, SeenVisitor> each, CancellationToken cancellation)
    {
        await using var command = await CommandAsync(db, Kept, [experiment], cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await Task.Run(
            () =>
            {
                while (reader.Read())
                {
                    each(reader.GetInt64(0), new SeenVisitor
                    {
                        Arm = reader.GetInt32(1), FirstAt = reader.GetInt64(2), LastAt = reader.GetInt64(3), Events = reader.GetInt32(4),
                        Device = Within(VisitorGroups.Devices, reader.GetInt32(5)), Source = Within(VisitorGroups.Sources, reader.GetInt32(6)),
                        Marks = (VisitorMarks)reader.GetInt32(7),
                    });
                }
            },
            cancellation);

        // A newer version may know more words.
        static int Within(IReadOnlyList<string> words, int place) => place >= 0 && place < words.Count ? place : 0;
    }

    /// <summary>Newest and oldest event of a sample of a shop's visitors: those whose hash lies between two texts.</summary>
    /// <param name="placements">Names of the places that count; empty is all.</param>
    public static async Task<IReadOnlyList<(long Newest, long Oldest)>> SampleAsync(
        StudioDb db, int channelId, (string From, string Until) hashes, DateTimeOffset since, IReadOnlyList<string> placements,
        CancellationToken cancellation)
    {
        var sql = new StringBuilder(Sample);
        if (placements.Count > 0)
        {
            sql.Append(" AND \"Placement\" IN (")
                .AppendJoin(", ", Enumerable.Range(4, placements.Count).Select(at => string.Create(CultureInfo.InvariantCulture, $"@p{at}"))).Append(')');
        }

        sql.Append(" GROUP BY 1");
        await using var command = await CommandAsync(
            db, sql.ToString(), [hashes.From, hashes.Until, channelId, since.ToUnixTimeMilliseconds(), .. placements], cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<(long, long)>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add((reader.GetInt64(1), reader.GetInt64(2)));
        }

        return found;
    }

    private static async Task<DbCommand> CommandAsync(StudioDb db, string sql, IReadOnlyList<object> values, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // This class's own words only.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var at = 0; at < values.Count; at++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@p" + at.ToString(CultureInfo.InvariantCulture);
            parameter.Value = values[at];
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
