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
        "link.duplicate" => "linked already",
        "link.dates" => "would end before it starts",
        "link.contradiction" => "would be accessory and substitute at once",
        "link.max" => "the product has as many links of this type as the shop allows",
        Refusal.ForbiddenCode => "of another shop, whose links you may not edit",
        "not-found" => "a product that does not exist any more",
        _ => refusal.Message,
    };
}
