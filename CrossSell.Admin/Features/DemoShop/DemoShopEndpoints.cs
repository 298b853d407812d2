using CrossSell.Admin.Hosting;
using CrossSell.Core.Demo;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossSell.Admin.Features.DemoShop;

/// <summary>
/// <c>/demo-shop</c>: sample storefronts that use the studio as any shop does, by its public API and the embed. Open to anybody, and there only in Development
/// or where the operator switched it on.
/// </summary>
internal static class DemoShopEndpoints
{
    public const string Address = "/demo-shop";

    private const string Setting = "CrossSell:DemoShop";

    public static void MapDemoShop(this WebApplication app)
    {
        var shop = app.MapGroup(Address).AllowAnonymous().RequireRateLimiting(RequestLimits.Storefront).ExcludeFromDescription();
        if (!IsOn(app.Configuration, app.Environment))
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
        foreach (var (path, view) in new[] { ("checkout", SampleView.Checkout), ("thanks", SampleView.Thanks), ("account", SampleView.Account) })
        {
            shop.MapGet($"/{{channel}}/{path}", (HttpContext http, DemoStorefront front, string channel, string? lang) =>
                ShowAsync(http, front, view, channel, lang));
        }
    }

    /// <summary>Whether there are sample shops.</summary>
    public static bool IsOn(IConfiguration configuration, IHostEnvironment environment) => configuration.GetValue(Setting, environment.IsDevelopment());

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
