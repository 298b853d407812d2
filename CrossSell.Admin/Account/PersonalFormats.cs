using CrossSell.Admin.Shared;
using Microsoft.AspNetCore.Components.Endpoints;

namespace CrossSell.Admin.Account;

/// <summary>
/// Lets a page speak the format of the person who asks for it: in the request that draws it, and, by the request that opens the circuit, in all that the
/// circuit does. Files, the API and everything else stay invariant.
/// </summary>
internal static class PersonalFormats
{
    /// <summary>The time zone of the browser, as its script says it (wwwroot/studio.js).</summary>
    public const string ZoneCookie = "crosssell.zone";

    public static void UsePersonalFormats(this WebApplication app) => app.Use(async (context, next) =>
    {
        // Asynchronous, so that the next request of the same connection does not begin with it.
        if (IsOfPage(context))
        {
            Formats.Use(context.Features.Get<PersonalFormat>() ?? OfBrowser(context.Request));
        }

        await next(context);
    });

    // Before somebody signs in: the language that the browser asks for, and its zone.
    private static PersonalFormat OfBrowser(HttpRequest request) =>
        PersonalFormat.Of(null, Language.Accepted(request.Headers.AcceptLanguage).Code, request.Cookies[ZoneCookie]);

    // Passkeys are asked for by a script of a page, which shows the answer.
    private static bool IsOfPage(HttpContext context) => context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments(Addresses.Passkeys, StringComparison.OrdinalIgnoreCase)
        || context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
}
