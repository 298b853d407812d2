using CrossSell.Admin.Account;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using static CrossSell.Admin.Features.Users.UsersTexts;

namespace CrossSell.Admin.Features.Users;

/// <summary>Accounts as people read them.</summary>
internal static class UserWords
{
    public static string Of(AccountState state) => state switch
    {
        AccountState.Active => L["active"],
        AccountState.Invited => L["invited"],
        AccountState.Locked => L["locked"],
        _ => L["disabled"],
    };

    public static string ToneOf(AccountState state) => state switch
    {
        AccountState.Active => "good",
        AccountState.Invited => "primary",
        AccountState.Locked => "warning",
        _ => "plain",
    };

    public static string Of(Role role) => RoleWords.Of(role);

    /// <summary>"merchandiser", "manager in Camera store", "viewer in all shops, manager in Camera store".</summary>
    public static string Roles(IReadOnlyList<Grant> grants, IReadOnlyList<Channel> channels) => grants.Count == 0 ? L["no role"] : string.Join(", ", grants
        .OrderBy(grant => grant.ChannelId ?? 0)
        .Select(grant => grant.ChannelId is { } id
            ? L["{0} in {1}", Of(grant.Role), channels.FirstOrDefault(channel => channel.Id == id)?.Name ?? L["a shop that is gone"].Value].Value
            : grants.Count == 1 ? Of(grant.Role) : L["{0} in all shops", Of(grant.Role)].Value));

    /// <summary>What a role may do, for who gives it.</summary>
    public static string Does(Role role) => role switch
    {
        Role.Viewer => L["Reads everything, changes nothing."],
        Role.Merchandiser => L["Edits products, links, rules and bundles, and decides on suggestions."],
        Role.Manager => L["Also reviews bundles, and undoes what others did."],
        _ => L["Also administers users, API keys and settings."],
    };
}
