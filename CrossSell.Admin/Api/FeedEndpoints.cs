using System.ComponentModel;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CrossSell.Admin.Hosting;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossSell.Admin.Api;

/// <summary>
/// <c>GET /api/v1/feeds/{links|bundles|panels}</c>: all of a shop, row by row while it is read, as lines of JSON or as CSV; bundles for Google Merchant too. A
/// feed that broke off goes on behind the cursor of the last row that came.
/// </summary>
internal static class FeedEndpoints
{
    private const string Lines = "application/x-ndjson";
    private const string Csv = "text/csv";

    // As often as somebody who reads along sees that it goes on.
    private const int FlushEvery = 100;

    public static void MapFeeds(this RouteGroupBuilder api)
    {
        var feeds = api.MapGroup("/feeds").WithTags("Feeds");
        Described<LinkFeedJson>(feeds.MapGet("/links", LinksAsync).WithName("getLinkFeed").WithSummary("All links that are on in a shop, as a stream."));
        Described<BundleFeedJson>(feeds.MapGet("/bundles", BundlesAsync).WithName("getBundleFeed")
            .WithSummary("All bundles that are on sale in a shop, as a stream; format=google is a feed for Google Merchant."));
        Described<PanelFeedJson>(feeds.MapGet("/panels", PanelsAsync).WithName("getPanelFeed")
            .WithSummary("The panel of each product of a shop, as a stream."));
    }

    private static void Described<TRow>(RouteHandlerBuilder route) => route
        .WithDescription(
            "One row a line. Each row names its cursor: when the stream breaks off, ask again with the cursor of the last row that came whole. Packed when "
            + "Accept-Encoding names gzip.")
        .RequireScope(ApiKeyScopes.Feeds)
        .Produces<TRow>(contentType: Lines, additionalContentTypes: Csv)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <summary>A whole number as it stands in a feed.</summary>
    public static string Cursor(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>An instant as it stands in a file.</summary>
    public static string? Said(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> LinksAsync(
        HttpContext http, StudioStore store, DeliveryFeeds feeds,
        [Description("Code of the shop; a key of one shop needs none.")] string? channel,
        [Description("ndjson (lines of JSON) or csv.")] string? format,
        [Description("Of the last row that came; goes on behind it.")] string? cursor)
    {
        var (ask, problem) = await ReadAsync(http, store, channel, format, cursor);
        return ask is null ? problem! : Send(
            http, ask, feeds.LinksAsync(ask.Channel, ask.After, http.RequestAborted), LinkFeedJson.Columns, LinkFeedJson.Of, row => row.Cells());
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> BundlesAsync(
        HttpContext http, StudioStore store, DeliveryFeeds feeds, MerchantFeed merchant, FrontDoor door,
        [Description("Code of the shop; a key of one shop needs none.")] string? channel,
        [Description("ndjson (lines of JSON), csv, or google (a feed for Google Merchant).")] string? format,
        [Description("Of the last row that came; goes on behind it.")] string? cursor)
    {
        var isGoogle = format == "google";
        var (ask, problem) = await ReadAsync(http, store, channel, isGoogle ? "csv" : format, cursor);
        if (ask is null)
        {
            return problem!;
        }

        if (!isGoogle)
        {
            return Send(
                http, ask, feeds.BundlesAsync(ask.Channel, ask.After, http.RequestAborted), BundleFeedJson.Columns, BundleFeedJson.Of, row => row.Cells());
        }

        var origin = door.OriginFor(http.Request);
        return Stream(http, Csv, async writer =>
        {
            var written = await merchant.WriteAsync(
                ReadScope.Only([ask.Channel.Id]), ask.Channel.Code, hash => origin + Shared.Addresses.Media(hash), writer, http.RequestAborted);
            if (written.IsRefused(out var refusal, out _))
            {
                throw new InvalidOperationException(refusal.Message);
            }
        });
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> PanelsAsync(
        HttpContext http, StudioStore store, DeliveryFeeds feeds, FrontDoor door,
        [Description("Code of the shop; a key of one shop needs none.")] string? channel,
        [Description("Where the panels are shown; by default the product page.")] string? placement,
        [Description("Language of the texts, such as nl-NL; by default the shop's first.")] string? locale,
        [Description("ndjson (lines of JSON) or csv.")] string? format,
        [Description("Of the last row that came; goes on behind it.")] string? cursor)
    {
        var (ask, problem) = await ReadAsync(http, store, channel, format, cursor);
        if (ask is null)
        {
            return problem!;
        }

        if (PanelPlacements.Find(placement) is not { } place)
        {
            return ApiProblems.Of(StatusCodes.Status400BadRequest, "panel.placement", $"placement is {PanelPlacements.Words}.", "placement");
        }

        var origin = door.OriginFor(http.Request);
        return Send(
            http, ask, feeds.PanelsAsync(ask.Channel, place, locale, ask.After, http.RequestAborted), PanelFeedJson.Columns,
            answer => new PanelFeedJson(Cursor(answer.Panel.Anchor.Id), PanelJson.Of(answer, origin, explain: false, forShoppers: true)), row => row.Cells());
    }

    private static async Task<(FeedAsk? Ask, ProblemHttpResult? Problem)> ReadAsync(
        HttpContext http, StudioStore store, string? code, string? format, string? cursor)
    {
        if (format is not (null or "ndjson" or "csv"))
        {
            return (null, ApiProblems.Of(StatusCodes.Status400BadRequest, "feed.format", "format is ndjson or csv; of bundles also google.", "format"));
        }

        long after = 0;
        if (!string.IsNullOrEmpty(cursor) && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            return (null, ApiProblems.Of(StatusCodes.Status400BadRequest, "feed.cursor", "cursor is that of a row of this feed, as it came.", "cursor"));
        }

        var (channel, problem) = await ApiChannel.FindAsync(store, ApiAccess.KeyOf(http), code, http.RequestAborted);
        return channel is null ? (null, problem) : (new FeedAsk(channel, format == "csv", after), null);
    }

    private static PushStreamHttpResult Send<TSource, TRow>(
        HttpContext http, FeedAsk ask, IAsyncEnumerable<TSource> rows, string[] columns, Func<TSource, TRow> row, Func<TRow, IEnumerable<string?[]>> cells) =>
        Stream(http, ask.IsCsv ? Csv : Lines, async writer =>
        {
            if (ask.IsCsv && ask.After == 0)
            {
                await CsvCells.WriteLineAsync(writer, columns);
            }

            var written = 0;
            await foreach (var source in rows)
            {
                var next = row(source);
                if (ask.IsCsv)
                {
                    foreach (var line in cells(next))
                    {
                        await CsvCells.WriteLineAsync(writer, line);
                    }
                }
                else
                {
                    await writer.WriteAsync(JsonSerializer.Serialize(next, PanelEndpoints.Json) + "\n");
                }

                if (++written % FlushEvery == 0)
                {
                    await writer.FlushAsync(http.RequestAborted);
                }
            }
        });

    private static PushStreamHttpResult Stream(HttpContext http, string type, Func<TextWriter, Task> write)
    {
        var isPacked = http.Request.GetTypedHeaders().AcceptEncoding.Any(accepted => accepted.Value == "gzip" && accepted.Quality is not 0);
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.Vary = "Accept-Encoding";
        if (isPacked)
        {
            http.Response.Headers.ContentEncoding = "gzip";
        }

        return TypedResults.Stream(
            async body =>
            {
                await using var packed = isPacked ? new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true) : null;
                await using var writer = new StreamWriter(packed ?? body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
                await write(writer);
            },
            $"{type}; charset=utf-8");
    }

    private sealed record FeedAsk(Channel Channel, bool IsCsv, long After);
}
