using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Features.Links;

/// <content>What is said at the drop: which types there are, why a link was refused, what to look at again, and what can be done about it.</content>
public sealed partial class LinksPage
{
    private CanvasNoteText? note;
    private TypeChoice? drop;

    private async Task AskTypeAsync(DrawnLink drawn)
    {
        note = null;
        drop = new TypeChoice(drawn, around!.NameOf(drawn.SourceId), await NameAsync(drawn.TargetId), await Links.PreviewAsync(drawn.SourceId, drawn.TargetId));
        announcement = $"Link {drop.SourceName} to {drop.TargetName}: choose a type.";
    }

    private Task TypeChosenAtDropAsync(string typeCode)
    {
        var drawn = drop!.Drawn;
        drop = null;
        return DrawAsync(drawn, typeCode);
    }

    private async Task CloseNotesAsync()
    {
        (note, drop) = (null, null);
        await FocusCardAsync();
    }

    private async Task<CanvasNoteText> NoteAsync(Refusal refusal, DrawnLink tried)
    {
        var previews = await Links.PreviewAsync(tried.SourceId, tried.TargetId);
        var actions = new List<NoteAction>();
        if (previews.FirstOrDefault(item => item.Existing is not null && item.Refusal == refusal)?.Existing is { } existing)
        {
            actions.Add(new NoteAction("Show it", () => ShowAsync(existing)));
            if (existing.State == LinkState.Paused && around!.Find(existing.Id) is not null)
            {
                actions.Add(new NoteAction("Resume it", () => TogglePauseAsync(existing.Id)));
            }
        }

        if (previews.Any(item => item.Refusal is null))
        {
            actions.Add(new NoteAction("Choose another type", () => AskTypeAsync(tried)));
        }

        return new CanvasNoteText(refusal.Message, IsWarning: false, tried.X, tried.Y, actions);
    }

    private CanvasNoteText NoteOf(string warning, LinkWritten written, DrawnLink? drawn) =>
        new(warning, IsWarning: true, drawn?.X, drawn?.Y, [new NoteAction("Undo", () => UndoAsync(written.ChangeSetId))]);

    private async Task ActAsync(NoteAction action)
    {
        note = null;
        await action.Run();
        if (note is null && drop is null)
        {
            await FocusCardAsync();
        }
    }

    private Task ShowAsync(ProductLink link)
    {
        if (around!.Find(link.Id) is not null)
        {
            SelectLink(link.Id);
        }
        else if (around.Products.TryGetValue(link.SourceId, out var source))
        {
            Navigation.NavigateTo(Addresses.LinksOf(source.Sku));
        }

        return Task.CompletedTask;
    }

    private async Task<string> NameAsync(int productId) =>
        around!.Products.TryGetValue(productId, out var known) ? known.Name : await Neighbourhoods.NameAsync(productId) ?? "a product";

    private async Task FocusCardAsync() => await Js.InvokeVoidAsync("crosssell.focus", "[data-node][tabindex='0']");
}
