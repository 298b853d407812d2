using CrossSell.Core.Common;
using static CrossSell.Core.Links.LinksTexts;

namespace CrossSell.Core.Links;

/// <summary>Why links are left out, one reason for all of a kind: names of single products would make each its own.</summary>
[Engine]
public static class LinkReasons
{
    public static string Of(Refusal refusal) => refusal.Code switch
    {
        "link.self" => L["to itself"],
        "link.family" => L["within one family"],
        "link.duplicate" => L["already linked"],
        "link.dates" => L["ends before it starts"],
        "link.contradiction" => L["would be both accessory and substitute"],
        "link.max" when refusal.Field == "target" =>
            L["the product to link to already has as many links of this type as the shop allows, and the reverse link would be one more"],
        "link.max" => L["the product has as many links of this type as the shop allows"],
        Refusal.ForbiddenCode when refusal.Field == "target" => L["the product to link to is sold in a shop whose links you may not edit"],
        Refusal.ForbiddenCode => L["of another shop, whose links you may not edit"],
        "not-found" => L["a product that no longer exists"],
        _ => refusal.Message,
    };
}
