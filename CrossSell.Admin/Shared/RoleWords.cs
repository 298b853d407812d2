using CrossSell.Core.People;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>Roles as people read them.</summary>
internal static class RoleWords
{
    public static string Of(Role role) => role switch
    {
        Role.Viewer => L["viewer"],
        Role.Merchandiser => L["merchandiser"],
        Role.Manager => L["manager"],
        _ => L["administrator"],
    };
}
