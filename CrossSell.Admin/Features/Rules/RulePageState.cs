using CrossSell.Core.Common;

namespace CrossSell.Admin.Features.Rules;

/// <summary>Which of the two trees.</summary>
public enum RuleSide
{
    Anchors,
    Companions,
}

/// <summary>One field of a rule that two people changed to different things.</summary>
public sealed record RuleConflict(string Field, RuleDraft Mine, RuleDraft Theirs);

/// <summary>A rule as one person edits it: the draft, what can be undone, and what others did meanwhile. Knows no component and no database.</summary>
public sealed class RulePageState
{
    private static readonly (string Name, Func<RuleDraft, object> Value, Func<RuleDraft, RuleDraft, RuleDraft> Take)[] Fields =
    [
        ("Name", draft => draft.Name, (into, from) => into with { Name = from.Name }),
        ("Note", draft => draft.Note, (into, from) => into with { Note = from.Note }),
        ("For these products", draft => RuleTree.Numbered(draft.Anchors), (into, from) => into with { Anchors = from.Anchors }),
        ("Offer these", draft => RuleTree.Numbered(draft.Companions), (into, from) => into with { Companions = from.Companions }),
        ("Compared with the product", draft => Numbered(draft.Comparisons), (into, from) => into with { Comparisons = from.Comparisons }),
        ("Order", draft => draft.Order, (into, from) => into with { Order = from.Order }),
        ("Up to", draft => draft.Limit.Trim(), (into, from) => into with { Limit = from.Limit }),
        ("Shops", draft => draft.ChannelIds, (into, from) => into with { ChannelIds = from.ChannelIds }),
        ("Segment", draft => draft.Segment.Trim(), (into, from) => into with { Segment = from.Segment }),
        ("Starts", draft => draft.From, (into, from) => into with { From = from.From }),
        ("Ends before", draft => draft.To, (into, from) => into with { To = from.To }),
        ("On", draft => draft.Enabled, (into, from) => into with { Enabled = from.Enabled }),
    ];

    private readonly Stack<RuleDraft> undo = [];
    private readonly Stack<RuleDraft> redo = [];
    private string? lastKey;
    private int lastId;

    public RulePageState(Func<Func<int>, RuleDraft> load, int version = 0)
    {
        Draft = Saved = load(Next);
        Version = version;
    }

    public RuleDraft Draft { get; private set; }

    /// <summary>What the database has; for a new rule, what it began with.</summary>
    public RuleDraft Saved { get; private set; }

    /// <summary>What the next save names.</summary>
    public int Version { get; private set; }

    /// <summary>Fields that wait for a choice between mine and theirs.</summary>
    public IReadOnlyList<RuleConflict> Conflicts { get; private set; } = [];

    public bool CanUndo => undo.Count > 0;

    public bool CanRedo => redo.Count > 0;

    public bool IsDirty => Fields.Any(item => !item.Value(Draft).Equals(item.Value(Saved)));

    /// <summary>The line that is being dragged; null for none.</summary>
    public int? Dragged { get; set; }

    public TreeGroup Tree(RuleSide side) => side == RuleSide.Anchors ? Draft.Anchors : Draft.Companions;

    /// <summary>A number that no line has had.</summary>
    public int Next() => ++lastId;

    /// <summary>True when something is different now.</summary>
    /// <param name="change">From the draft as it stands.</param>
    /// <param name="key">Edits in a row under one key (letters of one field) are undone as one.</param>
    public bool Edit(Func<RuleDraft, RuleDraft> change, string? key = null)
    {
        var changed = change(Draft);
        if (changed == Draft)
        {
            return false;
        }

        if (key is null || key != lastKey)
        {
            undo.Push(Draft);
        }

        lastKey = key;
        redo.Clear();
        Draft = changed;
        return true;
    }

    /// <summary>Edits one of the two trees.</summary>
    public bool EditTree(RuleSide side, Func<TreeGroup, TreeGroup> change, string? key = null) =>
        Edit(draft => side == RuleSide.Anchors ? draft with { Anchors = change(draft.Anchors) } : draft with { Companions = change(draft.Companions) }, key);

    /// <summary>The number of the new line.</summary>
    public int AddRow(RuleSide side, int groupId, RowKind kind, int? attributeId = null)
    {
        var id = Next();
        EditTree(side, tree => RuleTree.Add(tree, groupId, new TreeRow(id, kind, attributeId, RowTest.Is, [], "", "")));
        return id;
    }

    /// <summary>The number of the new group; null when it would be too deep.</summary>
    public int? AddGroup(RuleSide side, int groupId)
    {
        if (!RuleTree.CanNest(Tree(side), groupId))
        {
            return null;
        }

        // Who nests wants the other word: any inside all, all inside any.
        var kind = RuleTree.Find(Tree(side), groupId) is TreeGroup { Kind: GroupKind.All } ? GroupKind.Any : GroupKind.All;
        var id = Next();
        EditTree(side, tree => RuleTree.Add(tree, groupId, new TreeGroup(id, kind, [])));
        return id;
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

    public bool Undo() => Step(undo, redo);

    public bool Redo() => Step(redo, undo);

    /// <summary>The database took this draft and gave it this version.</summary>
    public void Accept(RuleDraft draft, int version) => (Saved, Version) = (draft, version);

    /// <summary>Goes on from what somebody else saved: what only one side changed is merged, the rest waits for a choice.</summary>
    public void Rebase(Func<Func<int>, RuleDraft> load, int version)
    {
        var theirs = load(Next);
        var mine = Draft;
        var merged = Draft;
        var conflicts = new List<RuleConflict>();
        foreach (var field in Fields)
        {
            var (seen, own, other) = (field.Value(Saved), field.Value(mine), field.Value(theirs));
            if (own.Equals(seen) || own.Equals(other))
            {
                merged = field.Take(merged, theirs);
            }
            else if (!other.Equals(seen) || Conflicts.Any(conflict => conflict.Field == field.Name))
            {
                conflicts.Add(new RuleConflict(field.Name, mine, theirs));
            }
        }

        // Going back would take what they did away silently.
        undo.Clear();
        redo.Clear();
        (Draft, Saved, Version, Conflicts, lastKey) = (merged, theirs, version, conflicts, null);
    }

    public void KeepTheirs()
    {
        foreach (var conflict in Conflicts)
        {
            Draft = Fields.First(field => field.Name == conflict.Field).Take(Draft, conflict.Theirs);
        }

        Conflicts = [];
    }

    public void WriteMine() => Conflicts = [];

    private bool Step(Stack<RuleDraft> from, Stack<RuleDraft> to)
    {
        if (!from.TryPop(out var draft))
        {
            return false;
        }

        to.Push(Draft);
        (Draft, lastKey) = (draft, null);
        return true;
    }

    private static EquatableList<ComparisonRow> Numbered(EquatableList<ComparisonRow> rows) => [.. rows.Select((row, at) => row with { Id = at })];
}
