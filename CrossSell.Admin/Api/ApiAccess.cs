using CrossSell.Admin.Hosting;
using CrossSell.Core.Access;
using CrossSell.Core.People;

namespace CrossSell.Admin.Api;

/// <summary>Lets a request with a known key through, and keeps the key at hand for the endpoint.</summary>
internal sealed class ApiAccess(ApiKeyService keys, ApiKeyUse use, ApiKeyLimit limit) : IEndpointFilter
{
    private const string Scheme = "Bearer ";
    private static readonly object ItemKey = new();

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var header = http.Request.Headers.Authorization.ToString();
        // A key of a page may stand in the address of what is only read: browsers then need not ask before they ask (CORS preflight).
        var inAddress = HttpMethods.IsGet(http.Request.Method) ? http.Request.Query["key"].ToString() : "";
        var text = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : inAddress;
        var key = text.Length > 0 ? await keys.FindAsync(text, http.RequestAborted) : null;
        if (key?.Kind == ApiKeyKind.Secret && text == inAddress)
        {
            return ApiProblems.Of(
                StatusCodes.Status403Forbidden, "key.kind", "A secret key stays on your server: send it as Authorization: Bearer, never in an address.");
        }

        if (key is null)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return ApiProblems.Of(
                StatusCodes.Status401Unauthorized, "key.unknown",
                "Send a valid API key as \"Authorization: Bearer <key>\". Create keys on the settings page or with `apikeys create`.");
        }

        if (limit.Enter(http, key.Id) is { } refused)
        {
            return refused;
        }

        // Browsers say where a page is from, and let no page lie about it; those of the studio itself show the shops of the demo.
        if (http.Request.Headers.Origin.ToString() is { Length: > 0 } origin && !key.Admits(origin)
            && !http.RequestServices.GetRequiredService<FrontDoor>().IsOwn(origin, http.Request))
        {
            return ApiProblems.Of(
                StatusCodes.Status403Forbidden, "key.origin", $"This key may not be used from {origin}. Its origins stand on the page of the API keys.");
        }

        use.Note(key.Id);
        http.Items[ItemKey] = key;
        return await next(context);
    }

    public static ApiKey KeyOf(HttpContext http) => (ApiKey)http.Items[ItemKey]!;
}
