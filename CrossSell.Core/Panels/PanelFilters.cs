using System.Globalization;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>Request, facts and policy of one resolution, with the questions that several layers ask of them.</summary>
[Engine]
public sealed class PanelContext
{
    private readonly HashSet<int> cart;
    private readonly HashSet<int> cartFamilies;
    private readonly HashSet<int> excluded;
    private Dictionary<int, PanelEvidence>? evidence;
    private HashSet<int>? rejected;

    internal PanelContext(PanelRequest request, PanelFacts facts, PanelPolicy policy)
    {
        (Request, Facts, Policy) = (request, facts, policy);
        cart = [.. request.Cart];
        cartFamilies = [.. request.Cart.Select(id => facts.Products.TryGetValue(id, out var product) ? product.FamilyId : id)];
        excluded = [.. facts.Exclusions.Where(exclusion => OutsideValidity(exclusion.Validity) is null).Select(exclusion => exclusion.ProductId)];
    }

    public PanelRequest Request { get; }

    public PanelFacts Facts { get; }

    public PanelPolicy Policy { get; }

    /// <summary>Null for one that the channel does not list.</summary>
    public ProductFact? Find(int productId) =>
        productId == Facts.Anchor.Id ? Facts.Anchor : Facts.Products.GetValueOrDefault(productId) ?? Facts.Wider.Products.GetValueOrDefault(productId);

    /// <summary>How to call a product that the channel does not know.</summary>
    public (string Sku, string Name) NameElsewhere(int productId) =>
        Facts.Elsewhere.TryGetValue(productId, out var name) || Facts.Wider.Elsewhere.TryGetValue(productId, out name)
            ? name
            : ("", L["Product {0}", productId].Value);

    /// <summary>What the baskets say about the product or, as pairs are counted by family, its parent.</summary>
    public PanelEvidence? EvidenceOf(ProductFact product)
    {
        evidence ??= Evidence();
        return evidence.GetValueOrDefault(product.Id) ?? evidence.GetValueOrDefault(product.FamilyId);
    }

    // Of what several layers know of a product, that which more baskets say.
    private Dictionary<int, PanelEvidence> Evidence()
    {
        var all = new Dictionary<int, PanelEvidence>();
        foreach (var (product, said) in Facts.Parts.SelectMany(part => part.Evidence))
        {
            if (!all.TryGetValue(product, out var known) || said.PairBaskets > known.PairBaskets)
            {
                all[product] = said;
            }
        }

        return all;
    }

    /// <summary>What keeps out something whose time has not come yet, or is over; null within it.</summary>
    public PanelDrop? OutsideValidity(ValidityFact validity)
    {
        if (validity.From > Request.At)
        {
            return new(PanelFilter.NotValidYet, L["starts on {0}", Day(validity.From.Value)]);
        }

        return validity.Until <= Request.At ? new(PanelFilter.NoLongerValid, L["ended on {0}", Day(validity.Until.Value)]) : null;
    }

    /// <summary>What keeps out something for other shoppers than the request's; null segment is for all.</summary>
    public PanelDrop? OtherSegment(string? segment) =>
        segment is null || string.Equals(segment, Request.Segment, StringComparison.OrdinalIgnoreCase)
            ? null
            : new(PanelFilter.OtherSegment, L["only for {0}", Facts.Channel.SegmentNames.GetValueOrDefault(segment, segment)]);

    /// <summary>Whether the product, or its family, replaces the anchor.</summary>
    public bool IsSubstitute(ProductFact product) => Facts.Substitutes.Contains(product.Id) || Facts.Substitutes.Contains(product.FamilyId);

    /// <summary>The first hard filter that the product itself fails; a substitute passes when a person chose it by hand.</summary>
    public PanelDrop? HardDrop(ProductFact product, bool isByHand)
    {
        if (product.Id == Facts.Anchor.Id)
        {
            return new(PanelFilter.IsAnchor, L["the main product itself"]);
        }

        if (product.FamilyId == Facts.Anchor.FamilyId)
        {
            return new(PanelFilter.AnchorFamily, L["a variant of the same family"]);
        }

        if (excluded.Contains(product.Id) || excluded.Contains(product.FamilyId))
        {
            return new(PanelFilter.Excluded, L["excluded manually"]);
        }

        if (!isByHand && !Policy.AllowSubstitutes && IsSubstitute(product))
        {
            return new(PanelFilter.Substitute, L["a substitute of the main product"]);
        }

        return InCart(product) ?? NotSold(product);
    }

    /// <summary>Whether the product or another of its family is in the cart already.</summary>
    public PanelDrop? InCart(ProductFact product)
    {
        if (cart.Contains(product.Id))
        {
            return new(PanelFilter.InCart, L["already in the cart"]);
        }

        return cartFamilies.Contains(product.FamilyId) || cart.Overlaps(product.Variants)
            ? new(PanelFilter.CartFamily, L["another of its family is already in the cart"])
            : null;
    }

    /// <summary>Whether a shopper of the channel could buy the product at all.</summary>
    public PanelDrop? NotSold(ProductFact product)
    {
        if (!product.IsActive)
        {
            return new(PanelFilter.NotActive, product.Status == ProductStatus.Archived ? L["archived"] : L["still a draft"]);
        }

        if (!product.IsPublished)
        {
            return new(PanelFilter.NotPublished, L["not published in {0}", Facts.Channel.Name]);
        }

        if (Outdated(product) is { } outdated)
        {
            return outdated;
        }

        if (product.Price <= 0)
        {
            return new(PanelFilter.PriceZero, L["has no price"]);
        }

        if (product.Completeness < Facts.Channel.CompletenessThreshold)
        {
            string sentence = Facts.Locale is { } read
                ? L["complete {0} % in {1}, the shop requires {2} %", product.Completeness, read, Facts.Channel.CompletenessThreshold]
                : L["complete {0} %, the shop requires {1} %", product.Completeness, Facts.Channel.CompletenessThreshold];
            var missing = string.Join(", ", product.Missing.Select(word => CatalogTexts.L[word].Value));
            return new(PanelFilter.Incomplete, missing.Length == 0 ? sentence : L["{0}; missing: {1}", sentence, missing].Value);
        }

        return product.Stock < Policy.MinStock
            ? new(PanelFilter.OutOfStock, product.InStock
                ? L["only {0} in stock, at least {1} needed", Number(product.Stock ?? 0), Number(Policy.MinStock)] : L["out of stock"])
            : null;
    }

    // What will be known at another time nobody knows: then it is as old as it is now.
    private PanelDrop? Outdated(ProductFact product) =>
        product.ReportedAt is { } reported && Policy.MaxReportAge is { } most && reported + most <= (Request.KnownAt ?? Request.At)
            ? new(PanelFilter.Outdated, L.Plural(
                (int)most.TotalHours, Number((int)most.TotalHours), "price and stock last reported on {1}, over {0} hour ago",
                "price and stock last reported on {1}, over {0} hours ago", Day(reported, isExact: true)))
            : null;

    /// <summary>Whether a person rejected the pair: then wider evidence does not bring it back.</summary>
    public PanelDrop? Rejected(int productId) =>
        (rejected ??= [.. Facts.Parts.SelectMany(part => part.Rejected)]).Contains(productId) ? new(PanelFilter.Rejected, L["this pair was rejected"]) : null;

    /// <summary>
    /// What speaks against a companion that the orders do not know beside this very anchor: it is of the same kind, so rather a rival, or rules compare an
    /// attribute of the two and the values differ.
    /// </summary>
    public PanelDrop? UnprovenDrop(ProductFact product)
    {
        foreach (var one in Facts.AlsoInCart.Prepend(Facts.Anchor))
        {
            if (product.CategoryId is not null && product.CategoryId == one.CategoryId)
            {
                return new(PanelFilter.SameKind, L["of the same category as {0}", one.Name]);
            }

            if (product.TypeId is not null && product.TypeId == one.TypeId)
            {
                return new(PanelFilter.SameKind, L["of the same product type as {0}", one.Name]);
            }
        }

        if (Facts.Wider.Fit is not { } fit || !Facts.Wider.Compared.TryGetValue(product.Id, out var compared))
        {
            return null;
        }

        return Facts.Compared.Select(anchor => fit.Against(anchor, compared)).FirstOrDefault(why => why is not null) is { } against
            ? new(PanelFilter.DoesNotFit, against)
            : null;
    }

    /// <summary>The first soft filter that fails, given what already has a place.</summary>
    public PanelDrop? SoftDrop(PanelCandidate candidate, ProductFact product, IEnumerable<ProductFact> accepted)
    {
        var least = candidate.LeastBaskets ?? Policy.MinBaskets;
        if (candidate.Baskets < least)
        {
            return new(PanelFilter.TooLittleEvidence, L.Plural(
                candidate.Baskets.Value, Number(candidate.Baskets.Value), "only {0} basket, at least {1} needed",
                "only {0} baskets, at least {1} needed", least));
        }

        if (candidate.Lift < Policy.MinLift)
        {
            return new(PanelFilter.PopularRegardless, L[
                "bought together {0} times as often as expected, {1} needed", Number(candidate.Lift ?? 0, "0.0#"), Number(Policy.MinLift, "0.##")]);
        }

        // Whether so many could be chance depends on how popular both are, which no number of baskets knows.
        if (candidate.Certainty < AffinityEvidence.SureLogLikelihoodRatio)
        {
            return new(PanelFilter.TooLittleEvidence, L.Plural(
                candidate.Baskets ?? 0, Number(candidate.Baskets ?? 0), "{0} basket, not enough orders yet", "{0} baskets, not enough orders yet"));
        }

        if (Facts.Anchor.Price > 0 && (Int128)product.Price * 100 > (Int128)Facts.Anchor.Price * Policy.PriceCapPercent)
        {
            return new(PanelFilter.PriceCap, L["more than {0} % of the main product's price", Policy.PriceCapPercent ?? 0]);
        }

        return product.CategoryId is { } category && accepted.Count(other => other.CategoryId == category) >= Policy.MaxPerCategory
            ? new(PanelFilter.CategoryFull, product.CategoryName is { } name
                ? L["already {0} of {1}", Policy.MaxPerCategory ?? 0, name] : L["already {0} of its category", Policy.MaxPerCategory ?? 0])
            : null;
    }

    /// <summary>"1,902", as all traces write it.</summary>
    public static string Number(long whole) => whole.ToString("N0", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Number(long)"/>
    public static string Number(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>The channel's wall time, as short as it can be said: 27 Nov, 27 Nov 2027, 27 Nov 09:30.</summary>
    /// <param name="isExact">With the time of day also at midnight.</param>
    private string Day(DateTimeOffset instant, bool isExact = false)
    {
        var (local, today) = (TimeZoneInfo.ConvertTime(instant, Facts.Channel.TimeZone), TimeZoneInfo.ConvertTime(Request.At, Facts.Channel.TimeZone));
        var format = (local.Year == today.Year ? "d MMM" : "d MMM yyyy") + (local.TimeOfDay == TimeSpan.Zero && !isExact ? "" : " HH:mm");
        return Said.Day(local, format);
    }
}
