using CrossSell.Admin.Shared;
using CrossSell.Core.Canvas;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;

namespace CrossSell.Admin.Features.Links;

/// <content>Several products at once: one change set, one undo. And where cards stand.</content>
public sealed partial class LinksPage
{
    private void Pick(IReadOnlyCollection<int> productIds)
    {
        state.SelectTogether(productIds.Where(id => id != around!.Anchor.Id && around.Products.ContainsKey(id)));
        Draw();
    }

    private void TogglePick(int productId) => Pick(state.SelectedIds.Contains(productId)
        ? [.. state.SelectedIds.Where(id => id != productId)]
        : [.. state.SelectedIds, productId]);

    /// <summary>The anchor's links with the selected products, in the order of the page.</summary>
    private List<LinkRow> PickedLinks() => [.. around!.Outgoing.Where(row => state.SelectedIds.Contains(row.Link.TargetId))
        .Concat(around.Incoming.Where(row => state.SelectedIds.Contains(row.Link.SourceId)))];

    private List<int> PickedUnlinked() => [.. model!.Ghosts.Select(ghost => ghost.Product.Id).Concat(model.Products.Select(product => product.Id))
        .Where(id => state.SelectedIds.Contains(id) && !linkedIds.Contains(id)).Distinct()];

    private Task LinkPickedAsync() => WriteManyAsync(actor =>
        Links.AddManyAsync([.. PickedUnlinked().Select(id => Wanted(around!.Anchor.Id, id, state.TypeCode))], actor));

    private Task RemovePickedAsync() => WriteManyAsync(actor => Links.RemoveManyAsync([.. PickedLinks().Select(row => row.Link.Id)], actor));

    private Task RetypePickedAsync(string typeCode) => WriteManyAsync(actor =>
        Links.ChangeTypeManyAsync([.. PickedLinks().Where(row => row.Link.SourceId == around!.Anchor.Id).Select(row => row.Link.Id)], typeCode, actor));

    private Task SetStatePickedAsync(LinkState to) => WriteManyAsync(actor =>
        Links.SetStateManyAsync([.. PickedLinks().Where(row => row.Link.State != to).Select(row => row.Link.Id)], to, actor));

    private Task WriteManyAsync(Func<Actor, Task<Outcome<LinksWritten>>> write) => BusyAsync(async () =>
    {
        (note, drop) = (null, null);
        if ((await write(await Current.GetAsync())).IsRefused(out var refusal, out var written))
        {
            announcement = refusal.Message;
            note = new CanvasNoteText(refusal.Message, IsWarning: false, null, null, []);
            await LoadAsync();
            return;
        }

        Trail.Remember(written.ChangeSetId);
        announcement = written.Done + ".";
        Feedback.Done(written.Done + ".", () => InvokeAsync(() => UndoAsync(written.ChangeSetId)));
        if (written.Left.Count + written.Warnings.Count > 0)
        {
            var words = string.Join(" ", written.Left.Concat(written.Warnings));
            announcement += " " + words;
            note = new CanvasNoteText(words, IsWarning: true, null, null, [new NoteAction("Undo", () => UndoAsync(written.ChangeSetId))]);
        }

        await LoadAsync();
    });

    private async Task PlaceAsync(IReadOnlyList<MovedCard> cards)
    {
        var moved = cards.ToDictionary(card => card.Id, card => new CanvasPoint(card.X, card.Y));
        if (moved.Count == 0 || !Feedback.Accepted(await Places.PlaceAsync(around!.Anchor.Id, moved, await Current.GetAsync())))
        {
            return;
        }

        around = around with { Places = around.Places.Where(place => !moved.ContainsKey(place.Key)).Concat(moved).ToDictionary() };
        Draw();
    }

    private async Task TidyAsync()
    {
        if (Feedback.Accepted(await Places.TidyAsync(around!.Anchor.Id, await Current.GetAsync())))
        {
            around = around with { Places = new Dictionary<int, CanvasPoint>() };
            announcement = "Every card is back where the layout has it.";
            Draw();
        }
    }
}
