using CrossSell.Admin.Shared;
using CrossSell.Core.Common;

namespace CrossSell.Tests.Admin.Shared;

/// <summary>What one person types while others save the same thing.</summary>
public sealed class LiveDraftTests
{
    private static readonly DraftField<Note>[] Fields =
    [
        new("Title", note => note.Title.Trim(), (into, from) => into with { Title = from.Title }),
        new("Text", note => note.Text, (into, from) => into with { Text = from.Text }),
    ];

    [Fact]
    public void Edit_ThatLooksTheSame_IsNoEdit()
    {
        var draft = Draft();

        Assert.False(draft.Edit(note => note with { Title = "Socks " }));

        Assert.Equal("Socks ", draft.Draft.Title);
        Assert.False(draft.IsDirty);
        Assert.False(draft.CanUndo);
    }

    [Fact]
    public void Undo_OfLettersUnderOneKey_IsOneStep()
    {
        var draft = Draft();
        draft.Edit(note => note with { Text = "w" }, "text");
        draft.Edit(note => note with { Text = "wa" }, "text");

        Assert.True(draft.Undo());

        Assert.Equal("", draft.Draft.Text);
        Assert.True(draft.Redo());
        Assert.Equal("wa", draft.Draft.Text);
    }

    [Fact]
    public void Rebase_OnWhatWasReadBeforeTheLastSave_ChangesNothing()
    {
        var draft = Draft();
        draft.Edit(note => note with { Text = "mine" });
        draft.Accept(draft.Draft, 3);

        Assert.False(draft.Rebase(new Note("Socks", "older"), 2));

        Assert.Equal(("mine", "mine", 3), (draft.Draft.Text, draft.Saved.Text, draft.Version));
        Assert.True(draft.CanUndo);
    }

    [Fact]
    public void KeepTheirs_AfterAnEditElsewhere_LeavesNothingToGoBackTo_ThatHoldsMine()
    {
        var draft = Draft();
        draft.Edit(note => note with { Text = "mine" });
        draft.Rebase(new Note("Socks", "theirs"), 9);
        Assert.Equal("Text", Assert.Single(draft.Conflicts).Field);
        draft.Edit(note => note with { Title = "Warm socks" });

        draft.KeepTheirs();

        Assert.Equal(("Warm socks", "theirs"), (draft.Draft.Title, draft.Draft.Text));
        Assert.False(draft.Undo());
        Assert.Empty(draft.Conflicts);
    }

    [Fact]
    public void Rebase_WhileAChoiceIsOpen_KeepsAskingAboutTheSameField()
    {
        var draft = Draft();
        draft.Edit(note => note with { Text = "mine" });
        draft.Rebase(new Note("Socks", "theirs"), 9);

        draft.Rebase(new Note("Stockings", "theirs"), 10);

        Assert.Equal("Text", Assert.Single(draft.Conflicts).Field);
        Assert.Equal(("Stockings", "mine"), (draft.Draft.Title, draft.Draft.Text));
    }

    [Fact]
    public async Task Save_OfSomethingThatAnotherChangedElsewhere_MergesAndSavesBoth()
    {
        var database = new Table();
        var draft = Draft();
        draft.Edit(note => note with { Text = "mine" });
        database.Write(new Note("Theirs", ""));

        var outcome = await draft.SaveAsync(note => database.SaveAsync(note, draft.Version), version => version, () => CatchUpAsync(draft, database));

        Assert.True(outcome.IsDone);
        Assert.Equal(new Note("Theirs", "mine"), database.Stored);
        Assert.Equal((2, false), (draft.Version - 1, draft.IsDirty));
    }

    [Fact]
    public async Task Save_OfTheSameField_WaitsForAChoice_AndThenWritesMine()
    {
        var database = new Table();
        var draft = Draft();
        draft.Edit(note => note with { Text = "mine" });
        database.Write(new Note("Socks", "theirs"));

        var refused = await draft.SaveAsync(note => database.SaveAsync(note, draft.Version), version => version, () => CatchUpAsync(draft, database));

        Assert.Equal(Refusal.StaleCode, refused.Refusal?.Code);
        Assert.Equal("Text", Assert.Single(draft.Conflicts).Field);
        Assert.Equal("theirs", database.Stored.Text);
        draft.WriteMine();
        await draft.SaveAsync(note => database.SaveAsync(note, draft.Version), version => version, () => CatchUpAsync(draft, database));
        Assert.Equal("mine", database.Stored.Text);
    }

    [Fact]
    public async Task Save_WhatIsTypedMeanwhile_StaysForTheNextSave()
    {
        var database = new Table();
        var draft = Draft();
        draft.Edit(note => note with { Text = "one" });

        await draft.SaveAsync(
            note =>
            {
                draft.Edit(now => now with { Text = "one two" }, "text");
                return database.SaveAsync(note, draft.Version);
            },
            version => version,
            () => CatchUpAsync(draft, database));

        Assert.Equal(("one", "one two", true), (database.Stored.Text, draft.Draft.Text, draft.IsDirty));
    }

    [Fact]
    public async Task Save_AgainstSomebodyWhoNeverStops_Ends()
    {
        var database = new Table();
        var draft = Draft();
        draft.Edit(note => note with { Text = "mine" });

        var outcome = await draft.SaveAsync(
            note =>
            {
                database.Write(new Note($"Title {database.Version}", ""));
                return database.SaveAsync(note, draft.Version);
            },
            version => version,
            () => CatchUpAsync(draft, database));

        Assert.Equal(Refusal.StaleCode, outcome.Refusal?.Code);
        Assert.Equal("mine", draft.Draft.Text);
    }

    [Fact]
    public async Task Debouncer_AskedAgain_DoesOnlyTheLast()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var debouncer = new Debouncer(time);
        var done = new List<string>();
        Task Do(string what) => debouncer.RunAsync(TimeSpan.FromSeconds(1), _ =>
        {
            done.Add(what);
            return Task.CompletedTask;
        });

        var first = Do("first");
        time.Advance(TimeSpan.FromMilliseconds(900));
        var second = Do("second");
        time.Advance(TimeSpan.FromMilliseconds(900));
        await first;
        Assert.Empty(done);
        time.Advance(TimeSpan.FromMilliseconds(100));
        await second;

        Assert.Equal(["second"], done);
    }

    [Fact]
    public void Kept_OfAnEarlierVersion_IsMergedWithWhatOthersSavedMeanwhile_AndCanBeUndone()
    {
        var before = Draft();
        before.Edit(note => note with { Text = "mine" });
        var after = new LiveDraft<Note>(Fields, new Note("Theirs", ""), 4);

        var taken = after.Kept("note").TakeBack(before.Kept("note").Write()!);

        Assert.NotNull(taken);
        Assert.Equal((new Note("Theirs", "mine"), new Note("Theirs", ""), 4), (after.Draft, after.Saved, after.Version));
        Assert.Empty(after.Conflicts);
        Assert.True(after.Undo());
        Assert.Equal(new Note("Theirs", ""), after.Draft);
    }

    [Fact]
    public void Kept_OfAFieldThatAnotherChanged_WaitsForAChoice()
    {
        var before = Draft();
        before.Edit(note => note with { Text = "mine" });
        var after = new LiveDraft<Note>(Fields, new Note("Socks", "theirs"), 4);

        Assert.NotNull(after.Kept("note").TakeBack(before.Kept("note").Write()!));

        Assert.Equal(("Text", "theirs"), (Assert.Single(after.Conflicts).Field, after.Conflicts[0].Theirs.Text));
        Assert.Equal("mine", after.Draft.Text);
        Assert.False(after.CanUndo);
    }

    [Fact]
    public void Kept_Discarded_LeavesWhatIsStored_AndIsAnEditThatCanBeUndone()
    {
        var before = Draft();
        before.Edit(note => note with { Text = "mine" });
        var after = new LiveDraft<Note>(Fields, new Note("Socks", "theirs"), 4);
        var taken = after.Kept("note").TakeBack(before.Kept("note").Write()!);

        taken!.Discard();

        Assert.Equal((new Note("Socks", "theirs"), false, 0), (after.Draft, after.IsDirty, after.Conflicts.Count));
        Assert.True(after.Undo());
        Assert.Equal("mine", after.Draft.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"Draft\":{\"Title\":\"Socks\"},\"Saved\":{\"Title\":\"Socks\",\"Text\":\"\"},\"Version\":1}")]
    [InlineData("{\"Draft\":{\"Title\":null,\"Text\":\"\"},\"Saved\":{\"Title\":\"Socks\",\"Text\":\"\"},\"Version\":1}")]
    [InlineData("{\"Draft\":{\"Title\":\"a\",\"Text\":\"\",\"Old\":1},\"Saved\":{\"Title\":\"Socks\",\"Text\":\"\"},\"Version\":1}")]
    [InlineData("{\"Draft\":{\"Title\":\"a\",\"Text\":\"\"},\"Saved\":{\"Title\":\"Socks\",\"Text\":\"\"},\"Version\":2}")]
    public void Kept_OfAnotherRelease_OrOfAVersionThatIsNotThereYet_IsNotTakenBack(string text)
    {
        var draft = Draft();

        Assert.Null(draft.Kept("note").TakeBack(text));

        Assert.Equal((new Note("Socks", ""), false), (draft.Draft, draft.CanUndo));
    }

    [Fact]
    public void Kept_ThatWasSavedAfterAll_IsNoDraftAnyMore()
    {
        var before = Draft();
        Assert.Null(before.Kept("note").Write());
        before.Edit(note => note with { Text = "mine" });
        var after = new LiveDraft<Note>(Fields, new Note("Socks", "mine"), 2);

        Assert.Null(after.Kept("note").TakeBack(before.Kept("note").Write()!));

        Assert.False(after.IsDirty);
    }

    private static LiveDraft<Note> Draft() => new(Fields, new Note("Socks", ""), 1);

    private static Task<bool> CatchUpAsync(LiveDraft<Note> draft, Table database)
    {
        draft.Rebase(database.Stored, database.Version);
        return Task.FromResult(true);
    }

    private sealed record Note(string Title, string Text);

    /// <summary>One row with a version.</summary>
    private sealed class Table
    {
        public Note Stored { get; private set; } = new("Socks", "");

        public int Version { get; private set; } = 1;

        public void Write(Note note) => (Stored, Version) = (note, Version + 1);

        public Task<Outcome<int>> SaveAsync(Note note, int version)
        {
            if (version != Version)
            {
                return Task.FromResult<Outcome<int>>(Refusal.Stale("Somebody changed it."));
            }

            Write(note);
            return Task.FromResult<Outcome<int>>(Version);
        }
    }
}
