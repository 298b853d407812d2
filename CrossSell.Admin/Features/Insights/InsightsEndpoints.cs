using System.Text;
using CrossSell.Admin.Hosting;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Insights;
using CrossSell.Core.People;

namespace CrossSell.Admin.Features.Insights;

/// <summary>What the page shows of a shop as files, for those who may look into it.</summary>
internal static class InsightsEndpoints
{
    public static void MapInsightsFiles(this WebApplication app) => app.MapGet(Addresses.InsightsFile("{figure}"), GetAsync)
        .RequireAuthorization(nameof(Permission.Read)).RequireRateLimiting(RequestLimits.Files);

    private static async Task<IResult> GetAsync(
        HttpContext context, string figure, RequestActor actors, CatalogDefinitions definitions, InsightsQuery insights, CancellationToken cancellation)
    {
        var scope = (await actors.GetAsync(context)).Reads;
        var asked = context.Request.Query;
        if ((await definitions.ChannelsAsync(scope, cancellation)).FirstOrDefault(item => item.Code == asked["channel"]) is not { } channel)
        {
            return Results.NotFound();
        }

        var state = new InsightsPageState();
        state.Read(asked["period"], asked["compare"], asked["from"], asked["to"]);
        if (await insights.LoadAsync(scope, state.Question(channel.Id), cancellation) is not { } figures
            || InsightsFiles.Of(figure, figures) is not { } rows)
        {
            return Results.NotFound();
        }

        return Results.Stream(
            async stream =>
            {
                // With its mark, so that a spreadsheet reads the letters right.
                await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
                foreach (var row in rows)
                {
                    await CsvCells.WriteLineAsync(writer, row);
                }
            },
            "text/csv; charset=utf-8",
            $"insights-{figure}-{channel.Code}-{InsightsPageState.Text(figures.Period.From)}-{InsightsPageState.Text(figures.Period.To)}.csv");
    }
}
