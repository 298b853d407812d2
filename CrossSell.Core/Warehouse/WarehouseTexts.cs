using CrossSell.Core.Common;

namespace CrossSell.Core.Warehouse;

/// <summary>The texts of this room; in other languages they stand in the resource files beside this one.</summary>
internal static class WarehouseTexts
{
    public static readonly Texts L = new(typeof(WarehouseTexts));
}
