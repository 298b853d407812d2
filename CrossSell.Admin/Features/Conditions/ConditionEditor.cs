using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Admin.Features.Conditions;

/// <summary>
/// A condition tree, and what is compared with the main product, as a page has them edited: a rule's, or that of a bundle's slot. Each edit gives a new tree;
/// the editor says whether it took it.
/// </summary>
public interface IConditionEditor
{
    TreeGroup Tree { get; }

    EquatableList<ComparisonRow> Comparisons { get; }

    RuleLexicon Lexicon { get; }

    /// <summary>Whose currency amounts are typed in; null while none is chosen.</summary>
    Channel? Shop { get; }

    bool CanEdit { get; }

    /// <summary>What is wrong, by line.</summary>
    IReadOnlyDictionary<int, string> LineProblems { get; }

    /// <summary>Lines that say nothing yet.</summary>
    IReadOnlyCollection<int> Unfinished { get; }

    /// <summary>The element that the cursor belongs into after the next render, by its id.</summary>
    string? Focus { get; set; }

    /// <summary>The line that is being dragged; null for none.</summary>
    int? Dragged { get; set; }

    /// <summary>A number that no line has had.</summary>
    int Next();

    /// <param name="key">Under which letters are undone as one.</param>
    /// <returns>Whether anything changed.</returns>
    bool Edit(Func<TreeGroup, TreeGroup> change, string? key = null);

    /// <inheritdoc cref="Edit"/>
    bool Compare(Func<EquatableList<ComparisonRow>, EquatableList<ComparisonRow>> change, string? key = null);

    /// <summary>Puts a line or group where another is, or into a group, last. True when something moved.</summary>
    bool Drop(int id, int targetId);
}

/// <summary>What is added to any of them.</summary>
public static class ConditionEdits
{
    extension(IConditionEditor editor)
    {
        /// <summary>The number of the new line.</summary>
        public int AddRow(int groupId, RowKind kind, int? attributeId = null)
        {
            var row = TreeRow.New(editor.Next(), kind, attributeId);
            editor.Edit(tree => RuleTree.Add(tree, groupId, row));
            return row.Id;
        }

        /// <summary>The number of the new group; null when it would be too deep.</summary>
        public int? AddGroup(int groupId)
        {
            if (!RuleTree.CanNest(editor.Tree, groupId))
            {
                return null;
            }

            var group = RuleTree.Nested(editor.Tree, groupId, editor.Next());
            editor.Edit(tree => RuleTree.Add(tree, groupId, group));
            return group.Id;
        }
    }
}
