using CrossSell.Admin.Api;
using CrossSell.Admin.Hosting;
using CrossSell.Core.Panels;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossSell.Admin.Features.Embed;

/// <summary>
/// <c>/embed/panel/{sku}</c>: the panel as a plain page for a frame in a shop, drawn by the same component as the preview. Shows only what the shop shows
/// anyway, so it needs no key.
/// </summary>
internal static class EmbedEndpoints
{
    public static void MapEmbed(this WebApplication app) =>
        app.MapGet("/embed/panel/{sku}", Get).AllowAnonymous().RequireRateLimiting(RequestLimits.Storefront);

    private static IResult Get(HttpContext http, PanelService panels, string sku, string? channel, string? placement, string? segment, string[]? cart)
    {
        var asked = panels.Resolve(new PanelQuery(sku, channel, PanelEndpoints.Placement(placement)
            ?? PanelPlacement.ProductPage, Segment: segment, Cart: cart, OnSaleOnly: true, PassesOverUnknownSegment: true));
        if (asked.IsRefused(out var refusal, out var answer))
        {
            return ApiProblems.Of(refusal);
        }

        http.Response.Headers.CacheControl = "public, max-age=30, stale-while-revalidate=300";
        return new RazorComponentResult<EmbedPage>(new { Answer = answer }) { PreventStreamingRendering = true };
    }
}
