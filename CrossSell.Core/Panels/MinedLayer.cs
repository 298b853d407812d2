using System.Runtime.InteropServices;
using CrossSell.Core.Affinity;
using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.Mining;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>
/// What is bought with the product. In a cart the score of a companion is the sum of what each product adds to it, by EASE's weights where the product is known
/// to it and by the pair's own score where it is not (measured in the backtest).
/// </summary>
public sealed class MinedLayer : PanelLayer<MinedFacts>
{
    private static readonly Comparer<MinedFact> BestFirst = Comparer<MinedFact>.Create((one, other) =>
        other.Evidence.Score.CompareTo(one.Evidence.Score) is not 0 and var byScore ? byScore
        : other.Evidence.PairBaskets.CompareTo(one.Evidence.PairBaskets) is not 0 and var byBaskets ? byBaskets
        : one.ProductId.CompareTo(other.ProductId));

    public override string Name => "Mined";

    public override string Label => L["from orders"];

    public override string Title => L["Orders"];

    public override string By => L["from orders"];

    public override bool IsSoft => true;

    public override PanelLayerSwitch Switch { get; } = new(
        Texts.Key("Products from orders fill open slots"),
        Texts.Key("this panel uses no products from orders"),
        settings => settings.AllowMined,
        (settings, on) => settings.AllowMined = on);

    public override string Reason(PanelCandidate candidate, PanelEvidence? evidence) => evidence is null
        ? base.Reason(candidate, evidence)
        : L["Bought together in {0} of {1} baskets; {2}x more than expected.", PanelContext.Number(evidence.PairBaskets),
            PanelContext.Number(evidence.AnchorBaskets), PanelContext.Number(evidence.Lift, "0.0")].Value;

    protected override MinedFacts Read(PanelReading reading)
    {
        var (pairs, weights) = (reading.Orders.Pairs(reading.FamilyId), reading.Orders.CartWeights(reading.FamilyId));
        return pairs.Count == 0 && weights.Count == 0 ? None : new() { Pairs = pairs, CartWeights = weights };
    }

    /// <summary>A mining run is not told row by row; what people say of its pairs is.</summary>
    protected internal override IReadOnlyCollection<string> Entities { get; } = [nameof(SuggestionVerdict)];

    protected internal override Task<IReadOnlyCollection<int>?> TouchedAsync(StudioDb db, IReadOnlyList<Change> changes, CancellationToken cancellation) =>
        ChangedRow.NamedAsync(
            changes,
            nameof(SuggestionVerdict.AnchorId),
            ids => db.SuggestionVerdicts.Where(verdict => ids.Contains(verdict.Id)).Select(verdict => verdict.AnchorId).ToListAsync(cancellation));

    protected internal override Task<IReadOnlyCollection<int>> AnchorsAsync(
        StudioDb db, int channelId, IReadOnlyCollection<int> productIds, CancellationToken cancellation) =>
        PanelSlots.InPortionsAsync(productIds, ids => db.Affinities
            .Where(pair => pair.ChannelId == channelId && ids.Contains(pair.CompanionId)).Select(pair => pair.AnchorId).ToListAsync(cancellation));

    protected override MinedFacts Merge(IReadOnlyList<MinedFacts> cart)
    {
        var together = new Dictionary<int, (double Score, MinedFact? Pair)>(cart.Sum(facts => facts.Pairs.Count));
        ref (double Score, MinedFact? Pair) Of(int product) => ref CollectionsMarshal.GetValueRefOrAddDefault(together, product, out _);
        foreach (var facts in cart)
        {
            var rejected = facts.Rejected.ToHashSet();
            foreach (var weight in facts.CartWeights.Where(weight => !rejected.Contains(weight.ProductId)))
            {
                Of(weight.ProductId).Score += weight.Weight;
            }

            foreach (var pair in facts.Pairs)
            {
                ref var known = ref Of(pair.ProductId);
                if (facts.CartWeights.Count == 0 && !rejected.Contains(pair.ProductId))
                {
                    known.Score += pair.Evidence.Score;
                }

                // What is shown as evidence is the pair that says most: what lies beside one product anyway may be a find beside another.
                if (known.Pair is null || Says(known.Pair).CompareTo(Says(pair)) > 0)
                {
                    known.Pair = pair;
                }
            }
        }

        // A weight without a pair that anybody bought is no evidence.
        return cart[0] with { Pairs = [.. together.Values.Where(one => one.Pair is not null).Select(one => one.Pair!.Scored(one.Score))] };
    }

    protected override IEnumerable<PanelCandidate> Candidates(PanelContext context, MinedFacts facts) =>
        facts.Pairs
            .Order(BestFirst)
            .Select(mined => new PanelCandidate(
                mined.ProductId,
                () => L["Found in the orders"],
                mined.IsRejected ? new(PanelFilter.Rejected, L["this pair was rejected"]) : null,
                Baskets: mined.Evidence.PairBaskets,
                Lift: mined.Evidence.Lift,
                Certainty: mined.Evidence.Certainty));

    private static (bool, bool, int) Says(MinedFact pair) => (pair.IsRejected, !pair.Evidence.IsClear, -pair.Evidence.PairBaskets);
}

/// <summary>What the orders say of the anchor's family.</summary>
public sealed record MinedFacts : LayerFacts
{
    public IReadOnlyList<MinedFact> Pairs { get; init; } = [];

    /// <summary>What the anchor, lying in a cart, adds to the score of other products; none for one that was too rare to solve.</summary>
    public IReadOnlyList<CartWeightFact> CartWeights { get; init; } = [];

    public override IEnumerable<int> Products => Pairs.Select(pair => pair.ProductId).Concat(CartWeights.Select(weight => weight.ProductId));

    public override IEnumerable<(int ProductId, PanelEvidence Evidence)> Evidence => Pairs.Select(pair => (pair.ProductId, pair.Evidence));

    public override IEnumerable<int> Rejected => Pairs.Where(pair => pair.IsRejected).Select(pair => pair.ProductId);

    /// <summary>The same, as if a person had rejected these companions too.</summary>
    public MinedFacts Rejecting(IReadOnlyCollection<int> companions) =>
        this with { Pairs = [.. Pairs.Select(pair => companions.Contains(pair.ProductId) ? pair with { IsRejected = true } : pair)] };

    /// <summary>The same, as if nobody had rejected anything.</summary>
    public MinedFacts WithoutRejections() => this with { Pairs = [.. Pairs.Select(pair => pair with { IsRejected = false })] };
}

/// <param name="ProductId">A simple product or a parent.</param>
/// <param name="IsRejected">A person rejected the pair for this channel.</param>
public sealed record MinedFact(int ProductId, PanelEvidence Evidence, bool IsRejected = false)
{
    /// <summary>The same where it counts for so much.</summary>
    public MinedFact Scored(double score) => Evidence.Score.Equals(score) ? this : this with { Evidence = Evidence with { Score = score } };
}

/// <param name="ProductId">A simple product or a parent.</param>
public readonly record struct CartWeightFact(int ProductId, double Weight);
