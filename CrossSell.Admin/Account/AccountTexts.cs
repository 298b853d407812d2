using CrossSell.Core.Common;

namespace CrossSell.Admin.Account;

/// <summary>The texts of this room; in other languages they stand in the resource files beside this one.</summary>
internal static class AccountTexts
{
    public static readonly Texts L = new(typeof(AccountTexts));
}
