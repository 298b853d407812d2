using CrossSell.Admin.Features.Conditions;
using CrossSell.Admin.Shared;
using CrossSell.Core.Common;

namespace CrossSell.Admin.Features.Rules;

/// <summary>Which of the two trees.</summary>
public enum RuleSide
{
    Anchors,
    Companions,
}

/// <summary>A rule as one person edits it: a draft whose two trees are edited by lines and groups, each with a number of its own.</summary>
public sealed class RuleEditor : LiveDraft<RuleDraft>
{
    private static readonly DraftField<RuleDraft>[] Fields =
    [
        new(Texts.Key("Name"), draft => draft.Name, (into, from) => into with { Name = from.Name }),
        new(Texts.Key("Note"), draft => draft.Note, (into, from) => into with { Note = from.Note }),
        new(Texts.Key("For these products"), draft => RuleTree.Numbered(draft.Anchors), (into, from) => into with { Anchors = from.Anchors }),
        new(Texts.Key("Offer these"), draft => RuleTree.Numbered(draft.Companions), (into, from) => into with { Companions = from.Companions }),
        new(Texts.Key("Compared with the product"), draft => Numbered(draft.Comparisons), (into, from) => into with { Comparisons = from.Comparisons }),
        new(Texts.Key("Order"), draft => draft.Order, (into, from) => into with { Order = from.Order }),
        new(Texts.Key("Up to"), draft => draft.Limit.Trim(), (into, from) => into with { Limit = from.Limit }),
        new(Texts.Key("Shops"), draft => draft.ChannelIds, (into, from) => into with { ChannelIds = from.ChannelIds }),
        new(Texts.Key("Segment"), draft => draft.Segment.Trim(), (into, from) => into with { Segment = from.Segment }),
        new(Texts.Key("Starts"), draft => draft.From, (into, from) => into with { From = from.From }),
        new(Texts.Key("Ends before"), draft => draft.To, (into, from) => into with { To = from.To }),
        new("On", draft => draft.Enabled, (into, from) => into with { Enabled = from.Enabled }),
    ];

    private readonly LineNumbers numbers;

    /// <param name="load">The rule, with a number from its argument for each line and group.</param>
    public RuleEditor(Func<Func<int>, RuleDraft> load, int version = 0)
        : this(load, version, new LineNumbers())
    {
    }

    private RuleEditor(Func<Func<int>, RuleDraft> load, int version, LineNumbers numbers)
        : base(Fields, load(numbers.Next), version) => this.numbers = numbers;

    /// <summary>The line that is being dragged; null for none.</summary>
    public int? Dragged { get; set; }

    public TreeGroup Tree(RuleSide side) => side == RuleSide.Anchors ? Draft.Anchors : Draft.Companions;

    /// <summary>A number that no line has had.</summary>
    public int Next() => numbers.Next();

    /// <summary>Edits one of the two trees.</summary>
    public bool EditTree(RuleSide side, Func<TreeGroup, TreeGroup> change, string? key = null) =>
        Edit(draft => side == RuleSide.Anchors ? draft with { Anchors = change(draft.Anchors) } : draft with { Companions = change(draft.Companions) }, key);

    /// <summary>The number of the new line.</summary>
    public int AddRow(RuleSide side, int groupId, RowKind kind, int? attributeId = null)
    {
        var row = TreeRow.New(Next(), kind, attributeId);
        EditTree(side, tree => RuleTree.Add(tree, groupId, row));
        return row.Id;
    }

    /// <summary>The number of the new group; null when it would be too deep.</summary>
    public int? AddGroup(RuleSide side, int groupId)
    {
        if (!RuleTree.CanNest(Tree(side), groupId))
        {
            return null;
        }

        var group = RuleTree.Nested(Tree(side), groupId, Next());
        EditTree(side, tree => RuleTree.Add(tree, groupId, group));
        return group.Id;
    }

    /// <summary>Puts a line or group of either tree where another line of this one is, or into a group, last. True when something moved.</summary>
    public bool Drop(int id, RuleSide side, int targetId)
    {
        var other = side == RuleSide.Anchors ? RuleSide.Companions : RuleSide.Anchors;
        var (tree, from) = (Tree(side), RuleTree.Find(Tree(side), id) is null ? other : side);
        if (id == targetId || RuleTree.Find(Tree(from), id) is not { } node || RuleTree.ParentOf(Tree(from), id) is not { } was
            || RuleTree.Find(tree, targetId) is not { } target)
        {
            return false;
        }

        var group = target as TreeGroup ?? RuleTree.ParentOf(tree, targetId)!;
        // Counted without the line itself: within one group the place of the other line is right both ways.
        var at = target is TreeGroup ? group.Parts.Count : group.Parts.ToList().FindIndex(part => part.Id == targetId);
        if (from == side)
        {
            return EditTree(side, current => RuleTree.Put(current, id, group.Id, at));
        }

        var moved = RuleTree.Put(RuleTree.Add(tree, tree.Id, node), id, group.Id, at);
        return RuleTree.DepthOf(moved, id) > 0 && RuleTree.ParentOf(moved, id)!.Id == group.Id && Edit(draft => side == RuleSide.Anchors
            ? draft with { Anchors = moved, Companions = RuleTree.Remove(draft.Companions, id) }
            : draft with { Companions = moved, Anchors = RuleTree.Remove(draft.Anchors, id) });
    }

    /// <inheritdoc cref="LiveDraft{T}.Rebase(T, int)"/>
    public bool Rebase(Func<Func<int>, RuleDraft> load, int version) => Rebase(load(Next), version);

    // Its lines have the numbers of the editor that it was typed in, which lines of this one may have too.
    protected override RuleDraft Adopt(RuleDraft kept) => kept with
    {
        Anchors = RuleTree.Numbered(kept.Anchors, Next),
        Companions = RuleTree.Numbered(kept.Companions, Next),
        Comparisons = [.. kept.Comparisons.Select(row => row with { Id = Next() })],
    };

    private static EquatableList<ComparisonRow> Numbered(EquatableList<ComparisonRow> rows) => [.. rows.Select((row, at) => row with { Id = at })];

    private sealed class LineNumbers
    {
        private int last;

        public int Next() => ++last;
    }
}
