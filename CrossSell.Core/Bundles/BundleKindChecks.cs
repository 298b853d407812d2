using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

/// <summary>What a bundle of each kind needs, and what is worth a look in a shop. Pure.</summary>
[Engine]
internal static class BundleKindChecks
{
    // By the codes that shops give their product types.
    private static readonly Dictionary<string, Func<string, string>> Refused = new(
        GiftCards.TypeCodes.Select(code => KeyValuePair.Create(
                code, (Func<string, string>)(name => L["{0} is a gift card. Shops refuse them in bundles.", name])))
            .Concat(new[] { "subscription", "abo", "abonnement" }.Select(code => KeyValuePair.Create(
                code, (Func<string, string>)(name => L["{0} is a subscription. Shops refuse them in bundles.", name]))))
            .Concat(new[] { "digital", "download", "e-book", "ebook", "software", "licence", "license" }.Select(code => KeyValuePair.Create(
                code, (Func<string, string>)(name => L["{0} is a digital product. Shops refuse them in bundles.", name])))), StringComparer.OrdinalIgnoreCase);

    /// <summary>What keeps content of its kind from being reviewed, in sentences.</summary>
    public static IEnumerable<string> Missing(BundleContent content)
    {
        if (content.Kind == BundleKind.TriggeredOffer)
        {
            if (!content.Triggers.Any())
            {
                yield return L["Choose the product that triggers the offer."];
            }

            if (!content.Always.Any() && content.Slots.Count == 0)
            {
                yield return L["Choose the product that is offered."];
            }
        }
        else if (Units(content) < 2)
        {
            yield return L["A bundle needs at least two products."];
        }

        if (content.Kind == BundleKind.Choice && !content.HasChoices)
        {
            yield return L["Add a slot for shoppers to choose from, or make it a fixed bundle."];
        }

        if (content.Components.Count > 0 && content.Always.All(component => !component.IsRequired) && content.Slots.All(slot => !slot.IsRequired))
        {
            yield return L["At least one part must be required: else the bundle can be empty."];
        }

        foreach (var slot in content.Slots.Where(slot => !slot.IsDynamic))
        {
            var choices = content.ChoicesOf(slot).Count();
            if (choices == 0 || (!slot.MayRepeat && choices < slot.ChooseMin))
            {
                yield return L["{0} has {1} products of which {2} are chosen. Add products, or choose fewer.", slot.Title, choices, slot.ChooseMin];
            }
        }
    }

    /// <summary>What a person should look at before submitting, in sentences.</summary>
    public static IEnumerable<string> Remarks(BundleQuote quote, DateTimeOffset now)
    {
        foreach (var line in quote.Lines.Where(line => line.Replaces is not null))
        {
            yield return L["{0} steps in for {1}, which cannot be sold.", line.Product.Name, line.Replaces!.Name];
        }

        foreach (var slot in quote.EmptySlots.Where(slot => slot.Options.Count > 0))
        {
            yield return L["Nothing, or not enough, is left for {0} now, so the bundle cannot be sold.", slot.Slot.Title];
        }

        foreach (var line in quote.Lines.Where(line => line.Option?.TypeCode is { } code && Refused.ContainsKey(code)))
        {
            yield return Refused[line.Option!.TypeCode!](line.Product.Name);
        }

        if (quote.Channel.MarginFloorBasisPoints is var floor and > 0)
        {
            if (quote.Content.HasChoices && quote.Worst?.Price.Margin is { Percent: { } worst } && worst * 100 < floor
                && !(quote.Price?.Margin?.Percent * 100 < floor))
            {
                yield return L["With the choice that earns least, the margin is below the minimum."];
            }

            if (quote.WithCodes(now) is { Margin.Percent: { } rest } code && rest * 100 < floor)
            {
                yield return L["With the discount code {0} on top, the margin is below the minimum.", code.Code.Code];
            }
        }
    }

    private static int Units(BundleContent content)
    {
        var slots = content.Slots.Sum(slot => slot.ChooseMin);
        // Several of one product are a set where the price says so, such as "buy 3, pay 2".
        var always = content.Pricing == PricingKind.BuyNPayM ? content.Always.Sum(component => component.Quantity) : content.Always.Count();
        return (int)Math.Min((long)always + slots, int.MaxValue);
    }
}

/// <summary>Puts a whole bundle into another: one level, flattened, with multiplied quantities. Pure.</summary>
[Engine]
public static class BundleNesting
{
    /// <summary>The content with the parts of another bundle added, each knowing where it came from; a part that is there already counts more.</summary>
    /// <param name="bundleId">Of <paramref name="content"/>; 0 while it has none.</param>
    /// <param name="innerId">Of <paramref name="inner"/>.</param>
    public static Outcome<BundleContent> Include(BundleContent content, int bundleId, BundleContent inner, int innerId, int quantity = 1)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(inner);
        if (innerId == bundleId || inner.Components.Any(component => component.IncludedBundleId == bundleId && bundleId != 0))
        {
            return new Refusal("bundle.cycle", L["{0} holds this bundle itself. Choose another one.", inner.Name], "components");
        }

        if (inner.Kind != BundleKind.FixedSet)
        {
            return new Refusal(
                "bundle.nested-kind", L["Only a fixed bundle can be put into a bundle. Add the products of {0} one by one.", inner.Name], "components");
        }

        var components = content.Components.ToList();
        foreach (var part in inner.Components)
        {
            var units = (long)part.Quantity * quantity;
            var at = components.FindIndex(known => known.Key == part.Key);
            units += at < 0 ? 0 : components[at].Quantity;
            if (units is < 1 or > BundlePricing.MaxQuantity)
            {
                return new Refusal("bundle.quantity", L["A quantity is from 1 to {0}.", BundlePricing.MaxQuantity], "quantity");
            }

            if (at >= 0)
            {
                components[at] = components[at] with { Quantity = (int)units, MinQuantity = null, MaxQuantity = null };
            }
            else
            {
                components.Add(part with
                {
                    Quantity = (int)units,
                    MinQuantity = null,
                    MaxQuantity = null,
                    Leads = false,
                    PriceDelta = 0,
                    IncludedBundleId = innerId,
                });
            }
        }

        var whole = content with { Components = components };
        return whole.Check() is { } refusal ? refusal : whole;
    }
}
