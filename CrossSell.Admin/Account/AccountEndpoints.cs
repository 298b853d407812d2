using CrossSell.Admin.Shared;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Identity;

namespace CrossSell.Admin.Account;

internal static class AccountEndpoints
{
    public static void MapAccount(this WebApplication app) =>
        app.MapPost(Addresses.SignOut, async (SignInManager<User> signIn) =>
        {
            await signIn.SignOutAsync();
            return Results.LocalRedirect(Addresses.SignIn);
        }).AllowAnonymous().AddEndpointFilter(async (context, next) =>
        {
            // A form post of its own, so the token is checked here rather than by form binding.
            await context.HttpContext.RequestServices.GetRequiredService<Microsoft.AspNetCore.Antiforgery.IAntiforgery>().ValidateRequestAsync(context.HttpContext);
            return await next(context);
        });
}
