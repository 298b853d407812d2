using System.Globalization;
using CrossSell.Core.Common;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

/// <summary>
/// The one price of a set: builder, review, panel, API and feeds all ask here. Pure; never negative, never above the sum
/// of its parts, and its split always adds up to the cent.
/// </summary>
/// <remarks>
/// Price: the kind of <see cref="BundleTerms"/> gives each line its worth w (in minor units, fractions dropped) and the set its price
/// P &lt;= sum of w; the differences of chosen parts come on top, never above the sum of the parts; rounding takes P further down.
/// A part's own sale price is its unit price already, so the set's discount comes off it: first the part's, then the set's (magento/magento2#38674).
/// Split: line i gets P * w_i / sum of w by largest remainder, ties to the earlier line, so no line exceeds its worth. By cost, where the channel says so,
/// w is the cost of the line.
/// Net: where prices include tax, the shares of one tax rate t are taxed together, as on an invoice: net = gross / (1 + t), half a cent
/// away from zero, split over its lines by largest remainder. A composite set is one supply: all of it has the rate t of the main product.
/// Margin: net price - cost, in percent of the net price.
/// Break-even attach rate: the share r of the set's buyers who must be new, that is would otherwise have bought nothing, for the
/// set to earn as much as the anchor sold alone at list price to the rest: S = (1 - r) * A, r = 1 - S / A, with S the margin of the
/// set and A the margin of the anchor's units at list price. It is 0 when S >= A, and never reached when S is nothing or a loss.
/// </remarks>
[Engine]
public static class BundlePricing
{
    public const int MaxQuantity = 10_000;

    private const int Whole = 10_000;

    /// <summary>Keeps every sum and product below far from overflow: ten million million in a currency of cents.</summary>
    private const long MaxMinor = 1_000_000_000_000_000;

    /// <summary>Refuses input that has no price; never throws for anything a person could type.</summary>
    public static Outcome<BundlePrice> Price(BundlePriceRequest request)
    {
        if (Check(request) is { } refusal)
        {
            return refusal;
        }

        var lines = request.Lines;
        var currency = lines[0].UnitPrice.Currency;
        var list = lines.Select(line => line.UnitPrice.Minor * line.Quantity).ToArray();
        var sum = list.Sum();
        if (BundleWorth.Of(request, list, sum).IsRefused(out var noWorth, out var worth))
        {
            return noWorth;
        }

        var (weights, unrounded) = worth;
        var deltas = lines.Select(line => line.PriceDelta * line.Quantity).ToArray();
        if (unrounded + deltas.Sum() > sum && deltas.Sum() > 0)
        {
            return new Refusal("bundle.dearer", L["The bundle would cost more than its parts."], "priceDelta");
        }

        // What is paid part by part carries its own difference; a price of the whole is split with it.
        weights = weights.Sum() == unrounded ? [.. weights.Select((weight, index) => Math.Max(0, weight + deltas[index]))] : weights;
        unrounded = Math.Max(0, unrounded + deltas.Sum());
        var price = RoundDown(unrounded, BundleWorth.RoundingOf(request.Terms), currency);
        var costs = lines.Select(line => line.UnitCost is { } cost ? cost.Minor * line.Quantity : (long?)null).ToArray();
        var shares = Split(price, Weights(request, weights, costs));
        var nets = Nets(request, shares);

        var components = lines.Select((line, index) => new ComponentPrice(
            index,
            line.ProductId,
            line.Quantity,
            new Money(list[index], currency),
            new Money(shares[index], currency),
            new Money(nets[index], currency),
            costs[index] is { } cost ? new Money(cost, currency) : null)
        {
            UnitPrice = line.UnitPrice,
            TaxBasisPoints = RateOf(request, index),
        }).ToArray();

        Money Amount(long minor) => new(minor, currency);
        var missing = Enumerable.Range(0, costs.Length).Where(index => costs[index] is null).ToArray();
        var net = nets.Sum();
        long? allCost = missing.Length == 0 ? costs.Sum(cost => cost!.Value) : null;
        var listNets = Nets(request, list);
        var margin = allCost is { } known ? Margin.Of(Amount(net), Amount(known)) : null;
        var separately = allCost is { } same ? Margin.Of(Amount(listNets.Sum()), Amount(same)) : null;

        return new BundlePrice(
            Amount(sum),
            Amount(unrounded),
            Amount(price),
            Amount(sum - price),
            sum == 0 ? 0 : (sum - price) * 100m / sum,
            components,
            Amount(net),
            allCost is { } total ? Amount(total) : null,
            margin,
            separately,
            margin is not null && separately is not null
                ? new MarginChange(margin.Amount - separately.Amount, margin.Percent - separately.Percent)
                : null,
            margin is null ? default : BreakEvenOf(margin.Amount.Minor, listNets[request.AnchorIndex] - costs[request.AnchorIndex]!.Value),
            missing,
            BundlePriceWarnings.Of(request, sum, price, net, allCost, missing));
    }

    /// <summary>
    /// Shares <paramref name="total"/> in proportion to the weights so that the shares add up exactly: whole parts first, what is left goes
    /// one by one to the largest remainders, the earlier line first on a tie. No share exceeds its weight while the total does not exceed their sum.
    /// </summary>
    /// <param name="total">Not negative.</param>
    /// <param name="weights">Not negative. If all are zero the first takes the total.</param>
    public static long[] Split(long total, IReadOnlyList<long> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        var sum = weights.Aggregate(Int128.Zero, (all, weight) => all + weight);
        var shares = new long[weights.Count];
        if (sum == 0)
        {
            shares[0] = total;
            return shares;
        }

        var remainders = new Int128[weights.Count];
        for (var index = 0; index < weights.Count; index++)
        {
            var exact = (Int128)total * weights[index];
            shares[index] = (long)(exact / sum);
            remainders[index] = exact % sum;
        }

        var left = (int)(total - shares.Sum());
        foreach (var index in Enumerable.Range(0, weights.Count).OrderByDescending(index => remainders[index]).ThenBy(index => index).Take(left))
        {
            shares[index]++;
        }

        return shares;
    }

    /// <summary>
    /// The highest price with the ending that is not above the given one; unchanged when there is none above zero or the currency has no such ending.
    /// </summary>
    public static long RoundDown(long minor, PriceRounding rounding, Currency currency)
    {
        var scale = currency.Scale;
        var ending = rounding switch
        {
            PriceRounding.To95 => scale * 95 / 100,
            PriceRounding.To99 => scale * 99 / 100,
            _ => 0,
        };
        if (rounding == PriceRounding.None || scale == 1 || minor < Math.Max(ending, 1))
        {
            return minor;
        }

        var rounded = ((minor - ending) / scale * scale) + ending;
        return rounded > 0 ? rounded : minor;
    }

    private static Refusal? Check(BundlePriceRequest request)
    {
        var lines = request.Lines;
        if (lines.Count == 0)
        {
            return new Refusal("bundle.empty", L["A bundle needs at least one component."], "components");
        }

        var currency = lines[0].UnitPrice.Currency;
        Int128 sum = 0;
        foreach (var line in lines)
        {
            if (CheckLine(line, currency) is { } refusal)
            {
                return refusal;
            }

            sum += (Int128)Math.Max(line.UnitPrice.Minor, line.UnitCost?.Minor ?? 0) * line.Quantity;
        }

        if (sum > MaxMinor)
        {
            return new Refusal("bundle.too-large", L["The total of the parts is too high. Check the prices and quantities."], "components");
        }

        if (request.AnchorIndex < 0 || request.AnchorIndex >= lines.Count)
        {
            return new Refusal("bundle.anchor", L["The main product is not one of the components."], "anchor");
        }

        return request.Floor is { BasisPoints: < 0 or > Whole }
            ? new Refusal("bundle.floor", L["The minimum margin is from 0 to 100 %."], "floor")
            : null;
    }

    private static Refusal? CheckLine(BundleLine line, Currency currency)
    {
        if (line.Quantity is < 1 or > MaxQuantity)
        {
            return new Refusal(
                "bundle.quantity", L["The quantity of {0} is from 1 to {1}.", line.Name, MaxQuantity.ToString("N0", CultureInfo.InvariantCulture)], "quantity");
        }

        if (line.UnitPrice.Currency != currency || (line.UnitCost is { } cost && cost.Currency != currency))
        {
            return new Refusal("bundle.currency", L["All amounts of a bundle must be in one currency: {0} is not in {1}.", line.Name, currency], "components");
        }

        if (Math.Abs(line.PriceDelta) > MaxMinor / MaxQuantity)
        {
            return new Refusal("bundle.priceDelta", L["This price difference is too high."], "priceDelta");
        }

        if (line.UnitPrice.Minor < 0 || line.UnitCost is { Minor: < 0 })
        {
            return new Refusal("bundle.negative", L["The price and cost of {0} cannot be negative.", line.Name], "components");
        }

        if (line.TaxBasisPoints is < 0 or > Whole)
        {
            return new Refusal("bundle.tax", L["The tax rate of {0} is from 0 to 100 %.", line.Name], "components");
        }

        return line.DiscountBasisPoints is < 0 or > Whole
            ? new Refusal("bundle.percent", L["The discount of {0} is from 0 to 100 %.", line.Name], "discount")
            : null;
    }

    private static int RateOf(BundlePriceRequest request, int index) => request.Lines[request.IsComposite ? request.AnchorIndex : index].TaxBasisPoints;

    /// <summary>By cost where the channel says so and every cost is known; where each part has a price of its own, that stands.</summary>
    private static long[] Weights(BundlePriceRequest request, long[] weights, long?[] costs) =>
        request.Basis == SplitBasis.Cost && request.Terms.Kind != PricingKind.PerComponent && costs.All(cost => cost is not null) && costs.Sum() > 0
            ? [.. costs.Select(cost => cost!.Value)]
            : weights;

    private static long[] Nets(BundlePriceRequest request, long[] gross)
    {
        if (!request.PricesIncludeTax)
        {
            return gross;
        }

        var nets = new long[gross.Length];
        foreach (var rate in Enumerable.Range(0, gross.Length).GroupBy(index => RateOf(request, index)))
        {
            var members = rate.ToArray();
            var total = members.Sum(index => gross[index]);
            var net = (long)decimal.Round((decimal)total * Whole / (Whole + rate.Key), 0, MidpointRounding.AwayFromZero);
            var shares = Split(net, members.Select(index => gross[index]).ToArray());
            for (var member = 0; member < members.Length; member++)
            {
                nets[members[member]] = shares[member];
            }
        }

        return nets;
    }

    private static BreakEven BreakEvenOf(long set, long anchor)
    {
        if (set >= anchor)
        {
            return new BreakEven(BreakEvenKind.Reached, 0);
        }

        return set <= 0 ? new BreakEven(BreakEvenKind.Never, 0) : new BreakEven(BreakEvenKind.Reached, 100m - (set * 100m / anchor));
    }
}
