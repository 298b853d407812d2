using CrossSell.Core.Media;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace CrossSell.Admin.Api;

/// <summary>
/// Serves product pictures by content: <c>/media/{hash}</c> whole, <c>/media/{hash}/{width}</c> as WebP. Storefronts show them to anybody, and a hash
/// cannot be guessed. What an address names never changes, so that it is kept for ever; what is sent is only ever a picture that this studio drew.
/// </summary>
internal static class MediaEndpoints
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapMedia(this WebApplication app)
    {
        app.MapMethods("/media/{hash}", Methods, (string hash, HttpContext context, MediaStore files) => SendAsync(hash, null, context, files))
            .AllowAnonymous();
        app.MapMethods(
            "/media/{hash}/{width:int}", Methods,
            (string hash, int width, HttpContext context, MediaStore files) => SendAsync(hash, width, context, files)).AllowAnonymous();
        app.Map("/media/{**rest}", (HttpContext context) => Nothing(context)).AllowAnonymous();
    }

    private static async Task<Results<PhysicalFileHttpResult, NotFound>> SendAsync(string hash, int? width, HttpContext context, MediaStore files)
    {
        if (await files.FindAsync(hash, width) is not { } picture)
        {
            return Nothing(context);
        }

        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        // An image is all it is, wherever it is opened, and any shop may show it.
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.ContentDisposition = "inline";
        return TypedResults.PhysicalFile(
            picture.Path, picture.ContentType,
            entityTag: new EntityTagHeaderValue($"\"{hash[..32]}-{width?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "whole"}\""));
    }

    private static NotFound Nothing(HttpContext context)
    {
        // Anyone who asks for a picture wants no page instead.
        context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.NotFound();
    }
}
