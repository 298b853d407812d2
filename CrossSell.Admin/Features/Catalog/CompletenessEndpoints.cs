using System.Globalization;
using System.Text;
using CrossSell.Admin.Hosting;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.People;

namespace CrossSell.Admin.Features.Catalog;

/// <summary>The completeness report as a file: every product of a channel with what it lacks, streamed, for those who may look.</summary>
internal static class CompletenessEndpoints
{
    private const string Path = "/settings/completeness.csv";

    public static string Address(string channel, string locale) => $"{Path}?channel={Uri.EscapeDataString(channel)}&locale={Uri.EscapeDataString(locale)}";

    public static void MapCompletenessReport(this WebApplication app) => app.MapGet(Path, GetAsync).RequireAuthorization(nameof(Permission.Read))
        .RequireRateLimiting(RequestLimits.Files);

    private static async Task<IResult> GetAsync(
        HttpContext context, RequestActor actors, CatalogDefinitions definitions, CompletenessReport report, string? channel, string? locale,
        CancellationToken cancellation)
    {
        var scope = (await actors.GetAsync(context)).Reads;
        if ((await definitions.ChannelsAsync(scope, cancellation)).FirstOrDefault(item => item.Code == channel) is not { } found)
        {
            return Results.NotFound();
        }

        var wanted = found.Locales.Find(item => item == locale) ?? found.Locales.FirstOrDefault() ?? "";
        return Results.Stream(
            async stream =>
            {
                // With its mark, so that a spreadsheet reads the letters right.
                await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
                await CsvCells.WriteLineAsync(writer, ["sku", "name", "channel", "locale", "completeness", "missing"]);
                await foreach (var row in report.RowsAsync(scope, found, wanted, cancellation))
                {
                    await CsvCells.WriteLineAsync(
                        writer, [row.Sku, row.Name, found.Code, wanted, row.Percent.ToString(CultureInfo.InvariantCulture), row.Missing]);
                }
            },
            "text/csv; charset=utf-8",
            $"completeness-{found.Code}-{wanted}.csv");
    }
}
