namespace CrossSell.Core.Panels;

/// <summary>What people pinned to the product, its category or the whole shop.</summary>
public sealed class PinLayer : PanelLayer<PinFacts>
{
    public override string Name => "Pin";

    public override string Label => "pin";

    public override string Title => "Pins";

    public override string By => "by a pin";

    public override bool IsManual => true;

    protected override PinFacts Read(PanelReading reading)
    {
        PinFact[] pins = [.. reading.Scopes.SelectMany(scope => reading.Panels.Pins[scope])];
        return pins.Length == 0 ? None : new() { Pins = pins };
    }

    protected override IEnumerable<PanelCandidate> Candidates(PanelContext context, PinFacts facts) =>
        facts.Pins
            .OrderBy(pin => pin.Scope).ThenBy(pin => pin.Position).ThenBy(pin => pin.ProductId)
            .Select(pin => new PanelCandidate(
                pin.ProductId,
                pin.Scope switch
                {
                    OverrideScope.Product => "Pinned to this product",
                    OverrideScope.Category => "Pinned to the category",
                    _ => "Pinned in the whole shop",
                },
                context.OutsideValidity(pin.Validity),
                IsByHand: pin.Scope == OverrideScope.Product));
}

/// <summary>Pins that reach the anchor, by its product, its category or the channel.</summary>
public sealed record PinFacts : LayerFacts
{
    public IReadOnlyList<PinFact> Pins { get; init; } = [];

    public override IEnumerable<int> Products => Pins.Select(pin => pin.ProductId);
}

public sealed record PinFact(int ProductId, OverrideScope Scope, int Position = 0, ValidityFact Validity = default);
