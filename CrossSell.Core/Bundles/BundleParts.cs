using CrossSell.Core.Catalog;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

/// <summary>One product that may be sold in a place of a bundle, as the channel has it today.</summary>
/// <param name="Quantity">Units of it in one set.</param>
/// <param name="Problem">What keeps it from being sold in the channel: "not sold here", "out of stock"; null for nothing.</param>
public sealed record QuoteOption(ProductSummary Product, int TaxBasisPoints, int Quantity, string? Problem)
{
    /// <summary>What a person chose, where it is no product of a rule.</summary>
    public ComponentContent? Component { get; init; }

    /// <summary>The product that it stepped in for; null for none.</summary>
    public ProductSummary? Replaces { get; init; }

    /// <summary>The slot that it fills.</summary>
    public string? SlotKey { get; init; }

    /// <summary>For pricing per component.</summary>
    public int DiscountBasisPoints { get; init; }

    /// <summary>What the set costs more, or less, with one unit of it, in minor units.</summary>
    public long PriceDelta { get; init; }

    /// <summary>Code of its product type.</summary>
    public string? TypeCode { get; init; }
}

/// <summary>A part that stands in no slot, with what may be sold for it.</summary>
/// <param name="Options">The usual one first: the product itself, or what steps in for it; of a family its variants too.</param>
public sealed record QuotePart(ComponentContent Component, IReadOnlyList<QuoteOption> Options);

/// <summary>A slot with what may fill it, the usual choice first.</summary>
public sealed record QuoteSlot(SlotContent Slot, IReadOnlyList<QuoteOption> Options)
{
    /// <summary>What can be bought now.</summary>
    public IEnumerable<QuoteOption> Sellable => Options.Where(option => option.Problem is null);

    /// <summary>Whether enough is left to fill it.</summary>
    public bool CanBeFilled => Slot.MayRepeat
        ? Sellable.Any()
        : Sellable.DistinctBy(option => option.Component?.ProductId ?? option.Product.Id).Count() >= Slot.ChooseMin;

    /// <summary>An optional slot for which nothing is left is not shown.</summary>
    public bool IsHidden => !Slot.IsRequired && !CanBeFilled;
}

/// <summary>What a bundle is made of in a channel today: its content with replacements that step in, variants, and what rules put into slots. Pure.</summary>
public sealed record BundleParts(IReadOnlyList<QuotePart> Always, IReadOnlyList<QuoteSlot> Slots, IReadOnlyList<QuotePart> Triggers)
{
    /// <summary>Components of products that are gone are left out.</summary>
    public static BundleParts Of(BundleContent content, QuoteFigures figures)
    {
        var always = content.Always.Select(component => Part(component, figures)).OfType<QuotePart>().ToArray();
        var own = always.Select(part => part.Component.ProductId).Concat(content.Triggers.Select(trigger => trigger.ProductId)).ToHashSet();
        return new(
            always,
            [.. content.Slots.Select(slot => new QuoteSlot(slot, [.. Options(content, slot, own, figures)]))],
            [.. content.Triggers.Select(component => Part(component, figures)).OfType<QuotePart>()]);
    }

    private static QuotePart? Part(ComponentContent component, QuoteFigures figures) =>
        Resolve(component, figures) is { Count: > 0 } options ? new QuotePart(component, options) : null;

    private static IEnumerable<QuoteOption> Options(BundleContent content, SlotContent slot, HashSet<int> own, QuoteFigures figures) =>
        SlotFill.Of(slot, content.MainProductId) is { } fill
            ? figures.Filled.GetValueOrDefault(fill, []).Where(id => !own.Contains(id)).Select(figures.Products.GetValueOrDefault).OfType<QuoteProduct>()
                .Select(product => Option(product, 1) with { SlotKey = slot.Key, DiscountBasisPoints = slot.DiscountBasisPoints })
            : content.ChoicesOf(slot).SelectMany(component => Resolve(component, figures)).OrderBy(option => option.Problem is null ? 0 : 1);

    /// <summary>The product, of a family with its variants; where it cannot be sold the first replacement that can.</summary>
    private static List<QuoteOption> Resolve(ComponentContent component, QuoteFigures figures)
    {
        if (!figures.Products.TryGetValue(component.ProductId, out var product))
        {
            return [];
        }

        var own = Members(component, product, figures);
        if (own.Exists(option => option.Problem is null))
        {
            return own;
        }

        var replacement = component.Replacements.Select(figures.Products.GetValueOrDefault).OfType<QuoteProduct>()
            .Select(other => Option(other, component.Quantity)).FirstOrDefault(option => option.Problem is null);
        return replacement is null ? own : [Own(replacement with { Replaces = product.Summary }, component)];
    }

    private static List<QuoteOption> Members(ComponentContent component, QuoteProduct product, QuoteFigures figures)
    {
        List<QuoteOption> Variants(IEnumerable<VariantContent> wanted) =>
            [.. wanted.Where(variant => figures.Products.ContainsKey(variant.ProductId)).Select(variant => Own(
                Option(figures.Products[variant.ProductId], component.Quantity) with { PriceDelta = variant.PriceDelta }, component))];

        if (product.Summary.Kind != ProductKind.Parent)
        {
            return [Own(Option(product, component.Quantity), component)];
        }

        // Of chosen variants the cheapest that can be sold is the usual one; a whole family stands for itself, as in every list.
        return component.Variants.Count > 0
            ? [.. Variants(component.Variants).OrderBy(option => option.Problem is null ? 0 : 1)
                .ThenBy(option => (option.Product.Price?.Minor ?? 0) + option.PriceDelta).ThenBy(option => option.Product.Id)]
            : [Own(Option(product, component.Quantity), component),
                .. Variants(figures.Variants[product.Summary.Id].Select(id => new VariantContent(id))).Where(option => option.Problem is null)];
    }

    private static QuoteOption Own(QuoteOption option, ComponentContent component) => option with
    {
        Component = component,
        SlotKey = component.SlotKey,
        DiscountBasisPoints = component.DiscountBasisPoints,
        PriceDelta = option.PriceDelta + component.PriceDelta,
    };

    private static QuoteOption Option(QuoteProduct product, int quantity) =>
        new(product.Summary, product.TaxBasisPoints, quantity, ProblemOf(product.Summary, quantity)) { TypeCode = product.TypeCode };

    /// <summary>What keeps so many units of a product from being sold in its channel, as the end of a sentence; null for nothing.</summary>
    public static string? ProblemOf(ProductSummary product, int quantity) => product switch
    {
        { Status: ProductStatus.Archived } => L["archived"].Value,
        { Status: ProductStatus.Draft } => L["still a draft"].Value,
        { Price: null } => L["not sold here"].Value,
        { Published: false } => L["not published here"].Value,
        { Stock: <= 0 } => L["out of stock"].Value,
        { Stock: { } stock } when stock < quantity => L["only {0} in stock", stock].Value,
        _ => null,
    };
}
