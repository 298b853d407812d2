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

    // Resources tell no capitals apart: a text is kept with the capital alone.
    private static string One(string field) => field switch
    {
        "gtin" => "GTIN",
        "name" => FacetWords.InSentence(L["Name"]),
        "brand" => FacetWords.InSentence(L["Brand"]),
        "description" => FacetWords.InSentence(L["Description"]),
        "picture" => FacetWords.InSentence(L["Picture"]),
        "category" => FacetWords.InSentence(L["Category"]),
        "price" => FacetWords.InSentence(L["Price"]),
        "cost" => FacetWords.InSentence(L["Cost"]),
        "tags" => FacetWords.InSentence(L["Tags"]),
        "type" => FacetWords.InSentence(L["Type"]),
        _ when field.StartsWith("attr:", StringComparison.Ordinal) => field["attr:".Length..].Replace('-', ' '),
        _ => field,
    };
}
