using CrossSell.Core.Common;

namespace CrossSell.Admin.Features.Embed;

/// <summary>The texts of this room; in other languages they stand in the resource files beside this one.</summary>
internal static class EmbedTexts
{
    public static readonly Texts L = new(typeof(EmbedTexts));
}
