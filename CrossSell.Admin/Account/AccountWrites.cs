using CrossSell.Admin.Shared;
using CrossSell.Core.Access;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Admin.Account.AccountTexts;

namespace CrossSell.Admin.Account;

/// <summary>Makes accounts and sets passwords by the rules of ASP.NET Core Identity, in one transaction with the change set that says who did it.</summary>
internal static class AccountWrites
{
    public static async Task<Outcome<string>> CreateAsync(
        UserManager<User> users, StudioStore store, string email, string name, string password, Role role, Actor? by = null, int? channelId = null,
        bool isDemo = false)
    {
        if ((await PrepareAsync(users, email, name, password, role, channelId, isDemo)).IsRefused(out var refusal, out var user))
        {
            return refusal;
        }

        await using var session = await store.WriteAsync(by ?? Actor.Job("set-up") with { InBackground = false }, $"Created the account of {name}");
        session.CanUndo = false;
        session.Db.Users.Add(user);
        return (await session.CommitAsync()).IsRefused(out refusal, out _) ? refusal : user.Id;
    }

    /// <summary>Creates the administrator of a studio in which nobody has an account yet. The second, at the same moment too, is refused.</summary>
    public static async Task<Outcome<string>> CreateFirstAsync(UserManager<User> users, StudioStore store, string email, string name, string password)
    {
        if ((await PrepareAsync(users, email, name, password, Role.Administrator, channelId: null, isDemo: false)).IsRefused(out var refusal, out var user))
        {
            return refusal;
        }

        await using var session = await store.WriteAsync(Actor.Job("set-up") with { InBackground = false }, $"Created the account of {name}");
        session.CanUndo = false;
        // Asked under the writer lock: of those who post at once only one finds nobody.
        if (await session.Db.Users.AnyAsync())
        {
            return new Refusal("account.first", L["This studio already has an administrator. Sign in, or ask them for an account."]);
        }

        session.Db.Users.Add(user);
        return (await session.CommitAsync()).IsRefused(out refusal, out _) ? refusal : user.Id;
    }

    /// <summary>An account that keeps the rules, not written yet.</summary>
    /// <param name="password">Null for somebody who is invited, and sets one with the link.</param>
    public static async Task<Outcome<User>> PrepareAsync(
        UserManager<User> users, string email, string name, string? password, Role role, int? channelId, bool isDemo)
    {
        var user = new User
        {
            UserName = email, Email = email, EmailConfirmed = password is not null, DisplayName = name, IsDemo = isDemo, LockoutEnabled = true,
        };
        foreach (var validator in users.UserValidators)
        {
            if (Refuse(await validator.ValidateAsync(users, user), users, user) is { } invalid)
            {
                return invalid;
            }
        }

        if (password is not null && await SetPasswordAsync(users, user, password) is { } weak)
        {
            return weak;
        }

        (user.NormalizedUserName, user.NormalizedEmail) = (users.NormalizeName(email), users.NormalizeEmail(email));
        user.Grants.Add(new RoleGrant { UserId = user.Id, Role = role, ChannelId = channelId });
        return user;
    }

    internal static Refusal Unknown(string email) => Refusal.NotFound(L["There is no account for {0}.", email], "email");

    /// <summary>Sets a new password, ends a lockout, and signs the person out everywhere. An account of the demo is then one like any other.</summary>
    public static async Task<Outcome> ResetAsync(UserManager<User> users, StudioStore store, string email, string password, Actor by)
    {
        await using var session = await store.WriteAsync(by, "Set a new password");
        session.CanUndo = false;
        var normalized = users.NormalizeEmail(email);
        if (await session.Db.Users.SingleOrDefaultAsync(user => user.NormalizedEmail == normalized) is not { } user)
        {
            return Unknown(email);
        }

        if (await RenewPasswordAsync(users, session, user, password) is { } weak)
        {
            return weak;
        }

        session.Purpose = $"Set a new password for {user.DisplayName}";
        return Outcome.FromRefusalOrDone((await session.CommitAsync()).Refusal);
    }

    /// <inheritdoc cref="ResetAsync"/>
    internal static async Task<Refusal?> RenewPasswordAsync(UserManager<User> users, WriteSession session, User user, string password)
    {
        if (await SetPasswordAsync(users, user, password) is { } weak)
        {
            return weak;
        }

        (user.LockoutEnd, user.AccessFailedCount, user.IsDemo) = (null, 0, false);
        await UserSessionService.EndAllAsync(session, user.Id);
        return null;
    }

    internal static async Task<Refusal?> SetPasswordAsync(UserManager<User> users, User user, string password)
    {
        foreach (var validator in users.PasswordValidators)
        {
            if (Refuse(await validator.ValidateAsync(users, user, password), users, user) is { } weak)
            {
                return weak;
            }
        }

        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        // A new stamp ends every sign-in that was made with the old password.
        user.SecurityStamp = Guid.NewGuid().ToString("N");
        return null;
    }

    private static Refusal? Refuse(IdentityResult result, UserManager<User> users, User user) =>
        result.Succeeded ? null : new Refusal("account.invalid", string.Join(" ", result.Errors.Select(error => Said(error, users, user))));

    // What ASP.NET Core Identity says in English only.
    private static string Said(IdentityError error, UserManager<User> users, User user) => error.Code switch
    {
        nameof(IdentityErrorDescriber.DuplicateUserName) => L["Username '{0}' is already taken.", user.UserName ?? ""],
        nameof(IdentityErrorDescriber.InvalidUserName) => L["Username '{0}' is invalid, can only contain letters or digits.", user.UserName ?? ""],
        nameof(IdentityErrorDescriber.DuplicateEmail) => L["Email '{0}' is already taken.", user.Email ?? ""],
        nameof(IdentityErrorDescriber.InvalidEmail) => L["Email '{0}' is invalid.", user.Email ?? ""],
        nameof(IdentityErrorDescriber.PasswordTooShort) =>
            L["Passwords must be at least {0} characters.", Formats.Count(users.Options.Password.RequiredLength)],
        _ => error.Description,
    };
}
