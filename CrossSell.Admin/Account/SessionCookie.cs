using System.Security.Claims;
using CrossSell.Admin.Shared;
using CrossSell.Core.Access;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;

namespace CrossSell.Admin.Account;

/// <summary>A cookie is good as long as the sign-in that it names: asked at every request, by key.</summary>
internal static class SessionCookie
{
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<UserSessionService>();
        var time = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>();
        try
        {
            if (context.Principal?.FindFirstValue(CurrentActor.SessionClaim) is not { } id
                || await sessions.FindAsync(id, context.HttpContext.RequestAborted) is not { } session)
            {
                context.RejectPrincipal();
            }
            else
            {
                // Asked for together, so that no page asks once more: the browser's zone counts where the person chose none.
                var browser = context.HttpContext.Request.Cookies[PersonalFormats.ZoneCookie];
                context.HttpContext.Features.Set(PersonalFormat.Of(session.NumberFormat, session.Language, session.TimeZone, browser));
                if (session.Until - time.GetUtcNow() < UserSessionService.Lifetime / 2)
                {
                    context.ShouldRenew = await TryRenewAsync(sessions, id, context.HttpContext.RequestAborted);
                }
            }
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is not null && IsOpenToAll(context.HttpContext))
        {
            // Who it is cannot be found out. What is open to everybody, such as the page that says so, goes on as nobody's; for all else the problem is said.
            context.RejectPrincipal();
        }
    }

    // Half a lifetime is left to try again: a database that cannot be written for a while stops nobody from reading.
    private static async Task<bool> TryRenewAsync(UserSessionService sessions, string id, CancellationToken cancellation)
    {
        try
        {
            await sessions.RenewAsync(id, cancellation);
            return true;
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is not null)
        {
            return false;
        }
    }

    private static bool IsOpenToAll(HttpContext context) =>
        context.Features.Get<IExceptionHandlerFeature>() is not null || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
}
