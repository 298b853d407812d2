using CrossSell.Core.Common;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

/// <summary>What each line is worth by the kind of the price, before differences of choices, rounding and the split. Pure.</summary>
[Engine]
internal static class BundleWorth
{
    private const int Whole = 10_000;

    /// <summary>What each line is worth in the set (the weights of the split) and the price before rounding.</summary>
    public static Outcome<(long[] Weights, long Price)> Of(BundlePriceRequest request, long[] list, long sum)
    {
        var terms = request.Terms;
        switch (terms.Kind)
        {
            case PricingKind.SumOfParts:
                return (list, sum);

            case PricingKind.PercentOff:
                return terms.PercentBasisPoints is < 0 or > Whole
                    ? new Refusal("bundle.percent", L["The discount is from 0 to 100 %."], "percent")
                    : (list, Less(sum, terms.PercentBasisPoints));

            case PricingKind.AmountOff or PricingKind.FixedPrice:
                return Amount(request, sum).IsRefused(out var refusal, out var amount)
                    ? refusal
                    : (list, terms.Kind == PricingKind.AmountOff ? sum - amount : amount);

            case PricingKind.PerComponent:
                var discounted = list.Select((total, index) => Less(total, request.Lines[index].DiscountBasisPoints)).ToArray();
                return (discounted, discounted.Sum());

            case PricingKind.CheapestFree:
                if (request.Lines.Sum(line => (long)line.Quantity) < 2)
                {
                    return new Refusal("bundle.one-unit", L["With the cheapest free, a bundle needs at least two units."], "components");
                }

                var cheapest = Enumerable.Range(0, list.Length).MinBy(index => request.Lines[index].UnitPrice.Minor);
                var free = request.Lines[cheapest].UnitPrice.Minor;
                return (list.Select((total, index) => index == cheapest ? total - free : total).ToArray(), sum - free);

            case PricingKind.BuyNPayM:
                return BuyNPayM(request, list, sum);

            default:
                return new Refusal("bundle.pricing", L["This kind of pricing is not known."], "pricing");
        }
    }

    private static Outcome<long> Amount(BundlePriceRequest request, long sum)
    {
        var currency = request.Lines[0].UnitPrice.Currency;
        var isOff = request.Terms.Kind == PricingKind.AmountOff;
        return request.Terms.Amount switch
        {
            null => new Refusal("bundle.amount", isOff ? L["Enter the discount."] : L["Enter the bundle price."], "amount"),
            { } amount when amount.Currency != currency =>
                new Refusal("bundle.currency", L["The amount is in {0}, the parts are in {1}.", amount.Currency, currency], "amount"),
            { Minor: < 0 } => new Refusal("bundle.negative", L["The amount cannot be negative."], "amount"),
            { } amount when amount.Minor > sum => isOff
                ? new Refusal("bundle.amount", L["The discount is more than the total of the parts."], "amount")
                : new Refusal("bundle.dearer", L["The bundle would cost more than its parts."], "amount"),
            { } amount => amount.Minor,
        };
    }

    public static PriceRounding RoundingOf(BundleTerms terms) =>
        terms.Kind is PricingKind.SumOfParts or PricingKind.FixedPrice ? PriceRounding.None : terms.Rounding;

    private static long Less(long minor, int basisPoints) => (long)((Int128)minor * (Whole - basisPoints) / Whole);

    /// <summary>
    /// Of every n units m are paid: of all units together, the cheapest are free. Whole groups of n count, so 7 units of "buy 3, pay 2" have 2 free.
    /// </summary>
    private static Outcome<(long[] Weights, long Price)> BuyNPayM(BundlePriceRequest request, long[] list, long sum)
    {
        var (buy, pay) = (request.Terms.BuyQuantity, request.Terms.PayQuantity);
        if (buy < 2 || pay < 1 || pay >= buy)
        {
            return new Refusal("bundle.buy", L["Enter how many units are bought and how many of them are paid, such as 3 and 2."], "buy");
        }

        var units = request.Lines.Sum(line => (long)line.Quantity);
        if (units < buy)
        {
            return new Refusal("bundle.units", L["With buy {0}, pay {1}, a bundle needs at least {0} units.", buy, pay], "components");
        }

        var free = units / buy * (buy - pay);
        var weights = list.ToArray();
        foreach (var index in Enumerable.Range(0, list.Length).OrderBy(index => request.Lines[index].UnitPrice.Minor).ThenBy(index => index))
        {
            var taken = Math.Min(free, request.Lines[index].Quantity);
            weights[index] -= taken * request.Lines[index].UnitPrice.Minor;
            sum -= taken * request.Lines[index].UnitPrice.Minor;
            free -= taken;
        }

        return (weights, sum);
    }
}
