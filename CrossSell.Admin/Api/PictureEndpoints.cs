using CrossSell.Core.Catalog;
using Microsoft.Extensions.FileProviders;

namespace CrossSell.Admin.Api;

/// <summary>
/// Draws product pictures: <c>/pictures/camera.indigo.svg</c>, with <c>?dark</c> for a dark page. Anybody may look, the drawings are no secret, and a drawing
/// of one address never changes within a version, so that browsers keep it. What is not drawn gets the neutral picture, never a broken image.
/// </summary>
internal static class PictureEndpoints
{
    private const string SpritePath = "illustrations/pictograms.svg";

    public static void MapPictures(this WebApplication app)
    {
        var sprite = new Lazy<PictogramSprite>(() => PictogramSprite.Parse(Read(app.Environment.WebRootFileProvider)));
        app.MapGet("/pictures/{name}", (string name, HttpContext context) =>
        {
            var asked = name.EndsWith(".svg", StringComparison.Ordinal) ? name[..^4] : name;
            var inDark = context.Request.Query.ContainsKey("dark");
            var drawn = Pictogram.TryParse(asked, out var pictogram) ? sprite.Value.Render(pictogram, inDark) : null;
            // An unknown drawing may be made in the next version: it is kept for a minute only.
            context.Response.Headers.CacheControl = drawn is null ? "public, max-age=60" : "public, max-age=31536000, immutable";
            // An image is all it is, wherever it is opened.
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
            return TypedResults.Text(drawn ?? sprite.Value.Render(Pictogram.Neutral, inDark)!, "image/svg+xml");
        }).AllowAnonymous();
    }

    private static string Read(IFileProvider files)
    {
        using var reader = new StreamReader(files.GetFileInfo(SpritePath).CreateReadStream());
        return reader.ReadToEnd();
    }
}
