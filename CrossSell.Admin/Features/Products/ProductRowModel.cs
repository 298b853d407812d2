using CrossSell.Core.Search;

namespace CrossSell.Admin.Features.Products;

/// <summary>One row of the product list as it is drawn.</summary>
/// <param name="Index">From 0, in the whole list.</param>
/// <param name="Product">Null while it is on its way.</param>
/// <param name="Line">Lines below the first one drawn.</param>
/// <param name="Side">Place on the line, from 0.</param>
/// <param name="IsActive">The one that keys work on.</param>
/// <param name="IsPicked">Whether it is among those that are changed at once.</param>
public readonly record struct ProductRowModel(int Index, CatalogRow? Product, int Line, int Side, bool IsActive, bool IsPicked);
