using CrossSell.Core.Bundles;
using CrossSell.Core.Common;

namespace CrossSell.Core.Panels;

/// <summary>The resolved "frequently bought together" block. The same input always gives the same panel.</summary>
/// <param name="Offer">The bundle that leads; null when none fits.</param>
/// <param name="Version">Changes exactly when the shopper would see something else.</param>
/// <param name="RecommendationId">Stable hash of content and context (placement, channel, locale, segment), so that answers can be cached and shoppers' events
/// attributed. The arm of an experiment is part of it.</param>
/// <param name="Trace">Every candidate once, in the order of the layers.</param>
public sealed record Panel(
    PanelProduct Anchor,
    BundleOffer? Offer,
    IReadOnlyList<PanelCompanion> Companions,
    PanelTotals Totals,
    string Version,
    string RecommendationId,
    IReadOnlyList<TraceEntry> Trace)
{
    /// <summary>Why nothing is shown; null when something is.</summary>
    public PanelNotShown? NotShown { get; init; }

    /// <summary>Codes of bundles that led here and are over, or were taken off sale: a shop that still shows one takes it away.</summary>
    public IReadOnlyList<string> Ended { get; init; } = [];

    /// <summary>What the shop wants to stand over the companions, in the request's language; null leaves it to what draws the panel.</summary>
    public string? Headline { get; init; }

    public bool IsShown => Offer is not null || Companions.Count > 0;
}

/// <summary>Why a panel shows nothing: the first thing to know, before the reasons of each candidate.</summary>
/// <param name="Filter">What kept everything out; null when it was not one thing.</param>
/// <param name="Sentence">For the merchandiser.</param>
public sealed record PanelNotShown(PanelFilter? Filter, string Sentence);

/// <summary>A product as the shopper sees it.</summary>
public sealed record PanelProduct(int Id, string Sku, string Name, string? Picture, Money Price, Money? CompareAtPrice, bool InStock);

/// <param name="Position">From 1.</param>
/// <param name="Reason">Why it is here, for the merchandiser; empty for shoppers (<see cref="PanelRequest.SaysWhy"/>).</param>
/// <param name="Evidence">What the baskets say about it, whatever its layer; null when they say nothing, and for shoppers.</param>
/// <param name="Warning">What a person who linked it by hand should know; null for nothing.</param>
public sealed record PanelCompanion(
    int Position, PanelProduct Product, PanelLayer Layer, PanelOrigin Origin, string Reason, PanelEvidence? Evidence, string? Warning)
{
    /// <summary>Whether it is ticked before the shopper has chosen anything.</summary>
    public bool Preselected { get; init; }
}

/// <summary>Buy as a set, or with what triggers it: one price of the usual choice, and what else may be chosen.</summary>
/// <param name="Saving">What may be said to be saved: against <see cref="Was"/>.</param>
/// <param name="SavingPercent">Of <see cref="Was"/>, unrounded.</param>
public sealed record BundleOffer(
    int BundleId,
    string Code,
    int Revision,
    string Name,
    string? Text,
    IReadOnlyList<BundleOfferPart> Parts,
    Money SumOfParts,
    Money SetPrice,
    Money Saving,
    decimal SavingPercent,
    BundleStock Stock)
{
    public BundleKind Kind { get; init; }

    /// <summary>
    /// The price that the offer is said to be less than: the sum of its parts or, where the shop follows the EU's rule, no more than the lowest of 30 days.
    /// Null when nothing may be said.
    /// </summary>
    public Money? Was { get; init; } = Saving.Minor > 0 ? SumOfParts : null;

    /// <summary>Of the whole set; null for those of its parts.</summary>
    public string? Picture { get; init; }

    /// <summary>What the shopper may choose; nothing of what is optional is in the price.</summary>
    public IReadOnlyList<BundleOfferSlot> Slots { get; init; } = [];

    /// <summary>Exclusive; null means until it is taken off sale.</summary>
    public DateTimeOffset? EndsAt { get; init; }
}

/// <summary>A slot of an offer, or a part that may be added.</summary>
/// <param name="ChooseMin">Fewest units when it is filled at all.</param>
/// <param name="IsRequired">Then the first choices are in the price already.</param>
public sealed record BundleOfferSlot(string Key, string Title, int ChooseMin, int ChooseMax, bool IsRequired, IReadOnlyList<BundleOfferChoice> Choices)
{
    public bool MayRepeat { get; init; }

    /// <summary>Whether it is ticked before the shopper has chosen anything; never in the EU.</summary>
    public bool Preselected { get; init; }
}

/// <param name="Title">Instead of the product's name; null for that.</param>
/// <param name="SetPrice">Of the whole offer with this choice; null where only several together have a price.</param>
public sealed record BundleOfferChoice(PanelProduct Product, string? Title, int Quantity, Money? SetPrice);

/// <param name="Share">Its part of the set price; all shares add up to it.</param>
/// <param name="Leads">Whether the bundle leads the panel of this product's page.</param>
public sealed record BundleOfferPart(PanelProduct Product, int Quantity, Money ListTotal, Money Share, bool Leads)
{
    /// <summary>Its share without tax; null where it is not known.</summary>
    public Money? Net { get; init; }

    /// <summary>The rate that its share is taxed at: 2100 is 21 %.</summary>
    public int TaxBasisPoints { get; init; }

    /// <summary>The name of the product that it stepped in for; null for none.</summary>
    public string? Replaces { get; init; }

    /// <summary>The slot that it fills; null for a part that is always in.</summary>
    public string? Slot { get; init; }
}

/// <summary>What the loose panel costs when everything in it is taken.</summary>
/// <param name="Anchor">Zero when the anchor cannot be bought.</param>
/// <param name="Selected">What is ticked at first: the anchor, and those that are preselected.</param>
public sealed record PanelTotals(Money Anchor, Money Companions, Money Total, Money Selected);
