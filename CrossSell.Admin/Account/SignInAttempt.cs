using CrossSell.Admin.Hosting;
using CrossSell.Admin.Shared;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Identity;
using static CrossSell.Admin.Account.AccountTexts;

namespace CrossSell.Admin.Account;

/// <summary>One try of a person to sign in, within <see cref="SignInLimits"/>.</summary>
internal sealed class SignInAttempt(StudioSignIn signIn, SignInLimits limits, KnownDevice devices, IHttpContextAccessor contexts)
{
    private static string WrongSentence => L["The e-mail address or password is wrong."];

    /// <summary>Whether the password was right, and a code of the authenticator app is asked for next.</summary>
    public bool NeedsCode { get; private set; }

    /// <returns>Null when the person is signed in, or goes on with a code; else why not, in the same words whether there is such an account or not.</returns>
    public async Task<string?> TryAsync(string email, string password, bool remember)
    {
        var http = contexts.HttpContext ?? throw new InvalidOperationException("People sign in by a request.");
        var (address, device) = (http.Connection.RemoteIpAddress, devices.Of(http, email));
        if (limits.Enter(address, email, device) is { } wait)
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            RequestLimits.Say(http.Response, wait, SignInLimits.Quotas);
            return L.Count(
                (int)Math.Ceiling(wait.TotalMinutes),
                "Too many wrong passwords. Try again in {0} minute.", "Too many wrong passwords. Try again in {0} minutes.");
        }

        SignInResult result;
        try
        {
            result = await signIn.PasswordSignInAsync(email, password, remember, lockoutOnFailure: false);
        }
        catch (Exception trouble) when (StorageTrouble.Of(trouble) is not null)
        {
            // Nobody was guessing: a sign-in is written with the right password only.
            limits.Succeeded(address, email, device);
            throw;
        }

        NeedsCode = result.RequiresTwoFactor;
        if (result.Succeeded || NeedsCode || signIn.Closed is not null)
        {
            limits.Succeeded(address, email, device);
        }

        return result.Succeeded || NeedsCode ? null : signIn.Closed ?? WrongSentence;
    }
}
