using CrossSell.Admin.Hosting;
using CrossSell.Core.Access;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossSell.Admin.Api;

/// <summary>Lets a request with a known key through, and keeps the key at hand for the endpoint.</summary>
internal sealed class ApiAccess(KnownKeys keys, ApiKeyUse use, ApiKeyLimit limit, FrontDoor door) : IEndpointFilter
{
    /// <summary>The parameter of an address that a publishable key may stand in.</summary>
    public const string KeyParameter = "key";

    private const string Scheme = "Bearer ";
    private static readonly object ItemKey = new();

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var text = TextOf(http.Request, http.Request.Headers.Authorization.Count == 0 ? http.Request.Query[KeyParameter].ToString() : null);
        var key = text.Length == 0 ? null : await keys.FindAsync(text.ToString(), http.RequestAborted);
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

        use.Note(key.Id);
        if (Deny(http.Request, key, door) is { } denied)
        {
            return denied;
        }

        http.Items[ItemKey] = key;
        return await next(context);
    }

    public static ApiKey KeyOf(HttpContext http) => (ApiKey)http.Items[ItemKey]!;

    /// <summary>The text of the key that a request came with; empty for none.</summary>
    /// <param name="inAddress">
    /// What stands in its address as key, which counts where no header names one: a browser asks for a page of another origin without asking first whether it
    /// may, as a header of that name would have it.
    /// </param>
    public static ReadOnlySpan<char> TextOf(HttpRequest request, ReadOnlySpan<char> inAddress)
    {
        // One header, as a string of it says: two would be joined by a comma, and are no key.
        var header = request.Headers.Authorization;
        if (header.Count == 0)
        {
            return HttpMethods.IsGet(request.Method) ? inAddress : [];
        }

        var text = header.Count == 1 ? header[0].AsSpan() : [];
        return text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text[Scheme.Length..].Trim() : [];
    }

    /// <summary>
    /// What keeps a known key from this request, whatever it asks for. Asked for every request, also for those that are answered from memory
    /// (<see cref="FinishedPanels"/>).
    /// </summary>
    /// <returns>Null when nothing does.</returns>
    public static ProblemHttpResult? Deny(HttpRequest request, ApiKey key, FrontDoor door)
    {
        if (key.Kind == ApiKeyKind.Secret && request.Headers.Authorization.Count == 0)
        {
            // Addresses stand in logs and histories.
            return ApiProblems.Of(
                StatusCodes.Status403Forbidden, "key.kind", "A secret key stays on your server: send it as Authorization: Bearer, never in an address.");
        }

        // Browsers say where a page is from, and let no page lie about it; those of the studio itself show the shops of the demo.
        return request.Headers.Origin.Count > 0 && request.Headers.Origin.ToString() is { Length: > 0 } origin && !key.Admits(origin)
            && !door.IsOwn(origin, request)
            ? ApiProblems.Of(
                StatusCodes.Status403Forbidden, "key.origin", $"This key may not be used from {origin}. Its origins stand on the page of the API keys.")
            : null;
    }
}
