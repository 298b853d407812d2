using CrossSell.Core.Common;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

/// <summary>One product of a set as a person edits it.</summary>
/// <param name="DiscountBasisPoints">For pricing per component: 1000 is 10 % off this one.</param>
/// <param name="Leads">Whether the bundle is also offered on this product's page; on that of the first component it is in any case.</param>
public sealed record ComponentContent(int ProductId, int Quantity = 1, int DiscountBasisPoints = 0, bool Leads = false);

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

    /// <summary>The content of a stored revision with its components and channels loaded.</summary>
    public static BundleContent Of(BundleRevision revision) => new(
        revision.Name,
        [.. revision.Components.OrderBy(component => component.Position)
            .Select(component => new ComponentContent(component.ProductId, component.Quantity, component.DiscountBasisPoints, component.Leads))],
        [.. revision.Channels.Select(place => place.ChannelId).Order()],
        revision.Pricing,
        revision.PercentBasisPoints,
        revision.Amount,
        revision.Rounding,
        revision.Text,
        revision.StartsAt,
        revision.EndsAt,
        revision.Segment,
        revision.Note);

    /// <summary>Whether the bundle leads the panel of this component's page: it is the main product, or was chosen to.</summary>
    public bool LeadsOn(int productId) =>
        Components.Count > 0 && (Components[0].ProductId == productId || Components.Any(component => component.ProductId == productId && component.Leads));

    /// <summary>The price rule in the currency of a channel.</summary>
    public BundleTerms Terms(Currency currency) => new(Pricing, PercentBasisPoints, new Money(Amount, currency), Rounding);

    /// <summary>What no draft may hold; whether it is ready for review is another question.</summary>
    internal Refusal? Check() => this switch
    {
        { Name: var name } when string.IsNullOrWhiteSpace(name) => new Refusal("bundle.name", L["The bundle needs a name."], "name"),
        { Name.Length: > NameLength } => new Refusal("bundle.name", L["The name may have {0} characters at most.", NameLength], "name"),
        { Components.Count: > MaxComponents } => new Refusal("bundle.components", L["A bundle has at most {0} products.", MaxComponents], "components"),
        _ when Components.Select(component => component.ProductId).Distinct().Count() < Components.Count =>
            new Refusal("bundle.twice", L["A product can be in a bundle only once: increase its quantity instead."], "components"),
        _ when Components.Any(component => component.Quantity is < 1 or > BundlePricing.MaxQuantity) =>
            new Refusal("bundle.quantity", L["A quantity is from 1 to {0}.", BundlePricing.MaxQuantity], "quantity"),
        _ when Components.Any(component => component.DiscountBasisPoints is < 0 or > 10_000) || PercentBasisPoints is < 0 or > 10_000 =>
            new Refusal("bundle.percent", L["A discount is from 0 to 100 %."], "percent"),
        { Amount: < 0 } => new Refusal("bundle.negative", L["The amount cannot be negative."], "amount"),
        { StartsAt: { } from, EndsAt: { } until } when until <= from => new Refusal("bundle.dates", L["The bundle ends before it starts."], "ends"),
        _ => null,
    };
}
