using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;

namespace CrossSell.Core.Demo;

/// <summary>A shop of the demo.</summary>
/// <param name="Locales">English first, in which the tables are; further ones are translated (<see cref="DemoTranslation"/>).</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="TaxBasisPoints">By tax class; 2100 is 21 %.</param>
public sealed record DemoChannel(
    string Code,
    string Name,
    string Currency,
    IReadOnlyList<string> Locales,
    string TimeZone,
    bool PricesIncludeTax,
    IReadOnlyDictionary<string, int> TaxBasisPoints);

/// <summary>A node of the category tree. Parents stand before their children.</summary>
public sealed record DemoCategory(string Code, string? ParentCode, string Name, Pictogram Picture);

/// <summary>A typed attribute. Values are text in invariant form: <c>67</c>, <c>yes</c>, a choice.</summary>
/// <param name="Unit">Of a number, or null.</param>
/// <param name="Choices">Every value in use, in order; empty unless the kind is a choice.</param>
public sealed record DemoAttribute(string Code, string Name, AttributeKind Kind, string? Unit, IReadOnlyList<string> Choices);

/// <summary>Which attributes a kind of product has.</summary>
/// <param name="Attributes">Codes in the order they are shown.</param>
/// <param name="Required">Those of them that completeness asks for.</param>
public sealed record DemoProductType(string Code, string Name, IReadOnlyList<string> Attributes, IReadOnlyList<string> Required);

/// <summary>A product of the demo. A variant carries its family's attributes as well as its own.</summary>
/// <param name="ParentSku">Set for variants only.</param>
/// <param name="Description">Empty where the demo leaves it for a person to fill.</param>
/// <param name="Gtin">EAN-13 from the range for use inside a company, or null where the demo leaves it out.</param>
/// <param name="SuccessorSku">What took the place of an archived product, or null.</param>
public sealed record DemoProduct(
    string Sku,
    ProductKind Kind,
    string? ParentSku,
    string Name,
    string Brand,
    string CategoryCode,
    string TypeCode,
    ProductStatus Status,
    string TaxClass,
    Pictogram Picture,
    string? Gtin,
    string Description,
    IReadOnlyDictionary<string, string> Attributes,
    string? SuccessorSku,
    DateOnly CreatedOn);

/// <summary>
/// What a shop sells of a product, in minor units of the shop's currency. Families are listed by their parent (without stock) and by each variant.
/// </summary>
/// <param name="CompareAtMinor">The crossed-out price, or null.</param>
/// <param name="CostMinor">Net of tax, or null when unknown.</param>
/// <param name="Stock">Null when stock is not tracked.</param>
public sealed record DemoListing(string Sku, string ChannelCode, long PriceMinor, long? CompareAtMinor, long? CostMinor, int? Stock, bool Published);

/// <summary>A link somebody made by hand. The other direction of a two-way or inverse type is not listed: making the link makes it.</summary>
/// <param name="TypeCode">cross-sell, up-sell, accessory or substitute.</param>
/// <param name="Position">From 1, over all types of the source.</param>
public sealed record DemoLink(string SourceSku, string TargetSku, string TypeCode, int Position, string Note);

/// <summary>How far a bundle of the demo has come.</summary>
public enum DemoBundleStage
{
    /// <summary>Still with its merchandiser.</summary>
    Draft,

    /// <summary>Waits for a manager's verdict.</summary>
    InReview,

    /// <summary>Approved by the demo's manager and sold.</summary>
    Live,

    /// <summary>Approved, and sold from ten days after today on, for two weeks.</summary>
    Scheduled,
}

/// <summary>
/// A fixed set, or what is offered with its triggers: a percentage off the sum of its parts, or each part with a discount of its own where one has any.
/// </summary>
/// <param name="Segment">Code of the shoppers that it is for; null for everybody.</param>
public sealed record DemoBundle(
    string Code,
    string Name,
    string Headline,
    string ChannelCode,
    int PercentOffBasisPoints,
    IReadOnlyList<DemoComponent> Components,
    DemoBundleStage Stage,
    string? Segment = null)
{
    public BundleKind Kind => Components.Any(component => component.IsTrigger) ? BundleKind.TriggeredOffer : BundleKind.FixedSet;

    public bool IsApproved => Stage is DemoBundleStage.Live or DemoBundleStage.Scheduled;
}

/// <summary>A kind of shopper that a shop of the demo tells apart.</summary>
public sealed record DemoSegment(string ChannelCode, string Code, string Name, string Note);

/// <summary>One product of a set, required. May be a family: the shopper then chooses the variant.</summary>
/// <param name="DiscountBasisPoints">Off this product alone: 1000 is 10 %.</param>
/// <param name="Leads">Whether the bundle is also offered on this product's page; on that of the first it is in any case.</param>
/// <param name="IsTrigger">Whether it has to be in the cart for the others to be offered.</param>
public sealed record DemoComponent(string Sku, int Quantity = 1, int DiscountBasisPoints = 0, bool Leads = false, bool IsTrigger = false);
