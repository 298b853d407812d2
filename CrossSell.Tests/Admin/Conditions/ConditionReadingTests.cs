using CrossSell.Admin.Features.Conditions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Rules;
using CsCheck;

namespace CrossSell.Tests.Admin.Conditions;

public sealed class ConditionReadingTests
{
    private static readonly Dictionary<int, RuleAttribute> Attributes = new()
    {
        [1] = new RuleAttribute(1, "mount", "Mount", AttributeKind.Choice, null, ["D", "E"]),
        [2] = new RuleAttribute(2, "weight", "Weight", AttributeKind.Number, "g", []),
    };

    private static readonly Gen<Condition> Leaf = Gen.OneOf<Condition>(
        Gen.Int[1, 9].Select(id => (Condition)new InCategory([id, id + 1])),
        Gen.Const((Condition)new OfBrand(["Norrland", "Alpin"])),
        Gen.Const((Condition)new OfType([3])),
        Gen.Const((Condition)new Tagged(["sale"])),
        Gen.Const((Condition)new HasSku(["A-1", "B 2"])),
        Gen.Const((Condition)new AttributeIs(1, ["D"])),
        Gen.Const((Condition)new AttributeIs(1, [])),
        Gen.Select(Gen.Int[-50, 50], Gen.Int[0, 100], (from, by) => (Condition)new AttributeBetween(2, from / 4.0, (from + by) / 4.0)),
        Gen.Select(Gen.Int[0, 5000], Gen.Int[0, 500], (from, by) => (Condition)new PriceBetween(from / 100m, (from + by) / 100m)),
        Gen.Int[0, 90].Select(from => (Condition)new MarginBetween(from, null)),
        Gen.Int[0, 90].Select(to => (Condition)new StockBetween(null, to)),
        Gen.Int[0, 100].Select(from => (Condition)new CompleteBetween(from, 100)));

    private static readonly Gen<Condition> Root = Tree(3);

    [Fact]
    public void Tree_OfAnyStoredCondition_ReadsAsTheSameCondition() => Root.Sample(condition =>
    {
        var reading = Reading();
        var next = 0;

        Assert.Equal(condition, reading.Read(ConditionReading.ToTree(condition, () => ++next)));
        Assert.Empty(reading.Problems);
        Assert.Empty(reading.Unfinished);
    });

    [Fact]
    public void Line_ThatMustNotHold_IsALineAndNoGroup()
    {
        var next = 0;
        var tree = ConditionReading.ToTree(new AllOf([new NoneOf([new OfBrand(["Alpin"])]), new NoneOf([new AttributeIs(1, [])])]), () => ++next);

        Assert.Equal([RowTest.IsNot, RowTest.Nothing], tree.Parts.Cast<TreeRow>().Select(row => row.Test));
    }

    [Fact]
    public void Unfinished_LinesAndEmptyGroups_AskNothing()
    {
        var reading = Reading();
        var tree = new TreeGroup(1, GroupKind.Any, [new TreeRow(2, RowKind.Brand, null, RowTest.Is, [], "", ""), new TreeGroup(3, GroupKind.None, [])]);

        Assert.Equal(new AllOf([]), reading.Read(tree));
        Assert.Equal([2], reading.Unfinished);
        Assert.Empty(reading.Problems);
    }

    [Theory]
    [InlineData(RowKind.Price, "12,50", "", 12.5, null)]
    [InlineData(RowKind.Price, "1.299,00", "", 1299.0, null)]
    [InlineData(RowKind.Price, "", "1299", null, 1299.0)]
    public void Price_AsPeopleTypeIt_IsRead(RowKind kind, string from, string to, double? least, double? most)
    {
        var read = Assert.IsType<PriceBetween>(Assert.Single(((AllOf)Reading().Read(One(kind, from, to))).Parts));

        Assert.Equal(((decimal?)least, (decimal?)most), (read.From, read.To));
    }

    [Theory]
    [InlineData(RowKind.Price, "abc", "")]
    [InlineData(RowKind.Stock, "1.5", "")]
    [InlineData(RowKind.Stock, "9", "3")]
    [InlineData(RowKind.Complete, "", "120")]
    [InlineData(RowKind.Margin, "1.2.3", "")]
    public void Number_ThatCannotBe_IsToldBesideItsLine(RowKind kind, string from, string to)
    {
        var reading = Reading();

        Assert.Equal(new AllOf([]), reading.Read(One(kind, from, to)));
        Assert.Equal([2], reading.Problems.Keys);
    }

    [Fact]
    public void Comparison_ThereAndBack_IsTheSame()
    {
        Comparison[] all = [
            new SameBrand(), new SameCategory(), new OtherCategory(), new AttributeMatches(1, 1), new AttributeMatches(1, 2), new PricedAtMost(30),
            new PricedAtLeast(5)];

        Assert.Equal(all, Reading().Read(all.Select((comparison, at) => ConditionReading.ToRow(comparison, at))));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("a third")]
    [InlineData("10001")]
    public void Comparison_WithNoPercentage_IsToldBesideItsLine(string percent)
    {
        var reading = Reading();

        Assert.Empty(reading.Read([new ComparisonRow(5, ComparisonKind.AtMost, Percent: percent)]));
        Assert.Equal([5], reading.Problems.Keys);
    }

    private static ConditionReading Reading() => new(Attributes, Currency.Of("EUR"));

    private static TreeGroup One(RowKind kind, string from, string to) => new(1, GroupKind.All, [new TreeRow(2, kind, null, RowTest.Is, [], from, to)]);

    private static Gen<Condition> Tree(
        int depth) => depth == 0 ? Leaf : Gen.Select(Gen.Int[0, 2], Gen.OneOf(Leaf, Leaf, Tree(depth - 1)).Array[1, 3], (kind, parts) => kind switch
    {
        0 => (Condition)new AllOf([.. parts]),
        1 => new AnyOf([.. parts]),
        _ => new NoneOf([.. parts]),
    });
}
