using CrossSell.Admin.Hosting;
using CrossSell.Admin.Shared;
using CrossSell.Core.People;
using static CrossSell.Admin.Account.AccountTexts;
using SignInResult = Microsoft.AspNetCore.Identity.SignInResult;

namespace CrossSell.Admin.Account;

/// <summary>The second step of a sign-in, within <see cref="SignInLimits"/>: wrong codes are counted as wrong passwords are, those to recover too.</summary>
internal sealed class CodeAttempt(StudioSignIn signIn, SignInLimits limits, KnownDevice devices, IHttpContextAccessor contexts)
{
    private static string LockedSentence => L["Too many wrong codes. Wait five minutes, or ask an administrator to reset your two-step sign-in."];

    private static string WrongSentence => L["This code does not match, or was used already. Enter the one that the app shows now."];

    /// <summary>Whether somebody has just given the right password.</summary>
    public async Task<bool> IsAskedAsync() => await signIn.GetTwoFactorAuthenticationUserAsync() is not null;

    /// <returns>Null when the person is signed in, else why not.</returns>
    public async Task<string?> TryAsync(string code, bool remember)
    {
        var http = contexts.HttpContext ?? throw new InvalidOperationException("People sign in by a request.");
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } user)
        {
            return WrongSentence;
        }

        // Not under the e-mail address: who knows the password would count against those who try to sign in with it.
        var (address, counted, device) = (http.Connection.RemoteIpAddress, $"code {user.Id}", devices.Of(http, user.Email ?? ""));
        if (limits.Enter(address, counted, device) is { } wait)
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            RequestLimits.Say(http.Response, wait, SignInLimits.Quotas);
            return L.Count(
                (int)Math.Ceiling(wait.TotalMinutes), "Too many wrong codes. Try again in {0} minute.", "Too many wrong codes. Try again in {0} minutes.");
        }

        var typed = code.Trim();
        // Codes of the app are digits, those to recover have letters.
        var result = typed.Any(char.IsLetter)
            ? await RecoverAsync(user, typed)
            : await signIn.TwoFactorAuthenticatorSignInAsync(typed, remember, rememberClient: false);
        if (result.Succeeded)
        {
            limits.Succeeded(address, counted, device);
            return null;
        }

        return result.IsLockedOut ? LockedSentence : WrongSentence;
    }

    private async Task<SignInResult> RecoverAsync(User user, string typed)
    {
        var result = await signIn.TwoFactorRecoveryCodeSignInAsync(TwoStepSecrets.StoredCode(user.Id, typed));
        // Earlier versions stored codes as they are. What is stored of newer ones is longer than any code: it cannot be typed.
        return result.Succeeded || typed.Length > TwoStepSecrets.MostTyped
            ? result
            : await signIn.TwoFactorRecoveryCodeSignInAsync(typed.ToUpperInvariant());
    }
}
