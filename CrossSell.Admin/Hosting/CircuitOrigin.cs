using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// Circuits are opened by the studio's own pages only. A browser sends the cookie with a socket that a page elsewhere opens, and asks nobody first: the origin
/// is what tells them apart.
/// </summary>
internal static class CircuitOrigin
{
    public static void UseCircuitOrigin(this WebApplication app)
    {
        var door = app.Services.GetRequiredService<FrontDoor>();
        app.Use((context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase))
            {
                return next(context);
            }

            var origin = context.Request.Headers.Origin.ToString();
            // A browser names the origin of every socket; of a plain request from the page itself it need not.
            if (origin.Length == 0 ? !IsSocket(context) : door.IsOwn(origin, context.Request))
            {
                return next(context);
            }

            context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });
    }

    private static bool IsSocket(HttpContext context) =>
        context.Request.Headers.Upgrade.Count > 0 || context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true;
}
