using CrossSell.Admin.Features.Canvas;
using CrossSell.Admin.Shared;
using CrossSell.Core.Canvas;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Core.Undo;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using static CrossSell.Admin.Features.Links.LinksTexts;

namespace CrossSell.Admin.Features.Links;

/// <summary>
/// The links around one product, as a canvas and as a table that can do the same. Both, and what stands beside them, say by a <see cref="LinkGesture"/> what
/// a person wants; what is shown is a <see cref="LinksPageState"/>.
/// </summary>
public sealed partial class LinksPage() : LivePage("./Features/Links/LinksPage.razor.js")
{
    private readonly LinksPageState state = new();
    private readonly AddressEchoes echoes = new();
    private readonly NewestLoad loads = new();

    // Gestures that are under way or wait their turn.
    private readonly HashSet<LinkGesture> begun = [];
    private CanvasModel? model;
    private bool loaded;

    [Inject]
    private LinksViewQuery Views { get; set; } = default!;

    [Inject]
    private LinkWrites Writes { get; set; } = default!;

    [Inject]
    private ProductSearch Search { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [SupplyParameterFromQuery]
    public string? Sku { get; set; }

    [SupplyParameterFromQuery]
    public string? View { get; set; }

    [SupplyParameterFromQuery]
    public int? Depth { get; set; }

    [SupplyParameterFromQuery]
    public string? Incoming { get; set; }

    /// <summary>Ctrl+Z outside of the canvas and of every field that is typed in.</summary>
    [JSInvokable]
    public Task UndoKeyAsync() => GestureAsync(() => DoAsync(new UndoChange()));

    /// <summary>Ctrl+Shift+Z or Ctrl+Y, as above.</summary>
    [JSInvokable]
    public Task RedoKeyAsync() => GestureAsync(() => DoAsync(new RedoChange()));

    protected override Task OnParametersSetAsync() => !echoes.IsNews(Navigation) ? Task.CompletedTask : state.Follow(Sku, View, Depth, Incoming) || !loaded
        ? OpenAsync(async () =>
        {
            await LoadAsync();
            return state.Around is { } around ? FormattableString.Invariant($"links:{around.Anchor.Id}") : null;
        })
        : LoadAsync();

    protected override Task ChannelChangedAsync() => LoadAsync();

    protected override async Task CatchUpAsync()
    {
        if (state.Around is null || Me is not { } me)
        {
            return;
        }

        var news = await Views.NewsAsync(Session.Reads, Seen, me.Id);
        var before = state.Versions;
        await LoadAsync();
        if (news is not null && !before.SetEquals(state.Versions))
        {
            (Notice, state.Announcement) = (news, $"{news}.");
        }
    }

    private Task LoadAsync() => loads.RunAsync(async isNewest =>
    {
        var view = state.Sku is { } sku && Session.Channel is { } channel ? await Views.ReadAsync(Session.Reads, sku, channel, state.Depth) : null;
        var canEdit = view is not null && (await CurrentActor.GetAsync()).CanInEach(Permission.EditLinks, view.Around.AnchorChannelIds);
        if (!isNewest())
        {
            return;
        }

        state.Show(view, canEdit);
        loaded = true;
        if (view is not null)
        {
            Seen = Math.Max(Seen, view.Around.State);
            Draw();
        }
    });

    private void Draw() => model = LinksPageCanvas.ModelOf(state, Session.Channel);

    private Task ShowAsync(Action change)
    {
        change();
        echoes.Go(Navigation, Addresses.Links + state.ToQuery(), replace: true);
        return LoadAsync();
    }

    private void ChooseType(string? code)
    {
        state.ChooseType(code);
        Draw();
    }

    private Task DoAsync(LinkGesture gesture)
    {
        switch (gesture)
        {
            case DrawLink { TypeCode: null } drawn when drawn.Asks || state.AsksForType:
                return AskTypeAsync(drawn);
            case AcceptCandidate accepted:
                return DoAsync(new DrawLink(state.Around!.Anchor.Id, accepted.ProductId));
            case var write when LinkWrites.IsWriteOfMany(write):
                var begunNow = Writes.Begin(write, state);
                return BusyAsync(() => WriteAsync(write, begunNow));
            case var write when LinkWrites.IsWrite(write):
                return WriteOnceAsync(write);
            case PlaceCards placed:
                return InTurnAsync(() => PlaceAsync(placed));
            case TidyCards:
                return InTurnAsync(TidyAsync);
            // In line with the edits: one that is typed while this runs waits for it, and is not dropped.
            case UndoChange undo:
                return InTurnAsync(async () => await TakenBackAsync(
                    await Writes.UndoAsync(undo.ChangeSetId, await CurrentActor.GetAsync()), Texts.Key("Undone: {0}.")));
            case RedoChange:
                return InTurnAsync(async () => await TakenBackAsync(await Writes.RedoAsync(await CurrentActor.GetAsync()), Texts.Key("Done again: {0}.")));
            case OpenProduct opened:
                // What was said before may be about a product that is gone by now.
                if (state.Around?.Products.TryGetValue(opened.ProductId, out var there) == true)
                {
                    Navigation.NavigateTo(Addresses.LinksOf(there.Sku));
                }

                return Task.CompletedTask;
            case SearchProducts:
                return Js.InvokeVoidAsync("crosssell.focus", "[data-page-search]").AsTask();
            default:
                Select(gesture);
                return Task.CompletedTask;
        }
    }

    // From a list beside the canvas.
    private Task PickAsync(int productId) => DoAsync(new DrawLink(state.Around!.Anchor.Id, productId) { IsOfList = true });

    private void Select(LinkGesture gesture)
    {
        switch (gesture)
        {
            case SelectLink selected:
                state.SelectLink(selected.LinkId);
                break;
            case SelectProduct selected:
                state.SelectProduct(selected.ProductId);
                break;
            case SelectTogether selected:
                state.SelectTogether(selected.ProductIds);
                break;
            case ClearSelection:
                state.SelectLink(null);
                break;
        }

        Draw();
    }

    /// <summary>One gesture, one write: a second click on the same while it runs is ignored; anything else waits its turn.</summary>
    private async Task WriteOnceAsync(LinkGesture gesture)
    {
        // Where it was dropped makes it no other link.
        var same = gesture is DrawLink drawn ? new DrawLink(drawn.SourceId, drawn.TargetId) : gesture;
        if (!begun.Add(same))
        {
            return;
        }

        try
        {
            await InTurnAsync(() => WriteAsync(gesture, Writes.Begin(gesture, state)));
        }
        finally
        {
            begun.Remove(same);
        }
    }

    private async Task WriteAsync(LinkGesture gesture, Func<Actor, Task<Outcome<LinkDone>>> write)
    {
        var drawn = gesture as DrawLink;
        if (await WriteAsync(write, drawn) is not { } refusal)
        {
            return;
        }

        if (drawn is not null && state.Around is { } around)
        {
            var previews = await Writes.PreviewAsync(drawn.SourceId, drawn.TargetId, await CurrentActor.GetAsync());
            state.Say(LinksPageNotes.Refused(refusal, drawn, previews, around));
        }
        else if (LinkWrites.IsWriteOfMany(gesture))
        {
            state.Say(LinksPageNotes.Refused(refusal));
        }
        else
        {
            Feedback.Refuse(refusal);
        }
    }

    /// <summary>
    /// Fields are left one after the other: each edit waits for the one before, and changes what that left. Anyone who was asked to edit says what was refused.
    /// </summary>
    private async Task<Refusal?> EditAsync(int linkId, Func<LinkEdit, LinkEdit> change)
    {
        Refusal? refused = null;
        var asBegun = state.Around?.Find(linkId)?.Link;
        await InTurnAsync(async () => refused = await WriteAsync(actor => Writes.EditAsync(linkId, change, state, actor, asBegun), drawn: null));
        return refused;
    }

    private async Task<Refusal?> WriteAsync(Func<Actor, Task<Outcome<LinkDone>>> write, DrawLink? drawn)
    {
        state.Hush();
        Notice = null;
        if ((await write(await CurrentActor.GetAsync())).IsRefused(out var refusal, out var done))
        {
            state.Announcement = refusal.Message;
            await LoadAsync();
            return refusal;
        }

        if (!done.IsOfMany && drawn is not { IsOfList: true })
        {
            state.SelectLink(done.LinkId);
        }

        state.Announcement = done.Words;
        Feedback.Done(done.Words, () => InvokeAsync(() => DoAsync(new UndoChange(done.ChangeSetId))));
        if (done.Warning is { } warning)
        {
            state.Say(LinksPageNotes.Warned(warning, done.ChangeSetId, drawn));
            state.Announcement += " " + warning;
        }

        await LoadAsync();
        return null;
    }

    private async Task TakenBackAsync(Outcome<UndoResult>? outcome, string sentence)
    {
        if (outcome is not { } tried)
        {
            return;
        }

        if (tried.IsRefused(out var refusal, out var result))
        {
            Feedback.Refuse(refusal);
        }
        else
        {
            string said = L[sentence, LinkWords.WithoutUndid(result.Purpose)];
            state.Announcement = said;
            Feedback.Undone(said, result.Conflicts);
        }

        await LoadAsync();
    }

    private async Task PlaceAsync(PlaceCards gesture)
    {
        if (gesture.Cards.Count > 0 && state.Around is { } around
            && Feedback.Accepted(await Writes.PlaceAsync(gesture, around.Anchor.Id, await CurrentActor.GetAsync())))
        {
            state.MoveCards(gesture.Cards);
            Draw();
        }
    }

    private async Task TidyAsync()
    {
        if (state.Around is { } around && Feedback.Accepted(await Writes.TidyAsync(around.Anchor.Id, await CurrentActor.GetAsync())))
        {
            state.TidyCards();
            state.Announcement = L["All cards are back in the automatic layout."];
            Draw();
        }
    }

    private async Task AskTypeAsync(DrawLink drawn)
    {
        if (state.Around is { } around)
        {
            state.Ask(new TypeChoice(
                drawn, around.NameOf(drawn.SourceId), await NameAsync(around, drawn.TargetId),
                await Writes.PreviewAsync(drawn.SourceId, drawn.TargetId, await CurrentActor.GetAsync())));
        }
    }

    private Task TypeChosenAsync(string typeCode)
    {
        var drawn = state.Choice!.Drawn;
        state.Hush();
        return DoAsync(drawn with { Asks = false, TypeCode = typeCode });
    }

    private async Task ActAsync(NoteAction action)
    {
        state.Hush();
        await DoAsync(action.Gesture);
        if (state is { Note: null, Choice: null })
        {
            await FocusCardAsync();
        }
    }

    private async Task CloseNotesAsync()
    {
        state.Hush();
        await FocusCardAsync();
    }

    private async Task<string> NameAsync(LinkNeighbourhood around, int productId) =>
        around.Products.TryGetValue(productId, out var known) ? known.Name : await Views.NameAsync(productId) ?? L["a product"].Value;

    /// <summary>The first product of the shop that a name means and that can be linked from this one.</summary>
    private async Task<FoundProduct?> FindAsync(string text, int sourceId)
    {
        var found = await Search.FindAsync(Session.Reads, text, Session.Channel!.Id, 8);
        return found.FirstOrDefault(hit => hit.Id != sourceId && (sourceId != state.Around?.Anchor.Id || !state.LinkedIds.Contains(hit.Id))) is { } hit
            ? new FoundProduct(hit.Id, hit.Name)
            : null;
    }

    private async Task FocusCardAsync() => await Js.InvokeVoidAsync("crosssell.focus", "[data-node][tabindex='0']");
}
