using CrossSell.Core.Common;

namespace CrossSell.Core.Sources;

/// <summary>The texts of this room; in other languages they stand in the resource files beside this one.</summary>
internal static class SourcesTexts
{
    public static readonly Texts L = new(typeof(SourcesTexts));
}
