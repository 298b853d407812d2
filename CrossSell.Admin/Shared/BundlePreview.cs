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
            quote.Content.LeadsOn(line.Product.Id))
        {
            Replaces = line.Replaces?.Name,
            Slot = line.Option?.SlotKey,
        }).ToArray();
        var said = quote.Content.In(quote.Channel.Locales[0]);
        var offer = new BundleOffer(
            0, code, 0, said.Name ?? quote.Content.Name, said.Text, parts, price.SumOfParts, price.SetPrice, price.Saving, price.SavingPercent, quote.Stock)
        {
            Kind = quote.Content.Kind,
            Picture = said.PictureHash is { } hash ? ProductPictures.Of(hash, null, null) : null,
            Slots = [.. quote.Parts.Slots.Where(slot => slot.Sellable.Any()).Select(slot => Slot(quote, slot))],
        };
        return new Panel(
            parts[0].Product, offer, [],
            new PanelTotals(parts[0].Product.Price, Money.Zero(price.SetPrice.Currency), parts[0].Product.Price, parts[0].Product.Price), "", "", []);
    }

    private static BundleOfferSlot Slot(BundleQuote quote, QuoteSlot slot) => new(
        slot.Slot.Key, slot.Slot.Title, slot.Slot.ChooseMin, slot.Slot.ChooseMax, slot.Slot.IsRequired,
        [.. slot.Sellable.Select(option => new BundleOfferChoice(View(option.Product, quote.Channel.Currency), null, option.Quantity, null))]);

    private static PanelProduct View(ProductSummary product, Currency currency) =>
        new(product.Id, product.Sku, product.Name, product.Picture, product.Price ?? Money.Zero(currency), null, product.InStock);
}
