using System.Text.Json.Serialization;
using CrossSell.Core.Common;

namespace CrossSell.Admin.Features.Conditions;

/// <summary>How the lines of a group belong together.</summary>
public enum GroupKind
{
    All,
    Any,
    None,
}

/// <summary>What a line asks about.</summary>
public enum RowKind
{
    Category,
    Brand,
    Type,
    Tag,
    Sku,
    Attribute,
    Price,
    Margin,
    Stock,
    Complete,

    /// <summary>Whether it is in a bundle: it has no values.</summary>
    Bundle,

    /// <summary>Whether it is the main product of one.</summary>
    BundleMain,
}

/// <summary>How a line asks. Ranges know only between and its opposite.</summary>
public enum RowTest
{
    Is,
    IsNot,
    Any,
    Nothing,
}

/// <summary>One line of a condition tree as somebody edits it. Its number is its own for as long as it is edited.</summary>
[JsonDerivedType(typeof(TreeGroup), "group")]
[JsonDerivedType(typeof(TreeRow), "row")]
public abstract record TreeNode(int Id);

/// <summary>Lines and further groups. The root is one.</summary>
public sealed record TreeGroup(int Id, GroupKind Kind, EquatableList<TreeNode> Parts) : TreeNode(Id);

/// <summary>A question about the product, perhaps not finished. Numbers stay as they were typed.</summary>
/// <param name="AttributeId">Of an attribute's line only.</param>
public sealed record TreeRow(int Id, RowKind Kind, int? AttributeId, RowTest Test, EquatableList<string> Values, string From, string To) : TreeNode(Id)
{
    /// <summary>A line that asks nothing yet; of a kind without values, what it says.</summary>
    public static TreeRow New(int id, RowKind kind, int? attributeId = null) =>
        new(id, kind, attributeId, kind is RowKind.Bundle or RowKind.BundleMain ? RowTest.Any : RowTest.Is, [], "", "");
}

/// <summary>Edits of a condition tree. Each gives a new tree, or the same one when there was nothing to do; the root is never removed or moved.</summary>
public static class RuleTree
{
    /// <summary>Groups in groups in groups: deeper nobody reads.</summary>
    public const int Deepest = 4;

    public static IEnumerable<TreeNode> All(TreeNode node) => node is TreeGroup group ? group.Parts.SelectMany(All).Prepend(node) : [node];

    public static TreeNode? Find(TreeNode root, int id) => All(root).FirstOrDefault(node => node.Id == id);

    public static TreeGroup? ParentOf(TreeGroup root, int id) =>
        All(root).OfType<TreeGroup>().FirstOrDefault(group => group.Parts.Any(part => part.Id == id));

    /// <summary>The root is at 1.</summary>
    public static int DepthOf(TreeGroup root, int id) => id == root.Id ? 1 : ParentOf(root, id) is { } parent ? DepthOf(root, parent.Id) + 1 : 0;

    public static TreeGroup Add(TreeGroup root, int groupId, TreeNode node, int? at = null) => Change(root, groupId, group =>
    {
        var parts = group.Parts.ToList();
        parts.Insert(Math.Clamp(at ?? parts.Count, 0, parts.Count), node);
        return group with { Parts = [.. parts] };
    });

    public static TreeGroup Remove(TreeGroup root, int id) => ParentOf(root, id) is not { } parent ? root
        : Change(root, parent.Id, group => group with { Parts = [.. group.Parts.Where(part => part.Id != id)] });

    public static TreeGroup Replace(TreeGroup root, TreeRow row) => ParentOf(root, row.Id) is not { } parent ? root
        : Change(root, parent.Id, group => group with { Parts = [.. group.Parts.Select(part => part.Id == row.Id ? row : part)] });

    public static TreeGroup SetKind(TreeGroup root, int groupId, GroupKind kind) => Change(root, groupId, group => group with { Kind = kind });

    /// <summary>One step: past a line, into a group that lies there, or out of its own at the end.</summary>
    /// <param name="by">-1 up, 1 down.</param>
    public static TreeGroup Step(TreeGroup root, int id, int by)
    {
        if (ParentOf(root, id) is not { } parent)
        {
            return root;
        }

        var at = Index(parent, id);
        var next = at + by;
        if (next < 0 || next >= parent.Parts.Count)
        {
            return parent.Id == root.Id ? root : Put(root, id, ParentOf(root, parent.Id)!.Id, Index(ParentOf(root, parent.Id)!, parent.Id) + (by > 0 ? 1 : 0));
        }

        return parent.Parts[next] is TreeGroup neighbour && parent.Parts[at] is TreeRow
            ? Put(root, id, neighbour.Id, by > 0 ? 0 : neighbour.Parts.Count)
            : Put(root, id, parent.Id, next);
    }

    /// <summary>Into the group right above, else right below.</summary>
    public static TreeGroup In(TreeGroup root, int id)
    {
        if (ParentOf(root, id) is not { } parent)
        {
            return root;
        }

        var at = Index(parent, id);
        return at > 0 && parent.Parts[at - 1] is TreeGroup above ? Put(root, id, above.Id, above.Parts.Count)
            : at + 1 < parent.Parts.Count && parent.Parts[at + 1] is TreeGroup below ? Put(root, id, below.Id, 0)
            : root;
    }

    /// <summary>Out of its group, right behind it.</summary>
    public static TreeGroup Out(TreeGroup root, int id) => ParentOf(root, id) is { } parent && ParentOf(root, parent.Id) is { } above
        ? Put(root, id, above.Id, Index(above, parent.Id) + 1)
        : root;

    /// <summary>Takes a node from where it is to this place. Nothing happens when that would put it into itself or too deep.</summary>
    /// <param name="at">Counted without the node itself.</param>
    public static TreeGroup Put(TreeGroup root, int id, int groupId, int at)
    {
        if (id == root.Id || Find(root, id) is not { } node || All(node).Any(part => part.Id == groupId)
            || Find(root, groupId) is not TreeGroup || DepthOf(root, groupId) + Height(node) > Deepest)
        {
            return root;
        }

        return Add(Remove(root, id), groupId, node, at);
    }

    /// <summary>Whether a group may be added in this one.</summary>
    public static bool CanNest(TreeGroup root, int groupId) => DepthOf(root, groupId) is > 0 and < Deepest;

    /// <summary>A group to be added in another. Who nests wants the other word: any inside all, all inside any.</summary>
    public static TreeGroup Nested(TreeGroup root, int groupId, int id) =>
        new(id, Find(root, groupId) is TreeGroup { Kind: GroupKind.All } ? GroupKind.Any : GroupKind.All, []);

    /// <summary>Puts a line or group where another one of the tree is, or into a group, last; the same tree when that cannot be.</summary>
    public static TreeGroup Dropped(TreeGroup root, int id, int targetId)
    {
        if (id == targetId || Find(root, targetId) is not { } target)
        {
            return root;
        }

        // Counted without the line itself: within one group the place of the other line is right both ways.
        var group = target as TreeGroup ?? ParentOf(root, targetId)!;
        return Put(root, id, group.Id, target is TreeGroup ? group.Parts.Count : Index(group, targetId));
    }

    /// <summary>The same tree with its numbers counted again: two trees that read alike are equal then.</summary>
    public static TreeGroup Numbered(TreeGroup root)
    {
        var last = 0;
        return Numbered(root, () => ++last);
    }

    /// <summary>The same tree with other numbers.</summary>
    public static TreeGroup Numbered(TreeGroup root, Func<int> next)
    {
        TreeNode Number(TreeNode node)
        {
            var id = next();
            return node is TreeGroup group ? group with { Id = id, Parts = [.. group.Parts.Select(Number)] } : node with { Id = id };
        }

        return (TreeGroup)Number(root);
    }

    private static int Height(TreeNode node) => node is TreeGroup group ? 1 + group.Parts.Select(Height).DefaultIfEmpty(0).Max() : 0;

    private static int Index(TreeGroup group, int id) => group.Parts.ToList().FindIndex(part => part.Id == id);

    private static TreeGroup Change(TreeGroup group, int id, Func<TreeGroup, TreeGroup> change) => group.Id == id
        ? change(group)
        : group with { Parts = [.. group.Parts.Select(part => part is TreeGroup inner ? Change(inner, id, change) : part)] };
}
