using System.Globalization;
using CrossSell.Core.Common;

namespace CrossSell.Core.Affinity;

/// <summary>The texts of this room; in other languages they stand in the resource files beside this one.</summary>
internal static class AffinityTexts
{
    public static readonly Texts L = new(typeof(AffinityTexts));

    /// <summary>A text of evidence: in the language of its reader, who writes numbers so; in English where it is kept.</summary>
    public static string Say(NumberFormatInfo? numbers, string text, params object[] arguments) =>
        numbers is null ? string.Format(CultureInfo.InvariantCulture, text, arguments) : L[text, arguments];
}
