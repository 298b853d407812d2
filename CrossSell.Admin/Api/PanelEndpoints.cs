using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CrossSell.Core.Panels;
using CrossSell.Core.People;

namespace CrossSell.Admin.Api;

/// <summary><c>GET /api/v1/products/{sku}/panel</c>: the panel that a storefront draws, from memory.</summary>
internal static class PanelEndpoints
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static void MapPanels(this RouteGroupBuilder api) => api.MapGet("/products/{sku}/panel", Get);

    private static IResult Get(
        HttpContext http, PanelService panels, string sku, string? placement, string? channel, string? locale, string? segment, string[]? cart, string? limit, string? at, string? explain)
    {
        var key = ApiAccess.KeyOf(http);
        var isExplained = explain is "true" or "1";
        if (key.Kind != ApiKeyKind.Secret && (isExplained || at is not null))
        {
            return ApiProblems.Of(StatusCodes.Status403Forbidden, "key.kind", "explain and at need a secret key, which stays on your server.");
        }

        if (Placement(placement) is not { } place)
        {
            return ApiProblems.Of(StatusCodes.Status400BadRequest, "panel.placement", "placement is product-page, cart or checkout.", "placement");
        }

        if (!TryInstant(at, out var instant))
        {
            return ApiProblems.Of(StatusCodes.Status400BadRequest, "panel.at", "at is an instant such as 2026-11-27T09:00:00Z.", "at");
        }

        int? slots = null;
        if (limit is not null)
        {
            if (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return ApiProblems.Of(StatusCodes.Status400BadRequest, "panel.limit", $"limit is a number from 1 to {PanelService.MaxLimit}.", "limit");
            }

            slots = number;
        }

        // Before anything is looked up: a key learns nothing of channels that are not its own.
        var own = panels.ChannelCode(key.ChannelId);
        if (key.ChannelId is not null && channel is not null && !string.Equals(channel, own, StringComparison.OrdinalIgnoreCase))
        {
            return ApiProblems.Of(StatusCodes.Status403Forbidden, "key.channel", "This key is for another channel.", "channel");
        }

        var query = new PanelQuery(sku, channel ?? own, place, locale, segment, cart, slots, instant, OnSaleOnly: key.Kind != ApiKeyKind.Secret);
        if (panels.Resolve(query).IsRefused(out var refusal, out var answer))
        {
            return ApiProblems.Of(refusal);
        }

        var tag = $"\"{answer.Panel.Version}{(isExplained ? "-x" : "")}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = key.Kind == ApiKeyKind.Secret ? "private, no-cache" : "public, max-age=30, stale-while-revalidate=300";
        http.Response.Headers.Vary = "Authorization";
        return http.Request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Contains(tag)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Json(PanelJson.Of(answer, $"{http.Request.Scheme}://{http.Request.Host}", isExplained), Json);
    }

    public static PanelPlacement? Placement(string? text) => text switch
    {
        null or "" or "product-page" or "product" => PanelPlacement.ProductPage,
        "cart" => PanelPlacement.Cart,
        "checkout" => PanelPlacement.Checkout,
        _ => null,
    };

    /// <summary>True for nothing, and for an instant with its offset; a time without one is UTC.</summary>
    public static bool TryInstant(string? text, out DateTimeOffset? instant)
    {
        instant = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        var read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsed);
        instant = read ? parsed : null;
        return read;
    }
}
