namespace CrossSell.Core.Panels;

public enum TraceVerdict
{
    Shown,

    /// <summary>Good enough, but the slots are full.</summary>
    Waiting,

    Dropped,
}

/// <summary>What keeps a candidate out of a panel.</summary>
public enum PanelFilter
{
    // Of the candidate's own layer.
    LayerOff,
    LinkType,
    SwitchedOff,
    ReplacedByOwnLink,
    OtherChannel,
    OtherSegment,
    NotValidYet,
    NoLongerValid,
    Rejected,
    RuleFull,
    RulePrice,

    // Hard: on every layer.
    NotInChannel,
    NotActive,
    NotPublished,
    OutOfStock,

    /// <summary>The shop's system reported its price and stock too long ago (<see cref="PanelSettings.MaxReportHours"/>).</summary>
    Outdated,
    PriceZero,
    Incomplete,

    /// <summary>It does not come in the size that the shopper chose.</summary>
    OtherSize,

    /// <summary>In the size that the shopper chose it is sold out; another is never shown instead.</summary>
    SizeSoldOut,
    IsAnchor,
    AnchorFamily,
    Substitute,
    InCart,
    CartFamily,
    Excluded,

    // Soft: on what no person chose product by product (PanelLayer.IsSoft).
    PriceCap,
    CategoryFull,
    TooLittleEvidence,
    PopularRegardless,

    // Of what is offered without evidence of the pair itself: category pairs and fallback.
    SameKind,
    DoesNotFit,

    // Of the panel as a whole.
    AlreadyShown,
    FamilyShown,
    InBundleOffer,
    SlotsFull,
    UnderMinimum,
    AnchorNotSold,

    // Of a bundle.
    WithoutAnchor,
    LeadsElsewhere,
    PriceBroken,
    AnotherSetLeads,
}

/// <summary>What became of one candidate of one layer, and why.</summary>
/// <param name="ProductId">The product put forward; for a bundle null.</param>
/// <param name="ChosenId">The product that stands for it: the variant chosen when the candidate is a parent, otherwise itself. Null when none was
/// chosen.</param>
/// <param name="Position">From 1 among the shown; null otherwise. A bundle has none.</param>
/// <param name="Filter">Null when shown.</param>
/// <param name="Sentence">For the shown the reason, for the others what keeps them out: "out of stock".</param>
/// <param name="Warning">What a person who linked it by hand should know; null for nothing.</param>
public sealed record TraceEntry(
    PanelLayer Layer,
    PanelOrigin Origin,
    int? ProductId,
    int? ChosenId,
    string Code,
    string Name,
    int? Position,
    TraceVerdict Verdict,
    PanelFilter? Filter,
    string Sentence,
    PanelEvidence? Evidence,
    string? Warning)
{
    /// <summary>For a bundle its id; for a product null.</summary>
    public int? BundleId { get; init; }

    /// <summary>Of the part that keeps a bundle out; null when no part does, and for a product.</summary>
    public string? PartSku { get; init; }

    /// <summary>The rule that put it forward; null for other layers.</summary>
    public int? RuleId { get; init; }

    /// <summary>What that rule is called.</summary>
    public string? RuleName { get; init; }
}
