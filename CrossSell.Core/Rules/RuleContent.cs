using System.Globalization;
using CrossSell.Core.Common;
using static CrossSell.Core.Rules.RulesTexts;

namespace CrossSell.Core.Rules;

/// <summary>All that a person may set of a rule. Two of the same content are equal.</summary>
public sealed record RuleContent
{
    public const int NameLength = 120;
    public const int NoteLength = 1000;
    public const int MostCompanions = 24;
    public const int MostConditions = 100;
    public const int MostLevels = 8;
    public const int MostComparisons = 12;
    public const int MostValues = 500;

    public required string Name { get; init; }

    public string? Note { get; init; }

    public Condition Anchors { get; init; } = new AllOf([]);

    public Condition Companions { get; init; } = new AllOf([]);

    public EquatableList<Comparison> Comparisons { get; init; } = [];

    public RuleOrder Order { get; init; }

    /// <summary>1 to <see cref="MostCompanions"/>.</summary>
    public int Limit { get; init; } = 4;

    /// <summary>Empty means every channel.</summary>
    public EquatableList<int> ChannelIds { get; init; } = [];

    public string? Segment { get; init; }

    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    public bool Enabled { get; init; }

    /// <summary>Of the rule when it was read; saving over another one is refused.</summary>
    public int Version { get; init; }

    public static RuleContent Of(Rule rule) => new()
    {
        Name = rule.Name,
        Note = rule.Note,
        Anchors = rule.Anchors,
        Companions = rule.Companions,
        Comparisons = [.. rule.Comparisons],
        Order = rule.Order,
        Limit = rule.Limit,
        ChannelIds = [.. rule.ChannelIds],
        Segment = rule.Segment,
        ValidFrom = rule.ValidFrom,
        ValidTo = rule.ValidTo,
        Enabled = rule.Enabled,
        Version = rule.Version,
    };

    public bool Serves(int channelId) => ChannelIds.Count == 0 || ChannelIds.Contains(channelId);

    /// <summary>What is wrong with it, as far as it can be told without the catalogue; null for nothing.</summary>
    public Refusal? Check()
    {
        if (Name.Trim().Length is 0 or > NameLength)
        {
            return Wrong("name", L["The rule needs a name of 1 to {0} characters.", NameLength]);
        }

        if (Note?.Length > NoteLength)
        {
            return Wrong("note", L["The note has at most {0} characters.", NoteLength.ToString("N0", CultureInfo.InvariantCulture)]);
        }

        if (Limit is < 1 or > MostCompanions)
        {
            return Wrong("limit", L["A rule offers 1 to {0} products.", MostCompanions]);
        }

        if (ValidFrom >= ValidTo)
        {
            return Wrong("validTo", L["The rule ends before it starts. Choose a later end."]);
        }

        return Check(Anchors, "anchors", L["Add a condition for the products of this rule."])
            ?? Check(Companions, "companions", L["Add a condition for what the rule offers."])
            ?? CheckComparisons(Comparisons);
    }

    /// <summary>What is wrong with one tree of conditions, as far as it can be told without the catalogue; null for nothing.</summary>
    /// <param name="empty">Said of a tree without a condition.</param>
    internal static Refusal? Check(Condition side, string field, string empty)
    {
        var (conditions, nodes, levels) = Size(side);
        if (conditions == 0)
        {
            return Wrong(field, empty);
        }

        if (nodes > MostConditions)
        {
            return Wrong(field, L[
                "There are more than {0} conditions. Use a category or a brand instead of many products, or create two rules.", MostConditions]);
        }

        return levels > MostLevels
            ? Wrong(field, L["Groups can be nested at most {0} levels deep.", MostLevels])
            : Conditions(side).Select(condition => CheckOne(condition, field)).FirstOrDefault(refusal => refusal is not null);
    }

    private static Refusal? CheckOne(Condition condition, string field) => condition switch
    {
        InCategory { CategoryIds.Count: 0 } => Wrong(field, L["Choose a category."]),
        OfBrand { Brands.Count: 0 } => Wrong(field, L["Choose a brand."]),
        OfType { ProductTypeIds.Count: 0 } => Wrong(field, L["Choose a product type."]),
        Tagged { Tags.Count: 0 } => Wrong(field, L["Choose a tag."]),
        HasSku { Skus.Count: 0 } => Wrong(field, L["Choose a product."]),
        InCategory { CategoryIds.Count: > MostValues } or OfBrand { Brands.Count: > MostValues } or OfType { ProductTypeIds.Count: > MostValues }
            or Tagged { Tags.Count: > MostValues }
            or HasSku { Skus.Count: > MostValues }
            or AttributeIs { Values.Count: > MostValues } => Wrong(field, L["One condition names at most {0} values.", MostValues]),
        AttributeBetween range => CheckRange(range.From, range.To, field),
        PriceBetween { From: < 0 } or PriceBetween { To: < 0 } => Wrong(field, L["A price cannot be negative."]),
        PriceBetween { From: > 1_000_000_000m } or PriceBetween { To: > 1_000_000_000m } => Wrong(field, L["This price is too high."]),
        PriceBetween range => CheckRange((double?)range.From, (double?)range.To, field),
        MarginBetween range => CheckRange(range.From, range.To, field),
        StockBetween range => CheckRange(range.From, range.To, field),
        CompleteBetween range => CheckRange(range.From, range.To, field),
        _ => null,
    };

    private static Refusal? CheckRange(double? from, double? to, string field) => (from, to) switch
    {
        (null, null) => Wrong(field, L["Enter the start or the end of the range."]),
        _ when from is { } low && !double.IsFinite(low) || to is { } high && !double.IsFinite(high) => Wrong(field, L["A range needs two numbers."]),
        _ when from > to => Wrong(field, L["The range ends before it starts. Swap the values."]),
        _ => null,
    };

    /// <summary>What is wrong with what is compared, taken together; null for nothing.</summary>
    internal static Refusal? CheckComparisons(EquatableList<Comparison> comparisons)
    {
        if (comparisons.Count > MostComparisons)
        {
            return Wrong("comparisons", L["A rule has at most {0} comparisons.", MostComparisons]);
        }

        if (comparisons.Any(comparison => comparison is PricedAtMost { Percent: < 1 or > 10_000 } or PricedAtLeast { Percent: < 1 or > 10_000 }))
        {
            return Wrong("comparisons", L["A share of the price is 1 to 10,000 %."]);
        }

        if (comparisons.Distinct().Count() < comparisons.Count)
        {
            return Wrong("comparisons", L["The same comparison is there twice. Remove one."]);
        }

        return comparisons.OfType<SameCategory>().Any() && comparisons.OfType<OtherCategory>().Any()
            ? Wrong("comparisons", L["\"Same category\" and \"another category\" exclude each other. Remove one of the two."])
            : comparisons.OfType<PricedAtLeast>().Select(least => least.Percent).DefaultIfEmpty(0)
                .Max() > comparisons.OfType<PricedAtMost>().Select(most => most.Percent).DefaultIfEmpty(int.MaxValue).Min()
                ? Wrong("comparisons", L["The minimum price is above the maximum. Change one of the two."])
                : null;
    }

    /// <summary>Whether what holds for the tree changes with what is sold as bundles.</summary>
    public static bool AsksForBundles(Condition condition) => Conditions(condition).Any(part => part is InBundle);

    /// <summary>Every condition of a tree that is no group.</summary>
    public static IEnumerable<Condition> Conditions(Condition condition) => Parts(condition) is { } parts ? parts.SelectMany(Conditions) : [condition];

    private static EquatableList<Condition>? Parts(Condition condition) => condition switch
    {
        AllOf all => all.Parts,
        AnyOf any => any.Parts,
        NoneOf none => none.Parts,
        _ => null,
    };

    private static (int Conditions, int Nodes, int Levels) Size(Condition condition, int level = 1)
    {
        if (Parts(condition) is not { } parts || level > MostLevels + 1)
        {
            return (1, 1, level);
        }

        var sizes = parts.Select(part => Size(part, level + 1)).ToArray();
        return (sizes.Sum(size => size.Conditions), 1
            + sizes.Sum(size => size.Nodes), Math.Max(level, sizes.Select(size => size.Levels).DefaultIfEmpty(0).Max()));
    }

    private static Refusal Wrong(string field, string message) => new($"rule.{field.ToLowerInvariant()}", message, field);
}
