using CrossSell.Core.Access;
using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Admin.Account.AccountTexts;

namespace CrossSell.Admin.Account;

/// <summary>
/// Switches accounts off and on, removes them and changes their roles; each in one transaction with the change set that says who did it. Somebody who can
/// administer always stays.
/// </summary>
internal static class AccountAdministration
{
    /// <summary>Switches an account off and signs the person out everywhere.</summary>
    public static Task<Outcome> DisableAsync(UserManager<User> users, StudioStore store, string email, Actor by, CancellationToken cancellation) =>
        WriteAsync(users, store, email, by, "Disabled the account of {0}", async (session, user) =>
        {
            if (DenySelf(user, by, L["You cannot disable your own account. Ask another administrator."]) is { } self)
            {
                return self;
            }

            if (await DenyLastAsync(session.Db, user, cancellation) is { } last)
            {
                return last;
            }

            user.DisabledAt ??= session.Now;
            // A one-time link ends with the stamp: it must not work again when the account is enabled.
            user.SecurityStamp = Guid.NewGuid().ToString("N");
            session.Tell(Told(user, "State", "active", "disabled"));
            await UserSessionService.EndAllAsync(session, user.Id, cancellation);
            return Outcome.Done;
        }, cancellation);

    public static Task<Outcome> EnableAsync(UserManager<User> users, StudioStore store, string email, Actor by, CancellationToken cancellation) =>
        WriteAsync(users, store, email, by, "Enabled the account of {0}", (session, user) =>
        {
            user.DisabledAt = null;
            session.Tell(Told(user, "State", "disabled", "active"));
            return Task.FromResult(Outcome.Done);
        }, cancellation);

    /// <summary>Removes an account with its saved views; what the person did stays in the history under the name.</summary>
    public static Task<Outcome> RemoveAsync(UserManager<User> users, StudioStore store, string email, Actor by, CancellationToken cancellation) =>
        WriteAsync(users, store, email, by, "Removed the account of {0}", async (session, user) =>
        {
            if (DenySelf(user, by, L["You cannot remove your own account. Ask another administrator."]) is { } self)
            {
                return self;
            }

            if (await DenyLastAsync(session.Db, user, cancellation) is { } last)
            {
                return last;
            }

            session.Db.Users.Remove(user);
            session.Tell(Change.Told(nameof(User), user.Id, Named(user, null, null), null));
            return Outcome.Done;
        }, cancellation);

    /// <summary>Ends every sign-in of an account; its passwords, codes and passkeys stay.</summary>
    public static Task<Outcome> SignOutAsync(UserManager<User> users, StudioStore store, string email, Actor by, CancellationToken cancellation) =>
        WriteAsync(users, store, email, by, "Signed {0} out everywhere", async (session, user) =>
        {
            await UserSessionService.EndAllAsync(session, user.Id, cancellation);
            return Outcome.Done;
        }, cancellation);

    /// <summary>
    /// Takes the authenticator app, recovery codes and passkeys of an account away, for somebody who lost them, and signs the person out everywhere.
    /// </summary>
    public static Task<Outcome> ResetTwoStepAsync(UserManager<User> users, StudioStore store, string email, Actor by, CancellationToken cancellation) =>
        WriteAsync(users, store, email, by, "Reset two-step sign-in and passkeys of {0}", async (session, user) =>
        {
            using var secrets = new TwoStepSecrets(session.Db);
            await secrets.TurnOffAsync(user, cancellation);
            foreach (var passkey in await secrets.PasskeysAsync(user, cancellation))
            {
                await secrets.RemovePasskeyAsync(user, passkey.CredentialId, cancellation);
            }

            await UserSessionService.EndAllAsync(session, user.Id, cancellation);
            session.Tell(Told(user, "Two-step sign-in", "on", "off"));
            return Outcome.Done;
        }, cancellation);

    /// <summary>Gives an account a role in one channel or in all of them, in place of the one it has there.</summary>
    /// <param name="role">Null takes the role there away.</param>
    /// <param name="channel">Null means all channels.</param>
    public static Task<Outcome> SetRoleAsync(
        UserManager<User> users, StudioStore store, string email, Role? role, (int Id, string Name)? channel, Actor by, CancellationToken cancellation)
    {
        var where = channel is { } one ? $"in {one.Name}" : "in all shops";
        var purpose = role is { } given ? $"Made {{0}} {given.ToString().ToLowerInvariant()} {where}" : $"Removed the role of {{0}} {where}";
        return WriteAsync(users, store, email, by, purpose, async (session, user) =>
        {
            var grant = user.Grants.Find(item => item.ChannelId == channel?.Id);
            if (grant is null && role is null)
            {
                return Refusal.NotFound(channel is { } shop
                    ? L["{0} has no role in {1}.", user.DisplayName, shop.Name]
                    : L["{0} has no role in all shops.", user.DisplayName]);
            }

            if (grant is { Role: Role.Administrator, ChannelId: null } && role != Role.Administrator
                && await DenyLastAsync(session.Db, user, cancellation) is { } last)
            {
                return last;
            }

            session.Tell(Told(user, $"Role {where}", grant?.Role.ToString().ToLowerInvariant(), role?.ToString().ToLowerInvariant()));
            if (grant is not null && (role is null || role < grant.Role))
            {
                // Pages that stand open know the rights of their sign-in.
                await UserSessionService.EndAllAsync(session, user.Id, cancellation);
            }

            if (grant is not null && role is { } changed)
            {
                grant.Role = changed;
            }
            else if (grant is not null)
            {
                user.Grants.Remove(grant);
            }
            else
            {
                user.Grants.Add(new RoleGrant { UserId = user.Id, Role = role!.Value, ChannelId = channel?.Id });
            }

            return Outcome.Done;
        }, cancellation);
    }

    /// <summary>A change of one account, by somebody who administers all shops, with its change set.</summary>
    /// <param name="purpose">What is done, with <c>{0}</c> for the person.</param>
    internal static async Task<Outcome> WriteAsync(
        UserManager<User> users, StudioStore store, string email, Actor by, string purpose, Func<WriteSession, User, Task<Outcome>> change,
        CancellationToken cancellation)
    {
        if (by.Deny(Permission.Administer, null) is { } forbidden)
        {
            return forbidden;
        }

        await using var session = await store.WriteAsync(by, "Changed an account", cancellation);
        session.CanUndo = false;
        var normalized = users.NormalizeEmail(email);
        if (await session.Db.Users.Include(user => user.Grants).SingleOrDefaultAsync(user => user.NormalizedEmail == normalized, cancellation) is not { } user)
        {
            return AccountWrites.Unknown(email);
        }

        session.Purpose = purpose.Replace("{0}", user.DisplayName, StringComparison.Ordinal);
        return (await change(session, user)).IsRefused(out var refusal)
            ? refusal
            : Outcome.FromRefusalOrDone((await session.CommitAsync(cancellation)).Refusal);
    }

    /// <summary>What changed of an account, for the audit log; never a password or anything made of one.</summary>
    internal static Change Told(User user, string field, string? before, string? after) =>
        Change.Told(nameof(User), user.Id, Named(user, field, before), Named(user, field, after));

    /// <inheritdoc cref="Told"/>
    internal static Change Created(User user, string field, string? after) => Change.Told(nameof(User), user.Id, null, Named(user, field, after));

    private static Dictionary<string, string?> Named(User user, string? field, string? value)
    {
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Name"] = user.DisplayName, ["Email"] = user.Email };
        if (field is not null)
        {
            fields[field] = value;
        }

        return fields;
    }

    private static Refusal? DenySelf(User user, Actor by, string sentence) =>
        by.Kind == ActorKind.Person && by.Id == user.Id ? new Refusal("account.own", sentence) : null;

    /// <summary>
    /// Refuses what would leave nobody who can administer all channels. Those of the demo cannot sign in outside Development, so they do not stand in for a
    /// real one.
    /// </summary>
    private static async Task<Refusal?> DenyLastAsync(StudioDb db, User user, CancellationToken cancellation)
    {
        if (user.DisabledAt is not null || !user.Grants.Exists(grant => grant is { Role: Role.Administrator, ChannelId: null }))
        {
            return null;
        }

        return await db.Users.AnyAsync(
            other => other.Id != user.Id && other.DisabledAt == null && (user.IsDemo || !other.IsDemo)
                && other.Grants.Any(grant => grant.Role == Role.Administrator && grant.ChannelId == null),
            cancellation)
            ? null
            : new Refusal(
                "account.last-administrator",
                L["{0} is the last administrator. Make another account an administrator of all shops first.", user.DisplayName]);
    }
}
