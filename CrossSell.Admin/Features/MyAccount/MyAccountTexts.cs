using CrossSell.Core.Common;

namespace CrossSell.Admin.Features.MyAccount;

/// <summary>The texts of this room; in other languages they stand in the resource files beside this one.</summary>
internal static class MyAccountTexts
{
    public static readonly Texts L = new(typeof(MyAccountTexts));
}
