using System.Globalization;
using System.Security.Cryptography;
using CrossSell.Admin.Api;
using CrossSell.Admin.Hosting;
using CrossSell.Admin.Shared;
using CrossSell.Core.Demo;
using CrossSell.Core.Exchange;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossSell.Admin.Features.DemoShop;

/// <summary>
/// <c>/demo-shop</c>: sample storefronts that use the studio as any shop does, by its public API and the embed. Open to anybody, and there only in Development
/// or where the operator switched it on.
/// </summary>
internal static class DemoShopEndpoints
{
    public static void MapDemoShop(this WebApplication app)
    {
        var shop = app.MapGroup(SampleShops.Address).AllowAnonymous().RequireRateLimiting(RequestLimits.Storefront).ExcludeFromDescription();
        if (!SampleShops.IsOn(app.Configuration, app.Environment))
        {
            shop.MapGet("/{**rest}", (HttpContext http) => Nothing(http));
            return;
        }

        shop.MapGet("/", async (DemoStorefront front, CancellationToken cancellation) => Page<SampleShopsPage>(
            new { Shops = await front.ShopsAsync(cancellation) }));
        shop.MapGet("/{channel}", (HttpContext http, DemoStorefront front, string channel, string? lang, string? section) =>
            ShowAsync(http, front, SampleView.Home, channel, lang, section));
        shop.MapGet("/{channel}/p/{sku}", (HttpContext http, DemoStorefront front, string channel, string sku, string? lang) =>
            ShowAsync(http, front, SampleView.Product, channel, lang, sku: sku));
        shop.MapPost("/{channel}/orders", OrderAsync);
        foreach (var (path, view) in new[] { ("checkout", SampleView.Checkout), ("thanks", SampleView.Thanks), ("account", SampleView.Account) })
        {
            shop.MapGet($"/{{channel}}/{path}", (HttpContext http, DemoStorefront front, string channel, string? lang) =>
                ShowAsync(http, front, view, channel, lang));
        }

        // What it does not have is not there: the studio's sign-in page is nothing for shoppers.
        shop.MapFallback((HttpContext http) => Nothing(http));
    }

    /// <summary>
    /// The sample shop's own server: takes the order of a page and tells the studio, with the tokens of the panels that its lines came from. Prices are the
    /// shop's own; only a bundle's share is taken from the page, and never above the price.
    /// </summary>
    private static async Task<IResult> OrderAsync(
        HttpContext http, DemoStorefront front, OrderIntake intake, FrontDoor door, TimeProvider time, string channel, SampleOrder order)
    {
        if (http.Request.Headers.Origin.ToString() is { Length: > 0 } origin && !door.IsOwn(origin, http.Request))
        {
            return ApiProblems.Of(StatusCodes.Status403Forbidden, "sample.origin", "Orders come from the shop's own pages.");
        }

        if (await front.FindAsync(channel, null, http.RequestAborted) is not { } shop)
        {
            return Nothing(http);
        }

        if ((await order.LinesAsync(front, shop, http.RequestAborted)).IsRefused(out var refusal, out var lines))
        {
            return ApiProblems.Of(refusal);
        }

        var now = time.GetUtcNow();
        var id = string.Create(CultureInfo.InvariantCulture, $"S{now:yyMMdd}-{RandomNumberGenerator.GetInt32(100_000, 1_000_000)}");
        var sent = new SentOrder(id, now.ToString("O", CultureInfo.InvariantCulture), null, null, lines) { Visitor = order.Visitor };
        return (await intake.TakeAsync(DemoLoader.Loader, shop.Channel, [sent], validateOnly: false, http.RequestAborted))
            .IsRefused(out refusal, out var report)
            ? ApiProblems.Of(refusal)
            : report.Problems is [var problem, ..]
                ? ApiProblems.Of(StatusCodes.Status400BadRequest, problem.Code, problem.Message, problem.Field)
                : TypedResults.Json(new { id });
    }

    private static async Task<IResult> ShowAsync(
        HttpContext http, DemoStorefront front, SampleView view, string channel, string? lang, string? section = null, string? sku = null)
    {
        if (await front.FindAsync(channel, lang, http.RequestAborted) is not { } shop)
        {
            return Nothing(http);
        }

        var product = sku is null ? null : await front.ProductAsync(shop, sku, http.RequestAborted);
        IReadOnlyList<SampleProduct> products = view == SampleView.Home
            ? [.. (await front.ListAsync(shop, http.RequestAborted)).Where(item => section is null || item.Section == section)]
            : [];
        http.Response.StatusCode = view == SampleView.Product && product is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        return Page<SampleShopPage>(new
        {
            Page = new SamplePage(view, shop, await front.KeyAsync(shop.Channel, http.RequestAborted), section, products, product),
        });
    }

    private static RazorComponentResult<TPage> Page<TPage>(object parameters)
        where TPage : Microsoft.AspNetCore.Components.IComponent => new(parameters) { PreventStreamingRendering = true };

    private static NotFound Nothing(HttpContext http)
    {
        // The studio's page that says so is for those who have signed in.
        http.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        return TypedResults.NotFound();
    }
}
