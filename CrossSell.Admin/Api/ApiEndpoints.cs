using CrossSell.Admin.Hosting;

namespace CrossSell.Admin.Api;

/// <summary>The addresses that machines call. Each group keeps its own access rule.</summary>
internal static class ApiEndpoints
{
    public const string CorsPolicy = "storefronts";

    public static void MapApi(this WebApplication app)
    {
        app.MapApiDocument();
        ApiDocsPage.Map(app);
        app.MapPictures();
        app.MapMedia();
        var api = app.MapDelivery();
        api.MapPanels();
        api.MapOffers();
        api.MapPanelBatch();
        api.MapEvents();
        api.MapOrders();
        api.MapCatalog();
        api.MapFeeds();
        // An address that is none of the API's gets a problem, not the studio's page.
        app.Map("/api/{**rest}", () => ApiProblems.Of(StatusCodes.Status404NotFound, "not-found", "There is no such API endpoint.")).AllowAnonymous();
    }

    /// <summary>What storefronts ask with a key, from pages of any origin.</summary>
    public static RouteGroupBuilder MapDelivery(this WebApplication app) =>
        app.MapGroup("/api/v1").AllowAnonymous().RequireCors(CorsPolicy).RequireRateLimiting(RequestLimits.Storefront).AddEndpointFilter<ApiAccess>();
}
