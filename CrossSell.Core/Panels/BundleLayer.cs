using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>
/// Chooses the bundle that leads the panel: of those that are to lead it and can be sold now, the one that saves most. A bundle is all or nothing.
/// </summary>
public sealed class BundleLayer : PanelLayer<BundleFacts>
{
    public override string Name => "Bundle";

    public override string Label => L["bundle"];

    public override string Title => L["Bundles"];

    public override string By => L["by a bundle"];

    public override bool IsManual => true;

    public override bool Leads => true;

    protected override BundleFacts Read(PanelReading reading)
    {
        IEnumerable<int> holding = reading.ProductId == reading.FamilyId ? reading.Family.Select(member => member.Id) : [reading.ProductId, reading.FamilyId];
        var bundles = holding.SelectMany(id => reading.Shared<SharedBundles>()!.Of(reading.Channel.Id)[id]).DistinctBy(bundle => (bundle.Id, bundle.Revision))
            .ToArray();
        return bundles.Length == 0 ? None : new() { Bundles = bundles };
    }

    protected internal override async Task<LayerShared?> ShareAsync(StudioDb db, IReadOnlyList<Channel> channels, CancellationToken cancellation)
    {
        var byChannel = new Dictionary<int, ILookup<int, BundleFact>>();
        foreach (var channel in channels)
        {
            byChannel[channel.Id] = (await BundleQuotes.LoadApprovedAsync(db, channel.Id, cancellation)).Where(bundle => bundle.Quote.Price is not null)
                .SelectMany(bundle => bundle.Quote.Lines.Select(line => (line.Product.Id, Bundle: Fact(bundle))))
                .ToLookup(pair => pair.Id, pair => pair.Bundle);
        }

        return new SharedBundles(byChannel);
    }

    protected override PanelLead? Lead(PanelContext context, BundleFacts facts)
    {
        if (facts.Bundles.Count == 0)
        {
            return null;
        }

        var checkedSets = facts.Bundles
            .OrderBy(bundle => bundle.Code, StringComparer.Ordinal)
            .Select(bundle => Check(context, bundle))
            .ToArray();
        var best = checkedSets.Where(set => set.Offer is not null).MaxBy(set => set.Offer!.Saving);

        return new(best?.Offer, checkedSets.OrderBy(set => set == best ? 0 : set.Offer is not null ? 1 : 2).Select(set => Trace(set, best)).ToArray());
    }

    internal static BundleFact Fact(ApprovedBundle bundle) => new(
        bundle.BundleId,
        bundle.Code,
        bundle.Revision,
        bundle.Quote.Content.Name,
        [.. bundle.Quote.Lines
            .Select(line => new BundlePartFact(line.Product.Id, line.Quantity, line.Price!.SetTotal.Minor, bundle.Quote.Content.LeadsOn(line.Product.Id)))],
        bundle.Quote.Price!.SetPrice.Minor,
        new ValidityFact(bundle.From, bundle.Until),
        bundle.Quote.Content.Segment,
        bundle.Quote.Content.Text);

    private TraceEntry Trace(CheckedSet set, CheckedSet? best)
    {
        var (verdict, filter, sentence) = set switch
        {
            { Drop: { } drop } => (TraceVerdict.Dropped, drop.Filter, drop.Why),
            _ when set == best => (TraceVerdict.Shown, (PanelFilter?)null, L["The bundle of this page"].Value),
            _ => (TraceVerdict.Waiting, PanelFilter.AnotherSetLeads, L["{0} is shown instead: it saves more", best!.Bundle.Name].Value),
        };
        return new TraceEntry(this, Origin, null, null, set.Bundle.Code, set.Bundle.Name, null, verdict, filter, sentence, null, set.Warning)
        {
            BundleId = set.Bundle.Id,
            PartSku = set.PartSku,
        };
    }

    private static CheckedSet Check(PanelContext context, BundleFact bundle)
    {
        if (LeadsElsewhere(context, bundle) is { } elsewhere)
        {
            return new(bundle, elsewhere);
        }

        if ((context.OtherSegment(bundle.Segment) ?? context.OutsideValidity(bundle.Validity)) is { } outside)
        {
            return new(bundle, outside);
        }

        var anchor = context.Facts.Anchor;
        var parts = new List<(ProductFact Product, BundlePartFact Fact)>();
        string? warning = null;
        foreach (var fact in bundle.Parts)
        {
            if (context.Find(fact.ProductId) is not { } listed)
            {
                return new(bundle, new(PanelFilter.NotInChannel, L["a part is not sold in this shop"]), PartSku: context.NameElsewhere(fact.ProductId).Sku);
            }

            var (product, drop) = Part(context, listed, fact.Quantity);
            if (drop is { } why)
            {
                return new(bundle, why with { Why = $"{listed.Name}: {why.Why}" }, PartSku: product.Sku);
            }

            warning ??= product.FamilyId != anchor.FamilyId && context.IsSubstitute(product)
                ? L["{0} is also a substitute of the main product", product.Name].Value : null;
            parts.Add((product, fact));
        }

        if (!parts.Exists(part => part.Product.Id == anchor.Id || (anchor.Kind == ProductKind.Parent && part.Product.FamilyId == anchor.FamilyId)))
        {
            return new(bundle, new(PanelFilter.WithoutAnchor, L["does not contain the main product"]));
        }

        return PriceDrop(bundle, parts) is { } broken ? new(bundle, broken) : new(bundle, null, Offer(context, bundle, parts), warning);
    }

    /// <summary>
    /// A camera's kit leads the camera's page, not the page of every card in it. Null when it leads here, and when it does not hold the anchor at all.
    /// </summary>
    private static PanelDrop? LeadsElsewhere(PanelContext context, BundleFact bundle)
    {
        var anchor = context.Facts.Anchor;
        var own = bundle.Parts.Where(part => part.ProductId == anchor.Id || part.ProductId == anchor.FamilyId
            || (anchor.Kind == ProductKind.Parent && context.Find(part.ProductId)?.FamilyId == anchor.Id)).ToArray();
        return own.Length == 0 || Array.Exists(own, part => part.Leads)
            ? null
            : new(
                PanelFilter.LeadsElsewhere,
                L["is shown on the page of {0}, not this one", string.Join(", ", bundle.Parts.Where(part => part.Leads)
                    .Select(part => context.Find(part.ProductId)?.Name ?? context.NameElsewhere(part.ProductId).Name))]);
    }

    /// <summary>
    /// The product that stands for a part: the anchor for its own family, the nearest sellable variant in the shopper's size for another parent. A variant that
    /// was chosen as a part stands for itself alone: in another size than the shopper's the bundle is none for them.
    /// </summary>
    private static (ProductFact Product, PanelDrop? Drop) Part(PanelContext context, ProductFact listed, int quantity)
    {
        var anchor = context.Facts.Anchor;
        if (listed.Kind != ProductKind.Parent)
        {
            return (listed, Drop(context, listed, quantity) ?? VariantChoice.OtherSize(context, listed));
        }

        if (anchor.Kind == ProductKind.Variant && anchor.FamilyId == listed.Id)
        {
            return (anchor, Drop(context, anchor, quantity));
        }

        if (!listed.IsActive)
        {
            return (listed, context.NotSold(listed));
        }

        var (chosen, drop) = VariantChoice.Choose(context, listed, variant => Drop(context, variant, quantity));
        return (chosen ?? listed, drop);
    }

    private static PanelDrop? Drop(PanelContext context, ProductFact product, int quantity)
    {
        var drop = product.FamilyId == context.Facts.Anchor.FamilyId ? context.NotSold(product) : context.HardDrop(product, isByHand: true);
        return drop ?? (product.Stock < quantity
            ? new(PanelFilter.OutOfStock, L["{0} in stock, the bundle needs {1}", product.Stock ?? 0, quantity]) : null);
    }

    private static PanelDrop? PriceDrop(BundleFact bundle, List<(ProductFact Product, BundlePartFact Fact)> parts)
    {
        if (bundle.Price <= 0)
        {
            return new(PanelFilter.PriceZero, L["has no price"]);
        }

        if (parts.Sum(part => part.Fact.Share) != bundle.Price)
        {
            return new(PanelFilter.PriceBroken, L["its price is not the sum of its parts"]);
        }

        return parts.Sum(part => part.Product.Price * part.Fact.Quantity) < bundle.Price
            ? new(PanelFilter.PriceBroken, L["more expensive than its parts bought separately"])
            : null;
    }

    private static BundleOffer Offer(PanelContext context, BundleFact bundle, List<(ProductFact Product, BundlePartFact Fact)> parts)
    {
        var currency = context.Facts.Channel.Currency;
        var sum = parts.Sum(part => part.Product.Price * part.Fact.Quantity);
        return new BundleOffer(
            bundle.Id,
            bundle.Code,
            bundle.Revision,
            bundle.Name,
            bundle.Text,
            parts.Select(part => new BundleOfferPart(
                PanelResolver.View(part.Product, currency),
                part.Fact.Quantity,
                new Money(part.Product.Price * part.Fact.Quantity, currency),
                new Money(part.Fact.Share, currency),
                part.Fact.Leads)).ToArray(),
            new Money(sum, currency),
            new Money(bundle.Price, currency),
            new Money(sum - bundle.Price, currency),
            (sum - bundle.Price) * 100m / sum,
            BundleStock.Of(parts.Select(part => new BundleStockLine(part.Product.Id, part.Fact.Quantity, part.Product.Stock))));
    }

    private sealed record CheckedSet(BundleFact Bundle, PanelDrop? Drop, BundleOffer? Offer = null, string? Warning = null, string? PartSku = null);
}

/// <summary>All approved bundles that have a price, by channel and part.</summary>
internal sealed class SharedBundles(IReadOnlyDictionary<int, ILookup<int, BundleFact>> byChannel) : LayerShared
{
    public ILookup<int, BundleFact> Of(int channelId) => byChannel[channelId];

    /// <summary>A bundle's price follows its parts'.</summary>
    public override bool Names(IReadOnlySet<int> productIds) => byChannel.Values.Any(bundles => productIds.Any(bundles.Contains));
}

/// <summary>Approved bundles that hold the anchor.</summary>
public sealed record BundleFacts : LayerFacts
{
    public IReadOnlyList<BundleFact> Bundles { get; init; } = [];

    public override IEnumerable<int> Products => Bundles.SelectMany(bundle => bundle.Parts).Select(part => part.ProductId);
}

/// <summary>An approved bundle with the price that <see cref="BundlePricing"/> gives it in this channel today.</summary>
/// <param name="Price">Minor units; the shares of the parts add up to it.</param>
/// <param name="Segment">Null means every shopper.</param>
public sealed record BundleFact(
    int Id, string Code, int Revision, string Name, IReadOnlyList<BundlePartFact> Parts, long Price, ValidityFact Validity = default, string? Segment = null,
    string? Text = null);

/// <param name="Share">All its units in the set, in minor units.</param>
/// <param name="Leads">Whether the bundle leads the panel of this product's page.</param>
public sealed record BundlePartFact(int ProductId, int Quantity, long Share, bool Leads);
