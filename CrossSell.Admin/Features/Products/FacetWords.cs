using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Search;
using static CrossSell.Admin.Features.Products.ProductsTexts;

namespace CrossSell.Admin.Features.Products;

/// <summary>What filters and their values are called.</summary>
internal static class FacetWords
{
    /// <summary>A facet's name while its values are not there yet.</summary>
    public static string NameOf(string key) => key switch
    {
        FacetKeys.Category => L["Category"].Value,
        FacetKeys.With => L["Cross-selling"].Value,
        FacetKeys.Status => L["Status"].Value,
        FacetKeys.Stock => L["Stock"].Value,
        FacetKeys.Price => L["Price"].Value,
        FacetKeys.Brand => L["Brand"].Value,
        FacetKeys.Type => L["Product type"].Value,
        FacetKeys.Complete => L["Completeness"].Value,
        FacetKeys.Missing => L["Missing field"].Value,
        FacetKeys.Channel => L["Shop"].Value,
        FacetKeys.Tag => L["Tag"].Value,
        FacetKeys.Links => L["Number of links"].Value,
        FacetKeys.Changed => L["Changed"].Value,
        FacetKeys.ChangedBy => L["Changed by"].Value,
        _ when key.StartsWith(FacetKeys.AttributePrefix, StringComparison.Ordinal) => key[FacetKeys.AttributePrefix.Length..],
        _ => char.ToUpperInvariant(key[0]) + key[1..],
    };

    /// <summary>What a value is called, with its numbers in the person's format.</summary>
    public static string LabelOf(string key, string value, string label, Channel? channel) =>
        key == FacetKeys.Price && channel is not null ? PriceBands.Label(value, channel.Currency.Scale, Formats.Numbers) : label;

    /// <summary>A name within a sentence: German keeps the capital of its nouns.</summary>
    public static string InSentence(string name) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de" ? name : name.ToLowerInvariant();

    /// <summary>The same for a state, which is no noun. Resources tell no capitals apart, so a text is kept with the capital alone.</summary>
    public static string Small(string state) => char.ToLowerInvariant(state[0]) + state[1..];
}
