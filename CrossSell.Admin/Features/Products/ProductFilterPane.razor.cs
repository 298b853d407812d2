using CrossSell.Core.Catalog;
using CrossSell.Core.Search;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Products;

/// <summary>All filters of the product list in the order in which merchandisers narrow by them.</summary>
public sealed partial class ProductFilterPane
{
    // What merchandisers narrow by first; what the shop defines itself stands after it, in the shop's order.
    private static readonly string[] First =
    [
        FacetKeys.With, FacetKeys.Category, FacetKeys.Brand, FacetKeys.Price, FacetKeys.Stock, FacetKeys.Status, FacetKeys.Complete, FacetKeys.Missing,
        FacetKeys.Type,
    ];

    private static readonly string[] Last = [FacetKeys.Tag, FacetKeys.Links, FacetKeys.Changed, FacetKeys.ChangedBy, FacetKeys.Channel];

    private static readonly string[] OpenAtFirst = [FacetKeys.With, FacetKeys.Category, FacetKeys.Stock, FacetKeys.Status, FacetKeys.Brand, FacetKeys.Price];

    [Parameter, EditorRequired]
    public ProductsPageState State { get; set; } = default!;

    [Parameter, EditorRequired]
    public CatalogFacets Facets { get; set; } = default!;

    [Parameter]
    public Channel? Channel { get; set; }

    /// <summary>Facets that the person has folded (true) or opened (false), by key.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyDictionary<string, bool> Folded { get; set; } = default!;

    [Parameter]
    public EventCallback<(string Key, bool Folded)> OnFolded { get; set; }

    [Parameter]
    public EventCallback<ProductsPageState> OnChange { get; set; }

    /// <summary>A facet with all its values.</summary>
    [Parameter]
    public Func<string, Task<Facet?>>? Whole { get; set; }

    private IEnumerable<Facet> Ordered() => Facets.Facets
        .Where(facet => facet.Values.Count > 0 || facet.Kind == FacetKind.Range || State.Filter(facet.Key) is not null)
        .OrderBy(facet => Array.IndexOf(First, facet.Key) is var first and >= 0
            ? first
            : Array.IndexOf(Last, facet.Key) is var last and >= 0 ? 1000 + last : 100);

    private bool IsOpen(Facet facet) =>
        Folded.TryGetValue(facet.Key, out var folded) ? !folded : OpenAtFirst.Contains(facet.Key) || State.Filter(facet.Key) is not null;
}
