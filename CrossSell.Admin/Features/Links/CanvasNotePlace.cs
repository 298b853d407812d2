
namespace CrossSell.Admin.Features.Links;

/// <summary>Puts words where the pointer was, but always within the canvas.</summary>
internal static class CanvasNotePlace
{
    /// <summary>Without a pointer in the middle of the upper edge.</summary>
    public static string Of(double? x, double? y) => x is { } left && y is { } top
        ? FormattableString.Invariant($"left:clamp(8px,{left:0}px,calc(100% - 348px));top:clamp(8px,{top:0}px,calc(100% - 260px))")
        : "left:50%;top:44px;translate:-50% 0";
}
