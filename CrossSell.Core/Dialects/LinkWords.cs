using CrossSell.Core.Common;
using CrossSell.Core.Links;

namespace CrossSell.Core.Dialects;

/// <summary>What other systems call their types of link, in the codes of this studio where there is a counterpart.</summary>
[Engine]
public static class LinkWords
{
    public const string CrossSell = LinkType.CrossSell;
    public const string UpSell = LinkType.UpSell;
    public const string Accessory = LinkType.Accessory;
    public const string Substitute = LinkType.Substitute;

    /// <summary>Shown beside a product without saying why; no type of this studio by itself.</summary>
    public const string Related = "related";

    /// <summary>What a grouped product lists, each bought by itself; no type of this studio by itself.</summary>
    public const string Grouped = "grouped";

    /// <summary>The type that this word means; the word itself where it has no counterpart.</summary>
    public static string Of(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.Trim().ToLowerInvariant().Replace('-', '_').Replace(' ', '_') switch
        {
            "x_sell" or "xsell" or "cross_sell" or "crosssell" or "cross_sells" or "cross_selling" => CrossSell,
            "upsell" or "up_sell" or "upsells" or "up_sells" => UpSell,
            "accessory" or "accessories" => Accessory,
            "substitution" or "substitute" or "substitutes" or "similar" => Substitute,
            "related" or "related_products" or "relation" => Related,
            _ => word.Trim(),
        };
    }

    /// <summary>
    /// Into which type of a shop the links of a file go: the type of that code where the shop has one; else what the other system uses such links for. Null
    /// when the shop has none of them.
    /// </summary>
    /// <param name="type">Of a <see cref="LinkFact"/>.</param>
    /// <param name="isAlternative">Related products are alternatives in the system that wrote the file, as in Shopify; else they go together.</param>
    public static string? Into(string type, IReadOnlySet<string> codes, bool isAlternative)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(codes);
        string[] ways = type switch
        {
            Related => [type, isAlternative ? Substitute : CrossSell],
            Grouped => [type, Accessory, CrossSell],
            _ => [type, CodeOf(type)],
        };
        return Array.Find(ways, codes.Contains);
    }

    /// <summary>The code that a type of this studio has for it.</summary>
    internal static string CodeOf(string type) => type.ToLowerInvariant().Replace('_', '-').Replace(' ', '-');
}
