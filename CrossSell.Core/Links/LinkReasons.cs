using CrossSell.Core.Common;

namespace CrossSell.Core.Links;

/// <summary>Why links are left out, one reason for all of a kind: names of single products would make each its own.</summary>
[Engine]
public static class LinkReasons
{
    public static string Of(Refusal refusal) => refusal.Code switch
    {
        "link.self" => "to itself",
        "link.family" => "within one family",
        "link.duplicate" => "already linked",
        "link.dates" => "ends before it starts",
        "link.contradiction" => "would be both accessory and substitute",
        "link.max" when refusal.Field == "target" => "the product to link to already has as many links of this type as the shop allows, and the reverse link would be one more",
        "link.max" => "the product has as many links of this type as the shop allows",
        Refusal.ForbiddenCode when refusal.Field == "target" => "the product to link to is sold in a shop whose links you may not edit",
        Refusal.ForbiddenCode => "of another shop, whose links you may not edit",
        "not-found" => "a product that no longer exists",
        _ => refusal.Message,
    };
}
