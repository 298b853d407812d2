using CrossSell.Core.Common;

namespace CrossSell.Core.Experiments;

/// <summary>The texts of this room; in other languages they stand in the resource files beside this one.</summary>
internal static class ExperimentsTexts
{
    public static readonly Texts L = new(typeof(ExperimentsTexts));
}
