using CrossSell.Core.Affinity;
using CrossSell.Core.Common;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>What is bought with anything of the product's category.</summary>
public sealed class CategoryPairLayer : PanelLayer<CategoryPairFacts>
{
    public override string Name => "CategoryPair";

    public override string Label => L["category pair"];

    public override string Title => L["Category pairs"];

    public override string By => L["by category pairs"];

    public override bool IsSoft => true;

    public override bool IsWider => true;

    public override PanelLayerSwitch Switch { get; } = new(
        Texts.Key("Then category pairs: what is bought with products of the same category"),
        Texts.Key("this panel uses no category pairs"),
        settings => settings.AllowCategoryPairs,
        (settings, on) => settings.AllowCategoryPairs = on);

    protected override CategoryPairFacts Read(PanelReading reading)
    {
        if (reading.CategoryId == 0)
        {
            return None;
        }

        var name = reading.Index.Catalog.Categories.GetValueOrDefault(reading.CategoryId)?.Name ?? "the category";
        return new()
        {
            Pairs =
            [
                .. reading.Orders.CategoryPairs(reading.CategoryId).Select(pair => new CategoryPairFact(
                    pair.CompanionId,
                    name,
                    new PanelEvidence(pair.Count.Together, pair.Count.Anchor, AffinityScore.Lift(pair.Count), pair.Score) {
                        Certainty = AffinityScore.LogLikelihoodRatio(pair.Count) })),
            ],
        };
    }

    /// <summary>
    /// Each category of the cart speaks once, however many of its products lie there; what is shown as evidence is the category that says most.
    /// </summary>
    protected override CategoryPairFacts Merge(IReadOnlyList<CategoryPairFacts> cart) => new()
    {
        Pairs =
        [
            .. cart.SelectMany(facts => facts.Pairs).Distinct()
                .GroupBy(pair => pair.ProductId)
                .Select(same => (Best: same.OrderByDescending(pair => pair.Evidence.PairBaskets).ThenBy(pair => pair.Category, StringComparer.Ordinal)
                    .First(), Score: same.Sum(pair => pair.Evidence.Score)))
                .Select(pair => pair.Best with { Evidence = pair.Best.Evidence with { Score = pair.Score } })
                .OrderBy(pair => pair.ProductId),
        ],
    };

    protected override IEnumerable<PanelCandidate> Candidates(PanelContext context, CategoryPairFacts facts) =>
        facts.Pairs
            .OrderByDescending(pair => pair.Evidence.Score).ThenByDescending(pair => pair.Evidence.PairBaskets).ThenBy(pair => pair.ProductId)
            .Select(pair => new PanelCandidate(
                pair.ProductId,
                () => L["Bought with {0} in {1} of {2} baskets, {3}x more than expected", pair.Category, PanelContext.Number(pair.Evidence.PairBaskets),
                    PanelContext.Number(pair.Evidence.AnchorBaskets), PanelContext.Number(pair.Evidence.Lift, "0.0")],
                context.Rejected(pair.ProductId),
                Baskets: pair.Evidence.PairBaskets,
                Lift: pair.Evidence.Lift,
                Certainty: pair.Evidence.Certainty)
            {
                LeastBaskets = context.Policy.MinCategoryBaskets,
            });
}

/// <summary>What is bought with anything of the anchor's category.</summary>
public sealed record CategoryPairFacts : LayerFacts
{
    public IReadOnlyList<CategoryPairFact> Pairs { get; init; } = [];

    public override IEnumerable<int> Products => Pairs.Select(pair => pair.ProductId);
}

/// <param name="ProductId">A simple product or a parent, of another category.</param>
/// <param name="Category">What the anchor's category is called.</param>
/// <param name="Evidence">Of the whole category: baskets with anything of it stand for those of the anchor.</param>
public sealed record CategoryPairFact(int ProductId, string Category, PanelEvidence Evidence);
