using CrossSell.Core.Common;
using CrossSell.Core.Rules;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

/// <summary>What no draft may hold, each with a sentence that says how to correct it. Pure; needs neither catalogue nor shop.</summary>
[Engine]
internal static class BundleContentCheck
{
    /// <summary>Null for nothing; the refusal's field is the one to correct.</summary>
    public static Refusal? Check(BundleContent content) =>
        CheckWhole(content) ?? CheckKind(content) ?? content.Components.Select(component => CheckComponent(content, component)).FirstOrDefault(Refused)
            ?? CheckSlots(content) ?? CheckLocales(content);

    private static bool Refused(Refusal? refusal) => refusal is not null;

    private static Refusal? CheckWhole(BundleContent content) => content switch
    {
        { Name: var name } when string.IsNullOrWhiteSpace(name) => Wrong("name", L["The bundle needs a name."]),
        { Name.Length: > BundleContent.NameLength } => Wrong("name", L["The name may have {0} characters at most.", BundleContent.NameLength]),
        _ when content.Components.Count(component => component.SlotKey is null) > BundleContent.MaxComponents =>
            Wrong("components", L["A bundle has at most {0} products.", BundleContent.MaxComponents]),
        { Components.Count: > BundleContent.MaxChoices } => Wrong("components", L[
            "A bundle has at most {0} products to choose from. Let a rule fill the slot instead.", BundleContent.MaxChoices]),
        _ when content.Components.DistinctBy(component => component.Key).Count() < content.Components.Count =>
            new Refusal("bundle.twice", L["A product can be in a bundle only once: increase its quantity instead."], "components"),
        _ when content.Components.Any(component => component.Quantity is < 1 or > BundlePricing.MaxQuantity) =>
            new Refusal("bundle.quantity", L["A quantity is from 1 to {0}.", BundlePricing.MaxQuantity], "quantity"),
        _ when content.Components.Any(component => component.DiscountBasisPoints is < 0 or > 10_000)
            || content.Slots.Any(slot => slot.DiscountBasisPoints is < 0 or > 10_000) || content.PercentBasisPoints is < 0 or > 10_000 =>
            new Refusal("bundle.percent", L["A discount is from 0 to 100 %."], "percent"),
        { Amount: < 0 } => new Refusal("bundle.negative", L["The amount cannot be negative."], "amount"),
        { Pricing: PricingKind.BuyNPayM } when content.BuyQuantity is < 2 or > BundlePricing.MaxQuantity =>
            Wrong("buy", L["The number of units to buy is from 2 to {0}.", BundlePricing.MaxQuantity]),
        { Pricing: PricingKind.BuyNPayM } when content.PayQuantity < 1 || content.PayQuantity >= content.BuyQuantity =>
            Wrong("pay", L["The number of units to pay is at least 1 and less than the number to buy."]),
        { StartsAt: { } from, EndsAt: { } until } when until <= from => new Refusal("bundle.dates", L["The bundle ends before it starts."], "ends"),
        _ => null,
    };

    private static Refusal? CheckKind(BundleContent content) => content.Kind switch
    {
        BundleKind.FixedSet when content.Slots.Count > 0 =>
            Wrong("kind", L["A fixed bundle has no slots. Remove the slots, or let shoppers choose."]),
        not BundleKind.TriggeredOffer when content.Triggers.Any() =>
            Wrong("kind", L["Only a triggered offer has a trigger. Make the product a part, or choose the kind triggered offer."]),
        _ => null,
    };

    private static Refusal? CheckComponent(BundleContent content, ComponentContent component)
    {
        if (component.SlotKey is not null && content.Slots.All(slot => slot.Key != component.SlotKey))
        {
            return Wrong("slot", L["A product stands in a slot that is not there. Choose another slot for it."]);
        }

        if (component is { Role: ComponentRole.Trigger, SlotKey: not null })
        {
            return Wrong("slot", L["A trigger stands in no slot. Take it out of the slot, or make it a part."]);
        }

        if (component.Fewest < 1 || component.Most > BundlePricing.MaxQuantity || component.Fewest > component.Quantity
            || component.Quantity > component.Most)
        {
            return Wrong("quantity", L[
                "The smallest quantity is at least 1, the suggested one is not below it, and the largest not below that and at most {0}.",
                BundlePricing.MaxQuantity]);
        }

        if (Math.Abs(component.PriceDelta) > MostDelta || component.Variants.Any(variant => Math.Abs(variant.PriceDelta) > MostDelta))
        {
            return Wrong("priceDelta", L["This price difference is too high."]);
        }

        if (component.Replacements.Count > BundleContent.MaxReplacements)
        {
            return Wrong("replacements", L["A product has at most {0} replacements.", BundleContent.MaxReplacements]);
        }

        if (component.Replacements.Contains(component.ProductId) || component.Replacements.Distinct().Count() < component.Replacements.Count)
        {
            return Wrong("replacements", L["A replacement is another product, and each stands once. Remove the one that is there twice."]);
        }

        if (component.Variants.Count > BundleContent.MaxVariants
            || component.Variants.DistinctBy(variant => variant.ProductId).Count() < component.Variants.Count)
        {
            return Wrong("variants", L["At most {0} variants can be chosen, each once.", BundleContent.MaxVariants]);
        }

        return component.Titles.Values.Any(title => title.Length > SlotContent.TitleLength)
            ? Wrong("title", L["A title has at most {0} characters.", SlotContent.TitleLength])
            : null;
    }

    private static Refusal? CheckSlots(BundleContent content)
    {
        if (content.Slots.Count > BundleContent.MaxSlots)
        {
            return Wrong("slots", L["A bundle has at most {0} slots.", BundleContent.MaxSlots]);
        }

        if (content.Slots.DistinctBy(slot => slot.Key).Count() < content.Slots.Count)
        {
            return Wrong("slots", L["Two slots have the same key. Give one of them another."]);
        }

        return content.Slots.Select(slot => CheckSlot(content, slot)).FirstOrDefault(Refused);
    }

    private static Refusal? CheckSlot(BundleContent content, SlotContent slot)
    {
        if (slot.Key.Length is 0 or > SlotContent.KeyLength
            || !slot.Key.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
        {
            return Wrong("slot", L["The key of a slot has lower-case letters, digits and hyphens, at most {0}.", SlotContent.KeyLength]);
        }

        if (slot.Title.Trim().Length is 0 or > SlotContent.TitleLength || slot.Titles.Values.Any(title => title.Length > SlotContent.TitleLength))
        {
            return Wrong("slotTitle", L["A slot needs a title of 1 to {0} characters.", SlotContent.TitleLength]);
        }

        if (slot.ChooseMin < 1 || slot.ChooseMax < slot.ChooseMin || slot.ChooseMax > SlotContent.MostProducts)
        {
            return Wrong("choose", L["At least 1 is chosen in {0}, and at most {1}.", slot.Title, SlotContent.MostProducts]);
        }

        if (slot.Limit is < 1 or > SlotContent.MostProducts)
        {
            return Wrong("slotLimit", L["A rule offers 1 to {0} products in {1}.", SlotContent.MostProducts, slot.Title]);
        }

        if (slot.Condition is null)
        {
            return null;
        }

        return content.ChoicesOf(slot).Any()
            ? Wrong("slot", L["A rule fills {0}: remove its products, or the rule.", slot.Title])
            : RuleContent.Check(slot.Condition, "condition", L["Add a condition for what fills {0}.", slot.Title])
                ?? RuleContent.CheckComparisons(slot.Comparisons);
    }

    private static Refusal? CheckLocales(BundleContent content) => content switch
    {
        _ when content.Locales.DistinctBy(own => own.Locale, StringComparer.OrdinalIgnoreCase).Count() < content.Locales.Count =>
            Wrong("locale", L["A language is there twice. Remove one."]),
        _ when content.Locales.Any(own => own.Locale.Length is 0 or > 20) => Wrong("locale", L["Choose a language."]),
        _ when content.Locales.Any(own => own.Name is { Length: > BundleContent.NameLength }) =>
            Wrong("name", L["The name may have {0} characters at most.", BundleContent.NameLength]),
        _ => null,
    };

    private const long MostDelta = 100_000_000_000;

    private static Refusal Wrong(string field, string message) => new($"bundle.{field}", message, field);
}
