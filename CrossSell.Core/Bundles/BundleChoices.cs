using CrossSell.Core.Common;

namespace CrossSell.Core.Bundles;

/// <summary>One product that is bought with a set, and how many of it.</summary>
public readonly record struct BundlePick(QuoteOption Option, int Quantity);

/// <summary>What a shopper may take of a bundle: the usual choice, and those that earn most and least. Pure.</summary>
/// <remarks>
/// Each part and each slot has a few alternatives. Up to <see cref="MostCombinations"/> combinations are all priced, so that best and worst are exact; beyond
/// that each place is tried in turn while the others stay, until none gets any better, which is exact for prices that add up and near for the others.
/// </remarks>
[Engine]
public static class BundleChoices
{
    public const int MostCombinations = 1_000;

    private const int MostRounds = 4;

    /// <summary>What is taken when the shopper changes nothing: what must be in, the first that each required slot offers, nothing that is optional.</summary>
    public static IReadOnlyList<BundlePick> Usual(BundleParts parts) => [.. Places(parts).SelectMany(place => place[0])];

    /// <summary>The choices with the highest and the lowest margin; where a cost is unknown, with the highest and the lowest price.</summary>
    /// <param name="price">Null for a choice that has no price.</param>
    /// <returns>Null when no choice has a price.</returns>
    public static (ChoiceQuote Best, ChoiceQuote Worst)? Extremes(BundleParts parts, Func<IReadOnlyList<BundlePick>, BundlePrice?> price)
    {
        var places = Places(parts);
        var count = places.Aggregate(1L, (all, place) => Math.Min(all * place.Count, long.MaxValue / 64));
        ChoiceQuote? best = null, worst = null;
        if (count <= MostCombinations)
        {
            foreach (var picks in All(places))
            {
                Take(picks, price, ref best, ref worst);
            }
        }
        else
        {
            best = Climb(places, price, better: true);
            worst = Climb(places, price, better: false);
        }

        return best is null || worst is null ? null : (best, worst);
    }

    private static void Take(
        IReadOnlyList<BundlePick> picks, Func<IReadOnlyList<BundlePick>, BundlePrice?> price, ref ChoiceQuote? best, ref ChoiceQuote? worst)
    {
        if (price(picks) is not { } found)
        {
            return;
        }

        var choice = new ChoiceQuote(picks, found);
        best = best is null || Worth(found) > Worth(best.Price) ? choice : best;
        worst = worst is null || Worth(found) < Worth(worst.Price) ? choice : worst;
    }

    private static ChoiceQuote? Climb(
        List<IReadOnlyList<IReadOnlyList<BundlePick>>> places, Func<IReadOnlyList<BundlePick>, BundlePrice?> price, bool better)
    {
        var chosen = places.Select(place => place[0]).ToArray();
        ChoiceQuote? found = null;
        for (var round = 0; round < MostRounds; round++)
        {
            var moved = false;
            for (var place = 0; place < places.Count; place++)
            {
                foreach (var alternative in places[place])
                {
                    var kept = chosen[place];
                    chosen[place] = alternative;
                    IReadOnlyList<BundlePick> picks = [.. chosen.SelectMany(part => part)];
                    if (price(picks) is { } priced && (found is null
                        || (better ? Worth(priced) > Worth(found.Price) : Worth(priced) < Worth(found.Price))))
                    {
                        (found, moved) = (new ChoiceQuote(picks, priced), true);
                    }
                    else
                    {
                        chosen[place] = kept;
                    }
                }
            }

            if (!moved)
            {
                break;
            }
        }

        return found;
    }

    private static long Worth(BundlePrice price) => price.Margin?.Amount.Minor ?? price.SetPrice.Minor;

    private static IEnumerable<IReadOnlyList<BundlePick>> All(IReadOnlyList<IReadOnlyList<IReadOnlyList<BundlePick>>> places)
    {
        IEnumerable<IReadOnlyList<BundlePick>> all = [[]];
        return places.Aggregate(all, (known, place) => known.SelectMany(_ => place, IReadOnlyList<BundlePick> (picks, next) => [.. picks, .. next]));
    }

    /// <summary>The alternatives of every part and slot; the first of each is the usual one.</summary>
    private static List<IReadOnlyList<IReadOnlyList<BundlePick>>> Places(BundleParts parts) =>
        [.. parts.Always.Select(OfPart), .. parts.Slots.Select(OfSlot)];

    private static IReadOnlyList<IReadOnlyList<BundlePick>> OfPart(QuotePart part)
    {
        var component = part.Component;
        int[] quantities = [.. new[] { component.Quantity, component.Fewest, component.Most }.Distinct()];
        var taken = part.Options.Where((option, index) => index == 0 || option.Problem is null)
            .SelectMany(option => quantities, IReadOnlyList<BundlePick> (option, quantity) => [new BundlePick(option, quantity)]);
        return component.IsRequired ? [.. taken] : [[], .. taken];
    }

    private static IReadOnlyList<IReadOnlyList<BundlePick>> OfSlot(QuoteSlot slot)
    {
        var options = slot.Sellable.ToArray();
        options = options.Length > 0 ? options : [.. slot.Options.Take(1)];
        var filled = new[] { slot.Slot.ChooseMin, slot.Slot.ChooseMax }.Distinct().SelectMany(count => OfCount(slot.Slot, options, count));
        return options.Length == 0 ? [[]] : slot.Slot.IsRequired ? [.. filled] : [[], .. filled];
    }

    /// <summary>Of one choice each option; of several the first ones, and those at both ends of price and of margin.</summary>
    private static IEnumerable<IReadOnlyList<BundlePick>> OfCount(SlotContent slot, QuoteOption[] options, int count)
    {
        if (count == 1)
        {
            return options.Select(IReadOnlyList<BundlePick> (option) => [new BundlePick(option, option.Quantity)]);
        }

        IEnumerable<QuoteOption>[] orders =
        [
            options,
            options.OrderBy(Price), options.OrderByDescending(Price), options.OrderBy(Earned), options.OrderByDescending(Earned),
        ];
        return orders.Select((order, index) => Of(slot, [.. order], count, spread: index == 0));
    }

    private static IReadOnlyList<BundlePick> Of(SlotContent slot, QuoteOption[] order, int count, bool spread)
    {
        if (slot.MayRepeat && !spread)
        {
            return [new BundlePick(order[0], order[0].Quantity * count)];
        }

        // Fewer products than choices: where they may repeat, the first ones are taken once more.
        return [.. Enumerable.Range(0, slot.MayRepeat ? count : Math.Min(count, order.Length)).GroupBy(index => index % order.Length)
            .Select(place => new BundlePick(order[place.Key], order[place.Key].Quantity * place.Count()))];
    }

    private static long Price(QuoteOption option) => option.Product.Price?.Minor ?? 0;

    private static long Earned(QuoteOption option) => Price(option) + option.PriceDelta - (option.Product.Cost?.Minor ?? 0);
}

/// <summary>What a shopper might take, with its price.</summary>
public sealed record ChoiceQuote(IReadOnlyList<BundlePick> Picks, BundlePrice Price);
