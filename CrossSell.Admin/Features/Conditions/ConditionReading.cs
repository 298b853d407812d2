using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Rules;
using static CrossSell.Admin.Features.Conditions.ConditionsTexts;

namespace CrossSell.Admin.Features.Conditions;

/// <summary>
/// Between condition trees as they are stored and trees as they are edited. What is not finished is left out of the condition and told by its line.
/// </summary>
public sealed class ConditionReading(IReadOnlyDictionary<int, RuleAttribute> attributes, Currency currency)
{
    // As many as a number in a condition may have; it is stored as a double.
    internal const int Decimals = 12;

    private readonly Dictionary<int, string> problems = [];
    private readonly HashSet<int> unfinished = [];

    /// <summary>What cannot be read, by the line's number.</summary>
    public IReadOnlyDictionary<int, string> Problems => problems;

    /// <summary>Lines that say nothing yet.</summary>
    public IReadOnlyCollection<int> Unfinished => unfinished;

    /// <summary>A stored condition as lines; each gets the next number.</summary>
    public static TreeGroup ToTree(Condition condition, Func<int> next)
    {
        var group = condition is AllOf or AnyOf or NoneOf ? condition : new AllOf([condition]);
        return Group(group, next);
    }

    /// <summary>The condition of the finished lines; groups without any ask nothing.</summary>
    public Condition Read(TreeGroup root)
    {
        var read = ReadGroup(root);
        return read is AnyOf { Parts.Count: 0 } or NoneOf { Parts.Count: 0 } or null ? new AllOf([]) : read;
    }

    public IReadOnlyList<Comparison> Read(IEnumerable<ComparisonRow> rows) => [.. rows.Select(Read).OfType<Comparison>()];

    public static ComparisonRow ToRow(Comparison comparison, int id) => comparison switch
    {
        SameBrand => new ComparisonRow(id, ComparisonKind.SameBrand),
        SameCategory => new ComparisonRow(id, ComparisonKind.SameCategory),
        OtherCategory => new ComparisonRow(id, ComparisonKind.OtherCategory),
        AttributeMatches same => new ComparisonRow(
            id, ComparisonKind.SameAttribute, same.AnchorAttributeId, same.CompanionAttributeId == same.AnchorAttributeId ? null : same.CompanionAttributeId),
        PricedAtMost most => new ComparisonRow(id, ComparisonKind.AtMost, Percent: Text(most.Percent)),
        PricedAtLeast least => new ComparisonRow(id, ComparisonKind.AtLeast, Percent: Text(least.Percent)),
        _ => throw new NotSupportedException(comparison.GetType().Name),
    };

    private static TreeGroup Group(Condition condition, Func<int> next)
    {
        var (kind, parts) = condition switch
        {
            AnyOf any => (GroupKind.Any, any.Parts),
            NoneOf none => (GroupKind.None, none.Parts),
            _ => (GroupKind.All, ((AllOf)condition).Parts),
        };
        var id = next();
        return new TreeGroup(id, kind, [.. parts.Select<Condition, TreeNode>(part => part switch
        {
            // One line that must not hold is a line, not a group.
            NoneOf { Parts: [not (AllOf or AnyOf or NoneOf)] } not => Row(not.Parts[0], next(), negated: true),
            AllOf or AnyOf or NoneOf => Group(part, next),
            _ => Row(part, next(), negated: false),
        })]);
    }

    private static TreeRow Row(Condition condition, int id, bool negated)
    {
        var test = negated ? RowTest.IsNot : RowTest.Is;
        TreeRow Of(RowKind kind, IEnumerable<string>? values = null, string from = "", string to = "", int? attribute = null) =>
            new(id, kind, attribute, test, [.. values ?? []], from, to);
        return condition switch
        {
            InCategory category => Of(RowKind.Category, category.CategoryIds.Select(value => Text(value))),
            OfBrand brand => Of(RowKind.Brand, brand.Brands),
            OfType type => Of(RowKind.Type, type.ProductTypeIds.Select(value => Text(value))),
            Tagged tag => Of(RowKind.Tag, tag.Tags),
            HasSku sku => Of(RowKind.Sku, sku.Skus),
            AttributeIs { Values.Count: 0 } any => Of(RowKind.Attribute, attribute: any.AttributeId) with { Test = negated ? RowTest.Nothing : RowTest.Any },
            AttributeIs attribute => Of(RowKind.Attribute, attribute.Values, attribute: attribute.AttributeId),
            AttributeBetween number => Of(RowKind.Attribute, from: Text(number.From), to: Text(number.To), attribute: number.AttributeId),
            PriceBetween price => Of(RowKind.Price, from: Text(price.From), to: Text(price.To)),
            MarginBetween margin => Of(RowKind.Margin, from: Text(margin.From), to: Text(margin.To)),
            StockBetween stock => Of(RowKind.Stock, from: Text(stock.From), to: Text(stock.To)),
            CompleteBetween complete => Of(RowKind.Complete, from: Text(complete.From), to: Text(complete.To)),
            InBundle bundle => Of(bundle.AsMain ? RowKind.BundleMain : RowKind.Bundle) with { Test = negated ? RowTest.Nothing : RowTest.Any },
            _ => throw new NotSupportedException(condition.GetType().Name),
        };
    }

    private Condition? ReadGroup(TreeGroup group)
    {
        var parts = group.Parts.Select(part => part is TreeGroup inner ? ReadGroup(inner) : ReadRow((TreeRow)part)).OfType<Condition>().ToArray();
        return parts.Length == 0 ? null : group.Kind switch
        {
            GroupKind.Any => new AnyOf([.. parts]),
            GroupKind.None => new NoneOf([.. parts]),
            _ => new AllOf([.. parts]),
        };
    }

    private Condition? ReadRow(TreeRow row)
    {
        var read = row.Kind switch
        {
            RowKind.Category => Chosen(row, values => new InCategory([.. values.Select(Number)])),
            RowKind.Brand => Chosen(row, values => new OfBrand([.. values])),
            RowKind.Type => Chosen(row, values => new OfType([.. values.Select(Number)])),
            RowKind.Tag => Chosen(row, values => new Tagged([.. values])),
            RowKind.Sku => Chosen(row, values => new HasSku([.. values])),
            RowKind.Price => Between(row, Amount, L["An amount in {0}, such as 12.50.", currency.Code], (from, to) => new PriceBetween(from, to)),
            RowKind.Margin => Between(row, text => Decimal(text), L["A percentage, such as 30."], (from, to) => new MarginBetween((double?)from, (double?)to)),
            RowKind.Stock => Between(row, Whole, L["A whole number of pieces."], (from, to) => new StockBetween((int?)from, (int?)to)),
            RowKind.Complete => Between(
                row, text => Whole(text) is { } percent and <= 100 ? percent : null, L["A whole percentage from 0 to 100."],
                (from, to) => new CompleteBetween((int?)from, (int?)to)),
            RowKind.Bundle => new InBundle(),
            RowKind.BundleMain => new InBundle(AsMain: true),
            _ => Attribute(row),
        };
        return read is not null && row.Test is (RowTest.IsNot or RowTest.Nothing) ? new NoneOf([read]) : read;
    }

    private Condition? Attribute(TreeRow row)
    {
        if (row.AttributeId is not { } id || !attributes.TryGetValue(id, out var attribute))
        {
            problems[row.Id] = L["This attribute was removed. Choose another or remove the line."];
            return null;
        }

        if (row.Test is RowTest.Any or RowTest.Nothing)
        {
            return new AttributeIs(id, []);
        }

        return attribute.Kind == AttributeKind.Number
            ? Between(
                row, text => Decimal(text), attribute.Unit is { } unit ? L["A number of {0}, such as 12.5.", unit] : L["A number, such as 12.5."],
                (from, to) => new AttributeBetween(id, (double?)from, (double?)to))
            : Chosen(row, values => new AttributeIs(id, [.. values]));
    }

    private Condition? Chosen(TreeRow row, Func<IReadOnlyList<string>, Condition> make)
    {
        if (row.Values.Count > 0)
        {
            return make([.. row.Values]);
        }

        unfinished.Add(row.Id);
        return null;
    }

    private Condition? Between(TreeRow row, Func<string, decimal?> read, string sentence, Func<decimal?, decimal?, Condition> make)
    {
        var (fromText, toText) = (row.From.Trim(), row.To.Trim());
        if (fromText.Length == 0 && toText.Length == 0)
        {
            unfinished.Add(row.Id);
            return null;
        }

        var (from, to) = (fromText.Length == 0 ? null : read(fromText), toText.Length == 0 ? null : read(toText));
        if ((fromText.Length > 0 && from is null) || (toText.Length > 0 && to is null))
        {
            problems[row.Id] = sentence;
            return null;
        }

        if (from > to)
        {
            problems[row.Id] = L["The first number must be the smaller one."];
            return null;
        }

        return make(from, to);
    }

    private Comparison? Read(ComparisonRow row)
    {
        switch (row.Kind)
        {
            case ComparisonKind.SameBrand:
                return new SameBrand();
            case ComparisonKind.SameCategory:
                return new SameCategory();
            case ComparisonKind.OtherCategory:
                return new OtherCategory();
            case ComparisonKind.SameAttribute:
                if (row.AnchorAttributeId is not { } anchor)
                {
                    unfinished.Add(row.Id);
                    return null;
                }

                if (!attributes.ContainsKey(anchor) || (row.CompanionAttributeId is { } companion && !attributes.ContainsKey(companion)))
                {
                    problems[row.Id] = L["This attribute was removed. Choose another or remove the line."];
                    return null;
                }

                return new AttributeMatches(anchor, row.CompanionAttributeId ?? anchor);
            default:
                if (row.Percent.Trim().Length == 0)
                {
                    unfinished.Add(row.Id);
                    return null;
                }

                if (Whole(row.Percent.Replace("%", "", StringComparison.Ordinal).Trim()) is not { } percent || percent is < 1 or > 10_000)
                {
                    problems[row.Id] = L["A whole percentage from 1 to 10,000."];
                    return null;
                }

                return row.Kind == ComparisonKind.AtMost ? new PricedAtMost((int)percent) : new PricedAtLeast((int)percent);
        }
    }

    private decimal? Amount(string text) => TypedNumbers.TryAmount(text, currency, out var amount) ? amount.Amount : null;

    private static decimal? Whole(string text) => TypedNumbers.TryWhole(text, out var number) ? number : null;

    private static decimal? Decimal(string text) => TypedNumbers.TryNumber(text, Decimals, out var number) ? number : null;

    private static int Number(string id) => int.Parse(id, CultureInfo.InvariantCulture);

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Text(decimal? number) => Formats.Typed(number);

    private static string Text(double? number) => Formats.Typed(number, Decimals);
}
