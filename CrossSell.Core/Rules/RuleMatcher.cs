using System.Collections.Frozen;
using System.Diagnostics;
using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using static CrossSell.Core.Rules.RulesTexts;

namespace CrossSell.Core.Rules;

/// <summary>
/// Which of a rule's candidates it offers beside an anchor: all comparisons hold, the best by the rule's order first. Pure; never the anchor's own family.
/// </summary>
/// <remarks>
/// Candidates stand in the rule's order, ties by id, and in groups by what the comparisons ask to be the same, so that an anchor looks only at the smallest
/// group that it shares a value with. Affinity puts companions first that the anchor's own baskets name, by their score; then bestsellers follow.
/// </remarks>
[Engine]
public sealed class RuleMatcher
{
    // What cannot be bought now is named to people, and never crowds out what can.
    private const int MostUnsellable = 4;

    private readonly RuleProduct[] ordered;
    private readonly Dictionary<int, RuleProduct> byId;
    private readonly IReadOnlyList<Comparison> comparisons;
    private readonly IReadOnlyDictionary<int, AttributeKind> kinds;
    private readonly Comparer comparer;
    private readonly Lazy<Dictionary<string, RuleProduct[]>>[] groups;
    private readonly Comparison[] equalities;

    /// <param name="candidates">In any order, each once.</param>
    /// <param name="kinds">Of the compared attributes: values that name products are compared with SKUs.</param>
    public RuleMatcher(
        IReadOnlyList<Comparison> comparisons, RuleOrder order, IReadOnlyDictionary<int, AttributeKind> kinds, IEnumerable<RuleProduct> candidates)
        : this(comparisons, order, kinds, Sorted(candidates, new Comparer(order)), null)
    {
    }

    private RuleMatcher(
        IReadOnlyList<Comparison> comparisons, RuleOrder order, IReadOnlyDictionary<int, AttributeKind> kinds, RuleProduct[] ordered,
        Dictionary<string, RuleProduct[]>?[]? patched)
    {
        (this.comparisons, this.kinds, this.ordered, Order) = (comparisons, kinds, ordered, order);
        comparer = new Comparer(order);
        byId = ordered.ToDictionary(candidate => candidate.Id);
        equalities = [.. comparisons.Where(comparison => comparison is SameBrand or SameCategory or AttributeMatches)];
        groups = [.. equalities.Select((comparison, at) => patched?[at] is { } made
            ? new Lazy<Dictionary<string, RuleProduct[]>>(made)
            : new Lazy<Dictionary<string, RuleProduct[]>>(() => Group(comparison)))];
    }

    public RuleOrder Order { get; }

    public int Count => ordered.Length;

    /// <summary>In the rule's order.</summary>
    public IReadOnlyList<RuleProduct> Candidates => ordered;

    public RuleProduct? Find(int id) => byId.GetValueOrDefault(id);

    /// <summary>Whether every comparison holds between the two, and they are not of one family.</summary>
    public bool Fits(RuleProduct anchor, RuleProduct candidate) =>
        anchor.FamilyId != candidate.FamilyId && comparisons.All(comparison => Holds(comparison, anchor, candidate));

    /// <summary>The first attribute that is compared, of which both have values and share none; null where nothing speaks against the two.</summary>
    internal AttributeMatches? Contradicted(RuleProduct anchor, RuleProduct candidate)
    {
        foreach (var match in comparisons.OfType<AttributeMatches>())
        {
            var (wanted, held) = (AnchorTokens(match, anchor).ToList(), CandidateTokens(match, candidate).ToList());
            if (wanted.Count > 0 && held.Count > 0 && !wanted.Intersect(held, StringComparer.Ordinal).Any())
            {
                return match;
            }
        }

        return null;
    }

    /// <summary>The best that fit and can be bought, with what stands between them and cannot.</summary>
    /// <param name="affinity">Scores of the anchor's own pairs, by companion; asked for by rules ordered by affinity.</param>
    public IReadOnlyList<RuleProduct> Best(RuleProduct anchor, int most, IReadOnlyDictionary<int, double>? affinity = null)
    {
        var (best, seen, sellable, unsellable) = (new List<RuleProduct>(), new HashSet<int>(), 0, 0);
        var first = Order == RuleOrder.Affinity && affinity is not null
            ? affinity.Select(pair => (Candidate: byId.GetValueOrDefault(pair.Key), pair.Value)).Where(pair => pair.Candidate is not null)
                .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Candidate!.Id).Select(pair => pair.Candidate!)
            : [];
        foreach (var candidate in first.Concat(Near(anchor)))
        {
            if (sellable >= most)
            {
                break;
            }

            if (!Fits(anchor, candidate) || (!candidate.IsSellable && unsellable >= MostUnsellable) || !seen.Add(candidate.Id))
            {
                continue;
            }

            best.Add(candidate);
            (sellable, unsellable) = candidate.IsSellable ? (sellable + 1, unsellable) : (sellable, unsellable + 1);
        }

        return best;
    }

    /// <summary>How many that can be bought fit, counted up to a number.</summary>
    public int CountFits(RuleProduct anchor, int most)
    {
        var count = 0;
        foreach (var candidate in Near(anchor))
        {
            if (candidate.IsSellable && Fits(anchor, candidate) && ++count >= most)
            {
                break;
            }
        }

        return count;
    }

    /// <summary>The lowest and highest price that the comparisons leave a companion, in minor units; null is open.</summary>
    public (long? From, long? To) PricesFor(RuleProduct anchor) => Prices(comparisons, anchor);

    /// <summary>The same rule when some candidates came, went or changed.</summary>
    /// <param name="gone">Ids that are candidates no more, or are among the changed.</param>
    public RuleMatcher With(IReadOnlySet<int> gone, IReadOnlyList<RuleProduct> changed)
    {
        var leaving = gone.Concat(changed.Select(candidate => candidate.Id)).Distinct().Select(Find).OfType<RuleProduct>().ToArray();
        var patched = new Dictionary<string, RuleProduct[]>?[groups.Length];
        for (var at = 0; at < groups.Length; at++)
        {
            if (!groups[at].IsValueCreated)
            {
                continue;
            }

            var group = new Dictionary<string, RuleProduct[]>(groups[at].Value, StringComparer.Ordinal);
            foreach (var token in leaving.Concat(changed).SelectMany(candidate => CandidateTokens(equalities[at], candidate)).ToHashSet(StringComparer.Ordinal))
            {
                group[token] = Patched(
                    group.GetValueOrDefault(token) ?? [], leaving,
                    changed.Where(candidate => CandidateTokens(equalities[at], candidate).Contains(token, StringComparer.Ordinal)));
            }

            patched[at] = group;
        }

        return new RuleMatcher(comparisons, Order, kinds, Patched(ordered, leaving, changed), patched);
    }

    /// <summary>Why a companion fits, in words.</summary>
    /// <param name="names">Of attributes, by id.</param>
    public string Why(RuleProduct anchor, RuleProduct candidate, IReadOnlyDictionary<int, string> names) =>
        string.Join("; ", comparisons.Select(comparison => comparison switch
        {
            SameBrand => L["brand {0}", candidate.Brand ?? ""].Value,
            SameCategory => L["the same category"].Value,
            OtherCategory => L["another category"].Value,
            AttributeMatches match => Shared(match, anchor, candidate, names),
            PricedAtMost or PricedAtLeast => anchor.Price > 0
                ? L["{0} % of the price", (candidate.Price * 100.0 / anchor.Price).ToString("0", CultureInfo.InvariantCulture)].Value
                : "",
            _ => throw new UnreachableException($"Say why {comparison.GetType().Name} holds."),
        }).Where(words => words.Length > 0).Distinct());

    private string Shared(AttributeMatches match, RuleProduct anchor, RuleProduct candidate, IReadOnlyDictionary<int, string> names)
    {
        var shared = AnchorTokens(match, anchor).Intersect(CandidateTokens(match, candidate), StringComparer.Ordinal);
        return $"{names.GetValueOrDefault(match.CompanionAttributeId) ?? L["attribute"].Value} {string.Join(", ", shared)}";
    }

    private static (long? From, long? To) Prices(IReadOnlyList<Comparison> comparisons, RuleProduct anchor)
    {
        var (from, to) = ((long?)null, (long?)null);
        foreach (var comparison in comparisons)
        {
            switch (comparison)
            {
                case PricedAtMost most:
                    var highest = (long)((Int128)anchor.Price * most.Percent / 100);
                    to = Math.Min(to ?? highest, highest);
                    break;
                case PricedAtLeast least:
                    var lowest = (long)((((Int128)anchor.Price * least.Percent) + 99) / 100);
                    from = Math.Max(from ?? lowest, lowest);
                    break;
            }
        }

        return (from, to);
    }

    private bool Holds(Comparison comparison, RuleProduct anchor, RuleProduct candidate) => comparison switch
    {
        SameBrand => anchor.Brand is not null && anchor.Brand == candidate.Brand,
        SameCategory => anchor.CategoryId is not null && anchor.CategoryId == candidate.CategoryId,
        OtherCategory => anchor.CategoryId != candidate.CategoryId,
        PricedAtMost most => anchor.Price > 0 && (Int128)candidate.Price * 100 <= (Int128)anchor.Price * most.Percent,
        PricedAtLeast least => anchor.Price > 0 && (Int128)candidate.Price * 100 >= (Int128)anchor.Price * least.Percent,
        AttributeMatches match => AnchorTokens(match, anchor).Intersect(CandidateTokens(match, candidate), StringComparer.Ordinal).Any(),
        _ => throw new UnreachableException($"{comparison.GetType().Name} has no meaning here."),
    };

    /// <summary>Candidates that may fit, in the rule's order.</summary>
    private IEnumerable<RuleProduct> Near(RuleProduct anchor)
    {
        if (equalities.Length == 0)
        {
            return ordered;
        }

        RuleProduct[][]? nearest = null;
        for (var at = 0; at < equalities.Length; at++)
        {
            RuleProduct[][] shared = [.. AnchorTokens(equalities[at], anchor).Distinct(StringComparer.Ordinal)
                .Select(token => groups[at].Value.GetValueOrDefault(token)).OfType<RuleProduct[]>()];
            if (nearest is null || shared.Sum(group => group.Length) < nearest.Sum(group => group.Length))
            {
                nearest = shared;
            }
        }

        return nearest! switch
        {
            [] => [],
            [var only] => only,
            var several => several.SelectMany(group => group).Distinct().Order(comparer),
        };
    }

    private IEnumerable<string> AnchorTokens(Comparison comparison, RuleProduct anchor) => comparison switch
    {
        SameBrand => anchor.Brand is { } brand ? [brand] : [],
        SameCategory => anchor.CategoryId is { } category ? [category.ToString(CultureInfo.InvariantCulture)] : [],
        AttributeMatches match when NamesProducts(match.CompanionAttributeId) => anchor.Skus.Select(Upper),
        AttributeMatches match when NamesProducts(match.AnchorAttributeId) => ValuesOf(anchor, match.AnchorAttributeId).Select(Upper),
        AttributeMatches match => ValuesOf(anchor, match.AnchorAttributeId),
        _ => [],
    };

    private IEnumerable<string> CandidateTokens(Comparison comparison, RuleProduct candidate) => comparison switch
    {
        SameBrand => candidate.Brand is { } brand ? [brand] : [],
        SameCategory => candidate.CategoryId is { } category ? [category.ToString(CultureInfo.InvariantCulture)] : [],
        AttributeMatches match when NamesProducts(match.CompanionAttributeId) => ValuesOf(candidate, match.CompanionAttributeId).Select(Upper),
        AttributeMatches match when NamesProducts(match.AnchorAttributeId) => candidate.Skus.Select(Upper),
        AttributeMatches match => ValuesOf(candidate, match.CompanionAttributeId),
        _ => [],
    };

    private bool NamesProducts(int attributeId) => kinds.GetValueOrDefault(attributeId) == AttributeKind.Products;

    private static EquatableList<string> ValuesOf(RuleProduct product, int attributeId) =>
        product.Values.TryGetValue(attributeId, out var values) ? values : RuleProduct.NoSkus;

    private static string Upper(string sku) => sku.ToUpperInvariant();

    private Dictionary<string, RuleProduct[]> Group(Comparison comparison)
    {
        var made = new Dictionary<string, List<RuleProduct>>(StringComparer.Ordinal);
        foreach (var candidate in ordered)
        {
            foreach (var token in CandidateTokens(comparison, candidate).Distinct(StringComparer.Ordinal))
            {
                (made.TryGetValue(token, out var group) ? group : made[token] = []).Add(candidate);
            }
        }

        return made.ToDictionary(group => group.Key, group => group.Value.ToArray(), StringComparer.Ordinal);
    }

    private RuleProduct[] Patched(RuleProduct[] list, RuleProduct[] leaving, IEnumerable<RuleProduct> coming)
    {
        var gone = leaving.Select(candidate => candidate.Id).ToFrozenSet();
        var patched = list.Where(candidate => !gone.Contains(candidate.Id)).ToList();
        foreach (var candidate in coming)
        {
            var at = patched.BinarySearch(candidate, comparer);
            patched.Insert(at < 0 ? ~at : at, candidate);
        }

        return [.. patched];
    }

    private static RuleProduct[] Sorted(IEnumerable<RuleProduct> candidates, Comparer comparer)
    {
        var sorted = candidates.ToArray();
        Array.Sort(sorted, comparer);
        return sorted;
    }

    /// <summary>The best first; what is not known comes last.</summary>
    private sealed class Comparer(RuleOrder order) : IComparer<RuleProduct>
    {
        public int Compare(RuleProduct? left, RuleProduct? right)
        {
            var (one, other) = (left!, right!);
            var compared = order switch
            {
                RuleOrder.Margin => (other.Margin ?? int.MinValue).CompareTo(one.Margin ?? int.MinValue),
                RuleOrder.Newest => other.CreatedAt.CompareTo(one.CreatedAt),
                RuleOrder.PriceLow => one.Price.CompareTo(other.Price),
                RuleOrder.PriceHigh => other.Price.CompareTo(one.Price),
                _ => other.Baskets.CompareTo(one.Baskets),
            };
            return compared != 0 ? compared : one.Id.CompareTo(other.Id);
        }
    }
}
