using System.Globalization;
using CrossSell.Core.Links;

namespace CrossSell.Core.Panels;

/// <summary>Why a candidate stays out.</summary>
internal readonly record struct PanelDrop(PanelFilter Filter, string Why);

/// <summary>A product that a layer puts forward.</summary>
/// <param name="Refused">What the layer itself holds against it; null for nothing.</param>
/// <param name="IsByHand">A person chose it for this very anchor, so a substitute warns instead of dropping.</param>
/// <param name="Baskets">What the least number of baskets is compared with; null when the layer has no evidence.</param>
/// <param name="Lift">What the least lift is compared with; null when the layer has none.</param>
/// <param name="Certainty">What is compared with the surest that chance gives; null when the layer has none.</param>
internal sealed record PanelCandidate(
    int ProductId,
    PanelOrigin Origin,
    string Reason,
    PanelDrop? Refused = null,
    bool IsByHand = false,
    int? Baskets = null,
    double? Lift = null,
    double? Certainty = null)
{
    /// <summary>The least number of baskets where the layer has its own; null takes the policy's.</summary>
    public int? LeastBaskets { get; init; }

    /// <summary>The rule that puts it forward; null for other layers.</summary>
    public RuleFact? Rule { get; init; }
}

/// <summary>One source of candidates, in its own order. It never looks at other layers.</summary>
internal abstract class PanelLayer
{
    public abstract PanelLayerKind Kind { get; }

    /// <summary>Whether the soft filters apply: true for what no person chose.</summary>
    public virtual bool IsSoft => false;

    /// <summary>Whether it has no evidence of the pair itself: then it never offers the anchor's own kind, nor what does not fit.</summary>
    public virtual bool IsWider => false;

    public abstract IEnumerable<PanelCandidate> Candidates(PanelContext context);
}

internal sealed class PinLayer : PanelLayer
{
    public override PanelLayerKind Kind => PanelLayerKind.Pin;

    public override IEnumerable<PanelCandidate> Candidates(PanelContext context) =>
        context.Facts.Pins
            .OrderBy(pin => pin.Scope).ThenBy(pin => pin.Position).ThenBy(pin => pin.ProductId)
            .Select(pin => new PanelCandidate(
                pin.ProductId,
                PanelOrigin.Pin,
                pin.Scope switch
                {
                    OverrideScope.Product => "Pinned to this product",
                    OverrideScope.Category => "Pinned to the category",
                    _ => "Pinned in the whole shop",
                },
                context.OutsideValidity(pin.Validity),
                IsByHand: pin.Scope == OverrideScope.Product));
}

internal sealed class LinkLayer : PanelLayer
{
    public override PanelLayerKind Kind => PanelLayerKind.Link;

    public override IEnumerable<PanelCandidate> Candidates(PanelContext context)
    {
        var own = context.Facts.Links.Where(link => !link.IsInherited).Select(link => (link.TargetId, link.TypeId)).ToHashSet();
        return context.Facts.Links
            .OrderBy(link => link.IsInherited).ThenByDescending(link => link.FillsPanel).ThenBy(link => link.Position).ThenBy(link => link.TypeId).ThenBy(link => link.TargetId)
            .Select(link => new PanelCandidate(
                link.TargetId,
                OriginOf(link.Origin),
                Reason(link),
                Refused(context, link, own),
                IsByHand: link.Origin == LinkOrigin.Manual));
    }

    private static PanelDrop? Refused(PanelContext context, LinkFact link, HashSet<(int Target, int Type)> own)
    {
        if (!link.FillsPanel)
        {
            return new(PanelFilter.LinkType, $"links of type {link.TypeName} do not fill panels");
        }

        if (link.IsInherited && own.Contains((link.TargetId, link.TypeId)))
        {
            return new(PanelFilter.ReplacedByOwnLink, "replaced by the variant's own link");
        }

        if (link.State != LinkState.Active)
        {
            return new(PanelFilter.SwitchedOff, "the link is paused");
        }

        if (link.ChannelIds.Count > 0 && !link.ChannelIds.Contains(context.Facts.Channel.Id))
        {
            return new(PanelFilter.OtherChannel, "the link is for other channels");
        }

        return context.OtherSegment(link.Segment) ?? context.OutsideValidity(link.Validity);
    }

    private static PanelOrigin OriginOf(LinkOrigin origin) => origin switch
    {
        LinkOrigin.Suggestion => PanelOrigin.Suggestion,
        LinkOrigin.Import => PanelOrigin.Import,
        LinkOrigin.Inverse => PanelOrigin.Inverse,
        _ => PanelOrigin.Manual,
    };

    private static string Reason(LinkFact link)
    {
        var how = link.Origin switch
        {
            LinkOrigin.Suggestion => "Linked from an accepted suggestion",
            LinkOrigin.Import => "Linked by an import",
            LinkOrigin.Inverse => "Linked from the other side",
            _ => "Linked by hand",
        };
        var family = link.IsInherited ? " for the family" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{how}{family}, position {link.Position + 1}");
    }
}

internal sealed class RuleLayer : PanelLayer
{
    public override PanelLayerKind Kind => PanelLayerKind.Rule;

    public override bool IsSoft => true;

    public override IEnumerable<PanelCandidate> Candidates(PanelContext context) =>
        context.Facts.Rules
            .OrderBy(rule => rule.Priority).ThenBy(rule => rule.RuleId).ThenBy(rule => rule.Rank).ThenBy(rule => rule.ProductId)
            .Select(rule => new PanelCandidate(
                rule.ProductId,
                PanelOrigin.Rule,
                $"Rule: {rule.Name}",
                context.OtherSegment(rule.Segment) ?? context.OutsideValidity(rule.Validity))
            {
                Rule = rule,
            });
}

internal sealed class MinedLayer : PanelLayer
{
    public override PanelLayerKind Kind => PanelLayerKind.Mined;

    public override bool IsSoft => true;

    public override IEnumerable<PanelCandidate> Candidates(PanelContext context) =>
        context.Facts.Mined
            .OrderByDescending(mined => mined.Evidence.Score).ThenByDescending(mined => mined.Evidence.PairBaskets).ThenBy(mined => mined.ProductId)
            .Select(mined => new PanelCandidate(
                mined.ProductId,
                PanelOrigin.Mined,
                "Found in the orders",
                !context.Policy.AllowMined ? new(PanelFilter.LayerOff, "this panel takes nothing from the orders")
                    : mined.IsRejected ? new(PanelFilter.Rejected, "a person rejected this pair")
                    : null,
                Baskets: mined.Evidence.PairBaskets,
                Lift: mined.Evidence.Lift,
                Certainty: mined.Evidence.Certainty));
}

internal sealed class CategoryPairLayer : PanelLayer
{
    public override PanelLayerKind Kind => PanelLayerKind.CategoryPair;

    public override bool IsSoft => true;

    public override bool IsWider => true;

    public override IEnumerable<PanelCandidate> Candidates(PanelContext context) =>
        context.Facts.CategoryPairs
            .OrderByDescending(pair => pair.Evidence.Score).ThenByDescending(pair => pair.Evidence.PairBaskets).ThenBy(pair => pair.ProductId)
            .Select(pair => new PanelCandidate(
                pair.ProductId,
                PanelOrigin.CategoryPair,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Bought with {pair.Category} in {pair.Evidence.PairBaskets:N0} of {pair.Evidence.AnchorBaskets:N0} baskets, {pair.Evidence.Lift:0.0}x more than expected"),
                context.Policy.AllowCategoryPairs ? context.Rejected(pair.ProductId) : new(PanelFilter.LayerOff, "this panel takes nothing from category pairs"),
                Baskets: pair.Evidence.PairBaskets,
                Lift: pair.Evidence.Lift,
                Certainty: pair.Evidence.Certainty)
            {
                LeastBaskets = context.Policy.MinCategoryBaskets,
            });
}

internal sealed class FallbackLayer : PanelLayer
{
    public override PanelLayerKind Kind => PanelLayerKind.Fallback;

    public override bool IsSoft => true;

    public override bool IsWider => true;

    public override IEnumerable<PanelCandidate> Candidates(PanelContext context) =>
        context.Facts.Bestsellers
            .OrderByDescending(best => best.Baskets).ThenBy(best => best.ProductId)
            .Select(best => new PanelCandidate(
                best.ProductId,
                PanelOrigin.Bestseller,
                string.Create(CultureInfo.InvariantCulture, $"Bestseller, in {best.Baskets:N0} baskets"),
                context.Policy.AllowFallback ? context.Rejected(best.ProductId) : new(PanelFilter.LayerOff, "this panel takes no bestsellers"),
                Baskets: best.Baskets));
}
