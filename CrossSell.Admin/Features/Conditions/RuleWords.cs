using System.Diagnostics;
using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Rules;
using static CrossSell.Admin.Features.Conditions.ConditionsTexts;

namespace CrossSell.Admin.Features.Conditions;

/// <summary>Rules as a merchandiser would say them: "Hiking boots → Socks with the same Size band, at most 30 % of its price".</summary>
public static class RuleWords
{
    public static string Everything => L["every product"];

    /// <summary>As it begins a sentence or stands alone. Resource files know no two names that differ by capitals alone.</summary>
    public static string Capital(string text) => char.ToUpper(text[0], CultureInfo.CurrentCulture) + text[1..];

    public static readonly (RuleOrder Order, string Name, string Tail)[] Orders =
    [
        (RuleOrder.Affinity, Texts.Key("Most often bought together"), Texts.Key("most often bought together first")),
        (RuleOrder.Bestseller, Texts.Key("Bestsellers"), Texts.Key("bestsellers first")),
        (RuleOrder.Margin, Texts.Key("Highest margin"), Texts.Key("highest margin first")),
        (RuleOrder.Newest, Texts.Key("Newest"), Texts.Key("newest first")),
        (RuleOrder.PriceLow, Texts.Key("Cheapest"), Texts.Key("cheapest first")),
        (RuleOrder.PriceHigh, Texts.Key("Most expensive"), Texts.Key("most expensive first")),
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
        SameBrand => L["of the same brand"],
        SameCategory => L["from the same category"],
        OtherCategory => L["from another category"],
        AttributeMatches same when same.AnchorAttributeId == same.CompanionAttributeId => L["with the same {0}", lexicon.Attribute(same.AnchorAttributeId)],
        AttributeMatches fits => L["whose {0} fits its {1}", lexicon.Attribute(fits.CompanionAttributeId), lexicon.Attribute(fits.AnchorAttributeId)],
        PricedAtMost most => L["at most {0} % of its price", Formats.Count(most.Percent)],
        PricedAtLeast least => L["at least {0} % of its price", Formats.Count(least.Percent)],
        _ => throw new UnreachableException($"{comparison.GetType().Name} has no words."),
    };

    /// <summary>What is offered: "Socks with the same Size band, at most 30 % of its price".</summary>
    public static string Offer(Condition companions, IEnumerable<Comparison> comparisons, RuleLexicon lexicon)
    {
        var said = comparisons.Select(comparison => Of(comparison, lexicon)).ToArray();
        var what = Of(companions, lexicon);
        return said.Length == 0 ? what : $"{(what == Everything ? L["products"].Value : what)} {string.Join(", ", said)}";
    }

    /// <summary>"bestsellers first, up to 2".</summary>
    public static string Tail(RuleOrder order, int limit) =>
        L["{0}, up to {1}", L[Orders.First(item => item.Order == order).Tail].Value, Formats.Count(limit)];

    private static string Phrase(Condition condition, RuleLexicon lexicon) => condition switch
    {
        InCategory category => L["in {0}", Or(category.CategoryIds.Select(lexicon.Category))],
        OfBrand brand => L["by {0}", Or(brand.Brands)],
        OfType type => L["of type {0}", Or(type.ProductTypeIds.Select(lexicon.Type))],
        Tagged tag => L["tagged {0}", Or(tag.Tags)],
        HasSku sku => L["that are {0}", Skus(sku.Skus)],
        AttributeIs { Values.Count: 0 } any => L["with any {0}", lexicon.Attribute(any.AttributeId)],
        AttributeIs { Values: [AttributeRules.Yes] } yes => L["with {0}", lexicon.Attribute(yes.AttributeId)],
        AttributeIs { Values: [AttributeRules.No] } no => L["without {0}", lexicon.Attribute(no.AttributeId)],
        AttributeIs attribute => L["with {0} {1}", lexicon.Attribute(attribute.AttributeId), Or(attribute.Values)],
        AttributeBetween number => L[
            "with {0} {1}", lexicon.Attribute(number.AttributeId), Range(number.From, number.To, lexicon.Unit(number.AttributeId))],
        PriceBetween price => L["priced {0}", Range((double?)price.From, (double?)price.To, null)],
        MarginBetween margin => L["with a margin {0}", Range(margin.From, margin.To, "%")],
        StockBetween stock => L["with stock {0}", Range(stock.From, stock.To, null)],
        CompleteBetween complete => L["complete {0}", Range(complete.From, complete.To, "%")],
        InBundle { AsMain: true } => L["that are the main product of a bundle"],
        InBundle => L["in a bundle"],
        NoneOf { Parts.Count: 0 } or AllOf { Parts.Count: 0 } or AnyOf { Parts.Count: 0 } => L["of any kind"],
        AnyOf { Parts: [var only] } => Phrase(only, lexicon),
        AllOf { Parts: [var only] } => Phrase(only, lexicon),
        NoneOf { Parts: [InBundle { AsMain: true }] } => L["that are the main product of no bundle"],
        NoneOf { Parts: [InBundle] } => L["in no bundle"],
        NoneOf { Parts: [var one] } => L["not {0}", Phrase(one, lexicon)],
        NoneOf none => L["neither {0}", Joined(L["nor"], none.Parts, lexicon)],
        AnyOf any => $"({Joined(L["or"], any.Parts, lexicon)})",
        AllOf all => $"({Joined(L["and"], all.Parts, lexicon)})",
        _ => "",
    };

    private static string Joined(string word, EquatableList<Condition> parts, RuleLexicon lexicon) =>
        string.Join($" {word} ", parts.Select(part => Phrase(part, lexicon)));

    private static string Range(double? from, double? to, string? unit)
    {
        var tail = unit is null ? "" : $" {unit}";
        return (from, to) switch
        {
            ({ } least, { } most) when least.Equals(most) => L["of {0}", Formats.Number(least) + tail],
            ({ } least, { } most) => L["from {0} to {1}", Formats.Number(least), Formats.Number(most) + tail],
            ({ } least, null) => L["from {0} up", Formats.Number(least) + tail],
            (null, { } most) => L["up to {0}", Formats.Number(most) + tail],
            _ => L["of any size"],
        };
    }

    private static string Skus(EquatableList<string> skus) => skus.Count <= 3 ? Or(skus) : L["{0} products by SKU", Formats.Count(skus.Count)].Value;

    private static string Or(IEnumerable<string> names)
    {
        var all = names.ToArray();
        return all.Length switch
        {
            0 => L["nothing"],
            <= 4 => Texts.Or(all),
            _ => L["{0} or {1} more", string.Join(", ", all[..3]), Formats.Count(all.Length - 3)],
        };
    }
}
