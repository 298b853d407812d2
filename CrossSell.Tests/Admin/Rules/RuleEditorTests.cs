using CrossSell.Admin.Features.Conditions;
using CrossSell.Admin.Features.Rules;
using CrossSell.Core.Rules;

namespace CrossSell.Tests.Admin.Rules;

public sealed class RuleEditorTests
{
    private static readonly RuleContent Stored = new()
    {
        Name = "Socks for boots",
        Anchors = new AllOf([new InCategory([1])]),
        Companions = new AllOf([new InCategory([2])]),
        Limit = 2,
        Enabled = true,
    };

    [Fact]
    public void Letters_OfOneField_AreUndoneAsOne()
    {
        var editor = Editor();
        foreach (var name in new[] { "S", "So", "Soc" })
        {
            editor.Edit(draft => draft with { Name = name }, "name");
        }

        editor.Edit(draft => draft with { Limit = "3" }, "limit");

        Assert.True(editor.Undo());
        Assert.Equal(("Soc", "2"), (editor.Draft.Name, editor.Draft.Limit));
        Assert.True(editor.Undo());
        Assert.Equal("Socks for boots", editor.Draft.Name);
        Assert.False(editor.IsDirty);
        Assert.False(editor.Undo());
        Assert.True(editor.Redo());
        Assert.True(editor.Redo());
        Assert.Equal("3", editor.Draft.Limit);
    }

    [Fact]
    public void Kept_TypedInAnotherEditor_HasLinesWithNumbersOfItsOwn()
    {
        var before = Editor();
        before.AddRow(RuleSide.Anchors, before.Draft.Anchors.Id, RowKind.Brand);
        var group = before.AddGroup(RuleSide.Companions, before.Draft.Companions.Id)!.Value;
        before.AddRow(RuleSide.Companions, group, RowKind.Price);
        var after = new RuleEditor(next => Draft(Stored with { Name = "Theirs" }, next), 2);

        Assert.NotNull(after.Kept("rule").TakeBack(before.Kept("rule").Write()!));

        Assert.Equal("Theirs", after.Draft.Name);
        Assert.Equal(RuleTree.Numbered(before.Draft.Anchors), RuleTree.Numbered(after.Draft.Anchors));
        Assert.Equal(RuleTree.Numbered(before.Draft.Companions), RuleTree.Numbered(after.Draft.Companions));
        var numbers = RuleTree.All(after.Draft.Anchors).Concat(RuleTree.All(after.Draft.Companions)).Select(node => node.Id).ToList();
        Assert.Equal(numbers.Distinct(), numbers);
        Assert.DoesNotContain(after.Next(), numbers);
    }

    [Fact]
    public void LineAdded_AndTakenOutAgain_LeavesNothingToSave()
    {
        var editor = Editor();
        var id = editor.AddRow(RuleSide.Anchors, editor.Draft.Anchors.Id, RowKind.Brand);
        Assert.True(editor.IsDirty);

        editor.EditTree(RuleSide.Anchors, tree => RuleTree.Remove(tree, id));

        Assert.False(editor.IsDirty);
    }

    [Fact]
    public void Group_InsideAll_BeginsAsAny()
    {
        var editor = Editor();

        var id = editor.AddGroup(RuleSide.Companions, editor.Draft.Companions.Id);

        Assert.Equal(GroupKind.Any, Assert.IsType<TreeGroup>(RuleTree.Find(editor.Draft.Companions, id!.Value)).Kind);
    }

    [Fact]
    public void Drop_OnALine_TakesItsPlaceInEitherTree()
    {
        var editor = Editor();
        var brand = editor.AddRow(RuleSide.Anchors, editor.Draft.Anchors.Id, RowKind.Brand);
        var stock = editor.AddRow(RuleSide.Anchors, editor.Draft.Anchors.Id, RowKind.Stock);
        var (category, offered) = (editor.Draft.Anchors.Parts[0].Id, editor.Draft.Companions.Parts[0].Id);

        Assert.True(editor.Drop(category, RuleSide.Anchors, stock));
        Assert.Equal([brand, stock, category], editor.Draft.Anchors.Parts.Select(part => part.Id));
        Assert.True(editor.Drop(category, RuleSide.Anchors, brand));
        Assert.Equal([category, brand, stock], editor.Draft.Anchors.Parts.Select(part => part.Id));
        Assert.True(editor.Drop(stock, RuleSide.Companions, offered));

        Assert.Equal([category, brand], editor.Draft.Anchors.Parts.Select(part => part.Id));
        Assert.Equal([stock, offered], editor.Draft.Companions.Parts.Select(part => part.Id));
        Assert.True(editor.Undo());
        Assert.Equal([category, brand, stock], editor.Draft.Anchors.Parts.Select(part => part.Id));
        Assert.Equal([offered], editor.Draft.Companions.Parts.Select(part => part.Id));
    }

    [Fact]
    public void Drop_OnAGroup_GoesIntoItLast()
    {
        var editor = Editor();
        var group = editor.AddGroup(RuleSide.Anchors, editor.Draft.Anchors.Id)!.Value;
        var category = editor.Draft.Anchors.Parts[0].Id;

        Assert.True(editor.Drop(category, RuleSide.Anchors, group));
        Assert.Equal(group, RuleTree.ParentOf(editor.Draft.Anchors, category)!.Id);
        Assert.False(editor.Drop(group, RuleSide.Anchors, category));
        Assert.False(editor.Drop(category, RuleSide.Anchors, category));
    }

    [Fact]
    public void Rebase_OfOtherFields_MergesBoth()
    {
        var editor = Editor();
        editor.Edit(draft => draft with { Name = "Mine" });

        editor.Rebase(next => Draft(Stored with { Limit = 5 }, next), 2);

        Assert.Empty(editor.Conflicts);
        Assert.Equal(("Mine", "5", 2), (editor.Draft.Name, editor.Draft.Limit, editor.Version));
        Assert.True(editor.IsDirty);
    }

    [Fact]
    public void Rebase_OfTheSameTree_WaitsForAChoice()
    {
        var editor = Editor();
        editor.AddRow(RuleSide.Anchors, editor.Draft.Anchors.Id, RowKind.Stock);
        var theirs = Stored with { Anchors = new AllOf([new InCategory([1, 7])]) };

        editor.Rebase(next => Draft(theirs, next), 2);
        Assert.Equal("For these products", Assert.Single(editor.Conflicts).Field);
        Assert.Equal(2, editor.Draft.Anchors.Parts.Count);

        editor.KeepTheirs();

        Assert.Empty(editor.Conflicts);
        Assert.False(editor.IsDirty);
        Assert.Equal(["1", "7"], Assert.IsType<TreeRow>(Assert.Single(editor.Draft.Anchors.Parts)).Values);
    }

    [Fact]
    public void Rebase_WhenBothDidTheSame_IsNoConflict()
    {
        var editor = Editor();
        editor.Edit(draft => draft with { Limit = "5" });

        editor.Rebase(next => Draft(Stored with { Limit = 5 }, next), 2);

        Assert.Empty(editor.Conflicts);
        Assert.False(editor.IsDirty);
    }

    [Fact]
    public void WriteMine_KeepsWhatWasTypedToBeSaved()
    {
        var editor = Editor();
        editor.Edit(draft => draft with { Name = "Mine" });
        editor.Rebase(next => Draft(Stored with { Name = "Theirs" }, next), 2);
        // Their next save must not settle the question.
        editor.Rebase(next => Draft(Stored with { Name = "Theirs", Limit = 9 }, next), 3);
        Assert.Single(editor.Conflicts);

        editor.WriteMine();

        Assert.Equal(("Mine", "9"), (editor.Draft.Name, editor.Draft.Limit));
        Assert.True(editor.IsDirty);
    }

    private static RuleDraft Draft(RuleContent content, Func<int> next) => RuleReading.ToDraft(content, TimeZoneInfo.Utc, next);

    private static RuleEditor Editor() => new(next => Draft(Stored, next), 1);
}
