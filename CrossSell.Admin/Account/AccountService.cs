using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Admin.Account.AccountTexts;

namespace CrossSell.Admin.Account;

/// <summary>Whether somebody can sign in with an account.</summary>
public enum AccountState
{
    Active,

    /// <summary>The one-time link was not used yet.</summary>
    Invited,

    /// <summary>For some minutes, after too many wrong passwords.</summary>
    Locked,

    Disabled,
}

/// <summary>An account as administrators see it.</summary>
/// <param name="Sessions">Browsers that are signed in with it now.</param>
public sealed record AccountRow(
    string Id, string Email, string Name, IReadOnlyList<Grant> Grants, AccountState State, bool IsDemo, DateTimeOffset? LastSignInAt, int Sessions,
    bool HasTwoStep = false, int Passkeys = 0)
{
    /// <summary>The role in one channel, or with null in all of them; null where there is none.</summary>
    public Role? RoleIn(int? channelId) => Grants.Where(grant => grant.ChannelId == channelId).Select(grant => (Role?)grant.Role).FirstOrDefault();
}

/// <summary>A one-time link, to be passed on to the person.</summary>
/// <param name="Token">What stands in its address.</param>
public sealed record AccountLink(OneTimeLinkKind Kind, string Email, string Token, DateTimeOffset Until);

/// <summary>Whom a one-time link is for.</summary>
internal sealed record LinkedAccount(OneTimeLinkKind Kind, string Email, string Name);

/// <summary>
/// Accounts for the pages: lists them, invites people, and does what the command line's <c>users</c> does by the same writes. Thread safe: what belongs to
/// ASP.NET Core Identity is opened for each act and closed after it.
/// </summary>
internal sealed class AccountService(StudioStore store, OneTimeLinks links, IServiceScopeFactory scopes)
{
    private static Refusal Expired => new(
        "link.expired", L["This link does not work any more: it works once, and for a limited time. Ask an administrator for a new one."]);

    /// <summary>All accounts by name; for those who administer all shops.</summary>
    public async Task<Outcome<IReadOnlyList<AccountRow>>> ListAsync(Actor by, CancellationToken cancellation = default)
    {
        if (by.Deny(Permission.Administer, null) is { } forbidden)
        {
            return forbidden;
        }

        var now = store.Time.GetUtcNow();
        await using var db = store.Read();
        var found = await db.Users.Include(user => user.Grants).OrderBy(user => user.DisplayName).ThenBy(user => user.Email)
            .Select(user => new
            {
                User = user,
                Sessions = db.UserSessions.Count(session => session.UserId == user.Id && session.ExpiresAt > now),
                Passkeys = db.UserPasskeys.Count(passkey => passkey.UserId == user.Id),
            })
            .ToListAsync(cancellation);
        return found.ConvertAll(item => new AccountRow(
            item.User.Id, item.User.Email ?? "", item.User.DisplayName, item.User.ToActor().Grants, StateOf(item.User, now), item.User.IsDemo,
            item.User.LastSignInAt, item.Sessions, item.User.TwoFactorEnabled, item.Passkeys));
    }

    /// <summary>Makes an account without a password, and the link with which its owner sets one.</summary>
    /// <param name="channel">Null means all channels.</param>
    public async Task<Outcome<AccountLink>> InviteAsync(
        string email, Role role, (int Id, string Name)? channel, Actor by, CancellationToken cancellation = default)
    {
        if (by.Deny(Permission.Administer, null) is { } forbidden)
        {
            return forbidden;
        }

        email = email.Trim();
        await using var scope = scopes.CreateAsyncScope();
        var made = await AccountWrites.PrepareAsync(UsersOf(scope), email, email, null, role, channel?.Id, isDemo: false);
        if (made.IsRefused(out var refusal, out var user))
        {
            return refusal with { Field = "email" };
        }

        var where = channel is { } one ? $"in {one.Name}" : "in all shops";
        await using var session = await store.WriteAsync(by, $"Invited {email} as {role.ToString().ToLowerInvariant()} {where}", cancellation);
        session.CanUndo = false;
        session.Db.Users.Add(user);
        session.Tell(AccountAdministration.Created(user, $"Role {where}", role.ToString().ToLowerInvariant()));
        return (await session.CommitAsync(cancellation)).IsRefused(out refusal, out _) ? refusal : LinkTo(OneTimeLinkKind.Invitation, user);
    }

    /// <summary>A link to set a new password, or for somebody who was invited, a new invitation. Links made before do not work any more.</summary>
    public async Task<Outcome<AccountLink>> CreateLinkAsync(string email, Actor by, CancellationToken cancellation = default)
    {
        AccountLink? link = null;
        var outcome = await WithUsersAsync(users => AccountAdministration.WriteAsync(
            users, store, email, by, "Created a one-time link for {0}",
            (_, user) =>
            {
                if (user.DisabledAt is not null)
                {
                    return Task.FromResult<Outcome>(new Refusal(
                        "account.disabled", L["{0} is disabled. Enable the account first.", user.DisplayName]));
                }

                // The links made before end with the stamp.
                user.SecurityStamp = Guid.NewGuid().ToString("N");
                link = LinkTo(user.PasswordHash is null ? OneTimeLinkKind.Invitation : OneTimeLinkKind.PasswordReset, user);
                return Task.FromResult(Outcome.Done);
            },
            cancellation));
        return outcome.IsRefused(out var refusal) ? refusal : link!;
    }

    public Task<Outcome> DisableAsync(string email, Actor by, CancellationToken cancellation = default) =>
        WithUsersAsync(users => AccountAdministration.DisableAsync(users, store, email, by, cancellation));

    public Task<Outcome> EnableAsync(string email, Actor by, CancellationToken cancellation = default) =>
        WithUsersAsync(users => AccountAdministration.EnableAsync(users, store, email, by, cancellation));

    public Task<Outcome> RemoveAsync(string email, Actor by, CancellationToken cancellation = default) =>
        WithUsersAsync(users => AccountAdministration.RemoveAsync(users, store, email, by, cancellation));

    public Task<Outcome> SignOutAsync(string email, Actor by, CancellationToken cancellation = default) =>
        WithUsersAsync(users => AccountAdministration.SignOutAsync(users, store, email, by, cancellation));

    /// <inheritdoc cref="AccountAdministration.ResetTwoStepAsync"/>
    public Task<Outcome> ResetTwoStepAsync(string email, Actor by, CancellationToken cancellation = default) =>
        WithUsersAsync(users => AccountAdministration.ResetTwoStepAsync(users, store, email, by, cancellation));

    /// <inheritdoc cref="AccountAdministration.SetRoleAsync"/>
    public Task<Outcome> SetRoleAsync(string email, Role? role, (int Id, string Name)? channel, Actor by, CancellationToken cancellation = default) =>
        WithUsersAsync(users => AccountAdministration.SetRoleAsync(users, store, email, role, channel, by, cancellation));

    /// <summary>Whom a link is for; refused when it was used, replaced or has run out.</summary>
    public async Task<Outcome<LinkedAccount>> FindAsync(string? token, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return links.Read(token) is { } link && await FindAsync(db.Users, link, cancellation) is { } user
            ? new LinkedAccount(link.Kind, user.Email ?? "", user.PasswordHash is null ? "" : user.DisplayName)
            : Expired;
    }

    /// <summary>Sets the password that somebody chose with a link, and of an invitation the name. Signs the person out everywhere, and ends the link.</summary>
    /// <returns>The account's id.</returns>
    public async Task<Outcome<string>> AcceptAsync(string? token, string? name, string password, CancellationToken cancellation = default)
    {
        if (links.Read(token) is not { } link)
        {
            return Expired;
        }

        var isInvitation = link.Kind == OneTimeLinkKind.Invitation;
        if (isInvitation && string.IsNullOrWhiteSpace(name))
        {
            return new Refusal("account.name", L["Enter your name."], "name");
        }

        Actor? person;
        await using (var db = store.Read())
        {
            person = (await FindAsync(db.Users.Include(user => user.Grants), link, cancellation))?.ToActor();
        }

        if (person is null)
        {
            return Expired;
        }

        await using var scope = scopes.CreateAsyncScope();
        person = isInvitation ? person with { Name = name!.Trim() } : person;
        await using var session = await store.WriteAsync(person, isInvitation ? "Accepted the invitation" : "Set a new password with a link", cancellation);
        session.CanUndo = false;
        if (await FindAsync(session.Db.Users, link, cancellation) is not { } account)
        {
            return Expired;
        }

        // Before the password, which must not consist of it.
        (account.DisplayName, account.EmailConfirmed) = (person.Name, true);
        if (await AccountWrites.RenewPasswordAsync(UsersOf(scope), session, account, password) is { } weak)
        {
            return weak;
        }

        return (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out _) ? refusal : account.Id;
    }

    private static AccountState StateOf(User user, DateTimeOffset now) =>
        user.DisabledAt is not null ? AccountState.Disabled
        : user.PasswordHash is null ? AccountState.Invited
        : user.LockoutEnd > now ? AccountState.Locked
        : AccountState.Active;

    private static async Task<User?> FindAsync(IQueryable<User> users, OneTimeLink link, CancellationToken cancellation) =>
        await users.SingleOrDefaultAsync(user => user.Id == link.UserId && user.DisabledAt == null, cancellation) is { } found && OneTimeLinks.Fits(link, found)
            ? found
            : null;

    private AccountLink LinkTo(OneTimeLinkKind kind, User user)
    {
        var (token, until) = links.Create(kind, user);
        return new AccountLink(kind, user.Email ?? "", token, until);
    }

    private async Task<Outcome> WithUsersAsync(Func<UserManager<User>, Task<Outcome>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await act(UsersOf(scope));
    }

    private static UserManager<User> UsersOf(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<UserManager<User>>();
}
