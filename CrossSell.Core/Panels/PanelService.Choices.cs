using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>What a shopper chooses of a bundle that a panel shows.</summary>
public sealed partial class PanelService
{
    /// <summary>
    /// The bundle that the panel shows, with another choice of its slots: the exact parts, price and saving, which the prices of single choices in the panel
    /// do not add up to (rounding, steps, cheapest free).
    /// </summary>
    /// <returns>
    /// Refused as the panel would be; with <c>not-found</c> when it shows no such bundle, and with <c>bundle.choice</c> for a choice that it does not offer.
    /// </returns>
    public Outcome<(BundleOffer Offer, Channel Channel)> Choose(PanelQuery query, string code, IReadOnlyList<ChosenOption> chosen)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(chosen);
        if (Resolve(query).IsRefused(out var refusal, out var answer))
        {
            return refusal;
        }

        using var asked = new PanelReads(connections, index, time.GetUtcNow());
        if (answer.Panel.Offer is not { } offer || !string.Equals(offer.Code, code, StringComparison.OrdinalIgnoreCase)
            || FactOf(asked, answer, query, offer) is not { } fact)
        {
            return Refusal.NotFound(L["The panel of {0} does not show the bundle \"{1}\".", query.Sku, code], "code");
        }

        if (OfferChoice.Of(offer, fact, chosen).IsRefused(out refusal, out var made))
        {
            return refusal;
        }

        return (made, answer.Channel);
    }

    /// <summary>The arms of experiments that run or are planned and concern such a panel; empty where the reader may not look.</summary>
    internal IReadOnlyList<PanelArmChoice> ArmsOf(ReadScope scope, PanelQuery query) =>
        query.Channel is { } code && index.Channel(code) is { Arms: { } arms } channel && scope.Includes(channel.Channel.Id)
            ? arms.Choices(query.Placement, channel.SegmentOf(query.Segment), query.At ?? time.GetUtcNow())
            : [];

    // A triggered offer may be known of a product of the cart only.
    private static BundleFact? FactOf(PanelReads asked, PanelAnswer answer, PanelQuery query, BundleOffer offer)
    {
        if (asked.Index.Channel(answer.Channel.Code) is not { } channel)
        {
            return null;
        }

        var cart = query.Placement.SpeaksForCart() ? CartLines.Of(asked.Index, channel.Channel.Id, query.Cart, asked.IdOf, answer.At).Take(MaxCart) : [];
        return new[] { answer.Panel.Anchor.Id }.Concat(cart)
            .Select(id => asked.FactsOf(id, channel, channel.LocaleOf(query.Locale))).OfType<PanelFacts>()
            .SelectMany(facts => facts.Of<BundleFacts>().Bundles)
            .FirstOrDefault(bundle => bundle.Id == offer.BundleId && bundle.Revision == offer.Revision);
    }
}
