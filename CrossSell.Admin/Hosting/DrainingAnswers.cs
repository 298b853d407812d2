using System.Globalization;
using CrossSell.Admin.Shared;
using static CrossSell.Admin.Hosting.HostingTexts;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// What an instance answers that was told to stop: a browser that wants a new page, or asks whether there is one to be had, hears 502, upon which the proxy
/// asks the next instance (<c>deploy/nginx.conf</c>), and a person without a proxy is told to wait a moment. All else is served until the end: the API, files,
/// what open pages still send.
/// </summary>
internal static class DrainingAnswers
{
    /// <summary>Whether the studio takes new pages.</summary>
    public const string LivePath = "/health/live";

    private static string Page =>
        $"""
        <!DOCTYPE html>
        <html lang="{CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}">
        <head>
            <meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" /><meta name="color-scheme" content="light dark" />
            <title>{L["CrossSell is being updated"]}</title><script src="/updating.js"></script>
        </head>
        <body style="font-family: system-ui, sans-serif; margin: 15vh auto; max-width: 400px; padding: 0 16px">
            <h1 style="font-size: 20px">{L["CrossSell is being updated"]}</h1><p role="status">{L["This page continues by itself in a moment."]}</p>
        </body>
        </html>
        """;

    public static void UseDrainingAnswers(this WebApplication app)
    {
        var drain = app.Services.GetRequiredService<Drain>();
        app.Use((context, next) => drain.IsDraining ? AnswerAsync(context, next) : next(context));
    }

    // Asynchronous, so that the next request of the same connection does not begin in the language of this one.
    private static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        // A proxy keeps no connection on which its next request would meet a process that is gone.
        if (HttpProtocol.IsHttp11(context.Request.Protocol) && !context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Connection = "close";
        }

        var wantsPage = IsPage(context.Request);
        if (!wantsPage && context.Request.Path != LivePath)
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status502BadGateway;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.RetryAfter = "2";
        context.Response.ContentType = wantsPage ? "text/html; charset=utf-8" : "text/plain";
        if (wantsPage)
        {
            // Nobody is asked who they are any more: the language of the browser has to do.
            CultureInfo.CurrentUICulture = Language.Accepted(context.Request.Headers.AcceptLanguage).Culture;
        }

        await context.Response.WriteAsync(wantsPage ? Page : "Draining", context.RequestAborted);
    }

    // What shoppers' browsers embed is served: it holds nothing open.
    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/embed", StringComparison.Ordinal)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
