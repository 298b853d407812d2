using CrossSell.Admin.Features.Workbench;
using CsCheck;

namespace CrossSell.Tests.Admin.Workbench;

public sealed class CardDraftTests
{
    private static Dictionary<string, string?> State(string? name, string? brand = "Stilt") => new() { ["name"] = name, ["brand"] = brand };

    [Fact]
    public void Rebase_FieldsThatOnlyTheyChanged_AreTakenOver()
    {
        var draft = new CardDraft(1, State("Boot")) { ["name"] = "Boot II" };

        draft.Rebase(State("Boot", "Orbis"));

        Assert.Equal(("Boot II", "Orbis"), (draft["name"], draft["brand"]));
        Assert.Empty(draft.Conflicts);
        Assert.True(draft.Changed("name"));
        Assert.False(draft.Changed("brand"));
    }

    [Fact]
    public void Kept_IsBroughtOntoWhatStandsInTheCardByThen_AndCanBeDiscarded()
    {
        var before = new CardDraft(1, State("Boot")) { ["name"] = "Mine" };
        var after = new CardDraft(1, State("Boot", "Orbis"));

        var taken = after.Kept("card").TakeBack(before.Kept("card").Write()!);

        Assert.Equal(("Mine", "Orbis"), (after["name"], after["brand"]));
        Assert.Equal((true, false), (after.Changed("name"), after.Changed("brand")));
        taken!.Discard();
        Assert.Equal(("Boot", "Orbis", false), (after["name"], after["brand"], after.IsDirty));
        Assert.Null(after.Kept("card").Write());
    }

    [Fact]
    public void Kept_OfAFieldThatAnotherChanged_WaitsForAChoice()
    {
        var before = new CardDraft(1, State("Boot")) { ["name"] = "Mine" };
        var after = new CardDraft(1, State("Theirs"));

        Assert.NotNull(after.Kept("card").TakeBack(before.Kept("card").Write()!));

        Assert.Equal("Theirs", Assert.Single(after.Conflicts).Theirs);
        Assert.Equal("Mine", after["name"]);
    }

    [Fact]
    public void Rebase_TheSameFieldChangedByBoth_WaitsForAChoice()
    {
        var draft = new CardDraft(1, State("Boot")) { ["name"] = "Mine" };
        draft.Rebase(State("Theirs"));

        var conflict = Assert.Single(draft.Conflicts);
        Assert.Equal(("name", "Mine", "Theirs"), (conflict.Field, conflict.Mine, conflict.Theirs));
        Assert.Equal("Mine", draft["name"]);

        draft.Rebase(State("Theirs again"));
        Assert.Equal("Theirs again", Assert.Single(draft.Conflicts).Theirs);
        draft.WriteMine();
        Assert.Empty(draft.Conflicts);
        Assert.Equal(("Mine", true), (draft["name"], draft.IsDirty));
    }

    [Fact]
    public void KeepTheirs_DropsWhatWasTypedThereOnly()
    {
        var draft = new CardDraft(1, State("Boot")) { ["name"] = "Mine", ["brand"] = "Orbis" };
        draft.Rebase(State("Theirs"));

        draft.KeepTheirs();

        Assert.Equal(("Theirs", "Orbis"), (draft["name"], draft["brand"]));
        Assert.True(draft.Changed("brand"));
        Assert.False(draft.Changed("name"));
    }

    [Fact]
    public void Typing_WhatTheyWrote_EndsTheConflict()
    {
        var draft = new CardDraft(1, State("Boot")) { ["name"] = "Mine" };
        draft.Rebase(State("Theirs"));

        draft["name"] = "Theirs";

        Assert.Empty(draft.Conflicts);
        Assert.False(draft.IsDirty);
    }

    [Fact]
    public void Field_ThatComesLater_BeginsAsNothing()
    {
        var draft = new CardDraft(1, State("Boot")) { ["attr:size"] = "M" };

        Assert.True(draft.Changed("attr:size"));
        draft.Rebase(new Dictionary<string, string?>(State("Boot")) { ["attr:size"] = "L" });
        Assert.Equal("L", Assert.Single(draft.Conflicts).Theirs);
    }

    [Fact]
    public void Rebase_AnyStates_NeverLosesAValueWithoutAChoice() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 2]).Sample((before, mine, now) =>
        {
            string Word(int number) => $"v{number}";
            var draft = new CardDraft(1, State(Word(before))) { ["name"] = Word(mine) };

            draft.Rebase(State(Word(now)));

            var bothChanged = mine != before && now != before && mine != now;
            Assert.Equal(bothChanged ? 1 : 0, draft.Conflicts.Count);
            Assert.Equal(mine != before ? Word(mine) : Word(now), draft["name"]);
        });
}
