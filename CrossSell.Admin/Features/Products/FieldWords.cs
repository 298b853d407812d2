using CrossSell.Core.Catalog;
using static CrossSell.Admin.Features.Products.ProductsTexts;

namespace CrossSell.Admin.Features.Products;

/// <summary>Names of fields that a channel needs, and of states, as people read them.</summary>
public static class FieldWords
{
    /// <param name="fields">By commas, as listings keep what they miss.</param>
    public static string Of(string fields) =>
        string.Join(", ", fields.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(One));

    public static string Of(ProductStatus status) => status switch
    {
        ProductStatus.Active => L["Active"].Value,
        ProductStatus.Draft => L["Draft"].Value,
        _ => L["Archived"].Value,
    };

    private static string One(string field) => field switch
    {
        "gtin" => "GTIN",
        "name" => L["name"].Value,
        "brand" => L["brand"].Value,
        "description" => L["description"].Value,
        "picture" => L["picture"].Value,
        "category" => L["category"].Value,
        "price" => L["price"].Value,
        "cost" => L["cost"].Value,
        "tags" => L["tags"].Value,
        "type" => L["type"].Value,
        _ when field.StartsWith("attr:", StringComparison.Ordinal) => field["attr:".Length..].Replace('-', ' '),
        _ => field,
    };
}
