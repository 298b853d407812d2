using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Search;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using static CrossSell.Admin.Features.Products.ProductsTexts;

namespace CrossSell.Admin.Features.Products;

/// <summary>A row or card of the product list. Drawn again only when it looks different; what is done with it is its table's to do.</summary>
public sealed partial class ProductTableRow
{
    private object? drawn;
    private bool changed = true;

    // The values that were opened since the row is drawn: few.
    private readonly List<ProductField> opened = [];

    [Parameter, EditorRequired]
    public ProductRowModel Row { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<ProductColumn> Columns { get; set; } = [];

    [Parameter, EditorRequired]
    public ProductsPageState State { get; set; } = default!;

    [Parameter]
    public Channel? Channel { get; set; }

    [Parameter]
    public bool Editing { get; set; }

    /// <summary>The list that it is a row of.</summary>
    [Parameter, EditorRequired]
    public ProductTable Table { get; set; } = default!;

    private string Tab => Row.IsActive ? "0" : "-1";

    private string Selected => Row.IsPicked ? "true" : "false";

    private string Place => FormattableString.Invariant($"--i:{Row.Line};--c:{Row.Side}");

    // On a phone a row is its product and one figure.
    private ProductColumn? AlwaysShown => Columns.FirstOrDefault(column => column.Code == "price") ?? Columns.FirstOrDefault();

    private static ProductField? FieldOf(string column) => column switch
    {
        "price" => ProductField.Price,
        "stock" => ProductField.Stock,
        "status" => ProductField.Status,
        _ => null,
    };

    // A row that looks as before is not drawn again: scrolling moves dozens of them at a time.
    protected override void OnParametersSet()
    {
        var now = (Row, Columns, State.Cards, State.Dense, Channel, Editing);
        changed = !now.Equals(drawn);
        drawn = now;
    }

    protected override bool ShouldRender() => changed;

    private static string Under(CatalogRow row) =>
        row.Product.Sku + (row.Product.Brand is { } brand ? " · " + brand : "")
            + (row.Variants > 0 ? " · " + L.Count(row.Variants, "{0} variant", "{0} variants") : "");

    private Task ClickedAsync(MouseEventArgs click) => Table.ClickedAsync(Row.Index, click.ShiftKey, click.CtrlKey || click.MetaKey);

    private Task PickedAsync(MouseEventArgs click) => Table.PickAsync(Row.Index, click.ShiftKey);

    // With these keys a click picks the row, wherever in it.
    private void OpenCell(ProductField field, MouseEventArgs click)
    {
        if (click is { ShiftKey: false, CtrlKey: false, MetaKey: false })
        {
            opened.Add(field);
            changed = true;
        }
    }
}
