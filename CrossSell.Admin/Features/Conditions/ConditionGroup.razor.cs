using CrossSell.Core.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using static CrossSell.Admin.Features.Conditions.ConditionsTexts;

namespace CrossSell.Admin.Features.Conditions;

/// <summary>One group of a condition tree with its lines and further groups. It draws itself again for those.</summary>
public sealed partial class ConditionGroup
{
    private static readonly (GroupKind Kind, string Name, string Help)[] Kinds =
    [
        (GroupKind.All, Texts.Key("All"), Texts.Key("Every line must hold")),
        (GroupKind.Any, Texts.Key("Any"), Texts.Key("One line is enough")),
        (GroupKind.None, Texts.Key("None"), Texts.Key("No line may hold")),
    ];

    [Parameter, EditorRequired]
    public IConditionEditor State { get; set; } = default!;

    /// <summary>What the tree says, as its heading has it.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter, EditorRequired]
    public TreeGroup Group { get; set; } = default!;

    /// <summary>Something is different.</summary>
    [Parameter]
    public EventCallback OnEdited { get; set; }

    private TreeGroup Tree => State.Tree;

    private bool IsRoot => Tree.Id == Group.Id;

    private string GroupWords => Group.Kind switch
    {
        GroupKind.All => L["Group: all of these"],
        GroupKind.Any => L["Group: any of these"],
        _ => L["Group: none of these"],
    };

    private string MoveWords => Group.Kind switch
    {
        GroupKind.All => L["Move the group, all of these. Arrow keys move it, Delete removes it."],
        GroupKind.Any => L["Move the group, any of these. Arrow keys move it, Delete removes it."],
        _ => L["Move the group, none of these. Arrow keys move it, Delete removes it."],
    };

    /// <summary>What stands between two lines.</summary>
    private string Joint => Group.Kind switch { GroupKind.All => L["and"], GroupKind.Any => L["or"], _ => L["nor"] };

    private IReadOnlyList<RuleOption> Additions => ConditionLine.Additions(State.Lexicon, RuleTree.CanNest(Tree, Group.Id));

    private async Task AddAsync(string value)
    {
        int? id = null;
        if (value == ConditionLine.GroupValue)
        {
            id = State.AddGroup(Group.Id);
            State.Focus = $"add-{id}";
        }
        else if (ConditionLine.ReadAddition(value) is var (kind, attributeId))
        {
            id = State.AddRow(Group.Id, kind, attributeId);
            State.Focus = kind is RowKind.Bundle or RowKind.BundleMain ? $"grip-{id}" : $"value-{id}";
        }

        if (id is not null)
        {
            await OnEdited.InvokeAsync();
        }
    }

    private async Task EditAsync(Func<TreeGroup, TreeGroup> change, string? key = null)
    {
        if (State.Edit(change, key))
        {
            await OnEdited.InvokeAsync();
        }
    }

    private Task ChangeAsync((TreeRow Row, string? Key) change) => EditAsync(tree => RuleTree.Replace(tree, change.Row), change.Key);

    private Task RemoveAsync(TreeNode node)
    {
        var parent = RuleTree.ParentOf(Tree, node.Id);
        var at = parent?.Parts.ToList().FindIndex(part => part.Id == node.Id) ?? -1;
        if (!State.Edit(tree => RuleTree.Remove(tree, node.Id)))
        {
            return Task.CompletedTask;
        }

        // The keyboard goes on where it was: at the next line, else at the field that adds one.
        var left = parent is null ? null : RuleTree.Find(Tree, parent.Id) as TreeGroup;
        State.Focus = left is { Parts.Count: > 0 } ? $"grip-{left.Parts[Math.Min(at, left.Parts.Count - 1)].Id}" : $"add-{left?.Id}";
        return OnEdited.InvokeAsync();
    }

    // On a line: to its place. On a group: into it, last.
    private async Task DropAsync(TreeNode target)
    {
        if (State is { CanEdit: true, Dragged: { } id } && State.Drop(id, target.Id))
        {
            await OnEdited.InvokeAsync();
        }

        State.Dragged = null;
    }

    private async Task GripAsync(KeyboardEventArgs key, TreeNode node)
    {
        if (!State.CanEdit)
        {
            return;
        }

        if (key.Key is "Delete" or "Backspace")
        {
            await RemoveAsync(node);
            return;
        }

        Func<TreeGroup, TreeGroup>? move = key.Key switch
        {
            "ArrowUp" => tree => RuleTree.Step(tree, node.Id, -1),
            "ArrowDown" => tree => RuleTree.Step(tree, node.Id, 1),
            "ArrowRight" => tree => RuleTree.In(tree, node.Id),
            "ArrowLeft" => tree => RuleTree.Out(tree, node.Id),
            _ => null,
        };
        if (move is not null)
        {
            State.Focus = $"grip-{node.Id}";
            await EditAsync(move);
        }
    }
}
