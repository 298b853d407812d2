using CrossSell.Admin.Account;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;

namespace CrossSell.Admin.Features.Users;

/// <summary>Accounts as people read them.</summary>
internal static class UserWords
{
    public static string Of(AccountState state) => state.ToString().ToLowerInvariant();

    public static string ToneOf(AccountState state) => state switch
    {
        AccountState.Active => "good",
        AccountState.Invited => "primary",
        AccountState.Locked => "warning",
        _ => "plain",
    };

    public static string Of(Role role) => role.ToString().ToLowerInvariant();

    /// <summary>"merchandiser", "manager in Camera store", "viewer in all shops, manager in Camera store".</summary>
    public static string Roles(IReadOnlyList<Grant> grants, IReadOnlyList<Channel> channels) => grants.Count == 0 ? "no role" : string.Join(", ", grants
        .OrderBy(grant => grant.ChannelId ?? 0)
        .Select(grant => grant.ChannelId is { } id
            ? $"{Of(grant.Role)} in {channels.FirstOrDefault(channel => channel.Id == id)?.Name ?? "a shop that is gone"}"
            : grants.Count == 1 ? Of(grant.Role) : $"{Of(grant.Role)} in all shops"));

    /// <summary>What a role may do, for who gives it.</summary>
    public static string Does(Role role) => role switch
    {
        Role.Viewer => "Reads everything, changes nothing.",
        Role.Merchandiser => "Edits products, links, rules and bundles, and decides on suggestions.",
        Role.Manager => "Also reviews bundles, and undoes what others did.",
        _ => "Also administers users, API keys and settings.",
    };
}
