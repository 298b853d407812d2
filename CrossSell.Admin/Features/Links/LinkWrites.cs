using CrossSell.Admin.Features.Canvas;
using CrossSell.Core.Canvas;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using static CrossSell.Admin.Features.Links.LinksTexts;

namespace CrossSell.Admin.Features.Links;

/// <summary>What one gesture wrote.</summary>
/// <param name="ChangeSetId">What undo takes.</param>
/// <param name="Words">What was done, for the person who did it.</param>
/// <param name="Warning">What the person should look at again; null for nothing.</param>
/// <param name="LinkId">The link to look at from now on; null when it is gone.</param>
/// <param name="IsOfMany">It was done to what is selected together, which stays selected.</param>
public sealed record LinkDone(long ChangeSetId, string Words, string? Warning, int? LinkId, bool IsOfMany);

/// <summary>Writes what gestures on links ask for, and remembers it on the person's trail, so that it can be taken back step by step.</summary>
public sealed class LinkWrites(LinkService links, CanvasPlaces places, UndoService undos, UndoTrail trail)
{
    public bool CanUndo => trail.CanUndo;

    public bool CanRedo => trail.CanRedo;

    /// <summary>Whether a gesture writes links; the others select, place cards or lead elsewhere.</summary>
    public static bool IsWrite(LinkGesture gesture) => gesture is DrawLink or RetypeLink or MoveLink or SetLinkState or RemoveLink || IsWriteOfMany(gesture);

    /// <summary>Whether a gesture writes the links of all that is selected together.</summary>
    public static bool IsWriteOfMany(LinkGesture gesture) => gesture is LinkSelected or RetypeSelected or SetStateOfSelected or RemoveSelected;

    /// <summary>
    /// What a gesture says to links, to be done once it is known who wants it: what is selected and chosen now counts, whatever is by then.
    /// </summary>
    /// <param name="gesture">One that writes; see <see cref="IsWrite"/>.</param>
    /// <param name="state">The page as it is now.</param>
    public Func<Actor, Task<Outcome<LinkDone>>> Begin(LinkGesture gesture, LinksPageState state)
    {
        switch (gesture)
        {
            case DrawLink draw:
                var drawn = state.Wanted(draw.SourceId, draw.TargetId, draw.TypeCode ?? state.TypeCode);
                return async actor => Done(await links.AddAsync(drawn, actor));
            case RetypeLink retype:
                return async actor => Done(await links.ChangeTypeAsync(retype.LinkId, retype.TypeCode, actor));
            case MoveLink move:
                return async actor => Done(await links.MoveAsync(move.LinkId, move.BeforeLinkId, actor));
            case SetLinkState set:
                return actor => EditAsync(set.LinkId, edit => edit with { State = set.State }, state, actor);
            case RemoveLink remove:
                return async actor => Done(await links.RemoveAsync(remove.LinkId, actor), isGone: true);
            case LinkSelected:
                NewLink[] wanted = [.. state.SelectedUnlinked.Select(id => state.Wanted(state.Around!.Anchor.Id, id, state.TypeCode))];
                return async actor => Done(await links.AddManyAsync(wanted, actor));
            case RetypeSelected retype:
                int[] own = [.. state.SelectedRows.Where(row => row.Link.SourceId == state.Around!.Anchor.Id).Select(row => row.Link.Id)];
                return async actor => Done(await links.ChangeTypeManyAsync(own, retype.TypeCode, actor));
            case SetStateOfSelected set:
                int[] others = [.. state.SelectedRows.Where(row => row.Link.State != set.State).Select(row => row.Link.Id)];
                return async actor => Done(await links.SetStateManyAsync(others, set.State, actor));
            case RemoveSelected:
                int[] all = [.. state.SelectedRows.Select(row => row.Link.Id)];
                return async actor => Done(await links.RemoveManyAsync(all, actor));
            default:
                throw new ArgumentException($"{gesture.GetType().Name} writes no link.", nameof(gesture));
        }
    }

    /// <summary>Changes fields of a link, from what the page has of it now.</summary>
    /// <param name="asBegun">What the page had when it was asked for; counts when the page has gone on to another product meanwhile.</param>
    public async Task<Outcome<LinkDone>> EditAsync(
        int linkId, Func<LinkEdit, LinkEdit> change, LinksPageState state, Actor actor, ProductLink? asBegun = null) =>
        (state.Around?.Find(linkId)?.Link ?? asBegun) is not { } link
            ? Refusal.NotFound(L["This link was removed by someone else."])
            : Done(await links.EditAsync(
                link.Id,
                change(new LinkEdit(link.Quantity, link.Note, link.ChannelIds, link.Segment, link.ValidFrom, link.ValidTo, link.State, link.Version)),
                actor));

    /// <summary>What a link between two products would write, by type. Nothing is written.</summary>
    public Task<IReadOnlyList<LinkPreview>> PreviewAsync(int sourceId, int targetId, Actor actor) =>
        links.PreviewAsync(sourceId, targetId, actor);

    /// <summary>Puts cards elsewhere, which is no change of a link and has no undo.</summary>
    public Task<Outcome> PlaceAsync(PlaceCards gesture, int anchorId, Actor actor) =>
        places.PlaceAsync(anchorId, gesture.Cards.ToDictionary(card => card.Id, card => new CanvasPoint(card.X, card.Y)), actor);

    public Task<Outcome> TidyAsync(int anchorId, Actor actor) => places.TidyAsync(anchorId, actor);

    /// <summary>Takes back a change: this one, or the newest on the trail.</summary>
    /// <returns>Null when there is none.</returns>
    public async Task<Outcome<UndoResult>?> UndoAsync(long? changeSetId, Actor actor) =>
        (changeSetId ?? trail.NextUndo) is { } id ? await TakeBackAsync(id, trail.Undone, actor) : default(Outcome<UndoResult>?);

    /// <summary>Does again what was taken back last.</summary>
    /// <returns>Null when nothing was.</returns>
    public async Task<Outcome<UndoResult>?> RedoAsync(Actor actor) =>
        trail.NextRedo is { } id ? await TakeBackAsync(id, trail.Redone, actor) : default(Outcome<UndoResult>?);

    private async Task<Outcome<UndoResult>> TakeBackAsync(long changeSetId, Action<long, long> remember, Actor actor)
    {
        var outcome = await undos.UndoAsync(changeSetId, actor);
        if (!outcome.IsRefused(out var refusal, out var result))
        {
            remember(changeSetId, result.ChangeSetId);
        }
        else if (!StorageTrouble.Is(refusal))
        {
            trail.Forget(changeSetId);
        }

        return outcome;
    }

    private Outcome<LinkDone> Done(Outcome<LinkWritten> outcome, bool isGone = false) => outcome.IsRefused(out var refusal, out var written)
        ? refusal
        : Remember(new LinkDone(written.ChangeSetId, written.Done + ".", written.Warning, isGone ? null : written.LinkId, IsOfMany: false));

    private Outcome<LinkDone> Done(Outcome<LinksWritten> outcome)
    {
        if (outcome.IsRefused(out var refusal, out var written))
        {
            return refusal;
        }

        var warning = string.Join(" ", written.Left.Concat(written.Warnings));
        return Remember(new LinkDone(written.ChangeSetId, written.Done + ".", warning.Length > 0 ? warning : null, null, IsOfMany: true));
    }

    private LinkDone Remember(LinkDone done)
    {
        trail.Remember(done.ChangeSetId);
        return done;
    }
}
