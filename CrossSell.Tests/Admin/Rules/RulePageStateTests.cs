using CrossSell.Admin.Features.Conditions;
using CrossSell.Admin.Features.Rules;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Admin.Rules;

public sealed class RulePageStateTests
{
    private static readonly Channel Camera = new() { Id = 1, Code = "camera", Name = "Camera", CurrencyCode = "EUR", TimeZone = "Europe/Amsterdam" };
    private static readonly Channel Outdoor = new() { Id = 2, Code = "outdoor", Name = "Outdoor", CurrencyCode = "GBP", TimeZone = "Europe/London" };

    private static readonly RuleContent Stored = new()
    {
        Name = "Socks for boots",
        Anchors = new AllOf([new InCategory([1])]),
        Companions = new AllOf([new InCategory([2])]),
        Limit = 2,
        Enabled = true,
        Version = 1,
    };

    [Fact]
    public void Shop_IsTheChosenOne_UnlessTheRuleServesOthersOnly()
    {
        Assert.Equal(Camera, State(Stored).Shop);
        Assert.Equal(Outdoor, State(Stored with { ChannelIds = [2] }).Shop);
    }

    [Fact]
    public void New_StartsInTheShopThatIsLookedAt_AndOff()
    {
        var shops = new RuleShops([Camera, Outdoor], Camera);
        var all = RulePageState.New(RuleTemplates.All[0], RuleLexicon.Empty, shops, TestStudio.Merchandiser);
        var elsewhere = RulePageState.New(null, RuleLexicon.Empty, shops, TestStudio.Person("eva", Role.Merchandiser, 2));

        Assert.Equal([1], all.Draft.ChannelIds);
        Assert.False(all.Draft.Enabled);
        // Who may not edit in that shop makes rules for those where they may.
        Assert.Equal([2], elsewhere.Draft.ChannelIds);
        Assert.True(elsewhere.CanSave);
    }

    [Fact]
    public void Name_ThatIsEmpty_IsMarkedAtItsField_WhenSomebodySaves()
    {
        var state = State(Stored);
        state.Editor.Edit(draft => draft with { Name = " " });
        state.Edited();
        Assert.Empty(state.FieldProblems);

        Assert.False(state.TryFinish());

        Assert.Equal("Enter a name.", state.FieldProblems["name"]);
        Assert.Equal("rule-name", state.Focus);
        state.Editor.Edit(draft => draft with { Name = "Socks" });
        state.Edited();
        Assert.Empty(state.FieldProblems);
        Assert.True(state.TryFinish());
    }

    [Fact]
    public void Places_AreThoseOfTheShopThatIsShown()
    {
        var state = State(Stored);
        Assert.Empty(state.Places);

        state.SetAround([Row(5, [2]), Row(6, []), Row(7, []), Row(8, [1])], null);

        Assert.Equal(["First of all", "Place 2, after Rule 6", "Place 3, after Rule 8"], state.Places);
        Assert.Equal(1, state.Place);
        Assert.Equal([6, 8, null], new[] { 0, 1, 2 }.Select(state.BehindPlace));
    }

    [Fact]
    public void Edited_ByANameOrTheSwitch_ChangesNoFigure()
    {
        var state = State(Stored);

        state.Editor.Edit(draft => draft with { Name = "Warm socks", Note = "Ask Ana", Enabled = false });
        Assert.False(state.Edited());

        state.Editor.Edit(draft => draft with { Limit = "3" });
        Assert.True(state.Edited());
    }

    [Fact]
    public void UnfinishedLine_IsNoMistake_UntilSomebodySaves()
    {
        var state = State(Stored);
        var line = state.Editor.AddRow(RuleSide.Anchors, state.Draft.Anchors.Id, RowKind.Brand);
        state.Edited();
        Assert.Empty(state.LineProblems);
        Assert.Equal("One line is incomplete and not included.", state.Missing);

        Assert.False(state.TryFinish());

        Assert.Equal(line, Assert.Single(state.LineProblems).Key);
        Assert.NotNull(state.Problem);
    }

    [Fact]
    public void Refusal_OfAField_IsSaidBesideIt_UntilSomethingIsTyped()
    {
        var state = State(Stored);

        state.Refuse(new Refusal("rule.dates", "It ends before it starts.", "validTo"));

        Assert.Equal("It ends before it starts.", state.FieldProblems["ends"]);
        Assert.Equal("rule-ends", state.Focus);
        Assert.Null(state.Problem);
        state.Edited();
        Assert.Empty(state.FieldProblems);
    }

    [Fact]
    public void Refusal_OfNoField_IsSaidOverThePage()
    {
        var state = State(Stored);

        state.Refuse(new Refusal("database.busy", "The database is busy."));

        Assert.Equal("The database is busy.", state.Problem);
    }

    [Fact]
    public void CatchUp_WithANewerVersion_KeepsWhatWasTyped_AndSaysWhoDidIt()
    {
        var state = State(Stored);
        state.Editor.Edit(draft => draft with { Name = "Mine" });

        Assert.False(state.CatchUp(Stored));
        Assert.True(state.CatchUp(Stored with { Limit = 5, Version = 2 }));
        state.SetAround([], new RuleAuthor("Mark", "mark", TestStudio.Start));

        Assert.Equal(("Mine", "5"), (state.Draft.Name, state.Draft.Limit));
        Assert.Equal("Mark changed this rule just now; your changes are kept.", state.News());
    }

    [Fact]
    public void CatchUp_WithOnesOwnWork_IsNoNews()
    {
        var state = State(Stored);

        state.SetAround([], new RuleAuthor("Eva", TestStudio.Merchandiser.Id, TestStudio.Start));

        Assert.Null(state.News());
        Assert.Equal("changed by Eva, 20 Nov 2026 12:00", state.SavedWords(isSaving: false));
    }

    [Fact]
    public void Conflict_IsToldInWords()
    {
        var state = State(Stored);
        state.Editor.Edit(draft => draft with { Enabled = false, Limit = "3" });

        state.CatchUp(Stored with { Limit = 5, Version = 2 });

        var conflict = Assert.Single(state.Conflicts);
        Assert.Equal(("Up to", "3", "5"), (conflict.Label, conflict.Mine, conflict.Theirs));
        Assert.False(state.CanSave);
    }

    [Fact]
    public void Preview_IsAskedForOnlyWhenBothSidesSaySomething()
    {
        Assert.True(State(Stored).AskPreview());
        Assert.False(State(Stored with { Companions = new AllOf([]) }).AskPreview());
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
        var editor = new RuleEditor(next => RuleReading.ToDraft(stored, zone, next), 4);

        Assert.Equal(("2026-11-27T00:00", "2027-07-01T00:00"), (editor.Draft.From, editor.Draft.To));
        Assert.Equal(stored, RuleReading.Of(editor.Draft, RuleLexicon.Empty, null, zone, 4).Content);
    }

    [Fact]
    public void Reading_OfWrongFields_TellsEachBesideIt()
    {
        var editor = new RuleEditor(next => RuleReading.ToDraft(Stored, TimeZoneInfo.Utc, next), 1);
        editor.Edit(draft => draft with { Limit = "25", From = "2026-12-01T00:00", To = "2026-11-01T00:00" });

        Assert.Equal(["ends", "limit"], RuleReading.Of(editor.Draft, RuleLexicon.Empty, null, TimeZoneInfo.Utc, 1).Fields.Keys.Order());
    }

    private static RuleRow Row(int id, int[] channels) => new(
        id, $"Rule {id}", null, true, RuleState.Live, id, channels, RuleOrder.Affinity, 4, null, null, null, "Eva", TestStudio.Start, 1, Stored);

    private static RulePageState State(RuleContent content) =>
        RulePageState.Of(7, content, RuleLexicon.Empty, new RuleShops([Camera, Outdoor], Camera), TestStudio.Merchandiser);
}
