using CrossSell.Core.Bundles;
using CrossSell.Core.Common;

namespace CrossSell.Core.Panels;

/// <summary>The resolved "frequently bought together" block. The same input always gives the same panel.</summary>
/// <param name="Offer">The bundle that leads; null when none fits.</param>
/// <param name="Version">Changes exactly when the shopper would see something else.</param>
/// <param name="RecommendationId">Stable hash of content and context (placement, channel, locale, segment), so that answers can be cached and shoppers' events
/// attributed.</param>
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

    public bool IsShown => Offer is not null || Companions.Count > 0;
}

/// <summary>Why a panel shows nothing: the first thing to know, before the reasons of each candidate.</summary>
/// <param name="Filter">What kept everything out; null when it was not one thing.</param>
/// <param name="Sentence">For the merchandiser.</param>
public sealed record PanelNotShown(PanelFilter? Filter, string Sentence);

/// <summary>A product as the shopper sees it.</summary>
public sealed record PanelProduct(int Id, string Sku, string Name, string? Picture, Money Price, Money? CompareAtPrice, bool InStock);

/// <param name="Position">From 1.</param>
/// <param name="Reason">Why it is here, for the merchandiser.</param>
/// <param name="Evidence">What the baskets say about it, whatever its layer; null when they say nothing.</param>
/// <param name="Warning">What a person who linked it by hand should know; null for nothing.</param>
public sealed record PanelCompanion(
    int Position, PanelProduct Product, PanelLayer Layer, PanelOrigin Origin, string Reason, PanelEvidence? Evidence, string? Warning)
{
    /// <summary>Whether it is ticked before the shopper has chosen anything.</summary>
    public bool Preselected { get; init; }
}

/// <summary>Buy as a set: one price, no choice of parts.</summary>
/// <param name="SavingPercent">Of the sum of parts, unrounded.</param>
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
    BundleStock Stock);

/// <param name="Share">Its part of the set price; all shares add up to it.</param>
/// <param name="Leads">Whether the bundle leads the panel of this product's page.</param>
public sealed record BundleOfferPart(PanelProduct Product, int Quantity, Money ListTotal, Money Share, bool Leads);

/// <summary>What the loose panel costs when everything in it is taken.</summary>
/// <param name="Anchor">Zero when the anchor cannot be bought.</param>
/// <param name="Selected">What is ticked at first: the anchor, and those that are preselected.</param>
public sealed record PanelTotals(Money Anchor, Money Companions, Money Total, Money Selected);
