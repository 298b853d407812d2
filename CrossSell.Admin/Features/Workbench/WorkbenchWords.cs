using System.Globalization;
using CrossSell.Core.Catalog;
using static CrossSell.Admin.Features.Workbench.WorkbenchTexts;

namespace CrossSell.Admin.Features.Workbench;

/// <summary>How the product page says things that several of its cards say.</summary>
internal static class WorkbenchWords
{
    /// <summary>As a value that stands alone: "Draft".</summary>
    public static string Of(ProductStatus status) => status switch
    {
        ProductStatus.Draft => L["Draft"].Value,
        ProductStatus.Active => L["Active"].Value,
        _ => L["Archived"].Value,
    };

    /// <summary>In a line of words: "draft".</summary>
    public static string InLine(ProductStatus status) => status switch
    {
        ProductStatus.Draft => L["draft"].Value,
        ProductStatus.Active => L["active"].Value,
        _ => L["archived"].Value,
    };

    /// <summary>Of a value of a yes-or-no attribute; any other text as it is.</summary>
    public static string YesNo(string value) => value switch
    {
        AttributeRules.Yes => L["yes"].Value,
        AttributeRules.No => L["no"].Value,
        _ => value,
    };

    /// <summary>A field as completeness names it, in a line of words; an attribute's code stays one.</summary>
    public static string Field(string field) => field switch
    {
        "name" => L["name"].Value,
        "brand" => L["brand"].Value,
        "description" => L["description"].Value,
        "picture" => L["picture"].Value,
        "category" => L["category"].Value,
        "type" => L["product type"].Value,
        "gtin" => "GTIN",
        "price" => L["price"].Value,
        "cost" => L["cost"].Value,
        "tags" => L["tags"].Value,
        _ => field,
    };

    /// <summary>A name in small letters, for the middle of a sentence; German writes its nouns large there too.</summary>
    public static string Small(string name) => IsGerman ? name : name.ToLower(CultureInfo.CurrentCulture);

    /// <summary>"the price in Camera store", but a GTIN stays one.</summary>
    public static string InSentence(string name) =>
        L["the {0}", IsGerman || (name.Length > 1 && char.IsUpper(name[1])) ? name : $"{char.ToLowerInvariant(name[0])}{name[1..]}"];

    private static bool IsGerman => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de";
}
