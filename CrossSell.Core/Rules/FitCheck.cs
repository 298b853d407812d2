using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using static CrossSell.Core.Rules.RulesTexts;

namespace CrossSell.Core.Rules;

/// <summary>
/// Whether attributes that a shop's rules compare speak against two products standing together: both have a value (battery, mount, size) and share none.
/// What one of them does not have says nothing. Asked both ways, because either may be the anchor of the rule. Pure.
/// </summary>
[Engine]
public sealed class FitCheck
{
    private readonly RuleMatcher matcher;
    private readonly IReadOnlyDictionary<int, string> names;

    /// <param name="comparisons">At least one.</param>
    /// <param name="kinds">Of the compared attributes: values that name products are compared with SKUs.</param>
    /// <param name="names">Of attributes, by id.</param>
    public FitCheck(IReadOnlyList<AttributeMatches> comparisons, IReadOnlyDictionary<int, AttributeKind> kinds, IReadOnlyDictionary<int, string> names)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        matcher = new RuleMatcher(comparisons, RuleOrder.Bestseller, kinds, []);
        this.names = names;
        Attributes = [.. comparisons.SelectMany(comparison => new[] { comparison.AnchorAttributeId, comparison.CompanionAttributeId }).Distinct().Order()];
    }

    /// <summary>Whose values are compared.</summary>
    public IReadOnlyList<int> Attributes { get; }

    /// <summary>What does not fit, in words; null for nothing.</summary>
    public string? Against(RuleProduct anchor, RuleProduct companion) =>
        Said(matcher.Contradicted(anchor, companion)) ?? Said(matcher.Contradicted(companion, anchor));

    private string? Said(AttributeMatches? comparison) =>
        comparison is null
            ? null
            : L["does not fit: another {0}", (names.GetValueOrDefault(comparison.CompanionAttributeId) ?? L["attribute"].Value).ToLowerInvariant()].Value;
}
