using CrossSell.Core.Common;
using CrossSell.Core.Events;
using CrossSell.Core.Panels;

namespace CrossSell.Admin.Api;

/// <summary>An amount for machines: the exact decimal as text, and its currency.</summary>
internal sealed record MoneyJson(string Amount, string Currency)
{
    public static MoneyJson Of(Money money) => new(money.ToInvariant(), money.Currency.Code);
}

internal sealed record PanelProductJson(string Sku, string Name, MoneyJson Price, MoneyJson? CompareAtPrice, string Image, string? Url);

/// <param name="Reason">For secret keys: it may say how many baskets.</param>
/// <param name="Evidence">For secret keys.</param>
internal sealed record PanelCompanionJson(
    string Sku, string Name, MoneyJson Price, MoneyJson? CompareAtPrice, string Image, string? Url, int Position, bool Preselected, string Origin,
    string? Reason, EvidenceJson? Evidence)
{
    /// <summary><c>backorder</c> for one that is sold out and offered all the same, because the shop's settings say so; absent for what is in stock.</summary>
    public string? Availability { get; init; }
}

/// <param name="Confidence">Share of the anchor's baskets that hold the companion too.</param>
internal sealed record EvidenceJson(int PairBaskets, int AnchorBaskets, double Confidence, double Lift);

/// <param name="UnitPriceBefore">Of one unit, as it is sold alone.</param>
/// <param name="SetPrice">Its share of the set, all units: these add up to the price, and are what a refund of it gives back.</param>
/// <param name="SetPriceNet">The same without tax; absent where it is not known.</param>
/// <param name="TaxRate">Percent.</param>
/// <param name="Replaces">The product that it stepped in for.</param>
internal sealed record BundlePartJson(
    string Sku, string Name, int Quantity, MoneyJson UnitPriceBefore, MoneyJson ListPrice, MoneyJson SetPrice, MoneyJson? SetPriceNet, decimal TaxRate,
    bool Leads, string? Slot, string? Replaces, string Image, string? Url);

/// <param name="SetPrice">Of the whole offer with this choice.</param>
internal sealed record BundleChoiceJson(string Sku, string Name, int Quantity, MoneyJson Price, MoneyJson? SetPrice, string Image, string? Url);

internal sealed record BundleSlotJson(
    string Key, string Title, int ChooseMin, int ChooseMax, bool Required, bool MayRepeat, bool Preselected, IReadOnlyList<BundleChoiceJson> Choices);

/// <param name="Was">What the saving is said against; absent when nothing may be said.</param>
/// <param name="Stock">Sets that can be sold, for secret keys; absent when nothing limits.</param>
/// <param name="EndsAt">When it is over; a shop that caches answers takes it away then.</param>
internal sealed record BundleOfferJson(
    string Code, int Revision, string Kind, string Name, string? Text, string? Image, IReadOnlyList<BundlePartJson> Parts, IReadOnlyList<BundleSlotJson> Slots,
    MoneyJson SumOfParts, MoneyJson SetPrice, MoneyJson Saving, MoneyJson? Was, int? Stock, DateTimeOffset? EndsAt);

/// <param name="Selected">What is ticked at first.</param>
internal sealed record PanelTotalsJson(MoneyJson Anchor, MoneyJson Companions, MoneyJson Total, MoneyJson Selected);

/// <param name="Reason">What kept everything out; absent when it was not one thing.</param>
internal sealed record NotShownJson(string? Reason, string Why);

internal sealed record TraceJson(
    string Layer, string Origin, string Code, string Name, string Verdict, string? Filter, int? Position, string Why, EvidenceJson? Evidence, string? Warning);

/// <summary>A panel as the delivery API answers it, and as the command line prints it with <c>--json</c>.</summary>
/// <param name="Locale">Language of its names and texts: what was asked for, where the shop has it, else the shop's first.</param>
internal sealed record PanelJson(
    string RecommendationId,
    string PanelVersion,
    string Channel,
    string Locale,
    bool Shown,
    PanelProductJson Anchor,
    BundleOfferJson? Bundle,
    IReadOnlyList<string> Ended,
    IReadOnlyList<PanelCompanionJson> Companions,
    PanelTotalsJson Totals,
    NotShownJson? NotShown,
    IReadOnlyList<TraceJson>? Trace)
{
    /// <summary>What a shop keeps with a product that goes into the cart from here, and sends with the order's line.</summary>
    public string Attribution => new AttributionToken(RecommendationId, PanelVersion, Arm).ToString();

    /// <summary>
    /// The visitor's arms of experiments; absent for a visitor who takes part in none. Send it with events: an impression of an answer that shows nothing
    /// because of its arm counts too.
    /// </summary>
    public string? Arm { get; init; }

    /// <summary>What lies in the cart and is not sold in the shop; absent when there is none.</summary>
    public IReadOnlyList<string>? UnknownIds { get; init; }

    /// <summary>What the shop's settings want over the companions, in the language asked for; absent leaves it to what draws the panel.</summary>
    public string? Headline { get; init; }

    // Enough for a panel's tile on a sharp screen; the studio serves other widths beside it.
    private const int ImageWidth = 640;

    /// <param name="origin">Scheme and host that pictures are addressed with; empty for addresses relative to the studio.</param>
    /// <param name="forShoppers">For a key that lies in every shopper's hands: without what the shop's orders say.</param>
    public static PanelJson Of(PanelAnswer answer, string origin, bool explain, bool forShoppers = false)
    {
        var (panel, channel) = (answer.Panel, answer.Channel);
        string Image(PanelProduct product) => origin + Shared.Addresses.Picture(product.Picture, ImageWidth);
        return new PanelJson(
            panel.RecommendationId,
            panel.Version,
            channel.Code,
            answer.Locale ?? channel.Locales.FirstOrDefault() ?? "en",
            panel.IsShown,
            new PanelProductJson(
                panel.Anchor.Sku, panel.Anchor.Name, MoneyJson.Of(panel.Anchor.Price), Maybe(panel.Anchor.CompareAtPrice), Image(panel.Anchor),
                channel.UrlOf(panel.Anchor.Sku)),
            panel.Offer is { } offer ? Of(offer, channel, origin, forShoppers) : null,
            panel.Ended,
            [.. panel.Companions.Select(companion => new PanelCompanionJson(
                companion.Product.Sku, companion.Product.Name, MoneyJson.Of(companion.Product.Price), Maybe(companion.Product.CompareAtPrice),
                Image(companion.Product),
                channel.UrlOf(companion.Product.Sku), companion.Position, companion.Preselected, companion.Origin.Code,
                forShoppers ? null : companion.Reason, forShoppers ? null : Of(companion.Evidence))
            {
                Availability = companion.Product.InStock ? null : "backorder",
            })],
            new PanelTotalsJson(
                MoneyJson.Of(panel.Totals.Anchor), MoneyJson.Of(panel.Totals.Companions), MoneyJson.Of(panel.Totals.Total),
                MoneyJson.Of(panel.Totals.Selected)),
            explain && panel.NotShown is { } nothing ? new NotShownJson(nothing.Filter is { } why ? Word(why) : null, nothing.Sentence) : null,
            explain
                ? [.. panel.Trace.Select(entry => new TraceJson(
                    entry.Layer.Code, entry.Origin.Code, entry.Code, entry.Name, Word(entry.Verdict), entry.Filter is { } filter ? Word(filter) : null,
                    entry.Position, entry.Sentence, Of(entry.Evidence), entry.Warning))]
                : null)
        {
            UnknownIds = answer.UnknownIds.Count > 0 ? answer.UnknownIds : null,
            Headline = panel.Headline,
            Arm = answer.Arm,
        };
    }

    /// <summary>A bundle as a panel shows it, or as a shopper has chosen it.</summary>
    public static BundleOfferJson Of(BundleOffer offer, CrossSell.Core.Catalog.Channel channel, string origin, bool forShoppers)
    {
        string Image(string? picture) => origin + Shared.Addresses.Picture(picture, ImageWidth);
        return new BundleOfferJson(
            offer.Code, offer.Revision, Word(offer.Kind), offer.Name, offer.Text, offer.Picture is { } picture ? Image(picture) : null,
            [.. offer.Parts.Select(part => new BundlePartJson(
                part.Product.Sku, part.Product.Name, part.Quantity, MoneyJson.Of(part.Product.Price), MoneyJson.Of(part.ListTotal), MoneyJson.Of(part.Share),
                Maybe(part.Net), part.TaxBasisPoints / 100m, part.Leads, part.Slot, part.Replaces, Image(part.Product.Picture),
                channel.UrlOf(part.Product.Sku)))],
            [.. offer.Slots.Select(slot => new BundleSlotJson(
                slot.Key, slot.Title, slot.ChooseMin, slot.ChooseMax, slot.IsRequired, slot.MayRepeat, slot.Preselected,
                [.. slot.Choices.Select(choice => new BundleChoiceJson(
                    choice.Product.Sku, choice.Title ?? choice.Product.Name, choice.Quantity, MoneyJson.Of(choice.Product.Price), Maybe(choice.SetPrice),
                    Image(choice.Product.Picture), channel.UrlOf(choice.Product.Sku)))]))],
            MoneyJson.Of(offer.SumOfParts), MoneyJson.Of(offer.SetPrice), MoneyJson.Of(offer.Saving), Maybe(offer.Was),
            forShoppers ? null : offer.Stock.Sets, offer.EndsAt);
    }

    private static MoneyJson? Maybe(Money? money) => money is { } amount ? MoneyJson.Of(amount) : null;

    private static EvidenceJson? Of(PanelEvidence? evidence) => evidence is null
        ? null
        : new EvidenceJson(evidence.PairBaskets, evidence.AnchorBaskets, Math.Round(evidence.Confidence, 4), Math.Round(evidence.Lift, 2));

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
