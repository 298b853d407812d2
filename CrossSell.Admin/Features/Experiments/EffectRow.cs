namespace CrossSell.Admin.Features.Experiments;

/// <summary>One line of an <see cref="EffectTable"/>.</summary>
/// <param name="Name">What was measured, or of whom.</param>
/// <param name="Note">What it means, in a few words; null for nothing to add.</param>
/// <param name="Effect">As a share: 0.041 for 4.1 % more than without. Null where it cannot be said yet.</param>
/// <param name="Verdict">In a word or two: "more", "may be chance".</param>
/// <param name="Before">The figure without; null where it is not shown.</param>
/// <param name="After">The figure with; as <paramref name="Before"/>.</param>
public sealed record EffectRow(
    string Name, string? Note, double? Effect, double Low, double High, EffectTone Tone, string Verdict, string? Before = null, string? After = null);
