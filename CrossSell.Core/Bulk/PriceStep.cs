using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Bulk.BulkTexts;

namespace CrossSell.Core.Bulk;

/// <summary>Changes the prices of products in a shop by a formula.</summary>
internal sealed class PriceStep(Actor actor, PriceFormula edit, Channel channel) : BulkEditStep(actor)
{
    private const decimal Whole = 10_000;

    public override Type[] Touches => [typeof(Listing)];

    public override string Sentence(int count) =>
        L.Plural(count, Written(count), "Change the price of {0} product in {1}", "Change the price of {0} products in {1}", channel.Name);

    public override async Task DecideAsync(StudioDb db, int[] ids, BulkVerdict verdict, CancellationToken cancellation)
    {
        var rates = channel.TaxRates.ToDictionary(rate => rate.TaxClass, rate => rate.BasisPoints, StringComparer.Ordinal);
        var listed = await (
            from listing in db.Listings
            join product in db.Products on listing.ProductId equals product.Id
            where listing.ChannelId == channel.Id && ids.Contains(listing.ProductId)
            select new { listing.ProductId, listing.Price, listing.CompareAtPrice, listing.Cost, listing.Published, product.TaxClass })
                .ToDictionaryAsync(row => row.ProductId, cancellation);
        foreach (var id in ids)
        {
            if (!listed.TryGetValue(id, out var row))
            {
                verdict.Refuse(id, L["is not listed in {0}", channel.Name]);
                continue;
            }

            if (PriceOf(row.Price, row.Cost, channel.PricesIncludeTax ? rates.GetValueOrDefault(row.TaxClass) : 0) is not { } price)
            {
                verdict.Refuse(id, L["has no cost to calculate a price from"]);
            }
            else if (price < 0 || price > ListingEdit.MaxAmount)
            {
                verdict.Refuse(id, price < 0 ? L["would have a negative price"] : L["would cost more than 100 million"]);
            }
            else if (price == 0 && row.Published)
            {
                verdict.Refuse(id, L["is published and would have no price"]);
            }
            else
            {
                var compareAt = edit.KeepOldAsCompareAt && price < row.Price ? Math.Max(row.CompareAtPrice ?? 0, row.Price) : row.CompareAtPrice;
                // A price to compare with that is no longer above the price says nothing.
                compareAt = compareAt > price ? compareAt : null;
                if (price == row.Price && compareAt == row.CompareAtPrice)
                {
                    verdict.Unchanged++;
                    continue;
                }

                verdict.Changing.Add(id);
                verdict.Prices[id] = (price, compareAt);
                var amounts = new BulkPrices(new Money(row.Price, channel.Currency), new Money(price, channel.Currency));
                verdict.Amounts[id] = amounts;
                verdict.Words[id] = (amounts.Before.ToString(), amounts.After.ToString());
            }
        }
    }

    public override Task ApplyAsync(WriteSession session, BulkVerdict verdict, CancellationToken cancellation) =>
        BulkEditSql.SetPricesAsync(session, channel.Id, verdict.Prices.Select(pair => (pair.Key, pair.Value.Price, pair.Value.CompareAt)), cancellation);

    private long? PriceOf(long price, long? cost, int taxBasisPoints)
    {
        decimal? exact = edit.Rule switch
        {
            PriceRule.Set => edit.Number,
            PriceRule.Amount => price + edit.Number,
            PriceRule.Percent => price * (Whole + edit.Number) / Whole,
            // Margin is of the net price: net = cost / (1 - margin), and tax comes on top where prices hold it.
            _ => cost / (1 - (edit.Number / Whole)) * (Whole + taxBasisPoints) / Whole,
        };
        return exact is { } amount
            ? BundlePricing.RoundDown((long)decimal.Round(amount, 0, MidpointRounding.AwayFromZero), edit.Rounding, channel.Currency)
            : null;
    }
}
