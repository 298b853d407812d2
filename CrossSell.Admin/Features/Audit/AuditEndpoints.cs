using System.Globalization;
using System.Text;
using CrossSell.Admin.Hosting;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.History;
using CrossSell.Core.People;

namespace CrossSell.Admin.Features.Audit;

/// <summary>What a filter of the audit log finds, as a file: a line for each object that a write changed, streamed.</summary>
internal static class AuditEndpoints
{
    private static readonly string[] Columns =
        ["change", "at", "who", "what", "object", "name", "object change", "fields", "before", "after", "undone"];

    public static void MapAuditFile(this WebApplication app) =>
        app.MapGet(Addresses.AuditFile, GetAsync).RequireAuthorization(nameof(Permission.Administer)).RequireRateLimiting(RequestLimits.Files);

    private static async Task<IResult> GetAsync(
        HttpContext context, RequestActor actors, CatalogDefinitions definitions, AuditLog log, CancellationToken cancellation)
    {
        var actor = await actors.GetAsync(context);
        var asked = context.Request.Query;
        var state = new AuditPageState();
        state.Read(asked["q"], asked["who"], asked["kind"], asked["shop"], asked["from"], asked["to"]);
        var filter = state.ToFilter(await definitions.ChannelsAsync(actor.Reads, cancellation), ZoneOf(context));
        return Results.Stream(
            async stream =>
            {
                // With its mark, so that a spreadsheet reads the letters right.
                await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
                await CsvCells.WriteLineAsync(writer, Columns);
                await foreach (var (line, rows) in log.ExportAsync(filter, actor, cancellation))
                {
                    string[] start =
                    [
                        line.Id.ToString(CultureInfo.InvariantCulture), line.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                        line.ActorName, line.Purpose,
                    ];
                    var undone = line.IsUndone ? "yes" : "no";
                    if (rows.Count == 0)
                    {
                        await CsvCells.WriteLineAsync(writer, [.. start, "", "", "", "", "", "", undone]);
                    }

                    foreach (var row in rows)
                    {
                        await CsvCells.WriteLineAsync(writer,
                        [
                            .. start, row.What, row.Name, AuditWords.Of(row.Kind), Joined(row, field => field.Name),
                            Joined(row, field => Plain(field, field.Before)), Joined(row, field => Plain(field, field.After)), undone,
                        ]);
                    }
                }
            },
            "text/csv; charset=utf-8",
            "audit-log.csv");
    }

    // The days of the filter are those of the page that the file is asked for on; in the file itself, times are UTC.
    private static TimeZoneInfo ZoneOf(HttpContext context) => (context.Features.Get<PersonalFormat>() ?? PersonalFormat.Default).Zone;

    private static string Plain(AuditField field, string? value) => AuditWords.Value(field, value, money => money.ToString());

    private static string Joined(AuditRow row, Func<AuditField, string> part) => string.Join(" | ", row.Fields.Select(part));
}
