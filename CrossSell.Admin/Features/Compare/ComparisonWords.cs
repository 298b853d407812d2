using CrossSell.Core.Workbench;
using static CrossSell.Admin.Features.Compare.CompareTexts;

namespace CrossSell.Admin.Features.Compare;

/// <summary>Rows of the comparison that every shop has, in the person's language; attributes stand as the shop named them.</summary>
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

    public static string Label(ComparedRow row) => row.Key switch
    {
        "brand" => L["Brand"].Value,
        "type" => L["Type"].Value,
        "category" => L["Category"].Value,
        "status" => L["Status"].Value,
        "successor" => L["Replaced by"].Value,
        "tax" => L["Tax class"].Value,
        "tags" => L["Tags"].Value,
        "description" => L["Description"].Value,
        "channels" => L["Listed in"].Value,
        "price" => L["Price"].Value,
        "compare" => L["Compare at"].Value,
        "cost" => L["Cost"].Value,
        "margin" => L["Margin"].Value,
        "stock" => L["Stock"].Value,
        "published" => L["Published"].Value,
        "complete" => L["Complete"].Value,
        "missing" => L["Missing"].Value,
        "links-out" => L["Links out"].Value,
        "links-in" => L["Links in"].Value,
        _ => row.Label,
    };

    /// <summary>A value that is words: those of the studio itself, and fields that a shop needs, are said in the person's language.</summary>
    public static string? Value(ComparedRow row, string? text) => (row.Key, text) switch
    {
        ("status", "Active") => L["Active"].Value,
        ("status", "Draft") => L["Draft"].Value,
        ("status", "Archived") => L["Archived"].Value,
        ("stock", "not tracked") => L["not tracked"].Value,
        ("published", "yes") => L["yes"].Value,
        ("published", "no") => L["no"].Value,
        ("missing", { } fields) => string.Join(", ", fields.Split(", ").Select(Field)),
        _ => text,
    };

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
