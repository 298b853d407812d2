using CrossSell.Admin.Features.Rules;
using CrossSell.Core.Rules;

namespace CrossSell.Tests.Admin.Rules;

public sealed class RulePageStateTests
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
        var state = State();
        foreach (var name in new[] { "S", "So", "Soc" })
        {
            state.Edit(draft => draft with { Name = name }, "name");
        }

        state.Edit(draft => draft with { Limit = "3" }, "limit");

        Assert.True(state.Undo());
        Assert.Equal(("Soc", "2"), (state.Draft.Name, state.Draft.Limit));
        Assert.True(state.Undo());
        Assert.Equal("Socks for boots", state.Draft.Name);
        Assert.False(state.IsDirty);
        Assert.False(state.Undo());
        Assert.True(state.Redo());
        Assert.True(state.Redo());
        Assert.Equal("3", state.Draft.Limit);
    }

    [Fact]
    public void LineAdded_AndTakenOutAgain_LeavesNothingToSave()
    {
        var state = State();
        var id = state.AddRow(RuleSide.Anchors, state.Draft.Anchors.Id, RowKind.Brand);
        Assert.True(state.IsDirty);

        state.EditTree(RuleSide.Anchors, tree => RuleTree.Remove(tree, id));

        Assert.False(state.IsDirty);
    }

    [Fact]
    public void Group_InsideAll_BeginsAsAny()
    {
        var state = State();

        var id = state.AddGroup(RuleSide.Companions, state.Draft.Companions.Id);

        Assert.Equal(GroupKind.Any, Assert.IsType<TreeGroup>(RuleTree.Find(state.Draft.Companions, id!.Value)).Kind);
    }

    [Fact]
    public void Drop_OnALine_TakesItsPlaceInEitherTree()
    {
        var state = State();
        var brand = state.AddRow(RuleSide.Anchors, state.Draft.Anchors.Id, RowKind.Brand);
        var stock = state.AddRow(RuleSide.Anchors, state.Draft.Anchors.Id, RowKind.Stock);
        var (category, offered) = (state.Draft.Anchors.Parts[0].Id, state.Draft.Companions.Parts[0].Id);

        Assert.True(state.Drop(category, RuleSide.Anchors, stock));
        Assert.Equal([brand, stock, category], state.Draft.Anchors.Parts.Select(part => part.Id));
        Assert.True(state.Drop(category, RuleSide.Anchors, brand));
        Assert.Equal([category, brand, stock], state.Draft.Anchors.Parts.Select(part => part.Id));
        Assert.True(state.Drop(stock, RuleSide.Companions, offered));

        Assert.Equal([category, brand], state.Draft.Anchors.Parts.Select(part => part.Id));
        Assert.Equal([stock, offered], state.Draft.Companions.Parts.Select(part => part.Id));
        Assert.True(state.Undo());
        Assert.Equal([category, brand, stock], state.Draft.Anchors.Parts.Select(part => part.Id));
        Assert.Equal([offered], state.Draft.Companions.Parts.Select(part => part.Id));
    }

    [Fact]
    public void Drop_OnAGroup_GoesIntoItLast()
    {
        var state = State();
        var group = state.AddGroup(RuleSide.Anchors, state.Draft.Anchors.Id)!.Value;
        var category = state.Draft.Anchors.Parts[0].Id;

        Assert.True(state.Drop(category, RuleSide.Anchors, group));
        Assert.Equal(group, RuleTree.ParentOf(state.Draft.Anchors, category)!.Id);
        Assert.False(state.Drop(group, RuleSide.Anchors, category));
        Assert.False(state.Drop(category, RuleSide.Anchors, category));
    }

    [Fact]
    public void Rebase_OfOtherFields_MergesBoth()
    {
        var state = State();
        state.Edit(draft => draft with { Name = "Mine" });

        state.Rebase(next => Draft(Stored with { Limit = 5 }, next), 2);

        Assert.Empty(state.Conflicts);
        Assert.Equal(("Mine", "5", 2), (state.Draft.Name, state.Draft.Limit, state.Version));
        Assert.True(state.IsDirty);
    }

    [Fact]
    public void Rebase_OfTheSameTree_WaitsForAChoice()
    {
        var state = State();
        state.AddRow(RuleSide.Anchors, state.Draft.Anchors.Id, RowKind.Stock);
        var theirs = Stored with { Anchors = new AllOf([new InCategory([1, 7])]) };

        state.Rebase(next => Draft(theirs, next), 2);
        Assert.Equal("For these products", Assert.Single(state.Conflicts).Field);
        Assert.Equal(2, state.Draft.Anchors.Parts.Count);

        state.KeepTheirs();

        Assert.Empty(state.Conflicts);
        Assert.False(state.IsDirty);
        Assert.Equal(["1", "7"], Assert.IsType<TreeRow>(Assert.Single(state.Draft.Anchors.Parts)).Values);
    }

    [Fact]
    public void Rebase_WhenBothDidTheSame_IsNoConflict()
    {
        var state = State();
        state.Edit(draft => draft with { Limit = "5" });

        state.Rebase(next => Draft(Stored with { Limit = 5 }, next), 2);

        Assert.Empty(state.Conflicts);
        Assert.False(state.IsDirty);
    }

    [Fact]
    public void WriteMine_KeepsWhatWasTypedToBeSaved()
    {
        var state = State();
        state.Edit(draft => draft with { Name = "Mine" });
        state.Rebase(next => Draft(Stored with { Name = "Theirs" }, next), 2);
        // Their next save must not settle the question.
        state.Rebase(next => Draft(Stored with { Name = "Theirs", Limit = 9 }, next), 3);
        Assert.Single(state.Conflicts);

        state.WriteMine();

        Assert.Equal(("Mine", "9"), (state.Draft.Name, state.Draft.Limit));
        Assert.True(state.IsDirty);
    }

    [Fact]
    public void Reading_OfAnUneditedDraft_IsTheStoredContent()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");
        var stored = Stored with
        {
            ValidFrom = new DateTimeOffset(2026, 11, 26, 23, 0, 0, TimeSpan.Zero),
            ValidTo = new DateTimeOffset(2027, 6, 30, 22, 0, 0, TimeSpan.Zero),
            Segment = "members",
            Note = "Ask Ana",
            ChannelIds = [2],
            Version = 4
        };
        var state = new RulePageState(next => RuleReading.ToDraft(stored, zone, next), 4);

        Assert.Equal(("2026-11-27T00:00", "2027-07-01T00:00"), (state.Draft.From, state.Draft.To));
        Assert.Equal(stored, RuleReading.Of(state.Draft, RuleLexicon.Empty, null, zone, 4).Content);
    }

    [Fact]
    public void Reading_OfWrongFields_TellsEachBesideIt()
    {
        var state = State();
        state.Edit(draft => draft with { Limit = "25", From = "2026-12-01T00:00", To = "2026-11-01T00:00" });

        Assert.Equal(["ends", "limit"], RuleReading.Of(state.Draft, RuleLexicon.Empty, null, TimeZoneInfo.Utc, 1).Fields.Keys.Order());
    }

    private static RuleDraft Draft(RuleContent content, Func<int> next) => RuleReading.ToDraft(content, TimeZoneInfo.Utc, next);

    private static RulePageState State() => new(next => Draft(Stored, next), 1);
}
