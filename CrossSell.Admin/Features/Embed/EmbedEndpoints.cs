using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using CrossSell.Admin.Api;
using CrossSell.Admin.Hosting;
using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace CrossSell.Admin.Features.Embed;

/// <summary>
/// What shops put into their pages beside the API: the scripts of <c>/embed</c> for any origin, the panel as HTML for who has no script, and the panel as a
/// page for a frame. Shows only what the shop shows anyway.
/// </summary>
internal static class EmbedEndpoints
{
    private const string Html = "text/html; charset=utf-8";

    /// <summary>
    /// Lets pages of every origin load what lies under <c>/embed</c> (a module is asked for with CORS), and says how long it may be kept: for ever under the
    /// version that it has, else a few minutes, so that a shop that names no version has the next one soon. An old version's address gets the present one.
    /// </summary>
    public static void UseEmbedScripts(this WebApplication app) => app.Use((context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments("/embed", out var rest) || Path.GetExtension(rest.Value) is not (".js" or ".css"))
        {
            return next();
        }

        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.AccessControlAllowOrigin = "*";
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";
            if (!app.Environment.IsDevelopment() && context.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified)
            {
                headers.CacheControl = context.Request.Query["v"] == app.Services.GetRequiredService<EmbedScript>().Version
                    ? "public, max-age=31536000, immutable"
                    : "public, max-age=300, stale-while-revalidate=86400";
            }

            return Task.CompletedTask;
        });
        return next();
    });

    public static void MapEmbed(this WebApplication app)
    {
        app.MapGet(EmbedScript.SheetAddress, (EmbedScript script) => TypedResults.Text(script.Sheet, "text/css; charset=utf-8")).AllowAnonymous();
        app.MapGet("/embed/panel/{sku}", Frame).AllowAnonymous().RequireRateLimiting(RequestLimits.Storefront);
        app.MapGet("/embed/panel/{sku}/offer/{code}", Offer).AllowAnonymous().RequireRateLimiting(RequestLimits.Storefront);
        app.MapDelivery().MapGet("/products/{sku}/panel.html", HtmlAsync)
            .WithName("getPanelHtml").WithTags("Panels")
            .WithSummary("The panel as HTML, for pages without a script: put it into a page on your server.")
            .Produces<string>(contentType: "text/html")
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> HtmlAsync(
        HttpContext http, PanelService panels, FrontDoor door, [Description("SKU of the main product, case-insensitive.")] string sku,
        [AsParameters] PanelPlace place, [AsParameters] PanelHtmlLook look)
    {
        if (place.Read(sku, ApiAccess.KeyOf(http), panels, out var status).IsRefused(out var refusal, out var query))
        {
            return status is { } own ? ApiProblems.Of(own, refusal) : ApiProblems.Of(refusal);
        }

        // As the shopper sees it, whichever key asks: what a server puts into its page is for everybody.
        // Nor is anybody in an experiment here: the markup tells nobody which arm it was, so that it could not be counted.
        query = query with { OnSaleOnly = true, PassesOverUnknownSegment = true, Visitor = null };

        if (look.Wrong is { } wrong)
        {
            return ApiProblems.Of(wrong);
        }

        PanelAnswer? answer = null;
        if (panels.Resolve(query).IsRefused(out refusal, out var resolved))
        {
            // A product that is not sold has nothing to show: never an error in a shopper's page.
            if (refusal is not { Code: Refusal.NotFoundCode, Field: "sku" })
            {
                return ApiProblems.Of(refusal);
            }
        }
        else
        {
            answer = resolved;
        }

        var origin = door.OriginFor(http.Request);
        var html = answer is { Panel.IsShown: true } ? await DrawAsync(http, answer, query, origin, look) : "";
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(html)))[..16]}\"");
        http.Response.GetTypedHeaders().ETag = tag;
        ApiCaching.Panel.Say(http, ApiAccess.KeyOf(http), door, isForShoppers: true);
        return http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Text(html, Html);
    }

    /// <summary>The panel as markup, by itself.</summary>
    private static async Task<string> DrawAsync(HttpContext http, PanelAnswer answer, PanelQuery query, string origin, PanelHtmlLook look)
    {
        await using var renderer = new HtmlRenderer(http.RequestServices, http.RequestServices.GetRequiredService<ILoggerFactory>());
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(PanelHtml.Panel)] = answer, [nameof(PanelHtml.Placement)] = PanelPlacements.CodeOf(query.Placement),
            [nameof(PanelHtml.Cart)] = query.Cart ?? [], [nameof(PanelHtml.Look)] = look, [nameof(PanelHtml.Origin)] = origin,
        });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<PanelHtml>(parameters)).ToHtmlString());
    }

    private static IResult Frame(HttpContext http, PanelService panels, string sku, [AsParameters] PanelPlace place)
    {
        if (place.ReadOpenly(sku).IsRefused(out var refusal, out var query)
            || panels.Resolve(query with { Visitor = null }).IsRefused(out refusal, out var answer))
        {
            return ApiProblems.Of(refusal);
        }

        http.Response.Headers.CacheControl = "public, max-age=30, stale-while-revalidate=300";
        return new RazorComponentResult<EmbedPage>(new
        {
            Panel = answer, Placement = PanelPlacements.CodeOf(query.Placement),
        })
        { PreventStreamingRendering = true };
    }

    // The frame has no key to ask the API with.
    private static Results<JsonHttpResult<BundleOfferJson>, ProblemHttpResult> Offer(
        PanelService panels, string sku, string code, string[]? pick, [AsParameters] PanelPlace place) =>
        place.ReadOpenly(sku).IsRefused(out var refusal, out var query) || OfferEndpoints.Picks(pick).IsRefused(out refusal, out var picks)
            || panels.Choose(query, code, picks).IsRefused(out refusal, out var chosen)
            ? ApiProblems.Of(refusal)
            : TypedResults.Json(PanelJson.Of(chosen.Offer, chosen.Channel, "", forShoppers: true), PanelEndpoints.Json);
}
