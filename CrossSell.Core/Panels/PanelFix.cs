namespace CrossSell.Core.Panels;

/// <summary>What a person changes so that a candidate is no longer kept out of a panel.</summary>
public enum PanelFixKind
{
    /// <summary>Its listing in the shop: published, price, stock.</summary>
    Listing,

    /// <summary>The variants of its family, of which none can stand for it.</summary>
    Family,

    /// <summary>What it lacks for the shop.</summary>
    Completeness,

    /// <summary>The product itself: archived, or a draft.</summary>
    Product,

    /// <summary>How it is linked with the main product: the link that keeps it out, or the one that is not there.</summary>
    Pair,

    LinkTypes,

    Rule,

    Bundle,

    /// <summary>How the shop's panels are filled.</summary>
    PanelSettings,
}

/// <summary>Where the one thing can be changed that keeps a candidate out.</summary>
/// <param name="Sku">Of the product that it is about; of the main product for <see cref="PanelFixKind.Pair"/>. Null where it is about none.</param>
/// <param name="RuleId">For <see cref="PanelFixKind.Rule"/>; null otherwise.</param>
/// <param name="BundleCode">For <see cref="PanelFixKind.Bundle"/>; null otherwise.</param>
public sealed record PanelFix(PanelFixKind Kind, string? Sku = null, int? RuleId = null, string? BundleCode = null)
{
    /// <summary>What would have to change for an entry of a trace to be shown.</summary>
    /// <param name="anchorSku">Of the main product.</param>
    /// <returns>Null when nothing keeps it out, or nothing is wrong with that: it is shown already, or lies in the shopper's cart.</returns>
    public static PanelFix? Of(TraceEntry entry, string anchorSku)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Filter is not { } filter)
        {
            return null;
        }

        // A bundle is kept out by one of its parts, or by what it says itself.
        if (entry.BundleId is not null)
        {
            return filter == PanelFilter.AnotherSetLeads ? null
                : entry.PartSku is { } part && OfProduct(filter, part, isFamily: false) is { } fix ? fix
                : new(PanelFixKind.Bundle, BundleCode: entry.Code);
        }

        return OfProduct(filter, entry.Code, entry.ChosenId is null) ?? filter switch
        {
            PanelFilter.InCart or PanelFilter.CartFamily or PanelFilter.AlreadyShown or PanelFilter.FamilyShown or PanelFilter.InBundleOffer => null,
            PanelFilter.AnchorNotSold => new(PanelFixKind.Product, anchorSku),
            PanelFilter.LinkType => new(PanelFixKind.LinkTypes),
            PanelFilter.LayerOff or PanelFilter.PriceCap or PanelFilter.CategoryFull or PanelFilter.UnderMinimum or PanelFilter.SlotsFull =>
                new(PanelFixKind.PanelSettings),
            // What orders do not say, a person may: a link is asked for no evidence.
            PanelFilter.TooLittleEvidence or PanelFilter.PopularRegardless => new(PanelFixKind.Pair, anchorSku),
            _ when entry.RuleId is { } rule => new(PanelFixKind.Rule, RuleId: rule),
            _ => new(PanelFixKind.Pair, anchorSku),
        };
    }

    /// <summary>What would have to change about a product by itself; null where it is no matter of the product.</summary>
    /// <param name="isFamily">Whether it is a family, none of whose variants can stand for it.</param>
    internal static PanelFix? OfProduct(PanelFilter filter, string sku, bool isFamily) => filter switch
    {
        PanelFilter.NotActive => new(PanelFixKind.Product, sku),
        PanelFilter.Incomplete => new(PanelFixKind.Completeness, sku),
        PanelFilter.NotInChannel => new(PanelFixKind.Listing, sku),
        PanelFilter.NotPublished or PanelFilter.OutOfStock or PanelFilter.Outdated or PanelFilter.PriceZero or PanelFilter.OtherSize
            or PanelFilter.SizeSoldOut =>
            new(isFamily ? PanelFixKind.Family : PanelFixKind.Listing, sku),
        _ => null,
    };
}
