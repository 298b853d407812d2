using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Search;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using static CrossSell.Admin.Features.Products.ProductsTexts;

namespace CrossSell.Admin.Features.Products;

/// <summary>A value of a row that can be edited where it stands, as it looks while nobody edits it.</summary>
public sealed partial class InlineCellButton
{
    public required CatalogRow Row { get; init; }

    /// <summary>Name, Price, Stock or Status.</summary>
    public required ProductField Field { get; init; }

    /// <summary>The shop whose listing the row shows.</summary>
    public required Channel? Channel { get; init; }

    /// <summary>How the value is drawn.</summary>
    public required RenderFragment Content { get; init; }

    /// <summary>The words that stand in the cell, where they are others than the value's: its label must say what is seen.</summary>
    public string? Says { get; init; }

    /// <summary>What was written and no list has read again yet.</summary>
    public string? Shown { get; init; }

    /// <summary>-1 in lists that move the focus themselves.</summary>
    public int TabIndex { get; init; }

    public bool IsBusy { get; init; }

    public EventCallback<MouseEventArgs> OnClick { get; init; }

    private string Label =>
        L["{0} of {1}: {2}. Edit", NameOf(Field), Row.Product.Name, Shown ?? Says ?? WordsOf(Field, ValueOf(Row, Field), Channel)];

    internal static RenderFragment Of(InlineCellButton button) => button.BuildRenderTree;

    /// <summary>What the script finds a cell by.</summary>
    public static string IdOf(CatalogRow row, ProductField field) => string.Create(CultureInfo.InvariantCulture, $"{row.Product.Id}-{field}");

    /// <summary>Whether the value can be changed in a list by who may edit the catalogue there. A family's price and stock are those of its variants.</summary>
    public static bool CanEdit(CatalogRow row, ProductField field, Channel? channel) =>
        !field.IsOfListing() || (channel is not null && row.Versions.Listing is not null && row.Product.Kind != ProductKind.Parent);

    public static string NameOf(ProductField field) => field switch
    {
        ProductField.Price => L["Price"].Value,
        ProductField.Stock => L["Stock"].Value,
        ProductField.Status => L["Status"].Value,
        _ => L["Name"].Value,
    };

    /// <summary>As the service takes it.</summary>
    public static string? ValueOf(CatalogRow row, ProductField field) => field switch
    {
        ProductField.Name => row.Product.Name,
        ProductField.Status => row.Product.Status.ToString(),
        ProductField.Price => ProductFields.Text(row.Product.Price?.Minor),
        ProductField.Stock => ProductFields.Text(row.Product.Stock),
        _ => throw new NotSupportedException($"{field} is not edited in lists."),
    };

    public static string WordsOf(ProductField field, string? value, Channel? channel) => (field, value) switch
    {
        (ProductField.Stock, null) => L["not tracked"].Value,
        (_, null) => L["empty"].Value,
        (ProductField.Price, { } minor) => Formats.Amount(new Money(ProductFields.Number(minor)!.Value, channel!.Currency)),
        (ProductField.Stock, { } pieces) => Formats.Count(ProductFields.Number(pieces)!.Value),
        (ProductField.Status, { } status) when Enum.TryParse<ProductStatus>(status, out var known) => FieldWords.Of(known),
        (_, { } said) => said,
    };
}
