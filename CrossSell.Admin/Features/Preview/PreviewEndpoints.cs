using CrossSell.Admin.Shared;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossSell.Admin.Features.Preview;

/// <summary>
/// <c>/preview/frame</c>: a page of a shop, without anything of the studio, that draws what the studio hands it by a message from its own origin. It knows
/// nothing by itself, so it is the same for all shops and people.
/// </summary>
internal static class PreviewEndpoints
{
    public static void MapPreview(this WebApplication app) =>
        app.MapGet(Addresses.PreviewFrame, (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "private, max-age=300";
            return new RazorComponentResult<PreviewFramePage>() { PreventStreamingRendering = true };
        }).RequireAuthorization(nameof(Permission.Read));
}
