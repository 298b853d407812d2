using CrossSell.Admin.Features.Conditions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Admin.Features.Rules;

/// <summary>One of the two trees of a rule's page, as the condition editor works on it. Keeps nothing of its own.</summary>
internal sealed class RuleSideEditor(RulePageState state, RuleSide side) : IConditionEditor
{
    public TreeGroup Tree => state.Editor.Tree(side);

    public EquatableList<ComparisonRow> Comparisons => state.Draft.Comparisons;

    public RuleLexicon Lexicon => state.Lexicon;

    public Channel? Shop => state.Shop;

    public bool CanEdit => state.CanEdit;

    public IReadOnlyDictionary<int, string> LineProblems => state.LineProblems;

    public IReadOnlyCollection<int> Unfinished => state.Reading.Unfinished;

    public string? Focus { get => state.Focus; set => state.Focus = value; }

    public int? Dragged { get => state.Editor.Dragged; set => state.Editor.Dragged = value; }

    public int Next() => state.Editor.Next();

    public bool Edit(Func<TreeGroup, TreeGroup> change, string? key = null) => state.Editor.EditTree(side, change, key);

    public bool Compare(Func<EquatableList<ComparisonRow>, EquatableList<ComparisonRow>> change, string? key = null) =>
        state.Editor.Edit(draft => draft with { Comparisons = change(draft.Comparisons) }, key);

    public bool Drop(int id, int targetId) => state.Editor.Drop(id, side, targetId);
}
