using CrossSell.Core.Common;

namespace CrossSell.Core.Bundles;

/// <summary>
/// Everything a person decides about a revision: what the builder edits in memory and saves as a whole. The first component is the main product.
/// </summary>
/// <param name="Amount">For amount off and fixed price: minor units of the channels' one currency.</param>
/// <param name="StartsAt">Wall time in each channel; null means at once.</param>
/// <param name="EndsAt">Exclusive; null means until retired.</param>
public sealed record BundleContent(
    string Name,
    IReadOnlyList<ComponentContent> Components,
    IReadOnlyList<int> ChannelIds,
    PricingKind Pricing = PricingKind.SumOfParts,
    int PercentBasisPoints = 0,
    long Amount = 0,
    PriceRounding Rounding = PriceRounding.None,
    string? Text = null,
    DateTime? StartsAt = null,
    DateTime? EndsAt = null,
    string? Segment = null,
    string? Note = null)
{
    public const int NameLength = 120;
    public const int MaxComponents = 20;
    public const int MaxSlots = 8;
    public const int MaxReplacements = 3;
    public const int MaxVariants = 100;
    public const int MaxChoices = 100;

    public BundleKind Kind { get; init; }

    /// <summary>What the shopper fills, in the order of the page. A fixed set has none.</summary>
    public EquatableList<SlotContent> Slots { get; init; } = [];

    /// <summary>Name, text and picture where a locale has its own.</summary>
    public EquatableList<LocaleContent> Locales { get; init; } = [];

    /// <summary>A picture of the media folder that shows the whole set; null for the pictures of its parts.</summary>
    public string? PictureHash { get; init; }

    /// <summary>For buy n, pay m: of so many units …</summary>
    public int BuyQuantity { get; init; }

    /// <summary>… so many are paid.</summary>
    public int PayQuantity { get; init; }

    /// <summary>Whether the shop's discount codes come off it as well.</summary>
    public bool StacksWithCodes { get; init; }

    /// <summary>One supply, taxed as a whole at the main product's rate; else every part is taxed at its own.</summary>
    public bool IsComposite { get; init; }

    /// <summary>What is sold with it: every component that is no trigger and stands in no slot.</summary>
    public IEnumerable<ComponentContent> Always => Components.Where(component => component is { Role: ComponentRole.Part, SlotKey: null });

    /// <summary>What has to be in the cart for a triggered offer.</summary>
    public IEnumerable<ComponentContent> Triggers => Components.Where(component => component.Role == ComponentRole.Trigger);

    /// <summary>Whose page it leads, and what rules of slots compare with: the trigger of an offer, else the first part; null while there is none.</summary>
    public int? MainProductId => (Triggers.FirstOrDefault() ?? Always.FirstOrDefault())?.ProductId;

    /// <summary>Whether the shopper has anything to choose: a slot, a part to leave out, a quantity.</summary>
    public bool HasChoices => Slots.Count > 0 || Components.Any(component => component is { SlotKey: null } && (!component.IsRequired || component.HasRange));

    /// <summary>The components that may fill a slot.</summary>
    public IEnumerable<ComponentContent> ChoicesOf(SlotContent slot) => Components.Where(component => component.SlotKey == slot.Key);

    /// <summary>The content of a stored revision with its components and channels loaded.</summary>
    public static BundleContent Of(BundleRevision revision) => new(
        revision.Name,
        [.. revision.Components.OrderBy(component => component.Position).Select(component => component.Content)],
        [.. revision.Channels.Select(place => place.ChannelId).Order()],
        revision.Pricing,
        revision.PercentBasisPoints,
        revision.Amount,
        revision.Rounding,
        revision.Text,
        revision.StartsAt,
        revision.EndsAt,
        revision.Segment,
        revision.Note)
    {
        Kind = revision.Kind,
        Slots = revision.Slots,
        Locales = revision.Locales,
        PictureHash = revision.PictureHash,
        BuyQuantity = revision.BuyQuantity,
        PayQuantity = revision.PayQuantity,
        StacksWithCodes = revision.StacksWithCodes,
        IsComposite = revision.IsComposite,
    };

    /// <summary>
    /// Whether the bundle leads the panel of this component's page: it is the main product, a trigger, or was chosen to.
    /// </summary>
    public bool LeadsOn(int productId) => Components.Any(component => component.ProductId == productId && (component.Leads || IsMain(component)));

    /// <summary>Name, text and picture in a locale, each falling back to the language's and to the bundle's own.</summary>
    public LocaleContent In(string locale)
    {
        var said = LocaleText.Fallbacks(locale).Select(key => Locales.FirstOrDefault(own => own.Locale == key)).OfType<LocaleContent>().ToArray();
        return new(
            locale, said.Select(own => own.Name).FirstOrDefault(name => name is not null) ?? Name,
            said.Select(own => own.Text).FirstOrDefault(text => text is not null) ?? Text,
            said.Select(own => own.PictureHash).FirstOrDefault(hash => hash is not null) ?? PictureHash);
    }

    /// <summary>The price rule in the currency of a channel.</summary>
    public BundleTerms Terms(Currency currency) =>
        new(Pricing, PercentBasisPoints, new Money(Amount, currency), Rounding) { BuyQuantity = BuyQuantity, PayQuantity = PayQuantity };

    /// <summary>What no draft may hold; whether it is ready for review is another question.</summary>
    internal Refusal? Check() => BundleContentCheck.Check(this);

    private bool IsMain(ComponentContent component) => Kind == BundleKind.TriggeredOffer
        ? component.Role == ComponentRole.Trigger
        : ReferenceEquals(component, Components[0]);
}
