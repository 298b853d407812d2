using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Identity;

namespace CrossSell.Admin.Account;

/// <summary>Makes accounts: through ASP.NET Core Identity, which knows how to keep a password, and with its change set.</summary>
internal static class AccountWrites
{
    public static async Task<Outcome<string>> CreateAsync(
        UserManager<User> users, StudioStore store, string email, string name, string password, Role role, bool isDemo = false, Actor? by = null, int? channelId = null)
    {
        var user = new User { UserName = email, Email = email, EmailConfirmed = true, DisplayName = name, IsDemo = isDemo };
        user.Grants.Add(new RoleGrant { UserId = user.Id, Role = role, ChannelId = channelId });
        var result = await users.CreateAsync(user, password);
        if (!result.Succeeded)
        {
            return new Refusal("account.invalid", string.Join(" ", result.Errors.Select(error => error.Description)));
        }

        await using var session = await store.WriteAsync(by ?? Actor.Job("set-up"), $"Made the account of {name}");
        session.CanUndo = false;
        return (await session.CommitAsync()).IsRefused(out var refusal, out _) ? refusal : user.Id;
    }
}
