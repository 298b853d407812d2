using System.Security.Claims;
using CrossSell.Admin.Shared;
using CrossSell.Core.Access;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using static CrossSell.Admin.Account.AccountTexts;

namespace CrossSell.Admin.Account;

/// <summary>Signs people in by a row that can be ended, and not at all with an account that is switched off or whose password is public.</summary>
internal sealed partial class StudioSignIn(
    UserManager<User> users,
    IHttpContextAccessor context,
    IUserClaimsPrincipalFactory<User> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<User>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<User> confirmation,
    UserSessionService sessions,
    IHostEnvironment environment,
    KnownDevice devices,
    ILogger<StudioSignIn> log) : SignInManager<User>(users, context, claims, options, logger, schemes, confirmation)
{
    public static readonly string DisabledSentence = Texts.Key("This account is disabled. Ask an administrator to enable it.");

    private static readonly string DemoSentence = Texts.Key(
        "The accounts of the demo work in Development only, because their password is public. On the server, `users reset` sets a new password and `users add` creates your own account.");

    private static string LockedSentence => L["Too many wrong passwords or codes. Try again in five minutes."];

    // Of a password that nobody has, made once by the hasher that is in use: it costs what those of people cost.
    private static string? hashOfNobody;

    /// <summary>Why the last sign-in with the right password was not allowed.</summary>
    public string? Closed { get; private set; }

    /// <summary>
    /// An address without an account, or one that is only invited yet, is answered as late as one with: who has an account here is nobody's business.
    /// </summary>
    public override async Task<SignInResult> PasswordSignInAsync(string userName, string password, bool isPersistent, bool lockoutOnFailure)
    {
        if (await UserManager.FindByNameAsync(userName) is { PasswordHash: not null } user)
        {
            return await PasswordSignInAsync(user, password, isPersistent, lockoutOnFailure);
        }

        var nobody = new User();
        hashOfNobody ??= UserManager.PasswordHasher.HashPassword(nobody, Guid.NewGuid().ToString());
        UserManager.PasswordHasher.VerifyHashedPassword(nobody, hashOfNobody, password);
        return SignInResult.Failed;
    }

    public override async Task<SignInResult> CheckPasswordSignInAsync(User user, string password, bool lockoutOnFailure)
    {
        Closed = null;
        if (await IsLockedOut(user))
        {
            // Looked at all the same: a stranger waits as long as for any account and reads the same, the person reads why.
            Closed = await UserManager.CheckPasswordAsync(user, password) ? LockedSentence : null;
            return Closed is null ? SignInResult.Failed : SignInResult.LockedOut;
        }

        var result = await base.CheckPasswordSignInAsync(user, password, lockoutOnFailure);
        // Said only to who knows the password: to all others the account is like any.
        return result.Succeeded && IsClosed(user) ? SignInResult.NotAllowed : result;
    }

    /// <summary>
    /// Wrong codes lock the account for all who try from elsewhere, not for a browser in which the person has signed in before: else somebody who knows the
    /// password could keep its owner out. There <see cref="SignInLimits"/> alone counts.
    /// </summary>
    protected override async Task<bool> IsLockedOut(User user) => await base.IsLockedOut(user) && devices.Of(Context, user.Email ?? "") is null;

    /// <summary>A passkey proves device and person, so no code is asked for beside it.</summary>
    public override async Task<SignInResult> PasskeySignInAsync(string credentialJson)
    {
        var assertion = await PerformPasskeyAssertionAsync(credentialJson);
        if (!assertion.Succeeded || IsClosed(assertion.User))
        {
            return assertion.Succeeded ? SignInResult.NotAllowed : SignInResult.Failed;
        }

        return (await UserManager.AddOrUpdatePasskeyAsync(assertion.User, assertion.Passkey)).Succeeded
            ? await SignInOrTwoFactorAsync(assertion.User, isPersistent: false, loginProvider: null, bypassTwoFactor: true)
            : SignInResult.Failed;
    }

    private bool IsClosed(User user)
    {
        var reason = user.DisabledAt is not null ? DisabledSentence
            : user.IsDemo && !environment.IsDevelopment() ? DemoSentence
            : null;
        Closed = reason is null ? null : L[reason].Value;
        if (reason is not null)
        {
            LogClosed(log, user.Id, reason);
        }

        return reason is not null;
    }

    public override async Task SignInWithClaimsAsync(User user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        var device = SignInDevice.Of(Context.Request.Headers.UserAgent);
        var id = await sessions.StartAsync(user.Id, device);
        await base.SignInWithClaimsAsync(user, authenticationProperties, [.. additionalClaims, new Claim(CurrentActor.SessionClaim, id)]);
        // However the person came in: strangers who guess for the address then do not lock this browser out.
        devices.Remember(Context, user.Email!);
        LogSignedIn(log, user.Id, device);
    }

    /// <summary>Ends the sign-in in every tab that uses it.</summary>
    public override async Task SignOutAsync()
    {
        if (Context.User.FindFirstValue(CurrentActor.SessionClaim) is { } id)
        {
            await sessions.EndAsync(id);
        }

        await base.SignOutAsync();
    }

    // By the account's id: an e-mail address is no matter for a log that others read.
    [LoggerMessage(Level = LogLevel.Information, Message = "Account {UserId} signed in with {Device}.")]
    private static partial void LogSignedIn(ILogger logger, string userId, string device);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {UserId} was not signed in. {Reason}")]
    private static partial void LogClosed(ILogger logger, string userId, string reason);
}
