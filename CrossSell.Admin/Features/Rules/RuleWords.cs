using System.Diagnostics;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Rules;

namespace CrossSell.Admin.Features.Rules;

/// <summary>Rules as a merchandiser would say them: "Hiking boots → Socks with the same Size band, at most 30 % of its price".</summary>
public static class RuleWords
{
    public const string Everything = "every product";

    public static readonly (RuleOrder Order, string Name, string Tail)[] Orders =
    [
        (RuleOrder.Affinity, "Most often bought together", "most often bought together first"),
        (RuleOrder.Bestseller, "Bestsellers", "bestsellers first"),
        (RuleOrder.Margin, "Highest margin", "highest margin first"),
        (RuleOrder.Newest, "Newest", "newest first"),
        (RuleOrder.PriceLow, "Cheapest", "cheapest first"),
        (RuleOrder.PriceHigh, "Most expensive", "most expensive first"),
    ];

    /// <summary>What a condition holds for: "Hiking boots by Norrland, priced up to 200".</summary>
    public static string Of(Condition condition, RuleLexicon lexicon)
    {
        EquatableList<Condition> parts = condition switch
        {
            AllOf all => all.Parts,
            AnyOf { Parts: [var only] } => [only],
            _ => [condition],
        };
        if (parts.Count == 0 || condition is AnyOf { Parts.Count: 0 } or NoneOf { Parts.Count: 0 })
        {
            return Everything;
        }

        // Categories and types are nouns; the rest says which of them.
        var noun = parts.FirstOrDefault(part => part is InCategory) ?? parts.FirstOrDefault(part => part is OfType)
            ?? parts.FirstOrDefault(part => part is HasSku);
        var name = noun switch
        {
            InCategory category => Or(category.CategoryIds.Select(lexicon.Category)),
            OfType type => Or(type.ProductTypeIds.Select(lexicon.Type)),
            HasSku sku => Skus(sku.Skus),
            _ => Everything,
        };
        var rest = parts.Where(part => !ReferenceEquals(part, noun)).Select(part => Phrase(part, lexicon)).ToArray();
        return rest.Length == 0 ? name : $"{name} {string.Join(", ", rest)}";
    }

    /// <summary>What must hold between the two: "of the same brand".</summary>
    public static string Of(Comparison comparison, RuleLexicon lexicon) => comparison switch
    {
        SameBrand => "of the same brand",
        SameCategory => "from the same category",
        OtherCategory => "from another category",
        AttributeMatches same when same.AnchorAttributeId == same.CompanionAttributeId => $"with the same {lexicon.Attribute(same.AnchorAttributeId)}",
        AttributeMatches fits => $"whose {lexicon.Attribute(fits.CompanionAttributeId)} fits its {lexicon.Attribute(fits.AnchorAttributeId)}",
        PricedAtMost most => $"at most {Formats.Count(most.Percent)} % of its price",
        PricedAtLeast least => $"at least {Formats.Count(least.Percent)} % of its price",
        _ => throw new UnreachableException($"{comparison.GetType().Name} has no words."),
    };

    /// <summary>What is offered: "Socks with the same Size band, at most 30 % of its price".</summary>
    public static string Offer(Condition companions, IEnumerable<Comparison> comparisons, RuleLexicon lexicon)
    {
        var said = comparisons.Select(comparison => Of(comparison, lexicon)).ToArray();
        var what = Of(companions, lexicon);
        return said.Length == 0 ? what : $"{(what == Everything ? "products" : what)} {string.Join(", ", said)}";
    }

    /// <summary>"bestsellers first, up to 2".</summary>
    public static string Tail(RuleOrder order, int limit) => $"{Orders.First(item => item.Order == order).Tail}, up to {Formats.Count(limit)}";

    private static string Phrase(Condition condition, RuleLexicon lexicon) => condition switch
    {
        InCategory category => $"in {Or(category.CategoryIds.Select(lexicon.Category))}",
        OfBrand brand => $"by {Or(brand.Brands)}",
        OfType type => $"of type {Or(type.ProductTypeIds.Select(lexicon.Type))}",
        Tagged tag => $"tagged {Or(tag.Tags)}",
        HasSku sku => $"that are {Skus(sku.Skus)}",
        AttributeIs { Values.Count: 0 } any => $"with any {lexicon.Attribute(any.AttributeId)}",
        AttributeIs { Values: [AttributeRules.Yes] } yes => $"with {lexicon.Attribute(yes.AttributeId)}",
        AttributeIs { Values: [AttributeRules.No] } no => $"without {lexicon.Attribute(no.AttributeId)}",
        AttributeIs attribute => $"with {lexicon.Attribute(attribute.AttributeId)} {Or(attribute.Values)}",
        AttributeBetween number => $"with {lexicon.Attribute(number.AttributeId)} {Range(number.From, number.To, lexicon.Unit(number.AttributeId))}",
        PriceBetween price => $"priced {Range((double?)price.From, (double?)price.To, null)}",
        MarginBetween margin => $"with a margin {Range(margin.From, margin.To, "%")}",
        StockBetween stock => $"with stock {Range(stock.From, stock.To, null)}",
        CompleteBetween complete => $"complete {Range(complete.From, complete.To, "%")}",
        NoneOf { Parts.Count: 0 } or AllOf { Parts.Count: 0 } or AnyOf { Parts.Count: 0 } => "of any kind",
        AnyOf { Parts: [var only] } => Phrase(only, lexicon),
        AllOf { Parts: [var only] } => Phrase(only, lexicon),
        NoneOf { Parts: [var one] } => $"not {Phrase(one, lexicon)}",
        NoneOf none => $"neither {string.Join(" nor ", none.Parts.Select(part => Phrase(part, lexicon)))}",
        AnyOf any => $"({string.Join(" or ", any.Parts.Select(part => Phrase(part, lexicon)))})",
        AllOf all => $"({string.Join(" and ", all.Parts.Select(part => Phrase(part, lexicon)))})",
        _ => "",
    };

    private static string Range(double? from, double? to, string? unit)
    {
        var tail = unit is null ? "" : $" {unit}";
        return (from, to) switch
        {
            ({ } least, { } most) when least.Equals(most) => $"of {Formats.Number(least)}{tail}",
            ({ } least, { } most) => $"from {Formats.Number(least)} to {Formats.Number(most)}{tail}",
            ({ } least, null) => $"from {Formats.Number(least)}{tail} up",
            (null, { } most) => $"up to {Formats.Number(most)}{tail}",
            _ => "of any size",
        };
    }

    private static string Skus(EquatableList<string> skus) => skus.Count <= 3 ? Or(skus) : $"{Formats.Count(skus.Count)} products by SKU";

    private static string Or(IEnumerable<string> names)
    {
        var all = names.ToArray();
        return all.Length switch
        {
            0 => "nothing",
            1 => all[0],
            <= 4 => $"{string.Join(", ", all[..^1])} or {all[^1]}",
            _ => $"{string.Join(", ", all[..3])} or {Formats.Count(all.Length - 3)} more",
        };
    }
}
