using CrossSell.Admin.Shared;
using Microsoft.AspNetCore.Antiforgery;

namespace CrossSell.Admin.Account;

internal static class AccountEndpoints
{
    public static void MapAccount(this WebApplication app)
    {
        app.MapPasskeys();
        app.MapPost(Addresses.SignOut, async (HttpContext context, IAntiforgery antiforgery, StudioSignIn signIn) =>
        {
            // A form post of its own, so the token is checked here rather than by form binding.
            if (!await antiforgery.IsRequestValidAsync(context))
            {
                // Anyone who is signed out already, by another tab, has nothing left to end.
                return context.User.Identity?.IsAuthenticated == true ? Results.BadRequest() : Results.LocalRedirect(Addresses.SignIn);
            }

            await signIn.SignOutAsync();
            return Results.LocalRedirect(Addresses.SignIn);
        }).AllowAnonymous();
    }
}
