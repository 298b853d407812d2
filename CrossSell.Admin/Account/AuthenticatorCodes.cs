using System.Globalization;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Identity;

namespace CrossSell.Admin.Account;

/// <summary>
/// The codes of an authenticator app as ASP.NET Core Identity asks for them: by the studio's clock, and each once. What was seen over a shoulder, or in a
/// proxy, is no use.
/// </summary>
internal sealed class AuthenticatorCodes(TimeProvider time) : IUserTwoFactorTokenProvider<User>
{
    /// <summary>Under which rows of the account's tokens the last step stands.</summary>
    internal const string Store = "CrossSell";
    internal const string LastStep = "LastAuthenticatorStep";

    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<User> manager, User user) =>
        !string.IsNullOrEmpty(await manager.GetAuthenticatorKeyAsync(user));

    // The app makes them.
    public Task<string> GenerateAsync(string purpose, UserManager<User> manager, User user) => Task.FromResult("");

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<User> manager, User user)
    {
        if (await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key || Totp.Find(Totp.Read(key), token, time.GetUtcNow()) is not { } step)
        {
            return false;
        }

        var last = await manager.GetAuthenticationTokenAsync(user, Store, LastStep);
        return (!long.TryParse(last, CultureInfo.InvariantCulture, out var used) || step > used)
            && (await manager.SetAuthenticationTokenAsync(user, Store, LastStep, step.ToString(CultureInfo.InvariantCulture))).Succeeded;
    }
}
