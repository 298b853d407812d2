using CrossSell.Core.Common;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>What the shop sells most, for when nothing better is known.</summary>
public sealed class FallbackLayer : PanelLayer<BestsellerFacts>
{
    private const int Offered = 24;

    public override string Name => "Fallback";

    public override string Label => L["bestseller"];

    public override string Title => L["Bestsellers"];

    public override string By => L["by the bestsellers"];

    public override PanelOrigin Origin { get; } = new("Bestseller");

    public override bool IsSoft => true;

    public override bool IsWider => true;

    public override PanelLayerSwitch Switch { get; } = new(
        Texts.Key("Bestsellers fill the rest"),
        Texts.Key("this panel uses no bestsellers"),
        settings => settings.AllowFallback,
        (settings, on) => settings.AllowFallback = on);

    protected override BestsellerFacts Read(PanelReading reading) => new() { Best = reading.Orders.Bestsellers() };

    protected override BestsellerFacts Settle(BestsellerFacts facts, PanelReading reading, IReadOnlyDictionary<int, ProductFact> products) => new()
    {
        Best = [.. facts.Best.Where(item => !(products.TryGetValue(item.ProductId, out var product) && product.CategoryId == reading.CategoryId))
            .Take(Offered)],
    };

    protected override IEnumerable<PanelCandidate> Candidates(PanelContext context, BestsellerFacts facts) =>
        facts.Best
            .OrderByDescending(best => best.Baskets).ThenBy(best => best.ProductId)
            .Select(best => new PanelCandidate(
                best.ProductId,
                () => L["Bestseller, in {0} baskets", PanelContext.Number(best.Baskets)],
                context.Rejected(best.ProductId),
                Baskets: best.Baskets));
}

/// <summary>What the shop sells most.</summary>
public sealed record BestsellerFacts : LayerFacts
{
    public IReadOnlyList<BestsellerFact> Best { get; init; } = [];

    public override IEnumerable<int> Products => Best.Select(item => item.ProductId);
}

/// <param name="Baskets">Baskets it was bought in.</param>
public sealed record BestsellerFact(int ProductId, int Baskets);
