using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;

namespace CrossSell.Core.Backtesting;

/// <summary>One thing that keeps panels empty. A question may stand under several.</summary>
/// <param name="Filter">What keeps candidates out; null where nothing was put forward at all.</param>
/// <param name="Questions">Empty answers in which it kept something out.</param>
/// <param name="Products">Products whose panel was asked in them.</param>
/// <param name="Candidates">Distinct candidates that it kept out, over those products.</param>
/// <param name="Alone">Of the questions, those whose panel would show something if it were not for this alone; null where it is never lifted.</param>
/// <param name="Examples">The products that were asked most.</param>
public sealed record EmptyReason(PanelFilter? Filter, int Questions, int Products, int Candidates, int? Alone, IReadOnlyList<BacktestProduct> Examples);

/// <summary>What keeps one product's panel empty.</summary>
internal readonly record struct PanelShortfall(PanelFilter? Filter, int Candidates, bool? Alone);

/// <summary>
/// Finds out why a panel shows nothing: what dropped its candidates, and, by resolving again without each of these alone, what would bring some back. Too
/// little evidence and popularity are never lifted: they are no findings. Pure.
/// </summary>
internal static class PanelEmptiness
{
    public static IReadOnlyList<PanelShortfall> Of(PanelRequest request, PanelFacts facts, PanelPolicy policy)
    {
        if (facts.Anchor is not { IsActive: true, IsPublished: true })
        {
            return [new(PanelFilter.AnchorNotSold, 0, null)];
        }

        var drops = PanelResolver.Resolve(request, facts.Without(layer => layer.Leads), policy).Trace
            .Where(entry => entry.Filter is { } filter && !SaysNothing(filter))
            .GroupBy(entry => entry.Filter!.Value)
            .Select(group => new PanelShortfall(group.Key, group.Select(entry => entry.ProductId).Distinct().Count(), Alone(group.Key, request, facts, policy)))
            .ToList();
        return drops.Count > 0 ? drops : [new(null, 0, null)];
    }

    /// <summary>Whether layers that are off, and so were not even read, would fill the panel.</summary>
    /// <param name="facts">Read with them.</param>
    /// <param name="policy">With them switched on.</param>
    public static PanelShortfall With(IReadOnlyCollection<PanelLayer> layers, PanelRequest request, PanelFacts facts, PanelPolicy policy) =>
        new(PanelFilter.LayerOff, layers.Sum(layer => layer.In(facts).Products.Count()), Fills(request, facts, policy));

    // The product itself and its family are never companions, and types that do not fill panels are for other places.
    private static bool SaysNothing(PanelFilter filter) => filter is PanelFilter.IsAnchor or PanelFilter.AnchorFamily or PanelFilter.AlreadyShown
        or PanelFilter.FamilyShown or PanelFilter.SlotsFull or PanelFilter.LinkType or PanelFilter.SameKind or PanelFilter.ReplacedByOwnLink
        or PanelFilter.NotInChannel;

    private static bool? Alone(PanelFilter filter, PanelRequest request, PanelFacts facts, PanelPolicy policy) => filter switch
    {
        PanelFilter.UnderMinimum => Fills(request, facts, policy with { MinSlots = 1 }),
        PanelFilter.PriceCap => Fills(request, facts, policy with { PriceCapPercent = null }),
        PanelFilter.CategoryFull => Fills(request, facts, policy with { MaxPerCategory = null }),
        PanelFilter.LayerOff => Fills(request, facts, policy.With(facts.Layers)),
        PanelFilter.OutOfStock => Fills(request, Each(facts, product => product with { Stock = null }), policy),
        PanelFilter.Outdated => Fills(request, facts, policy with { MaxReportAge = null }),
        PanelFilter.NotActive => Fills(request, Each(facts, product => product with { Status = ProductStatus.Active }), policy),
        PanelFilter.NotPublished => Fills(request, Each(facts, product => product with { IsPublished = true }), policy),
        PanelFilter.Incomplete => Fills(request, facts with { Channel = facts.Channel with { CompletenessThreshold = 0 } }, policy),
        PanelFilter.Excluded => Fills(request, facts with { Exclusions = [] }, policy),
        PanelFilter.Substitute => Fills(request, facts with { Substitutes = new HashSet<int>() }, policy),
        PanelFilter.Rejected => Fills(request, facts.With(facts.Of<MinedFacts>().WithoutRejections()), policy),
        _ => null,
    };

    private static PanelFacts Each(PanelFacts facts, Func<ProductFact, ProductFact> change) =>
        facts with
        {
            Products = facts.Products.ToDictionary(product => product.Key, product => change(product.Value)),
            Wider = facts.Wider with { Products = facts.Wider.Products.ToDictionary(product => product.Key, product => change(product.Value)) },
        };

    private static bool Fills(PanelRequest request, PanelFacts facts, PanelPolicy policy) =>
        PanelResolver.Resolve(request, facts.Without(layer => layer.Leads), policy).Companions.Count > 0;
}
