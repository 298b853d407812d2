using CrossSell.Admin.Features.Conditions;
using CsCheck;

namespace CrossSell.Tests.Admin.Conditions;

public sealed class RuleTreeTests
{
    private static readonly Gen<(int What, int Node, int Target, int At)[]> Edits = Gen.Select(
        Gen.Int[0, 7], Gen.Int[0, 60], Gen.Int[0, 60], Gen.Int[0, 8]).Array[0, 60];

    [Fact]
    public void Edits_AnySequence_LoseNoLineAndKeepTheTreeSound() => Edits.Sample(edits =>
    {
        var next = 1;
        var tree = Group(1);
        HashSet<int> expected = [1];
        foreach (var (what, nodeAt, targetAt, at) in edits)
        {
            var nodes = RuleTree.All(tree).ToArray();
            var node = nodes[nodeAt % nodes.Length];
            var groups = nodes.OfType<TreeGroup>().ToArray();
            var target = groups[targetAt % groups.Length];
            switch (what)
            {
                case 0:
                    expected.Add(++next);
                    tree = RuleTree.Add(tree, target.Id, Row(next), at);
                    break;
                case 1 when RuleTree.CanNest(tree, target.Id):
                    expected.Add(++next);
                    tree = RuleTree.Add(tree, target.Id, Group(next));
                    break;
                case 2 when node.Id != 1:
                    expected.ExceptWith(RuleTree.All(node).Select(part => part.Id));
                    tree = RuleTree.Remove(tree, node.Id);
                    break;
                case 3:
                    tree = RuleTree.Step(tree, node.Id, at % 2 == 0 ? 1 : -1);
                    break;
                case 4:
                    tree = RuleTree.In(tree, node.Id);
                    break;
                case 5:
                    tree = RuleTree.Out(tree, node.Id);
                    break;
                case 6:
                    tree = RuleTree.Put(tree, node.Id, target.Id, at);
                    break;
                default:
                    tree = RuleTree.SetKind(tree, target.Id, GroupKind.None);
                    break;
            }
        }

        var left = RuleTree.All(tree).Select(node => node.Id).ToArray();
        Assert.Equal(expected.Order(), left.Order());
        Assert.All(RuleTree.All(tree), node => Assert.InRange(RuleTree.DepthOf(tree, node.Id), 1, node is TreeGroup ? RuleTree.Deepest : RuleTree.Deepest + 1));
    });

    [Fact]
    public void Step_LinesAndGroups_WalksThroughAllPlaces()
    {
        // a, (b, c), d
        var tree = Group(1, Row(2), Group(3, Row(4), Row(5)), Row(6));

        tree = RuleTree.Step(tree, 2, 1);
        Assert.Equal("1(3(2 4 5) 6)", Write(tree));
        tree = RuleTree.Step(RuleTree.Step(RuleTree.Step(tree, 2, 1), 2, 1), 2, 1);
        Assert.Equal("1(3(4 5) 2 6)", Write(tree));
        tree = RuleTree.Step(tree, 2, 1);
        Assert.Equal("1(3(4 5) 6 2)", Write(tree));
        Assert.Equal("1(3(4 5) 6 2)", Write(RuleTree.Step(tree, 2, 1)));
        Assert.Equal("1(6 3(4 5) 2)", Write(RuleTree.Step(tree, 3, 1)));
    }

    [Fact]
    public void Put_IntoItself_ChangesNothing()
    {
        var tree = Group(1, Group(2, Group(3)));

        Assert.Same(tree, RuleTree.Put(tree, 2, 3, 0));
        Assert.Same(tree, RuleTree.Put(tree, 1, 3, 0));
    }

    [Fact]
    public void In_WithoutAGroupBesideIt_ChangesNothing()
    {
        var tree = Group(1, Row(2), Row(3));

        Assert.Same(tree, RuleTree.In(tree, 2));
        Assert.Equal("1(3(2))", Write(RuleTree.In(Group(1, Row(2), Group(3)), 2)));
        Assert.Equal("1(3 2)", Write(RuleTree.Out(Group(1, Group(3, Row(2))), 2)));
    }

    [Fact]
    public void Numbered_TreesThatReadAlike_AreEqual() =>
        Assert.Equal(RuleTree.Numbered(Group(1, Row(2), Group(5, Row(9)))), RuleTree.Numbered(Group(7, Row(8), Group(20, Row(3)))));

    private static TreeGroup Group(int id, params TreeNode[] parts) => new(id, GroupKind.All, [.. parts]);

    private static TreeRow Row(int id) => new(id, RowKind.Brand, null, RowTest.Is, ["Norrland"], "", "");

    private static string Write(TreeNode node) =>
        node is TreeGroup { Parts.Count: > 0 } group ? $"{group.Id}({string.Join(' ', group.Parts.Select(Write))})" : $"{node.Id}";
}
