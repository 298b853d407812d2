using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;

namespace CrossSell.Admin.Shared;

/// <summary>A quoted set as the panel that a shopper would see on its anchor's page, for drawing by <c>PanelView</c>.</summary>
internal static class BundlePreview
{
    /// <summary>Null while the set has no price.</summary>
    public static Panel? Of(BundleQuote quote, string code = "")
    {
        if (quote.Price is not { } price || quote.Lines.Count == 0)
        {
            return null;
        }

        var parts = quote.Lines.Select(line => new BundleOfferPart(
            View(line.Product, price.SetPrice.Currency), line.Quantity, line.Price!.ListTotal, line.Price.SetTotal,
            quote.Content.LeadsOn(line.Product.Id))).ToArray();
        var offer = new BundleOffer(
            0, code, 0, quote.Content.Name, quote.Content.Text, parts, price.SumOfParts, price.SetPrice, price.Saving, price.SavingPercent, quote.Stock)
        {
            Kind = quote.Content.Kind,
        };
        return new Panel(
            parts[0].Product, offer, [],
            new PanelTotals(parts[0].Product.Price, Money.Zero(price.SetPrice.Currency), parts[0].Product.Price, parts[0].Product.Price), "", "", []);
    }

    private static PanelProduct View(ProductSummary product, Currency currency) =>
        new(product.Id, product.Sku, product.Name, product.Picture, product.Price ?? Money.Zero(currency), null, product.InStock);
}
