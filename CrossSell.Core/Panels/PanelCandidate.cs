namespace CrossSell.Core.Panels;

/// <summary>Why a candidate stays out.</summary>
/// <param name="Why">What keeps it out, as the trace says it: "out of stock".</param>
public readonly record struct PanelDrop(PanelFilter Filter, string Why);

/// <summary>A product that a layer puts forward.</summary>
/// <param name="ProductId">A product, or a family by its parent.</param>
/// <param name="Reason">Says why, as the beginning of a sentence: "Manual link". Asked only where somebody reads it.</param>
/// <param name="Refused">What the layer itself holds against it; null for nothing.</param>
/// <param name="IsByHand">A person chose it for this very anchor, so a substitute warns instead of dropping.</param>
/// <param name="Baskets">What the least number of baskets is compared with; null when the layer has no evidence.</param>
/// <param name="Lift">What the least lift is compared with; null when the layer has none.</param>
/// <param name="Certainty">What is compared with the largest that chance gives; null when the layer has none.</param>
public record PanelCandidate(
    int ProductId,
    Func<string> Reason,
    PanelDrop? Refused = null,
    bool IsByHand = false,
    int? Baskets = null,
    double? Lift = null,
    double? Certainty = null)
{
    /// <summary>Null is that of the layer.</summary>
    public PanelOrigin? Origin { get; init; }

    /// <summary>The least number of baskets where the layer has its own; null takes the policy's.</summary>
    public int? LeastBaskets { get; init; }

    /// <summary>The rule that puts it forward; null for none.</summary>
    public virtual int? RuleId => null;

    /// <summary>What that rule is called.</summary>
    public virtual string? RuleName => null;

    /// <summary>What speaks against it beside those that have a place already; null for nothing.</summary>
    public virtual PanelDrop? RefusedBeside(IReadOnlyList<PanelCandidate> accepted) => null;

    /// <summary>What speaks against a variant that would stand for it; null for nothing.</summary>
    public virtual PanelDrop? RefusedAs(ProductFact variant) => null;
}
