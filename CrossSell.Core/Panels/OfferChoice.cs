using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>A product that a shopper takes in a slot of an offer.</summary>
/// <param name="Slot">Key of the slot.</param>
/// <param name="Quantity">Units in one set.</param>
public sealed record ChosenOption(string Slot, string Sku, int Quantity);

/// <summary>What an offer becomes when a shopper chooses other products of its slots than the usual ones. Pure.</summary>
[Engine]
internal static class OfferChoice
{
    /// <param name="offer">As the panel shows it: only what it offers can be chosen.</param>
    /// <param name="bundle">What it was made of.</param>
    /// <param name="chosen">All that the shopper takes of the slots; a slot that may stay empty may be left out.</param>
    /// <returns>
    /// The same offer with the parts, price and saving of the choice; refused with <c>bundle.choice</c> for one that it does not offer, or that has no price.
    /// </returns>
    public static Outcome<BundleOffer> Of(BundleOffer offer, BundleFact bundle, IReadOnlyList<ChosenOption> chosen)
    {
        if (bundle.Quote is not { } quote || chosen.FirstOrDefault(choice => !offer.Slots.Any(slot => slot.Key == choice.Slot)) is not null)
        {
            return NotOffered(L["The bundle has no such slot."]);
        }

        var taken = new List<(PanelProduct Product, BundlePick Pick, BundleOfferPart? Part)>();
        foreach (var part in offer.Parts.Where(part => part.Slot is null))
        {
            var option = bundle.Parts.Where(fact => fact.Slot is null).SelectMany(fact => fact.Options)
                .FirstOrDefault(option => option.Product.Id == part.Product.Id);
            if (option is null)
            {
                return NotOffered(L["{0} cannot be priced with another choice.", part.Product.Name]);
            }

            taken.Add((part.Product, new BundlePick(option, part.Quantity), part));
        }

        foreach (var slot in offer.Slots)
        {
            if (Filled(slot, bundle.Slots.First(fact => fact.Key == slot.Key), [.. chosen.Where(choice => choice.Slot == slot.Key)])
                .IsRefused(out var refusal, out var filled))
            {
                return refusal;
            }

            taken.AddRange(filled);
        }

        if (quote.PriceOf([.. taken.Select(item => item.Pick)]).IsRefused(out var unpriced, out var price))
        {
            return NotOffered(unpriced.Message);
        }

        return price.SetPrice.Minor > 0 ? Priced(offer, bundle, taken, price) : NotOffered(L["has no price"]);
    }

    private static Outcome<List<(PanelProduct Product, BundlePick Pick, BundleOfferPart? Part)>> Filled(
        BundleOfferSlot slot, BundleSlotFact fact, IReadOnlyList<ChosenOption> chosen)
    {
        var filled = new List<(PanelProduct, BundlePick, BundleOfferPart?)>();
        var count = 0;
        foreach (var choice in chosen)
        {
            var offered = slot.Choices.FirstOrDefault(item => string.Equals(item.Product.Sku, choice.Sku, StringComparison.OrdinalIgnoreCase));
            var option = fact.Options.Select(item => item.Option).FirstOrDefault(item => item.Product.Id == offered?.Product.Id);
            // A part to leave out is counted in units; a choice of a slot stands for all its units.
            var each = fact.Slot is null ? 1 : offered?.Quantity ?? 1;
            if (offered is null || option is null || choice.Quantity < each || choice.Quantity % each > 0 || (!slot.MayRepeat && choice.Quantity > each))
            {
                return NotOffered(L["{0} is not offered as {1}.", choice.Sku, slot.Title]);
            }

            count += choice.Quantity / each;
            filled.Add((offered.Product, new BundlePick(option, choice.Quantity), null));
        }

        var isEmpty = count == 0 && !slot.IsRequired;
        return isEmpty || (count >= slot.ChooseMin && count <= slot.ChooseMax && chosen.DistinctBy(choice => choice.Sku).Count() == chosen.Count)
            ? filled
            : NotOffered(L["Choose {0} to {1} of {2}.", slot.ChooseMin, slot.ChooseMax, slot.Title]);
    }

    private static BundleOffer Priced(
        BundleOffer offer, BundleFact bundle, List<(PanelProduct Product, BundlePick Pick, BundleOfferPart? Part)> taken, BundlePrice price)
    {
        // As for the usual choice: where the shop says reductions against the lowest price of 30 days, nothing else is said.
        var claim = bundle.Claim is null
            ? null
            : SavingClaim.Of(price, bundle.Quote!.Figures!.Settings, bundle.Quote.Figures.Histories, bundle.Began);
        var nothing = new Money(0, price.SetPrice.Currency);
        var saving = claim is null ? price.SumOfParts - price.SetPrice : claim.Saving ?? nothing;
        var was = claim is null ? (saving.Minor > 0 ? price.SumOfParts : (Money?)null) : claim.Was;
        return offer with
        {
            Parts = [.. taken.Select((item, index) => new BundleOfferPart(
                item.Product, item.Pick.Quantity, price.Components[index].ListTotal, price.Components[index].SetTotal, item.Part?.Leads == true)
            {
                Net = price.Components[index].Net,
                TaxBasisPoints = price.Components[index].TaxBasisPoints,
                Replaces = item.Part?.Replaces,
                Slot = item.Pick.Option.SlotKey,
            })],
            SumOfParts = price.SumOfParts,
            SetPrice = price.SetPrice,
            Saving = saving,
            SavingPercent = was is { Minor: > 0 } before ? saving.Minor * 100m / before.Minor : 0,
            Was = was,
        };
    }

    private static Refusal NotOffered(string sentence) => new("bundle.choice", sentence, "pick");
}
