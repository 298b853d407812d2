using CrossSell.Core.Common;

namespace CrossSell.Admin.Hosting;

/// <summary>The texts of this room; in other languages they stand in the resource files beside this one.</summary>
internal static class HostingTexts
{
    public static readonly Texts L = new(typeof(HostingTexts));
}
