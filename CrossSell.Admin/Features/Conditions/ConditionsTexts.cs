using CrossSell.Core.Common;

namespace CrossSell.Admin.Features.Conditions;

/// <summary>The texts of this room; in other languages they stand in the resource files beside this one.</summary>
internal static class ConditionsTexts
{
    public static readonly Texts L = new(typeof(ConditionsTexts));
}
