using CrossSell.Core.Catalog;

namespace CrossSell.Core.Rules;

/// <summary>A number that is known exactly, or estimated from a sample: then it lies between low and high in 95 of 100 samples.</summary>
public sealed record RuleEstimate(long Value, long Low, long High)
{
    public bool IsExact => Low == High;

    public static RuleEstimate Exact(long value) => new(value, value, value);
}

/// <summary>One anchor of a preview with what the rule would offer there, the best first.</summary>
public sealed record RuleSample(ProductSummary Anchor, IReadOnlyList<RuleSamplePair> Companions);

/// <param name="Why">Why it fits its anchor, in words: "Mount D; 14 % of the price". Empty where nothing is compared.</param>
public sealed record RuleSamplePair(ProductSummary Companion, string Why, bool Sellable);

/// <summary>Another rule that is switched on and reaches some of the same products.</summary>
/// <param name="FillsFirst">The other one has the lower priority number, so it takes the slots first.</param>
/// <param name="SharedAnchors">Products that both are for.</param>
/// <param name="SharedPairs">How many pairs of the sample the other rule makes, too.</param>
/// <param name="SamplePairs">Of how many.</param>
public sealed record RuleOverlap(int RuleId, string Name, int Priority, bool FillsFirst, RuleEstimate SharedAnchors, int SharedPairs, int SamplePairs);

/// <summary>Products that have companions by the rule as it is saved, and would have none any more: by no link, no other rule and no orders.</summary>
public sealed record RuleLoss(RuleEstimate Products, IReadOnlyList<ProductSummary> Examples);

/// <summary>What a rule would do in one channel, before it is saved.</summary>
/// <param name="Anchors">Products that it is for, exactly; variants counted each.</param>
/// <param name="AnchorVariants">How many of them are variants.</param>
/// <param name="Companions">Products, or families as one, that it may offer, exactly.</param>
/// <param name="Pairs">What it offers in all, with its limit.</param>
/// <param name="Unserved">Anchors to which nothing fits.</param>
/// <param name="Loss">Null when nothing was saved before, or it was off.</param>
/// <param name="Warnings">Whole sentences.</param>
public sealed record RulePreview(
    int ChannelId,
    int Anchors,
    int AnchorVariants,
    int Companions,
    RuleEstimate Pairs,
    RuleEstimate Unserved,
    IReadOnlyList<RuleSample> Sample,
    IReadOnlyList<RuleOverlap> Overlaps,
    RuleLoss? Loss,
    IReadOnlyList<string> Warnings)
{
    internal static RulePreview Nothing(int channelId, string warning) =>
        new(channelId, 0, 0, 0, RuleEstimate.Exact(0), RuleEstimate.Exact(0), [], [], null, [warning]);
}
