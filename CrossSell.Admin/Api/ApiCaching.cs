using CrossSell.Admin.Hosting;
using CrossSell.Core.People;
using Microsoft.Extensions.Primitives;

namespace CrossSell.Admin.Api;

/// <summary>
/// Who may keep an answer, and for whom (decision 0041). What a key gets that is bound to some origins is kept by the shopper's browser alone: a shared cache
/// asks nobody where a page is from, and some heed no <c>Vary</c>.
/// </summary>
/// <param name="age">How long it may be kept, in the words of <c>Cache-Control</c>.</param>
internal sealed class ApiCaching(string age)
{
    public static readonly ApiCaching Panel = new("max-age=30, stale-while-revalidate=300");
    public static readonly ApiCaching Choice = new("max-age=30");

    private static readonly StringValues OfServer = "private, no-cache";
    private static readonly StringValues ByKey = "Authorization";
    private static readonly StringValues ByKeyAndOrigin = "Authorization, Origin";

    private readonly StringValues ofEverybody = $"public, {age}";
    private readonly StringValues ofShopper = $"private, {age}";

    /// <param name="isForShoppers">Whether it is what every shopper sees, whichever key asked.</param>
    /// <param name="ofVisitor">Whether a visitor was named: then it may be other for the next.</param>
    public void Say(HttpContext http, ApiKey key, FrontDoor door, bool isForShoppers = false, bool ofVisitor = false)
    {
        var (headers, isBound) = (http.Response.Headers, !string.IsNullOrEmpty(key.AllowedOrigins));
        // Addresses of pictures that come from the request itself are that shopper's own: a shared cache would hand a forged host to everybody.
        headers.CacheControl = key.Kind == ApiKeyKind.Secret && !isForShoppers ? OfServer
            : isBound || ofVisitor || door.PublicAddress is null ? ofShopper
            : ofEverybody;
        headers.Vary = StringValues.Concat(headers.Vary, isBound ? ByKeyAndOrigin : ByKey);
    }
}
