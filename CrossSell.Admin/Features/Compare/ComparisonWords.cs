using CrossSell.Core.Workbench;
using static CrossSell.Admin.Features.Compare.CompareTexts;

namespace CrossSell.Admin.Features.Compare;

/// <summary>Codes of the comparison in the person's language.</summary>
internal static class ComparisonWords
{
    public static string Group(string group) => group switch
    {
        ComparisonRows.ProductGroup => L["Product"].Value,
        ComparisonRows.ShopGroup => L["In this shop"].Value,
        ComparisonRows.AttributeGroup => L["Attributes"].Value,
        ComparisonRows.CrossSellGroup => L["Cross-sell"].Value,
        _ => group,
    };

    /// <summary>A value that is words: fields that a shop needs come by their names in files.</summary>
    public static string? Value(ComparedRow row, string? text) =>
        row.Key == "missing" && text is not null ? string.Join(", ", text.Split(", ").Select(Field)) : text;

    private static string Field(string field) => field switch
    {
        "name" => L["name"].Value,
        "brand" => L["brand"].Value,
        "description" => L["description"].Value,
        "picture" => L["picture"].Value,
        "category" => L["category"].Value,
        "price" => L["price"].Value,
        "cost" => L["cost"].Value,
        "tags" => L["tags"].Value,
        "type" => L["type"].Value,
        _ => field,
    };
}
