namespace CrossSell.Admin.Hosting;

/// <summary>Headers that every answer carries. Only the embed may be framed, and nothing runs that this server did not send.</summary>
internal static class SecurityHeaders
{
    // Where cards, lines and bars stand is written into style attributes, which reach no further than their element; rules come from files alone (ThemeSheet).
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-src 'self'; frame-ancestors ";

    private const string Own = Policy + "'self'";
    private const string Embedded = Policy + "*";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        var embedded = context.Request.Path.StartsWithSegments("/embed", StringComparison.Ordinal);
        headers.ContentSecurityPolicy = embedded ? Embedded : Own;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (!embedded)
        {
            headers.XFrameOptions = "SAMEORIGIN";
        }

        return next();
    });
}
