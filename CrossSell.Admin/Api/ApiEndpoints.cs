namespace CrossSell.Admin.Api;

/// <summary>The addresses that machines call. Each group keeps its own access rule.</summary>
internal static class ApiEndpoints
{
    public static void MapApi(this WebApplication app)
    {
        app.MapPictures();
    }
}
