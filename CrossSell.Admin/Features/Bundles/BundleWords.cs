using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using static CrossSell.Admin.Features.Bundles.BundlesTexts;

namespace CrossSell.Admin.Features.Bundles;

/// <summary>How the bundle pages say things.</summary>
internal static class BundleWords
{
    /// <summary>Keys of the texts of the room.</summary>
    public static readonly (PricingKind Kind, string Name)[] Pricings =
    [
        (PricingKind.SumOfParts, Texts.Key("sum")), (PricingKind.PercentOff, Texts.Key("percent off")), (PricingKind.AmountOff, Texts.Key("amount off")),
        (PricingKind.FixedPrice, Texts.Key("fixed price")), (PricingKind.PerComponent, Texts.Key("per component")),
        (PricingKind.CheapestFree, Texts.Key("cheapest free")), (PricingKind.BuyNPayM, Texts.Key("buy n, pay m")),
    ];

    /// <inheritdoc cref="Pricings"/>
    public static readonly (PriceRounding Rounding, string Name)[] Roundings =
    [
        (PriceRounding.None, Texts.Key("no rounding")), (PriceRounding.Whole, Texts.Key("down to whole")),
        (PriceRounding.To95, Texts.Key("down to .95")), (PriceRounding.To99, Texts.Key("down to .99")),
    ];

    /// <inheritdoc cref="Pricings"/>
    public static readonly (SlotOrder Order, string Name)[] Orders =
    [
        (SlotOrder.PriceLow, Texts.Key("the cheapest first")), (SlotOrder.PriceHigh, Texts.Key("the most expensive first")),
        (SlotOrder.Margin, Texts.Key("the highest margin first")), (SlotOrder.Newest, Texts.Key("the newest first")),
        (SlotOrder.Stock, Texts.Key("most in stock first")), (SlotOrder.Name, Texts.Key("by name")),
    ];

    /// <summary>What keeps a product from being bought, for one that is not in the usual choice; null for nothing.</summary>
    public static string? ProblemOf(ProductSummary product) => product switch
    {
        { Status: ProductStatus.Archived } => L["archived"].Value,
        { Status: ProductStatus.Draft } => L["still a draft"].Value,
        { Price: null } => L["not sold here"].Value,
        { Published: false } => L["not published here"].Value,
        { InStock: false } => L["out of stock"].Value,
        _ => null,
    };

    public static (string Tone, string Name) Of(BundleStatus status) => status switch
    {
        BundleStatus.Draft => ("plain", L["draft"].Value),
        BundleStatus.InReview => ("primary", L["in review"].Value),
        BundleStatus.ChangesRequested => ("warning", L["changes requested"].Value),
        BundleStatus.Scheduled => ("primary", L["scheduled"].Value),
        BundleStatus.Live => ("good", L["live"].Value),
        BundleStatus.Ended => ("plain", L["ended"].Value),
        BundleStatus.Rejected => ("error", L["rejected"].Value),
        _ => ("plain", L["retired"].Value),
    };

    /// <summary>The same under another name and without what was said of it to a reviewer; its code is made from the name.</summary>
    public static BundleContent CopyOf(BundleContent content)
    {
        string name = L["{0} copy", content.Name];
        return content with { Name = name.Length <= BundleContent.NameLength ? name : content.Name, Note = null };
    }

    /// <summary>"fixed", "choice", "offer".</summary>
    public static string Of(BundleKind kind) => kind switch
    {
        BundleKind.FixedSet => L["fixed"],
        BundleKind.Choice => L["choice"],
        _ => L["offer"],
    };

    public static (string Tone, string Name) Of(RevisionState state) => state switch
    {
        RevisionState.Draft => ("plain", L["draft"].Value),
        RevisionState.InReview => ("primary", L["in review"].Value),
        RevisionState.ChangesRequested => ("warning", L["changes requested"].Value),
        RevisionState.Approved => ("good", L["approved"].Value),
        RevisionState.Rejected => ("error", L["rejected"].Value),
        _ => ("plain", L["superseded"].Value),
    };
}
