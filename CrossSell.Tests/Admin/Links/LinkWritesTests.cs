using CrossSell.Admin.Features.Canvas;
using CrossSell.Admin.Features.Links;
using CrossSell.Core.Canvas;
using CrossSell.Core.Links;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Tests.Core.Links;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Admin.Links;

/// <summary>The links page without a component: what it reads, what a gesture writes, what can be taken back, and what is said about it.</summary>
public sealed class LinkWritesTests : IAsyncDisposable
{
    private readonly LinksPageState state = new();
    private LinkScene scene = null!;
    private PanelService panels = null!;
    private LinkWrites writes = null!;

    public async ValueTask DisposeAsync()
    {
        panels.Dispose();
        await scene.DisposeAsync();
    }

    [Fact]
    public async Task Gestures_OnOneLink_AreWritten_AndTakenBackStepByStep()
    {
        await OpenAsync(3);

        var drawn = await DoAsync(new DrawLink(scene.Id(0), scene.Id(1)));
        var retyped = await DoAsync(new RetypeLink(drawn.LinkId!.Value, LinkType.UpSell));
        await DoAsync(new SetLinkState(retyped.LinkId!.Value, LinkState.Paused));
        Assert.Equal(["0 up-sell 1 paused"], await scene.WordsAsync());
        var removed = await DoAsync(new RemoveLink(retyped.LinkId!.Value));

        Assert.Null(removed.LinkId);
        Assert.False(removed.IsOfMany);
        Assert.Empty(await scene.WordsAsync());
        Assert.True((await writes.UndoAsync(null, TestStudio.Merchandiser))!.Value.IsDone);
        Assert.True((await writes.UndoAsync(null, TestStudio.Merchandiser))!.Value.IsDone);
        Assert.Equal(["0 up-sell 1"], await scene.WordsAsync());
        Assert.True((await writes.RedoAsync(TestStudio.Merchandiser))!.Value.IsDone);
        Assert.Equal(["0 up-sell 1 paused"], await scene.WordsAsync());
    }

    [Fact]
    public async Task Undo_OfWhatSomebodyTookBackAlready_IsForgotten_SoThatTheOneBeforeCanBe()
    {
        await OpenAsync(3);
        await DoAsync(new DrawLink(scene.Id(0), scene.Id(1)));
        var second = await DoAsync(new DrawLink(scene.Id(0), scene.Id(2)));
        await scene.Undo.UndoAsync(second.ChangeSetId, TestStudio.Administrator);

        Assert.False((await writes.UndoAsync(null, TestStudio.Merchandiser))!.Value.IsDone);
        Assert.True((await writes.UndoAsync(null, TestStudio.Merchandiser))!.Value.IsDone);

        Assert.Empty(await scene.WordsAsync());
        Assert.False(writes.CanUndo);
        Assert.Null(await writes.UndoAsync(null, TestStudio.Merchandiser));
    }

    [Fact]
    public async Task Gestures_OnASelection_ReachTheAnchorsLinksWithIt_AndLeaveItSelected()
    {
        await OpenAsync(5);
        await DoAsync(new DrawLink(scene.Id(0), scene.Id(1)));
        await DoAsync(new DrawLink(scene.Id(0), scene.Id(2)));
        await DoAsync(new DrawLink(scene.Id(3), scene.Id(0)));
        state.SelectTogether([scene.Id(0), scene.Id(1), scene.Id(3), 4711]);
        Assert.Equal([scene.Id(1), scene.Id(3)], state.SelectedIds.Order());
        Assert.Equal([scene.Id(1), scene.Id(3)], state.SelectedRows.Select(row => row.Link.SourceId == scene.Id(0) ? row.Link.TargetId : row.Link.SourceId));
        Assert.Equal([scene.Id(3)], state.SelectedUnlinked);

        var paused = await DoAsync(new SetStateOfSelected(LinkState.Paused));
        Assert.True(paused.IsOfMany);
        Assert.Equal(["0 cross-sell 1 paused", "0 cross-sell 2", "3 cross-sell 0 paused"], await scene.WordsAsync());
        await DoAsync(new LinkSelected());
        Assert.Empty(state.SelectedUnlinked);
        await DoAsync(new RemoveSelected());

        Assert.Equal(["0 cross-sell 2"], await scene.WordsAsync());
    }

    [Fact]
    public async Task Refusal_AtADrop_OffersWhatCanBeDoneAboutIt()
    {
        await OpenAsync(2);
        var first = await DoAsync(new DrawLink(scene.Id(0), scene.Id(1)));
        await DoAsync(new SetLinkState(first.LinkId!.Value, LinkState.Paused));
        var tried = new DrawLink(scene.Id(0), scene.Id(1), 10, 20);

        Assert.True((await writes.Begin(tried, state)(TestStudio.Merchandiser)).IsRefused(out var refusal, out _));
        var note = LinksPageNotes.Refused(refusal!, tried, await writes.PreviewAsync(tried.SourceId, tried.TargetId, TestStudio.Merchandiser), state.Around!);

        Assert.Equal((refusal!.Message, false, 10.0, 20.0), (note.Words, note.IsWarning, note.X!.Value, note.Y!.Value));
        Assert.Equal(
            [
                new NoteAction("Show it", new SelectLink(first.LinkId!.Value)),
                new NoteAction("Resume it", new SetLinkState(first.LinkId!.Value, LinkState.Active)),
                new NoteAction("Choose another type", tried with { Asks = true }),
            ],
            note.Actions);
    }

    [Fact]
    public async Task Edit_OfALinkThatIsGone_SaysSo()
    {
        await OpenAsync(2);

        var outcome = await writes.EditAsync(4711, edit => edit with { Note = "never" }, state, TestStudio.Merchandiser);

        Assert.Equal("This link was removed by someone else.", outcome.Refusal?.Message);
    }

    [Fact]
    public async Task Cards_Placed_StandThere_UntilTidiedUp()
    {
        await OpenAsync(3);
        await DoAsync(new DrawLink(scene.Id(0), scene.Id(1)));

        MovedCard[] cards = [new MovedCard(scene.Id(1), 300, 40)];
        Assert.True((await writes.PlaceAsync(new PlaceCards(cards), scene.Id(0), TestStudio.Merchandiser)).IsDone);
        state.MoveCards(cards);
        Assert.Equal(new CanvasPoint(300, 40), LinksPageCanvas.ModelOf(state, scene.Channel).Options.Places![scene.Id(1)]);
        await ReadAsync();
        Assert.Equal(new CanvasPoint(300, 40), state.Around!.Places[scene.Id(1)]);

        Assert.True((await writes.TidyAsync(scene.Id(0), TestStudio.Merchandiser)).IsDone);
        await ReadAsync();
        Assert.Empty(state.Around!.Places);
    }

    [Fact]
    public async Task View_HasThePanelThatTheLinksLeadTo_AndTellsWhatOthersDid()
    {
        await OpenAsync(2);
        var before = state.Around!.State;
        await DoAsync(new DrawLink(scene.Id(0), scene.Id(1)));

        Assert.Contains(state.View!.Panel!.Trace, entry => entry.ProductId == scene.Id(1) && entry.Verdict == TraceVerdict.Shown);
        Assert.Equal(scene.Studio.Time.GetUtcNow(), state.View.At);
        Assert.Equal("Eva: Linked Product P0 to Product P1 (cross-sell)", await Query().NewsAsync(ReadScope.Everything, before, "somebody-else"));
        Assert.Null(await Query().NewsAsync(ReadScope.Everything, before, TestStudio.Merchandiser.Id));
        Assert.Null(await Query().ReadAsync(ReadScope.Everything, "none", scene.Channel, 1));
    }

    private LinksViewQuery Query() => new(
        new LinkNeighbourhoods(scene.Studio.Store, scene.Studio.Time), panels, new LinkHistory(scene.Studio.Store), scene.Studio.Time);

    private async Task OpenAsync(int products)
    {
        scene = await LinkScene.CreateAsync(products);
        panels = new PanelService(scene.Studio.Store, scene.Studio.Time);
        writes = new LinkWrites(scene.Links, new CanvasPlaces(scene.Studio.Store), scene.Undo, new UndoTrail());
        Assert.True(state.Follow("P0", null, null, null));
        await ReadAsync();
    }

    private async Task ReadAsync() => state.Show(await Query().ReadAsync(ReadScope.Everything, state.Sku!, scene.Channel, state.Depth), canEdit: true);

    private async Task<LinkDone> DoAsync(LinkGesture gesture)
    {
        var done = (await writes.Begin(gesture, state)(TestStudio.Merchandiser)).Required;
        await ReadAsync();
        return done;
    }
}
