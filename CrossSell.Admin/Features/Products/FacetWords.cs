using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Search;
using static CrossSell.Admin.Features.Products.ProductsTexts;

namespace CrossSell.Admin.Features.Products;

/// <summary>
/// What filters and their values are called. Those that every shop has are said in the person's language; what the shop named itself stands as it is.
/// </summary>
internal static class FacetWords
{
    public static string NameOf(Facet facet) => facet.Key switch
    {
        FacetKeys.Type => L["Type"].Value,
        FacetKeys.Missing => L["Missing"].Value,
        var key => Known(key) ?? facet.Name,
    };

    /// <summary>A facet's name while its values are not there yet.</summary>
    public static string NameOf(string key) => key switch
    {
        FacetKeys.Type => L["Product type"].Value,
        FacetKeys.Missing => L["Missing field"].Value,
        _ when key.StartsWith(FacetKeys.AttributePrefix, StringComparison.Ordinal) => key[FacetKeys.AttributePrefix.Length..],
        _ => Known(key) ?? char.ToUpperInvariant(key[0]) + key[1..],
    };

    /// <summary>What a value is called, with its numbers in the person's format.</summary>
    public static string LabelOf(string key, string value, string label, Channel? channel) => (key, value) switch
    {
        (FacetKeys.Price, _) when channel is not null => PriceBands.Label(value, channel.Currency.Scale, Formats.Numbers),
        (FacetKeys.With, _) => With(value) ?? label,
        (FacetKeys.Complete, _) => Complete(value) ?? label,
        (FacetKeys.Missing, _) => Field(value) ?? label,
        (FacetKeys.Category, "-") => L["In no category"].Value,
        (FacetKeys.Brand, "-") => L["No brand"].Value,
        (FacetKeys.Status, "active") => L["Active"].Value,
        (FacetKeys.Status, "draft") => L["Draft"].Value,
        (FacetKeys.Status, "archived") => L["Archived"].Value,
        (FacetKeys.Stock, "in") => L["In stock"].Value,
        (FacetKeys.Stock, "low") => L["Low"].Value,
        (FacetKeys.Stock, "out") => L["Out of stock"].Value,
        (FacetKeys.Stock, "untracked") => L["Not tracked"].Value,
        (FacetKeys.Changed, "today") => L["Today"].Value,
        (FacetKeys.Changed, "7d") => L["In 7 days"].Value,
        (FacetKeys.Changed, "30d") => L["In 30 days"].Value,
        (_, "yes" or "true") when label == "Yes" => L["Yes"].Value,
        (_, "no" or "false") when label == "No" => L["No"].Value,
        _ => label,
    };

    /// <summary>A name within a sentence: German keeps the capital of its nouns.</summary>
    public static string InSentence(string name) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de" ? name : name.ToLowerInvariant();

    private static string? Known(string key) => key switch
    {
        FacetKeys.Category => L["Category"].Value,
        FacetKeys.With => L["Cross-selling"].Value,
        FacetKeys.Status => L["Status"].Value,
        FacetKeys.Stock => L["Stock"].Value,
        FacetKeys.Price => L["Price"].Value,
        FacetKeys.Brand => L["Brand"].Value,
        FacetKeys.Complete => L["Completeness"].Value,
        FacetKeys.Channel => L["Shop"].Value,
        FacetKeys.Tag => L["Tag"].Value,
        FacetKeys.Links => L["Links"].Value,
        FacetKeys.Changed => L["Changed"].Value,
        FacetKeys.ChangedBy => L["Changed by"].Value,
        _ => null,
    };

    private static string? With(string value) => value switch
    {
        "no-links" => L["No links"].Value,
        "few-links" => L["One or two links"].Value,
        "dead-link" => L["Links to unavailable products"].Value,
        "suggestion" => L["Suggestions to decide"].Value,
        "bundle" => L["In a bundle"].Value,
        "in-review" => L["Bundle in review"].Value,
        _ => null,
    };

    private static string? Complete(string value) => value switch
    {
        "yes" => L["Ready for panels"].Value,
        "no" => L["Not ready"].Value,
        "0-49" => L["Under 50 %"].Value,
        "50-74" => L["50 to 74 %"].Value,
        "75-99" => L["75 to 99 %"].Value,
        _ => null,
    };

    private static string? Field(string value) => value switch
    {
        "name" => L["Name"].Value,
        "brand" => L["Brand"].Value,
        "description" => L["Description"].Value,
        "picture" => L["Picture"].Value,
        "category" => L["Category"].Value,
        "price" => L["Price"].Value,
        "cost" => L["Cost"].Value,
        "tags" => L["Tags"].Value,
        "type" => L["Type"].Value,
        _ => null,
    };
}
