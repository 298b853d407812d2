using CrossSell.Core.Common;

namespace CrossSell.Core.QuickStart;

/// <summary>The texts of this room; in other languages they stand in the resource files beside this one.</summary>
internal static class QuickStartTexts
{
    public static readonly Texts L = new(typeof(QuickStartTexts));
}
